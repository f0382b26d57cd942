import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { DAY_MS, type ReturnResult } from '../../shared/contracts/index.ts'
import { call } from './api.ts'
import { aPurchase, buy, decisionFor, newMember, newOffer, newWorld, type World } from './world.ts'

const giveBack = (world: World, body: Record<string, unknown>) =>
  call<ReturnResult & { type?: string }>('POST', '/v1/returns', {
    bearer: world.key,
    body: { storeId: world.store.id, returnedAt: Date.now(), ...body },
  })

const entriesOf = async (enrolmentId: string) =>
  (
    await env.DB.prepare(
      'SELECT reason, points, from_account, to_account, seq FROM ledger_entries WHERE enrolment_id = ? ORDER BY seq',
    )
      .bind(enrolmentId)
      .all()
  ).results

test('a purchase posts its points as pending, and the profile knows of it', async () => {
  const world = await newWorld()
  const member = await newMember(world)
  const [result] = await buy(world, aPurchase(world, member))
  expect(result).toMatchObject({
    status: 'recorded',
    enrolmentId: member.enrolmentId,
    pointsEarned: 200,
    problem: null,
  })

  const { balance } = await decisionFor(world, member)
  expect(balance).toMatchObject({ available: 0, pending: 200 })
  expect(balance.nextReleaseAt).toBeGreaterThan(Date.now() + 13 * DAY_MS)
  expect(await entriesOf(member.enrolmentId)).toEqual([
    { reason: 'earn', points: 200, from_account: 'issued', to_account: 'pending', seq: 1 },
  ])
})

test('a retried purchase posts its points once; the same reference with another content is refused', async () => {
  const world = await newWorld()
  const member = await newMember(world)
  const purchase = aPurchase(world, member)
  const [first] = await buy(world, purchase)
  const [second] = await buy(world, purchase)
  expect(second).toMatchObject({ status: 'duplicate', purchaseId: first?.purchaseId, pointsEarned: 200 })
  const [third] = await buy(world, { ...purchase, totalMinor: 1 })
  expect(third).toMatchObject({ status: 'refused', problem: { type: '/problems/conflict' } })
  expect(await entriesOf(member.enrolmentId)).toHaveLength(1)
})

test('ten of the same purchase at once are one, and ten others at once are all there, without a hole in the account', async () => {
  const world = await newWorld()
  const member = await newMember(world)
  const same = aPurchase(world, member)
  const answers = await Promise.all(Array.from({ length: 10 }, () => buy(world, same)))
  expect(answers.flat().filter((result) => result.status === 'recorded')).toHaveLength(1)
  expect(answers.flat().filter((result) => result.status === 'duplicate')).toHaveLength(9)

  // Concurrent writers to one account may be told to come back; what was acknowledged is there exactly once.
  const others = await Promise.all(
    Array.from({ length: 10 }, () =>
      call<{ results?: { status: string }[] }>('POST', '/v1/purchases', {
        bearer: world.key,
        body: { purchases: [aPurchase(world, member)] },
      }),
    ),
  )
  const taken = others.filter((reply) => reply.status === 200)
  expect(taken.length).toBeGreaterThan(0)
  for (const reply of others) expect([200, 409]).toContain(reply.status)
  const entries = await entriesOf(member.enrolmentId)
  expect(entries.map((entry) => entry.seq)).toEqual(
    Array.from({ length: 1 + taken.length }, (_, index) => index + 1),
  )
  const account = await env.DB.prepare('SELECT pending FROM accounts WHERE enrolment_id = ?')
    .bind(member.enrolmentId)
    .first('pending')
  expect(account).toBe(200 * (1 + taken.length))
})

test('500 purchases in one call, each answered for itself', async () => {
  const world = await newWorld()
  const member = await newMember(world)
  const purchases: unknown[] = Array.from({ length: 499 }, (_, index) =>
    aPurchase(world, index % 2 ? member : null),
  )
  purchases.splice(250, 0, { ...aPurchase(world, member), totalMinor: -1 })
  const results = await buy(world, ...purchases)
  expect(results).toHaveLength(500)
  expect(results.map((result) => result.index)).toEqual(results.map((_, index) => index))
  expect(results[250]).toMatchObject({
    status: 'refused',
    problem: { type: '/problems/invalid_request', issues: [{ path: '/purchases/250/totalMinor' }] },
  })
  expect(results.filter((result) => result.status === 'recorded')).toHaveLength(499)
})

test('points of a window that has closed are spendable at once; open windows release by themselves, cron or not', async () => {
  const world = await newWorld()
  const member = await newMember(world)
  await buy(
    world,
    aPurchase(world, member, { purchasedAt: Date.now() - 20 * DAY_MS }),
    aPurchase(world, member),
  )
  expect((await decisionFor(world, member)).balance).toMatchObject({ available: 200, pending: 200 })
  // Time can't be moved, so the window is: what is due then is read as if it had been posted.
  await env.DB.prepare("UPDATE lots SET activates_at = ? WHERE enrolment_id = ? AND state = 'pending'")
    .bind(Date.now() - 1000, member.enrolmentId)
    .run()
  expect((await decisionFor(world, member)).balance).toMatchObject({
    available: 400,
    pending: 0,
    nextReleaseAt: null,
    worthMinor: 2000,
  })
  expect(
    await env.DB.prepare('SELECT available FROM accounts WHERE enrolment_id = ?')
      .bind(member.enrolmentId)
      .first('available'),
  ).toBe(200)
})

test('a return takes back what its lines earned, line by line, and the last one exactly the rest', async () => {
  const world = await newWorld({ earn: { points: 1, perMinor: 300 } })
  const member = await newMember(world)
  const lines = [
    { sku: 'a', category: 'Coffee', quantity: 3, amountMinor: 10_000 },
    { sku: 'b', category: 'Filters', quantity: 1, amountMinor: 5_000 },
  ]
  const purchase = aPurchase(world, member, { totalMinor: 15_000, lines })
  const [result] = await buy(world, purchase)
  expect(result?.pointsEarned).toBe(50)

  const one = await giveBack(world, {
    purchaseRef: purchase.externalRef,
    externalRef: 'r1',
    lines: [{ line: 0, quantity: 1 }],
  })
  expect(one.status).toBe(201)
  expect(one.body).toMatchObject({ refundMinor: 3333, pointsClawedBack: 11, pointsForgiven: 0 })
  const again = await giveBack(world, {
    purchaseRef: purchase.externalRef,
    externalRef: 'r1',
    lines: [{ line: 0, quantity: 1 }],
  })
  expect([again.status, again.body.returnId]).toEqual([409, undefined])

  const rest = await giveBack(world, {
    purchaseRef: purchase.externalRef,
    externalRef: 'r2',
    lines: [
      { line: 0, quantity: 2 },
      { line: 1, quantity: 1 },
    ],
  })
  expect(rest.body).toMatchObject({ refundMinor: 11_667, pointsClawedBack: 39 })
  expect((await decisionFor(world, member)).balance).toMatchObject({ available: 0, pending: 0 })

  const profile = await env.DB.prepare('SELECT data FROM profiles WHERE enrolment_id = ?')
    .bind(member.enrolmentId)
    .first<string>('data')
  expect(JSON.parse(profile as string)).toMatchObject({ purchases: 0, spendMinor: 0, categories: {} })
})

test('a retried return gives back once', async () => {
  const world = await newWorld()
  const member = await newMember(world)
  const purchase = aPurchase(world, member)
  await buy(world, purchase)
  const body = {
    purchaseRef: purchase.externalRef,
    externalRef: 'r1',
    returnedAt: 1_700_000_000_000,
    lines: [{ line: 0, quantity: 1 }],
  }
  expect((await giveBack(world, body)).status).toBe(201)
  const retried = await giveBack(world, body)
  expect(retried.status).toBe(200)
  expect(retried.body).toMatchObject({ status: 'duplicate', pointsClawedBack: 100 })
  expect((await decisionFor(world, member)).balance.pending).toBe(100)
})

test.each([
  [
    'more than was bought',
    { lines: [{ line: 0, quantity: 3 }] },
    422,
    '/problems/return_exceeds_purchase',
    '/lines/0/quantity',
  ],
  [
    'a line that is not there',
    { lines: [{ line: 7, quantity: 1 }] },
    422,
    '/problems/invalid_request',
    '/lines/0/line',
  ],
  ['nothing', { lines: [] }, 422, '/problems/invalid_request', '/lines'],
  [
    'a fraction',
    { lines: [{ line: 0, quantity: 0.5 }] },
    422,
    '/problems/invalid_request',
    '/lines/0/quantity',
  ],
  [
    'an unknown purchase',
    { purchaseRef: 'nobody', lines: [{ line: 0, quantity: 1 }] },
    404,
    '/problems/not_found',
    undefined,
  ],
])('a return of %s is refused, and nothing is written', async (_, more, status, type, path) => {
  const world = await newWorld()
  const member = await newMember(world)
  const purchase = aPurchase(world, member)
  await buy(world, purchase)
  const reply = await giveBack(world, { purchaseRef: purchase.externalRef, externalRef: 'r1', ...more })
  expect(reply.status).toBe(status)
  expect(reply.body.type).toBe(type)
  if (path) expect(JSON.stringify(reply.body)).toContain(`"path":"${path}"`)
  expect((await decisionFor(world, member)).balance.pending).toBe(200)
})

test('points of an offer come by themselves with the order, and go with its return', async () => {
  const world = await newWorld()
  const member = await newMember(world)
  const offer = await newOffer(world, {
    reward: { kind: 'pointsMultiplier', factor: 2 },
    code: null,
    limits: { perMember: 1 },
  })
  const purchase = aPurchase(world, member)
  const [first] = await buy(world, purchase)
  expect(first).toMatchObject({ pointsEarned: 400, redeemedOfferIds: [offer.id] })
  const [second] = await buy(world, aPurchase(world, member))
  expect(second).toMatchObject({ pointsEarned: 200, redeemedOfferIds: [] })
  const back = await giveBack(world, {
    purchaseRef: purchase.externalRef,
    externalRef: 'r',
    lines: [{ line: 0, quantity: 2 }],
  })
  expect(back.body.pointsClawedBack).toBe(400)
  expect((await decisionFor(world, member)).balance.pending).toBe(200)
})

test.each([
  ['a foreign currency', { currency: 'USD' }, 'currency_mismatch'],
  ['a day that has not come', { purchasedAt: Date.now() + 3 * DAY_MS }, 'invalid_request'],
  ['a year that never was', { purchasedAt: 12 }, 'invalid_request'],
  ['a fraction of money', { totalMinor: 10.5 }, 'invalid_request'],
  ['no lines', { lines: [] }, 'invalid_request'],
  ['an unknown field', { colour: 'red' }, 'invalid_request'],
  ['a store that is not theirs', { storeId: 'sto_01J00000000000000000000000' }, 'not_found'],
])('a purchase with %s is refused by itself', async (_, more, code) => {
  const world = await newWorld()
  const [bad, good] = await buy(world, aPurchase(world, null, more), aPurchase(world, null))
  expect(bad).toMatchObject({ status: 'refused', problem: { type: `/problems/${code}` } })
  expect(good).toMatchObject({ status: 'recorded' })
})

test('another merchant’s store takes no purchase and no return from a foreign key', async () => {
  const [mine, theirs] = [await newWorld(), await newWorld()]
  const [result] = await buy(mine, aPurchase(theirs, null))
  expect(result).toMatchObject({ status: 'refused', problem: { status: 404 } })
  const purchase = aPurchase(theirs, null)
  await buy(theirs, purchase)
  const reply = await call('POST', '/v1/returns', {
    bearer: mine.key,
    body: {
      storeId: theirs.store.id,
      purchaseRef: purchase.externalRef,
      externalRef: 'r',
      returnedAt: Date.now(),
      lines: [{ line: 0, quantity: 1 }],
    },
  })
  expect(reply.status).toBe(404)
})

test('the books refuse what code might get wrong: edits, holes, balances below zero', async () => {
  const world = await newWorld()
  const member = await newMember(world)
  await buy(world, aPurchase(world, member))
  const { enrolmentId } = member
  await expect(
    env.DB.prepare('UPDATE ledger_entries SET points = 1 WHERE enrolment_id = ?').bind(enrolmentId).run(),
  ).rejects.toThrow(/append-only/)
  await expect(
    env.DB.prepare('DELETE FROM ledger_entries WHERE enrolment_id = ?').bind(enrolmentId).run(),
  ).rejects.toThrow(/append-only/)
  const lot = await env.DB.prepare('SELECT id FROM lots WHERE enrolment_id = ?')
    .bind(enrolmentId)
    .first<string>('id')
  const post = (seq: number, from: string, to: string, points: number) =>
    env.DB.prepare(
      `INSERT INTO ledger_entries (id, enrolment_id, seq, reason, from_account, to_account, points, lot_id, reference, posted_at)
       VALUES (?, ?, ?, 'adjust', ?, ?, ?, ?, ?, 0)`,
    )
      .bind(crypto.randomUUID(), enrolmentId, seq, from, to, points, lot, crypto.randomUUID())
      .run()
  await expect(post(3, 'issued', 'pending', 1)).rejects.toThrow(/stale account/)
  await expect(post(2, 'available', 'spent', 1)).rejects.toThrow(/CHECK/)
  await expect(post(2, 'pending', 'issued', 201)).rejects.toThrow(/CHECK/)
  await expect(post(2, 'issued', 'pending', 0)).rejects.toThrow(/CHECK/)
})
