import { env } from 'cloudflare:workers'
import type { Segment, SegmentEvent } from '../../shared/contracts/index.ts'
import { call } from './api.ts'
import type { TestMember, World } from './world.ts'

/** Has bought. */
export const BOUGHT = { signal: 'purchaseCount', op: 'gte', value: 1 }
/** Has not bought for a month. */
export const LAPSED = { signal: 'recencyDays', op: 'gte', value: 30 }

/** What coming into a segment gives. */
export const pays = (segment: string, more: Record<string, unknown> = {}) =>
  ({
    key: `into-${segment}`,
    on: { kind: 'segmentEntered', segment },
    give: { kind: 'fixed', amount: 25 },
    caps: { perMember: 1_000 },
    ...more,
  }) as const

/** A page of what happened in a segment. */
export const eventsOf = async ({ key: bearer }: World, { id }: Segment, query = '') =>
  (
    await call<{ items: SegmentEvent[]; nextCursor: string | null }>(
      'GET',
      `/v1/segments/${id}/events${query}`,
      { bearer },
    )
  ).body

/** What happened in a segment, and why: of one member, or of all. */
export const told = async (world: World, segment: Segment, member?: TestMember) =>
  (await eventsOf(world, segment, '?limit=200')).items
    .filter(({ enrolmentId }) => !member || enrolmentId === member.enrolmentId)
    .map(({ kind, cause }) => `${kind} by ${cause}`)

/** What entering has given a member. */
export const given = async ({ enrolmentId }: TestMember): Promise<number[]> => {
  const { results } = await env.DB.prepare(
    "SELECT amount FROM ledger_entries WHERE enrolment_id = ? AND rule_key LIKE 'into-%' ORDER BY seq",
  )
    .bind(enrolmentId)
    .all<{ amount: number }>()
  return results.map(({ amount }) => amount)
}
