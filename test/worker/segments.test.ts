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

describe('segments that ask for segments', () => {
  const asks = (segment: string) => ({ signal: 'inSegment', args: { segment }, op: 'eq', value: 1 })

  test('a ring is refused, and the field and the ring are named', async () => {
    const { key: bearer } = await newMerchant()
    const post = (key: string, rule: unknown) =>
      call<Segment & { issues: { path: string; message: string }[] }>('POST', '/v1/segments', {
        bearer,
        body: segmentBody(key, rule),
      })
    const first = await post('a', RECENT)
    expect((await post('b', { not: asks('a') })).status).toBe(201)
    const ring = await call<{ issues: unknown[] }>('PUT', `/v1/segments/${first.body.id}`, {
      bearer,
      body: segmentBody('a', { all: [RECENT, asks('b')] }),
    })
    expect(ring.status).toBe(422)
    expect(ring.body.issues).toEqual([
      { path: '/rule/all/1/args/segment', message: 'is endless: a asks for b asks for a' },
    ])
    expect((await post('c', { any: [asks('c'), RECENT] })).body.issues[0]?.message).toBe(
      'is endless: c asks for c',
    )
    expect((await post('d', asks('nowhere'))).body.issues).toEqual([
      { path: '/rule/args/segment', message: 'no segment nowhere' },
    ])
    const renamed = segmentBody('z', RECENT)
    expect((await call('PUT', `/v1/segments/${first.body.id}`, { bearer, body: renamed })).status).toBe(409)
  })
})

test('what names a segment is told to whoever wants to delete it, and holds it', async () => {
  const level = (key: string, threshold: number, segment?: string) => ({ key, name: key, threshold, segment })
  const { key: bearer } = await newMerchant({
    earn: [
      {
        key: 'welcome',
        on: { kind: 'segmentEntered', segment: 'earning' },
        give: { kind: 'fixed', amount: 5 },
        caps: { perMember: 5 },
      },
    ],
    tiers: {
      basis: { kind: 'segment' },
      window: { kind: 'calendarYear' },
      levels: [level('base', 0), level('gold', 1, 'golden')],
    },
  })
  const named = { signal: 'daysInSegment', args: { segment: 'ruled' }, op: 'lte', value: 7 }
  const keys = ['listed', 'ruled', 'asked', 'earning', 'golden', 'free']
  const made: Record<string, Segment> = {}
  for (const key of keys) made[key] = await newSegment(bearer, key)
  await call('POST', '/v1/segments', {
    bearer,
    body: segmentBody('asker', {
      not: { signal: 'inSegment', args: { segment: 'asked' }, op: 'eq', value: 1 },
    }),
  })
  for (const body of [
    offerBody({ key: 'by-segment', audience: { segments: ['listed'] } }),
    offerBody({ key: 'by-rule', audience: { segments: [], rule: { all: [named, RECENT] } } }),
  ])
    expect((await call('POST', '/v1/offers', { bearer, body })).status).toBe(201)

  const holders: Record<string, string[]> = {}
  for (const key of keys) {
    const path = `/v1/segments/${made[key]?.id}`
    const { status, body } = await call<{ heldBy: string[]; detail: string }>('DELETE', path, { bearer })
    expect([key, status]).toEqual([key, key === 'free' ? 204 : 409])
    if (status === 204) continue
    holders[key] = body.heldBy
    expect(body.detail).toContain(body.heldBy[0])
    expect((await call('GET', path, { bearer })).status).toBe(200)
  }
  expect(holders).toEqual({
    listed: ['offer by-segment'],
    ruled: ['offer by-rule'],
    asked: ['segment asker'],
    earning: ['earn rule welcome'],
    golden: ['tier gold'],
  })
})

test('the usual segments can be posted as they are', async () => {
  const { key: bearer } = await newMerchant()
  const { body } = await call<{ items: { meaning: string; segment: unknown }[] }>(
    'GET',
    '/v1/segment-presets',
    { bearer },
  )
  expect(body.items).toHaveLength(11)
  for (const { segment } of body.items)
    expect((await call('POST', '/v1/segments', { bearer, body: segment })).status).toBe(201)
})

test.each([
  ['bounds that no value is between', { all: [RECENT, { ...RECENT, op: 'gt', value: 40 }] }, '/rule/all/1'],
  ['a value that the signal never has', { ...RECENT, value: -1 }, '/rule/value'],
  ['the same branch twice', { any: [RECENT, RECENT] }, '/rule/any/1'],
  [
    'a segment that is not there',
    { all: [RECENT, { signal: 'inSegment', args: { segment: 'gone' }, op: 'eq', value: 1 }] },
    '/rule/all/1/args/segment',
  ],
])('a rule with %s is refused, of a segment and of an offer', async (_, rule, path) => {
  const { key: bearer } = await newMerchant()
  type Refused = { issues: { path: string }[] }
  const segment = await call<Refused>('POST', '/v1/segments', { bearer, body: segmentBody('k', rule) })
  expect([segment.status, segment.body.issues.map((issue) => issue.path)]).toEqual([422, [path]])
  const body = offerBody({ audience: { segments: [], rule } })
  const offer = await call<Refused>('POST', '/v1/offers', { bearer, body })
  expect(offer.body.issues.map((issue) => issue.path)).toEqual([`/audience${path}`])
})
