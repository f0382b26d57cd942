import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { call } from './api.ts'
import { aPurchase, buy, newMember, newWorld, type World } from './world.ts'

const itemsOf = async ({ programId }: World) =>
  Object.fromEntries(
    (
      await env.DB.prepare('SELECT item, purchases FROM learned_items WHERE program_id = ? AND purchases > 0')
        .bind(programId)
        .all<{ item: string; purchases: number }>()
    ).results.map(({ item, purchases }) => [item, purchases]),
  )
const pairsOf = async ({ programId }: World) =>
  Object.fromEntries(
    (
      await env.DB.prepare(
        'SELECT first, second, purchases FROM learned_pairs WHERE program_id = ? AND purchases > 0',
      )
        .bind(programId)
        .all<{ first: string; second: string; purchases: number }>()
    ).results.map(({ first, second, purchases }) => [`${first} ${second}`, purchases]),
  )

const line = (sku: string, category?: string, quantity = 1) => ({
  sku,
  ...(category ? { category } : {}),
  quantity,
  amountMinor: 5_000 * quantity,
})

const giveBack = (
  world: World,
  purchase: { externalRef: string },
  lines: { line: number; quantity: number }[],
) =>
  call('POST', '/v1/returns', {
    bearer: world.key,
    body: {
      storeId: world.store.id,
      purchaseRef: purchase.externalRef,
      externalRef: crypto.randomUUID(),
      returnedAt: Date.now(),
      lines,
    },
  })

test('what is bought together is counted once a purchase, whoever bought it', async () => {
  const world = await newWorld()
  const member = await newMember(world)
  await buy(
    world,
    aPurchase(world, member, {
      lines: [line('rost', 'Coffee'), line('kanna', 'Pots'), line('rost', ' coffee ')],
    }),
    aPurchase(world, null, { lines: [line('rost', 'Coffee'), line('kanna', 'Pots')] }),
    aPurchase(world, member, { lines: [line('rost', 'Coffee')] }),
  )
  expect(await itemsOf(world)).toEqual({ '*': 3, 'c:coffee': 3, 'c:pots': 2, 's:rost': 3, 's:kanna': 2 })
  expect(await pairsOf(world)).toEqual({ 'c:coffee c:pots': 2, 's:kanna s:rost': 2 })
})

test('a retried purchase is counted once', async () => {
  const world = await newWorld()
  const purchase = aPurchase(world, null, { lines: [line('rost', 'Coffee'), line('kanna', 'Pots')] })
  await buy(world, purchase)
  await buy(world, purchase)
  await buy(world, purchase, purchase)
  expect(await itemsOf(world)).toMatchObject({ '*': 1 })
  expect(await pairsOf(world)).toEqual({ 'c:coffee c:pots': 1, 's:kanna s:rost': 1 })
})

test('what comes back whole is no longer bought together; a part of it still is', async () => {
  const world = await newWorld()
  const purchase = aPurchase(world, await newMember(world), {
    lines: [line('rost', 'Coffee', 2), line('kanna', 'Pots'), line('brygg', 'Coffee')],
  })
  await buy(world, purchase)
  const all = { 'c:coffee c:pots': 1, 's:kanna s:rost': 1, 's:brygg s:kanna': 1, 's:brygg s:rost': 1 }
  expect(await pairsOf(world)).toEqual(all)
  await giveBack(world, purchase, [{ line: 0, quantity: 1 }])
  expect(await pairsOf(world)).toEqual(all)
  await giveBack(world, purchase, [{ line: 0, quantity: 1 }])
  expect(await pairsOf(world)).toEqual({ 'c:coffee c:pots': 1, 's:brygg s:kanna': 1 })
  expect(await itemsOf(world)).toEqual({ '*': 1, 'c:coffee': 1, 'c:pots': 1, 's:brygg': 1, 's:kanna': 1 })
  await giveBack(world, purchase, [
    { line: 1, quantity: 1 },
    { line: 2, quantity: 1 },
  ])
  expect(await pairsOf(world)).toEqual({})
  expect(await itemsOf(world)).toEqual({})
})

test('a basket of a hundred things is 190 pairs at most', async () => {
  const world = await newWorld()
  const lines = Array.from({ length: 100 }, (_, at) => line(`sku-${at}`))
  const purchase = aPurchase(world, null, { totalMinor: 500_000, lines })
  await buy(world, purchase)
  expect(Object.keys(await pairsOf(world))).toHaveLength(190)
  // The first twenty were counted, and they are the ones that come out again.
  await giveBack(world, purchase, [{ line: 50, quantity: 1 }])
  expect(Object.keys(await pairsOf(world))).toHaveLength(190)
  await giveBack(world, purchase, [{ line: 0, quantity: 1 }])
  expect(Object.keys(await pairsOf(world))).toHaveLength(171)
})

test('ranking learns no more from what has come back', async () => {
  const world = await newWorld()
  const member = await newMember(world)
  const purchase = aPurchase(world, member, { lines: [line('rost', 'Coffee', 2), line('kanna', 'Pots')] })
  const sums = async () =>
    (
      await env.DB.prepare(
        "SELECT scope || ' ' || key AS of, purchases, ifnull((SELECT sum(d.purchases) FROM learned_days d WHERE d.program_id = s.program_id AND d.scope = s.scope AND d.key = s.key), 0) AS byDay FROM learned_sums s WHERE program_id = ? AND purchases <> 0 ORDER BY 1",
      )
        .bind(world.programId)
        .all<{ of: string; purchases: number; byDay: number }>()
    ).results.map(({ of, purchases, byDay }) => [of, purchases, byDay])
  await buy(world, purchase)
  const all = [
    ['all ', 2, 2],
    ['category coffee', 1, 1],
    ['category pots', 1, 1],
    ['product kanna', 1, 0],
    ['product rost', 1, 0],
  ]
  expect(await sums()).toEqual(all)
  await giveBack(world, purchase, [{ line: 0, quantity: 1 }])
  expect(await sums()).toEqual(all)
  await giveBack(world, purchase, [{ line: 0, quantity: 1 }])
  expect(await sums()).toEqual([
    ['all ', 1, 1],
    ['category pots', 1, 1],
    ['product kanna', 1, 0],
  ])
})
