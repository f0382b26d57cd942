import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { ClawBackPolicy, DAY_MS, type ReturnResult } from '../../shared/contracts/index.ts'
import { call } from './api.ts'
import { adjust, availableOf, entriesOf, give, membershipOf, preview } from './moves-scene.ts'
import { aPurchase, buy, newMember, newWorld, type TestMember, type World } from './world.ts'

const giveBack = async (world: World, purchase: { externalRef: string }, quantity = 2) => {
  const { status, body } = await call<ReturnResult>('POST', '/v1/returns', {
    bearer: world.key,
    body: {
      storeId: world.store.id,
      purchaseRef: purchase.externalRef,
      externalRef: crypto.randomUUID(),
      returnedAt: Date.now(),
      lines: [{ line: 0, quantity }],
    },
  })
  if (status !== 201) throw new Error(`return answered ${status}: ${JSON.stringify(body)}`)
  return body
}

const lasting = { key: 'lasting', give: { kind: 'fixed', amount: 100 }, caps: { perMember: 9_000 } } as const
const passing = {
  key: 'passing',
  give: { kind: 'fixed', amount: 100 },
  caps: { perMember: 9_000 },
  expiry: { kind: 'rolling', months: 1 },
} as const
/** Two bags that were bought so long ago that what `passing` gave has run out. */
const longAgo = (world: World, member: TestMember) =>
  aPurchase(world, member, { purchasedAt: Date.now() - 60 * DAY_MS })

test.each(ClawBackPolicy.options)(
  'what ran out of a purchase’s points is not taken of others under %s',
  async (clawBack) => {
    const world = await newWorld({ returnWindowDays: 0, earn: [passing], returns: { clawBack } })
    const member = await newMember(world)
    const purchase = longAgo(world, member)
    expect((await buy(world, purchase))[0]?.pointsEarned).toBe(100)
    await give(world, member, { amount: 500 })
    expect(await availableOf(member)).toBe(500)
    for (const quantity of [1, 1])
      expect(await giveBack(world, purchase, quantity)).toMatchObject({
        pointsClawedBack: 0,
        pointsForgiven: 0,
        pointsOwed: 0,
      })
    expect(await availableOf(member)).toBe(500)
    const account = await env.DB.prepare('SELECT owed FROM accounts WHERE enrolment_id = ? AND unit = ?')
      .bind(member.enrolmentId, 'points')
      .first<number>('owed')
    expect(account).toBe(0)
  },
)

const used = [
  ['only_pending', 0, { pointsClawedBack: 0, pointsForgiven: 100, pointsOwed: 0 }, 40],
  ['within_balance', 0, { pointsClawedBack: 40, pointsForgiven: 60, pointsOwed: 0 }, 0],
  ['within_balance', 500, { pointsClawedBack: 100, pointsForgiven: 0, pointsOwed: 0 }, 440],
  ['debt', 0, { pointsClawedBack: 40, pointsForgiven: 0, pointsOwed: 60 }, -60],
  ['debt', 500, { pointsClawedBack: 100, pointsForgiven: 0, pointsOwed: 0 }, 440],
] as const
test.each(used)('what was used of them is, under %s with %i beside', async (clawBack, beside, back, left) => {
  const world = await newWorld({ returnWindowDays: 0, earn: [passing, lasting], returns: { clawBack } })
  const member = await newMember(world)
  const purchase = longAgo(world, member)
  expect((await buy(world, purchase))[0]?.pointsEarned).toBe(200)
  await adjust(world, member, -60)
  if (beside > 0) await give(world, member, { amount: beside })
  expect(await giveBack(world, purchase)).toMatchObject(back)
  expect(await availableOf(member)).toBe(left)
})

test('what runs out between the purchase and its return is not taken either, though no clock ran', async () => {
  // Time can't be moved, so this campaign is about to end.
  const ending = { ...passing, expiry: { kind: 'fixed' as const, at: Date.now() + 1_500 } }
  const world = await newWorld({ returnWindowDays: 0, earn: [ending], returns: { clawBack: 'debt' } })
  const member = await newMember(world)
  const purchase = aPurchase(world, member)
  await buy(world, purchase)
  await give(world, member, { amount: 500 })
  await expect.poll(() => availableOf(member), { timeout: 10_000, interval: 100 }).toBe(500)
  expect(await giveBack(world, purchase)).toMatchObject({ pointsClawedBack: 0, pointsOwed: 0 })
  expect(await availableOf(member)).toBe(500)
})

test('a purchase that comes back in parts gives back what was used of it once', async () => {
  const world = await newWorld({
    returnWindowDays: 0,
    earn: [passing, lasting],
    returns: { clawBack: 'debt' },
  })
  const member = await newMember(world)
  const purchase = longAgo(world, member)
  await buy(world, purchase)
  await adjust(world, member, -100)
  await give(world, member, { amount: 70 })
  expect(await giveBack(world, purchase, 1)).toMatchObject({ pointsClawedBack: 70, pointsOwed: 30 })
  expect(await giveBack(world, purchase, 1)).toMatchObject({ pointsClawedBack: 0, pointsOwed: 0 })
  expect(await availableOf(member)).toBe(-30)
})

test('nobody buys for the first time twice, though all of it came back', async () => {
  const first = {
    key: 'welcome',
    on: { kind: 'firstPurchase' },
    give: { kind: 'fixed', amount: 500 },
  } as const
  const world = await newWorld({ returnWindowDays: 0, earn: [first, lasting] })
  const member = await newMember(world)
  const earnedBy = (results: Awaited<ReturnType<typeof buy>>) =>
    results.map(({ earned }) => earned.map(({ rule }) => rule))
  const purchase = aPurchase(world, member)
  expect(earnedBy(await buy(world, purchase, aPurchase(world, member)))).toEqual([
    ['welcome', 'lasting'],
    ['lasting'],
  ])
  const other = await newMember(world)
  const only = aPurchase(world, other)
  expect(earnedBy(await buy(world, only))).toEqual([['welcome', 'lasting']])
  await giveBack(world, only)
  const { body } = await preview(world, { enrolmentId: other.enrolmentId })
  expect(body.explained).toMatchObject([
    { rule: 'welcome', why: 'notFirst' },
    { rule: 'lasting', why: 'applied' },
  ])
  expect(body.totals).toEqual([{ unit: 'points', amount: 100 }])
  expect(earnedBy(await buy(world, aPurchase(world, other)))).toEqual([['lasting']])
  expect((await entriesOf(other)).filter(({ amount }) => amount === 500)).toHaveLength(2)
})

const ladder = (basis: { kind: 'purchases' } | { kind: 'earned'; unit: 'points' } | { kind: 'spend' }) => ({
  basis,
  window: { kind: 'rolling' as const, months: 12 },
  levels: [
    { key: 'green', name: 'Green', threshold: 0 },
    { key: 'gold', name: 'Gold', threshold: 100_000 },
  ],
})
const countedOf = async (member: TestMember) => (await membershipOf(member)).tier?.counted

test('a purchase counts until all of it has come back', async () => {
  const world = await newWorld({ tiers: ladder({ kind: 'purchases' }) })
  const member = await newMember(world)
  const purchase = aPurchase(world, member)
  await buy(world, purchase, aPurchase(world, member))
  await giveBack(world, purchase, 1)
  expect(await countedOf(member)).toBe(2)
  await giveBack(world, purchase, 1)
  expect(await countedOf(member)).toBe(1)
})

const kept = [
  ['only_pending', 0, 200],
  ['only_pending', 14, 0],
  ['within_balance', 0, 100],
  ['debt', 0, 0],
] as const
test.each(kept)(
  'points that a return lets go go on counting: %s, with a window of %i days',
  async (clawBack, returnWindowDays, counted) => {
    const world = await newWorld({
      returnWindowDays,
      tiers: ladder({ kind: 'earned', unit: 'points' }),
      returns: { clawBack },
    })
    const member = await newMember(world)
    const purchase = aPurchase(world, member)
    await buy(world, purchase)
    if (returnWindowDays === 0) await adjust(world, member, -100)
    const before = await countedOf(member)
    await giveBack(world, purchase)
    const adjusted = 200 - (before ?? 0)
    expect(await countedOf(member)).toBe(counted - adjusted)
  },
)
