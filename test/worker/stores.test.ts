import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import type { PartnerBucket, PartnerList, Store } from '../../shared/contracts/index.ts'
import { findVerifiedStore, listProgramStores } from '../../worker/db/stores.ts'
import { call, newMerchant } from './api.ts'
import { fetched, makePublic, servePage, setRecords } from './outside-world.ts'
import {
  catalogueVersion,
  newOrigin,
  newShop,
  newStore,
  newVerifiedStore,
  nobody,
  serveTokens,
  storeBody,
} from './scene.ts'

const partnerIds = async () =>
  (await call<PartnerBucket>('GET', '/v1/partners/all')).body.partners.map((partner) => partner.storeId)
const verify = (key: string, store: Store) =>
  call<Record<string, unknown>>('POST', `/v1/stores/${store.id}/verify`, { bearer: key })

describe('a store', () => {
  test('is not a partner until it has proved its origin', async () => {
    const { key, programId } = await newMerchant()
    const store = await newStore(key)
    expect(store.verification.verifiedAt).toBeNull()
    expect(await partnerIds()).not.toContain(store.id)
    expect(await findVerifiedStore(env.DB, store.id)).toBeNull()

    const before = await catalogueVersion(programId)
    await serveTokens(store)
    const proved = await verify(key, store)
    expect(proved.status).toBe(200)
    expect(proved.body.verification).toMatchObject({ method: 'well-known' })
    expect(await partnerIds()).toContain(store.id)
    expect(await findVerifiedStore(env.DB, store.id)).toMatchObject({ programId, binding: 'DB' })
    expect(await listProgramStores(env.DB, programId)).toHaveLength(1)
    expect(await catalogueVersion(programId)).toBeGreaterThan(before)
  })

  test('proves itself by a DNS record too', async () => {
    const { key } = await newMerchant()
    const host = `dns-${crypto.randomUUID().slice(0, 8)}.example`
    await makePublic(host)
    const store = await newStore(key, `https://${host}`)
    expect((await verify(key, store)).status).toBe(422)
    await setRecords(store.verification.dnsRecord, 'TXT', [
      '"v=spf1 -all"',
      `"stamkund-verification=" "${store.verification.token}"`,
    ])
    const proved = await verify(key, store)
    expect(proved.status).toBe(200)
    expect(proved.body.verification).toMatchObject({ method: 'dns' })
  })

  test('changes its name, platform and language, and nothing else', async () => {
    const { key, store, programId } = await newShop()
    const before = await catalogueVersion(programId)
    const changed = await call<Store>('PATCH', `/v1/stores/${store.id}`, {
      bearer: key,
      body: { locale: 'nb', name: 'Ny' },
    })
    expect(changed.body).toMatchObject({ locale: 'nb', name: 'Ny', platform: 'woocommerce' })
    expect(changed.body.verification.verifiedAt).toBe(store.verification.verifiedAt)
    expect(await catalogueVersion(programId)).toBeGreaterThan(before)
    for (const body of [{ origin: newOrigin() }, { currency: 'NOK' }, {}]) {
      const refused = await call('PATCH', `/v1/stores/${store.id}`, { bearer: key, body })
      expect(refused.status).toBe(422)
    }
  })

  test('stands once in its merchant’s list, page by page', async () => {
    const { key } = await newMerchant()
    const made = [await newStore(key), await newStore(key), await newStore(key)]
    type Page = { items: Store[]; nextCursor: string | null }
    const first = await call<Page>('GET', '/v1/stores?limit=2', { bearer: key })
    expect(first.body.items.map((store) => store.id)).toEqual(made.slice(0, 2).map((store) => store.id))
    const next = await call<Page>('GET', `/v1/stores?limit=2&cursor=${first.body.nextCursor}`, {
      bearer: key,
    })
    expect(next.body.items.map((store) => store.id)).toEqual([made[2]?.id])
    expect(next.body.nextCursor).toBeNull()
    const again = await call('POST', '/v1/stores', { bearer: key, body: storeBody(made[0]?.origin) })
    expect(again.status).toBe(409)
  })

  test('is found under one spelling of its origin', async () => {
    const { key } = await newMerchant()
    const store = await newStore(key, 'https://SHOP.Räksmörgås.example:443/')
    expect(store.origin).toBe('https://shop.xn--rksmrgs-5wao1o.example')
  })
})

describe('an origin', () => {
  test('belongs to the first merchant who proves it', async () => {
    const [one, other] = [await newMerchant(), await newMerchant()]
    const origin = newOrigin()
    const [mine, theirs] = [await newStore(one.key, origin), await newStore(other.key, origin)]
    await serveTokens(mine, theirs)
    const answers = await Promise.all([verify(one.key, mine), verify(other.key, theirs)])
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409])
    expect((await partnerIds()).filter((id) => id === mine.id || id === theirs.id)).toHaveLength(1)
  })

  test.each([
    ['nothing there', null, /404/],
    ['no JSON', 'hello', /JSON/],
    ['another shape', '{"tokens":"all"}', /JSON/],
    ['another token', '{"tokens":["somebody else’s"]}', /token/],
    ['a page too long', `{"tokens":["${'x'.repeat(20_000)}"]}`, /bytes/],
  ])('with %s is not proved, and the merchant is told why', async (_, body, reason) => {
    const { key } = await newMerchant()
    const store = await newStore(key)
    if (body !== null) await servePage(store.verification.wellKnownUrl, { body })
    const refused = await verify(key, store)
    expect(refused.status).toBe(422)
    expect(refused.body).toMatchObject({
      type: '/problems/verification_failed',
      attempts: [{ method: 'well-known', reason: expect.stringMatching(reason) }],
    })
  })

  test.each([
    ['http://shop.example', 'plain http'],
    ['https://10.0.0.1', 'a private address'],
    ['https://intranet', 'a private name'],
    ['https://shop.example/path', 'a path'],
    ['https://name:word@shop.example', 'credentials'],
    ['https://shop.example:8443', 'a port'],
    ['https://shop.example.', 'a trailing dot'],
    ['ftp://shop.example', 'another scheme'],
    [`https://${'x'.repeat(300)}.example`, 'too many letters'],
    [7, 'a wrong type'],
  ])('%s is refused for %s', async (origin, _why) => {
    const { key } = await newMerchant()
    const refused = await call<{ issues: { path: string }[] }>('POST', '/v1/stores', {
      bearer: key,
      body: { ...storeBody(), origin },
    })
    expect(refused.status).toBe(422)
    expect(refused.body.issues.map((issue) => issue.path)).toContain('/origin')
    expect(await fetched('10.0.0.1')).toEqual([])
  })
})

test('a store keeps its programme’s currency', async () => {
  const { key } = await newMerchant()
  const refused = await call('POST', '/v1/stores', { bearer: key, body: { ...storeBody(), currency: 'NOK' } })
  expect(refused.body).toMatchObject({ type: '/problems/currency_mismatch', issues: [{ path: '/currency' }] })
})

test('another merchant’s store, and one that never was, are not there', async () => {
  const [{ store }, other] = [await newShop(), await newMerchant()]
  for (const id of [store.id, nobody('sto')]) {
    const requests = [
      ['GET', `/v1/stores/${id}`],
      ['PATCH', `/v1/stores/${id}`, { name: 'Mine' }],
      ['POST', `/v1/stores/${id}/verify`],
    ] as const
    for (const [method, path, body] of requests)
      expect((await call(method, path, { bearer: other.key, body })).status).toBe(404)
  }
  expect((await call('GET', '/v1/stores/not-an-id', { bearer: other.key })).status).toBe(422)
  expect((await call('GET', '/v1/stores?limit=0', { bearer: other.key })).status).toBe(422)
  expect((await call('GET', '/v1/stores')).status).toBe(401)
})

test('the partner list is not sent again while it is the same', async () => {
  const { key } = await newShop()
  const first = await call<PartnerList>('GET', '/v1/partners')
  const etag = first.headers.get('etag') as string
  expect(etag).toBe(`"${first.body.version}"`)
  expect(first.headers.get('cache-control')).toMatch(/^public/)
  const same = await call('GET', '/v1/partners', { headers: { 'if-none-match': `W/${etag}` } })
  expect(same.status).toBe(304)
  expect(same.body).toBe('')

  const added = await newVerifiedStore(key)
  const later = await call<PartnerList>('GET', '/v1/partners', { headers: { 'if-none-match': etag } })
  expect(later.status).toBe(200)
  const lines = later.body.hosts.split('\n')
  expect(lines.length).toBe(first.body.hosts.split('\n').length + 1)
  expect(lines).toContain(added.origin)
})

test('the partner list says no more than it takes to know a store', async () => {
  const { store } = await newShop()
  const list = await call<PartnerList>('GET', '/v1/partners')
  expect(Object.keys(list.body).sort()).toEqual(['bits', 'hosts', 'version'])
  expect(list.body.hosts).not.toContain(store.id)
  const { body } = await call<PartnerBucket>('GET', '/v1/partners/all')
  expect(JSON.stringify(body)).not.toContain(store.verification.token)
  expect(body.partners.find((partner) => partner.storeId === store.id)).toEqual({
    storeId: store.id,
    name: store.name,
    origin: store.origin,
    platform: 'woocommerce',
    currency: 'SEK',
    locale: 'sv',
  })
})
