import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { DAY_MS, type Transfer } from '../../shared/contracts/index.ts'
import { transfer } from '../../worker/books/transfer.ts'
import { databaseOf } from '../../worker/db/database.ts'
import { call } from './api.ts'
import { availableOf, entriesOf, give, handOn, lotsOf, membershipOf, pathsOf } from './moves-scene.ts'
import { newMember as join } from './scene.ts'
import { aPurchase, buy, newMember, newWorld } from './world.ts'

const transfers = { unit: 'points', perDay: 1000 } as const

test('what is handed on leaves one member whole and comes to the other whole', async () => {
  const world = await newWorld({ transfers })
  const [a, b] = [await newMember(world), await newMember(world)]
  await give(world, a, { amount: 300 })
  const sent = await handOn(a, b, 120, { note: 'Till fikat' })
  expect(sent.status).toBe(201)
  expect(sent.body).toMatchObject({ direction: 'sent', unit: 'points', amount: 120, note: 'Till fikat' })
  expect(await availableOf(a)).toBe(180)
  expect(await availableOf(b)).toBe(120)
  expect((await membershipOf(a)).transfers).toEqual({ unit: 'points', perDay: 1000, leftToday: 880 })
  expect((await membershipOf(b)).transfers?.leftToday).toBe(1000)
  expect((await entriesOf(a)).at(-1)).toMatchObject({
    fromAccount: 'available',
    toAccount: 'transferred',
    note: null,
  })
  expect(await entriesOf(b)).toMatchObject([
    { fromAccount: 'transferred', toAccount: 'available', amount: 120 },
  ])

  const list = await call<{ items: Transfer[] }>('GET', '/v1/members/me/transfers', { bearer: b.token })
  expect(list.body.items).toMatchObject([{ direction: 'received', amount: 120, note: 'Till fikat' }])
  expect(JSON.stringify(list.body)).not.toContain(a.enrolmentId)
})

test('the soonest to expire goes first, a lot for each, and keeps its end and its terms', async () => {
  const world = await newWorld({ transfers })
  const [a, b] = [await newMember(world), await newMember(world)]
  const now = Date.now()
  await give(world, a, { amount: 50, expiry: { kind: 'rolling', months: 6, roundUpTo: 'month' } })
  await give(world, a, { amount: 50 })
  await give(world, a, { amount: 50, expiry: { kind: 'fixed', at: now + 5 * DAY_MS } })
  expect((await handOn(a, b, 120)).status).toBe(201)
  // Of one millisecond no id is the older: what counts is what each lot is.
  const own = await lotsOf(a)
  const of = (kind: string) => own.find(({ expiry }) => JSON.parse(expiry ?? '{}').kind === kind)
  const [rolling, fixed] = [of('rolling'), of('fixed')]
  const told = (await lotsOf(b)).map(({ amount, expiresAt, expiry }) => ({ amount, expiresAt, expiry }))
  expect(told.sort((x, y) => (x.expiresAt ?? Infinity) - (y.expiresAt ?? Infinity))).toEqual([
    { amount: 50, expiresAt: fixed?.expiresAt, expiry: fixed?.expiry },
    { amount: 50, expiresAt: rolling?.expiresAt, expiry: rolling?.expiry },
    { amount: 20, expiresAt: null, expiry: null },
  ])
  const { balances } = await membershipOf(b)
  expect(balances[0]?.expiries).toEqual([
    { amount: 50, at: fixed?.expiresAt },
    { amount: 50, at: rolling?.expiresAt },
  ])
})

test('an end that the sender’s acts have put off is the end that the recipient gets', async () => {
  const inactivity = { kind: 'inactivity', months: 2, resetBy: ['event'] }
  const world = await newWorld({ transfers })
  const [a, b] = [await newMember(world), await newMember(world)]
  await give(world, a, { expiry: inactivity })
  const acts = { ...(await standingOf(a.enrolmentId)), acts: { event: Date.now() + 12 * 3_600_000 } }
  await env.DB.prepare('UPDATE standings SET version = version + 1, data = ? WHERE enrolment_id = ?')
    .bind(JSON.stringify(acts), a.enrolmentId)
    .run()
  const told = (await membershipOf(a)).balances[0]?.expiries
  await handOn(a, b, 100)
  expect((await membershipOf(b)).balances[0]?.expiries).toEqual(told)
})

const standingOf = async (enrolmentId: string) =>
  JSON.parse(
    (await env.DB.prepare('SELECT data FROM standings WHERE enrolment_id = ?')
      .bind(enrolmentId)
      .first<string>('data')) as string,
  )

test('somebody new to the programme is enrolled by what they are given', async () => {
  const world = await newWorld({ transfers })
  const a = await newMember(world)
  const stranger = await join()
  await give(world, a)
  expect((await handOn(a, stranger, 40)).status).toBe(201)
  const enrolled = await env.DB.prepare(
    'SELECT enrolment_id AS id FROM pseudonyms WHERE member_id = ? AND program_id = ?',
  )
    .bind(stranger.member.id, world.programId)
    .first<{ id: string }>()
  const account = await env.DB.prepare('SELECT available FROM accounts WHERE enrolment_id = ?')
    .bind(enrolled?.id)
    .first()
  expect(account).toEqual({ available: 40 })
})

test('what is amiss is refused with its field, and nothing is written', async () => {
  const units = { points: { pending: { kind: 'delay', days: 14 } }, stamps: {} } as const
  const world = await newWorld({ transfers, units })
  const [a, b] = [await newMember(world), await newMember(world)]
  await buy(world, aPurchase(world, a))
  await give(world, a, { amount: 60 })
  const before = await entriesOf(a)
  const cases: [Awaited<ReturnType<typeof handOn>>, number, string][] = [
    [await handOn(a, { member: { number: '7043000000000004' } }, 10), 404, '/toNumber'],
    [await handOn(a, { member: { number: '7043000000000005' } }, 10), 422, '/toNumber'],
    [await handOn(a, a, 10), 422, '/toNumber'],
    [await handOn(a, b, 0), 422, '/amount'],
    [await handOn(a, b, 1.5), 422, '/amount'],
    [await handOn(a, b, 10 ** 12), 422, '/amount'],
    [await handOn(a, b, 10, { unit: 'stamps' }), 422, '/unit'],
    [await handOn(a, b, 10, { unit: 'miles' }), 422, '/unit'],
    [await handOn(a, b, 1001), 409, '/amount'],
    // 200 more are pending.
    [await handOn(a, b, 61), 409, '/amount'],
  ]
  for (const [reply, status, path] of cases) {
    expect(reply.status, JSON.stringify(reply.body)).toBe(status)
    expect(pathsOf(reply)).toEqual([path])
  }
  expect(await entriesOf(a)).toEqual(before)
  expect(await entriesOf(b)).toEqual([])

  const closed = await newWorld()
  const [c, d] = [await newMember(closed), await newMember(closed)]
  await give(closed, c)
  expect(pathsOf(await handOn(c, d, 10))).toEqual(['/unit'])
})

test('transfers that cross each other fifty times at once lose nothing and make nothing', async () => {
  const world = await newWorld({ transfers })
  const [a, b] = [await newMember(world), await newMember(world)]
  await give(world, a, { amount: 200 })
  await give(world, b, { amount: 200 })
  // Past the door's limit on requests: it is the books that are asked here.
  const db = databaseOf(env, 'DB')
  const send = async (from: typeof a, to: typeof a, n: number): Promise<void> => {
    const sender = {
      enrolmentId: from.enrolmentId,
      programId: world.programId,
      binding: 'DB',
      db,
      requestKey: null,
    }
    const wanted = { toNumber: to.member.number, unit: 'points' as const, amount: 1 + (n % 3) }
    try {
      await transfer(env, sender, wanted, Date.now())
    } catch (error) {
      // Whoever is told to come again does.
      if (!(error instanceof Error) || !/kept changing/.test(error.message)) throw error
      await scheduler.wait(20)
      await send(from, to, n)
    }
  }
  await Promise.all(Array.from({ length: 50 }, (_, n) => [send(a, b, n), send(b, a, n + 1)]).flat())
  const [ofA, ofB] = [await availableOf(a), await availableOf(b)]
  expect(ofA + ofB).toBe(400)
  const { results } = await env.DB.prepare(
    'SELECT count(*) AS n, sum(CASE WHEN from_enrolment_id = ? THEN -amount ELSE amount END) AS net FROM transfers WHERE program_id = ?',
  )
    .bind(a.enrolmentId, world.programId)
    .all<{ n: number; net: number }>()
  expect(results[0]).toEqual({ n: 100, net: ofA - 200 })
  for (const member of [a, b]) {
    const entries = (await entriesOf(member)).filter(({ unit }) => unit === 'points')
    expect(entries.map(({ seq }) => seq)).toEqual(entries.map((_, at) => at + 1))
  }
})

test('the day’s cap holds however many ask at once', async () => {
  const world = await newWorld({ transfers: { unit: 'points', perDay: 10 } })
  const [a, b] = [await newMember(world), await newMember(world)]
  await give(world, a, { amount: 500 })
  const ask = async (): Promise<number> => {
    const { status, body } = await handOn(a, b, 1)
    if (body.type !== '/problems/busy') return status
    await scheduler.wait(20)
    return ask()
  }
  const answers = await Promise.all(Array.from({ length: 25 }, ask))
  expect(answers.filter((status) => status === 201)).toHaveLength(10)
  expect(new Set(answers)).toEqual(new Set([201, 409]))
  expect(await availableOf(b)).toBe(10)
})

test('the database itself lets no transfer pass the cap', async () => {
  const world = await newWorld({ transfers: { unit: 'points', perDay: 10 } })
  const [a, b] = [await newMember(world), await newMember(world)]
  const insert = (amount: number, unit = 'points') =>
    env.DB.prepare(
      `INSERT INTO transfers (id, program_id, from_enrolment_id, to_enrolment_id, unit, amount, day, transferred_at) VALUES (?, ?, ?, ?, ?, ?, 1, 1)`,
    )
      .bind(crypto.randomUUID(), world.programId, a.enrolmentId, b.enrolmentId, unit, amount)
      .run()
  await insert(7)
  await expect(insert(4)).rejects.toThrow('more than may be handed on')
  await expect(insert(1, 'stamps')).rejects.toThrow('more than may be handed on')
  await insert(3)
})

test('a transfer sent again under its key goes over once, also where its answer was lost', async () => {
  const world = await newWorld({ transfers })
  const [a, b] = [await newMember(world), await newMember(world)]
  await give(world, a)
  const key = { 'idempotency-key': crypto.randomUUID() }
  const first = await handOn(a, b, 30, { note: 'hej' }, key)
  // As after a worker that died between its write and its answer.
  await env.DB.prepare('DELETE FROM idempotency_keys').run()
  const again = await handOn(a, b, 30, { note: 'hej' }, key)
  expect(again.body).toEqual(first.body)
  expect(await availableOf(b)).toBe(30)
})

test('what a member wrote to another is forgotten with either of them', async () => {
  const world = await newWorld({ transfers })
  const [a, b] = [await newMember(world), await newMember(world)]
  await give(world, a)
  await handOn(a, b, 30, { note: 'Grattis, Vera!' })
  expect((await call('DELETE', '/v1/members/me', { bearer: b.token })).status).toBe(204)
  const list = await call<{ items: Transfer[] }>('GET', '/v1/members/me/transfers', { bearer: a.token })
  expect(list.body.items).toMatchObject([{ direction: 'sent', amount: 30, note: null }])
})
