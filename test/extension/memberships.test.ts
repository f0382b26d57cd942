import { expect, test } from 'vitest'
import { ActInput, actRequest } from '../../extension/background/acts.ts'
import { openItems } from '../../extension/background/items.ts'
import { createParts } from '../../extension/background/parts.ts'
import type { Act } from '../../extension/facts.ts'
import { type Answer, type Seen, serve } from './http.ts'
import { memoryArea } from './memory.ts'
import { causes, membership, menu, pickup, rewardOrder, rewardOrders, rewards } from './programme-samples.ts'
import { decision, member, NOW, partner } from './samples.ts'

const problem = (code: string, status: number): Answer => ({
  status,
  body: { type: `/problems/${code}`, title: code, status },
})
const page = (items: unknown[]): Answer => ({ status: 200, body: { items, nextCursor: null } })
const card = { member, deviceId: `dev_${'0'.repeat(26)}`, deviceSecret: 's'.repeat(43) }
const session = {
  accessToken: 'token',
  expiresAt: NOW + 600_000,
  member,
  enrolmentId: `enr_${'0'.repeat(26)}`,
  programId: decision.programId,
}
const CAUSES = `/v1/programs/${decision.programId}/causes`
const MENU = `/v1/stores/${partner.storeId}/menu`

/** The background's parts on a real HTTP server, for a member who has joined. */
async function start(own: Record<string, Answer | ((request: Seen, count: number) => Answer)>) {
  const { base, seen } = await serve((request, count) => {
    const answer = own[`${request.method} ${request.path}`]
    if (typeof answer === 'function') return answer(request, count)
    if (answer) return answer
    return request.path === '/v1/sessions' ? { status: 201, body: session } : problem('not_found', 404)
  })
  const items = openItems(memoryArea(), memoryArea())
  await items.card.write(card)
  return { seen, items, ...createParts({ base, items, now: () => NOW, newKey: () => 'key' }) }
}

test('a membership is read as it stands at the worker', async () => {
  const { memberships } = await start({ 'GET /v1/members/me/membership': { status: 200, body: membership } })
  expect(await memberships.membership(partner.storeId)).toMatchObject({ ok: true, value: membership })
})

test('rewards and orders are asked for in the member’s name, public causes in nobody’s', async () => {
  const { memberships, seen } = await start({
    'GET /v1/members/me/rewards': { status: 200, body: { rewards } },
    'GET /v1/members/me/reward-orders': page(rewardOrders),
    [`GET ${CAUSES}`]: { status: 200, body: { causes } },
  })
  expect(await memberships.catalogue(partner.storeId)).toMatchObject({
    ok: true,
    value: { rewards, orders: rewardOrders, causes },
  })
  const of = (path: string) => seen.find((request) => request.path === path)?.headers
  expect(of('/v1/members/me/rewards')?.authorization).toBe('Bearer token')
  expect(of(CAUSES)?.authorization).toBeUndefined()
  expect(of(CAUSES)?.['stamkund-bookmark']).toBeUndefined()
})

test('a store without a menu still shows what was ordered there', async () => {
  const { memberships } = await start({ 'GET /v1/members/me/pickups': page([pickup(1)]) })
  expect(await memberships.pickups(partner.storeId)).toMatchObject({
    ok: true,
    value: { orders: [pickup(1)], menu: { places: [], items: [] } },
  })
  const broken = await start({
    'GET /v1/members/me/pickups': page([pickup(1)]),
    [`GET ${MENU}`]: problem('internal', 500),
  })
  expect(await broken.memberships.pickups(partner.storeId)).toMatchObject({ ok: false, code: 'internal' })
})

test('entries of every unit are brought together, and one that fails fails all', async () => {
  const { memberships, seen } = await start({
    'GET /v1/members/me/entries?unit=points': page([]),
    'GET /v1/members/me/entries?unit=stamps': page([]),
  })
  expect(await memberships.entries(partner.storeId, ['points', 'stamps'])).toMatchObject({
    ok: true,
    value: [],
  })
  expect(seen.filter(({ path }) => path.startsWith('/v1/members/me/entries'))).toHaveLength(2)
  expect(await memberships.entries(partner.storeId, ['points', 'storedValue'])).toMatchObject({
    ok: false,
    code: 'not_found',
  })
})

const ACTS: Act[] = [
  { kind: 'orderReward', reward: 'cup', cause: 'trees' },
  { kind: 'cancelOrder', orderId: rewardOrders[0]!.id },
  { kind: 'cancelPlan', plan: 'plus', refund: true },
  { kind: 'resumePlan', plan: 'plus' },
  { kind: 'placePickup', placeKey: 'torget', pickupAt: NOW, lines: [{ sku: 'kaffe', quantity: 2 }] },
  { kind: 'cancelPickup', pickupId: pickup(1).id },
  { kind: 'transfer', toNumber: '7043000000000004', unit: 'points', amount: 5 },
]

test.each(ACTS)('$kind that was not answered is sent again with the same key and body', async (act) => {
  const { path, body } = actRequest(act, partner.storeId)
  const answered = act.kind === 'orderReward' ? rewardOrder(1, 0) : {}
  const { memberships, seen, items } = await start({
    [`POST ${path}`]: (_request, count) => (count === 2 ? 'hang up' : { status: 201, body: answered }),
  })
  expect(await memberships.act(partner.storeId, act)).toMatchObject({ ok: false, code: 'offline' })
  expect(Object.keys(await items.attempts.read())).toHaveLength(1)
  expect(await memberships.act(partner.storeId, act)).toMatchObject({ ok: true })
  const [first, second] = seen.filter((request) => request.path === path)
  expect(first?.headers['idempotency-key']).toBeTruthy()
  expect(second?.headers['idempotency-key']).toBe(first?.headers['idempotency-key'])
  expect(second?.body).toEqual(body ?? null)
  expect(second?.body).toEqual(first?.body)
  expect(await items.attempts.read()).toEqual({})
})

test('what was refused for sure is another act when it is tried again', async () => {
  const { memberships, seen } = await start({
    'POST /v1/members/me/reward-orders': problem('insufficient_points', 409),
  })
  const act: Act = { kind: 'orderReward', reward: 'cup' }
  expect(await memberships.act(partner.storeId, act)).toMatchObject({
    ok: false,
    code: 'insufficient_points',
  })
  await memberships.act(partner.storeId, act)
  const keys = seen.map((request) => request.headers['idempotency-key']).filter(Boolean)
  expect(new Set(keys).size).toBe(2)
})

test('an ordered reward brings its code', async () => {
  const order = rewardOrder(1, 0, { code: 'TACK-1' })
  const { memberships } = await start({ 'POST /v1/members/me/reward-orders': { status: 201, body: order } })
  expect(await memberships.act(partner.storeId, { kind: 'orderReward', reward: 'reward-1' })).toMatchObject({
    ok: true,
    value: { code: 'TACK-1' },
  })
})

test('a birth month is said with a month alone, and taken back with nothing', async () => {
  const { memberships, seen } = await start({
    'PUT /v1/members/me/birth-month': { status: 200, body: { month: 3 } },
    'DELETE /v1/members/me/birth-month': { status: 204 },
  })
  const say = (month: number | null) => memberships.act(partner.storeId, { kind: 'setBirthMonth', month })
  expect(await say(3)).toMatchObject({ ok: true })
  expect(await say(null)).toMatchObject({ ok: true })
  const [put, del] = seen.filter(({ path }) => path.endsWith('birth-month'))
  expect(put).toMatchObject({ method: 'PUT', body: { month: 3 } })
  expect(del).toMatchObject({ method: 'DELETE', body: null })
})

test('everything that leaves is told in the log', async () => {
  const { memberships, items } = await start({
    'GET /v1/members/me/membership': { status: 200, body: membership },
    [`GET ${MENU}`]: { status: 200, body: menu },
    'GET /v1/members/me/pickups': page([]),
  })
  await memberships.membership(partner.storeId)
  await memberships.pickups(partner.storeId)
  await memberships.act(partner.storeId, ACTS[6]!)
  const kinds = (await items.sent.read()).map(({ kind }) => kind)
  expect(kinds.toReversed()).toEqual(['session', 'membership', 'pickups', 'pickups', 'transfer'])
})

test.each([
  ['a wrong digit', { kind: 'transfer', toNumber: '7043000000000005', unit: 'points', amount: 5 }],
  ['half a point', { kind: 'transfer', toNumber: '7043000000000004', unit: 'points', amount: 0.5 }],
  ['a thirteenth month', { kind: 'setBirthMonth', month: 13 }],
  ['an order of nothing', { kind: 'placePickup', placeKey: 'torget', pickupAt: NOW, lines: [] }],
  ['a path in a plan', { kind: 'resumePlan', plan: '../../me' }],
])('%s never leaves the device', (_title, act) => expect(ActInput.safeParse(act).success).toBe(false))
