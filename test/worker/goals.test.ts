import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { DAY_MS, type GoalView } from '../../shared/contracts/index.ts'
import { call } from './api.ts'
import { nobody } from './scene.ts'
import { aPurchase, buy, newMember, newWorld, type World } from './world.ts'

const goal = (more: Record<string, unknown> = {}) => ({
  metric: 'averageOrderValue',
  baseline: 10_000,
  target: 30_000,
  deadlineAt: Date.now() + 60 * DAY_MS,
  owner: 'Karin',
  ...more,
})
const set = (world: World, body: unknown) =>
  call<GoalView & { issues?: { path: string }[] }>('POST', '/v1/goals', { bearer: world.key, body })

test('a goal is set, read, set anew and let go', async () => {
  const world = await newWorld()
  const { status, body } = await set(world, goal())
  expect(status).toBe(201)
  expect(body).toMatchObject({
    ...goal({ deadlineAt: body.deadlineAt }),
    status: { state: 'cantSayYet', current: null },
  })
  const path = `/v1/goals/${body.id}`
  expect((await call('GET', path, { bearer: world.key })).body).toMatchObject({ id: body.id })
  const replaced = await call<GoalView>('PUT', path, { bearer: world.key, body: goal({ owner: 'Vera' }) })
  expect(replaced.body).toMatchObject({ id: body.id, owner: 'Vera', createdAt: body.createdAt })
  const page = await call<{ items: GoalView[] }>('GET', '/v1/goals', { bearer: world.key })
  expect(page.body.items.map(({ owner }) => owner)).toEqual(['Vera'])
  expect((await call('DELETE', path, { bearer: world.key })).status).toBe(204)
  expect((await call('GET', path, { bearer: world.key })).status).toBe(404)
})

test('a figure that rises month by month is on track, reached or not, with its forecast', async () => {
  const world = await newWorld()
  const member = await newMember(world)
  // Each fortnight a purchase of 500 more.
  await buy(
    world,
    ...Array.from({ length: 14 }, (_, back) => {
      const totalMinor = 20_000 - back * 500
      return aPurchase(world, member, {
        purchasedAt: Date.now() - (back * 14 + 1) * DAY_MS,
        totalMinor,
        lines: [{ sku: 'skogsrost', quantity: 1, amountMinor: totalMinor }],
      })
    }),
  )
  const status = async (target: number) => (await set(world, goal({ baseline: 13_000, target }))).body.status
  const near = await status(21_000)
  expect(near.state).toBe('onTrack')
  // Half a year of 196 days: months that share no day.
  expect(near.points).toBe(7)
  expect(near.current).toBeGreaterThan(18_000)
  expect(near.forecast?.value).toBeGreaterThan(21_000)
  expect((await status(90_000)).state).toBe('offTrack')
  expect((await status(14_000)).state).toBe('reached')
})

test('a goal whose day has come stays as it came out, whatever is bought since', async () => {
  const world = await newWorld()
  const member = await newMember(world)
  const bought = (daysAgo: number, totalMinor: number) =>
    aPurchase(world, member, {
      purchasedAt: Date.now() - daysAgo * DAY_MS,
      totalMinor,
      lines: [{ sku: 'skogsrost', quantity: 1, amountMinor: totalMinor }],
    })
  await buy(world, bought(50, 40_000), bought(2, 20_000))
  const [met, missed] = [(await set(world, goal())).body, (await set(world, goal({ target: 50_000 }))).body]
  await env.DB.prepare('UPDATE goals SET deadline_at = ? WHERE id IN (?, ?)')
    .bind(Date.now() - 40 * DAY_MS, met.id, missed.id)
    .run()
  const statusOf = async ({ id }: GoalView) =>
    (await call<GoalView>('GET', `/v1/goals/${id}`, { bearer: world.key })).body.status
  expect(await statusOf(met)).toMatchObject({ state: 'reached', current: 40_000 })
  expect(await statusOf(missed)).toMatchObject({ state: 'missed', current: 40_000 })
})

test.each([
  ['a figure without a past', { metric: 'lifetimeValue' }, '/metric'],
  ['a figure of codes', { metric: 'codeEffectiveness', target: 0.5 }, '/metric'],
  ['the cost of a purchase', { metric: 'costPerIncrementalOrder' }, '/metric'],
  ['more than all taking part', { metric: 'participation', baseline: 0.5, target: 7 }, '/target'],
  ['fewer than nobody coming back', { metric: 'retention', baseline: 0.5, target: -3 }, '/target'],
  ['a figure nobody knows', { metric: 'happiness' }, '/metric'],
  ['a target that is the baseline', { target: 10_000 }, '/target'],
  ['a deadline that is over', { deadlineAt: Date.now() - DAY_MS }, '/deadlineAt'],
  ['nobody to see to it', { owner: ' ' }, '/owner'],
])('a goal with %s is refused', async (_, change, path) => {
  const { status, body } = await set(await newWorld(), goal(change))
  expect([status, body.issues?.[0]?.path]).toEqual([422, path])
})

test('nor is one set anew so', async () => {
  const world = await newWorld()
  const { id } = (await set(world, goal())).body
  const { status } = await call('PUT', `/v1/goals/${id}`, {
    bearer: world.key,
    body: goal({ metric: 'participation', baseline: 0.5, target: 7 }),
  })
  expect(status).toBe(422)
})

test('another merchant’s goals are not found', async () => {
  const [world, other] = [await newWorld(), await newWorld()]
  const { body } = await set(world, goal())
  for (const id of [body.id, nobody('gol')])
    for (const [method, change] of [['GET'], ['PUT', goal()], ['DELETE']] as const)
      expect(
        (await call(method, `/v1/goals/${id}`, { bearer: other.key, ...(change ? { body: change } : {}) }))
          .status,
      ).toBe(404)
})
