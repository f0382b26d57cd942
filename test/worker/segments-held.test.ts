import { expect, test } from 'vitest'
import { call } from './api.ts'
import { newMember, newOffer, newSegment, newWorld, type World } from './world.ts'

const BOUGHT = { signal: 'purchaseCount', op: 'gte', value: 1 }

const put = (world: World, id: string, body: unknown) =>
  call<{ type: string }>('PUT', `/v1/segments/${id}`, { bearer: world.key, body })

test('a list that an offer names keeps its members when it may not change', async () => {
  const world = await newWorld()
  const member = await newMember(world)
  const made = await call<{ id: string }>('POST', '/v1/segments', {
    bearer: world.key,
    body: { key: 'vip', name: 'VIP', list: true },
  })
  const { id } = made.body
  await call('POST', `/v1/segments/${id}/members`, {
    bearer: world.key,
    body: { members: [member.enrolmentId] },
  })
  await newOffer(world, { audience: { segments: ['vip'] } })
  const refused = await put(world, id, { key: 'vip2', name: 'VIP', rule: BOUGHT })
  expect([refused.status, refused.body.type]).toEqual([409, '/problems/conflict'])
  const list = await call<{ items: unknown[] }>('GET', `/v1/segments/${id}/members`, { bearer: world.key })
  expect(list.body.items).toHaveLength(1)
})

test('two changes at once close no ring: one of them is refused', async () => {
  const world = await newWorld()
  const [a, b] = [await newSegment(world, 'aa', BOUGHT), await newSegment(world, 'bb', BOUGHT)]
  const asking = (segment: string) => ({
    any: [BOUGHT, { signal: 'inSegment', args: { segment }, op: 'eq', value: 1 }],
  })
  for (let round = 0; round < 5; round += 1) {
    const answers = await Promise.all([
      put(world, a.id, { key: 'aa', name: 'a', rule: asking('bb') }),
      put(world, b.id, { key: 'bb', name: 'b', rule: asking('aa') }),
    ])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 422])
    for (const { id, key } of [a, b]) await put(world, id, { key, name: key, rule: BOUGHT })
  }
})

test('a segment that asks how long one has been in itself is endless', async () => {
  const world = await newWorld()
  const reply = await call<{ detail: string }>('POST', '/v1/segments', {
    bearer: world.key,
    body: {
      key: 'osc',
      name: 'Osc',
      rule: { signal: 'daysInSegment', args: { segment: 'osc' }, op: 'lt', value: 1, unknown: true },
    },
  })
  expect(reply.status).toBe(422)
  expect(reply.body.detail).toContain('endless')
})

test('a text that names nobody empties no list', async () => {
  const world = await newWorld()
  const member = await newMember(world)
  const made = await call<{ id: string }>('POST', '/v1/segments', {
    bearer: world.key,
    body: { key: 'vip', name: 'VIP', list: true },
  })
  const members = `/v1/segments/${made.body.id}/members`
  await call('POST', members, { bearer: world.key, body: { members: [member.enrolmentId] } })
  for (const text of ['oops', '\n\n'])
    expect((await call('PUT', members, { bearer: world.key, body: { text } })).status).toBe(422)
  const list = await call<{ items: unknown[] }>('GET', members, { bearer: world.key })
  expect(list.body.items).toHaveLength(1)
})
