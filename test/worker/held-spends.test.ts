import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import { type CatalogueReward, DomainError, type Unit } from '../../shared/contracts/index.ts'
import type { Env } from '../../worker/env.ts'
import worker from '../../worker/index.ts'
import { call } from './api.ts'
import { accountOf, fiftyPoints, memberWith, spend, tally } from './held-scene.ts'
import { newReward, REWARD_RULES } from './reward-scene.ts'
import { aPurchase, newMember, newWorld, type TestMember, type World } from './world.ts'

const SPENDS = 200
const BALANCE = 50

const times = <T>(count: number, make: (n: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: count }, (_, n) => make(n)))

/** What became of something: `done`, or the code of the refusal. */
const endOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'done',
    (error) => {
      if (error instanceof DomainError) return error.code
      throw error
    },
  )

interface Asked {
  world: World
  member: TestMember
  other: TestMember
  reward: CatalogueReward
}

/** Ways to spend 1 of a unit. */
const BY_ROUTE: Record<
  string,
  { unit: Unit; ask: (asked: Asked, n: number) => Promise<{ status: number; text: string }> }
> = {
  'reward orders': {
    unit: 'points',
    ask: ({ member, reward }) => post('/v1/members/me/reward-orders', member.token, { reward: reward.key }),
  },
  'charges of stored value': {
    unit: 'storedValue',
    ask: ({ world, member }, n) =>
      post('/v1/stored-value/charges', world.key, {
        storeId: world.store.id,
        externalRef: `charge-${n}`,
        memberNumber: member.member.number,
        amountMinor: 1,
        currency: 'SEK',
      }),
  },
  transfers: {
    unit: 'points',
    ask: ({ member, other }) =>
      post('/v1/members/me/transfers', member.token, {
        toNumber: other.member.number,
        unit: 'points',
        amount: 1,
      }),
  },
  'adjustments by hand': {
    unit: 'points',
    ask: ({ world, member: { enrolmentId } }) =>
      post('/v1/adjustments', world.key, {
        enrolmentId,
        unit: 'points',
        amount: -1,
        operator: 'Åsa',
        reason: 'x',
      }),
  },
}

/** A request of its own through the front door, past the limits on how often one may ask. */
async function post(path: string, bearer: string, body: unknown): Promise<{ status: number; text: string }> {
  const context = createExecutionContext()
  const request = new Request(`http://localhost:8787${path}`, {
    method: 'POST',
    headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const noLimits = { LIMIT_TRANSFERS: undefined } as unknown as Partial<Env>
  const response = await worker.fetch(
    request as Parameters<typeof worker.fetch>[0],
    { ...env, ...noLimits },
    context,
  )
  const answer = { status: response.status, text: await response.text() }
  await waitOnExecutionContext(context)
  return answer
}

describe('200 spends of 1 at once on a balance of 50', () => {
  test('exactly 50 pass, and the others are told that there is not enough', async () => {
    const { world, member } = await fiftyPoints()
    const { enrolmentId } = member
    const ends = await times(SPENDS, (n) => endOf(spend(world, enrolmentId, 1, `spend:${enrolmentId}:${n}`)))
    expect(tally(ends)).toEqual({ done: BALANCE, insufficient_points: SPENDS - BALANCE })
    expect(await accountOf(enrolmentId)).toMatchObject({
      seq: 1 + BALANCE,
      entries: 1 + BALANCE,
      available: 0,
      entriesMake: 0,
      lotsMake: 0,
      owed: 0,
    })
  })

  test('without taking turns the database alone lets no more than 50 through', async () => {
    const { world, member } = await fiftyPoints()
    const { enrolmentId } = member
    const ends = await times(SPENDS, (n) =>
      endOf(spend(world, enrolmentId, 1, `spend:${enrolmentId}:${n}`, { once: true })).catch(() => 'stale'),
    )
    const { done = 0, stale = 0 } = tally(ends)
    expect(stale).toBeGreaterThan(0)
    expect(done).toBeLessThanOrEqual(BALANCE)
    expect(await accountOf(enrolmentId)).toMatchObject({
      available: BALANCE - done,
      entriesMake: BALANCE - done,
      lotsMake: BALANCE - done,
    })
  })

  test.each(Object.keys(BY_ROUTE))('over HTTP, by %s', async (route) => {
    const rules = { ...REWARD_RULES, transfers: { unit: 'points' as const, perDay: 10_000 } }
    const { world, member } = await fiftyPoints(rules)
    const other = await newMember(world)
    const reward = await newReward(world, { price: { unit: 'points', amount: 1 } })
    const { enrolmentId } = member
    const begin = { enrolmentId, unit: 'storedValue', amount: BALANCE, operator: 'Åsa', reason: 'x' }
    expect((await call('POST', '/v1/gifts', { bearer: world.key, body: begin })).status).toBe(201)
    const { unit, ask } = BY_ROUTE[route]!
    const before = await accountOf(enrolmentId, unit)
    expect(before?.available).toBe(BALANCE)

    const ends = await times(SPENDS, async (n) => {
      const { status, text } = await ask({ world, member, other, reward }, n)
      return status === 201 ? 'done' : `${status} ${(JSON.parse(text) as { type: string }).type}`
    })
    expect(tally(ends)).toEqual({ done: BALANCE, '409 /problems/insufficient_points': SPENDS - BALANCE })
    expect(await accountOf(enrolmentId, unit)).toMatchObject({
      seq: (before?.seq ?? 0) + BALANCE,
      available: 0,
      entriesMake: 0,
      lotsMake: 0,
      owed: 0,
    })
  })

  // The controls: what people write first, on the same database. They have to fail, or the tests above would show nothing.
  test('the naive way, read and check and write, lets more than 50 through', async () => {
    const purse = await newPurse(BALANCE)
    const ends = await times(SPENDS, async () => {
      if ((await purse.balance()) < 1) return 'insufficient'
      await env.DB.batch([
        env.DB.prepare('UPDATE naive_purses SET balance = balance - 1 WHERE id = ?').bind(purse.id),
        env.DB.prepare('INSERT INTO naive_spends (purse) VALUES (?)').bind(purse.id),
      ])
      return 'done'
    })
    expect(tally(ends).done).toBeGreaterThan(BALANCE)
    expect(await purse.balance()).toBeLessThan(0)
  })

  test('so does a guarded balance with an entry that is written all the same', async () => {
    const purse = await newPurse(BALANCE)
    await times(SPENDS, () =>
      env.DB.batch([
        env.DB.prepare('UPDATE naive_purses SET balance = balance - 1 WHERE id = ? AND balance >= 1').bind(
          purse.id,
        ),
        env.DB.prepare('INSERT INTO naive_spends (purse) VALUES (?)').bind(purse.id),
      ]),
    )
    expect(await purse.balance()).toBe(0)
    expect(await purse.spends()).toBe(SPENDS)
  })
})

test('200 spends of 1 at once on a balance of 200 all pass, and none is told to come again', async () => {
  const world = await newWorld({ returnWindowDays: 0 })
  const { enrolmentId } = await memberWith(world, SPENDS)
  const ends = await times(SPENDS, (n) => endOf(spend(world, enrolmentId, 1, `all:${enrolmentId}:${n}`)))
  expect(tally(ends)).toEqual({ done: SPENDS })
  expect(await accountOf(enrolmentId)).toMatchObject({ seq: 1 + SPENDS, available: 0, entriesMake: 0 })
})

test('100 purchases of one member at once are all recorded, and none is told to come again', async () => {
  const world = await newWorld({ returnWindowDays: 0 })
  const member = await memberWith(world, 1)
  const replies = await times(100, () =>
    call('POST', '/v1/purchases', { bearer: world.key, body: { purchases: [aPurchase(world, member)] } }),
  )
  expect(tally(replies.map(({ status }) => String(status)))).toEqual({ 200: 100 })
  expect(await accountOf(member.enrolmentId)).toMatchObject({
    seq: 101,
    available: 20_001,
    entriesMake: 20_001,
  })
})

/** A purse as nobody should keep one: a number that code is trusted to mind. */
async function newPurse(balance: number) {
  const id = crypto.randomUUID()
  await env.DB.batch([
    env.DB.prepare('CREATE TABLE IF NOT EXISTS naive_purses (id TEXT PRIMARY KEY, balance INTEGER NOT NULL)'),
    env.DB.prepare('CREATE TABLE IF NOT EXISTS naive_spends (purse TEXT NOT NULL)'),
    env.DB.prepare('INSERT INTO naive_purses (id, balance) VALUES (?, ?)').bind(id, balance),
  ])
  const ask = async (sql: string) => (await env.DB.prepare(sql).bind(id).first<number>('n')) ?? Number.NaN
  return {
    id,
    balance: () => ask('SELECT balance AS n FROM naive_purses WHERE id = ?'),
    spends: () => ask('SELECT count(*) AS n FROM naive_spends WHERE purse = ?'),
  }
}
