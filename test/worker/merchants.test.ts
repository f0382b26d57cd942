import { expect, test } from 'vitest'
import type { ApiKeyCreated } from '../../shared/contracts/index.ts'
import { call, newMerchant } from './api.ts'

test('a merchant registers, and its first key opens its own door', async () => {
  const { key, merchantId } = await newMerchant()
  const me = await call<{ id: string }>('GET', '/v1/merchants/me', { bearer: key })
  expect(me.status).toBe(200)
  expect(me.body.id).toBe(merchantId)
})

test('keys are rotated: two work at once, and a revoked one no longer', async () => {
  const { key } = await newMerchant()
  const second = await call<ApiKeyCreated>('POST', '/v1/keys', {
    bearer: key,
    body: { name: 'second', scopes: ['keys:write'] },
  })
  expect(second.status).toBe(201)
  expect((await call('GET', '/v1/merchants/me', { bearer: second.body.key })).status).toBe(200)

  const list = await call<{ keys: { id: string }[] }>('GET', '/v1/keys', { bearer: key })
  expect(list.body.keys).toHaveLength(2)
  expect(JSON.stringify(list.body)).not.toContain(second.body.key.slice(-43))

  expect((await call('DELETE', `/v1/keys/${second.body.id}`, { bearer: key })).status).toBe(204)
  expect((await call('GET', '/v1/merchants/me', { bearer: second.body.key })).status).toBe(401)
  expect((await call('GET', '/v1/merchants/me', { bearer: key })).status).toBe(200)
})

test('a key does no more than its scopes, gives no more, and another merchant’s keys are not there', async () => {
  const [one, other] = [await newMerchant(), await newMerchant()]
  const narrow = await call<ApiKeyCreated>('POST', '/v1/keys', {
    bearer: one.key,
    body: { name: 'narrow', scopes: ['keys:write'] },
  })
  const beyond = await call('POST', '/v1/keys', {
    bearer: narrow.body.key,
    body: { name: 'wide', scopes: ['offers:write'] },
  })
  expect(beyond.status).toBe(403)
  expect((await call('DELETE', `/v1/keys/${narrow.body.id}`, { bearer: other.key })).status).toBe(404)
})

test('a scope opens its own resource, and no other: read is one like the rest', async () => {
  const { key } = await newMerchant()
  const keyWith = async (...scopes: string[]) =>
    (await call<ApiKeyCreated>('POST', '/v1/keys', { bearer: key, body: { name: 'k', scopes } })).body.key
  const reads = ['stores', 'segments', 'offers', 'imports', 'redemptions', 'merchants/me', 'keys'] as const
  const opens = async (...scopes: string[]) => {
    const bearer = await keyWith(...scopes)
    const answers = await Promise.all(reads.map((path) => call('GET', `/v1/${path}`, { bearer })))
    return reads.filter((_, index) => answers[index]?.status === 200)
  }
  expect(await opens('codes:read')).toEqual(['merchants/me'])
  expect(await opens('members:read')).toEqual(['merchants/me'])
  expect(await opens('purchases:write')).toEqual(['imports', 'merchants/me'])
  expect(await opens('offers:write', 'segments:write')).toEqual(['segments', 'offers', 'merchants/me'])
  expect(await opens('stores:write')).toEqual(['stores', 'merchants/me'])
  expect(await opens('read')).toEqual(reads.filter((path) => path !== 'keys'))
  expect(await opens('*')).toEqual([...reads])
})

test('a key without read gives no key that reads', async () => {
  const { key } = await newMerchant()
  const narrow = await call<ApiKeyCreated>('POST', '/v1/keys', {
    bearer: key,
    body: { name: 'narrow', scopes: ['keys:write'] },
  })
  const body = { name: 'reader', scopes: ['read'] }
  expect((await call('POST', '/v1/keys', { bearer: narrow.body.key, body })).status).toBe(403)
})

test('a key that would have run out already is refused with its field', async () => {
  const { key } = await newMerchant()
  const make = (expiresAt: number) =>
    call<{ issues?: { path: string }[] }>('POST', '/v1/keys', {
      bearer: key,
      body: { name: 'k', scopes: ['read'], expiresAt },
    })
  const refused = await make(Date.now() - 1)
  expect(refused.status).toBe(422)
  expect(refused.body.issues).toMatchObject([{ path: '/expiresAt' }])
  expect((await make(Date.now() + 60_000)).status).toBe(201)
})

test('another method than a path answers is told which it does', async () => {
  const refused = await call('DELETE', '/v1/stores')
  expect(refused.status).toBe(405)
  expect(refused.headers.get('allow')).toBe('GET, POST')
  expect(refused.body.type).toBe('/problems/method_not_allowed')
  expect((await call('POST', '/v1/offers/off_x')).headers.get('allow')).toBe('GET, PUT, PATCH')
  const unknown = await call('PUT', '/v1/nowhere')
  expect(unknown.status).toBe(404)
  expect(unknown.headers.get('content-type')).toContain('application/problem+json')
})

test.each([
  [
    'malformed JSON',
    { raw: '{"name":', headers: { 'content-type': 'application/json' } },
    400,
    'malformed_json',
    undefined,
  ],
  ['an unknown field', { body: { name: 'A', program: {}, extra: 1 } }, 422, 'invalid_request', '/extra'],
  [
    'an unknown field inside, with a slash in its name',
    { body: { name: 'A', program: { name: 'B', rules: {}, 'a/b': 1 } } },
    422,
    'invalid_request',
    '/program/a~1b',
  ],
  ['a wrong type', { body: { name: 7, program: { name: 'B', rules: {} } } }, 422, 'invalid_request', '/name'],
  [
    'another media type',
    { raw: 'name=A', headers: { 'content-type': 'text/plain' } },
    415,
    'unsupported_media_type',
    undefined,
  ],
  [
    'a body too long',
    { raw: `{"name":"${'x'.repeat(4 * 1024 * 1024)}"}`, headers: { 'content-type': 'application/json' } },
    413,
    'body_too_large',
    undefined,
  ],
])('registering with %s is refused with its field', async (_, request, status, code, path) => {
  const reply = await call<{ type: string; issues?: { path: string }[] }>('POST', '/v1/merchants', request)
  expect(reply.status).toBe(status)
  expect(reply.headers.get('content-type')).toContain('application/problem+json')
  expect(reply.body.type).toBe(`/problems/${code}`)
  if (path) expect(reply.body.issues?.map((issue) => issue.path)).toContain(path)
})
