import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import {
  DAY_MS,
  type MemberReward,
  type PurchaseResult,
  type RewardOrder,
} from '../../shared/contracts/index.ts'
import { call } from './api.ts'
import {
  account,
  cancel,
  change,
  leftOf,
  newReward,
  order,
  orderOf,
  REWARD_RULES,
  richMember,
} from './reward-scene.ts'
import { aPurchase, buy, newMember, newWorld, type TestMember, type World } from './world.ts'

const stock = { price: { unit: 'points', amount: 10 } }
const seat = (capacity: number) => ({
  ...stock,
  goods: { kind: 'seat', eventAt: Date.now() + 30 * DAY_MS, place: 'Rosteriet', capacity, waitingList: true },
})

const ordersOf = async (reward: string) =>
  (
    await env.DB.prepare(
      'SELECT id, enrolment_id AS enrolmentId, state, queued, amount FROM reward_orders WHERE reward = ?',
    )
      .bind(reward)
      .all<{ id: string; enrolmentId: string; state: string; queued: number | null; amount: number }>()
  ).results

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

test('whatever comes at once, there are never more seats than there are, no seat is free while somebody waits, and no point is lost', async () => {
  const seed = 20261123
  const next = chance(seed)
  const shop = await newWorld(REWARD_RULES)
  const reward = await newReward(shop, seat(3))
  const members = await Promise.all(Array.from({ length: 8 }, () => richMember(shop, 100)))
  for (let round = 0; round < 12; round += 1) {
    const open = (await ordersOf(reward.key)).filter(({ state }) => state !== 'cancelled')
    const statuses = await Promise.all(
      Array.from({ length: 6 }, async () => {
        const mine = open[next(Math.max(1, open.length))]
        const by = mine && members.find(({ enrolmentId }) => enrolmentId === mine.enrolmentId)
        if (mine && by && next(2) === 0) return (await cancel(by, mine.id)).status
        return (await orderOf(members[next(members.length)]!, reward.key)).status
      }),
    )
    for (const status of statuses) expect([200, 201, 409], `seed ${seed}, round ${round}`).toContain(status)

    const orders = await ordersOf(reward.key)
    const of = (state: string) => orders.filter((one) => one.state === state)
    const where = `seed ${seed}, round ${round}`
    expect(of('ordered').length, where).toBeLessThanOrEqual(3)
    if (of('waiting').length > 0) expect(of('ordered').length, where).toBe(3)
    // Nobody sits who came after one that still waits.
    const sits = of('ordered').flatMap(({ queued }) => queued ?? [])
    for (const { queued } of of('waiting'))
      for (const seated of sits) expect(seated, where).toBeLessThan(queued!)
    for (const member of members) {
      const own = (state: string) =>
        of(state).filter(({ enrolmentId }) => enrolmentId === member.enrolmentId).length
      expect(await account(member), where).toEqual({
        available: 100 - 10 * (own('ordered') + own('waiting')),
        held: 10 * own('waiting'),
        owed: 0,
      })
    }
    const row = await env.DB.prepare('SELECT taken, waiting FROM rewards WHERE id = ?')
      .bind(reward.id)
      .first()
    expect(row, where).toEqual({ taken: of('ordered').length, waiting: of('waiting').length })
  }
})

test('a seat that falls free just as somebody begins to wait is theirs', async () => {
  const shop = await newWorld(REWARD_RULES)
  const members = await Promise.all(Array.from({ length: 12 }, () => richMember(shop, 100)))
  for (let round = 0; round < 6; round += 1) {
    const reward = await newReward(shop, seat(6))
    const seated = await Promise.all(
      members.slice(0, 6).map(async (member) => [member, await order(member, reward.key)] as const),
    )
    await Promise.all([
      ...members.slice(6).map((member) => orderOf(member, reward.key)),
      ...seated.map(([member, { id }]) => cancel(member, id)),
    ])
    const states = (await ordersOf(reward.key))
      .map(({ state }) => state)
      .filter((state) => state !== 'cancelled')
    expect(states).toEqual(members.slice(6).map(() => 'ordered'))
  }
})

test('seats that the shop has taken away are nobody’s when they fall free', async () => {
  const shop = await newWorld(REWARD_RULES)
  const reward = await newReward(shop, seat(2))
  const [first, second, third] = await Promise.all([1, 2, 3].map(() => richMember(shop, 100)))
  const placed = [await order(first!, reward.key), await order(second!, reward.key)]
  expect((await order(third!, reward.key)).state).toBe('waiting')
  const { id: _, left: __, createdAt: ___, updatedAt: ____, ...body } = reward
  const fewer = { ...body, goods: { ...body.goods, capacity: 1 } }
  expect(await call('PUT', `/v1/rewards/${reward.id}`, { bearer: shop.key, body: fewer })).toMatchObject({
    status: 200,
    body: { left: 0 },
  })
  const states = async () => (await ordersOf(reward.key)).map(({ state }) => state).sort()
  expect((await cancel(first!, placed[0]!.id)).status).toBe(200)
  expect(await states()).toEqual(['cancelled', 'ordered', 'waiting'])
  expect((await cancel(second!, placed[1]!.id)).status).toBe(200)
  expect(await states()).toEqual(['cancelled', 'cancelled', 'ordered'])
})

test('an order that is given back and handed over at once is one of the two', async () => {
  const shop = await newWorld(REWARD_RULES)
  const reward = await newReward(shop, { ...stock, stock: 20 })
  const member = await richMember(shop, 100)
  const placed = await Promise.all(Array.from({ length: 5 }, () => order(member, reward.key)))
  const answers = await Promise.all(
    placed.flatMap(({ id }) => [
      cancel(member, id),
      change(shop, id, { state: 'delivered' }),
      cancel(member, id),
    ]),
  )
  for (const { status } of answers) expect([200, 409]).toContain(status)
  const orders = await ordersOf(reward.key)
  const delivered = orders.filter(({ state }) => state === 'delivered').length
  expect(delivered + orders.filter(({ state }) => state === 'cancelled').length).toBe(5)
  expect(await account(member)).toMatchObject({ available: 100 - 10 * delivered })
  expect(await leftOf(shop, reward)).toBe(20 - delivered)
})

test('a code that is used twice at once, and given back meanwhile, is used once or given back', async () => {
  const shop = await newWorld(REWARD_RULES)
  const reward = await newReward(shop, {
    ...stock,
    goods: {
      kind: 'code',
      source: { kind: 'minted', prefix: 'GIFT' },
      discount: { kind: 'amountOff', amountMinor: 5000 },
    },
  })
  const member = await richMember(shop, 100)
  for (let round = 0; round < 4; round += 1) {
    const { id, code } = await order(member, reward.key)
    const sale = () =>
      call<{ results: PurchaseResult[] }>('POST', '/v1/purchases', {
        bearer: shop.key,
        body: {
          purchases: [aPurchase(shop, null, { totalMinor: 15_000, codes: [{ code, discountMinor: 5000 }] })],
        },
      })
    const [first, second, back] = await Promise.all([sale(), sale(), cancel(member, id)])
    expect([first?.status, second?.status]).toEqual([200, 200])
    expect([200, 409]).toContain(back.status)
    const row = await env.DB.prepare(
      'SELECT state, used_purchase_id AS purchase FROM reward_orders WHERE id = ?',
    )
      .bind(id)
      .first<{ state: string; purchase: string | null }>()
    expect(row).toEqual(
      back.status === 200
        ? { state: 'cancelled', purchase: null }
        : { state: 'delivered', purchase: expect.stringMatching(/^pur_/) },
    )
  }
})

test('an order that is sent again with its key is placed once', async () => {
  const shop = await newWorld(REWARD_RULES)
  const reward = await newReward(shop, { ...stock, stock: 9 })
  const member = await richMember(shop, 100)
  const send = () =>
    call<RewardOrder>('POST', '/v1/members/me/reward-orders', {
      bearer: member.token,
      body: { reward: reward.key },
      headers: { 'idempotency-key': 'one-coffee' },
    })
  const first = await send()
  const again = await send()
  expect([first.status, again.status]).toEqual([201, 201])
  expect(again.body).toEqual(first.body)
  expect(await account(member)).toMatchObject({ available: 90 })
})

test('what comes back repays what is owed first', async () => {
  const shop = await newWorld({ ...REWARD_RULES, returns: { clawBack: 'debt' } })
  const reward = await newReward(shop, { price: { unit: 'points', amount: 150 } })
  const member = await newMember(shop)
  const sale = aPurchase(shop, member)
  await buy(shop, sale)
  const placed = await order(member, reward.key)
  const back = await call('POST', '/v1/returns', {
    bearer: shop.key,
    body: {
      storeId: shop.store.id,
      purchaseRef: sale.externalRef,
      externalRef: 'r1',
      returnedAt: Date.now(),
      lines: [{ line: 0, quantity: 2 }],
    },
  })
  expect(back.status).toBe(201)
  expect(await account(member)).toEqual({ available: 0, held: 0, owed: 150 })
  expect((await cancel(member, placed.id)).status).toBe(200)
  expect(await account(member)).toEqual({ available: 0, held: 0, owed: 0 })
  // And the books can go on from there.
  await buy(shop, aPurchase(shop, member))
  expect(await account(member)).toEqual({ available: 200, held: 0, owed: 0 })
})

test('what is held for a seat repays what is owed when it comes back', async () => {
  const shop = await newWorld({ ...REWARD_RULES, returns: { clawBack: 'debt' } })
  const reward = await newReward(shop, { ...seat(1), price: { unit: 'points', amount: 150 } })
  await order(await richMember(shop), reward.key)
  const member = await newMember(shop)
  const sale = aPurchase(shop, member)
  await buy(shop, sale)
  const waits = await order(member, reward.key)
  await call('POST', '/v1/returns', {
    bearer: shop.key,
    body: {
      storeId: shop.store.id,
      purchaseRef: sale.externalRef,
      externalRef: 'r1',
      returnedAt: Date.now(),
      lines: [{ line: 0, quantity: 2 }],
    },
  })
  expect(await account(member)).toMatchObject({ available: 0, held: 150 })
  expect((await cancel(member, waits.id)).status).toBe(200)
  expect(await account(member)).toEqual({ available: 0, held: 0, owed: 0 })
})

describe('a plan', () => {
  const plan = {
    key: 'plus',
    name: 'Plus',
    price: { amountMinor: 9900, currency: 'SEK' },
    term: 'year',
    entitlements: { earlyAccessHours: 24 },
  } as const

  const give = (world: World, member: TestMember) =>
    call('POST', '/v1/subscriptions', {
      bearer: world.key,
      body: { enrolmentId: member.enrolmentId, plan: 'plus', operator: 'A test', reason: 'on purpose' },
    })

  test('opens a reward sooner, and rewards of its own', async () => {
    const shop = await newWorld({ ...REWARD_RULES, plans: [plan] })
    const startsAt = Date.now() + 12 * 3_600_000
    const sooner = await newReward(shop, { ...stock, schedule: { startsAt } })
    const own = await newReward(shop, { ...stock, audience: { plans: ['plus'] } })
    const [member, other] = [await richMember(shop), await richMember(shop)]
    expect((await give(shop, member)).status).toBe(201)
    const seen = async (who: TestMember) =>
      (
        await call<{ rewards: MemberReward[] }>('GET', '/v1/members/me/rewards', { bearer: who.token })
      ).body.rewards.map(({ refusals, opensAt }) => [refusals, opensAt])
    expect(await seen(member)).toEqual([
      [[], null],
      [[], null],
    ])
    expect(await seen(other)).toEqual([
      [['notYet'], startsAt],
      [['audience'], null],
    ])
    for (const { key } of [sooner, own]) {
      expect((await orderOf(member, key)).status).toBe(201)
      expect((await orderOf(other, key)).status).toBe(409)
    }
  })
})

test('a key that may only write rewards may do that, and one that may only read may look', async () => {
  const shop = await newWorld(REWARD_RULES)
  const key = async (scope: string) =>
    (
      await call<{ key: string }>('POST', '/v1/keys', {
        bearer: shop.key,
        body: { name: scope, scopes: [scope] },
      })
    ).body.key
  const [writes, reads] = [await key('rewards:write'), await key('read')]
  const reward = await newReward({ ...shop, key: writes })
  expect((await call('GET', '/v1/rewards', { bearer: reads })).status).toBe(200)
  expect((await call('GET', '/v1/reward-orders', { bearer: reads })).status).toBe(200)
  expect((await call('POST', '/v1/rewards', { bearer: reads, body: {} })).status).toBe(403)
  const placed = await order(await richMember(shop), reward.key)
  expect(
    (await call('PATCH', `/v1/reward-orders/${placed.id}`, { bearer: reads, body: { state: 'delivered' } }))
      .status,
  ).toBe(403)
  expect((await change({ ...shop, key: writes }, placed.id, { state: 'delivered' })).status).toBe(200)
})
