import { expect, test } from 'vitest'
import { indexPartners, matchPartner, originPattern } from '../../extension/background/partner-match.ts'
import { pageSender } from '../../extension/background/senders.ts'
import { otherPartner, partner } from './samples.ts'

const local = { ...otherPartner, origin: 'http://vindfaste.localhost:8792' }
const index = indexPartners([partner, local])

test.each([
  'https://tallboda.example/',
  'https://tallboda.example/kaffe/skogsrost?size=500#top',
  'https://TALLBODA.example/cart',
  'https://tallboda.example:443/',
])('%s is the partner', (url) => expect(matchPartner(index, url)).toBe(partner))

test.each([
  ['another host that ends alike', 'https://evil-tallboda.example/'],
  ['the partner as a subdomain of another', 'https://tallboda.example.evil.net/'],
  ['a subdomain of the partner', 'https://www.tallboda.example/'],
  ['plain http', 'http://tallboda.example/'],
  ['another port', 'https://tallboda.example:8443/'],
  ['the name in the path', 'https://evil.net/tallboda.example'],
  ['the name as a user', 'https://tallboda.example@evil.net/'],
  ['a look-alike letter', 'https://tаllboda.example/'],
  ['a trailing dot', 'https://tallboda.example./'],
  ['a file', 'file:///tallboda.example/'],
  ['a blob of the partner', 'blob:https://tallboda.example/0f5b'],
  ['nothing', ''],
  ['no address', 'tallboda.example'],
])('%s is not', (_name, url) => expect(matchPartner(index, url)).toBeNull())

test('a port is part of an origin', () => {
  expect(matchPartner(index, 'http://vindfaste.localhost:8792/kassa')).toBe(local)
  expect(matchPartner(index, 'http://vindfaste.localhost:8793/kassa')).toBeNull()
})

test('the pattern covers the origin, without its port where patterns know none', () => {
  expect(originPattern(local.origin, true)).toBe('http://vindfaste.localhost:8792/*')
  expect(originPattern(local.origin, false)).toBe('http://vindfaste.localhost/*')
})

const sender = {
  id: 'ours',
  url: `${partner.origin}/kassa`,
  frameId: 0,
  tab: { id: 7, url: `${partner.origin}/kassa` },
}

test('our script on a partner’s page is heard', () =>
  expect(pageSender(sender, index, 'ours')).toEqual({ tabId: 7, partner }))

test.each([
  ['another extension', { ...sender, id: 'theirs' }],
  ['a frame in the page', { ...sender, frameId: 3 }],
  ['no tab', { ...sender, tab: undefined }],
  ['a page that is no partner', { ...sender, url: 'https://evil.net/' }],
  ['a tab that moved on', { ...sender, tab: { id: 7, url: 'https://evil.net/' } }],
  ['a tab that moved to another partner', { ...sender, tab: { id: 7, url: `${local.origin}/` } }],
])('%s is not heard', (_name, other) => expect(pageSender(other, index, 'ours')).toBeNull())
