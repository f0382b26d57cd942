import { env } from 'cloudflare:workers'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { call } from './api.ts'
import { giveBack } from './caps-scene.ts'
import { aPurchase, buy, claimOf, decisionFor, newMember, newOffer, newWorld } from './world.ts'

const scope = { categories: ['coffee'] }
const REWARDS = [
  { kind: 'percentOff', percent: 15 },
  { kind: 'percentOff', percent: 33, scope },
  { kind: 'amountOff', amountMinor: 777 },
  { kind: 'fixedPrice', priceMinor: 100, scope },
  { kind: 'cheapestFree', of: 2, scope },
]

const line = fc.record({
  sku: fc.constantFrom('a', 'b', 'c'),
  category: fc.constantFrom('Coffee', 'Cups'),
  quantity: fc.integer({ min: 1, max: 5 }),
  amountMinor: fc.integer({ min: 500, max: 9_999 }),
})

test('what comes back of a discount is what fell on those units, in whatever order and portions they come', {
  timeout: 20_000,
}, async () => {
  const world = await newWorld()
  const lines = [{ sku: 'a', category: 'Coffee', quantity: 4, amountMinor: 40_000 }]
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...REWARDS),
      fc.array(line, { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 0, max: 900 }),
      fc.infiniteStream(fc.nat(1_000)),
      async (reward, bought, discountMinor, chances) => {
        const next = (below: number) => (chances.next().value as number) % below
        const offer = await newOffer(world, {
          reward,
          limits: { budgetMinor: 10_000_000, caps: [{ per: 'member', period: 'day', costMinor: 1_000_000 }] },
        })
        const member = await newMember(world)
        const decision = await decisionFor(world, member, {
          basket: { currency: 'SEK', totalMinor: 40_000, lines },
        })
        const claim = await claimOf(member, decision, offer.id)
        expect(claim.status).toBe(201)
        // No more offers than a decision shows: the next one has to be among them.
        await call('PATCH', `/v1/offers/${offer.id}`, { bearer: world.key, body: { state: 'paused' } })
        const order = aPurchase(world, null, {
          totalMinor: bought.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
          lines: bought,
          codes: [{ code: claim.body.code, discountMinor }],
        })
        await buy(world, order)
        const redemption = async () => {
          const row = await env.DB.prepare(
            `SELECT r.fell, r.reversed_minor AS back, c.state, c.cost_minor AS held, k.times, k.cost_minor AS counted, o.cost_open_minor AS budget
             FROM redemptions r JOIN claims c ON c.id = r.claim_id JOIN cap_counters k ON k.offer_id = r.offer_id JOIN offers o ON o.id = r.offer_id
             WHERE r.claim_id = ?`,
          )
            .bind(claim.body.id)
            .first<{
              fell: string
              back: number
              state: string
              held: number
              times: number
              counted: number
              budget: number
            }>()
          if (!row) throw new Error('nothing was redeemed')
          return row
        }
        const fell = JSON.parse((await redemption()).fell) as number[]
        expect(fell.reduce((sum, part) => sum + part, 0)).toBe(discountMinor)
        // Each unit by itself: the earlier ones of a line have the minor units that are left over.
        const units = bought.map(({ quantity }, at) =>
          Array.from({ length: quantity }, (_, unit) => {
            const part = fell[at] as number
            return Math.floor(part / quantity) + (unit < part % quantity ? 1 : 0)
          }),
        )
        let back = 0
        while (units.some((left) => left.length > 0)) {
          const open = units.flatMap((left, at) => (left.length > 0 ? [at] : []))
          const at = open[next(open.length)] as number
          const given = units[at]?.splice(0, 1 + next(units[at]?.length ?? 1)) as number[]
          expect(
            (await giveBack(world, order.externalRef, [{ line: at, quantity: given.length }])).status,
          ).toBe(201)
          back += given.reduce((sum, part) => sum + part, 0)
          const isWhole = units.every((left) => left.length === 0)
          const left = isWhole ? 0 : discountMinor - back
          expect(await redemption()).toMatchObject({
            back,
            held: left,
            counted: left,
            budget: left,
            state: isWhole ? 'reversed' : 'redeemed',
            times: isWhole ? 0 : 1,
          })
        }
        expect(back).toBe(discountMinor)
      },
    ),
    { numRuns: 25, ...(env.TEST_SEED ? { seed: Number(env.TEST_SEED) } : {}) },
  )
})

test('the books refuse a cost that does not fall on lines exactly, and a redemption that is told anew', async () => {
  const world = await newWorld()
  const member = await newMember(world)
  const offer = await newOffer(world)
  const basket = { currency: 'SEK', totalMinor: 20_000, lines: [] }
  const claim = await claimOf(member, await decisionFor(world, member, { basket }), offer.id)
  await buy(world, aPurchase(world, null, { codes: [{ code: claim.body.code, discountMinor: 500 }] }))
  const run = (sql: string) => env.DB.prepare(sql).bind(claim.body.id).run()
  for (const change of ["fell = '[499]'", 'discount_minor = 400', 'offer_revision = 2'])
    await expect(run(`UPDATE redemptions SET ${change} WHERE claim_id = ?`)).rejects.toThrow(
      'stays as it was',
    )
  await run('UPDATE redemptions SET reversed_minor = 10 WHERE claim_id = ?')
  await expect(run('UPDATE redemptions SET reversed_minor = 5 WHERE claim_id = ?')).rejects.toThrow(
    'stays as it was',
  )
})
