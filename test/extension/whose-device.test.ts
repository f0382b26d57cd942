import { expect, onTestFinished, test } from 'vitest'
import { originPattern, portPattern } from '../../extension/background/partner-match.ts'
import { card, session, start } from './background-scene.ts'
import { decision, member, NOW, otherPartner, partner } from './samples.ts'

const id = (prefix: string, n: number) => `${prefix}_${String(n).padStart(26, '0')}`
const cardB = {
  member: { ...member, id: id('mem', 9) },
  deviceId: id('dev', 9),
  deviceSecret: 'b'.repeat(43),
}
const question = { locale: 'en', totalMinor: null } as const

/** Holds the first answer that comes back until it is let go. */
function holdFirst(): { letGo(): void; held: Promise<void> } {
  const real = globalThis.fetch
  const [gate, arrived] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
  let first = true
  globalThis.fetch = async (...asked: Parameters<typeof fetch>) => {
    const mine = first
    first = false
    const reply = await real(...asked)
    if (mine) {
      arrived.resolve()
      await gate.promise
    }
    return reply
  }
  onTestFinished(() => {
    globalThis.fetch = real
  })
  return { letGo: gate.resolve, held: arrived.promise }
}

const LONG = { version: 'v', bits: 1, hosts: 'tallboda.example' }
const bucket = { status: 200, body: { partners: [partner] } }
const longList = {
  '/v1/partners': { status: 200, body: LONG },
  '/v1/partners/0': bucket,
  '/v1/partners/1': bucket,
  'DELETE /v1/members/me': { status: 204 },
  'POST /v1/members': { status: 201, body: cardB },
}
const EMPTY_EXPORT = {
  status: 200,
  body: { readAt: NOW, program: null, sections: {}, nextCursor: null },
}

test('an erasure is not undone by the question whether an older card still holds', async () => {
  const s = await start({ 'DELETE /v1/members/me': { status: 204 } })
  await s.items.card.write(null)
  await s.items.aside.write({ card, triedAt: NOW - 120_000 })
  const { letGo, held } = holdFirst()
  const asking = s.members.isSignedOut()
  await held
  await s.leaving.erase()
  letGo()
  expect(await asking).toBe(false)
  expect([await s.items.card.read(), await s.items.aside.read()]).toEqual([null, null])
})

test('nor is a pairing: the new card stands', async () => {
  const s = await start({ 'POST /v1/devices': { status: 201, body: cardB } })
  await s.items.card.write(null)
  await s.items.aside.write({ card, triedAt: NOW - 120_000 })
  const { letGo, held } = holdFirst()
  const asking = s.members.isSignedOut()
  await held
  expect((await s.members.pair('ABCD')).ok).toBe(true)
  letGo()
  await asking
  expect((await s.items.card.read())?.deviceId).toBe(cardB.deviceId)
})

test.each(['pair', 'join'] as const)('a member erased while %s is on its way stays erased', async (way) => {
  const s = await start({
    'POST /v1/devices': { status: 201, body: cardB },
    'POST /v1/members': { status: 201, body: cardB },
    'DELETE /v1/members/me': { status: 204 },
  })
  if (way === 'join') await s.items.card.write(null)
  const { letGo, held } = holdFirst()
  const asking = way === 'pair' ? s.members.pair('ABCD') : s.members.join('en')
  await held
  await s.leaving.erase()
  letGo()
  expect((await asking).ok).toBe(false)
  expect(await s.items.card.read()).toBeNull()
})

test('what was decided for a member who has been replaced meanwhile is kept by nobody', async () => {
  const s = await start({ 'POST /v1/devices': { status: 201, body: cardB } })
  await s.members.withSession(partner.storeId, async () => ({ ok: true, value: null, etag: null }))
  const { letGo, held } = holdFirst()
  const asking = s.decisions.decide(partner, question)
  await held
  await s.members.pair('ABCD')
  letGo()
  await asking
  expect([await s.items.decisions.read(), await s.items.balances.read()]).toEqual([{}, {}])
})

test('pairing over a card sends what waits under its own name, and leaves nothing of it to the next member', async () => {
  const s = await start({
    'POST /v1/devices': { status: 201, body: cardB },
    'POST /v1/sessions': ({ body }) => ({
      status: 201,
      body: { ...session, accessToken: (body as { deviceId: string }).deviceId },
    }),
  })
  await s.interests.turn(true)
  await s.interests.looked(partner.storeId, ['Pregnancy tests'])
  await s.decisions.decide(partner, question)
  await s.decisions.report(partner.storeId, id('clm', 1), {
    result: 'applied',
    currency: 'SEK',
    totalBeforeMinor: 2,
    totalAfterMinor: 1,
    measuredAt: NOW,
  })
  await s.items.attempts.write({ 'claim x': { key: 'k', body: null } })
  await s.members.pair('ABCD')
  const before = s.seen.length
  await s.queue.flush()
  await s.decisions.decide(partner, question)
  const outcome = s.seen.find(({ path }) => path.endsWith('/outcome'))
  expect(outcome?.headers.authorization).toBe(`Bearer ${card.deviceId}`)
  expect(JSON.stringify(s.seen.slice(before))).not.toMatch(/pregnancy|outcome/)
  expect([await s.items.attempts.read(), await s.items.interest.read()]).toEqual([{}, {}])
  expect((await s.items.settings.read()).interest).toBe(false)
  expect((await s.items.aside.read())?.card).toEqual(card)
})

test('what nobody looked at for half an hour is forgotten everywhere, also where nobody looks again', async () => {
  const s = await start({ '/v1/members/me/export': EMPTY_EXPORT })
  await s.interests.turn(true)
  await s.interests.looked(partner.storeId, ['Pregnancy tests'])
  await s.decisions.decide(partner, question)
  expect(JSON.stringify(s.memory.raw)).toContain('pregnancy')
  expect(await s.interests.forgetOld()).toBe(true)
  s.clock.now += 31 * 60_000
  const file = await s.exportData(() => undefined)
  expect(JSON.stringify(file)).not.toContain('pregnancy')
  expect(JSON.stringify(s.memory.raw)).not.toContain('pregnancy')
  expect(await s.interests.forgetOld()).toBe(false)
})

test('a look at one store forgets what is old at every other', async () => {
  const s = await start()
  await s.interests.turn(true)
  await s.interests.looked(partner.storeId, ['Pregnancy tests'])
  await s.decisions.decide(partner, question)
  s.clock.now += 3 * 3_600_000
  await s.interests.looked(otherPartner.storeId, ['Coffee'])
  expect(JSON.stringify(s.memory.raw)).not.toContain('pregnancy')
})

test('a refusal of interest outlives the browser, and one said elsewhere is asked for before anything is sent', async () => {
  const refused = { purpose: 'interest', granted: false, changedAt: NOW, source: 'member' }
  const granted = { ...refused, granted: true }
  let said = granted
  const s = await start({
    'PUT /v1/members/me/consents/interest': { status: 200, body: {} },
    'GET /v1/members/me/consents': () => ({ status: 200, body: { consents: [said], history: [] } }),
  })
  await s.interests.turn(true)
  await s.decisions.decide(partner, question)
  await s.memberships.act(partner.storeId, { kind: 'setConsent', purpose: 'interest', granted: false })
  const restart = () => {
    for (const key of Object.keys(s.memory.raw)) delete s.memory.raw[key]
    return s.again()
  }
  expect(await restart().interests.mayCount(partner.storeId)).toBe(false)

  await s.memberships.act(partner.storeId, { kind: 'setConsent', purpose: 'interest', granted: true })
  said = refused
  const later = restart()
  await later.interests.looked(partner.storeId, ['Tea'])
  const before = s.asked('/v1/decisions').length
  await later.decisions.decide(partner, question)
  expect(s.asked('/v1/decisions').slice(before)).toHaveLength(1)
  expect(s.asked('/v1/decisions').at(-1)?.body).not.toHaveProperty('interest')
  expect(await later.items.interest.read()).toEqual({})
})

test('where the browser does not let us tell what is looked at, nothing is counted', async () => {
  const s = await start()
  await s.interests.turn(true)
  const parts = s.again({ mayCollect: async () => false })
  await parts.interests.looked(partner.storeId, ['Tea'])
  expect(await parts.items.interest.read()).toEqual({})
  expect((await parts.interests.info(async () => '')).on).toBe(false)
})

test('after an erasure no shop that is open writes down where the member was', async () => {
  const s = await start(longList)
  await s.partners.refresh({ force: true })
  await s.partners.find('https://tallboda.example/')
  expect(Object.keys(JSON.parse(s.local.raw.partnerBuckets ?? '{}'))).toHaveLength(1)
  await s.leaving.erase()
  expect(await s.again().partners.find('https://tallboda.example/')).toEqual(partner)
  expect([s.local.raw.partnersMet, s.local.raw.partnerBuckets]).toEqual(['[]', '{}'])
})

test('who joins anew has met the shop that is open', async () => {
  const s = await start(longList)
  await s.partners.refresh({ force: true })
  await s.partners.find('https://tallboda.example/')
  await s.leaving.erase()
  await s.members.join('en')
  await s.partners.find('https://tallboda.example/')
  expect(await s.partners.byStore(partner.storeId)).toEqual(partner)
})

test('a claim whose answer was lost and came too late is made anew', async () => {
  const claim = (expiresAt: number) => ({
    status: 201,
    body: {
      id: id('clm', 1),
      offerId: decision.offers[0]?.offerId,
      offerRevision: 1,
      storeId: partner.storeId,
      enrolmentId: session.enrolmentId,
      code: 'OLD',
      state: 'reserved',
      claimedAt: NOW,
      expiresAt,
    },
  })
  const keys: unknown[] = []
  const s = await start({
    'POST /v1/claims': ({ headers }) => {
      keys.push(headers['idempotency-key'])
      if (keys.length === 1) return 'hang up'
      return claim(keys.length === 2 ? NOW + 900_000 : NOW + 86_400_000)
    },
  })
  const offerId = decision.offers[0]?.offerId as string
  await s.decisions.decide(partner, question)
  expect((await s.decisions.claim(partner, offerId, question)).ok).toBe(false)
  s.clock.now += 20 * 3_600_000
  const reply = await s.decisions.claim(partner, offerId, question)
  expect(reply.ok && reply.value.expiresAt).toBe(NOW + 86_400_000)
  expect(keys[1]).toBe(keys[0])
  expect(keys[2]).not.toBe(keys[0])
})

test.each([
  '[',
  'a:b',
  'a:99999',
  '::',
  'x..y[',
  '1.2.3.999',
  'shop.example:8443',
  'http://shop.example',
  'Shop.example',
])('a list with the line %s keeps its others', async (line) => {
  const hosts = [line, 'tallboda.example'].sort().join('\n')
  const s = await start({
    '/v1/partners': { status: 200, body: { version: 'v', bits: 0, hosts } },
    '/v1/partners/all': bucket,
  })
  expect(await s.partners.refresh({ force: true })).toBe('changed')
  expect(await s.partners.origins()).toEqual(['https://tallboda.example'])
})

test('a partner with a nonsense origin breaks no other', async () => {
  const s = await start({
    '/v1/partners': { status: 200, body: { version: 'v', bits: 0, hosts: 'tallboda.example' } },
    '/v1/partners/all': {
      status: 200,
      body: { partners: [partner, { ...otherPartner, origin: 'nonsense' }] },
    },
  })
  await s.partners.refresh({ force: true })
  expect(await s.partners.known()).toEqual([partner])
})

test('the panel’s script is registered for one port, the permission for a host', () => {
  expect(portPattern('https://tallboda.example')).toBe('https://tallboda.example:443/*')
  expect(portPattern('http://tallboda.localhost:4001')).toBe('http://tallboda.localhost:4001/*')
  expect(originPattern('https://tallboda.example', true)).toBe('https://tallboda.example/*')
})
