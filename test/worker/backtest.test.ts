import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { type Backtest, DAY_MS, type Offer, type PurchaseResult } from '../../shared/contracts/index.ts'
import { backtest } from '../../worker/books/backtest.ts'
import { readPast, readPastFacts } from '../../worker/db/backtest.ts'
import { loadCatalogue } from '../../worker/db/catalogue.ts'
import { sampleMembers } from '../../worker/db/segment-members.ts'
import { listProgramStores } from '../../worker/db/stores.ts'
import { call } from './api.ts'
import { newVerifiedStore } from './scene.ts'
import {
  aPurchase,
  buy,
  newMember,
  newOffer,
  newSegment,
  newWorld,
  type TestMember,
  type World,
} from './world.ts'

type Refused = { type?: string; issues?: { path: string; message: string }[] }

const draft = (change: Record<string, unknown> = {}) => ({
  key: 'draft',
  content: { en: { headline: '10% off' } },
  reward: { kind: 'percentOff', percent: 10 },
  schedule: { startsAt: Date.now() + DAY_MS, endsAt: Date.now() + 8 * DAY_MS },
  code: { kind: 'minted', prefix: 'KAFFE' },
  ...change,
})

const tryOut = (key: string, offer: unknown, days: unknown = 90) =>
  call<Backtest & Refused>('POST', '/v1/offers/backtest', { bearer: key, body: { offer, days } })

const result = async (
  world: World,
  change: Record<string, unknown> = {},
  days?: number,
): Promise<Backtest> => {
  const { status, body } = await tryOut(world.key, draft(change), days)
  if (status !== 200) throw new Error(`a backtest answered ${status}: ${JSON.stringify(body)}`)
  return body
}

/** Buys once for each of some days ago, for so much. */
async function bought(world: World, member: TestMember | null, daysAgo: number[], amountMinor = 10_000) {
  const purchases = daysAgo.map((days) =>
    aPurchase(world, member, {
      purchasedAt: Date.now() - days * DAY_MS,
      totalMinor: amountMinor,
      lines: [{ sku: 'skogsrost', category: 'Coffee', quantity: 1, amountMinor }],
    }),
  )
  const results: PurchaseResult[] = await buy(world, ...purchases)
  expect(results.map(({ status }) => status)).toEqual(daysAgo.map(() => 'recorded'))
}

const regulars = { signal: 'purchaseCount', op: 'gte', value: 3 }

test('who would have had it, and what it would have cost', async () => {
  const world = await newWorld()
  await newSegment(world, 'regulars', regulars)
  const [often, seldom] = [await newMember(world), await newMember(world)]
  await bought(world, often, [120, 110, 100, 20, 10])
  await bought(world, seldom, [30, 5], 50_000)
  await bought(world, null, [3])

  const body = await result(world, { audience: { segments: ['regulars'] } })
  expect(body).toMatchObject({
    currency: 'SEK',
    isExact: true,
    oneIn: 1,
    bought: { purchases: 4, members: 2, goodsMinor: 120_000 },
    // The fourth and fifth of one; the other had bought once before at most.
    fits: { purchases: 2, members: 1, costMinor: 2_000 },
    has: { purchases: 2, members: 1, costMinor: 2_000 },
    goodsMinor: 20_000,
    unread: 0,
    costAtMost: 0,
    gives: { perMember: { medianMinor: 2_000 }, perPurchase: { leastMinor: 1_000, mostMinor: 1_000 } },
    limits: [],
    conflicts: [],
    // The first of those two had bought at full price 80 days before, the other 10.
    anyway: { fullPriceBefore: { purchases: 2 } },
  })
  const week = await result(world, {}, 7)
  expect(week).toMatchObject({ bought: { purchases: 1 }, has: { costMinor: 5_000 } })
  expect(week.until - week.from).toBe(7 * DAY_MS)
})

test('budgets and caps say when they would have been used up', async () => {
  const world = await newWorld()
  const [one, other] = [await newMember(world), await newMember(world)]
  await bought(world, one, [40, 20])
  await bought(world, other, [30, 10])
  // Each costs 1000: the third would be more than there is.
  const body = await result(world, {
    limits: { budgetMinor: 2_500, caps: [{ per: 'store', period: 'day', times: 1 }] },
  })
  expect(body).toMatchObject({ fits: { purchases: 4 }, has: { purchases: 2, costMinor: 2_000 } })
  expect(body.limits.map(({ path, refused }) => [path, refused])).toEqual([
    ['/limits/budgetMinor', 2],
    ['/limits/caps/0', 0],
  ])
  const { limits } = await result(world, { limits: { perMember: 1, total: 1 } })
  expect(limits.map(({ path, refused }) => [path, refused])).toEqual([
    ['/limits/perMember', 1],
    ['/limits/total', 2],
  ])
  const days = limits.map(({ hitAt }) => Math.round((Date.now() - (hitAt ?? 0)) / DAY_MS))
  expect(days).toEqual([20, 30])
})

test('live offers that it would be in the way of are told, and who wins', async () => {
  const world = await newWorld()
  const member = await newMember(world)
  await bought(world, member, [5, 4])
  const schedule = { startsAt: Date.now() - DAY_MS, endsAt: Date.now() + DAY_MS }
  const better = await newOffer(world, { key: 'better', schedule })
  await newOffer(world, { key: 'beside', schedule, reward: { kind: 'bonusPoints', points: 5 }, code: null })
  const { conflicts } = await result(world)
  expect(conflicts).toEqual([
    { offerId: better.id, key: 'better', purchases: 2, draftWins: 0, liveWins: 2, neither: 0 },
  ])
  // A new revision of that offer is not in its own way.
  expect((await result(world, { key: 'better' })).conflicts).toEqual([])
})

test('only purchases of stores where it holds count, and another merchant’s never do', async () => {
  const world = await newWorld()
  const second = await newVerifiedStore(world.key)
  const other = await newWorld()
  const [member, stranger] = [await newMember(world), await newMember(other)]
  await bought(world, member, [5])
  await bought({ ...world, store: second }, member, [4, 3])
  await bought(other, stranger, [5])
  expect((await result(world)).bought.purchases).toBe(3)
  expect((await result(world, { storeIds: [second.id] })).bought.purchases).toBe(2)
  const foreign = await tryOut(world.key, draft({ storeIds: [other.store.id] }))
  expect(foreign.status).toBe(422)
  expect(foreign.body.issues?.[0]?.path).toBe('/offer/storeIds/0')
})

test.each<[string, Record<string, unknown>, string]>([
  [
    'a signal that does not exist',
    { audience: { segments: [], rule: { signal: 'luck', op: 'gt', value: 1 } } },
    '/audience/rule/signal',
  ],
  ['a segment that does not exist', { audience: { segments: ['nobody'] } }, '/audience/segments/0'],
  ['a tier that does not exist', { audience: { segments: [], tiers: ['gold'] } }, '/audience/tiers/0'],
  ['a reward without its code', { code: null }, '/code'],
  ['more than everything off', { reward: { kind: 'percentOff', percent: 101 } }, '/reward/percent'],
])('%s is refused as when the offer is made', async (_, change, path) => {
  const world = await newWorld()
  const tried = await tryOut(world.key, draft(change))
  const made = await call<Offer & Refused>('POST', '/v1/offers', { bearer: world.key, body: draft(change) })
  expect([tried.status, tried.body.type]).toEqual([made.status, made.body.type])
  expect(made.body.issues?.[0]?.path).toBe(path)
  expect(tried.body.issues?.[0]).toEqual({ ...made.body.issues?.[0], path: `/offer${path}` })
})

test('days beyond a year, and an offer that is paid with what members had, are refused', async () => {
  const world = await newWorld()
  expect((await tryOut(world.key, draft(), 366)).body.issues?.[0]?.path).toBe('/days')
  expect((await tryOut(world.key, draft(), 0)).status).toBe(422)
  const { status, body } = await tryOut(
    world.key,
    draft({ reward: { kind: 'payWithPoints', maxPercent: 50 } }),
  )
  expect([status, body.issues?.[0]?.path]).toEqual([422, '/offer/reward/kind'])
})

test('a key that may only write purchases is not let in', async () => {
  const world = await newWorld()
  const { body } = await call<{ key: string }>('POST', '/v1/keys', {
    bearer: world.key,
    body: { name: 'till', scopes: ['purchases:write'] },
  })
  expect((await tryOut(body.key, draft())).status).toBe(403)
})

test('nothing is written by trying', async () => {
  const world = await newWorld()
  await bought(world, await newMember(world), [5])
  const before = (await call<{ items: Offer[] }>('GET', '/v1/offers', { bearer: world.key })).body.items
  await result(world)
  expect((await call<{ items: Offer[] }>('GET', '/v1/offers', { bearer: world.key })).body.items).toEqual(
    before,
  )
})

test('of very many purchases a sample of members is looked at, the same each time, and it says so', async () => {
  const world = await newWorld()
  const joined = await Promise.all(Array.from({ length: 24 }, () => newMember(world)))
  for (const member of joined) await bought(world, member, [9, 5])
  const data = await loadCatalogue(env.DB, world.programId, Date.now())
  const stores = await listProgramStores(env.DB, world.programId)
  const offer = {
    ...(await newOffer(world, {
      key: 'draft',
      schedule: { startsAt: Date.now(), endsAt: Date.now() + DAY_MS },
    })),
    reward: { kind: 'percentOff' as const, percent: 10 },
  }
  const now = Date.now()
  const of = (most: number) =>
    backtest(env.DB, { programId: world.programId, data: data!, stores }, offer, 30, now, most)
  const [sample, again, all] = [await of(10), await of(10), await of(1_000)]
  expect(again).toEqual(sample)
  expect(all).toMatchObject({
    isExact: true,
    oneIn: 1,
    has: { purchases: 48, members: 24, costMinor: 48_000 },
  })
  expect(sample).toMatchObject({ isExact: false, oneIn: 2.4 })
  // Everybody buys alike here, so that any sample tells the whole.
  expect(sample.has).toEqual(all.has)
})

test('purchases are read in pages, each member’s oldest first and none twice', async () => {
  const world = await newWorld()
  const members = [await newMember(world), await newMember(world), await newMember(world)]
  const many = Array.from({ length: 400 }, (_, i) => 300 - (i % 250))
  for (let i = 0; i < 5; i += 1) await bought(world, members[0]!, many, 100)
  await bought(world, members[1]!, [50, 2])
  await bought(world, members[2]!, [299])
  const asked = {
    programId: world.programId,
    storeIds: [world.store.id],
    from: Date.now() - 100 * DAY_MS,
    until: Date.now(),
  }
  const { ids } = await sampleMembers(env.DB, world.programId, 10)
  const past = await readPast(env.DB, ids, asked)
  // The third bought nothing in the window.
  expect([...past.keys()].sort()).toEqual([members[0]!.enrolmentId, members[1]!.enrolmentId].sort())
  const own = past.get(members[0]!.enrolmentId) ?? []
  expect(new Set(own.map(({ id }) => id)).size).toBe(2_000)
  expect(own.map(({ purchasedAt }) => purchasedAt)).toEqual(
    own.map(({ purchasedAt }) => purchasedAt).sort((a, b) => a - b),
  )
  expect([...(await readPastFacts(env.DB, ids, asked)).keys()].sort()).toEqual([...past.keys()].sort())
})
