import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { DAY_MS, type Purchase, type ReturnResult } from '../../shared/contracts/index.ts'
import { settleDue } from '../../worker/books/settle.ts'
import { call } from './api.ts'
import { rawEntry } from './raw-entry.ts'
import { aPurchase, buy, claimOf, decisionFor, newMember, newOffer, newWorld, type World } from './world.ts'

const giveBack = (world: World, body: Record<string, unknown>) =>
  call<ReturnResult & { type?: string }>('POST', '/v1/returns', {
    bearer: world.key,
    body: { storeId: world.store.id, returnedAt: Date.now(), ...body },
  })

const entriesOf = async (enrolmentId: string) =>
  (
    await env.DB.prepare(
      'SELECT reason, amount, from_account, to_account, seq FROM ledger_entries WHERE enrolment_id = ? ORDER BY seq',
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
    { reason: 'earn', amount: 200, from_account: 'issued', to_account: 'pending', seq: 1 },
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

  const others = await Promise.all(
    Array.from({ length: 10 }, () =>
      call<{ results?: { status: string }[] }>('POST', '/v1/purchases', {
        bearer: world.key,
        body: { purchases: [aPurchase(world, member)] },
      }),
    ),
  )
  const taken = others.filter((reply) => reply.status === 200)
  expect(taken).toHaveLength(10)
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
    // Time can't be moved, so this window is about to close.
    aPurchase(world, member, { purchasedAt: Date.now() - 14 * DAY_MS + 1_000 }),
  )
  expect((await decisionFor(world, member)).balance).toMatchObject({ available: 200, pending: 200 })
  const balance = async () => (await decisionFor(world, member)).balance
  await expect
    .poll(balance, { timeout: 10_000, interval: 100 })
    .toMatchObject({ available: 400, pending: 0, nextReleaseAt: null, worthMinor: 2000 })
  expect(
    await env.DB.prepare('SELECT available FROM accounts WHERE enrolment_id = ?')
      .bind(member.enrolmentId)
      .first('available'),
  ).toBe(200)
})

test('a return takes back what its lines earned, line by line, and the last one exactly the rest', async () => {
  const world = await newWorld({ perMinor: 300 })
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
    returnedAt: Date.now(),
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

test('a sum named twice in a return is one sum', async () => {
  const world = await newWorld()
  const member = await newMember(world)
  const purchase = aPurchase(world, member)
  await buy(world, purchase)
  const lines = [
    { line: 0, quantity: 1 },
    { line: 0, quantity: 1 },
  ]
  const reply = await giveBack(world, { purchaseRef: purchase.externalRef, externalRef: 'r', lines })
  expect(reply.body).toMatchObject({ status: 'recorded', refundMinor: 20_000, pointsClawedBack: 200 })
})

test('a refund is what was paid, also where a discount was not worked into the lines', async () => {
  const world = await newWorld()
  const purchase = aPurchase(world, null, { totalMinor: 17_000 })
  await buy(world, purchase)
  // Two at once of one unit each, of a guest whom no account keeps in turn: together exactly what was paid.
  const body = { purchaseRef: purchase.externalRef, lines: [{ line: 0, quantity: 1 }] }
  const replies = await Promise.all(
    ['a', 'b'].map((externalRef) => giveBack(world, { ...body, externalRef })),
  )
  expect(replies.map((reply) => reply.status)).toEqual([201, 201])
  expect(replies.reduce((sum, reply) => sum + reply.body.refundMinor, 0)).toBe(17_000)
})

test.each([
  ['before its purchase', -40 * DAY_MS],
  ['in the future', 3 * DAY_MS],
])('a return %s is refused', async (_, offset) => {
  const world = await newWorld()
  const purchase = aPurchase(world, null)
  await buy(world, purchase)
  const reply = await giveBack(world, {
    purchaseRef: purchase.externalRef,
    externalRef: 'r',
    returnedAt: Date.now() + offset,
    lines: [{ line: 0, quantity: 1 }],
  })
  expect(reply.status).toBe(422)
  expect(JSON.stringify(reply.body)).toContain('"path":"/returnedAt"')
})

test('points are for every whole step of the amount, in the decision as in the books', async () => {
  const world = await newWorld({ points: 10, perMinor: 1_000 })
  const member = await newMember(world)
  await newOffer(world, { reward: { kind: 'pointsMultiplier', factor: 2 }, code: null })
  const lines = [{ sku: 'a', category: 'Coffee', quantity: 1, amountMinor: 1_500 }]
  const { offers } = await decisionFor(world, member, {
    basket: { currency: 'SEK', totalMinor: 1_500, lines },
  })
  expect(offers[0]?.effect).toEqual({ kind: 'points', points: 10 })
  const [result] = await buy(world, aPurchase(world, member, { totalMinor: 1_500, lines }))
  expect(result?.pointsEarned).toBe(20)
})

test('a bonus takes what its points are worth of the offer’s budget, and ends with it', async () => {
  const world = await newWorld()
  const [one, other] = [await newMember(world), await newMember(world)]
  // 100 points are worth 500 öre: the budget holds two bonuses and not a third.
  const offer = await newOffer(world, {
    reward: { kind: 'bonusPoints', points: 100 },
    code: null,
    limits: { budgetMinor: 1_400 },
  })
  const free = await newOffer(world, {
    reward: { kind: 'bonusPoints', points: 7 },
    code: null,
    limits: { perMember: 5 },
  })
  const results = await buy(
    world,
    aPurchase(world, one),
    aPurchase(world, other),
    aPurchase(world, one),
    aPurchase(world, other),
  )
  expect(results.map((result) => result.redeemedOfferIds.includes(offer.id))).toEqual([
    true,
    true,
    false,
    false,
  ])
  expect(results.every((result) => result.redeemedOfferIds.includes(free.id))).toBe(true)
  const row = await env.DB.prepare('SELECT claims_open, cost_open_minor FROM offers WHERE id = ?')
    .bind(offer.id)
    .first()
  expect(row).toEqual({ claims_open: 2, cost_open_minor: 1_000 })
})

test('six orders at once share a bonus that is there for four', async () => {
  const world = await newWorld()
  const members = await Promise.all(Array.from({ length: 6 }, () => newMember(world)))
  await newOffer(world, { reward: { kind: 'bonusPoints', points: 100 }, code: null, limits: { total: 4 } })
  const results = (await Promise.all(members.map((member) => buy(world, aPurchase(world, member))))).flat()
  expect(results.map((result) => result.status)).toEqual(Array(6).fill('recorded'))
  expect(results.filter((result) => result.pointsEarned === 300)).toHaveLength(4)
})

test('a minted code outranks a number read out at the till, whatever order the codes are in', async () => {
  const world = await newWorld()
  const [owner, other] = [await newMember(world), await newMember(world)]
  const minted = await newOffer(world)
  const fixed = await newOffer(world, { code: { kind: 'static', code: 'FIKA' } })
  const code = (await claimOf(owner, await decisionFor(world, owner), minted.id)).body.code
  for (const member of [owner, other]) await claimOf(member, await decisionFor(world, member), fixed.id)
  const codes = [
    { code: 'fika', discountMinor: 100 },
    { code, discountMinor: 200 },
  ]
  const [result] = await buy(world, aPurchase(world, other, { codes }))
  expect(result?.enrolmentId).toBe(owner.enrolmentId)
  expect([...(result?.redeemedOfferIds ?? [])].sort()).toEqual([minted.id, fixed.id].sort())
})

test('a purchase that would overflow an account is refused by itself', async () => {
  const world = await newWorld({ points: 10_000, perMinor: 1, pointValueCentiMinor: null })
  const member = await newMember(world)
  const huge = aPurchase(world, member, {
    totalMinor: 200_000_000,
    lines: [{ sku: 'a', quantity: 1, amountMinor: 200_000_000 }],
  })
  const [bad, good] = await buy(
    world,
    huge,
    aPurchase(world, member, { totalMinor: 1, lines: [{ sku: 'a', quantity: 1, amountMinor: 1 }] }),
  )
  expect(bad).toMatchObject({ status: 'refused', problem: { type: '/problems/invalid_request' } })
  expect(good).toMatchObject({ status: 'recorded', pointsEarned: 10_000 })
})

test('what is kept to know a retry tells nothing of who bought', async () => {
  const world = await newWorld()
  const [member, other] = [await newMember(world), await newMember(world)]
  const purchase = aPurchase(world, null)
  await buy(world, { ...purchase, externalRef: 'a2', buyer: { memberNumber: member.member.number } })
  // Without the buyer it is still the same purchase, so that no hash of the buyer can have been kept.
  const [again] = await buy(world, { ...purchase, externalRef: 'a2', buyer: {} })
  expect(again?.status).toBe('duplicate')
  const [swapped] = await buy(world, {
    ...purchase,
    externalRef: 'a2',
    buyer: { memberNumber: other.member.number },
  })
  expect(swapped).toMatchObject({ status: 'refused', problem: { type: '/problems/conflict' } })
})

test('one account that can’t be settled keeps no other from its turn', async () => {
  const world = await newWorld()
  const [stuck, fine] = [await newMember(world), await newMember(world)]
  await buy(world, aPurchase(world, stuck), aPurchase(world, fine))
  const due = Date.now() + 20 * DAY_MS
  // An entry under the reference that the release would have: a fault that only this account has.
  const lot = await env.DB.prepare('SELECT id FROM lots WHERE enrolment_id = ?')
    .bind(stuck.enrolmentId)
    .first<string>('id')
  await rawEntry(stuck.enrolmentId, {
    reason: 'clawback',
    from_account: 'pending',
    to_account: 'issued',
    amount: 1,
    lot_id: lot,
    reference: `release:${lot}`,
  })
  await settleDue(env, 'DB', due, 1_000)
  expect(
    await env.DB.prepare('SELECT available FROM accounts WHERE enrolment_id = ?')
      .bind(fine.enrolmentId)
      .first('available'),
  ).toBe(200)
  expect(
    await env.DB.prepare('SELECT available FROM accounts WHERE enrolment_id = ?')
      .bind(stuck.enrolmentId)
      .first('available'),
  ).toBe(0)
})

test('the books refuse what code might get wrong', async () => {
  const world = await newWorld()
  const [member, other] = [await newMember(world), await newMember(world)]
  await buy(world, aPurchase(world, member), aPurchase(world, other))
  const { enrolmentId } = member
  const refuse = async (sql: string, why: RegExp, ...values: unknown[]) =>
    expect(
      env.DB.prepare(sql)
        .bind(...values)
        .run(),
      sql,
    ).rejects.toThrow(why)
  const lotOf = (id: string) =>
    env.DB.prepare('SELECT id FROM lots WHERE enrolment_id = ?').bind(id).first<string>('id')
  const [lot, foreign] = [await lotOf(enrolmentId), await lotOf(other.enrolmentId)]
  const clawback = {
    reason: 'clawback',
    from_account: 'pending',
    to_account: 'issued',
    amount: 1,
    lot_id: lot,
  }
  const post = (why: RegExp, columns: Record<string, string | number | null>, verb = 'INSERT') =>
    expect(rawEntry(enrolmentId, { ...clawback, ...columns }, verb), JSON.stringify(columns)).rejects.toThrow(
      why,
    )

  await post(/stale account/, { seq: 3 })
  await post(/stale account/, { previous_hash: 'another' })
  await post(/not a lot of this account/, { reason: 'spend', from_account: 'available', to_account: 'spent' })
  await post(/not a lot of this account/, { lot_id: foreign })
  await post(/day closed/, { program_id: 'prg_other' })
  await post(/CHECK/, { amount: 201 })
  await post(/CHECK/, { amount: 0 })
  await post(/cannot store REAL/, { amount: 0.5 })
  await post(/CHECK/, { from_account: 'spent' })
  await post(/CHECK/, { reason: 'adjust', from_account: 'adjusted', to_account: 'available', operator: null })
  await post(/not the mirror/, {
    reason: 'reverse',
    reverses: await env.DB.prepare('SELECT id FROM ledger_entries WHERE enrolment_id = ?')
      .bind(enrolmentId)
      .first<string>('id'),
    amount: 199,
  })
  const posted = await env.DB.prepare('SELECT id, reference FROM ledger_entries WHERE enrolment_id = ?')
    .bind(enrolmentId)
    .first<{ id: string; reference: string }>()
  await post(/posted before/, { reference: posted?.reference ?? '' })
  await post(/posted before/, { id: posted?.id ?? '' }, 'INSERT OR REPLACE')

  await refuse('UPDATE ledger_entries SET amount = 1 WHERE enrolment_id = ?', /append-only/, enrolmentId)
  await refuse('DELETE FROM ledger_entries WHERE enrolment_id = ?', /append-only/, enrolmentId)
  await refuse('UPDATE accounts SET available = 999 WHERE enrolment_id = ?', /follow entries/, enrolmentId)
  await refuse(
    'UPDATE accounts SET pending = 5, seq = seq + 1 WHERE enrolment_id = ?',
    /follow entries/,
    enrolmentId,
  )
  await refuse('UPDATE lots SET remaining = 1 WHERE enrolment_id = ?', /follow entries/, enrolmentId)
  await refuse('UPDATE purchases SET total_minor = 1 WHERE enrolment_id = ?', /immutable/, enrolmentId)
  await refuse('DELETE FROM purchase_lines WHERE enrolment_id = ?', /immutable/, enrolmentId)
  await refuse('UPDATE purchase_lines SET amount_minor = 1 WHERE enrolment_id = ?', /immutable/, enrolmentId)
})

test('a store reads its purchases back, with what came back of them, and nobody else does', async () => {
  const [world, other] = [await newWorld(), await newWorld()]
  const member = await newMember(world)
  const bought = [aPurchase(world, member), aPurchase(world, null), aPurchase(world, member)]
  await buy(world, ...bought)
  await giveBack(world, {
    purchaseRef: bought[0]?.externalRef,
    externalRef: 'r',
    lines: [{ line: 0, quantity: 1 }],
  })
  const read = (query: string, key = world.key) =>
    call<{ items: Purchase[]; nextCursor: string | null }>(
      'GET',
      `/v1/purchases?storeId=${world.store.id}${query}`,
      { bearer: key },
    )

  const { body } = await read(`&externalRef=${bought[0]?.externalRef}`)
  expect(body.items).toMatchObject([
    {
      enrolmentId: member.enrolmentId,
      totalMinor: 20_000,
      lines: [{ sku: 'skogsrost', category: 'coffee', quantity: 2, returnedQuantity: 1 }],
    },
  ])
  const first = await read('&limit=2')
  const second = await read(`&limit=2&cursor=${first.body.nextCursor}`)
  expect([...first.body.items, ...second.body.items].map((item) => item.externalRef).sort()).toEqual(
    bought.map((item) => item.externalRef).sort(),
  )
  expect(second.body.nextCursor).toBeNull()
  expect((await read('', other.key)).status).toBe(404)
})

test('a refusal names the purchase by its place in the call', async () => {
  const world = await newWorld()
  const results = await buy(
    world,
    { nonsense: true },
    aPurchase(world, null),
    aPurchase(world, null, { currency: 'USD' }),
  )
  expect(results[2]?.problem).toMatchObject({ issues: [{ path: '/purchases/2/currency' }] })
})

test('returns and the minute’s work that post the same releases at once take turns', async () => {
  const world = await newWorld({ returnWindowDays: 0 })
  const member = await newMember(world)
  const bought = [0, 1, 2].map(() => aPurchase(world, member, { purchasedAt: Date.now() + 300 }))
  await buy(world, ...bought)
  await scheduler.wait(350)
  const back = (n: number) =>
    giveBack(world, {
      purchaseRef: bought[n]?.externalRef,
      externalRef: `r${n}`,
      lines: [{ line: 0, quantity: 1 }],
    })
  const [first, second] = await Promise.all([back(0), back(1), settleDue(env, 'DB', Date.now(), 1_000)])
  expect([first?.status, second?.status]).toEqual([201, 201])
  expect((await decisionFor(world, member)).balance).toMatchObject({ available: 400, pending: 0 })
})

test('a return gives back its part of what a bonus cost, and no more', async () => {
  const world = await newWorld()
  const member = await newMember(world)
  const offer = await newOffer(world, {
    reward: { kind: 'bonusPoints', points: 100 },
    code: null,
    limits: { budgetMinor: 600 },
  })
  const order = aPurchase(world, member, {
    lines: [{ sku: 'a', category: 'Coffee', quantity: 100, amountMinor: 20_000 }],
  })
  await buy(world, order)
  const cost = () =>
    env.DB.prepare('SELECT cost_open_minor FROM offers WHERE id = ?').bind(offer.id).first('cost_open_minor')
  expect(await cost()).toBe(500)
  await giveBack(world, {
    purchaseRef: order.externalRef,
    externalRef: 'one',
    lines: [{ line: 0, quantity: 1 }],
  })
  expect(await cost()).toBe(495)
  await giveBack(world, {
    purchaseRef: order.externalRef,
    externalRef: 'rest',
    lines: [{ line: 0, quantity: 99 }],
  })
  expect(await cost()).toBe(0)
})

test('a refused purchase takes no place of an offer from the others of its call', async () => {
  const world = await newWorld({ points: 10_000, perMinor: 1, pointValueCentiMinor: null })
  const member = await newMember(world)
  const offer = await newOffer(world, {
    reward: { kind: 'bonusPoints', points: 5 },
    code: null,
    limits: { total: 1 },
  })
  const of = (amountMinor: number) =>
    aPurchase(world, member, { totalMinor: amountMinor, lines: [{ sku: 'a', quantity: 1, amountMinor }] })
  const [bad, good] = await buy(world, of(200_000_000), of(1))
  expect(bad?.status).toBe('refused')
  expect(good).toMatchObject({ status: 'recorded', redeemedOfferIds: [offer.id] })
})

test('an offer that lost its code while it was reserved blocks nobody’s purchases', async () => {
  const world = await newWorld()
  const member = await newMember(world)
  const body = {
    content: { en: { headline: 'Fika' } },
    schedule: { startsAt: Date.now() - 1000 },
    limits: { perMember: 1 },
  }
  const offer = await newOffer(world, { ...body, reward: { kind: 'percentOff', percent: 5 } })
  await claimOf(member, await decisionFor(world, member), offer.id)
  const changed = await call('PUT', `/v1/offers/${offer.id}`, {
    bearer: world.key,
    body: {
      ...body,
      key: offer.key,
      code: null,
      reward: { kind: 'bonusPoints', points: 5 },
      accept: ['endless'],
    },
  })
  expect(changed.status).toBe(200)
  const [result] = await buy(world, aPurchase(world, member))
  expect(result).toMatchObject({ status: 'recorded', pointsEarned: 200 })
})

test.each(['externalRef', 'sku', 'category'])(
  'half a character in %s is refused, where it would come back as another text',
  async (name) => {
    const world = await newWorld()
    const half = 'x\ud83d'
    const line = { sku: 'a', quantity: 1, amountMinor: 100 }
    const purchase =
      name === 'externalRef'
        ? aPurchase(world, null, { externalRef: half })
        : aPurchase(world, null, { lines: [{ ...line, [name]: half }] })
    const [bad, good] = await buy(world, purchase, aPurchase(world, null))
    expect(bad).toMatchObject({ status: 'refused', problem: { type: '/problems/invalid_request' } })
    expect(good?.status).toBe('recorded')
  },
)
