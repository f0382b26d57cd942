import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import {
  type CatalogueReward,
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
  newReward,
  order,
  orderOf,
  REWARD_RULES,
  type Refused,
  richMember,
} from './reward-scene.ts'
import { newWorld, type TestMember, type World } from './world.ts'

const evening = (more: Record<string, unknown> = {}) => ({
  goods: {
    kind: 'seat',
    eventAt: Date.now() + 30 * DAY_MS,
    place: 'Rosteriet',
    capacity: 1,
    waitingList: true,
    ...more,
  },
})

/** Replaces a reward, but for what is said of its goods. */
const change = (
  shop: World,
  { id, left: _, createdAt: __, updatedAt: ___, ...body }: CatalogueReward,
  goods: object,
) =>
  call<CatalogueReward & Refused>('PUT', `/v1/rewards/${id}`, {
    bearer: shop.key,
    body: { ...body, goods: { ...body.goods, ...goods } },
  })

/** An evening with one seat, which the first has and the second waits for. */
async function fullEvening(members = 2, more: Record<string, unknown> = {}) {
  const shop = await newWorld(REWARD_RULES)
  const reward = await newReward(shop, { ...evening(), ...more })
  const people = await Promise.all(Array.from({ length: members }, () => richMember(shop)))
  const [first, second, third] = people as [TestMember, TestMember, TestMember]
  const seated = await order(first, reward.key)
  const waits = await order(second, reward.key)
  return { shop, reward, first, second, third, seated, waits }
}

/** Lets the time run out that an order may wait, while nobody looks. */
const lapse = ({ id }: RewardOrder) =>
  env.DB.batch([
    env.DB.prepare(
      'UPDATE holds SET expires_at = 1000 WHERE id = (SELECT hold_id FROM reward_orders WHERE id = ?)',
    ).bind(id),
    env.DB.prepare('UPDATE reward_orders SET version = version + 1, waits_until = 1000 WHERE id = ?').bind(
      id,
    ),
  ])

const ownAt = async (shop: World, { enrolmentId }: TestMember, now: number) => {
  const read = (await readMemberRewards(env.DB, shop.programId, enrolmentId, now))!
  const { rules } = await catalogueAt(env, 'DB', shop.programId, read.catalogueVersion)
  const { available, held } = memberNow(read.read.book, [], rules, now).accounts.points!
  const [own] = await listOrders(env.DB, shop.programId, { enrolmentId }, null, 1, now)
  return { available, held, state: own?.state, place: own?.queuePlace }
}

describe('an event that is moved', () => {
  test('to later takes its seats and its waiting list along', async () => {
    const { shop, reward, first, second, seated } = await fullEvening()
    const later = Date.now() + 60 * DAY_MS
    expect(await change(shop, reward, { eventAt: later })).toMatchObject({ status: 200 })
    expect(await ownAt(shop, second, later - 1)).toEqual({
      available: 100,
      held: 100,
      state: 'waiting',
      place: 1,
    })
    await settleDue(env, 'DB', later - 1, 1000)
    expect(await account(second)).toMatchObject({ available: 100, held: 100 })
    const [told] = await listOrders(
      env.DB,
      shop.programId,
      { enrolmentId: first.enrolmentId },
      null,
      1,
      later,
    )
    expect(told).toMatchObject({
      id: seated.id,
      state: 'ordered',
      goods: { eventAt: later, place: 'Rosteriet' },
    })
    // Who waits can still get it.
    expect((await cancel(first, seated.id)).status).toBe(200)
    expect(await account(second)).toMatchObject({ available: 100, held: 0 })
    await settleDue(env, 'DB', later, 1000)
    expect(await account(second)).toMatchObject({ available: 100, held: 0 })
  })

  test('to sooner gives the price back sooner to who waits in vain', async () => {
    const { shop, reward, second } = await fullEvening()
    const sooner = Date.now() + 2 * DAY_MS
    expect((await change(shop, reward, { eventAt: sooner })).status).toBe(200)
    expect(await ownAt(shop, second, sooner - 1)).toMatchObject({ held: 100, state: 'waiting' })
    const after = { available: 200, held: 0, state: 'cancelled', place: null }
    expect(await ownAt(shop, second, sooner)).toEqual(after)
    await settleDue(env, 'DB', sooner, 1000)
    expect(await ownAt(shop, second, sooner)).toEqual(after)
  })

  test('does not begin anew for who has waited in vain already', async () => {
    const { shop, reward, second, waits } = await fullEvening()
    await lapse(waits)
    expect((await change(shop, reward, { eventAt: Date.now() + 60 * DAY_MS, capacity: 2 })).status).toBe(200)
    expect(await ownAt(shop, second, Date.now())).toEqual({
      available: 200,
      held: 0,
      state: 'cancelled',
      place: null,
    })
  })

  test('and orders that came at the same moment are at one time', async () => {
    const { shop, reward } = await fullEvening()
    const others = await Promise.all(Array.from({ length: 6 }, () => richMember(shop)))
    const later = Date.now() + 60 * DAY_MS
    const [changed] = await Promise.all([
      change(shop, reward, { eventAt: later }),
      ...others.map((member) => orderOf(member, reward.key)),
    ])
    expect(changed?.status).toBe(200)
    const { results } = await env.DB.prepare(
      `SELECT DISTINCT o.goods ->> '$.eventAt' AS at, ifnull(o.waits_until, ?2) AS waits, ifnull(h.expires_at, ?2) AS held
       FROM reward_orders o LEFT JOIN holds h ON h.id = o.hold_id WHERE o.reward_id = ?1`,
    )
      .bind(reward.id, later)
      .all()
    expect(results).toEqual([{ at: later, waits: later, held: later }])
  })

  test('is not moved into the past, nor made there; its words can be changed when it is over', async () => {
    const { shop, reward } = await fullEvening()
    const past = Date.UTC(1992, 0, 1)
    const refused = await change(shop, reward, { eventAt: past })
    expect([refused.status, refused.body.issues?.[0]?.path]).toEqual([422, '/goods/eventAt'])
    const made = await call<Refused>('POST', '/v1/rewards', {
      bearer: shop.key,
      body: {
        key: 'old',
        content: { sv: { name: 'Då' } },
        price: { unit: 'points', amount: 1 },
        ...evening({ eventAt: past }),
      },
    })
    expect([made.status, made.body.issues?.[0]?.path]).toEqual([422, '/goods/eventAt'])
    await env.DB.prepare(
      "UPDATE rewards SET revision = revision + 1, definition = json_set(definition, '$.goods.eventAt', ?2) WHERE id = ?1",
    )
      .bind(reward.id, past)
      .run()
    expect((await change(shop, reward, { eventAt: past, place: 'Torget' })).status).toBe(200)
  })
})

describe('who has waited in vain', () => {
  test('stands in nobody’s way, before anybody wrote it', async () => {
    const { reward, first, second, third, seated, waits } = await fullEvening(3, { perMember: 1 })
    await lapse(waits)
    expect((await cancel(first, seated.id)).status).toBe(200)
    expect(await account(second)).toMatchObject({ available: 100, held: 100 })
    const seen = async (member: TestMember) =>
      (await call<{ rewards: MemberReward[] }>('GET', '/v1/members/me/rewards', { bearer: member.token }))
        .body.rewards[0]
    expect(await seen(third)).toMatchObject({ waits: false, refusals: [] })
    expect(await order(third, reward.key)).toMatchObject({ state: 'ordered' })
    // Nor in their own: the one that a member may have is not the one that came to nothing.
    expect(await seen(second)).toMatchObject({ waits: true, refusals: [] })
    const again = await order(second, reward.key)
    expect(again).toMatchObject({ state: 'waiting', queuePlace: 1 })
    expect(await account(second)).toMatchObject({ available: 100, held: 100 })
    const row = await env.DB.prepare('SELECT state, changed_at AS at FROM reward_orders WHERE id = ?')
      .bind(waits.id)
      .first()
    expect(row).toEqual({ state: 'cancelled', at: 1000 })
    expect((await orderOf(second, reward.key)).body.refusals).toEqual(['perMember'])
  })
})

test('nobody is seated past those who wait, whoever writes it', async () => {
  const { reward, seated, waits } = await fullEvening()
  await env.DB.prepare(
    "UPDATE rewards SET revision = revision + 1, definition = json_set(definition, '$.goods.capacity', 2) WHERE id = ?",
  )
    .bind(reward.id)
    .run()
  const again = () =>
    env.DB.prepare(
      `INSERT INTO reward_orders (id, program_id, enrolment_id, reward_id, reward_revision, reward, state, content, goods, unit, amount, ordered_at, changed_at)
       SELECT 'past', program_id, enrolment_id, reward_id, reward_revision + 1, reward, state, content, goods, unit, amount, ordered_at, changed_at FROM reward_orders WHERE id = ?`,
    )
      .bind(seated.id)
      .run()
  await expect(again()).rejects.toThrow('stale reward')
  await lapse(waits)
  await expect(again()).resolves.toMatchObject({ success: true })
})

test('who was seated out of the queue has no place in it any more, and is in nobody’s', async () => {
  const { shop, reward, first, second, third, seated } = await fullEvening(3)
  const last = await order(third, reward.key)
  expect(last.queuePlace).toBe(2)
  expect((await cancel(first, seated.id)).status).toBe(200)
  const of = async (member: TestMember) =>
    (await listOrders(env.DB, shop.programId, { enrolmentId: member.enrolmentId }, null, 1, Date.now()))[0]
  expect(await of(second)).toMatchObject({ state: 'ordered', queuePlace: null })
  expect(await of(third)).toMatchObject({ state: 'waiting', queuePlace: 1 })
})
