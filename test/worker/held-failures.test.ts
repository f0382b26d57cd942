import { createExecutionContext, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import { expect, test, vi } from 'vitest'
import type { CatalogueReward } from '../../shared/contracts/index.ts'
import type { Env } from '../../worker/env.ts'
import worker from '../../worker/index.ts'
import { call } from './api.ts'
import { type Failing, failingDatabase } from './held-failing.ts'
import { newReward, REWARD_RULES } from './reward-scene.ts'
import { aPurchase, buy, newMember, newWorld, type TestMember, type World } from './world.ts'

interface Scene {
  world: World
  member: TestMember
  other: TestMember
  reward: CatalogueReward
}

/** A request that changes the books. */
interface Asked {
  path: string
  bearer: string
  body: unknown
}

/** Everything that changes a member's books; `n` makes each request one of its own. */
const ACTS: Record<string, (scene: Scene, n: number) => Asked | Promise<Asked>> = {
  purchase: ({ world, member }) => ({
    path: '/v1/purchases',
    bearer: world.key,
    body: { purchases: [aPurchase(world, member)] },
  }),
  'purchase that shares a call': ({ world, member, other }) => ({
    path: '/v1/purchases',
    bearer: world.key,
    body: { purchases: [aPurchase(world, member), aPurchase(world, other), aPurchase(world, null)] },
  }),
  async return({ world, member }, n) {
    const bought = aPurchase(world, member)
    await buy(world, bought)
    return {
      path: '/v1/returns',
      bearer: world.key,
      body: {
        storeId: world.store.id,
        purchaseRef: bought.externalRef,
        externalRef: `return-${n}`,
        returnedAt: Date.now(),
        lines: [{ line: 0, quantity: 1 }],
      },
    }
  },
  event: ({ world, member }, n) => ({
    path: '/v1/events',
    bearer: world.key,
    body: {
      events: [{ id: `event-${n}`, type: 'review', enrolmentId: member.enrolmentId, occurredAt: Date.now() }],
    },
  }),
  gift: ({ world, member }) => ({
    path: '/v1/gifts',
    bearer: world.key,
    body: { enrolmentId: member.enrolmentId, unit: 'points', amount: 30, operator: 'Åsa', reason: 'sorry' },
  }),
  'adjustment that takes': ({ world, member }) => ({
    path: '/v1/adjustments',
    bearer: world.key,
    body: {
      enrolmentId: member.enrolmentId,
      unit: 'points',
      amount: -20,
      operator: 'Åsa',
      reason: 'mistake',
    },
  }),
  'top-up': ({ world, member }, n) => ({
    path: '/v1/stored-value/top-ups',
    bearer: world.key,
    body: {
      storeId: world.store.id,
      externalRef: `top-up-${n}`,
      memberNumber: member.member.number,
      amountMinor: 700,
      currency: 'SEK',
    },
  }),
  charge: ({ world, member }, n) => ({
    path: '/v1/stored-value/charges',
    bearer: world.key,
    body: {
      storeId: world.store.id,
      externalRef: `charge-${n}`,
      memberNumber: member.member.number,
      amountMinor: 30,
      currency: 'SEK',
    },
  }),
  'reward order': ({ member, reward }) => ({
    path: '/v1/members/me/reward-orders',
    bearer: member.token,
    body: { reward: reward.key },
  }),
  transfer: ({ member, other }) => ({
    path: '/v1/members/me/transfers',
    bearer: member.token,
    body: { toNumber: other.member.number, unit: 'points', amount: 10 },
  }),
}

const NO_LIMITS = { LIMIT_TRANSFERS: undefined } as unknown as Partial<Env>

/** One request through the front door, on a database that may fail. */
async function send({ path, bearer, body }: Asked, key: string, db: D1Database) {
  const context = createExecutionContext()
  const request = new Request(`http://localhost:8787${path}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${bearer}`,
      'content-type': 'application/json',
      'idempotency-key': key,
    },
    body: JSON.stringify(body),
  })
  const response = await worker.fetch(
    request as Parameters<typeof worker.fetch>[0],
    { ...env, ...NO_LIMITS, DB: db },
    context,
  )
  const answer = { status: response.status, text: await response.text() }
  await waitOnExecutionContext(context)
  return answer
}

/** What is kept of everybody in a programme. */
async function books({ world }: Scene) {
  const { results } = await env.DB.prepare(
    `SELECT a.enrolment_id, a.available, a.pending, a.held, a.owed, a.seq FROM accounts a
     JOIN enrolments e ON e.id = a.enrolment_id WHERE e.program_id = ? ORDER BY 1, a.unit`,
  )
    .bind(world.programId)
    .all<Record<string, number>>()
  const count = (table: string) =>
    env.DB.prepare(`SELECT count(*) AS n FROM ${table} WHERE program_id = ?`)
      .bind(world.programId)
      .first<number>('n')
  return [
    ...results.flatMap(({ available, pending, held, owed, seq }) => [available, pending, held, owed, seq]),
    await count('purchases'),
    await count('transfers'),
    await count('member_events'),
    await count('reward_orders'),
    await count('ledger_entries'),
  ].map(Number)
}

const difference = (after: number[], before: number[]) => after.map((value, at) => value - (before[at] ?? 0))

async function newScene(): Promise<Scene> {
  const world = await newWorld({
    ...REWARD_RULES,
    transfers: { unit: 'points', perDay: 10_000_000 },
    earn: [
      { key: 'purchases', give: { kind: 'proportional', amount: 1, perMinor: 100 } },
      {
        key: 'reviews',
        on: { kind: 'event', type: 'review' },
        give: { kind: 'fixed', amount: 5 },
        caps: { perMember: 1_000_000 },
      },
    ],
  })
  const reward = await newReward(world, { price: { unit: 'points', amount: 40 } })
  const scene = { world, member: await newMember(world), other: await newMember(world), reward }
  await buy(world, aPurchase(world, scene.member), aPurchase(world, scene.other))
  const { enrolmentId } = scene.member
  for (const unit of ['points', 'storedValue'])
    await call('POST', '/v1/adjustments', {
      bearer: world.key,
      body: { enrolmentId, unit, amount: 100_000, operator: 'Åsa', reason: 'to begin with' },
    })
  return scene
}

test.each(Object.keys(ACTS))(
  'a %s is done once, whichever call to the database fails before or after it is done',
  async (name) => {
    vi.spyOn(console, 'error').mockImplementation(() => {})
    const scene = await newScene()
    const act = ACTS[name]!
    let n = 0
    const next = () => {
      n += 1
      return act(scene, n)
    }

    // Twice undisturbed: what is cached at first is cached, and this is what it does and how often it asks.
    await send(await next(), crypto.randomUUID(), env.DB)
    const clean = await next()
    const before = await books(scene)
    const counted = failingDatabase(env.DB, 0, 'before')
    expect((await send(clean, crypto.randomUUID(), counted.db)).status).toBeLessThan(300)
    const effect = difference(await books(scene), before)
    expect(effect.some((value) => value !== 0)).toBe(true)
    // Its key taken, books read, books written, its answer kept.
    expect(counted.calls()).toBeGreaterThanOrEqual(4)

    for (let at = 1; at <= counted.calls(); at += 1) {
      for (const failing of ['before', 'after'] satisfies Failing[]) {
        const what = `${name}, ${failing} call ${at}`
        const asked = await next()
        const key = crypto.randomUUID()
        const was = await books(scene)
        const failed = await send(asked, key, failingDatabase(env.DB, at, failing).db)
        expect([200, 201, 500], `${what}: ${failed.text}`).toContain(failed.status)
        const again = await retry(asked, key)
        expect(again.status, `${what}: ${again.text}`).toBeLessThan(300)
        expect(difference(await books(scene), was), what).toEqual(effect)
        const third = await send(asked, key, env.DB)
        expect(third, what).toEqual(again)
        expect(difference(await books(scene), was), `${what}, a third time`).toEqual(effect)
      }
    }
  },
)

/** Sends again as a client does: at once, and where the first request seems to run still, a minute later. */
async function retry(asked: Asked, key: string) {
  const answer = await send(asked, key, env.DB)
  if (answer.status !== 409 || !answer.text.includes('idempotency_in_progress')) return answer
  await env.DB.prepare(
    'UPDATE idempotency_keys SET created_at = created_at - 61000 WHERE status IS NULL',
  ).run()
  return send(asked, key, env.DB)
}
