import { env } from 'cloudflare:workers'
import type { Claim } from '../../shared/contracts/index.ts'
import { call } from './api.ts'
import type { TestMember, World } from './world.ts'

/** A basket that 15 percent of is 30 kr. */
export const basket = {
  currency: 'SEK',
  totalMinor: 20_000,
  lines: [{ sku: 'skogsrost', category: 'Coffee', quantity: 2, amountMinor: 20_000 }],
}

export const outcome = (member: TestMember, claimId: string, result: string) =>
  call<Claim>('POST', `/v1/claims/${claimId}/outcome`, {
    bearer: member.token,
    body: { measuredAt: Date.now(), result },
  })

export const setHousehold = (world: World, member: TestMember, household: string | null) =>
  call('PUT', `/v1/members/${member.enrolmentId}/household`, { bearer: world.key, body: { household } })

export const giveBack = (world: World, purchaseRef: string, lines: { line: number; quantity: number }[]) =>
  call<{ refundMinor: number }>('POST', '/v1/returns', {
    bearer: world.key,
    body: {
      storeId: world.store.id,
      purchaseRef,
      externalRef: `return-${crypto.randomUUID()}`,
      returnedAt: Date.now(),
      lines,
    },
  })

interface Counted {
  who: string
  cap: string
  times: number
  cost: number
}

/** What the counters of an offer say: `[times, cost]` by cap and by whom; periods of one cap are added up. */
export async function countersOf(offerId: string): Promise<Counted[]> {
  const { results } = await env.DB.prepare(
    `SELECT who, cap, sum(times) AS times, sum(cost_minor) AS cost FROM cap_counters WHERE offer_id = ? GROUP BY who, cap ORDER BY cap, who`,
  )
    .bind(offerId)
    .all<Counted>()
  return results
}

/** The counters that differ from what the claims themselves add up to: none, in books that are right. */
export async function miscounted(offerId: string): Promise<unknown[]> {
  const { results } = await env.DB.prepare(
    `WITH counted AS (
       SELECT c.value ->> 0 AS cap, c.value ->> 1 AS who, c.value ->> 2 AS starts, c.value ->> 3 AS ends,
         sum(CASE WHEN c.value ->> 0 LIKE 'claim%' THEN 1 ELSE m.state IN ('reserved', 'applied', 'redeemed') END) AS times,
         sum(CASE WHEN m.state IN ('reserved', 'applied', 'redeemed') THEN m.cost_minor ELSE 0 END) AS cost
       FROM claims m, json_each(m.caps) c WHERE m.offer_id = ?1 GROUP BY 1, 2, 3, 4
     )
     SELECT n.*, k.times AS said, k.cost_minor AS saidCost FROM counted n
     LEFT JOIN cap_counters k ON k.offer_id = ?1 AND k.who = n.who AND k.cap = n.cap AND k.starts_at = n.starts AND k.ends_at = n.ends
     WHERE k.times IS NOT n.times OR k.cost_minor IS NOT n.cost`,
  )
    .bind(offerId)
    .all()
  return results
}
