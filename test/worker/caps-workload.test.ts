import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import type { Claim, Offer } from '../../shared/contracts/index.ts'
import { releaseExpired } from '../../worker/db/claims.ts'
import { basket, countersOf, giveBack, miscounted, outcome, setHousehold } from './caps-scene.ts'
import { aPurchase, buy, claimOf, decisionFor, newMember, newOffer, newWorld } from './world.ts'

/** Numbers by chance that come again from the same seed (mulberry32). */
function chance(seed: number) {
  let state = seed
  return (below: number) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

const CAPS = [
  { per: 'offer', period: 'day', times: 14, costMinor: 40_000 },
  { per: 'household', period: 'month', times: 4 },
  { per: 'member', period: 'week', times: 3, costMinor: 9_000 },
  { on: 'claim', per: 'member', period: 'ever', times: 6 },
]

/** What the offer's own row says, held against its claims. */
const rowIsRight = (offerId: string) =>
  env.DB.prepare(
    `SELECT claims_open = (SELECT count(*) FROM claims WHERE offer_id = ?1 AND state IN ('reserved', 'applied', 'redeemed'))
       AND cost_open_minor = (SELECT ifnull(sum(cost_minor), 0) FROM claims WHERE offer_id = ?1 AND state IN ('reserved', 'applied', 'redeemed')) AS good
     FROM offers WHERE id = ?1`,
  )
    .bind(offerId)
    .first('good')

test('whatever comes at once, the counters are what the claims add up to, and no cap is passed', async () => {
  const seed = Number(env.TEST_SEED) || 20261124
  const next = chance(seed)
  const world = await newWorld()
  const offer: Offer = await newOffer(world, { limits: { budgetMinor: 60_000, caps: CAPS } })
  const points = await newOffer(world, {
    reward: { kind: 'bonusPoints', points: 10 },
    code: null,
    limits: { caps: [{ per: 'household', period: 'day', times: 3 }] },
  })
  const all = await Promise.all(Array.from({ length: 8 }, () => newMember(world)))
  const claims: { claim: Claim; by: (typeof all)[number] }[] = []
  const orders: string[] = []
  for (let round = 0; round < 14; round += 1) {
    await Promise.all(
      Array.from({ length: 6 }, async () => {
        const by = all[next(all.length)] as (typeof all)[number]
        const known = claims[next(Math.max(1, claims.length))]
        const order = orders[next(Math.max(1, orders.length))]
        const amount = 5_000 + next(20) * 1_000
        switch (next(7)) {
          case 0:
          case 1: {
            const lines = [{ ...basket.lines[0], amountMinor: amount }]
            const decision = await decisionFor(world, by, {
              basket: { ...basket, totalMinor: amount, lines },
            })
            const { status, body } = await claimOf(by, decision, offer.id)
            if (status === 201) claims.push({ claim: body, by })
            return
          }
          case 2:
            if (known)
              await outcome(known.by, known.claim.id, ['applied', 'noSaving', 'rejected'][next(3)] as string)
            return
          case 3: {
            const codes = known ? [{ code: known.claim.code, discountMinor: 100 * next(40) }] : []
            const bought = aPurchase(world, by, { codes })
            await Promise.all([buy(world, bought), ...(next(2) ? [buy(world, bought)] : [])])
            orders.push(bought.externalRef)
            return
          }
          case 4:
            if (order) await giveBack(world, order, [{ line: 0, quantity: 1 }])
            return
          case 5:
            await setHousehold(world, by, next(3) ? `h${next(3)}` : null)
            return
          case 6:
            if (!known) return
            await env.DB.prepare('UPDATE claims SET expires_at = 1 WHERE id = ?').bind(known.claim.id).run()
            await releaseExpired(env.DB, Date.now())
        }
      }),
    )
    for (const { id } of [offer, points]) {
      expect(await miscounted(id), `seed ${seed}, round ${round}`).toEqual([])
      expect(await rowIsRight(id), `seed ${seed}, round ${round}`).toBe(1)
    }
  }
  expect(claims.length).toBeGreaterThan(5)
  expect(orders.length).toBeGreaterThan(5)
  // Points come by themselves and are never given late: their cap is never passed, whoever moves to which household.
  for (const { times } of await countersOf(points.id)) expect(times).toBeLessThanOrEqual(3)
})

test('the recount bites: a counter that was changed by hand is found', async () => {
  const world = await newWorld()
  const offer = await newOffer(world, { limits: { caps: [{ per: 'member', period: 'day', times: 3 }] } })
  const member = await newMember(world)
  await claimOf(member, await decisionFor(world, member, { basket }), offer.id)
  expect(await miscounted(offer.id)).toEqual([])
  await env.DB.prepare('UPDATE cap_counters SET times = 2 WHERE offer_id = ?').bind(offer.id).run()
  expect(await miscounted(offer.id)).toHaveLength(1)
})
