import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import type { CodeValidation, Offer } from '../../shared/contracts/index.ts'
import { type DecisionProof, signDecision } from '../../worker/http/decision-token.ts'
import { call } from './api.ts'
import { basket, countersOf, giveBack, miscounted, outcome } from './caps-scene.ts'
import {
  aPurchase,
  buy,
  claimOf,
  decisionFor,
  newMember,
  newOffer,
  newWorld,
  type TestMember,
  type World,
} from './world.ts'

const ask = (world: World, code: string, more: Record<string, unknown> = {}) =>
  call<CodeValidation & { type?: string; issues?: { path: string }[] }>('POST', '/v1/codes/validate', {
    bearer: world.key,
    body: { storeId: world.store.id, code, basket, ...more },
  })

const replace = async (world: World, { id, key, content, reward, schedule, code }: Offer, change: object) => {
  const reply = await call<{ issues?: unknown }>('PUT', `/v1/offers/${id}`, {
    bearer: world.key,
    body: { key, content, reward, schedule, code, accept: ['endless'], ...change },
  })
  expect([reply.status, reply.body.issues]).toEqual([200, undefined])
}

const openOf = (offerId: string) =>
  env.DB.prepare('SELECT claims_open AS open, cost_open_minor AS cost FROM offers WHERE id = ?')
    .bind(offerId)
    .first()

/** An hour of another day than today. */
const elsewhen = () => ({ days: [((new Date().getUTCDay() + 2) % 7) + 1], opens: '10:00', closes: '11:00' })

const claimed = async (world: World, offer: Offer, member?: TestMember) => {
  const who = member ?? (await newMember(world))
  const claim = await claimOf(who, await decisionFor(world, who, { basket }), offer.id)
  expect(claim.status).toBe(201)
  return { ...claim.body, member: who }
}

describe('a reservation is good for its time, whatever its offer has become', () => {
  test.each<[string, object]>([
    ['is worth less', { reward: { kind: 'percentOff', percent: 1 } }],
    ['asks for more', { conditions: { minBasketMinor: 900_000 } }],
    ['has a lower budget than is held', { limits: { budgetMinor: 1 } }],
    [
      'is over',
      {
        schedule: { startsAt: Date.UTC(2026, 0, 1), endsAt: Date.now() - 1_000 },
        accept: ['endless', 'ended'],
      },
    ],
  ])('that %s', async (_, change) => {
    const world = await newWorld()
    const offer = await newOffer(world)
    const { code } = await claimed(world, offer)
    await replace(world, offer, change)
    expect((await ask(world, code)).body).toMatchObject({ valid: true, effect: { amountMinor: 3_000 } })
  })

  test('that is paused', async () => {
    const world = await newWorld()
    const offer = await newOffer(world)
    const { code } = await claimed(world, offer)
    await call('PATCH', `/v1/offers/${offer.id}`, { bearer: world.key, body: { state: 'paused' } })
    expect((await ask(world, code)).body).toMatchObject({ valid: true, effect: { amountMinor: 3_000 } })
  })
})

describe('a static code', () => {
  const fika = (world: World, more: object = {}) =>
    newOffer(world, { code: { kind: 'static', code: 'Fika' }, ...more })
  const order = (world: World, member: TestMember | null, more: object = {}) =>
    aPurchase(world, member, { codes: [{ code: 'fika', discountMinor: 3_000 }], ...more })

  test('that a member typed without a claim is redeemed, counts in every limit, and comes back with the goods', async () => {
    const world = await newWorld()
    const limits = {
      budgetMinor: 6_000,
      total: 3,
      caps: [
        { per: 'code', period: 'day', times: 2 },
        { per: 'household', period: 'ever', times: 5 },
      ],
    }
    const offer = await fika(world, { limits })
    const member = await newMember(world)
    const first = order(world, member)
    expect((await buy(world, first))[0]).toMatchObject({
      redeemedOfferIds: [offer.id],
      pastLimitOfferIds: [],
    })
    expect(await openOf(offer.id)).toEqual({ open: 1, cost: 3_000 })
    expect(await countersOf(offer.id)).toMatchObject([
      { who: 'code:FIKA', times: 1, cost: 3_000 },
      { who: member.enrolmentId, times: 1, cost: 3_000 },
    ])
    expect((await ask(world, 'FIKA')).body.valid).toBe(true)
    await buy(world, order(world, await newMember(world)))
    expect((await ask(world, 'FIKA')).body).toMatchObject({ valid: false, reason: 'used' })
    // The shop gave it all the same: the books say so, and so does the answer.
    expect((await buy(world, order(world, await newMember(world))))[0]).toMatchObject({
      redeemedOfferIds: [offer.id],
      pastLimitOfferIds: [offer.id],
    })
    expect(await openOf(offer.id)).toEqual({ open: 3, cost: 9_000 })
    expect(await miscounted(offer.id)).toEqual([])

    await giveBack(world, first.externalRef, [{ line: 0, quantity: 2 }])
    expect(await openOf(offer.id)).toEqual({ open: 2, cost: 6_000 })
    expect(await miscounted(offer.id)).toEqual([])
  })

  test('is one redemption an order, at what it is worth where the shop does not say, and none of what is not open', async () => {
    const world = await newWorld()
    const offer = await fika(world)
    const member = await newMember(world)
    const twice = order(world, member, { codes: [{ code: 'FIKA' }, { code: ' fika' }] })
    expect((await buy(world, twice))[0]?.redeemedOfferIds).toEqual([offer.id])
    expect((await buy(world, twice))[0]?.status).toBe('duplicate')
    expect(await openOf(offer.id)).toEqual({ open: 1, cost: 3_000 })
    const before = order(world, member, { purchasedAt: offer.schedule.startsAt - 1 })
    expect((await buy(world, before))[0]?.redeemedOfferIds).toEqual([])
    expect((await buy(world, order(world, null)))[0]?.redeemedOfferIds).toEqual([])
  })

  test('of a claim uses that claim, once', async () => {
    const world = await newWorld()
    const offer = await fika(world)
    const { member } = await claimed(world, offer)
    await buy(world, order(world, member))
    expect(await openOf(offer.id)).toEqual({ open: 1, cost: 3_000 })
  })

  test('is not good outside its hours', async () => {
    const world = await newWorld()
    await fika(world, { conditions: { hours: [elsewhen()] } })
    expect((await ask(world, 'FIKA')).body).toMatchObject({ valid: false, reason: 'notLive' })
  })

  test.each([
    ['total', { total: 1 }],
    ['cap', { caps: [{ per: 'store', period: 'day', times: 1 }] }],
  ])('is not good once its %s is taken', async (_, limits) => {
    const world = await newWorld()
    const offer = await fika(world, { limits })
    await claimed(world, offer)
    expect((await ask(world, 'FIKA')).body).toMatchObject({ valid: false, reason: 'used' })
  })
})

describe('beside other codes', () => {
  test('one that does not go with them is told apart', async () => {
    const world = await newWorld({ offers: { codesAtOnce: 'many' } })
    const offer = await newOffer(world)
    const alone = await newOffer(world, { stacking: { alone: true } })
    await newOffer(world, { code: { kind: 'static', code: 'FIKA' } })
    const [{ code }, { code: other }] = [await claimed(world, offer), await claimed(world, alone)]
    const asked = async (together: string[]) => (await ask(world, code, { together })).body.reason
    expect(await asked([])).toBe(null)
    expect(await asked(['fika', 'unheard-of', code])).toBe(null)
    expect(await asked([other.toLowerCase()])).toBe('notTogether')
  })

  test('a checkout that takes one code takes no second', async () => {
    const world = await newWorld()
    const { code } = await claimed(world, await newOffer(world))
    await newOffer(world, { code: { kind: 'static', code: 'FIKA' } })
    expect((await ask(world, code, { together: ['FIKA'] })).body.reason).toBe('notTogether')
  })
})

test('a basket in another currency is refused at that field', async () => {
  const world = await newWorld()
  const { code } = await claimed(world, await newOffer(world))
  const { body } = await ask(world, code, { basket: { ...basket, currency: 'EUR' } })
  expect([body.type, body.issues?.[0]?.path]).toEqual(['/problems/currency_mismatch', '/basket/currency'])
})

describe('what is decided', () => {
  test.each([
    ['total', { total: 1 }],
    ['budget', { budgetMinor: 3_000 }],
  ])('keeps the last of a %s before the eyes of whoever holds it', async (_, limits) => {
    const world = await newWorld()
    const offer = await newOffer(world, { limits })
    const { member, code } = await claimed(world, offer)
    const again = await decisionFor(world, member, { basket })
    expect(again.offers.map(({ offerId }) => offerId)).toEqual([offer.id])
    expect((await claimOf(member, again, offer.id)).body.code).toBe(code)
    expect((await decisionFor(world, await newMember(world), { basket })).offers).toEqual([])
  })

  test.each([
    ['budget', { budgetMinor: 5_000 }],
    ['cap', { caps: [{ per: 'offer', period: 'day', costMinor: 5_000 }] }],
  ])('leaves out what a %s has too little left for, and can be claimed else', async (_, limits) => {
    const world = await newWorld()
    const offer = await newOffer(world, { limits })
    await claimed(world, offer)
    const late = await newMember(world)
    const sized = (totalMinor: number) =>
      decisionFor(world, late, { basket: { ...basket, totalMinor, lines: [] } })
    expect((await sized(13_400)).offers).toEqual([])
    const fits = await sized(13_333)
    expect(fits.offers).toHaveLength(1)
    expect((await claimOf(late, fits, offer.id)).status).toBe(201)
  })
})

describe('an order', () => {
  test('is told where its code takes more of a limit than was there', async () => {
    const world = await newWorld()
    const offer = await newOffer(world, { limits: { total: 1 } })
    const late = await claimed(world, offer)
    await outcome(late.member, late.id, 'cancelled')
    const other = await claimed(world, offer)
    const of = (code: string) => aPurchase(world, null, { codes: [{ code, discountMinor: 3_000 }] })
    expect((await buy(world, of(other.code)))[0]?.pastLimitOfferIds).toEqual([])
    expect((await buy(world, of(late.code)))[0]).toMatchObject({
      redeemedOfferIds: [offer.id],
      pastLimitOfferIds: [offer.id],
    })
  })

  test('whose discount is more than its goods ever cost is refused at that code, and the code is good still', async () => {
    const world = await newWorld()
    const { code } = await claimed(world, await newOffer(world))
    const of = (discountMinor: number) => aPurchase(world, null, { codes: [{ code, discountMinor }] })
    expect((await buy(world, of(1_000_000_000)))[0]).toMatchObject({
      status: 'refused',
      problem: { issues: [{ path: '/purchases/0/codes/0/discountMinor' }] },
    })
    expect((await buy(world, of(3_000)))[0]?.status).toBe('recorded')
  })

  test('of one call uses a code that an earlier one of it has used no more', async () => {
    const world = await newWorld()
    const { code } = await claimed(world, await newOffer(world))
    const orders = [1, 2].map(() => aPurchase(world, null, { codes: [{ code, discountMinor: 3_000 }] }))
    const results = await buy(world, ...orders)
    expect(results.map(({ redeemedOfferIds }) => redeemedOfferIds.length)).toEqual([1, 0])
  })
})

test('a decision that holds an offer for a member who is held out of it is of no use', async () => {
  const world = await newWorld()
  const offer = await newOffer(world, { holdoutPercent: 50 })
  const members = await Promise.all(Array.from({ length: 12 }, () => newMember(world)))
  const replies = await Promise.all(
    members.map(async (member) => {
      const decision = await decisionFor(world, member, { basket })
      const [, signed] = decision.token.split('.') as [string, string]
      const proof = JSON.parse(atob(signed.replaceAll('-', '+').replaceAll('_', '/'))) as DecisionProof
      const token = await signDecision(env, { ...proof, offers: [[offer.id, 1, 3_000]] })
      const { status, body } = await claimOf(member, { ...decision, token }, offer.id)
      return { isOffered: decision.offers.length === 1, status, type: body.type }
    }),
  )
  for (const { isOffered, status, type } of replies)
    expect([status, type]).toEqual(isOffered ? [201, undefined] : [409, '/problems/offer_held_out'])
  expect(new Set(replies.map(({ isOffered }) => isOffered)).size).toBe(2)
})
