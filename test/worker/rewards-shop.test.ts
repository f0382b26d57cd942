import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import {
  type CatalogueReward,
  DAY_MS,
  MAX_AMOUNT,
  type PurchaseResult,
  type RewardAccess,
  type RewardOrder,
  withCheckDigit,
} from '../../shared/contracts/index.ts'
import { call } from './api.ts'
import { rawEntry } from './raw-entry.ts'
import {
  account,
  cancel,
  change,
  newReward,
  order,
  orderOf,
  REWARD_RULES,
  type Refused,
  richMember,
} from './reward-scene.ts'
import { nobody } from './scene.ts'
import { aPurchase, buy, newMember, newWorld, type TestMember, type World } from './world.ts'

const HOUR_MS = 3_600_000
/** A number as cards have them, which nobody has. */
const nobodys = withCheckDigit('704300000000000')
const world = () => newWorld(REWARD_RULES)
const pool = { goods: { kind: 'code', source: { kind: 'pool' } } }
const minted = {
  goods: {
    kind: 'code',
    source: { kind: 'minted', prefix: 'GIFT' },
    discount: { kind: 'amountOff', amountMinor: 5000 },
  },
}
const upload = (shop: World, reward: CatalogueReward, codes: (string | null)[]) =>
  call<Refused>('POST', `/v1/rewards/${reward.id}/codes`, { bearer: shop.key, body: { codes } })
const usedBy = ({ id }: RewardOrder) =>
  env.DB.prepare('SELECT used_purchase_id FROM reward_orders WHERE id = ?').bind(id).first('used_purchase_id')
const typed = (shop: World, member: TestMember | null, { code }: RewardOrder) =>
  buy(shop, aPurchase(shop, member, { codes: [{ code, discountMinor: 100 }] })) as Promise<[PurchaseResult]>

describe('whose purchase it is', () => {
  test('a code that was given back does not say, with a card or without', async () => {
    const shop = await world()
    const [owner, other] = [await richMember(shop), await richMember(shop)]
    const placed = await order(owner, (await newReward(shop, minted)).key)
    expect((await cancel(owner, placed.id)).status).toBe(200)
    expect((await typed(shop, other, placed))[0].enrolmentId).toBe(other.enrolmentId)
    expect((await typed(shop, null, placed))[0].enrolmentId).toBeNull()
    expect(await usedBy(placed)).toBeNull()
    expect(await account(owner)).toMatchObject({ available: 200 })
  })

  test('a code of ours says, whoever’s card is shown', async () => {
    const shop = await world()
    const [owner, other] = [await richMember(shop), await richMember(shop)]
    const placed = await order(owner, (await newReward(shop, minted)).key)
    const [bought] = await typed(shop, other, placed)
    expect(bought.enrolmentId).toBe(owner.enrolmentId)
    expect(await usedBy(placed)).toBe(bought.purchaseId)
  })

  test('a code of the shop’s own says where no card is shown, and is used whoever typed it', async () => {
    const shop = await world()
    const reward = await newReward(shop, pool)
    await upload(shop, reward, ['one', 'two'])
    const [owner, other] = [await richMember(shop, 300), await richMember(shop)]
    const [lent, own] = [await order(owner, reward.key), await order(owner, reward.key)]
    const [bought] = await typed(shop, other, lent)
    expect(bought.enrolmentId).toBe(other.enrolmentId)
    expect(await usedBy(lent)).toBe(bought.purchaseId)
    expect((await change(shop, lent.id, { state: 'cancelled' })).status).toBe(409)
    expect((await typed(shop, null, own))[0].enrolmentId).toBe(owner.enrolmentId)
  })
})

test('a code that we have made is not uploaded as one of the shop’s own', async () => {
  const shop = await world()
  const made = await order(await richMember(shop), (await newReward(shop, minted)).key)
  const refused = await upload(shop, await newReward(shop, pool), ['new', made.code])
  expect([refused.status, refused.body.issues?.[0]?.path]).toEqual([422, '/codes/1'])
})

test('a top-up never fills an account past what it can hold', async () => {
  const shop = await world()
  const reward = await newReward(shop, { goods: { kind: 'topUp', amountMinor: 2500 } })
  const member = await richMember(shop, 300)
  await order(member, reward.key)
  await env.DB.prepare(
    `INSERT INTO lots (id, enrolment_id, unit, amount, state, earned_at, activates_at, source_id)
     SELECT 'lot_full', enrolment_id, unit, ?2, 'active', earned_at, activates_at, source_id FROM lots WHERE enrolment_id = ?1 AND unit = 'storedValue'`,
  )
    .bind(member.enrolmentId, MAX_AMOUNT - 4999)
    .run()
  const { head } = (await env.DB.prepare(
    "SELECT head FROM accounts WHERE enrolment_id = ? AND unit = 'storedValue'",
  )
    .bind(member.enrolmentId)
    .first<{ head: string }>())!
  await rawEntry(member.enrolmentId, {
    unit: 'storedValue',
    seq: 2,
    previous_hash: head,
    reason: 'adjust',
    from_account: 'adjusted',
    to_account: 'available',
    amount: MAX_AMOUNT - 4999,
    lot_id: 'lot_full',
  })
  expect(await account(member, 'storedValue')).toMatchObject({ available: MAX_AMOUNT - 2499 })
  expect(await orderOf(member, reward.key)).toMatchObject({
    status: 422,
    body: { type: '/problems/invalid_request' },
  })
  expect(await account(member)).toMatchObject({ available: 200 })
})

test('an order is an act: what runs out by inactivity is put off by it', async () => {
  const expiry = { kind: 'inactivity' as const, months: 3, resetBy: ['spend' as const] }
  const shop = await newWorld({ ...REWARD_RULES, units: { points: { pending: { kind: 'none' }, expiry } } })
  const member = await newMember(shop)
  await buy(shop, aPurchase(shop, member, { purchasedAt: Date.now() - 60 * DAY_MS }))
  const runsOutAt = async () =>
    (
      await call<{ balances: { expiries: { at: number }[] }[] }>('GET', '/v1/members/me/membership', {
        bearer: member.token,
      })
    ).body.balances[0]?.expiries[0]?.at ?? 0
  const before = await runsOutAt()
  await order(member, (await newReward(shop)).key)
  expect((await runsOutAt()) - before).toBeGreaterThan(55 * DAY_MS)
})

describe('early access', () => {
  const early = (opensAt: number, everybodyAt: number) => ({
    goods: { kind: 'earlyAccess', opensAt, everybodyAt },
  })
  const access = (shop: World, { id }: CatalogueReward, who: string) =>
    call<RewardAccess & Refused>('GET', `/v1/rewards/${id}/access?${who}`, { bearer: shop.key })

  test('is told to the shop: who ordered it may from its opening, others when everybody may', async () => {
    const shop = await world()
    const now = Date.now()
    const [open, coming] = [
      await newReward(shop, early(now - HOUR_MS, now + HOUR_MS)),
      await newReward(shop, early(now + HOUR_MS, now + 2 * HOUR_MS)),
    ]
    const [member, other] = [await richMember(shop, 300), await newMember(shop)]
    const placed = await order(member, open.key)
    await order(member, coming.key)
    const [own, strange, pseudonym] = [
      `memberNumber=${member.member.number}`,
      `memberNumber=${nobodys}`,
      `enrolmentId=${member.enrolmentId}`,
    ]
    const hours = { opensAt: now - HOUR_MS, everybodyAt: now + HOUR_MS }
    for (const who of [own, pseudonym])
      expect((await access(shop, open, who)).body).toEqual({ mayBuy: true, ...hours })
    for (const who of [strange, `memberNumber=${other.member.number}`])
      expect((await access(shop, open, who)).body).toEqual({ mayBuy: false, ...hours })
    expect((await access(shop, coming, own)).body).toMatchObject({ mayBuy: false })

    // What was ordered opens when it was said to; when everybody may, they may.
    const put = (reward: CatalogueReward, goods: object) => {
      const { id, left: _, createdAt: __, updatedAt: ___, ...body } = reward
      return call('PUT', `/v1/rewards/${id}`, {
        bearer: shop.key,
        body: { ...body, goods: { ...body.goods, ...goods } },
      })
    }
    await put(open, { opensAt: now + HOUR_MS / 2 })
    expect((await access(shop, open, own)).body).toEqual({ mayBuy: true, ...hours })
    expect((await access(shop, open, strange)).body).toMatchObject({ opensAt: now + HOUR_MS / 2 })
    expect((await change(shop, placed.id, { state: 'cancelled' })).status).toBe(200)
    expect((await access(shop, open, own)).body).toMatchObject({ mayBuy: false })
    await put(open, { everybodyAt: now })
    expect((await access(shop, open, strange)).body).toMatchObject({ mayBuy: true })
  })

  test('is asked of one member, and of a reward that gives it', async () => {
    const shop = await world()
    const now = Date.now()
    const reward = await newReward(shop, early(now, now + HOUR_MS))
    for (const who of [
      '',
      `memberNumber=${nobodys}&enrolmentId=enr_1`,
      'memberNumber=12',
      `memberNumber=${nobodys}&card=1`,
    ])
      expect((await access(shop, reward, who)).status, who).toBe(422)
    expect((await access(shop, await newReward(shop), `memberNumber=${nobodys}`)).status).toBe(404)
    expect((await access(await world(), reward, `memberNumber=${nobodys}`)).status).toBe(404)
    const { status, body } = await call<Refused>('POST', '/v1/rewards', {
      bearer: shop.key,
      body: {
        key: 'gone',
        content: { sv: { name: 'Då' } },
        price: { unit: 'points', amount: 1 },
        ...early(now - 2, now - 1),
      },
    })
    expect([status, body.issues?.[0]?.path]).toEqual([422, '/goods/everybodyAt'])
  })

  test('that has begun stays with the member, and goes back where the shop says so', async () => {
    const shop = await world()
    const now = Date.now()
    const member = await richMember(shop)
    const placed = await order(member, (await newReward(shop, early(now - HOUR_MS, now + HOUR_MS))).key)
    expect(await cancel(member, placed.id)).toMatchObject({
      status: 409,
      body: { type: '/problems/order_refused' },
    })
    expect(await change(shop, placed.id, { state: 'cancelled' })).toMatchObject({ status: 200 })
    expect(await account(member)).toMatchObject({ available: 200 })
  })
})

describe('orders are found', () => {
  test('by their member’s card or pseudonym, and one by its id', async () => {
    const [shop, elsewhere] = [await world(), await world()]
    const reward = await newReward(shop)
    const [member, other] = [await richMember(shop, 300), await richMember(shop)]
    const own = [await order(member, reward.key), await order(member, reward.key)]
    await order(other, reward.key)
    const list = (query: string, { key } = shop) =>
      call<{ items: RewardOrder[] } & Refused>('GET', `/v1/reward-orders?${query}`, { bearer: key })
    const ids = own.map(({ id }) => id).reverse()
    for (const who of [`memberNumber=${member.member.number}`, `enrolmentId=${member.enrolmentId}`])
      expect(
        (await list(who)).body.items.map(({ id }) => id),
        who,
      ).toEqual(ids)
    expect((await list(`memberNumber=${member.member.number}&state=cancelled`)).body.items).toEqual([])
    expect((await list(`enrolmentId=${member.enrolmentId}`, elsewhere)).body.items).toEqual([])
    const strange = await list(`memberNumber=${nobodys}`)
    expect([strange.status, strange.body.issues?.[0]?.path]).toEqual([404, '/memberNumber'])
    expect((await list(`memberNumber=${member.member.number}`, elsewhere)).status).toBe(404)
    expect((await list(`memberNumber=${nobodys}&enrolmentId=${member.enrolmentId}`)).status).toBe(422)

    const one = ({ key } = shop, id = own[0]?.id) =>
      call<RewardOrder>('GET', `/v1/reward-orders/${id}`, { bearer: key })
    expect((await one()).body).toEqual(own[0])
    expect((await one(elsewhere)).status).toBe(404)
    expect((await one(shop, nobody('ord'))).status).toBe(404)
  })

  test('by nothing that is not there to ask by', async () => {
    const shop = await world()
    const member = await newMember(shop)
    for (const [path, bearer] of [
      ['/v1/rewards?colour=red', shop.key],
      ['/v1/reward-orders?member=1', shop.key],
      ['/v1/members/me/reward-orders?state=waiting', member.token],
      ['/v1/causes/trees/statement?fromAt=0&toAt=1&to=2', shop.key],
    ] as const)
      expect((await call('GET', path, { bearer })).status, path).toBe(422)
  })
})
