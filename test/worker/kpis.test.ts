import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import {
  type Cohort,
  DAY_MS,
  type KpiDefinition,
  KpiKey,
  type KpiReport,
  type MerchantCreated,
} from '../../shared/contracts/index.ts'
import { eraseConsents } from '../../worker/db/consents.ts'
import { call } from './api.ts'
import { assign, many } from './assign-members.ts'
import { newVerifiedStore } from './scene.ts'
import { aPurchase, buy, newMember, newOffer, newWorld, type TestMember, type World } from './world.ts'

const report = async (world: { key: string }, key: KpiKey, query = '') => {
  const { status, body } = await call<KpiReport>('GET', `/v1/kpis/${key}${query}`, { bearer: world.key })
  if (status !== 200) throw new Error(`${key} answered ${status}: ${JSON.stringify(body)}`)
  return body
}
const figureOf = async (world: { key: string }, key: KpiKey, query = '') =>
  (await report(world, key, query)).value.value

const daysAgo = (days: number) => Date.now() - days * DAY_MS
const bought = (world: World, member: TestMember | null, days: number, totalMinor = 20_000) =>
  aPurchase(world, member, {
    purchasedAt: daysAgo(days),
    totalMinor,
    lines: [{ sku: 'skogsrost', category: 'Coffee', quantity: 2, amountMinor: totalMinor }],
  })
const giveBack = (world: World, purchase: { externalRef: string }, quantity: number) =>
  call('POST', '/v1/returns', {
    bearer: world.key,
    body: {
      storeId: world.store.id,
      purchaseRef: purchase.externalRef,
      externalRef: crypto.randomUUID(),
      returnedAt: Date.now(),
      lines: [{ line: 0, quantity }],
    },
  })

test('every figure has a name, a definition, a unit and a formula', async () => {
  const world = await newWorld()
  const { body } = await call<{ items: KpiDefinition[] }>('GET', '/v1/kpis', { bearer: world.key })
  expect(body.items.map(({ key }) => key)).toEqual(KpiKey.options)
  for (const { name, definition, unit, formula } of body.items)
    expect([name, definition, unit, formula].every(Boolean)).toBe(true)
})

test.each(KpiKey.options)('%s of an empty programme is null, or nothing, and says why', async (key) => {
  const world = await newWorld()
  const { value, definition } = await report(world, key)
  expect(definition.key).toBe(key)
  if (value.value === null) expect(value.why).toBeTruthy()
  // Nothing is owed to nobody.
  else expect([key, value.value]).toEqual(['pointsLiability', 0])
})

test('what members bought: average, frequency, repeat, retention, participation', async () => {
  const world = await newWorld()
  const [one, two, three, idle] = [
    await newMember(world),
    await newMember(world),
    await newMember(world),
    await newMember(world),
  ]
  const gone = bought(world, three, 5, 90_000)
  const half = bought(world, two, 6, 30_000)
  await buy(
    world,
    bought(world, one, 2, 10_000),
    bought(world, one, 3, 20_000),
    half,
    gone,
    // Before, and by nobody.
    bought(world, one, 40),
    bought(world, three, 41),
    bought(world, null, 4),
  )
  await giveBack(world, gone, 2)
  await giveBack(world, half, 1)
  expect(idle.enrolmentId).toBeTruthy()
  const month = `?from=${daysAgo(30)}&to=${Date.now()}`
  // 10,000, 20,000 and half of 30,000; what came back as a whole is no purchase.
  expect(await figureOf(world, 'averageOrderValue', month)).toBe(15_000)
  expect(await figureOf(world, 'purchaseFrequency', month)).toBe(1.5)
  expect(await figureOf(world, 'repeatPurchaseRate', month)).toBe(0.5)
  // Of those two who bought in the month before, one came back.
  expect(await figureOf(world, 'retention', month)).toBe(0.5)
  const participation = await report(world, 'participation', month)
  expect(participation.figures.members).toMatchObject({
    enrolled: 4,
    bought: 2,
    boughtTwice: 1,
    boughtBefore: 2,
    stayed: 1,
  })
})

test('months begin and end with the calendar of the programme, and together are the period', async () => {
  const world = await newWorld()
  await buy(world, bought(world, await newMember(world), 2))
  const { from, to, series } = await report(world, 'averageOrderValue', `?from=${daysAgo(90)}`)
  expect(series[0]?.from).toBe(from)
  expect(series.at(-1)?.to).toBe(to)
  for (const [at, month] of series.slice(1).entries()) {
    expect(month.from).toBe(series[at]?.to)
    const time = new Intl.DateTimeFormat('sv', {
      timeZone: 'Europe/Stockholm',
      day: 'numeric',
      hour: 'numeric',
    }).format(month.from)
    expect(time).toMatch(/^1\D+00/)
  }
  expect(series.map(({ value }) => value.value).filter(Boolean)).toEqual([20_000])
})

test('points: what was issued, spent and is owed comes from the entries', async () => {
  const world = await newWorld({ returnWindowDays: 0 })
  const member = await newMember(world)
  await buy(world, bought(world, member, 1))
  const { figures, value } = await report(world, 'pointsLiability')
  const { issued, outstanding, redeemed } = figures.points as Record<string, number>
  expect(issued).toBeGreaterThan(0)
  expect([outstanding, redeemed]).toEqual([issued, 0])
  expect(value.value ?? 0).toBeGreaterThanOrEqual(0)
  expect(await figureOf(world, 'redemptionRate')).toBe(0)
})

test('a code beside its holdout: too few, and none at all, are told apart', async () => {
  const world = await newWorld()
  expect((await report(world, 'codeEffectiveness')).value.why).toBe('noHoldout')
  await newOffer(world, { holdoutPercent: 10 })
  expect((await report(world, 'codeEffectiveness')).value.why).toBe('tooFew')
})

test('purchases and codes used are those of one period', async () => {
  const world = await newWorld()
  const offer = await newOffer(world, { holdoutPercent: 50 })
  const split = `${offer.id}:50`
  const withCode = many(200, () => ({ before: 500, after: 1_000, discount: 100 }))
  // Ten days ago, and two: each buys a day later.
  await assign(world, split, 'shown', withCode, offer.id, daysAgo(10))
  await assign(
    world,
    split,
    'holdout',
    many(200, (at) => ({ before: 500, after: at % 2 })),
    '',
    daysAgo(10),
  )
  // Neither of what was compared: who was never assigned, and what a member bought before.
  await assign(world, 'off_another:50', 'shown', withCode, offer.id, daysAgo(10))
  const of = async (from: number, to: number) => {
    const query = `?from=${daysAgo(from)}&to=${daysAgo(to)}`
    const [effect, cost] = [
      await report(world, 'codeEffectiveness', query),
      await report(world, 'costPerIncrementalOrder', query),
    ]
    return [effect.value.value, cost.value.value]
  }
  expect(await of(20, 0)).toEqual([0.5, 200])
  expect(await of(3, 0)).toEqual([null, null])
  expect(await of(20, 9.5)).toEqual([null, null])
  await assign(world, split, 'shown', withCode, offer.id, daysAgo(2))
  // 200 of 400 who were shown it bought in these days, each by code, and of the holdout nobody.
  expect(await of(3, 0)).toEqual([1, 100])
})

test('who has been erased neither takes part nor is counted among those who could', async () => {
  const world = await newWorld()
  const [one, erased] = [await newMember(world), await newMember(world)]
  await newMember(world)
  await buy(world, bought(world, one, 2), bought(world, erased, 2))
  const members = async () => (await report(world, 'participation')).figures.members
  expect(await members()).toMatchObject({ enrolled: 3, active: 2 })
  await eraseConsents(env.DB, erased.enrolmentId, Date.now() - 1)
  expect(await members()).toMatchObject({ enrolled: 2, active: 1 })
  await eraseConsents(env.DB, one.enrolmentId, Date.now() - 1)
  expect(await figureOf(world, 'participation')).toBe(0)
})

test('a merchant sees what was bought in their own stores, not in the others of the programme', async () => {
  const world = await newWorld()
  const { body: join } = await call<{ code: string }>('POST', '/v1/program/join-code', { bearer: world.key })
  const { body: other } = await call<MerchantCreated>('POST', '/v1/merchants', {
    body: { name: 'Grannen', join: { programId: world.programId, code: join.code } },
  })
  const their = { ...world, key: other.apiKey.key, store: await newVerifiedStore(other.apiKey.key) }
  const member = await newMember(world)
  await buy(world, bought(world, member, 1, 10_000))
  await buy(their, bought(their, member, 1, 70_000))
  expect(await figureOf(world, 'averageOrderValue')).toBe(10_000)
  expect(await figureOf(their, 'averageOrderValue')).toBe(70_000)
})

test.each([
  ['/v1/kpis/happiness', '/key'],
  [`/v1/kpis/retention?from=${Date.now()}&to=${Date.now() - DAY_MS}`, '/from'],
  [`/v1/kpis/retention?from=${Date.UTC(2001, 1)}`, '/from'],
  ['/v1/kpis/retention?from=yesterday', '/from'],
])('%s is refused at %s', async (path, field) => {
  const world = await newWorld()
  const { status, body } = await call<{ issues: { path: string }[] }>('GET', path, { bearer: world.key })
  expect([status, body.issues[0]?.path]).toEqual([422, field])
})

test('cohorts: who came back in the months after their first one, which was the first in these stores', async () => {
  const world = await newWorld()
  const [one, two, old] = [await newMember(world), await newMember(world), await newMember(world)]
  const inMonth = (back: number, day: number) => {
    const now = new Date()
    return (Date.now() - Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - back, day)) / DAY_MS
  }
  await buy(
    world,
    bought(world, one, inMonth(3, 10)),
    bought(world, one, inMonth(1, 10)),
    bought(world, one, inMonth(1, 12)),
    bought(world, two, inMonth(3, 20)),
    bought(world, old, inMonth(8, 10)),
    bought(world, old, inMonth(3, 10)),
    // The running month is not over.
    bought(world, two, 0),
  )
  const { body } = await call<{ items: Cohort[] }>('GET', '/v1/cohorts?months=4', { bearer: world.key })
  expect(body.items.map(({ members, active }) => [members, active.map((month) => month.members)])).toEqual([
    [2, [2, 0, 1]],
  ])
  const longer = await call<{ items: Cohort[] }>('GET', '/v1/cohorts', { bearer: world.key })
  expect(longer.body.items.map(({ members }) => members)).toEqual([1, 2])
  expect(longer.body.items[0]?.month).toMatch(/^\d{4}-\d{2}$/)
})
