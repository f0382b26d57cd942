import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import type { Env } from '../../worker/env.ts'
import { isPublicAddress } from '../../worker/http/addresses.ts'
import { guardedFetch, MAX_BYTES } from '../../worker/http/outbound.ts'
import { fetched, makePublic, servePage, setRecords } from './outside-world.ts'

const live: Env = { ...env, STAMKUND_MODE: 'live' }
const local: Env = { ...env, STAMKUND_MODE: 'local' }
const ask = (url: string, as = live) => guardedFetch(as, new URL(url))

test('a public shop is asked, and its answer read', async () => {
  await makePublic('open.example')
  await servePage('https://open.example/a', { body: 'hello' })
  expect(await ask('https://open.example/a')).toEqual({ ok: true, text: 'hello' })
})

test.each([
  'https://127.0.0.1/',
  'https://127.1/',
  'https://2130706433/',
  'https://0x7f000001/',
  'https://0177.0.0.1/',
  'https://0/',
  'https://10.1.2.3/',
  'https://172.31.255.255/',
  'https://192.168.0.1/',
  'https://100.64.0.1/',
  'https://169.254.169.254/',
  'https://198.18.0.1/',
  'https://224.0.0.1/',
  'https://255.255.255.255/',
  'https://[::1]/',
  'https://[::]/',
  'https://[::ffff:127.0.0.1]/',
  'https://[::ffff:a9fe:a9fe]/',
  'https://[64:ff9b::7f00:1]/',
  'https://[fd00::1]/',
  'https://[fe80::1]/',
  'https://[ff02::1]/',
  'https://[2002:7f00:1::]/',
  'https://[2001:db8::1]/',
  'https://localhost/',
  'https://shop.localhost/',
  'https://shop.localhost./',
  'https://metadata.google.internal/',
  'https://printer.local/',
  'https://intranet/',
  'http://open.example/a',
  'ftp://open.example/a',
  'https://name:word@open.example/a',
])('%s is refused, and nothing is sent', async (url) => {
  const marked = new URL('/guarded', url).href
  expect(await ask(marked)).toMatchObject({ ok: false, reason: expect.stringMatching(/^must/) })
  expect(await fetched('/guarded')).toEqual([])
})

test.each([
  ['A', '10.0.0.7'],
  ['A', '169.254.169.254'],
  ['AAAA', 'fd12::7'],
  ['AAAA', '::ffff:10.0.0.7'],
] as const)('a public name whose %s record is %s is refused', async (type, address) => {
  const name = `rebound-${type}-${address.replace(/[:.]/g, '-')}.example`.toLowerCase()
  await makePublic(name)
  await setRecords(name, type, type === 'A' ? ['93.184.215.14', address] : [address])
  await servePage(`https://${name}/`, { body: 'secret' })
  expect(await ask(`https://${name}/`)).toEqual({ ok: false, reason: 'the name points at a private address' })
  expect(await fetched(name)).toEqual([])
})

test('a name without an address is not asked', async () => {
  expect(await ask('https://nowhere.example/')).toEqual({ ok: false, reason: 'the name has no address' })
})

describe('redirects', () => {
  test('three within the site are followed, a fourth is not', async () => {
    await makePublic('hops.example')
    await makePublic('www.hops.example')
    const hop = (from: string, to: string) =>
      servePage(`https://hops.example${from}`, { status: 302, headers: { location: to } })
    await hop('/0', '/1')
    await hop('/1', '/2')
    await hop('/2', '/3')
    await hop('/3', 'https://www.hops.example/4')
    await servePage('https://www.hops.example/4', { body: 'there' })
    expect(await ask('https://hops.example/1')).toEqual({ ok: true, text: 'there' })
    expect(await ask('https://hops.example/0')).toMatchObject({
      ok: false,
      reason: expect.stringMatching(/more than 3/),
    })
  })

  test.each([
    ['to another site', 'https://elsewhere.example/', /another site/],
    ['to plain http', 'http://leaving.example/', /https/],
    ['to the machine itself', 'https://127.0.0.1/', /another site/],
    ['to another port', 'https://leaving.example:8443/', /another site/],
  ])('one %s is not', async (what, location, reason) => {
    await makePublic('leaving.example')
    await makePublic('elsewhere.example')
    const path = `/${what.replaceAll(' ', '-')}`
    await servePage(`https://leaving.example${path}`, { status: 301, headers: { location } })
    const answer = await ask(`https://leaving.example${path}`)
    expect(answer).toMatchObject({ ok: false, reason: expect.stringMatching(reason) })
    expect(await fetched('elsewhere.example')).toEqual([])
  })
})

test('an answer longer than the limit is given up', async () => {
  await makePublic('long.example')
  await servePage('https://long.example/just', { body: 'x'.repeat(MAX_BYTES) })
  await servePage('https://long.example/over', { body: 'x'.repeat(MAX_BYTES + 1) })
  expect(await ask('https://long.example/just')).toMatchObject({ ok: true })
  expect(await ask('https://long.example/over')).toMatchObject({
    ok: false,
    reason: expect.stringMatching(/more than/),
  })
})

test('an answer that takes too long is not waited for', async () => {
  await makePublic('slow.example')
  await servePage('https://slow.example/', { body: 'at last', delayMs: 3_000 })
  expect(await guardedFetch(live, new URL('https://slow.example/'), 50)).toEqual({
    ok: false,
    reason: 'no answer within 50 ms',
  })
})

test('in local mode a shop on the machine is asked at 127.0.0.1, by its own name', async () => {
  await servePage('http://shop.localhost:4001/a', { body: 'demo' })
  expect(await ask('http://shop.localhost:4001/a', local)).toEqual({ ok: true, text: 'demo' })
  expect(await ask('http://shop.localhost:4001/a', live)).toMatchObject({ ok: false })
  expect(await ask('http://192.168.0.1/', local)).toMatchObject({ ok: false })
})

test.each([
  ['93.184.215.14', true],
  ['2606:2800:21f:cb07:6820:80da:af6b:8b2c', true],
  ['2001:4860:4860::8888', true],
  ['2001::1', false],
  ['not an address', false],
])('%s is public: %s', (address, expected) => expect(isPublicAddress(address)).toBe(expected))
