import { expect, test } from 'vitest'
import { isOwnPage, pageSender, type Sender } from '../../extension/background/senders.ts'
import { otherPartner, partner } from './samples.ts'

const www = 'https://www.tallboda.example'
const known = new Map([
  [partner.origin, partner],
  [www, partner],
  [otherPartner.origin, otherPartner],
])
const find = async (url: string | undefined) => known.get(new URL(url ?? 'about:blank').origin) ?? null
const heard = (sender: Sender) => pageSender(sender, find, 'ours')

const sender = {
  id: 'ours',
  url: `${partner.origin}/kassa`,
  origin: partner.origin,
  frameId: 0,
  tab: { id: 7, url: `${partner.origin}/kassa` },
}

test('our script on a partner’s page is heard', async () => {
  expect(await heard(sender)).toEqual({ tabId: 7, partner, origin: partner.origin })
  // Firefox says no origin, and without access to it no address of the tab.
  const { origin: _none, ...firefox } = { ...sender, tab: { id: 7 } }
  expect(await heard(firefox)).toEqual({ tabId: 7, partner, origin: partner.origin })
})

test('a further site of the store is the same partner, under its own origin', async () => {
  const there = { ...sender, url: `${www}/kassa`, origin: www, tab: { id: 7, url: `${www}/` } }
  expect(await heard(there)).toEqual({ tabId: 7, partner, origin: www })
})

test.each<[string, Sender]>([
  ['another extension', { ...sender, id: 'theirs' }],
  ['nobody', {}],
  ['a frame in the page', { ...sender, frameId: 3 }],
  ['a frame that does not say which', { id: 'ours', url: sender.url, tab: sender.tab }],
  ['no tab', { ...sender, tab: undefined } as Sender],
  ['a page that is no partner', { ...sender, url: 'https://evil.net/', origin: 'https://evil.net' }],
  ['a page without an address', { ...sender, url: undefined } as Sender],
  ['a page that the browser has shut off', { ...sender, origin: 'null' }],
  ['a page whose origin is another', { ...sender, origin: 'https://evil.net' }],
  ['a tab that moved on', { ...sender, tab: { id: 7, url: 'https://evil.net/' } }],
  ['a tab that moved to another partner', { ...sender, tab: { id: 7, url: `${otherPartner.origin}/` } }],
  ['a tab that moved to another site of the partner', { ...sender, tab: { id: 7, url: `${www}/` } }],
])('%s is not heard', async (_name, other) => expect(await heard(other)).toBeNull())

test.each([
  ['our popup', { id: 'ours', url: 'chrome-extension://ours/popup.html' }, true],
  [
    'our welcome page in a tab',
    { id: 'ours', url: 'chrome-extension://ours/welcome.html', tab: { id: 1 } },
    true,
  ],
  ['our script in a page', { id: 'ours', url: 'https://tallboda.example/' }, false],
  ['another extension', { id: 'theirs', url: 'chrome-extension://theirs/popup.html' }, false],
  ['another that says it is our page', { id: 'theirs', url: 'chrome-extension://ours/popup.html' }, false],
  ['an extension whose id begins as ours', { id: 'ours', url: 'chrome-extension://ours2/popup.html' }, false],
  ['a page that names ours', { id: 'ours', url: 'https://evil.net/?chrome-extension://ours/' }, false],
  ['nobody', {}, false],
])('%s is an own page: %s', (_name, other, own) =>
  expect(isOwnPage(other as Sender, 'ours', 'chrome-extension://ours/')).toBe(own),
)
