import { env } from 'cloudflare:workers'
import type {
  EarningsPreview,
  EventResult,
  LedgerEntry,
  Membership,
  MovesPosted,
  Transfer,
  Unit,
} from '../../shared/contracts/index.ts'
import { call, type Reply } from './api.ts'
import type { TestMember, World } from './world.ts'

export type Refused = { type?: string; reason?: string; issues?: { path: string; message: string }[] }
const byHand = { operator: 'Kajsa', reason: 'a test' }

export const membershipOf = async (member: TestMember): Promise<Membership> =>
  (await call<Membership>('GET', '/v1/members/me/membership', { bearer: member.token })).body

/** What a member may use of a unit now. */
export const availableOf = async (member: TestMember, unit: Unit = 'points'): Promise<number> =>
  (await membershipOf(member)).balances.find((balance) => balance.unit === unit)?.available ?? 0

export const give = (world: World, member: TestMember, more: Record<string, unknown> = {}) =>
  call<MovesPosted & Refused>('POST', '/v1/gifts', {
    bearer: world.key,
    body: { enrolmentId: member.enrolmentId, unit: 'points', amount: 100, ...byHand, ...more },
  })

export const adjust = (
  world: World,
  member: TestMember,
  amount: number,
  more: Record<string, unknown> = {},
  headers: Record<string, string> = {},
) =>
  call<MovesPosted & Refused>('POST', '/v1/adjustments', {
    bearer: world.key,
    headers,
    body: { enrolmentId: member.enrolmentId, unit: 'points', amount, ...byHand, ...more },
  })

export const reverse = (world: World, entryId: string | undefined) =>
  call<MovesPosted & Refused>('POST', `/v1/entries/${entryId}/reverse`, { bearer: world.key, body: byHand })

export const handOn = (
  from: TestMember,
  to: TestMember | { member: { number: string } },
  amount: number,
  more: Record<string, unknown> = {},
  headers: Record<string, string> = {},
): Promise<Reply<Transfer & Refused>> =>
  call('POST', '/v1/members/me/transfers', {
    bearer: from.token,
    headers,
    body: { toNumber: to.member.number, unit: 'points', amount, ...more },
  })

let events = 0
/** An event as it is sent: a review, unless said otherwise. */
export const anEvent = (member: TestMember, more: Record<string, unknown> = {}) => {
  events += 1
  return {
    id: `event-${events}`,
    type: 'review',
    enrolmentId: member.enrolmentId,
    occurredAt: Date.now() - 60_000,
    ...more,
  }
}

export async function tell(
  world: World,
  ...sent: unknown[]
): Promise<(EventResult & { problem: Refused | null })[]> {
  const { status, body } = await call<{ results: (EventResult & { problem: Refused | null })[] }>(
    'POST',
    '/v1/events',
    { bearer: world.key, body: { events: sent } },
  )
  if (status !== 200) throw new Error(`events answered ${status}: ${JSON.stringify(body)}`)
  return body.results
}

export const preview = (world: World, more: Record<string, unknown> = {}) =>
  call<EarningsPreview & Refused>('POST', '/v1/earnings/preview', {
    bearer: world.key,
    body: {
      storeId: world.store.id,
      currency: 'SEK',
      totalMinor: 20_000,
      lines: [{ sku: 'skogsrost', category: 'Coffee', quantity: 2, amountMinor: 20_000 }],
      ...more,
    },
  })

/** Every entry of a member, in each account's order. */
export const entriesOf = async (member: TestMember): Promise<LedgerEntry[]> =>
  (
    await env.DB.prepare(
      `SELECT id, unit, seq, reason, from_account AS fromAccount, to_account AS toAccount, amount, lot_id AS lotId, operator, note, source_id AS sourceId, reverses
       FROM ledger_entries WHERE enrolment_id = ? ORDER BY unit, seq`,
    )
      .bind(member.enrolmentId)
      .all<LedgerEntry>()
  ).results

/** A member's lots, oldest first. */
export const lotsOf = async (member: TestMember) =>
  (
    await env.DB.prepare(
      'SELECT id, unit, amount, remaining, state, expires_at AS expiresAt, expiry FROM lots WHERE enrolment_id = ? ORDER BY id',
    )
      .bind(member.enrolmentId)
      .all<{
        id: string
        unit: Unit
        amount: number
        remaining: number
        state: string
        expiresAt: number | null
        expiry: string | null
      }>()
  ).results

/** How many rows each table of the database has. */
export async function rowCounts(): Promise<Record<string, number>> {
  const { results } = await env.DB.prepare(
    `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '\\_cf%' ESCAPE '\\'`,
  ).all<{ name: string }>()
  const counts = await env.DB.batch<{ n: number }>(
    results.map(({ name }) => env.DB.prepare(`SELECT count(*) AS n FROM "${name}"`)),
  )
  return Object.fromEntries(results.map(({ name }, at) => [name, counts[at]?.results[0]?.n ?? 0]))
}

export const pathsOf = ({ body }: Reply<Refused>) => body.issues?.map(({ path }) => path)
