import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import {
  type CatalogueReward,
  type CodePool,
  DAY_MS,
  type MemberReward,
  type RewardOrder,
} from '../../shared/contracts/index.ts'
import { memberNow } from '../../shared/ledger/index.ts'
import { settleDue } from '../../worker/books/settle.ts'
import { catalogueAt } from '../../worker/db/compiled.ts'
import { listOrders } from '../../worker/db/reward-orders.ts'
import { readMemberRewards } from '../../worker/db/rewards.ts'
import { call } from './api.ts'
import {
  account,
  cancel,
  change,
  earn,
  leftOf,
  newReward,
  order,
  orderOf,
  REWARD_RULES,
  type Refused,
  richMember,
} from './reward-scene.ts'
import { newMember, newWorld } from './world.ts'

const world = () => newWorld(REWARD_RULES)
const catalogue = async (token: string) =>
  (await call<{ rewards: MemberReward[] }>('GET', '/v1/members/me/rewards', { bearer: token })).body.rewards

const seats = (capacity: number, more: Record<string, unknown> = {}) => ({
  goods: {
    kind: 'seat',
    eventAt: Date.now() + 30 * DAY_MS,
    place: 'Rosteriet',
    capacity,
    waitingList: true,
    ...more,
  },
})
const minted = {
  goods: {
    kind: 'code',
    source: { kind: 'minted', prefix: 'GIFT' },
    discount: { kind: 'amountOff', amountMinor: 5000 },
  },
}
const pool = { goods: { kind: 'code', source: { kind: 'pool' } } }

describe('ordering', () => {
  test('takes the price once, and says what was ordered as it was', async () => {
    const shop = await world()
    const reward = await newReward(shop, { stock: 5 })
    const member = await richMember(shop)
    const placed = await order(member, reward.key)
    expect(placed).toMatchObject({
      enrolmentId: member.enrolmentId,
      reward: reward.key,
      goods: reward.goods,
      price: { unit: 'points', amount: 100 },
      state: 'ordered',
      code: null,
      donated: null,
      queuePlace: null,
    })
    expect(await account(member)).toEqual({ available: 100, held: 0, owed: 0 })
    expect(await leftOf(shop, reward)).toBe(4)
    const entries = await env.DB.prepare(
      'SELECT reason, source_id FROM ledger_entries WHERE enrolment_id = ? ORDER BY seq',
    )
      .bind(member.enrolmentId)
      .all()
    expect(entries.results.at(-1)).toEqual({ reason: 'spend', source_id: placed.id })
    const own = await call<{ items: RewardOrder[] }>('GET', '/v1/members/me/reward-orders', {
      bearer: member.token,
    })
    expect(own.body.items).toEqual([placed])
  })

  test('is refused with every reason, and takes nothing', async () => {
    const shop = await world()
    const dear = await newReward(shop, { price: { unit: 'points', amount: 500 } })
    const gone = await newReward(shop, { stock: 0 })
    const paused = await newReward(shop, { state: 'paused' })
    const later = await newReward(shop, { schedule: { startsAt: Date.now() + DAY_MS }, stock: 0 })
    const member = await richMember(shop)
    expect(await orderOf(member, dear.key)).toMatchObject({
      status: 409,
      body: { type: '/problems/insufficient_points', refusals: ['balance'], missing: 300 },
    })
    for (const [reward, refusals] of [
      [gone, ['soldOut']],
      [paused, ['paused']],
      [later, ['notYet', 'soldOut']],
    ] as const)
      expect(await orderOf(member, reward.key)).toMatchObject({
        status: 409,
        body: { type: '/problems/reward_unavailable', refusals },
      })
    expect((await orderOf(member, 'nothing')).status).toBe(404)
    expect((await orderOf(member, dear.key, { cause: 'woods' })).status).toBe(409)
    expect(await account(member)).toEqual({ available: 200, held: 0, owed: 0 })
    const seen = await catalogue(member.token)
    expect(seen.map(({ reward, refusals }) => [reward.key, refusals])).toEqual([
      [dear.key, ['balance']],
      [gone.key, ['soldOut']],
      [later.key, ['notYet', 'soldOut']],
    ])
    expect(seen[2]?.opensAt).toBe(later.schedule.startsAt)
  })

  test('a member has no more than their share, and has it again after giving one back', async () => {
    const shop = await world()
    const reward = await newReward(shop, { perMember: 2, price: { unit: 'points', amount: 10 } })
    const member = await richMember(shop)
    const answers = await Promise.all(Array.from({ length: 6 }, () => orderOf(member, reward.key)))
    const taken = answers.filter(({ status }) => status === 201)
    expect(taken).toHaveLength(2)
    for (const { status, body } of answers.filter((one) => one.status !== 201)) {
      expect(status).toBe(409)
      expect(body.refusals).toEqual(['perMember'])
    }
    expect(await account(member)).toMatchObject({ available: 180 })
    await cancel(member, taken[0]?.body.id as string)
    await order(member, reward.key)
    expect(await account(member)).toMatchObject({ available: 180 })
  })

  test('another programme’s reward, order and pool are nobody’s', async () => {
    const [shop, other] = [await world(), await world()]
    const reward = await newReward(shop, pool)
    await call('POST', `/v1/rewards/${reward.id}/codes`, { bearer: shop.key, body: { codes: ['A-1'] } })
    const [member, stranger] = [await richMember(shop), await richMember(other)]
    const placed = await order(member, reward.key)
    expect((await orderOf(stranger, reward.key)).status).toBe(404)
    expect((await cancel(stranger, placed.id)).status).toBe(404)
    expect((await cancel(await richMember(shop), placed.id)).status).toBe(404)
    expect((await change(other, placed.id, { state: 'cancelled' })).status).toBe(404)
    for (const path of [`/v1/rewards/${reward.id}`, `/v1/rewards/${reward.id}/codes`])
      expect((await call('GET', path, { bearer: other.key })).status).toBe(404)
    const listed = await call<{ items: unknown[] }>('GET', '/v1/reward-orders', { bearer: other.key })
    expect(listed.body.items).toEqual([])
  })
})

describe('seats', () => {
  test('of sixty who come at once, ten have a seat and fifty wait, each in their own place', async () => {
    const shop = await world()
    const reward = await newReward(shop, seats(10))
    const members = await Promise.all(Array.from({ length: 60 }, () => richMember(shop)))
    const answers = await Promise.all(members.map((member) => orderOf(member, reward.key)))
    expect(answers.map(({ status }) => status)).toEqual(members.map(() => 201))
    const orders = answers.map(({ body }) => body)
    expect(orders.filter(({ state }) => state === 'ordered')).toHaveLength(10)
    const { results } = await env.DB.prepare(
      "SELECT id FROM reward_orders WHERE reward = ? AND state = 'waiting' ORDER BY queued",
    )
      .bind(reward.key)
      .all<{ id: string }>()
    expect(results).toHaveLength(50)
    const places = await listOrders(env.DB, shop.programId, { state: 'waiting' }, null, 100, Date.now())
    expect(places.map(({ queuePlace }) => queuePlace).sort((a, b) => (a ?? 0) - (b ?? 0))).toEqual(
      Array.from({ length: 50 }, (_, at) => at + 1),
    )
    for (const [at, member] of members.entries())
      expect(await account(member)).toEqual(
        orders[at]?.state === 'ordered'
          ? { available: 100, held: 0, owed: 0 }
          : { available: 100, held: 100, owed: 0 },
      )
    expect(await leftOf(shop, reward)).toBe(0)

    // Whoever waits longest is seated by the one who goes, in the same write.
    const leaving = members[orders.findIndex(({ state }) => state === 'ordered')]!
    const left = orders.find(({ state }) => state === 'ordered')!
    expect(await cancel(leaving, left.id)).toMatchObject({ status: 200, body: { state: 'cancelled' } })
    const first = members[orders.findIndex(({ id }) => id === results[0]?.id)]!
    expect(await account(first)).toEqual({ available: 100, held: 0, owed: 0 })
    expect(await account(leaving)).toEqual({ available: 200, held: 0, owed: 0 })
    const [seated] = await listOrders(
      env.DB,
      shop.programId,
      { enrolmentId: first.enrolmentId },
      null,
      1,
      Date.now(),
    )
    expect(seated).toMatchObject({ state: 'ordered', queuePlace: null })
    expect(
      (await listOrders(env.DB, shop.programId, { state: 'waiting' }, null, 100, Date.now())).length,
    ).toBe(49)
  })

  test('without a waiting list, the eleventh is told that all are taken', async () => {
    const shop = await world()
    const reward = await newReward(shop, seats(2, { waitingList: false }))
    const members = await Promise.all(Array.from({ length: 4 }, () => richMember(shop)))
    const answers = await Promise.all(members.map((member) => orderOf(member, reward.key)))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(2)
    for (const { body } of answers.filter(({ status }) => status !== 201))
      expect(body.refusals).toEqual(['soldOut'])
  })

  test('a free seat is not taken past those who wait; more seats go to them, and then to others', async () => {
    const shop = await world()
    const reward = await newReward(shop, seats(1))
    const [seated, second, third] = await Promise.all([1, 2, 3].map(() => richMember(shop)))
    await order(seated!, reward.key)
    expect(await order(second!, reward.key)).toMatchObject({ state: 'waiting', queuePlace: 1 })
    expect((await catalogue(third!.token))[0]).toMatchObject({ waits: true, refusals: [] })
    const { id: _, left: __, createdAt: ___, updatedAt: ____, ...body } = reward
    const more = await call<CatalogueReward>('PUT', `/v1/rewards/${reward.id}`, {
      bearer: shop.key,
      body: { ...body, goods: { ...body.goods, capacity: 3 } },
    })
    expect(more).toMatchObject({ status: 200, body: { left: 1 } })
    expect(await account(second!)).toEqual({ available: 100, held: 0, owed: 0 })
    expect(await order(third!, reward.key)).toMatchObject({ state: 'ordered' })
  })

  test('whoever waits in vain has the price back when the event begins, whether or not anybody looked', async () => {
    const shop = await world()
    const eventAt = Date.now() + DAY_MS
    const reward = await newReward(shop, seats(1, { eventAt }))
    const [seated, waiting] = await Promise.all([1, 2].map(() => richMember(shop)))
    await order(seated!, reward.key)
    const waits = await order(waiting!, reward.key)
    const at = async (now: number) => {
      const read = (await readMemberRewards(env.DB, shop.programId, waiting!.enrolmentId, now))!
      const { rules } = await catalogueAt(env, 'DB', shop.programId, read.catalogueVersion)
      const { accounts } = memberNow(read.read.book, read.read.subscriptions, rules, now)
      const [listed] = await listOrders(
        env.DB,
        shop.programId,
        { enrolmentId: waiting!.enrolmentId },
        null,
        1,
        now,
      )
      return { available: accounts.points?.available, held: accounts.points?.held, order: listed }
    }
    expect(await at(eventAt - 1)).toMatchObject({
      available: 100,
      held: 100,
      order: { state: 'waiting', queuePlace: 1 },
    })
    const after = await at(eventAt)
    expect(after).toMatchObject({
      available: 200,
      held: 0,
      order: { id: waits.id, state: 'cancelled', queuePlace: null, changedAt: eventAt },
    })
    await settleDue(env, 'DB', eventAt, 1000)
    expect(await at(eventAt)).toEqual(after)
    expect(await account(waiting!)).toEqual({ available: 200, held: 0, owed: 0 })
    const row = await env.DB.prepare('SELECT state, changed_at FROM reward_orders WHERE id = ?')
      .bind(waits.id)
      .first()
    expect(row).toEqual({ state: 'cancelled', changed_at: eventAt })
  })

  test('waiting is given up as freely as it was begun', async () => {
    const shop = await world()
    const reward = await newReward(shop, seats(1))
    const [seated, waiting, last] = await Promise.all([1, 2, 3].map(() => richMember(shop)))
    await order(seated!, reward.key)
    const waits = await order(waiting!, reward.key)
    const behind = await order(last!, reward.key)
    expect(behind.queuePlace).toBe(2)
    expect(await cancel(waiting!, waits.id)).toMatchObject({ status: 200, body: { state: 'cancelled' } })
    expect(await account(waiting!)).toEqual({ available: 200, held: 0, owed: 0 })
    const [moved] = await listOrders(env.DB, shop.programId, { state: 'waiting' }, null, 5, Date.now())
    expect(moved).toMatchObject({ id: behind.id, queuePlace: 1 })
  })
})

describe('codes', () => {
  const upload = (key: string, reward: CatalogueReward, codes: string[]) =>
    call<CodePool & Refused>('POST', `/v1/rewards/${reward.id}/codes`, { bearer: key, body: { codes } })

  test('thirty who come at once for ten codes: ten have one each, twenty are told, and keep their points', async () => {
    const shop = await world()
    const reward = await newReward(shop, pool)
    const codes = Array.from({ length: 10 }, (_, at) => `CODE-${at}`)
    expect(await upload(shop.key, reward, codes)).toMatchObject({
      status: 201,
      body: { added: 10, left: 10, given: 0 },
    })
    const members = await Promise.all(Array.from({ length: 30 }, () => richMember(shop)))
    const answers = await Promise.all(members.map((member) => orderOf(member, reward.key)))
    const given = answers.filter(({ status }) => status === 201).map(({ body }) => body.code)
    expect([...given].sort()).toEqual(codes)
    for (const [at, { status, body }] of answers.entries()) {
      if (status === 201) continue
      expect([status, body.type, body.refusals]).toEqual([409, '/problems/reward_unavailable', ['soldOut']])
      expect(await account(members[at]!)).toEqual({ available: 200, held: 0, owed: 0 })
    }
    const counted = await call<CodePool>('GET', `/v1/rewards/${reward.id}/codes`, { bearer: shop.key })
    expect(counted.body).toEqual({ added: 0, left: 0, given: 10 })
  })

  test('a code that was there before refuses the whole upload, and says which', async () => {
    const shop = await world()
    const reward = await newReward(shop, pool)
    await upload(shop.key, reward, ['one', 'two'])
    const again = await upload(shop.key, reward, ['three', ' TWO '])
    expect([again.status, again.body.issues]).toEqual([
      422,
      [{ path: '/codes/1', message: 'was uploaded before' }],
    ])
    const twice = await upload(shop.key, reward, ['four', 'five', 'Four'])
    expect([twice.status, twice.body.issues?.[0]?.path]).toEqual([422, '/codes/2'])
    const counted = await call<CodePool>('GET', `/v1/rewards/${reward.id}/codes`, { bearer: shop.key })
    expect(counted.body).toEqual({ added: 0, left: 2, given: 0 })
    expect((await upload(shop.key, await newReward(shop), ['six'])).status).toBe(404)
    const racing = await Promise.all([1, 2, 3].map(() => upload(shop.key, reward, ['seven', 'eight'])))
    expect(racing.map(({ status }) => status).sort()).toEqual([201, 422, 422])
  })

  test('a member keeps a code of the shop’s that they have seen; the shop can call it back, and it is not given again', async () => {
    const shop = await world()
    const reward = await newReward(shop, pool)
    await upload(shop.key, reward, ['one', 'two'])
    const member = await richMember(shop)
    const placed = await order(member, reward.key)
    expect(placed).toMatchObject({ state: 'delivered', code: 'ONE' })
    const refused = await cancel(member, placed.id)
    expect(refused).toMatchObject({ status: 409, body: { type: '/problems/order_refused' } })
    expect(refused.body.detail).toContain('has been shown')
    expect(await change(shop, placed.id, { state: 'cancelled' })).toMatchObject({ status: 200 })
    expect(await account(member)).toMatchObject({ available: 200 })
    expect((await order(member, reward.key)).code).toBe('TWO')
  })

  test('a code of ours is answered to the shop, finds its member, and is used once', async () => {
    const shop = await world()
    const reward = await newReward(shop, minted)
    const member = await richMember(shop)
    const placed = await order(member, reward.key)
    expect(placed.code).toMatch(/^GIFT-[0-9B-Z]{8}$/)
    const lines = [{ sku: 'x', quantity: 1, amountMinor: 20_000 }]
    const ask = async () =>
      (
        await call('POST', '/v1/codes/validate', {
          bearer: shop.key,
          body: {
            storeId: shop.store.id,
            code: ` ${placed.code?.toLowerCase()} `,
            basket: { currency: 'SEK', totalMinor: 20_000, lines },
          },
        })
      ).body
    expect(await ask()).toMatchObject({
      valid: true,
      headline: 'En kopp kaffe',
      effect: { kind: 'discount', amountMinor: 5000 },
      reason: null,
    })
    const sale = (externalRef: string) => ({
      storeId: shop.store.id,
      externalRef,
      purchasedAt: Date.now(),
      currency: 'SEK',
      totalMinor: 15_000,
      lines,
      codes: [{ code: placed.code, discountMinor: 5000 }],
    })
    const bought = await call<{ results: Record<string, unknown>[] }>('POST', '/v1/purchases', {
      bearer: shop.key,
      body: { purchases: [sale('a'), sale('b')] },
    })
    // The second order's code has been used by the first, so it says nothing of who bought.
    expect(bought.body.results).toMatchObject([
      { status: 'recorded', enrolmentId: member.enrolmentId },
      { status: 'recorded', enrolmentId: null },
    ])
    const usedBy = () =>
      env.DB.prepare('SELECT used_purchase_id FROM reward_orders WHERE id = ?')
        .bind(placed.id)
        .first('used_purchase_id')
    const first = await usedBy()
    const late = await call<{ results: Record<string, unknown>[] }>('POST', '/v1/purchases', {
      bearer: shop.key,
      body: { purchases: [sale('c')] },
    })
    expect(late.body.results).toMatchObject([{ status: 'recorded', enrolmentId: null }])
    expect(await usedBy()).toBe(first)
    expect(await ask()).toMatchObject({ valid: false, reason: 'used' })
    const [own] = (
      await call<{ items: RewardOrder[] }>('GET', '/v1/members/me/reward-orders', { bearer: member.token })
    ).body.items
    expect(own?.usedAt).toBeGreaterThan(0)
    const refused = await cancel(member, placed.id)
    expect([refused.status, refused.body.type]).toEqual([409, '/problems/order_refused'])
    expect((await change(shop, placed.id, { state: 'cancelled' })).status).toBe(409)
  })

  test('a code of ours that was given back is worth nothing, and the points are there', async () => {
    const shop = await world()
    const reward = await newReward(shop, minted)
    const member = await richMember(shop)
    const placed = await order(member, reward.key)
    expect(await cancel(member, placed.id)).toMatchObject({ status: 200, body: { state: 'cancelled' } })
    expect(await account(member)).toMatchObject({ available: 200 })
    const { body } = await call('POST', '/v1/codes/validate', {
      bearer: shop.key,
      body: {
        storeId: shop.store.id,
        code: placed.code,
        basket: {
          currency: 'SEK',
          totalMinor: 20_000,
          lines: [{ sku: 'x', quantity: 1, amountMinor: 20_000 }],
        },
      },
    })
    expect(body).toMatchObject({ valid: false, reason: 'expired' })
  })
})

describe('giving back', () => {
  test('puts points back into their own lots, and again and again comes to the same', async () => {
    const shop = await world()
    const reward = await newReward(shop, { price: { unit: 'points', amount: 250 }, stock: 1 })
    const member = await richMember(shop, 100)
    await earn(shop, member, 200)
    const lots = async () =>
      (
        await env.DB.prepare('SELECT id, remaining, state FROM lots WHERE enrolment_id = ? ORDER BY id')
          .bind(member.enrolmentId)
          .all()
      ).results
    const before = await lots()
    for (const _ of [1, 2, 3]) {
      const placed = await order(member, reward.key)
      expect(await account(member)).toMatchObject({ available: 50 })
      const answers = await Promise.all([1, 2, 3].map(() => cancel(member, placed.id)))
      expect(answers.map(({ status, body }) => [status, body.state])).toEqual(
        [1, 2, 3].map(() => [200, 'cancelled']),
      )
      expect(await lots()).toEqual(before)
      expect(await leftOf(shop, reward)).toBe(1)
    }
    expect(await account(member)).toEqual({ available: 300, held: 0, owed: 0 })
  })

  test('what ran out meanwhile runs out when it comes back', async () => {
    const shop = await newWorld({
      ...REWARD_RULES,
      units: { points: { pending: { kind: 'none' }, expiry: { kind: 'fixed', at: Date.now() + DAY_MS } } },
    })
    const reward = await newReward(shop)
    const member = await richMember(shop, 100)
    const placed = await order(member, reward.key)
    await settleDue(env, 'DB', Date.now() + 2 * DAY_MS, 1000)
    await cancel(member, placed.id)
    const later = Date.now() + 2 * DAY_MS
    const read = (await readMemberRewards(env.DB, shop.programId, member.enrolmentId, later))!
    const { rules } = await catalogueAt(env, 'DB', shop.programId, read.catalogueVersion)
    expect(memberNow(read.read.book, [], rules, later).accounts.points?.available).toBe(0)
    expect(await account(member)).toMatchObject({ available: 100 })
  })

  test('a top-up is stored value at once, and goes back for as long as all of it is there', async () => {
    const shop = await world()
    const reward = await newReward(shop, { goods: { kind: 'topUp', amountMinor: 2500 } })
    const coffee = await newReward(shop, { price: { unit: 'storedValue', amount: 500 } })
    const member = await richMember(shop)
    const placed = await order(member, reward.key)
    expect(placed.state).toBe('delivered')
    expect(await account(member, 'storedValue')).toMatchObject({ available: 2500 })
    const drunk = await order(member, coffee.key)
    expect(await cancel(member, placed.id)).toMatchObject({
      status: 409,
      body: { type: '/problems/order_refused' },
    })
    expect((await cancel(member, drunk.id)).status).toBe(200)
    expect((await cancel(member, placed.id)).status).toBe(200)
    expect(await account(member, 'storedValue')).toMatchObject({ available: 0 })
    expect(await account(member)).toMatchObject({ available: 200 })
  })
})

describe('the shop', () => {
  test('takes a gift on step by step, never back, and ends what it can', async () => {
    const shop = await world()
    const reward = await newReward(shop, { goods: { kind: 'gift', name: 'A mug' } })
    const member = await richMember(shop)
    const placed = await order(member, reward.key)
    expect(await change(shop, placed.id, { state: 'packed' })).toMatchObject({
      status: 200,
      body: { state: 'packed' },
    })
    expect((await cancel(member, placed.id)).status).toBe(409)
    expect(await change(shop, placed.id, { state: 'sent', externalRef: '1042' })).toMatchObject({
      body: { state: 'sent', externalRef: '1042' },
    })
    expect(await change(shop, placed.id, { state: 'packed' })).toMatchObject({
      status: 409,
      body: { type: '/problems/order_refused' },
    })
    expect((await change(shop, placed.id, { state: 'delivered' })).body).toMatchObject({
      state: 'delivered',
      externalRef: '1042',
    })
    expect((await change(shop, placed.id, { state: 'cancelled' })).status).toBe(409)
    const [delivered] = (
      await call<{ items: RewardOrder[] }>('GET', `/v1/reward-orders?state=delivered&reward=${reward.key}`, {
        bearer: shop.key,
      })
    ).body.items
    expect(delivered?.id).toBe(placed.id)
    expect(
      (await call<{ items: unknown[] }>('GET', '/v1/reward-orders?state=sent', { bearer: shop.key })).body
        .items,
    ).toEqual([])
  })

  test('hands a thing over to whoever shows the card, once', async () => {
    const shop = await world()
    const reward = await newReward(shop)
    const [member, other] = [await richMember(shop), await newMember(shop)]
    const placed = await order(member, reward.key)
    const handOver = (memberNumber: string) =>
      call<RewardOrder & Refused>('POST', `/v1/reward-orders/${placed.id}/hand-over`, {
        bearer: shop.key,
        body: { memberNumber },
      })
    const wrong = await handOver(other.member.number)
    expect([wrong.status, wrong.body.issues?.[0]?.path]).toEqual([422, '/memberNumber'])
    expect(await handOver(member.member.number)).toMatchObject({ status: 200, body: { state: 'delivered' } })
    expect((await handOver(member.member.number)).status).toBe(409)
    expect((await cancel(member, placed.id)).status).toBe(409)
  })

  test('may not change what a reward is, nor lean it on what is not there', async () => {
    const shop = await world()
    const reward = await newReward(shop)
    const { id: _, left: __, createdAt: ___, updatedAt: ____, ...body } = reward
    const put = (more: Record<string, unknown>) =>
      call<Refused>('PUT', `/v1/rewards/${reward.id}`, { bearer: shop.key, body: { ...body, ...more } })
    expect((await put({ key: 'other' })).body.issues?.[0]?.path).toBe('/key')
    expect((await put({ goods: { kind: 'gift', name: 'x' } })).body.issues?.[0]?.path).toBe('/goods/kind')
    expect((await put({ price: { unit: 'stamps', amount: 1 } })).body.issues?.[0]?.path).toBe('/price/unit')
    expect(
      (await put({ audience: { tiers: ['gold'], plans: ['plus'] } })).body.issues?.map(({ path }) => path),
    ).toEqual(['/audience/tiers/0', '/audience/plans/0'])
    expect((await put({ price: { unit: 'points', amount: 1.5 } })).body.issues?.[0]?.path).toBe(
      '/price/amount',
    )
    expect((await put({ stock: 3, state: 'paused' })).body).toMatchObject({ left: 3, state: 'paused' })
    const twice = await call('POST', '/v1/rewards', { bearer: shop.key, body: { ...body } })
    expect(twice.status).toBe(409)
  })

  test('a reward that became dearer between reading and ordering is ordered at the new price', async () => {
    const shop = await world()
    const reward = await newReward(shop, { stock: 50 })
    const member = await richMember(shop, 1000)
    const { id: _, left: __, createdAt: ___, updatedAt: ____, ...body } = reward
    const [, ...orders] = await Promise.all([
      call('PUT', `/v1/rewards/${reward.id}`, {
        bearer: shop.key,
        body: { ...body, price: { unit: 'points', amount: 90 } },
      }),
      ...Array.from({ length: 5 }, () => orderOf(member, reward.key)),
    ])
    const paid = orders.reduce((sum, { body: placed }) => sum + (placed as RewardOrder).price.amount, 0)
    expect(await account(member)).toMatchObject({ available: 1000 - paid })
  })
})

test('the database takes no order past the limits, whoever writes it', async () => {
  const shop = await world()
  const member = await richMember(shop, 500)
  const again = (id: string, more: string) =>
    env.DB.prepare(
      `INSERT INTO reward_orders (id, program_id, enrolment_id, reward_id, reward_revision, reward, state, content, goods, unit, amount, ordered_at, changed_at)
       SELECT 'again', program_id, ${more}, reward, state, content, goods, unit, amount, ordered_at, changed_at FROM reward_orders WHERE id = ?`,
    )
      .bind(id)
      .run()
  const same = 'enrolment_id, reward_id, reward_revision'
  const one = await order(member, (await newReward(shop, { perMember: 1 })).key)
  await expect(again(one.id, same)).rejects.toThrow('stale reward')
  const last = await order(member, (await newReward(shop, { stock: 1 })).key)
  await expect(again(last.id, same)).rejects.toThrow('stale reward')
  const any = await order(member, (await newReward(shop)).key)
  await expect(again(any.id, 'enrolment_id, reward_id, reward_revision + 1')).rejects.toThrow('stale reward')
  await expect(again(any.id, same)).resolves.toMatchObject({ success: true })
})
