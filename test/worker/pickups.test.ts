import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { DAY_MS, type PickupOrder, PickupState, type ReturnResult } from '../../shared/contracts/index.ts'
import { callNameOf } from '../../worker/books/call-name.ts'
import type { Db } from '../../worker/db/database.ts'
import { newId } from '../../worker/db/ids.ts'
import {
  cancelUnfetched,
  findPickup,
  insertPickup,
  listPickups,
  movePickup,
} from '../../worker/db/pickups.ts'
import { everyMinute } from '../../worker/jobs/minutely.ts'
import { call } from './api.ts'
import {
  ALWAYS,
  balanceOf,
  cancelOwn,
  collect,
  MENU,
  newCafe,
  newPresetWorld,
  orderAhead,
  place,
  putMenu,
  setState,
  topUp,
} from './pickup-scene.ts'
import { nobody } from './scene.ts'
import { aPurchase, buy, newMember, newWorld, type TestMember, type World } from './world.ts'

const purchasesOf = async (member: TestMember) =>
  (
    await env.DB.prepare(
      'SELECT external_ref AS ref, total_minor AS total FROM purchases WHERE enrolment_id = ?',
    )
      .bind(member.enrolmentId)
      .all<{ ref: string; total: number }>()
  ).results

/** An order placed in the past, as nobody can send it. */
async function anOldOrder(world: World, member: TestMember, pickupAt: number): Promise<string> {
  const id = newId('pic')
  await insertPickup(env.DB, {
    id,
    programId: world.programId,
    merchantId: world.merchantId,
    storeId: world.store.id,
    enrolmentId: member.enrolmentId,
    place: { ...place('square'), openingHours: ALWAYS },
    lines: [{ sku: 'latte', name: 'Caffè latte', category: 'Coffee', quantity: 1, amountMinor: 500 }],
    callName: callNameOf(id, 1),
    pickupDay: Math.floor(pickupAt / DAY_MS),
    pickupAt,
    currency: 'SEK',
    totalMinor: 500,
    placedAt: pickupAt - 3_600_000,
  })
  return id
}

describe('a menu', () => {
  test('is replaced by its merchant and read by anybody; a store without one has an empty one', async () => {
    const world = await newWorld()
    const path = `/v1/stores/${world.store.id}/menu`
    expect((await call('GET', path)).body).toEqual({ places: [], items: [] })
    expect(await putMenu(world)).toMatchObject({ status: 200, body: MENU })
    const member = await newMember(world)
    expect((await call('GET', path, { bearer: member.token })).body).toEqual(MENU)
    const less = { ...MENU, items: MENU.items.slice(1) }
    await putMenu(world, less)
    expect((await call('GET', path)).body).toEqual(less)
  })

  test('another merchant’s store is unknown to whoever would write it, and one that is none to whoever reads', async () => {
    const [world, other] = [await newWorld(), await newWorld()]
    expect((await putMenu(world, MENU, other.key)).status).toBe(404)
    expect((await call('GET', `/v1/stores/${nobody('sto')}/menu`)).status).toBe(404)
  })

  test.each([
    ['items/1/sku', { ...MENU, items: [MENU.items[0], MENU.items[0]] }],
    ['places/1/key', { ...MENU, places: [place('square'), place('square')] }],
    [
      'places/0/openingHours/0/closes',
      { ...MENU, places: [place('x', [{ days: [1], opens: '18:00', closes: '09:00' }])] },
    ],
  ])('that says what can’t be is refused at %s', async (path, menu) => {
    const { status, body } = await putMenu(await newWorld(), menu)
    expect([status, body.issues?.[0]?.path]).toEqual([422, `/${path}`])
  })
})

describe('ordering ahead', () => {
  test('takes the menu’s names and prices, and keeps them when the menu changes', async () => {
    const world = await newCafe()
    const member = await newMember(world)
    const { status, body } = await orderAhead(world, member, { lines: [{ sku: 'latte', quantity: 3 }] })
    expect(status).toBe(201)
    expect(body).toMatchObject({
      enrolmentId: member.enrolmentId,
      place: { key: 'square' },
      currency: 'SEK',
      totalMinor: 1500,
      lines: [{ sku: 'latte', name: 'Caffè latte', category: 'Coffee', quantity: 3, amountMinor: 1500 }],
      state: 'placed',
      paid: null,
    })
    expect(body.callName).toMatch(/^[A-Z][a-z]+ [A-Z][a-z]+$/)
    await putMenu(world, { ...MENU, items: [{ sku: 'latte', name: 'Dearer', amountMinor: 900 }] })
    const again = await call<PickupOrder>('GET', `/v1/members/me/pickups/${body.id}`, {
      bearer: member.token,
    })
    expect(again.body).toEqual(body)
    const listed = await call<{ items: PickupOrder[] }>('GET', '/v1/members/me/pickups', {
      bearer: member.token,
    })
    expect(listed.body.items).toEqual([body])
  })

  test.each<[string, object]>([
    ['placeKey', { placeKey: 'nowhere' }],
    ['pickupAt', { pickupAt: Date.now() - 1 }],
    ['pickupAt', { pickupAt: Date.now() + 31 * DAY_MS }],
    ['pickupAt', { placeKey: 'never' }],
    [
      'lines/1/sku',
      {
        lines: [
          { sku: 'latte', quantity: 1 },
          { sku: 'tea', quantity: 1 },
        ],
      },
    ],
    ['lines/0/quantity', { lines: [{ sku: 'latte', quantity: 0 }] }],
  ])('is refused at %s: %j', async (path, more) => {
    const world = await newCafe()
    const { status, body } = await orderAhead(world, await newMember(world), more)
    expect([status, body.issues?.[0]?.path]).toEqual([422, `/${path}`])
  })

  test('hours are of the programme’s own time zone', async () => {
    // 13:30 in UTC is 9:30 in New York for one half of the year and 8:30 for the other: never before 8, never after 10.
    const day = Math.floor(Date.now() / DAY_MS) * DAY_MS + 2 * DAY_MS
    const hours = [{ days: [1, 2, 3, 4, 5, 6, 7], opens: '08:00', closes: '10:00' }]
    const inNewYork = await newCafe({ timeZone: 'America/New_York' })
    const inStockholm = await newCafe()
    for (const world of [inNewYork, inStockholm])
      await putMenu(world, { ...MENU, places: [place('square', hours)] })
    const at = { pickupAt: day + 13.5 * 3_600_000 }
    expect((await orderAhead(inNewYork, await newMember(inNewYork), at)).status).toBe(201)
    expect((await orderAhead(inStockholm, await newMember(inStockholm), at)).status).toBe(422)
  })

  test('at another programme’s store is not found', async () => {
    const [world, other] = [await newCafe(), await newCafe()]
    const { status, body } = await orderAhead(other, await newMember(world))
    expect([status, body.issues?.[0]?.path]).toEqual([404, '/storeId'])
  })

  test('twenty orders may wait, a twenty-first may not, and a cancelled one makes room', async () => {
    const world = await newCafe()
    const member = await newMember(world)
    const placed = await Promise.all(Array.from({ length: 25 }, () => orderAhead(world, member)))
    const good = placed.filter(({ status }) => status === 201)
    expect(good).toHaveLength(20)
    expect(placed.find(({ status }) => status !== 201)?.body).toMatchObject({
      type: '/problems/pickup_refused',
      reason: 'tooMany',
    })
    // No two that wait at a place on a day are called by one name.
    expect(new Set(good.map(({ body }) => body.callName)).size).toBe(20)
    await cancelOwn(member, good[0]?.body.id as string)
    expect((await orderAhead(world, member)).status).toBe(201)
  })

  test('what nobody fetched leaves room, before anybody wrote it', async () => {
    const world = await newCafe()
    const member = await newMember(world)
    for (let at = 0; at < 20; at += 1) await anOldOrder(world, member, Date.now() - (at + 2) * DAY_MS)
    expect((await orderAhead(world, member)).status).toBe(201)
  })
})

describe('an order on its way', () => {
  test('is made ready by the shop, and can’t be cancelled by the member then, but by the shop', async () => {
    const world = await newCafe()
    const member = await newMember(world)
    const { id } = (await orderAhead(world, member)).body
    expect((await setState(world, id, 'ready')).body.state).toBe('ready')
    expect((await setState(world, id, 'ready')).status).toBe(200)
    expect(await cancelOwn(member, id)).toMatchObject({
      status: 409,
      body: { type: '/problems/pickup_refused', reason: 'ready' },
    })
    expect((await setState(world, id, 'cancelled')).body.state).toBe('cancelled')
    expect((await setState(world, id, 'ready')).body).toMatchObject({ reason: 'cancelled' })
    expect((await collect(world, id, member)).body).toMatchObject({ reason: 'cancelled' })
  })

  test('is cancelled by the member until it is ready, and twice is the same', async () => {
    const world = await newCafe()
    const member = await newMember(world)
    const { id } = (await orderAhead(world, member)).body
    const first = await cancelOwn(member, id)
    expect([first.status, first.body.state]).toEqual([200, 'cancelled'])
    expect((await cancelOwn(member, id)).body).toEqual(first.body)
  })

  test('is unknown to other members and other merchants', async () => {
    const [world, other] = [await newCafe(), await newCafe()]
    const [member, stranger] = [await newMember(world), await newMember(world)]
    const { id } = (await orderAhead(world, member)).body
    expect((await call('GET', `/v1/members/me/pickups/${id}`, { bearer: stranger.token })).status).toBe(404)
    expect((await cancelOwn(stranger, id)).status).toBe(404)
    expect((await setState(other, id, 'ready')).status).toBe(404)
    expect((await collect(other, id, member)).status).toBe(404)
    expect((await call('GET', `/v1/pickups?storeId=${world.store.id}`, { bearer: other.key })).status).toBe(
      404,
    )
    expect((await findPickup(env.DB, id, { enrolmentId: member.enrolmentId }, Date.now()))?.state).toBe(
      'placed',
    )
  })

  test('that nobody fetches counts as cancelled a day later, whether or not it was written', async () => {
    const world = await newCafe()
    const member = await newMember(world)
    const now = Date.now()
    const [late, gone] = [
      await anOldOrder(world, member, now - DAY_MS + 60_000),
      await anOldOrder(world, member, now - DAY_MS),
    ]
    const list = async (state: string) =>
      (
        await call<{ items: PickupOrder[] }>('GET', `/v1/pickups?storeId=${world.store.id}&state=${state}`, {
          bearer: world.key,
        })
      ).body.items.map(({ id }) => id)
    expect([await list('placed'), await list('cancelled')]).toEqual([[late], [gone]])
    expect((await collect(world, gone, member)).body).toMatchObject({ reason: 'cancelled' })
    expect((await setState(world, gone, 'ready')).status).toBe(409)

    const stored = (id: string) =>
      env.DB.prepare('SELECT state, changed_at AS at FROM pickups WHERE id = ?').bind(id).first()
    expect(await stored(gone)).toMatchObject({ state: 'placed' })
    await everyMinute(env, now)
    expect(await stored(gone)).toEqual({ state: 'cancelled', at: now })
    expect(await stored(late)).toMatchObject({ state: 'placed' })
    expect([await list('placed'), await list('cancelled')]).toEqual([[late], [gone]])
    expect((await collect(world, late, member)).body.state).toBe('collected')
  })
})

describe('collecting', () => {
  test('pays from stored value as far as it goes, and is a purchase that earns', async () => {
    const world = await newCafe()
    const member = await newMember(world)
    await topUp(world, member, 600)
    const { id, totalMinor } = (await orderAhead(world, member)).body
    expect(totalMinor).toBe(800)
    const { status, body } = await collect(world, id, member)
    expect(status).toBe(200)
    expect(body).toMatchObject({ state: 'collected', paid: { storedValueMinor: 600, restMinor: 200 } })
    expect(await balanceOf(member)).toBe(0)
    // What is paid from stored value is paid: a point for every krona of all of it.
    expect(await balanceOf(member, 'points')).toBe(8)
    expect(await purchasesOf(member)).toEqual([{ ref: id, total: 800 }])
    const read = await call('GET', `/v1/members/me/pickups/${id}`, { bearer: member.token })
    expect(read.body).toEqual(body)
  })

  test('twice is the same answer, and pays once', async () => {
    const world = await newCafe()
    const member = await newMember(world)
    await topUp(world, member, 5000)
    const { id } = (await orderAhead(world, member)).body
    const first = await collect(world, id, member)
    expect((await collect(world, id, member)).body).toEqual(first.body)
    expect(await balanceOf(member)).toBe(4200)
  })

  test('at eight counters at once pays once, and all of them are told the same', async () => {
    const world = await newCafe()
    const member = await newMember(world)
    await topUp(world, member, 5000)
    const { id } = (await orderAhead(world, member)).body
    const answers = await Promise.all(Array.from({ length: 8 }, () => collect(world, id, member)))
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200))
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1)
    expect(await balanceOf(member)).toBe(4200)
    expect(await balanceOf(member, 'points')).toBe(8)
    expect(await purchasesOf(member)).toHaveLength(1)
  })

  test('with the member cancelling at the same moment is one or the other, never both', async () => {
    const world = await newCafe()
    for (let round = 0; round < 6; round += 1) {
      const member = await newMember(world)
      await topUp(world, member, 1000)
      const { id } = (await orderAhead(world, member)).body
      const [collected, cancelled] = await Promise.all([collect(world, id, member), cancelOwn(member, id)])
      expect([collected.status, cancelled.status].sort()).toEqual([200, 409])
      const paid = collected.status === 200
      expect(await balanceOf(member)).toBe(paid ? 200 : 1000)
      expect(await purchasesOf(member)).toHaveLength(paid ? 1 : 0)
    }
  })

  test('several orders of one member at once never pay more than there is', async () => {
    const world = await newCafe()
    const member = await newMember(world)
    await topUp(world, member, 2000)
    const ids = await Promise.all(
      Array.from({ length: 4 }, async () => (await orderAhead(world, member)).body.id),
    )
    const answers = await Promise.all(ids.map((id) => collect(world, id, member)))
    const paid = answers.map(({ body }) => body.paid?.storedValueMinor ?? 0)
    expect(paid.sort((a, b) => b - a)).toEqual([800, 800, 400, 0])
    expect(await balanceOf(member)).toBe(0)
  })

  test('somebody else’s card, or nobody’s, is refused, and leaves nothing behind', async () => {
    const world = await newCafe()
    const [member, stranger] = [await newMember(world), await newMember(world)]
    await topUp(world, stranger, 5000)
    const { id } = (await orderAhead(world, member)).body
    const told = await collect(world, id, stranger)
    expect([told.status, told.body.issues?.[0]?.path]).toEqual([422, '/memberNumber'])
    const { status } = await call('POST', `/v1/pickups/${id}/collect`, {
      bearer: world.key,
      body: { memberNumber: '7043000000000004' },
    })
    expect(status).toBe(422)
    expect([await balanceOf(stranger), await purchasesOf(stranger)]).toEqual([5000, []])
    // Nor is a card told anything once the order has been handed over.
    await collect(world, id, member)
    expect((await collect(world, id, stranger)).status).toBe(422)
  })

  test('without stored value in the programme, all of it is paid at the till', async () => {
    const world = await newWorld({ returnWindowDays: 0 })
    await putMenu(world)
    const member = await newMember(world)
    const { id } = (await orderAhead(world, member)).body
    expect((await collect(world, id, member)).body.paid).toMatchObject({
      storedValueMinor: 0,
      restMinor: 800,
    })
  })

  test('what the order itself earns in stored value pays the next one, not this', async () => {
    const world = await newCafe({
      earn: [{ key: 'back', unit: 'storedValue', give: { kind: 'proportional', amount: 10, perMinor: 100 } }],
    })
    const member = await newMember(world)
    await topUp(world, member, 100)
    const { id } = (await orderAhead(world, member)).body
    expect((await collect(world, id, member)).body.paid).toMatchObject({
      storedValueMinor: 100,
      restMinor: 700,
    })
    expect(await balanceOf(member)).toBe(80)
  })

  test('takes what runs out soonest first, and a return puts it back where it was', async () => {
    const world = await newCafe({
      units: { points: {}, storedValue: { expiry: { kind: 'rolling', months: 12 } } },
    })
    const member = await newMember(world)
    for (const amount of [500, 700]) await topUp(world, member, amount)
    const lots = async () =>
      (
        await env.DB.prepare(
          "SELECT remaining FROM lots WHERE enrolment_id = ? AND unit = 'storedValue' ORDER BY id",
        )
          .bind(member.enrolmentId)
          .all<{ remaining: number }>()
      ).results.map(({ remaining }) => remaining)
    // The first one is made to run out last.
    await env.DB.prepare(
      'UPDATE lots SET expires_at = expires_at + ? WHERE id = (SELECT min(id) FROM lots WHERE enrolment_id = ?)',
    )
      .bind(DAY_MS, member.enrolmentId)
      .run()
    const { id } = (await orderAhead(world, member)).body
    await collect(world, id, member)
    expect(await lots()).toEqual([400, 0])
    const back = await call<ReturnResult>('POST', '/v1/returns', {
      bearer: world.key,
      body: {
        storeId: world.store.id,
        purchaseRef: id,
        externalRef: `${id}-r`,
        returnedAt: Date.now(),
        lines: [
          { line: 0, quantity: 1 },
          { line: 1, quantity: 1 },
        ],
      },
    })
    expect(back.body.restored).toEqual([{ unit: 'storedValue', amount: 800 }])
    expect(await lots()).toEqual([500, 700])
  })
})

test('orders are looked up, never searched for among all that there are', async () => {
  const asked: string[] = []
  const db = {
    prepare(sql: string) {
      asked.push(sql)
      return env.DB.prepare(sql)
    },
  } as Db
  for (const state of [null, ...PickupState.options]) {
    await listPickups(db, { storeId: 'sto' }, state, null, 1, 1)
    await listPickups(db, { enrolmentId: 'enr' }, state, null, 1, 1)
  }
  await cancelUnfetched(db, 1)
  await movePickup(db, 'pic', ['placed'], 'ready', 1)
  expect(asked).toHaveLength(12)
  for (const sql of asked) {
    const { results } = await env.DB.prepare(`EXPLAIN QUERY PLAN ${sql}`)
      .bind(
        ...Array.from(
          {
            length: Number(
              [...sql.matchAll(/\?(\d)/g)]
                .map(([, at]) => at)
                .sort()
                .at(-1),
            ),
          },
          () => '[]',
        ),
      )
      .all<{ detail: string }>()
    const plan = results.map(({ detail }) => detail)
    expect(
      plan.filter((line) =>
        /SCAN (pickups|TABLE)(?! USING (COVERING )?INDEX pickups_lapsing)|TEMP B-TREE/.test(line),
      ),
      `${sql}\n${plan.join('\n')}`,
    ).toEqual([])
  }
})

describe('what the database holds by itself', () => {
  test('an order is never paid by its word alone, never changed, never taken away', async () => {
    const world = await newCafe()
    const member = await newMember(world)
    const { id } = (await orderAhead(world, member)).body
    const [bought] = await buy(world, aPurchase(world, member, { totalMinor: 800 }))
    const run = (sql: string, ...values: unknown[]) =>
      env.DB.prepare(sql)
        .bind(...values)
        .run()
    await expect(
      run(
        `UPDATE pickups SET state = 'collected', purchase_id = ?, stored_value_minor = 800, rest_minor = 0, paid_at = 1, changed_at = 1 WHERE id = ?`,
        bought?.purchaseId,
        id,
      ),
    ).rejects.toThrow('not what the ledger took')
    await expect(run(`UPDATE pickups SET state = 'collected' WHERE id = ?`, id)).rejects.toThrow('CHECK')
    await expect(run('UPDATE pickups SET total_minor = 1 WHERE id = ?', id)).rejects.toThrow(
      'stays as it was',
    )
    await expect(run('DELETE FROM pickups WHERE id = ?', id)).rejects.toThrow('stays as it was')
    await cancelOwn(member, id)
    await expect(run(`UPDATE pickups SET state = 'placed' WHERE id = ?`, id)).rejects.toThrow('stale pickup')
  })
})

test('a day at the coffee bar: loaded, ordered ahead, ready, fetched with the card, Stars at the tier’s rate, and a return', async () => {
  const world = await newPresetWorld('starbucks-2026', 'USD')
  const member = await newMember(world)
  await putMenu(world)
  // 600 dollars of coffee beans make a member Gold.
  const beans = aPurchase(world, member, {
    currency: 'USD',
    totalMinor: 60_000,
    lines: [{ sku: 'beans', quantity: 30, amountMinor: 60_000 }],
  })
  const [bought] = await buy(world, beans)
  expect(bought?.pointsEarned).toBe(600)

  expect((await topUp(world, member, 2500)).body).toMatchObject({ currency: 'USD', balanceMinor: 2500 })
  const lines = [{ sku: 'latte', quantity: 4 }]
  const { id, totalMinor } = (await orderAhead(world, member, { lines })).body
  expect(totalMinor).toBe(2000)
  expect((await setState(world, id, 'ready')).body.state).toBe('ready')
  const { paid } = (await collect(world, id, member)).body
  expect(paid).toMatchObject({ storedValueMinor: 2000, restMinor: 0 })
  // 20 dollars at 1.2 Stars.
  expect(await balanceOf(member, 'points')).toBe(624)
  expect(await balanceOf(member)).toBe(500)

  const returned = await call<ReturnResult>('POST', '/v1/returns', {
    bearer: world.key,
    body: {
      storeId: world.store.id,
      purchaseRef: id,
      externalRef: `${id}-return`,
      returnedAt: Date.now(),
      lines: [{ line: 0, quantity: 1 }],
    },
  })
  expect(returned.body).toMatchObject({
    refundMinor: 500,
    pointsClawedBack: 6,
    restored: [{ unit: 'storedValue', amount: 500 }],
  })
  expect([await balanceOf(member), await balanceOf(member, 'points')]).toEqual([1000, 618])
})
