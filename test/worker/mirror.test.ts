import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { DAY_MS, type MerchantCreated, type Mirror } from '../../shared/contracts/index.ts'
import { SIGNALS } from '../../shared/engine/index.ts'
import { learnDue } from '../../worker/jobs/learn.ts'
import { call } from './api.ts'
import { newVerifiedStore, nobody } from './scene.ts'
import {
  aPurchase,
  buy,
  decisionFor,
  newMember,
  newOffer,
  newSegment,
  newWorld,
  type TestMember,
  type World,
} from './world.ts'

const schedule = { startsAt: Date.now() - DAY_MS, endsAt: Date.now() + DAY_MS }

const ownMirror = async (world: World, member: TestMember, storeId = world.store.id) =>
  call<Mirror>('GET', `/v1/members/me/mirror?storeId=${storeId}`, { bearer: member.token })

const merchantsMirror = (world: World, enrolmentId: string, storeId = world.store.id) =>
  call<Mirror>('GET', `/v1/enrolments/${enrolmentId}/mirror?storeId=${storeId}`, { bearer: world.key })

/** A member who buys coffee and tea, in a world with segments and offers for them and for others. */
async function scene() {
  const world = await newWorld()
  await newSegment(world, 'coffee-regulars', {
    all: [
      { signal: 'purchaseCount', op: 'gte', value: 2 },
      { not: { signal: 'daysSinceCategory', args: { category: 'Coffee' }, op: 'gt', value: 60 } },
    ],
  })
  await newSegment(world, 'newcomers', { signal: 'purchaseCount', op: 'lt', value: 1 })
  const yes = await newOffer(world, { schedule, audience: { segments: ['coffee-regulars'] } })
  const no = await newOffer(world, { schedule, audience: { segments: ['newcomers'] } })
  const member = await newMember(world)
  const lines = (category: string) => [
    { sku: category, brand: 'Tallboda', category, quantity: 1, amountMinor: 20_000 },
  ]
  await buy(
    world,
    aPurchase(world, member, { purchasedAt: Date.now() - 20 * DAY_MS, lines: lines('Coffee') }),
    aPurchase(world, member, { purchasedAt: Date.now() - 10 * DAY_MS, lines: lines('Coffee') }),
    aPurchase(world, member, { purchasedAt: Date.now() - DAY_MS, lines: lines('Tea') }),
  )
  return { world, member, yes, no }
}

test('the member and the merchant look into the same mirror', async () => {
  const { world, member } = await scene()
  const [own, theirs] = [await ownMirror(world, member), await merchantsMirror(world, member.enrolmentId)]
  expect(own.status).toBe(200)
  // Asked one after the other: nothing but the instant differs.
  expect({ ...theirs.body, at: 0 }).toEqual({ ...own.body, at: 0 })
})

test('its offers are told in the language and the tone of whoever looks', async () => {
  const world = await newWorld()
  const content = {
    sv: { headline: 'Kaffe' },
    ru: { headline: 'Кофе', tones: { warm: { headline: 'Кофе с нами' } } },
  }
  await newOffer(world, { schedule, content })
  const member = await newMember(world)
  const headlines = async (reader: string) =>
    (
      await call<Mirror>('GET', `/v1/members/me/mirror?storeId=${world.store.id}${reader}`, {
        bearer: member.token,
      })
    ).body.offers.map(({ headline }) => headline)
  expect(await headlines('')).toEqual(['Kaffe'])
  expect(await headlines('&locale=ru')).toEqual(['Кофе'])
  expect(await headlines('&locale=ru&tone=warm')).toEqual(['Кофе с нами'])
  expect((await ownMirror(world, member, `${world.store.id}&tone=loud`)).status).toBe(422)
})

test('what they are likely to buy next is told once it is learned; without consent, what anybody is', async () => {
  const { world, member } = await scene()
  const other = await newMember(world)
  const juice = [{ sku: 'J', category: 'Juice', quantity: 1, amountMinor: 9_000 }]
  const purchases = [1, 2, 3, 4, 5].map((days) =>
    aPurchase(world, other, { purchasedAt: Date.now() - days * DAY_MS, lines: juice, totalMinor: 9_000 }),
  )
  await buy(world, ...purchases)
  expect((await ownMirror(world, member)).body.likelyNext).toEqual([])

  await learnDue(env, 'DB', Date.now() + 7 * 3_600_000)
  const { likelyNext } = (await ownMirror(world, member)).body
  expect(likelyNext[0]?.category).toBe('coffee')
  expect(likelyNext.map(({ category }) => category).sort()).toEqual(['coffee', 'juice', 'tea'])
  const path = '/v1/members/me/consents/personalOffers'
  await call('PUT', path, { bearer: member.token, body: { granted: false } })
  expect((await ownMirror(world, member)).body.likelyNext[0]?.category).toBe('juice')
})

test('the chance that any offer is taken rises with each that they would be shown', async () => {
  const { world, member } = await scene()
  const { chanceOfAny } = (await ownMirror(world, member)).body
  expect(chanceOfAny).toBeGreaterThan(0)
  await newOffer(world, { schedule })
  const { chanceOfAny: ofMore } = (await ownMirror(world, member)).body
  expect(ofMore).toBeGreaterThan(chanceOfAny * 1.5)
  expect(ofMore).toBeLessThan(1)
})

test('every signal is told, with its unit and meaning, for what the member buys most', async () => {
  const { world, member } = await scene()
  const { signals, lifecycle } = (await ownMirror(world, member)).body
  const valueFor = (name: string, args = {}) =>
    signals.find((one) => one.name === name && JSON.stringify(one.args) === JSON.stringify(args))?.value
  for (const signal of SIGNALS.values()) {
    const told = signals.filter(({ name }) => name === signal.name)
    for (const one of told) expect(one).toMatchObject({ unit: signal.unit, definition: signal.definition })
    // There are no plans here to hold.
    if (signal.name !== 'holdsPlan') expect(told.length, signal.name).toBeGreaterThan(0)
    if (signal.args.safeParse({}).success) expect(told, signal.name).toHaveLength(1)
  }
  expect(lifecycle).toBe(valueFor('lifecycle'))
  expect(valueFor('purchaseCount')).toBe(3)
  expect(valueFor('brandShare', { brand: 'tallboda' })).toBe(1)
  expect(valueFor('daysSinceProduct', { product: 'Tea' })).toBe(1)
  expect(valueFor('inSegment', { segment: 'coffee-regulars' })).toBe(1)
  expect(valueFor('daysSinceCategory', { category: 'coffee' })).toBe(10)
  expect(valueFor('daysSinceCategory', { category: 'tea' })).toBe(1)
  expect(valueFor('spendInWindow', { days: 30 })).toBe(60_000)
  // Two of three purchases, the first of them a while ago.
  const shares = signals.filter(({ name }) => name === 'categoryShare').map(({ args }) => args.category)
  expect(shares).toEqual(['coffee', 'tea'])
})

test('segments show the lines of their rules as they came out', async () => {
  const { world, member } = await scene()
  const { segments } = (await ownMirror(world, member)).body
  expect(segments).toEqual([
    {
      key: 'coffee-regulars',
      name: 'coffee-regulars',
      matched: true,
      lines: [
        { comparison: { signal: 'purchaseCount', op: 'gte', value: 2 }, value: 3, matched: true },
        {
          comparison: { signal: 'daysSinceCategory', args: { category: 'Coffee' }, op: 'gt', value: 60 },
          value: 10,
          matched: false,
        },
      ],
    },
    {
      key: 'newcomers',
      name: 'newcomers',
      matched: false,
      lines: [{ comparison: { signal: 'purchaseCount', op: 'lt', value: 1 }, value: 3, matched: false }],
    },
  ])
})

test('offers are explained as the decision makes them, those of others too', async () => {
  const { world, member, yes, no } = await scene()
  const { offers, offersLeftOut } = (await ownMirror(world, member)).body
  const decision = await decisionFor(world, member)
  expect(offers.filter(({ eligible }) => eligible).map(({ offerId }) => offerId)).toEqual(
    decision.offers.map(({ offerId }) => offerId),
  )
  expect(offers.map(({ offerId, eligible }) => [offerId, eligible])).toEqual([
    [yes.id, true],
    [no.id, false],
  ])
  expect(offers[0]?.reasons).toEqual(decision.offers[0]?.reasons)
  expect(offers[1]?.gates.find(({ answer }) => answer === 'no')).toMatchObject({
    gate: 'audience',
    reason: { code: 'notInAudience' },
  })
  expect(offersLeftOut).toBe(0)
})

test('who has withdrawn personal offers still sees what is known, and is offered what anybody is', async () => {
  const { world, member, yes, no } = await scene()
  await call('PUT', '/v1/members/me/consents/personalOffers', {
    bearer: member.token,
    body: { granted: false },
  })
  const mirror = (await ownMirror(world, member)).body
  expect(mirror.personal).toBe(false)
  expect(mirror.consents.find(({ purpose }) => purpose === 'personalOffers')?.granted).toBe(false)
  expect(mirror.signals.find(({ name }) => name === 'purchaseCount')?.value).toBe(3)
  expect(mirror.offers.map(({ offerId, eligible }) => [offerId, eligible])).toEqual([
    [no.id, true],
    [yes.id, false],
  ])
})

test('it holds balances, tier and plans as the membership does', async () => {
  const { world, member } = await scene()
  const mirror = (await ownMirror(world, member)).body
  const { body } = await call('GET', '/v1/members/me/membership', { bearer: member.token })
  expect(mirror.membership).toEqual(body)
})

test('nobody else looks into it: no other merchant, no unknown store, nobody who is not there', async () => {
  const { world, member } = await scene()
  const other = await newWorld()
  expect((await merchantsMirror(other, member.enrolmentId)).status).toBe(404)
  expect((await merchantsMirror(world, member.enrolmentId, other.store.id)).status).toBe(404)
  expect((await merchantsMirror(world, nobody('enr'))).status).toBe(404)
  expect((await ownMirror(world, member, other.store.id)).status).toBe(404)
})

test('merchants who share a programme look from their own stores alone', async () => {
  const { world, member } = await scene()
  const { code } = (await call<{ code: string }>('POST', '/v1/program/join-code', { bearer: world.key })).body
  const joined = await call<MerchantCreated>('POST', '/v1/merchants', {
    body: { name: 'Tallboda Kaffebar', join: { programId: world.programId, code } },
  })
  const partner = { ...world, key: joined.body.apiKey.key, merchantId: joined.body.merchant.id }
  const store = await newVerifiedStore(partner.key)
  expect((await merchantsMirror(partner, member.enrolmentId)).status).toBe(404)
  const own = await merchantsMirror(partner, member.enrolmentId, store.id)
  expect(own.status).toBe(200)
  expect(own.body.offers).toEqual([])
  // The member, who is in the programme of both, may look from either.
  expect((await ownMirror(world, member, store.id)).status).toBe(200)
})

test('a member of whom nothing is known has a mirror too', async () => {
  const world = await newWorld()
  const member = await newMember(world)
  const { status, body } = await ownMirror(world, member)
  expect(status).toBe(200)
  expect(body.signals.find(({ name }) => name === 'recencyDays')?.value).toBeNull()
})
