import { expect, test, vi } from 'vitest'
import { openItems } from '../../extension/background/items.ts'
import { createParts } from '../../extension/background/parts.ts'
import { bucketOf, type Partner, siteKey } from '../../shared/contracts/index.ts'
import { card } from './background-scene.ts'
import { type Answer, type Seen, serve } from './http.ts'
import { memoryArea } from './memory.ts'
import { NOW, otherPartner, partner } from './samples.ts'

const www = 'https://www.tallboda.example'
const withSite: Partner = { ...partner, sites: [www] }

const listOf = (partners: Partner[], bits = 0, version = '1'): Answer => ({
  status: 200,
  headers: { ETag: `"${version}"` },
  body: {
    version,
    bits,
    hosts: partners
      .flatMap((one) => [one.origin, ...(one.sites ?? [])].map(siteKey))
      .sort()
      .join('\n'),
  },
})
const bucket = (partners: Partner[], version = '1'): Answer => ({
  status: 200,
  headers: { ETag: `"${version}"` },
  body: { partners },
})
const missing: Answer = { status: 404, body: { type: '/problems/not_found', title: 'x', status: 404 } }

/** The background's parts on a real HTTP server; what it answers can be changed on the way. */
async function start(routes: Record<string, Answer | ((request: Seen) => Answer)>) {
  const { base, seen } = await serve((request) => {
    const route = routes[request.path] ?? missing
    return typeof route === 'function' ? route(request) : route
  })
  const clock = { now: NOW }
  const items = openItems(memoryArea(), memoryArea())
  await items.card.write(card)
  const open = () => createParts({ base, items, now: () => clock.now, newKey: () => 'key' }).partners
  const paths = () => seen.splice(0).map((request) => request.path)
  return { seen, paths, clock, items, routes, open, partners: open() }
}

test('a short list comes with everyone’s details, once, and lookups ask nobody', async () => {
  const { paths, partners } = await start({
    '/v1/partners': listOf([withSite, otherPartner]),
    '/v1/partners/all': bucket([withSite, otherPartner]),
  })
  expect(await partners.refresh()).toBe('changed')
  expect(paths()).toEqual(['/v1/partners', '/v1/partners/all'])
  expect(await partners.find(`${partner.origin}/kassa`)).toEqual(withSite)
  expect(await partners.find(`${www}/kassa`)).toEqual(withSite)
  expect(await partners.find('https://dk.tallboda.example/')).toBeNull()
  expect(await partners.find('https://evil.net/')).toBeNull()
  expect(await partners.find(undefined)).toBeNull()
  expect(await partners.byStore(otherPartner.storeId)).toEqual(otherPartner)
  expect(await partners.known()).toHaveLength(2)
  expect(await partners.count()).toBe(3)
  expect(await partners.origins({ text: 'www', limit: 5 })).toEqual([www])
  expect(paths()).toEqual([])
})

test('of a long list the details of some hundreds are asked for, and never those of one', async () => {
  const name = bucketOf(siteKey(partner.origin), 8)
  const { seen, paths, partners, open } = await start({
    '/v1/partners': listOf([partner, otherPartner], 8),
    [`/v1/partners/${name}`]: bucket([partner]),
  })
  await partners.refresh()
  expect(paths()).toEqual(['/v1/partners'])
  expect(await partners.find('https://evil.net/')).toBeNull()
  expect(paths()).toEqual([])
  expect(await partners.find(partner.origin)).toEqual(partner)
  expect(seen).toHaveLength(1)
  expect(`${seen[0]?.path} ${JSON.stringify(seen[0]?.headers)} ${seen[0]?.body}`).not.toMatch(/tallboda|sto_/)
  paths()
  // The background slept: what it learned is kept.
  const later = open()
  expect(await later.find(partner.origin)).toEqual(partner)
  expect(await later.byStore(partner.storeId)).toEqual(partner)
  expect(await later.known()).toEqual([partner])
  expect(paths()).toEqual([])
})

test('without a network a partner that was met is known, and another is at least known to be one', async () => {
  const name = bucketOf(siteKey(partner.origin), 8)
  const { items, routes, partners, open } = await start({
    '/v1/partners': listOf([partner, otherPartner], 8),
    [`/v1/partners/${name}`]: bucket([partner]),
  })
  await partners.refresh()
  await partners.find(partner.origin)
  await items.partnerBuckets.write({})
  for (const path of Object.keys(routes)) routes[path] = 'hang up'
  routes[`/v1/partners/${bucketOf(siteKey(otherPartner.origin), 8)}`] = 'hang up'
  const later = open()
  expect(await later.find(partner.origin)).toEqual(partner)
  expect(await later.find(otherPartner.origin)).toBeNull()
  expect(await later.isListed(otherPartner.origin)).toBe(true)
  expect(await later.isListed('https://evil.net/')).toBe(false)
})

test('it is kept by its ETag, and a list or a bucket out of shape leaves the old one standing', async () => {
  const logged = vi.spyOn(console, 'error').mockImplementation(() => undefined)
  const { seen, paths, clock, routes, partners } = await start({
    '/v1/partners': listOf([partner]),
    '/v1/partners/all': bucket([partner]),
  })
  await partners.refresh()
  expect(await partners.refresh()).toBe('same')
  expect(paths()).toHaveLength(2)

  clock.now += 7 * 3_600_000
  routes['/v1/partners'] = { status: 304 }
  routes['/v1/partners/all'] = { status: 304 }
  expect(await partners.refresh()).toBe('same')
  expect(seen.map((request) => request.headers['if-none-match'])).toEqual(['"1"', '"1"'])
  expect(await partners.find(partner.origin)).toEqual(partner)

  const bad: Answer[] = [
    { status: 200, body: { version: '2', bits: 0, hosts: 'b.example\na.example' } },
    { status: 200, body: { version: '2', bits: 0, hosts: ['a.example'] } },
    { status: 200, body: { version: '2', bits: -1, hosts: 'a.example' } },
    { status: 200, body: { version: '2', bits: 0, hosts: 'a.example', surprise: 1 } },
    { status: 503 },
    'hang up',
  ]
  for (const answer of bad) {
    routes['/v1/partners'] = answer
    expect(await partners.refresh({ force: true })).toBe('failed')
    expect(await partners.origins()).toEqual([partner.origin])
  }
  expect(logged).toHaveBeenCalledTimes(4)

  routes['/v1/partners'] = listOf([partner, otherPartner], 0, '2')
  routes['/v1/partners/all'] = { status: 200, body: { partners: [{ ...partner, origin: 7 }] } }
  expect(await partners.refresh({ force: true })).toBe('failed')
  expect(await partners.find(partner.origin)).toEqual(partner)
  routes['/v1/partners/all'] = bucket([partner, otherPartner], '2')
  expect(await partners.refresh({ force: true })).toBe('same')
  expect(await partners.find(otherPartner.origin)).toEqual(otherPartner)
  logged.mockRestore()
})

test('a shop that has left the list is nobody’s, though its details are kept', async () => {
  const { routes, partners } = await start({
    '/v1/partners': listOf([partner, otherPartner]),
    '/v1/partners/all': bucket([partner, otherPartner]),
  })
  await partners.refresh()
  expect(await partners.find(otherPartner.origin)).toEqual(otherPartner)
  routes['/v1/partners'] = listOf([partner], 0, '2')
  await partners.refresh({ force: true })
  expect(await partners.find(otherPartner.origin)).toBeNull()
})

test('a list that has been divided more finely since is fetched again', async () => {
  const fine = bucketOf(siteKey(partner.origin), 8)
  const { routes, partners } = await start({ '/v1/partners': listOf([partner, otherPartner], 4) })
  await partners.refresh()
  routes['/v1/partners'] = listOf([partner, otherPartner], 8, '2')
  routes[`/v1/partners/${fine}`] = bucket([partner])
  expect(await partners.find(partner.origin)).toEqual(partner)
})
