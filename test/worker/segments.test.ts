import { describe, expect, test } from 'vitest'
import { MAX_RULE_DEPTH, MAX_RULE_NODES, type Segment } from '../../shared/contracts/index.ts'
import { call, newMerchant } from './api.ts'
import { offerBody } from './offer-scene.ts'
import { catalogueVersion, nobody } from './scene.ts'

const RECENT = { signal: 'recencyDays', op: 'lte', value: 30 }
const segmentBody = (key: string, rule: unknown = { all: [RECENT] }) => ({ key, name: 'Regulars', rule })

const newSegment = async (bearer: string, key: string) =>
  (await call<Segment>('POST', '/v1/segments', { bearer, body: segmentBody(key) })).body

test('a segment is made, read, replaced and deleted, and every change is told to the caches', async () => {
  const { key: bearer, programId } = await newMerchant()
  const versions = [await catalogueVersion(programId)]
  const note = async () => versions.push(await catalogueVersion(programId))

  const made = await call<Segment>('POST', '/v1/segments', { bearer, body: segmentBody('regulars') })
  expect(made.status).toBe(201)
  await note()
  const path = `/v1/segments/${made.body.id}`
  expect((await call('GET', path, { bearer })).body).toEqual(made.body)

  const rule = { not: RECENT }
  const replaced = await call<Segment>('PUT', path, { bearer, body: segmentBody('sleepers', rule) })
  expect(replaced.body).toEqual({ ...made.body, key: 'sleepers', rule })
  await note()
  expect((await call('DELETE', path, { bearer })).status).toBe(204)
  await note()
  expect((await call('GET', path, { bearer })).status).toBe(404)
  expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b))
})

test('a key names one segment of a programme, and the same one in another', async () => {
  const [one, other] = [await newMerchant(), await newMerchant()]
  const [first, second] = [await newSegment(one.key, 'first'), await newSegment(one.key, 'second')]
  const post = (bearer: string) => call('POST', '/v1/segments', { bearer, body: segmentBody('first') })
  expect((await post(one.key)).status).toBe(409)
  expect((await post(other.key)).status).toBe(201)
  const taken = await call('PUT', `/v1/segments/${second.id}`, {
    bearer: one.key,
    body: segmentBody('first'),
  })
  expect(taken.status).toBe(409)
  expect((await call('GET', `/v1/segments/${first.id}`, { bearer: one.key })).body).toEqual(first)
})

test('a segment that an offer names keeps its key and its place, but may change its rule', async () => {
  const { key: bearer } = await newMerchant()
  const segment = await newSegment(bearer, 'regulars')
  const body = { ...offerBody(), audience: { segments: ['regulars'] } }
  expect((await call('POST', '/v1/offers', { bearer, body })).status).toBe(201)
  const path = `/v1/segments/${segment.id}`
  expect((await call('DELETE', path, { bearer })).status).toBe(409)
  expect((await call('PUT', path, { bearer, body: segmentBody('others') })).status).toBe(409)
  expect((await call('PUT', path, { bearer, body: segmentBody('regulars', RECENT) })).status).toBe(200)
})

test('the list goes on from its cursor', async () => {
  const { key: bearer } = await newMerchant()
  const made: string[] = []
  for (const key of ['a', 'b', 'c', 'd', 'e']) made.push((await newSegment(bearer, key)).id)
  const read: string[] = []
  let query = '?limit=2'
  for (let page = 0; page < 3; page += 1) {
    const { body } = await call<{ items: Segment[]; nextCursor: string | null }>(
      'GET',
      `/v1/segments${query}`,
      {
        bearer,
      },
    )
    read.push(...body.items.map((segment) => segment.id))
    query = `?limit=2&cursor=${body.nextCursor}`
  }
  expect(read).toEqual(made)
  expect(query).toContain('null')
})

const nest = (depth: number): unknown => (depth === 0 ? RECENT : { not: nest(depth - 1) })

describe('a rule', () => {
  test.each([
    ['an unknown signal', { signal: 'shoeSize', op: 'lt', value: 3 }, '/rule/signal'],
    [
      'an unknown signal, deep inside',
      { all: [RECENT, { not: { signal: 'x', op: 'lt', value: 3 } }] },
      '/rule/all/1/not/signal',
    ],
    ['an argument it does not take', { ...RECENT, args: { days: 3 } }, '/rule/args'],
    ['a value of another type', { ...RECENT, value: 'often' }, '/rule/value'],
    ['an order of words', { signal: 'memberRegion', op: 'lt', value: 'SE' }, '/rule/op'],
    ['an unknown comparison', { ...RECENT, op: 'like' }, '/rule'],
    ['nothing in it', { all: [] }, '/rule'],
    ['code', 'recencyDays < 30', '/rule'],
    ['no number', { ...RECENT, value: null }, '/rule'],
    ['too much depth', nest(MAX_RULE_DEPTH), '/rule'],
    ['a nest of thousands', nest(5_000), '/rule'],
    ['too many comparisons', { any: Array.from({ length: MAX_RULE_NODES + 1 }, () => RECENT) }, '/rule'],
  ])('with %s is refused, and the place named', async (_, rule, path) => {
    const { key: bearer } = await newMerchant()
    const refused = await call<{ issues: { path: string }[] }>('POST', '/v1/segments', {
      bearer,
      body: segmentBody('bad', rule),
    })
    expect(refused.status).toBe(422)
    expect(refused.body.issues.map((issue) => issue.path).join()).toContain(path)
  })
})

test.each([
  [{ key: 'Not A Slug' }, '/key'],
  [{ key: 'x'.repeat(64) }, '/key'],
  [{ name: ' ' }, '/name'],
  [{ name: 'x'.repeat(121) }, '/name'],
  [{ id: nobody('seg') }, '/id'],
])('a segment with %j is refused', async (change, path) => {
  const { key: bearer } = await newMerchant()
  const refused = await call<{ issues: { path: string }[] }>('POST', '/v1/segments', {
    bearer,
    body: { ...segmentBody('fine'), ...change },
  })
  expect(refused.status).toBe(422)
  expect(refused.body.issues.map((issue) => issue.path)).toContain(path)
})

test('another programme’s segment, and one that never was, are not there', async () => {
  const [one, other] = [await newMerchant(), await newMerchant()]
  const segment = await newSegment(one.key, 'mine')
  for (const id of [segment.id, nobody('seg')]) {
    const bearer = other.key
    expect((await call('GET', `/v1/segments/${id}`, { bearer })).status).toBe(404)
    expect((await call('PUT', `/v1/segments/${id}`, { bearer, body: segmentBody('theirs') })).status).toBe(
      404,
    )
    expect((await call('DELETE', `/v1/segments/${id}`, { bearer })).status).toBe(404)
  }
  expect((await call('GET', '/v1/segments/7', { bearer: other.key })).status).toBe(422)
  expect((await call('GET', '/v1/segments?cursor=x', { bearer: other.key })).status).toBe(422)
  expect((await call('GET', `/v1/segments/${segment.id}`, { bearer: one.key })).body).toEqual(segment)
})
