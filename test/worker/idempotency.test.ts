import { env } from 'cloudflare:workers'
import { Hono } from 'hono'
import { describe, expect, test, vi } from 'vitest'
import type { ApiKeyCreated, Segment, Store } from '../../shared/contracts/index.ts'
import { forgetAnswers, KEEP_MS, LOCK_MS } from '../../worker/db/idempotency.ts'
import type { AppEnv } from '../../worker/http/app.ts'
import { onError } from '../../worker/http/errors.ts'
import { idempotency } from '../../worker/http/idempotency.ts'
import { call, newMerchant } from './api.ts'
import { fetched, servePage } from './outside-world.ts'
import { newMember, newSession, newStore } from './scene.ts'

const RULE = { signal: 'recencyDays', op: 'lte', value: 30 }
const newKey = () => crypto.randomUUID()
const postSegment = (bearer: string, key: string, name = 'Regulars') =>
  call<Segment>('POST', '/v1/segments', {
    bearer,
    headers: { 'idempotency-key': key },
    body: { key: 'regulars', name, rule: RULE },
  })
const segmentsOf = async (bearer: string) =>
  (await call<{ items: Segment[] }>('GET', '/v1/segments', { bearer })).body.items
const stored = async () =>
  (await env.DB.prepare('SELECT * FROM idempotency_keys ORDER BY created_at DESC').all()).results

/** The raw bytes of one answer, as `call` does not give them. */
async function bytesOf(bearer: string, key: string): Promise<string> {
  const { exports } = await import('cloudflare:workers')
  const response = await exports.default.fetch('http://localhost:8787/v1/segments', {
    method: 'POST',
    headers: {
      authorization: `Bearer ${bearer}`,
      'idempotency-key': key,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ key: 'bytes', name: 'Bytes – räksmörgås', rule: RULE }),
  })
  return `${response.status} ${response.headers.get('content-type')} ${await response.text()}`
}

test('a POST sent again with its key is answered with the same bytes, and done once', async () => {
  const { key: bearer } = await newMerchant()
  const key = newKey()
  const first = await bytesOf(bearer, key)
  expect(first).toMatch(/^201 /)
  expect(await bytesOf(bearer, key)).toBe(first)
  expect(await segmentsOf(bearer)).toHaveLength(1)
  const replay = await postSegment(bearer, newKey())
  expect(replay.headers.get('idempotency-replayed')).toBeNull()
})

test('a replay says that it is one, and other origins may read that', async () => {
  const { key: bearer } = await newMerchant()
  const key = newKey()
  await postSegment(bearer, key)
  const replay = await postSegment(bearer, key)
  expect(replay.headers.get('idempotency-replayed')).toBe('true')
  expect(replay.headers.get('access-control-allow-origin')).toBe('*')
})

test('twenty at once have one effect, and each of them an answer', async () => {
  const { key: bearer } = await newMerchant()
  const key = newKey()
  const answers = await Promise.all(Array.from({ length: 20 }, () => postSegment(bearer, key)))
  const codes = new Set(answers.map((answer) => answer.status))
  expect([...codes].every((status) => status === 201 || status === 409)).toBe(true)
  for (const answer of answers.filter((one) => one.status === 409)) {
    expect(answer.body).toMatchObject({ type: '/problems/idempotency_in_progress' })
    expect(answer.headers.get('retry-after')).toBe('1')
  }
  expect(answers.filter((a) => a.status === 201 && !a.headers.has('idempotency-replayed'))).toHaveLength(1)
  expect(await segmentsOf(bearer)).toHaveLength(1)
  expect((await postSegment(bearer, key)).status).toBe(201)
})

test('a key that came with another body or to another place is refused', async () => {
  const { key: bearer } = await newMerchant()
  const key = newKey()
  await postSegment(bearer, key)
  const otherBody = await postSegment(bearer, key, 'Others')
  expect(otherBody.status).toBe(409)
  expect(otherBody.body).toMatchObject({ type: '/problems/idempotency_mismatch' })
  const otherPlace = await call('POST', '/v1/keys', {
    bearer,
    headers: { 'idempotency-key': key },
    body: { key: 'regulars', name: 'Regulars', rule: RULE },
  })
  expect(otherPlace.status).toBe(409)
})

test('two callers may have the same key', async () => {
  const [one, other] = [await newMerchant(), await newMerchant()]
  const first = await postSegment(one.key, 'order-1')
  const second = await postSegment(other.key, 'order-1')
  expect(second.status).toBe(201)
  expect(second.body.id).not.toBe(first.body.id)
})

test('a member’s device keeps its keys through a new token', async () => {
  const member = await newMember()
  const [one, two] = [await newSession(member), await newSession(member)]
  const pair = (bearer: string) =>
    call('POST', '/v1/members/me/pairing-codes', { bearer, headers: { 'idempotency-key': 'pair-1' } })
  const first = await pair(one.accessToken)
  expect((await pair(two.accessToken)).body).toEqual(first.body)
  expect((await pair((await newSession(await newMember())).accessToken)).body).not.toEqual(first.body)
})

test('joining twice with one key is joining once; a key that strangers could guess is refused', async () => {
  const join = (key: string) => call('POST', '/v1/members', { headers: { 'idempotency-key': key }, body: {} })
  const key = newKey()
  const first = await join(key)
  expect(first.status).toBe(201)
  expect((await join(key)).body).toEqual(first.body)
  expect((await join('1')).status).toBe(422)
})

test('what an answer says cannot be read from the database', async () => {
  const { key: bearer } = await newMerchant()
  const made = await call<ApiKeyCreated>('POST', '/v1/keys', {
    bearer,
    headers: { 'idempotency-key': 'make-a-key' },
    body: { name: 'second', scopes: ['read'] },
  })
  expect(made.status).toBe(201)
  const text = JSON.stringify(await stored())
  for (const secret of [made.body.key, made.body.id, 'make-a-key', bearer]) expect(text).not.toContain(secret)
})

test.each(['', 'x'.repeat(256), 'två ord', 'a\tb'])('the key %j is refused', async (key) => {
  const { key: bearer } = await newMerchant()
  // A header holds bytes: what lies beyond ASCII is sent as its UTF-8.
  const sent = String.fromCharCode(...new TextEncoder().encode(key))
  const refused = await postSegment(bearer, sent)
  expect(refused.status).toBe(422)
  expect(refused.body).toMatchObject({ issues: [{ path: '/headers/Idempotency-Key' }] })
  expect(await segmentsOf(bearer)).toEqual([])
})

describe('a request that', () => {
  test('is still running keeps its twin out', async () => {
    const { key: bearer } = await newMerchant()
    const store: Store = await newStore(bearer)
    await servePage(store.verification.wellKnownUrl, { status: 404, delayMs: 500 })
    const verify = () =>
      call('POST', `/v1/stores/${store.id}/verify`, { bearer, headers: { 'idempotency-key': 'verify-1' } })
    const running = verify()
    await vi.waitUntil(async () => (await fetched(store.origin)).length > 0, { timeout: 4_000, interval: 10 })
    const twin = await verify()
    expect(twin.body).toMatchObject({ type: '/problems/idempotency_in_progress' })
    expect((await running).status).toBe(422)
  })

  test('never finished is taken over after a minute, and not before', async () => {
    const { key: bearer } = await newMerchant()
    const before = new Set((await stored()).map((row) => row.key))
    await postSegment(bearer, 'lost')
    const row = (await stored()).find((one) => !before.has(one.key))
    const leaveRunning = (ageMs: number) =>
      env.DB.prepare('UPDATE idempotency_keys SET status = NULL, body = NULL, created_at = ? WHERE key = ?')
        .bind(Date.now() - ageMs, row?.key)
        .run()
    await leaveRunning(LOCK_MS - 20_000)
    expect((await postSegment(bearer, 'lost')).body).toMatchObject({
      type: '/problems/idempotency_in_progress',
    })
    await leaveRunning(LOCK_MS + 1_000)
    // Done anew: this time the segment is there already.
    expect((await postSegment(bearer, 'lost')).body).toMatchObject({ type: '/problems/conflict' })
  })

  test('broke on our side is done anew', async () => {
    const { key: bearer } = await newMerchant()
    await env.DB.prepare(
      "CREATE TRIGGER broken BEFORE INSERT ON segments BEGIN SELECT RAISE (ABORT, 'out of order'); END",
    ).run()
    expect((await postSegment(bearer, 'again')).status).toBe(500)
    await env.DB.prepare('DROP TRIGGER broken').run()
    const again = await postSegment(bearer, 'again')
    expect(again.status).toBe(201)
    expect(again.headers.has('idempotency-replayed')).toBe(false)
  })

  test('was refused for who asked is not refused for ever', async () => {
    const key = newKey()
    expect((await postSegment('stk_nobody', key)).status).toBe(401)
    expect(await stored()).not.toContainEqual(expect.objectContaining({ status: 401 }))
  })

  test('asked strangers’ way for what is not there leaves no row', async () => {
    const before = (await stored()).length
    const headers = { 'idempotency-key': newKey() }
    expect((await call('POST', '/v1/nowhere', { headers })).status).toBe(404)
    expect((await call('POST', '/v1/partners', { headers })).status).toBe(405)
    expect((await call('POST', '/v1/keys', { headers, body: {} })).status).toBe(401)
    expect((await call('POST', '/v1/keys', { bearer: 'made-up', headers, body: {} })).status).toBe(401)
    expect(await stored()).toHaveLength(before)
  })
})

test('without the header no database is asked', async () => {
  const app = new Hono<AppEnv>().use(idempotency).post('/v1/x', (c) => c.text('done'))
  app.onError(onError)
  const noDatabase = {
    get DB(): D1Database {
      throw new Error('asked')
    },
  }
  expect(await (await app.request('/v1/x', { method: 'POST' }, noDatabase)).text()).toBe('done')
  const withKey = { method: 'POST', headers: { 'idempotency-key': newKey() } }
  expect((await app.request('/v1/x', withKey, noDatabase)).status).toBe(500)
})

test('answers are forgotten after a day', async () => {
  const { key: bearer } = await newMerchant()
  await postSegment(bearer, newKey())
  const before = (await stored()).length
  await forgetAnswers(env.DB, Date.now() + KEEP_MS - 60_000)
  expect(await stored()).toHaveLength(before)
  await forgetAnswers(env.DB, Date.now() + KEEP_MS)
  expect(await stored()).toEqual([])
})
