import { expect, test } from 'vitest'
import type { Segment, SegmentCount, SegmentListChange } from '../../shared/contracts/index.ts'
import { call } from './api.ts'
import { nobody } from './scene.ts'
import { newMember, newWorld, type World } from './world.ts'

type Refused = { issues: { path: string; message: string }[] }

const newList = async (world: World, key = 'vip') =>
  (await call<Segment>('POST', '/v1/segments', { bearer: world.key, body: { key, name: key, list: true } }))
    .body

const upload = <T = SegmentListChange>(
  { key: bearer }: World,
  { id }: Segment,
  how: 'add' | 'remove' | 'replace',
  body: { members: string[] } | { text: string },
) =>
  call<T>(
    how === 'replace' ? 'PUT' : 'POST',
    `/v1/segments/${id}/members${how === 'remove' ? '/remove' : ''}`,
    {
      bearer,
      body,
    },
  )

const membersOf = async ({ key: bearer }: World, { id }: Segment) =>
  (
    await call<{ items: { enrolmentId: string }[] }>('GET', `/v1/segments/${id}/members`, { bearer })
  ).body.items.map(({ enrolmentId }) => enrolmentId)

test('members are put on a list by number or enrolment, taken off it, and all of it replaced', async () => {
  const world = await newWorld()
  const [a, b, c] = [await newMember(world), await newMember(world), await newMember(world)]
  const list = await newList(world)
  expect(list).toMatchObject({ key: 'vip', list: true })
  expect(list).not.toHaveProperty('rule')
  const { number } = a.member
  const spaced = number.replace(/(\d{4})/g, '$1 ')

  const both = await upload(world, list, 'add', { members: [spaced, b.enrolmentId, number] })
  expect(both).toMatchObject({ status: 200, body: { added: 2, removed: 0, members: 2 } })
  const again = await upload(world, list, 'add', { members: [number] })
  expect(again.body).toEqual({ added: 0, removed: 0, members: 2 })
  expect(await membersOf(world, list)).toEqual([a.enrolmentId, b.enrolmentId].sort())

  const text = `member number\r\n"${c.member.number}";Karin\r\n\r\n${number},Vera\n`
  const replaced = await upload(world, list, 'replace', { text })
  expect(replaced.body).toEqual({ added: 1, removed: 1, members: 2 })
  expect(await membersOf(world, list)).toEqual([a.enrolmentId, c.enrolmentId].sort())
  const off = await upload(world, list, 'remove', { members: [a.enrolmentId, b.enrolmentId] })
  expect(off.body).toEqual({ added: 0, removed: 1, members: 1 })
  const none = await upload(world, list, 'replace', { members: [] })
  expect(none.body).toEqual({ added: 0, removed: 1, members: 0 })
})

test('whoever is nobody is told by their place, and then nothing is changed', async () => {
  const [world, other] = [await newWorld(), await newWorld()]
  const [own, foreign] = [await newMember(world), await newMember(other)]
  const list = await newList(world)
  await upload(world, list, 'add', { members: [own.enrolmentId] })
  const mistyped = own.member.number.replace(/\d$/, (digit) => String((Number(digit) + 1) % 10))
  const members = [
    own.member.number,
    mistyped,
    foreign.member.number,
    foreign.enrolmentId,
    'Karin',
    nobody('enr'),
  ]
  for (const how of ['add', 'replace', 'remove'] as const) {
    const refused = await upload<Refused>(world, list, how, { members })
    expect(refused.status).toBe(422)
    expect(refused.body.issues).toEqual([
      { path: '/members/1', message: 'is no member number: perhaps a digit is mistyped' },
      { path: '/members/2', message: 'is no member of this programme' },
      { path: '/members/3', message: 'is no enrolment of this programme' },
      { path: '/members/4', message: 'is no member number: perhaps a digit is mistyped' },
      { path: '/members/5', message: 'is no enrolment of this programme' },
    ])
    expect(await membersOf(world, list)).toEqual([own.enrolmentId])
  }
  const lines = await upload<Refused>(world, list, 'add', {
    text: `number\n${own.member.number}\n${mistyped}\n`,
  })
  expect(lines.body.issues).toEqual([
    { path: '/text', message: 'line 3 is no member number: perhaps a digit is mistyped' },
  ])
  expect((await upload(world, list, 'add', { members: Array(10_001).fill(own.member.number) })).status).toBe(
    422,
  )
})

test('a list is seen by its own programme, and a rule takes nobody by hand', async () => {
  const [world, other] = [await newWorld(), await newWorld()]
  const member = await newMember(world)
  const list = await newList(world)
  const body = { members: [member.enrolmentId] }
  for (const how of ['add', 'replace', 'remove'] as const) {
    expect((await upload(other, list, how, body)).status).toBe(404)
    expect((await upload(world, { ...list, id: nobody('seg') }, how, body)).status).toBe(404)
  }
  expect((await call('GET', `/v1/segments/${list.id}/members`, { bearer: other.key })).status).toBe(404)
  expect((await call('GET', `/v1/segments/${list.id}/count`, { bearer: other.key })).status).toBe(404)
  expect((await call('GET', `/v1/segments/${list.id}/events`, { bearer: other.key })).status).toBe(404)
  expect(await membersOf(world, list)).toEqual([])

  const rule = { signal: 'purchaseCount', op: 'gte', value: 1 }
  const ruled = { key: 'vip', name: 'vip', rule }
  await upload(world, list, 'add', body)
  expect((await call('PUT', `/v1/segments/${list.id}`, { bearer: world.key, body: ruled })).status).toBe(200)
  expect((await upload(world, list, 'add', body)).status).toBe(409)
  // What was on the list does not come back with it.
  const listed = { key: 'vip', name: 'vip', list: true }
  await call('PUT', `/v1/segments/${list.id}`, { bearer: world.key, body: listed })
  expect(await membersOf(world, list)).toEqual([])
})

test('a segment has a rule or a list, not both and not neither', async () => {
  const { key: bearer } = await newWorld()
  const rule = { signal: 'purchaseCount', op: 'gte', value: 1 }
  for (const body of [{ rule, list: true }, {}, { list: false }])
    expect(
      (await call('POST', '/v1/segments', { bearer, body: { key: 'k', name: 'n', ...body } })).status,
    ).toBe(422)
})

test('a list is counted, and holds whom it names wherever segments are asked', async () => {
  const world = await newWorld()
  const [member] = [await newMember(world), await newMember(world)]
  const list = await newList(world)
  await upload(world, list, 'add', { members: [member.member.number] })
  const { body } = await call<SegmentCount>('GET', `/v1/segments/${list.id}/count`, { bearer: world.key })
  expect(body).toMatchObject({
    members: 1,
    of: 2,
    isExact: true,
    examples: [member.enrolmentId],
    interval: null,
  })
  const { body: seen } = await call<{ segments: string[] }>('GET', `/v1/enrolments/${member.enrolmentId}`, {
    bearer: world.key,
  })
  expect(seen.segments).toEqual(['vip'])
})
