import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import type { Cause, CauseStatement, RewardOrder } from '../../shared/contracts/index.ts'
import { plainRules } from '../plain-rules.ts'
import { call } from './api.ts'
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
import { aPurchase, buy, newMember, newWorld, type World } from './world.ts'

const newCause = async (world: World, key: string) =>
  call<Cause & Refused>('POST', '/v1/causes', {
    bearer: world.key,
    body: { key, name: `The ${key}`, summary: 'Looks after it.', url: 'https://cause.example' },
  })

/** Lets the shop give these shares of each sale from now on. */
async function share(world: World, ...saleShares: { cause: string; basisPoints: number }[]) {
  const { status, body } = await call('PUT', '/v1/program/rules', {
    bearer: world.key,
    body: plainRules({ ...REWARD_RULES, saleShares }),
  })
  if (status !== 200) throw new Error(`rules answered ${status}: ${JSON.stringify(body)}`)
}

/** A shop that gives 1% of each sale to the woods and half a percent to the sea. */
async function givingWorld(): Promise<World> {
  const world = await newWorld(REWARD_RULES)
  for (const key of ['woods', 'sea', 'club']) await newCause(world, key)
  await share(world, { cause: 'woods', basisPoints: 100 }, { cause: 'sea', basisPoints: 50 })
  return world
}

const totalsOf = async (world: World) => {
  const { body } = await call<{ causes: Cause[] }>('GET', `/v1/programs/${world.programId}/causes`)
  return Object.fromEntries(body.causes.map(({ key, total: { currency: _, ...total } }) => [key, total]))
}
const NOTHING = { membersMinor: 0, shopMinor: 0, gifts: 0, sales: 0 }

const statementOf = (world: World, key: string, fromAt: number, toAt: number) =>
  call<CauseStatement & Refused>('GET', `/v1/causes/${key}/statement?fromAt=${fromAt}&toAt=${toAt}`, {
    bearer: world.key,
  })

const giveBack = (world: World, purchaseRef: string, quantity: number, line = 0) =>
  call('POST', '/v1/returns', {
    bearer: world.key,
    body: {
      storeId: world.store.id,
      purchaseRef,
      externalRef: crypto.randomUUID(),
      returnedAt: Date.now(),
      lines: [{ line, quantity }],
    },
  })

test('a share of each sale is given with it, a guest’s as well, once, and delivery left out', async () => {
  const world = await givingWorld()
  const member = await newMember(world)
  const sale = aPurchase(world, member, { totalMinor: 24_900, shippingMinor: 4_900 })
  const guest = aPurchase(world, null)
  await buy(world, sale, guest)
  await buy(world, sale, guest)
  expect(await totalsOf(world)).toEqual({
    woods: { ...NOTHING, shopMinor: 400, sales: 2 },
    sea: { ...NOTHING, shopMinor: 200, sales: 2 },
    club: NOTHING,
  })
})

test('what comes back is taken off in proportion, to the last öre, a guest’s as well', async () => {
  const world = await givingWorld()
  const lines = [{ sku: 'x', quantity: 3, amountMinor: 10_099 }]
  const [own, guest] = [
    aPurchase(world, await newMember(world), { totalMinor: 10_099, lines }),
    aPurchase(world, null, { totalMinor: 10_099, lines }),
  ]
  await buy(world, own, guest)
  expect((await totalsOf(world)).woods).toEqual({ ...NOTHING, shopMinor: 200, sales: 2 })
  for (const { externalRef } of [own, guest]) {
    await giveBack(world, externalRef, 1)
    const { woods } = await totalsOf(world)
    expect(woods?.sales).toBe(externalRef === own.externalRef ? 2 : 1)
    await giveBack(world, externalRef, 1)
    await giveBack(world, externalRef, 1)
  }
  expect(await totalsOf(world)).toEqual({ woods: NOTHING, sea: NOTHING, club: NOTHING })
})

test('one of three things back takes a third of the share', async () => {
  const world = await givingWorld()
  const sale = aPurchase(world, null, {
    totalMinor: 30_000,
    lines: [{ sku: 'x', quantity: 3, amountMinor: 30_000 }],
  })
  await buy(world, sale)
  await giveBack(world, sale.externalRef, 1)
  expect((await totalsOf(world)).woods).toEqual({ ...NOTHING, shopMinor: 200, sales: 1 })
})

test('a cause that is closed is given nothing, and the purchase is recorded all the same', async () => {
  const world = await newWorld(REWARD_RULES)
  await newCause(world, 'woods')
  await share(world, { cause: 'woods', basisPoints: 100 })
  const close = (open: boolean) =>
    call<Cause>('PUT', '/v1/causes/woods', {
      bearer: world.key,
      body: { name: 'Woods', summary: 'Still there.', open },
    })
  expect(await close(false)).toMatchObject({ status: 200, body: { name: 'Woods', open: false } })
  expect((await buy(world, aPurchase(world, null)))[0]?.status).toBe('recorded')
  expect((await totalsOf(world)).woods).toEqual(NOTHING)
  await close(true)
  await buy(world, aPurchase(world, null))
  expect((await totalsOf(world)).woods).toEqual({ ...NOTHING, shopMinor: 200, sales: 1 })
})

test('history that is brought in gives nothing: it was sold without the promise', async () => {
  const world = await givingWorld()
  const header = 'order,time,sku,qty,amount'
  const csv = `${header}\n1001,2026-03-01T10:00:00Z,skogsrost,1,200.00\n`
  const created = await call<{ id: string }>('POST', '/v1/imports', {
    bearer: world.key,
    body: {
      storeId: world.store.id,
      fileName: 'history.csv',
      sizeBytes: csv.length,
      currency: 'SEK',
      mapping: { externalRef: 'order', purchasedAt: 'time', sku: 'sku', quantity: 'qty', amount: 'amount' },
    },
  })
  const done = await call<{ purchasesRecorded: number }>('PATCH', `/v1/imports/${created.body.id}`, {
    bearer: world.key,
    raw: csv,
    headers: { 'content-type': 'text/csv', 'upload-offset': '0', 'upload-complete': '?1' },
  })
  expect(done.body).toMatchObject({ purchasesRecorded: 1 })
  expect((await totalsOf(world)).woods).toEqual(NOTHING)
})

test('a member gives what they earned to a cause of their choice, and sees it in the total', async () => {
  const world = await givingWorld()
  const any = await newReward(world, { goods: { kind: 'donation', amountMinor: 1000 } })
  const some = await newReward(world, {
    goods: { kind: 'donation', causes: ['sea', 'club'], amountMinor: 700 },
  })
  const member = await richMember(world, 300)
  const path = async (reward: string, more = {}) =>
    (await orderOf(member, reward, more)).body.issues?.[0]?.path
  expect(await path(any.key)).toBe('/cause')
  expect(await path(any.key, { cause: 'moon' })).toBe('/cause')
  expect(await path(some.key, { cause: 'woods' })).toBe('/cause')
  expect(await order(member, any.key, { cause: 'club' })).toMatchObject({
    state: 'delivered',
    donated: { cause: 'club', amountMinor: 1000 },
  })
  const second = await order(member, some.key, { cause: 'club' })
  expect((await totalsOf(world)).club).toEqual({ ...NOTHING, membersMinor: 1700, gifts: 2 })
  expect(await account(member)).toMatchObject({ available: 100 })
  // A gift is public once it is made: only the shop takes back a mistake.
  expect((await cancel(member, second.id)).status).toBe(409)
  expect((await change(world, second.id, { state: 'cancelled' })).status).toBe(200)
  expect((await totalsOf(world)).club).toEqual({ ...NOTHING, membersMinor: 1000, gifts: 1 })
  expect(await account(member)).toMatchObject({ available: 200 })
})

test('forty gifts at once are forty gifts', async () => {
  const world = await givingWorld()
  const reward = await newReward(world, {
    goods: { kind: 'donation', causes: ['club'], amountMinor: 250 },
    price: { unit: 'points', amount: 10 },
  })
  const members = await Promise.all(Array.from({ length: 8 }, () => richMember(world, 50)))
  const orders = await Promise.all(
    members.flatMap((member) => [1, 2, 3, 4, 5].map(() => orderOf(member, reward.key))),
  )
  const given = orders.filter(({ status }) => status === 201).length
  // Whoever found the account busy ten times over was told so, and nothing was taken.
  for (const { status, body } of orders.filter((one) => one.status !== 201))
    expect([status, body.type]).toEqual([409, '/problems/busy'])
  expect((await totalsOf(world)).club).toEqual({ ...NOTHING, membersMinor: given * 250, gifts: given })
  const left = await Promise.all(members.map(async (member) => (await account(member)).available))
  expect(left.reduce((sum, one) => sum + one, 0)).toBe(8 * 50 - given * 10)
  expect(given).toBeGreaterThan(30)
})

test('the statement is by month of the programme’s calendar, and adds up to the total', async () => {
  const world = await givingWorld()
  const soldAt = (text: string, totalMinor: number) =>
    aPurchase(world, null, {
      purchasedAt: Date.parse(text),
      totalMinor,
      lines: [{ sku: 'x', quantity: 2, amountMinor: totalMinor }],
    })
  // The last hour of January, and the first of February, in Stockholm; on one day in London.
  const [january, february, april] = [
    soldAt('2026-01-31T23:30:00+01:00', 10_000),
    soldAt('2026-02-01T00:30:00+01:00', 30_000),
    soldAt('2026-04-10T12:00:00+02:00', 50_000),
  ]
  await buy(world, january, february, april)
  await giveBack(world, april.externalRef, 1)
  await giveBack(world, february.externalRef, 2)
  const reward = await newReward(world, { goods: { kind: 'donation', causes: ['woods'], amountMinor: 333 } })
  await order(await richMember(world, 100), reward.key)

  const [fromAt, toAt] = [Date.UTC(2025, 0), Date.now() + 60_000]
  const { status, body } = await statementOf(world, 'woods', fromAt, toAt)
  expect(status).toBe(200)
  expect(body.months.slice(0, 2)).toMatchObject([
    { month: '2026-01', total: { ...NOTHING, shopMinor: 100, sales: 1 } },
    { month: '2026-04', total: { ...NOTHING, shopMinor: 250, sales: 1 } },
  ])
  const { currency: _, ...total } = body.total
  expect(total).toEqual((await totalsOf(world)).woods)
  expect(body.months.reduce((sum, month) => sum + month.total.shopMinor + month.total.membersMinor, 0)).toBe(
    total.shopMinor + total.membersMinor,
  )
  // Cut at any instant, the two parts are the whole.
  const cut = Date.parse('2026-04-10T12:00:00+02:00')
  const parts = [await statementOf(world, 'woods', fromAt, cut), await statementOf(world, 'woods', cut, toAt)]
  expect(parts.reduce((sum, part) => sum + part.body.total.shopMinor, 0)).toBe(total.shopMinor)
  expect(parts[0]?.body.months.map(({ month }) => month)).toEqual(['2026-01'])

  expect((await statementOf(world, 'woods', toAt, fromAt)).body.issues?.[0]?.path).toBe('/toAt')
  expect((await statementOf(world, 'moon', fromAt, toAt)).status).toBe(404)
})

test('causes are the programme’s, each key once, and seen by all', async () => {
  const [world, other] = [await givingWorld(), await newWorld()]
  expect((await newCause(world, 'woods')).status).toBe(409)
  expect((await newCause(other, 'woods')).status).toBe(201)
  expect((await statementOf(other, 'sea', 0, 1)).status).toBe(422)
  expect((await statementOf(other, 'sea', Date.UTC(2026, 0), Date.UTC(2026, 1))).status).toBe(404)
  expect((await call('GET', '/v1/programs/prg_00000000000000000000000000/causes')).status).toBe(404)
  expect((await call('GET', '/v1/causes')).status).toBe(401)
  const listed = await call<{ causes: Cause[] }>('GET', '/v1/causes', { bearer: world.key })
  expect(listed.body.causes.map(({ key }) => key)).toEqual(['woods', 'sea', 'club'])
})

test('donations and orders are kept by the database', async () => {
  const world = await givingWorld()
  await buy(world, aPurchase(world, null))
  const reward = await newReward(world, { goods: { kind: 'donation', causes: ['club'], amountMinor: 1000 } })
  const placed: RewardOrder = await order(await richMember(world), reward.key)
  const tries: [string, RegExp][] = [
    ['UPDATE donations SET amount_minor = 1', /append-only/],
    ['DELETE FROM donations', /append-only/],
    [`DELETE FROM reward_orders WHERE id = '${placed.id}'`, /orders remain/],
    [
      `UPDATE reward_orders SET version = version + 1, amount = 1 WHERE id = '${placed.id}'`,
      /keeps what was ordered/,
    ],
    [
      `UPDATE reward_orders SET state = 'ordered', version = version + 1 WHERE id = '${placed.id}'`,
      /forward only/,
    ],
    [`UPDATE reward_orders SET state = 'cancelled' WHERE id = '${placed.id}'`, /stale order/],
    [
      `INSERT INTO donations (id, program_id, cause, order_id, amount_minor, times, given_at) VALUES ('x', '${world.programId}', 'club', '${placed.id}', -1001, -1, 1)`,
      /more is taken back than was given/,
    ],
    [
      `INSERT INTO donations (id, program_id, cause, order_id, amount_minor, times, given_at) VALUES ('y', '${world.programId}', 'club', '${placed.id}', 5, 1, 1)`,
      /UNIQUE/,
    ],
  ]
  for (const [sql, why] of tries) await expect(env.DB.prepare(sql).run(), sql).rejects.toThrow(why)
})

test('rules may not promise a share to a cause that is not there', async () => {
  const world = await givingWorld()
  const saleShares = [
    { cause: 'woods', basisPoints: 100 },
    { cause: 'moon', basisPoints: 100 },
  ]
  const { status, body } = await call<Refused>('PUT', '/v1/program/rules', {
    bearer: world.key,
    body: plainRules({ ...REWARD_RULES, saleShares }),
  })
  expect([status, body.issues]).toEqual([422, [{ path: '/saleShares/1/cause', message: 'no cause moon' }]])
})
