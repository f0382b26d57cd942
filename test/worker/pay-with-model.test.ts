import { env } from 'cloudflare:workers'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  answer,
  balance,
  claimWith,
  cron,
  decide,
  earnPoints,
  giveBack,
  orderWith,
  type PayScene,
  payScene,
  runOut,
} from './pay-with-scene.ts'
import { buy } from './world.ts'

/** A point is 5 öre, and half of a basket may be paid with them. */
const POINT_MINOR = 5
const MOST_POINTS = (totalMinor: number) => Math.floor(totalMinor / 2 / POINT_MINOR)

/** What the member should have, kept in plain numbers; a debt is below nothing. */
class Model {
  available: number
  held = 0
  /** Codes that were claimed and not used: what was agreed, and whether it is held still. */
  readonly claims: { id: string; code: string; totalMinor: number; agreed: number; held: boolean }[] = []
  /** Orders that were paid with points, and what they took. */
  readonly orders: { ref: string; taken: number; returned: boolean }[] = []
  readonly debt: boolean

  constructor(points: number, debt: boolean) {
    this.available = points
    this.debt = debt
  }

  get open() {
    return this.claims.find(({ held }) => held)
  }

  letGo(): void {
    const { open } = this
    if (!open) return
    open.held = false
    this.available += this.held
    this.held = 0
  }
}

type Step =
  | { do: 'claim'; totalMinor: number }
  | { do: 'answer'; result: 'rejected' | 'applied' | 'unconfirmed' }
  | { do: 'order'; which: number; share: number }
  | { do: 'runOut' }
  | { do: 'cron' }
  | { do: 'return'; which: number }
  | { do: 'earn'; points: number }

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('claim' as const),
      totalMinor: fc.integer({ min: 1, max: 6_000 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('answer' as const),
      result: fc.constantFrom('rejected' as const, 'applied' as const, 'unconfirmed' as const),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('order' as const),
      which: fc.nat(9),
      share: fc.constantFrom(0, 0.3, 1, 1.2),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('runOut' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('cron' as const) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('return' as const), which: fc.nat(9) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('earn' as const), points: fc.integer({ min: 1, max: 60 }) }),
  },
)

async function take(scene: PayScene, model: Model, one: Step): Promise<void> {
  switch (one.do) {
    case 'claim': {
      const decision = await decide(scene, one.totalMinor)
      // What was held before a debt was made stands, for this offer.
      const most = Math.min(Math.max(0, model.available) + model.held, MOST_POINTS(one.totalMinor))
      const offered = decision.offers.some(({ offerId }) => offerId === scene.offer.id)
      expect(offered).toBe(most > 0)
      if (!offered) return
      const { status, body } = await claimWith(scene, decision)
      expect(status).toBe(201)
      const { open } = model
      expect(open === undefined || open.code === body.code).toBe(true)
      model.available += model.held - most
      model.held = most
      if (open) Object.assign(open, { agreed: most, totalMinor: one.totalMinor })
      else
        model.claims.push({
          id: body.id,
          code: body.code,
          totalMinor: one.totalMinor,
          agreed: most,
          held: true,
        })
      return
    }
    case 'answer': {
      const { open } = model
      if (!open) return
      await answer(scene, open.id, one.result)
      if (one.result === 'rejected') model.letGo()
      return
    }
    case 'order': {
      const used = model.claims[one.which % model.claims.length]
      if (!used) return
      const discountMinor = Math.floor(used.agreed * POINT_MINOR * one.share)
      const order = orderWith(scene, used.code, Math.max(used.totalMinor, discountMinor), discountMinor)
      await buy(scene.world, order)
      model.claims.splice(model.claims.indexOf(used), 1)
      const wanted = Math.min(used.agreed, Math.ceil(discountMinor / POINT_MINOR))
      if (used.held) {
        model.available += model.held - wanted
        model.held = 0
        model.orders.push({ ref: order.externalRef, taken: wanted, returned: false })
        return
      }
      const taken = model.debt ? wanted : Math.min(wanted, Math.max(0, model.available))
      model.available -= taken
      model.orders.push({ ref: order.externalRef, taken, returned: false })
      return
    }
    case 'runOut':
      if (model.open) await runOut(model.open.id)
      return model.letGo()
    case 'cron':
      return cron()
    case 'return': {
      const order = model.orders[one.which % model.orders.length]
      if (!order || order.returned) return
      expect((await giveBack(scene, order.ref, `back-${order.ref}`, 2)).status).toBe(201)
      order.returned = true
      model.available += order.taken
      return
    }
    case 'earn':
      await earnPoints(scene.world, scene.member, one.points)
      model.available += one.points
  }
}

test('after any claims, answers, orders, lapses and returns the balance is what plain sums say', {
  timeout: 120_000,
}, async () => {
  const seed = Date.now() & 0xffff
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 24 }), fc.boolean(), async (steps, debt) => {
      const scene = await payScene(
        [
          [150, 8],
          [250, 1],
        ],
        { rules: { returns: { clawBack: debt ? 'debt' : 'within_balance' } } },
      )
      const model = new Model(400, debt)
      for (const one of steps) {
        await take(scene, model, one)
        const { available, held } = model
        expect(await balance(scene), JSON.stringify(one)).toEqual({ available, held })
      }
      await cron()
      const { available, held } = model
      expect(await balance(scene)).toEqual({ available, held })
      // Lots hold what the account does, and what is held has its holds.
      const sums = await env.DB.prepare(
        `SELECT a.available, a.held, (SELECT sum(remaining) FROM lots WHERE enrolment_id = a.enrolment_id) AS remaining,
           (SELECT sum(held) FROM lots WHERE enrolment_id = a.enrolment_id) AS inLots,
           (SELECT ifnull(sum(amount), 0) FROM holds WHERE enrolment_id = a.enrolment_id AND state = 'held') AS inHolds
         FROM accounts a WHERE enrolment_id = ? AND unit = 'points'`,
      )
        .bind(scene.member.enrolmentId)
        .first<Record<string, number>>()
      expect([sums?.remaining, sums?.inLots, sums?.inHolds]).toEqual([
        sums?.available,
        sums?.held,
        sums?.held,
      ])
    }),
    { numRuns: 25, seed },
  )
})
