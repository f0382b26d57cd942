import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import {
  type PartnerBucket,
  PartnerList,
  type Store,
  siteHash,
  siteKey,
} from '../../shared/contracts/index.ts'
import { bitsFor, REBUILD_MS, readBucket, readList, readListHead } from '../../worker/db/partners.ts'
import { sha256Hex } from '../../worker/http/bytes.ts'
import { call, newMerchant } from './api.ts'
import { fetched, makePublic, servePage, setRecords } from './outside-world.ts'
import { newOrigin, newStore, newVerifiedStore, serveTokens, storeBody } from './scene.ts'

const verify = (key: string, store: Store) =>
  call<Store & { attempts?: { where: string; reason: string }[] }>('POST', `/v1/stores/${store.id}/verify`, {
    bearer: key,
  })
const change = (key: string, store: Store, body: object) =>
  call<Store>('PATCH', `/v1/stores/${store.id}`, { bearer: key, body })
const serveSite = (origin: string, ...stores: Store[]) =>
  servePage(`${origin}/.well-known/stamkund.json`, {
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ tokens: stores.map((store) => store.verification.token) }),
  })
const listed = async () => (await call<PartnerList>('GET', '/v1/partners')).body.hosts.split('\n')
const told = async (store: Store) =>
  (await call<PartnerBucket>('GET', '/v1/partners/all')).body.partners.find(
    (partner) => partner.storeId === store.id,
  )

describe('a further site of a store', () => {
  test('counts once it is proved, by the store’s own token', async () => {
    const { key } = await newMerchant()
    const [www, no] = [newOrigin(), newOrigin()]
    const made = await call<Store>('POST', '/v1/stores', {
      bearer: key,
      body: { ...storeBody(), sites: [www] },
    })
    const store = made.body
    expect(store.sites).toMatchObject([
      { origin: www, verifiedAt: null, wellKnownUrl: `${www}/.well-known/stamkund.json` },
    ])
    await serveTokens(store)
    await serveSite(www, store)
    expect((await verify(key, store)).body.sites).toMatchObject([{ origin: www, method: 'well-known' }])
    expect(await listed()).toEqual(expect.arrayContaining([siteKey(store.origin), siteKey(www)]))
    expect(await told(store)).toMatchObject({ origin: store.origin, sites: [www] })

    const grown = await change(key, store, { sites: [www, no] })
    const kept = grown.body.sites.find((site) => site.origin === www)
    expect(kept?.verifiedAt).not.toBeNull()
    expect(await listed()).not.toContain(siteKey(no))
    const refused = await verify(key, store)
    expect(refused.status).toBe(422)
    expect(refused.body.attempts).toMatchObject([{ where: `${no}/.well-known/stamkund.json` }])

    await change(key, store, { sites: [no] })
    expect(await listed()).not.toContain(siteKey(www))
    expect(await listed()).toContain(siteKey(store.origin))
    expect((await told(store))?.sites).toBeUndefined()
  })

  test('that is not proved keeps no other from counting', async () => {
    const { key } = await newMerchant()
    const [bad, good] = [newOrigin(), newOrigin()]
    const store = await newStore(key)
    await change(key, store, { sites: [bad, good] })
    await serveTokens(store)
    await serveSite(good, store)
    expect((await verify(key, store)).status).toBe(422)
    expect((await told(store))?.sites).toEqual([good])
  })

  test('proves itself by the DNS too, under one spelling', async () => {
    const { key } = await newMerchant()
    const host = `rabatt-${crypto.randomUUID().slice(0, 8)}.räksmörgås.example`
    const store = await newVerifiedStore(key)
    const [site] = (await change(key, store, { sites: [`https://${host.toUpperCase()}/`] })).body.sites
    const { hostname } = new URL(`https://${host}`)
    expect(site?.origin).toBe(`https://${hostname}`)
    await makePublic(hostname)
    await setRecords(site?.dnsRecord as string, 'TXT', [
      `"stamkund-verification=${store.verification.token}"`,
    ])
    expect((await verify(key, store)).body.sites).toMatchObject([{ method: 'dns' }])
    expect(await listed()).toContain(hostname)
  })

  test('is one store’s: another merchant’s proved origin can’t be taken, neither as a store nor as a site', async () => {
    const [one, other] = [await newMerchant(), await newMerchant()]
    const mine = await newVerifiedStore(one.key)
    const site = newOrigin()
    await change(one.key, mine, { sites: [site] })
    await serveSite(site, mine)
    await verify(one.key, mine)

    const theirs = await newVerifiedStore(other.key)
    await change(other.key, theirs, { sites: [site, mine.origin] })
    await serveSite(site, mine, theirs)
    await serveSite(mine.origin, mine, theirs)
    const refused = await verify(other.key, theirs)
    expect(refused.status).toBe(422)
    expect(refused.body.attempts?.map((attempt) => attempt.reason)).toEqual([
      expect.stringMatching(/another store/),
      expect.stringMatching(/another store/),
    ])
    const asStore = await newStore(other.key, site)
    await serveSite(site, mine, asStore)
    expect((await verify(other.key, asStore)).status).toBe(409)
    expect((await told(mine))?.sites).toEqual([site])
    expect((await told(theirs))?.sites).toBeUndefined()
  })

  test.each([
    ['http://www.shop.example', 'plain http'],
    ['https://www.shop.example:8443', 'a port'],
    ['https://10.0.0.9', 'a private address'],
    ['https://www.shop.example.', 'a trailing dot'],
    ['https://www.shop.example/se', 'a path'],
  ])('%s is refused for %s, and nothing is asked', async (origin, _why) => {
    const { key } = await newMerchant()
    const store = await newVerifiedStore(key)
    const refused = await change(key, store, { sites: [newOrigin(), origin] })
    expect(refused.status).toBe(422)
    expect(JSON.stringify(refused.body)).toContain('/sites/1')
    expect(await fetched('10.0.0.9')).toEqual([])
  })

  test('more than forty are too many', async () => {
    const { key } = await newMerchant()
    const sites = Array.from({ length: 41 }, (_, n) => `https://s${n}.shop.example`)
    const refused = await call('POST', '/v1/stores', { bearer: key, body: { ...storeBody(), sites } })
    expect(refused.status).toBe(422)
  })

  test('is changed by nobody but its merchant', async () => {
    const [one, other] = [await newMerchant(), await newMerchant()]
    const store = await newVerifiedStore(one.key)
    const site = newOrigin()
    await change(one.key, store, { sites: [site] })
    expect((await change(other.key, store, { sites: [] })).status).toBe(404)
    const seen = await call<Store>('GET', `/v1/stores/${store.id}`, { bearer: one.key })
    expect(seen.body.sites).toHaveLength(1)
  })
})

test('stores that were there before the sites have the hash that the worker works out', async () => {
  const { key } = await newMerchant()
  const store = await newStore(key, `https://före-${crypto.randomUUID().slice(0, 8)}.example`)
  const local = await newStore(key)
  await env.DB.prepare('DELETE FROM sites WHERE store_id IN (?, ?)').bind(store.id, local.id).run()
  const migration = (env as unknown as { TEST_MIGRATIONS: { name: string; queries: string[] }[] })
    .TEST_MIGRATIONS
  const backfill = migration
    .find(({ name }) => name.startsWith('0010'))
    ?.queries.find((query) => query.includes('WITH RECURSIVE'))
  await env.DB.prepare(
    (backfill as string).replace(/;\s*$/, '').replace('INSERT INTO sites', 'INSERT OR IGNORE INTO sites'),
  ).run()
  const { results } = await env.DB.prepare('SELECT origin, hash FROM sites WHERE store_id IN (?, ?)')
    .bind(store.id, local.id)
    .all<{ origin: string; hash: number }>()
  expect(results).toHaveLength(2)
  for (const { origin, hash } of results) expect(hash).toBe(siteHash(siteKey(origin)))
})

describe('with a hundred thousand partners', () => {
  const MANY = 100_000

  test('the list is put together once and read in few rows, and a bucket holds some hundreds', async () => {
    const { key } = await newMerchant()
    const store = await newStore(key)
    const rows = Array.from({ length: MANY }, (_, n) => {
      const origin = `https://shop${n}.example`
      return [origin, siteHash(siteKey(origin))]
    })
    for (let at = 0; at < MANY; at += 20_000)
      await env.DB.prepare(
        `INSERT INTO sites (store_id, origin, hash, verified_at, verified_by, created_at)
         SELECT ?1, value ->> 0, value ->> 1, 1, 'dns', 1 FROM json_each(?2)`,
      )
        .bind(store.id, JSON.stringify(rows.slice(at, at + 20_000)))
        .run()
    const now = Date.now()
    const head = await readListHead(env.DB, now, sha256Hex)
    expect(head.bits).toBe(8)
    const list = await readList(env.DB)
    expect(PartnerList.parse(list).hosts.split('\n').length).toBeGreaterThanOrEqual(MANY)

    let rowsRead = 0
    const counted = {
      prepare: (sql: string) => env.DB.prepare(sql),
      batch: async <T>(statements: D1PreparedStatement[]) => {
        const results = await env.DB.batch<T>(statements)
        rowsRead += results.reduce((sum, result) => sum + result.meta.rows_read, 0)
        return results
      },
    }
    await readList(counted)
    expect(rowsRead).toBeLessThan(10)

    const bucket = await env.DB.prepare(
      'SELECT count(*) AS n FROM sites WHERE verified_at IS NOT NULL AND hash BETWEEN 0 AND 16777215',
    ).first<{ n: number }>()
    expect(bucket?.n).toBeGreaterThan(200)
    expect(bucket?.n).toBeLessThan(800)
    expect(await readBucket(env.DB, 'all')).toBeNull()
    expect(await readBucket(env.DB, '010101')).toBeNull()
    const inHalf = (await readBucket(env.DB, '0101011')) ?? []
    expect(inHalf.filter(({ storeId }) => storeId === store.id)).toHaveLength(1)

    // Somebody joins: the list stands for a while, and one of those who ask later puts it together.
    await env.DB.prepare('UPDATE sites SET verified_at = NULL WHERE origin = ?')
      .bind('https://shop7.example')
      .run()
    expect((await readListHead(env.DB, now + 1, sha256Hex)).version).toBe(head.version)
    const [first, second] = await Promise.all([
      readListHead(env.DB, now + REBUILD_MS, sha256Hex),
      readListHead(env.DB, now + REBUILD_MS, sha256Hex),
    ])
    expect(
      [first.version, second.version].filter((version) => version !== head.version).length,
    ).toBeGreaterThan(0)
    expect((await readListHead(env.DB, now + REBUILD_MS, sha256Hex)).version).not.toBe(head.version)
  })

  test('bits grow with the partners', () => {
    expect([1, 400, 401, 100_000, 1_000_000].map(bitsFor)).toEqual([0, 0, 1, 8, 12])
  })
})
