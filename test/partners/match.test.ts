import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  coversOrigin,
  hasLine,
  keyOf,
  linesWith,
  originPattern,
} from '../../extension/background/partner-match.ts'
import { bucketOf, originOfKey, PartnerList, siteKey } from '../../shared/contracts/index.ts'

const lines = [
  'http://vindfaste.localhost:8792',
  'no.tallboda.example',
  'partner.com',
  'tallboda.example',
  'www.tallboda.example',
  'xn--rksmrgs-5wao1o.example',
].join('\n')
const isPartner = (url: string) => {
  const key = keyOf(url)
  return key !== null && hasLine(lines, key)
}

test.each([
  'https://partner.com/',
  'https://partner.com',
  'https://PARTNER.com/cart?x=1#top',
  'https://partner.com:443/',
  'https://tallboda.example/kaffe',
  'https://www.tallboda.example/kaffe',
  'https://no.tallboda.example/kaffe',
  'https://räksmörgås.example/',
  'https://RÄKSMÖRGÅS.example/',
  'https://xn--rksmrgs-5wao1o.example/',
  'http://vindfaste.localhost:8792/kassa',
  'https://ｐａｒｔｎｅｒ.com/',
])('%s is a partner’s', (url) => expect(isPartner(url)).toBe(true))

test.each([
  ['a host that ends alike', 'https://evil-partner.com/'],
  ['the partner as a subdomain of another', 'https://partner.com.evil.net/'],
  ['a subdomain that the store does not list', 'https://www.partner.com/'],
  ['a country site that the store does not list', 'https://dk.tallboda.example/'],
  ['a deeper subdomain', 'https://a.www.tallboda.example/'],
  ['the parent of a site', 'https://example/'],
  ['another top level', 'https://partner.co/'],
  ['another top level that begins alike', 'https://partner.community/'],
  ['another port', 'https://partner.com:8443/'],
  ['plain http', 'http://partner.com/'],
  ['plain http on the port of https', 'http://partner.com:443/'],
  ['a trailing dot', 'https://partner.com./'],
  ['the name in the path', 'https://evil.net/partner.com'],
  ['the name in the query', 'https://evil.net/?partner.com'],
  ['the name in the fragment', 'https://evil.net/#https://partner.com/'],
  ['the name as a user', 'https://partner.com@evil.net/'],
  ['the name as a user with a word', 'https://partner.com:word@evil.net/'],
  ['a backslash as a path', 'https://evil.net\\@partner.com.evil.net/'],
  ['a Cyrillic a', 'https://pаrtner.com/'],
  ['a dotless i in another', 'https://tallboda.exampıe/'],
  ['a letter with an accent', 'https://pártner.com/'],
  ['a zero for an o', 'https://partner.c0m/'],
  ['another shop of this machine', 'http://vindfaste.localhost:8793/'],
  ['this machine’s shop on https', 'https://vindfaste.localhost:8792/'],
  ['this machine’s shop without its port', 'http://vindfaste.localhost/'],
  ['a line’s piece', 'https://boda.example/'],
  ['two lines', 'https://partner.com\ntallboda.example/'],
  ['a file', 'file:///partner.com/'],
  ['a blob of the partner', 'blob:https://partner.com/0f5b'],
  ['a view of the source', 'view-source:https://partner.com/'],
  ['a filesystem', 'filesystem:https://partner.com/temporary/a'],
  ['a page of the browser', 'chrome://partner.com/'],
  ['an extension', 'chrome-extension://partner.com/'],
  ['a script', 'javascript://partner.com/%0aalert(1)'],
  ['nothing', ''],
  ['no address', 'partner.com'],
])('%s is nobody’s: %s', (_name, url) => expect(isPartner(url)).toBe(false))

const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?$/).filter((text) => !/^xn--/.test(text))
const host = fc
  .tuple(fc.array(label, { minLength: 1, maxLength: 3 }), fc.constantFrom('com', 'se', 'co.uk', 'example'))
  .map(([labels, top]) => [...labels, top].join('.'))
  .filter((name) => URL.canParse(`https://${name}/`) && new URL(`https://${name}/`).host === name)

describe('in any list', () => {
  const sorted = (hosts: string[]) => [...new Set(hosts)].sort()

  test('every line is found, and nothing else is', () => {
    fc.assert(
      fc.property(fc.array(host, { maxLength: 60 }), host, (hosts, stranger) => {
        const text = sorted(hosts).join('\n')
        for (const one of hosts) expect(hasLine(text, one)).toBe(true)
        expect(hasLine(text, stranger)).toBe(hosts.includes(stranger))
      }),
    )
  })

  test('what is put before or behind a partner’s name is another’s', () => {
    fc.assert(
      fc.property(fc.array(host, { minLength: 1, maxLength: 20 }), label, (hosts, more) => {
        const text = sorted(hosts).join('\n')
        for (const one of hosts)
          for (const other of [
            `${more}${one}`,
            `${more}-${one}`,
            `${more}.${one}`,
            `${one}.${more}`,
            `${one}${more}`,
          ])
            expect(hasLine(text, keyOf(`https://${other}/`) ?? '')).toBe(hosts.includes(other))
      }),
    )
  })

  test('neither case, path nor the port of https changes whose page it is', () => {
    fc.assert(
      fc.property(host, fc.webPath(), (one, path) => {
        expect(keyOf(`HTTPS://${one.toUpperCase()}:443${path}`)).toBe(one)
        expect(originOfKey(siteKey(`https://${one}`))).toBe(`https://${one}`)
      }),
    )
  })

  test('lines that hold a text are found as a filter would', () => {
    fc.assert(
      fc.property(fc.array(host, { maxLength: 40 }), fc.stringMatching(/^[a-z.]{1,3}$/), (hosts, text) => {
        const all = sorted(hosts)
        const wanted = all.filter((one) => one.includes(text)).slice(0, 5)
        expect(linesWith(all.join('\n'), text, 5)).toEqual(wanted)
      }),
    )
  })
})

test.each([
  ['out of order', 'b.example\na.example'],
  ['with one twice', 'a.example\na.example'],
  ['with an empty line', 'a.example\n\nb.example'],
  ['with a newline at its end', 'a.example\n'],
  ['with upper case', 'A.example'],
  ['with letters of another script', 'räksmörgås.example'],
  ['with a path', 'a.example/b'],
  ['with a user', 'a@b.example'],
  ['with a script', 'javascript:alert'.concat('(1)')],
])('a list %s is no list', (_name, hosts) =>
  expect(PartnerList.safeParse({ version: '1', bits: 0, hosts }).success).toBe(false),
)
test('the lines above are a list', () =>
  expect(PartnerList.safeParse({ version: '1', bits: 0, hosts: lines }).success).toBe(true))

test('buckets are even, whatever the names are like', () => {
  const counts = new Map<string, number>()
  for (let n = 0; n < 100_000; n += 1) {
    const name = bucketOf(`www.shop-${n}.example`, 8)
    counts.set(name, (counts.get(name) ?? 0) + 1)
  }
  expect(counts.size).toBe(256)
  expect(Math.min(...counts.values())).toBeGreaterThan(200)
  expect(Math.max(...counts.values())).toBeLessThan(800)
  expect(bucketOf('a.example', 0)).toBe('all')
})

test('the pattern covers the origin, without its port where patterns know none', () => {
  expect(originPattern('http://vindfaste.localhost:8792', true)).toBe('http://vindfaste.localhost:8792/*')
  expect(originPattern('http://vindfaste.localhost:8792', false)).toBe('http://vindfaste.localhost/*')
})

test.each([
  ['https://partner.com/*', 'https://partner.com', true],
  ['https://partner.com/*', 'https://www.partner.com', false],
  ['https://partner.com/*', 'http://partner.com', false],
  ['*://partner.com/*', 'http://partner.com', true],
  ['https://*/*', 'https://partner.com', true],
  ['https://*/*', 'http://partner.com', false],
  ['<all_urls>', 'http://a.localhost:1', true],
  ['https://*.partner.com/*', 'https://www.partner.com', true],
  ['https://*.partner.com/*', 'https://partner.com', true],
  ['https://*.partner.com/*', 'https://evil-partner.com', false],
  ['http://*.localhost/*', 'http://vindfaste.localhost:8792', true],
  ['http://a.localhost:1/*', 'http://a.localhost:1', true],
  ['http://a.localhost:1/*', 'http://a.localhost:2', false],
  ['nonsense', 'https://partner.com', false],
])('%s covers %s: %s', (pattern, origin, covered) => expect(coversOrigin(pattern, origin)).toBe(covered))
