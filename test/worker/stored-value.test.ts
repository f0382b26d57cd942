import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { type Charge, MAX_AMOUNT, type TopUp } from '../../shared/contracts/index.ts'
import { call, newMerchant } from './api.ts'
import {
  accountOf,
  balanceOf,
  charge,
  collect,
  newCafe,
  newRef,
  orderAhead,
  refund,
  topUp,
} from './pickup-scene.ts'
import { newMember as join, newVerifiedStore, nobody } from './scene.ts'
import { aPurchase, buy, newMember, newWorld, type World } from './world.ts'

describe('a top-up', () => {
  test('is there at once, and is the shop’s money: funded, not issued', async () => {
    const world = await newCafe()
    const member = await newMember(world)
    const { status, body } = await topUp(world, member, 20_000)
    expect(status).toBe(201)
    expect(body).toMatchObject({
      enrolmentId: member.enrolmentId,
      amountMinor: 20_000,
      currency: 'SEK',
      balanceMinor: 20_000,
    })
    const entry = await env.DB.prepare(
      'SELECT reason, from_account, to_account, amount, source_id FROM ledger_entries WHERE enrolment_id = ?',
    )
      .bind(member.enrolmentId)
      .first()
    expect(entry).toEqual({
      reason: 'topUp',
      from_account: 'funded',
      to_account: 'available',
      amount: 20_000,
      source_id: body.id,
    })
    expect((await topUp(world, member, 500)).body.balanceMinor).toBe(20_500)
  })

  test('by pseudonym is as good as by number', async () => {
    const world = await newCafe()
    const member = await newMember(world)
    const { enrolmentId } = member
    expect(
      (await topUp(world, member, 100, { memberNumber: undefined, enrolmentId })).body.balanceMinor,
    ).toBe(100)
  })

  test('sent again is the same, one by one or ten at once; with another amount it is refused', async () => {
    const world = await newCafe()
    const member = await newMember(world)
    const externalRef = newRef()
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => topUp(world, member, 700, { externalRef })),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([
      200, 200, 200, 200, 200, 200, 200, 200, 200, 201,
    ])
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1)
    expect(await balanceOf(member)).toBe(700)
    const other = await topUp(world, member, 800, { externalRef })
    expect([other.status, other.body.type]).toEqual([409, '/problems/conflict'])
    const euro = await topUp(world, member, 700, { externalRef, currency: 'EUR' })
    expect([euro.status, euro.body.type]).toEqual([409, '/problems/conflict'])
    expect((await topUp(world, member, 700, { externalRef, currency: 'SEK' })).status).toBe(200)
    const someone = await topUp(world, await newMember(world), 700, { externalRef })
    expect(someone.status).toBe(409)
  })

  test('one reference for several members at once is one member’s, and refused to the others', async () => {
    const world = await newCafe()
    const members = await Promise.all(Array.from({ length: 5 }, () => newMember(world)))
    for (const pay of [topUp, charge]) {
      const externalRef = newRef()
      const answers = await Promise.all(
        members.map((member) =>
          pay(world, member, 100, { externalRef, ...(pay === charge && { upTo: true }) }),
        ),
      )
      expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409])
      expect(answers.filter(({ body }) => body.type === '/problems/conflict')).toHaveLength(4)
    }
    const balances = await Promise.all(members.map((member) => balanceOf(member)))
    expect(balances.reduce((sum, one) => sum + one, 0)).toBeLessThanOrEqual(100)
  })

  test('the same reference in another store is another', async () => {
    const [world, other] = [await newCafe(), await newCafe()]
    const externalRef = newRef()
    for (const one of [world, other])
      expect((await topUp(one, await newMember(one), 100, { externalRef })).status).toBe(201)
  })

  test('runs out as the programme says of stored value', async () => {
    const world = await newCafe({
      units: { points: {}, storedValue: { expiry: { kind: 'rolling', months: 12 } } },
    })
    const member = await newMember(world)
    await topUp(world, member, 100)
    const expiresAt = await env.DB.prepare('SELECT expires_at AS at FROM lots WHERE enrolment_id = ?')
      .bind(member.enrolmentId)
      .first<number>('at')
    expect(expiresAt).toBeGreaterThan(Date.now() + 360 * 86_400_000)
  })

  test.each<[number, string | undefined, object]>([
    [422, '/amountMinor', { amountMinor: 0 }],
    [422, '/amountMinor', { amountMinor: 1.5 }],
    [422, '/currency', { currency: 'EUR' }],
    [422, '/memberNumber', { memberNumber: undefined }],
    [422, '/memberNumber', { enrolmentId: nobody('enr') }],
    [422, '/memberNumber', { memberNumber: '7043000000000005' }],
    [404, '/memberNumber', { memberNumber: '7043000000000004' }],
    [404, '/enrolmentId', { memberNumber: undefined, enrolmentId: nobody('enr') }],
    [404, undefined, { storeId: nobody('sto') }],
  ])('is refused with %i at %s: %j', async (status, path, more) => {
    const world = await newCafe()
    const member = await newMember(world)
    const told = await topUp(world, member, 100, more)
    expect([told.status, told.body.issues?.[0]?.path]).toEqual([status, path])
    expect(await accountOf(member)).toBeNull()
  })

  test('is refused in a programme that keeps no stored value, as a charge is', async () => {
    const world = await newWorld()
    const member = await newMember(world)
    for (const told of [await topUp(world, member, 100), await charge(world, member, 100)])
      expect([told.status, told.body.type]).toEqual([409, '/problems/no_stored_value'])
  })
})

test('no more fits on a card than can be counted, what is on its way or laid aside with it', async () => {
  const world = await newCafe()
  const member = await newMember(world)
  await topUp(world, member, 100)
  // No till gets there in a test's time: the account is made to say so, past the trigger that guards it.
  const guard = (await env.DB.prepare('SELECT sql FROM sqlite_master WHERE name = ?')
    .bind('accounts_follow_entries')
    .first<string>('sql')) as string
  for (const column of ['available', 'pending', 'held']) {
    await env.DB.batch([
      env.DB.prepare('DROP TRIGGER accounts_follow_entries'),
      env.DB.prepare(
        `UPDATE accounts SET available = 100, pending = 0, held = 0 WHERE enrolment_id = ? AND unit = 'storedValue'`,
      ).bind(member.enrolmentId),
      env.DB.prepare(
        `UPDATE accounts SET ${column} = ?2 WHERE enrolment_id = ?1 AND unit = 'storedValue'`,
      ).bind(member.enrolmentId, MAX_AMOUNT - 100),
      env.DB.prepare(guard),
    ])
    expect(await topUp(world, member, 1000), column).toMatchObject({
      status: 422,
      body: { issues: [{ path: '/amountMinor' }] },
    })
  }
})

describe('a member who is new to the programme', () => {
  const enrolled = (world: World) =>
    env.DB.prepare(
      `SELECT (SELECT count(*) FROM enrolments WHERE program_id = ?1) AS enrolments,
         (SELECT count(*) FROM pseudonyms WHERE program_id = ?1) AS pseudonyms`,
    )
      .bind(world.programId)
      .first()

  test('is not enrolled by what is refused', async () => {
    const world = await newCafe()
    const member = { ...(await join()), token: '', enrolmentId: '' }
    const externalRef = newRef()
    await topUp(world, await newMember(world), 50, { externalRef })
    const before = await enrolled(world)
    for (const told of [
      await topUp(world, member, 100, { currency: 'EUR' }),
      await topUp(world, member, 50, { externalRef }),
      await charge(world, member, 100),
      await charge(world, member, 100, { currency: 'EUR' }),
    ])
      expect(told.status).toBeGreaterThanOrEqual(409)
    expect(await enrolled(world)).toEqual(before)
    const gift = { unit: 'stamps', amount: 5, operator: 'Karin', reason: 'a gift' }
    const given = await call('POST', '/v1/gifts', {
      bearer: world.key,
      body: { memberNumber: member.member.number, ...gift },
    })
    expect(given.status).toBe(422)
    expect(await enrolled(world)).toEqual(before)
  })

  test.each([
    ['top-ups', topUp],
    ['charges', charge],
  ])('is enrolled once by the first of ten %s at once', async (_, pay) => {
    const world = await newCafe()
    const member = { ...(await join()), token: '', enrolmentId: '' }
    const answers = await Promise.all(
      Array.from({ length: 10 }, () => pay(world, member, 10, pay === charge ? { upTo: true } : {})),
    )
    expect(answers.map(({ status }) => status)).toEqual(Array(10).fill(201))
    expect(new Set(answers.map(({ body }) => body.enrolmentId)).size).toBe(1)
    expect(await enrolled(world)).toEqual({ enrolments: 1, pseudonyms: 1 })
    expect((await topUp(world, member, 5)).body.balanceMinor).toBe(pay === charge ? 5 : 105)
  })
})

describe('the merchant’s lists', () => {
  type Page<T> = { items: T[]; nextCursor: string | null }
  const list = async <T>(kind: string, bearer: string, query = '') =>
    (await call<Page<T>>('GET', `/v1/stored-value/${kind}?${query}`, { bearer })).body

  test('tell every top-up and charge once, newest first, page by page and by store', async () => {
    const world = await newCafe()
    const second = { ...world, store: await newVerifiedStore(world.key) }
    const member = await newMember(world)
    const paidIn: TopUp[] = []
    for (const at of [world, second, world]) paidIn.unshift((await topUp(at, member, 500)).body)
    const refs = [newRef(), newRef()]
    for (const [at, externalRef] of [
      [world, refs[0]],
      [second, refs[1]],
    ] as const)
      await charge(at, member, 200, { externalRef })
    await refund(second, refs[1] as string)

    expect(await list<TopUp>('top-ups', world.key)).toEqual({ items: paidIn, nextCursor: null })
    const first = await list<TopUp>('top-ups', world.key, 'limit=2')
    const rest = await list<TopUp>('top-ups', world.key, `limit=2&cursor=${first.nextCursor}`)
    expect([...first.items, ...rest.items]).toEqual(paidIn)
    expect(rest.nextCursor).toBeNull()
    const own = await list<TopUp>('top-ups', world.key, `storeId=${second.store.id}`)
    expect(own.items).toEqual([paidIn[1]])

    const charges = await list<Charge>('charges', world.key)
    expect(charges.items.map(({ externalRef }) => externalRef)).toEqual([...refs].reverse())
    expect(charges.items.map(({ refundedAt }) => refundedAt !== null)).toEqual([true, false])
    expect(charges.items[1]).not.toHaveProperty('upTo')
    expect((await list<Charge>('charges', world.key, `storeId=${world.store.id}`)).items).toHaveLength(1)
  })

  test('are each merchant’s own', async () => {
    const world = await newCafe()
    await topUp(world, await newMember(world), 500)
    const other = await newMerchant()
    for (const kind of ['top-ups', 'charges']) {
      expect((await list(kind, other.key)).items).toEqual([])
      const path = `/v1/stored-value/${kind}?storeId=${world.store.id}`
      expect((await call('GET', path, { bearer: other.key })).status).toBe(404)
      expect((await call('GET', path)).status).toBe(401)
    }
  })
})

describe('a charge', () => {
  test('takes what is to be paid, once by its reference', async () => {
    const world = await newCafe()
    const member = await newMember(world)
    await topUp(world, member, 1000)
    const externalRef = newRef()
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => charge(world, member, 400, { externalRef })),
    )
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(7)
    expect(answers[0]?.body).toMatchObject({
      chargedMinor: 400,
      restMinor: 0,
      balanceMinor: 600,
      refundedAt: null,
    })
    expect(await balanceOf(member)).toBe(600)
    expect((await charge(world, member, 401, { externalRef })).status).toBe(409)
    expect((await charge(world, member, 400, { externalRef, upTo: true })).status).toBe(409)
    expect(await charge(world, member, 400, { externalRef, currency: 'EUR' })).toMatchObject({
      status: 409,
      body: { type: '/problems/conflict' },
    })
    expect((await charge(world, member, 400, { externalRef, currency: 'SEK' })).status).toBe(200)
  })

  test('of more than there is, is refused with what is there; with upTo it empties the card', async () => {
    const world = await newCafe()
    const member = await newMember(world)
    await topUp(world, member, 300)
    expect(await charge(world, member, 301)).toMatchObject({
      status: 409,
      body: { type: '/problems/insufficient_points', availableMinor: 300, currency: 'SEK' },
    })
    expect(await balanceOf(member)).toBe(300)
    const externalRef = newRef()
    expect((await charge(world, member, 301, { upTo: true, externalRef })).body).toMatchObject({
      chargedMinor: 300,
      restMinor: 1,
      balanceMinor: 0,
    })
    // Sent again after the card was loaded, it is what it was.
    await topUp(world, member, 5)
    expect((await charge(world, member, 301, { upTo: true, externalRef })).body.chargedMinor).toBe(300)
    expect((await charge(world, await newMember(world), 10, { upTo: true })).body.chargedMinor).toBe(0)
  })

  test('fifty of 1 at once on a card with 20: exactly 20 are paid', async () => {
    const world = await newCafe()
    const member = await newMember(world)
    await topUp(world, member, 20)
    const counts = new Map<number, number>()
    // Whoever was told that others wrote at the same time sends it again, as a till does.
    const pay = async () => {
      const externalRef = newRef()
      for (;;) {
        const { status, body } = await charge(world, member, 1, { externalRef })
        if (body.type !== '/problems/busy') return counts.set(status, (counts.get(status) ?? 0) + 1)
      }
    }
    await Promise.all(Array.from({ length: 50 }, pay))
    expect(Object.fromEntries(counts)).toEqual({ 201: 20, 409: 30 })
    expect(await accountOf(member)).toMatchObject({ available: 0, seq: 21 })
  })

  test('given back goes to the lots it was taken from, once', async () => {
    const world = await newCafe()
    const member = await newMember(world)
    for (const amount of [100, 200]) await topUp(world, member, amount)
    // A reference is the shop's own text.
    const externalRef = `kassa 7/${newRef()}?`
    await charge(world, member, 250, { externalRef })
    const answers = await Promise.all(Array.from({ length: 5 }, () => refund(world, externalRef)))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
    expect(new Set(answers.map(({ body }) => body.refundedAt)).size).toBe(1)
    const { results } = await env.DB.prepare('SELECT remaining FROM lots WHERE enrolment_id = ? ORDER BY id')
      .bind(member.enrolmentId)
      .all<{ remaining: number }>()
    expect(results.map(({ remaining }) => remaining)).toEqual([100, 200])
    expect(await balanceOf(member)).toBe(300)
    expect((await charge(world, member, 250, { externalRef })).body.refundedAt).toEqual(
      answers[0]?.body.refundedAt,
    )
  })

  test('of another merchant’s store, or never made, can’t be given back', async () => {
    const [world, other] = [await newCafe(), await newCafe()]
    const member = await newMember(world)
    await topUp(world, member, 100)
    const externalRef = newRef()
    await charge(world, member, 100, { externalRef })
    expect((await refund(world, 'never')).status).toBe(404)
    expect((await refund({ ...other, store: world.store }, externalRef)).status).toBe(404)
    expect((await refund(other, externalRef)).status).toBe(404)
    expect(await balanceOf(member)).toBe(0)
  })
})

test('what a return left owing is repaid by the next top-up, and by a charge that comes back', async () => {
  const world = await newCafe({
    returns: { clawBack: 'debt' },
    earn: [{ key: 'back', unit: 'storedValue', give: { kind: 'proportional', amount: 10, perMinor: 100 } }],
  })
  const member = await newMember(world)
  const purchase = {
    storeId: world.store.id,
    externalRef: newRef(),
    purchasedAt: Date.now(),
    currency: 'SEK',
    totalMinor: 10_000,
    lines: [{ sku: 'beans', quantity: 1, amountMinor: 10_000 }],
    buyer: { memberNumber: member.member.number },
  }
  await call('POST', '/v1/purchases', { bearer: world.key, body: { purchases: [purchase] } })
  const externalRef = newRef()
  expect((await charge(world, member, 1000, { externalRef })).status).toBe(201)
  const { storeId } = purchase
  const body = {
    storeId,
    purchaseRef: purchase.externalRef,
    externalRef: newRef(),
    returnedAt: Date.now(),
    lines: [{ line: 0, quantity: 1 }],
  }
  expect((await call('POST', '/v1/returns', { bearer: world.key, body })).status).toBe(201)
  expect(await accountOf(member)).toMatchObject({ available: 0, owed: 1000 })
  expect((await topUp(world, member, 300)).body.balanceMinor).toBe(0)
  expect(await accountOf(member)).toMatchObject({ available: 0, owed: 700 })
  expect((await refund(world, externalRef)).status).toBe(200)
  expect(await accountOf(member)).toMatchObject({ available: 300, owed: 0 })
  expect((await charge(world, member, 300)).body.balanceMinor).toBe(0)
})

test('an order that is returned puts back what a debt waits for', async () => {
  const world = await newCafe({
    returns: { clawBack: 'debt' },
    earn: [{ key: 'back', unit: 'storedValue', give: { kind: 'proportional', amount: 10, perMinor: 100 } }],
  })
  const member = await newMember(world)
  const purchase = aPurchase(world, member, { totalMinor: 10_000 })
  await buy(world, purchase)
  const { id } = (await orderAhead(world, member)).body
  await collect(world, id, member)
  await charge(world, member, 280)
  const giveBack = (purchaseRef: string, ...lines: number[]) =>
    call('POST', '/v1/returns', {
      bearer: world.key,
      body: {
        storeId: world.store.id,
        purchaseRef,
        externalRef: newRef(),
        returnedAt: Date.now(),
        lines: lines.map((line) => ({ line, quantity: line === 0 && lines.length === 1 ? 2 : 1 })),
      },
    })
  expect((await giveBack(purchase.externalRef, 0)).status).toBe(201)
  expect(await accountOf(member)).toMatchObject({ available: 0, owed: 1000 })
  expect(await giveBack(id, 0, 1)).toMatchObject({ status: 201 })
  expect(await accountOf(member)).toMatchObject({ available: 0, owed: 280 })
})
