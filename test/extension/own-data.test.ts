import { describe, expect, test } from 'vitest'
import type { Items } from '../../extension/background/items.ts'
import { STORED, storedOf } from '../../extension/background/stored.ts'
import type { ExportProgress } from '../../extension/facts.ts'
import type { MemberExportPage } from '../../shared/contracts/index.ts'
import { card, problem, session, start } from './background-scene.ts'
import type { Answer } from './http.ts'
import { coffee, decision, NOW, partner } from './samples.ts'

const EXPORT = '/v1/members/me/export'
const ME = 'DELETE /v1/members/me'
const question = { locale: 'en' as const, totalMinor: null }

const program = { programId: decision.programId, name: 'Tallboda', enrolmentId: session.enrolmentId }
const page = (more: Partial<MemberExportPage>): Answer => ({
  status: 200,
  body: { readAt: NOW, program: null, sections: {}, nextCursor: null, ...more },
})

/** What the member has done on this device, so that there is something to take out and to erase. */
async function used(parts: Awaited<ReturnType<typeof start>>): Promise<void> {
  const { items, interests, decisions, members } = parts
  await items.settings.change((all) => ({ ...all, locale: 'sv', hiddenStoreIds: [partner.storeId] }))
  await members.withSession(undefined, async () => ({ ok: true, value: null, etag: null }))
  await items.settings.change((all) => ({ ...all, hiddenStoreIds: [] }))
  await interests.turn(true)
  await interests.looked(partner.storeId, ['Tea'])
  await decisions.report(partner.storeId, 'clm_1', {
    result: 'rejected',
    currency: null,
    totalBeforeMinor: null,
    totalAfterMinor: null,
    measuredAt: NOW,
  })
  await decisions.decide(partner, question)
  await items.attempts.change(() => ({
    'claim x': { key: 'k', body: { decision: decision.token } },
    'pair PAIR-CODE': { key: 'l', body: { code: 'PAIR-CODE' } },
  }))
  await items.bookmarks.write({ [decision.programId]: 'b' })
  await items.hiddenVisits.write([partner.storeId])
  await items.settings.change((all) => ({ ...all, hiddenStoreIds: [partner.storeId] }))
}

describe('taking data out', () => {
  const pages: Record<string, Answer> = {
    [`GET ${EXPORT}`]: page({ sections: { member: [{ id: 'mem' }] }, nextCursor: 'a+b' }),
    [`GET ${EXPORT}?cursor=a%2Bb`]: page({
      program,
      sections: { purchases: [{ id: 1 }, { id: 2 }], consents: [{ purpose: 'news' }] },
      nextCursor: 'c',
    }),
    [`GET ${EXPORT}?cursor=c`]: page({ program, sections: { purchases: [{ id: 3 }] } }),
  }

  test('joins every page with what this device keeps, without its secret, and says how far it is', async () => {
    const parts = await start(pages)
    await used(parts)
    const told: ExportProgress[] = []
    const reply = await parts.exportData((progress) => told.push(progress))
    if (!reply.ok) throw new Error(reply.code)
    expect(reply.value.name).toBe('stamkund-2026-11-22.json')
    const file = JSON.parse(reply.value.json)
    expect(file.held).toEqual({
      directory: { member: [{ id: 'mem' }] },
      programs: [
        {
          ...program,
          sections: { purchases: [{ id: 1 }, { id: 2 }, { id: 3 }], consents: [{ purpose: 'news' }] },
        },
      ],
    })
    expect(file.device).toMatchObject({
      member: card.member,
      deviceId: card.deviceId,
      kept: {
        settings: { settings: { locale: 'sv', interest: true, hiddenStoreIds: [partner.storeId] } },
        interest: {
          interest: { [partner.storeId]: { tea: {} } },
          interestSent: { [partner.storeId]: {} },
        },
        waiting: { queue: [{ kind: 'outcome' }], attempts: { 'claim x': { key: 'k' } } },
        visits: { hiddenVisits: [partner.storeId] },
      },
    })
    expect(file.device.kept.sent.sent.length).toBeGreaterThan(2)
    const { offers } = file.device.kept.offers.decisions[partner.storeId].decision
    expect(offers[0].offerId).toBe(coffee.offerId)
    // Whatever is kept stands in it: what is added later, too.
    const named = Object.values(file.device.kept).flatMap((group) => Object.keys(group as object))
    expect(named.sort()).toEqual(Object.keys(parts.items).sort())
    expect(file.device.leftOut.join()).toMatch(/deviceSecret.*accessToken/)
    expect(reply.value.json).not.toContain('PAIR-CODE')
    for (const secret of [card.deviceSecret, session.accessToken, decision.token])
      expect(reply.value.json).not.toContain(secret)
    expect(told).toEqual([
      { requests: 1, records: 1 },
      { requests: 2, records: 4 },
      { requests: 3, records: 5 },
    ])
  })

  test('waits as long as the worker says, awake, and goes on where it was', async () => {
    let refused = 0
    const { exportData, slept, asked } = await start({
      ...pages,
      [`GET ${EXPORT}?cursor=c`]: () =>
        ++refused === 1
          ? problem('rate_limited', 429, { 'Retry-After': '25' })
          : page({ program, sections: { purchases: [{ id: 3 }] } }),
    })
    const reply = await exportData(() => undefined)
    expect(reply.ok).toBe(true)
    // Never so long at a stretch that a browser would think it idle.
    expect(slept).toEqual([10_000, 10_000, 5_000])
    expect(asked(EXPORT)).toHaveLength(1)
  })

  test('that fails half-way is no file', async () => {
    const { exportData } = await start({ ...pages, [`GET ${EXPORT}?cursor=c`]: 'hang up' })
    expect(await exportData(() => undefined)).toMatchObject({ ok: false, code: 'offline' })
  })
})

describe('being erased', () => {
  const nothing = { status: 204 } satisfies Answer

  test('takes everything of the member’s off the device; the language stays', async () => {
    const parts = await start({ [ME]: nothing })
    await used(parts)
    expect(await parts.leaving.erase()).toEqual({ pending: false })
    const kept = Object.values({ ...parts.local.raw, ...parts.memory.raw }).join()
    for (const trace of [
      card.deviceSecret,
      card.member.number,
      partner.storeId,
      decision.token,
      'tea',
      'clm_1',
    ])
      expect(kept).not.toContain(trace)
    expect(await parts.items.settings.read()).toMatchObject({
      locale: 'sv',
      interest: false,
      hiddenStoreIds: [],
    })
    expect(await parts.members.current()).toBeNull()
    expect((await parts.items.sent.read()).map(({ kind }) => kind)).toEqual(['erase', 'session'])
    const held = (await storedOf(parts.items)).filter(({ count }) => count > 0).map(({ what }) => what)
    expect(held).toEqual(['settings', 'sent'])
  })

  test('without a network it waits, and is asked for again in the browser’s next life', async () => {
    let down = true
    const parts = await start({
      '/v1/sessions': () => (down ? 'hang up' : { status: 201, body: session }),
      [ME]: nothing,
    })
    await used({ ...parts })
    expect(await parts.leaving.erase()).toEqual({ pending: true })
    expect(await parts.items.card.read()).toBeNull()
    expect(await parts.items.queue.read()).toEqual([])
    down = false
    for (const key of Object.keys(parts.memory.raw)) delete parts.memory.raw[key]
    const next = parts.again()
    expect(await next.leaving.isWaiting()).toBe(true)
    expect(await next.leaving.finish()).toEqual({ pending: false })
    expect(await next.leaving.isWaiting()).toBe(false)
    expect(parts.asked('/v1/members/me').map(({ method }) => method)).toEqual(['DELETE'])
  })

  test('an answer that was lost is asked for again, and said once the worker confirms it', async () => {
    const { leaving, asked } = await start({
      [ME]: (_request, count) => (count === 2 ? 'hang up' : nothing),
    })
    expect(await leaving.erase()).toEqual({ pending: true })
    expect(await leaving.finish()).toEqual({ pending: false })
    expect(await leaving.isWaiting()).toBe(false)
    // An erased member opens no session: the token that asked first asks again.
    expect(asked('/v1/sessions')).toHaveLength(1)
    expect(asked('/v1/members/me').map(({ headers }) => headers.authorization)).toEqual([
      'Bearer token',
      'Bearer token',
    ])
  })

  test.each([
    ['the device', problem('unauthenticated', 401)],
    ['its token, and then the device', problem('token_expired', 401)],
  ])('no ended credentials are an erasure: %s', async (_what, refusal) => {
    let lost = false
    const { leaving } = await start({
      '/v1/sessions': () => (lost ? problem('unauthenticated', 401) : { status: 201, body: session }),
      [ME]: () => {
        if (lost) return refusal
        lost = true
        return 'hang up'
      },
    })
    expect(await leaving.erase()).toEqual({ pending: true })
    expect(await leaving.finish()).toMatchObject({ ok: false, code: 'signedOut' })
    expect(await leaving.isWaiting()).toBe(false)
  })

  test.each<[string, Answer]>([
    [
      'the page of a network that wants a sign-in',
      { status: 200, text: '<html>Welcome to the train</html>' },
    ],
    ['an answer of another service', { status: 200, body: { hello: 'there' } }],
    ['a road that is not there', problem('not_found', 404)],
  ])('%s erases nobody', async (_what, answer) => {
    const { leaving } = await start({ [ME]: answer })
    expect(await leaving.erase()).toEqual({ pending: true })
    expect(await leaving.isWaiting()).toBe(true)
  })

  test('a device that was ended before it asked says so, and asks no more', async () => {
    const { leaving, items } = await start({ '/v1/sessions': problem('unauthenticated', 401) })
    expect(await leaving.erase()).toMatchObject({ ok: false, code: 'signedOut' })
    expect(await leaving.isWaiting()).toBe(false)
    expect(await items.card.read()).toBeNull()
  })

  test('whoever joins anew meanwhile is another member, and both erasures are asked for', async () => {
    let down = true
    const other = { ...card, deviceId: `dev_${'1'.repeat(26)}` }
    const { leaving, members, asked } = await start({
      '/v1/sessions': () => (down ? 'hang up' : { status: 201, body: session }),
      'POST /v1/members': { status: 201, body: other },
      [ME]: nothing,
    })
    await leaving.erase()
    expect((await members.join('sv')).ok).toBe(true)
    await leaving.erase()
    down = false
    expect(await leaving.finish()).toEqual({ pending: false })
    expect(asked('/v1/members/me')).toHaveLength(2)
    const devices = asked('/v1/sessions')
      .slice(-2)
      .map(({ body }) => (body as { deviceId: string }).deviceId)
    expect(devices).toEqual([card.deviceId, other.deviceId])
  })

  test('an answer that was on its way brings nothing back', async () => {
    const parts = await start({ [ME]: nothing })
    const asking = parts.decisions.decide(partner, question)
    await parts.leaving.erase()
    await asking
    expect(await parts.items.decisions.read()).toEqual({})
    expect(await parts.items.sessions.read()).toEqual({})
    expect(await parts.items.balances.read()).toEqual({})
  })
})

describe('what is kept', () => {
  test('is all told of, each thing once', async () => {
    const { items } = await start()
    const told = Object.values(STORED).flat()
    expect([...told].sort()).toEqual((Object.keys(items) as (keyof Items)[]).sort())
  })

  test('is counted by what it is for', async () => {
    const parts = await start()
    await used(parts)
    const stored = Object.fromEntries((await storedOf(parts.items)).map((one) => [one.what, one]))
    expect(stored.card).toMatchObject({ count: 1, lasting: true })
    expect(stored.waiting).toMatchObject({ count: 3, lasting: true })
    expect(stored.interest).toMatchObject({ count: 2, lasting: false })
    expect(stored.offers?.bytes).toBeGreaterThan(500)
    expect(stored.partners).toEqual({ what: 'partners', bytes: 0, count: 0, lasting: true })
  })
})
