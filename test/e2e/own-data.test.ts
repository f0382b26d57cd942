import { afterAll, beforeAll, expect, test } from 'vitest'
import { claimEach } from '../../extension/background/claims.ts'
import { FORGOTTEN_MS } from '../../extension/background/interest.ts'
import { openItems } from '../../extension/background/items.ts'
import { createParts } from '../../extension/background/parts.ts'
import type {
  Member,
  MemberExportPage,
  Offer,
  Partner,
  Purchase,
  Segment,
} from '../../shared/contracts/index.ts'
import { apiOf } from '../demo/api.ts'
import { openArea } from '../extension/background-scene.ts'
import { openSmallWorld } from './small-world.ts'

let world: Awaited<ReturnType<typeof openSmallWorld>>
let partner: Partner
beforeAll(async () => {
  world = await openSmallWorld()
  partner = {
    storeId: world.demo.merchants.tallboda.storeId,
    name: 'Tallboda',
    origin: world.shops.tallboda.origin,
    platform: 'other',
    currency: CURRENCY,
    locale: 'en',
  }
})
afterAll(() => world.stop())

const merchant = () => apiOf(world.worker.url, world.demo.merchants.tallboda.apiKey)
/** What the shop's programme keeps. */
const CURRENCY = 'USD'
const question = { locale: 'sv' as const, totalMinor: 50_000 }

/** The background's parts of a device of its own, at the running worker. `clock.ahead`: how wrong its clock is, in ms. */
function openDevice() {
  const [local, memory] = [openArea(), openArea()]
  const clock = { ahead: 0 }
  const again = () => {
    const items = openItems(local, memory)
    const now = () => Date.now() + clock.ahead
    return {
      items,
      ...createParts({ base: world.worker.url, items, now, newKey: () => crypto.randomUUID() }),
    }
  }
  return { local, memory, clock, again, ...again() }
}

async function newOffer(key: string, more: Record<string, unknown> = {}): Promise<Offer> {
  return merchant().post<Offer>('/offers', {
    key,
    content: { sv: { headline: key }, en: { headline: key } },
    reward: { kind: 'percentOff', percent: 15 },
    schedule: { startsAt: Date.now() - 3_600_000 },
    code: { kind: 'minted', prefix: 'OWN' },
    state: 'live',
    accept: ['endless'],
    ...more,
  })
}

const keysOf = async ({ decisions }: ReturnType<typeof openDevice>) => {
  const { decision, failure } = await decisions.decide(partner, question)
  expect(failure).toBeNull()
  return decision?.offers.map(({ key }) => key) ?? []
}

test('an offer for what is looked at appears after looks, with consent, and is gone half an hour later', async () => {
  const rule = { signal: 'interest', args: { category: 'hammocks' }, op: 'gte', value: 2 }
  const segment = await merchant().post<Segment>('/segments', { key: 'lookers', name: 'Lookers', rule })
  await newOffer('hammock-week', { audience: { segments: [segment.key] } })
  const device = openDevice()
  await device.members.join('sv')

  await device.interests.looked(partner.storeId, ['Hammocks'])
  expect(await keysOf(device)).not.toContain('hammock-week')
  await device.interests.turn(true)
  await device.interests.looked(partner.storeId, ['Hammocks'])
  expect(await keysOf(device)).not.toContain('hammock-week')
  await device.interests.looked(partner.storeId, [' hammocks '])
  expect(await keysOf(device)).toContain('hammock-week')
  // Its clock is now half an hour ahead of the worker's, which the worker does not mind.
  device.clock.ahead = FORGOTTEN_MS
  expect(await keysOf(device)).not.toContain('hammock-week')

  // Withdrawn in the programme, the worker does not look at it either, whatever a device may send.
  await device.interests.looked(partner.storeId, ['Hammocks'])
  await device.interests.looked(partner.storeId, ['Hammocks'])
  expect(await keysOf(device)).toContain('hammock-week')
  const act = { kind: 'setConsent' as const, purpose: 'interest' as const, granted: false }
  expect((await device.memberships.act(partner.storeId, act)).ok).toBe(true)
  const consents = await device.memberships.consents(partner.storeId)
  expect(consents).toMatchObject({ ok: true, value: { history: [{ purpose: 'interest', granted: false }] } })
  expect(await keysOf(device)).not.toContain('hammock-week')
})

test.each([
  ['six hours ahead', 6],
  ['six hours behind', -6],
])('a device whose clock is %s claims, reports, and asks for one session', async (_name, hours) => {
  const offer = await newOffer(`clock-${hours}`.replace('--', '-behind-'))
  const device = openDevice()
  device.clock.ahead = hours * 3_600_000
  await device.members.join('sv')
  expect(await keysOf(device)).toContain(offer.key)
  expect(await keysOf(device)).toContain(offer.key)
  const reply = await claimEach(device.decisions, partner, [offer.id], { locale: 'sv', totalMinor: null })
  if (!reply.ok) throw new Error(reply.trouble)
  await device.decisions.exposed(
    partner.storeId,
    (await device.items.decisions.read())[partner.storeId]?.decision.id ?? '',
    [offer.id],
  )
  expect(await device.queue.flush()).toBe(0)
  const sessions = (await device.items.sent.read()).filter(({ kind }) => kind === 'session')
  expect(sessions).toHaveLength(1)
})

test('a claim whose answer died with the background is claimed again with its code', async () => {
  const offer = await newOffer('killed', { limits: { perMember: 1, total: 1 } })
  const device = openDevice()
  await device.members.join('sv')
  await keysOf(device)
  // The answer comes, and nobody is left to hear it.
  const attempts = device.local
  const set = attempts.set
  attempts.set = async (key, value) => {
    if (key === 'attempts' && Object.keys(value as object).length === 0) throw new Error('put to sleep')
    await set(key, value)
  }
  await expect(
    claimEach(device.decisions, partner, [offer.id], { locale: 'sv', totalMinor: null }),
  ).rejects.toThrow('put to sleep')
  attempts.set = set
  const next = device.again()
  const reply = await claimEach(next.decisions, partner, [offer.id], { locale: 'sv', totalMinor: null })
  expect(reply).toMatchObject({ ok: true, claims: [{ offerId: offer.id }] })
  const { results } = await (await world.worker.database())
    .prepare('SELECT code FROM claims WHERE offer_id = ?')
    .bind(offer.id)
    .all<{ code: string }>()
  expect(results).toEqual([{ code: reply.ok ? reply.claims[0]?.code : '' }])
})

test('one of two offers that is gone does not lose the other', async () => {
  const [last, other] = [await newOffer('last-one', { limits: { total: 1 } }), await newOffer('other-one')]
  const [first, second] = [openDevice(), openDevice()]
  for (const device of [first, second]) {
    await device.members.join('sv')
    await keysOf(device)
  }
  expect(
    await claimEach(first.decisions, partner, [last.id, other.id], { locale: 'sv', totalMinor: null }),
  ).toMatchObject({
    ok: true,
    claims: [{ offerId: last.id }, { offerId: other.id }],
  })
  expect(
    await claimEach(second.decisions, partner, [last.id, other.id], { locale: 'sv', totalMinor: null }),
  ).toMatchObject({
    ok: true,
    claims: [{ offerId: other.id }],
  })
})

test('a member takes out all that is held of them, and nobody else; erased, there is nothing', async () => {
  const device = openDevice()
  const joined = await device.members.join('sv')
  const member = (joined as { value: Member }).value
  await keysOf(device)
  const many = 1_100
  for (let sent = 0; sent < many; sent += 100)
    await merchant().post('/purchases', {
      purchases: Array.from({ length: 100 }, (_, nth) => ({
        storeId: partner.storeId,
        externalRef: `own-${sent + nth}`,
        purchasedAt: Date.now() - 60_000,
        currency: CURRENCY,
        totalMinor: 10_000,
        lines: [{ sku: 'tea', category: 'Tea', quantity: 1, amountMinor: 10_000 }],
        buyer: { memberNumber: member.number },
      })),
    })
  const steps: number[] = []
  const reply = await device.exportData(({ requests }) => steps.push(requests))
  if (!reply.ok) throw new Error(reply.code)
  const file = JSON.parse(reply.value.json)
  expect(file.held.directory.member).toEqual([member])
  const [program] = file.held.programs as [NonNullable<MemberExportPage['program']> & MemberExportPage]
  expect(file.held.programs).toHaveLength(1)
  const refs = (program.sections.purchases as Pick<Purchase, 'externalRef'>[]).map(
    ({ externalRef }) => externalRef,
  )
  expect(new Set(refs).size).toBe(many)
  expect(refs).toHaveLength(many)
  expect(program.sections.profile).toHaveLength(1)
  expect(steps.at(-1)).toBeGreaterThan(3)
  expect(reply.value.json).not.toContain(world.demo.member.number)

  expect(await device.leaving.erase()).toEqual({ pending: false })
  const directory = await world.worker.database()
  expect(await directory.prepare('SELECT 1 FROM members WHERE id = ?').bind(member.id).first()).toBeNull()
  expect(Object.values(device.local.raw).join()).not.toContain(member.number)
})

test('a device that was ended on another is told, keeps its card aside, and is paired anew', async () => {
  const [device, other] = [openDevice(), openDevice()]
  await device.members.join('sv')
  const pairing = await device.members.pairingCode()
  if (!pairing.ok) throw new Error(pairing.code)
  expect((await other.members.pair(pairing.value.code)).ok).toBe(true)
  const { deviceId } = (await other.items.card.read()) ?? { deviceId: '' }
  const { accessToken } = Object.values(await device.items.sessions.read())[0] ?? { accessToken: '' }
  await fetch(`${world.worker.url}/v1/members/me/devices/${deviceId}`, {
    method: 'DELETE',
    headers: { authorization: `Bearer ${accessToken}` },
  })
  expect((await other.decisions.decide(partner, question)).failure?.code).toBe('signedOut')
  expect(await other.members.isSignedOut()).toBe(true)
  const code = await device.members.pairingCode()
  if (!code.ok) throw new Error(code.code)
  expect((await other.members.pair(code.value.code)).ok).toBe(true)
  expect((await other.decisions.decide(partner, question)).failure).toBeNull()
})
