import { describe, expect, test } from 'vitest'
import { claimEach } from '../../extension/background/claims.ts'
import { openItems } from '../../extension/background/items.ts'
import { card, openArea, problem, session, start } from './background-scene.ts'
import type { Answer, Seen } from './http.ts'
import { coffee, decision, filters, NOW, partner } from './samples.ts'

const question = { locale: 'en' as const, totalMinor: 48_600 }
const HOUR = 3_600_000
const httpDate = (at: number) => ({ Date: new Date(at).toUTCString() })

const claimOf = (offerId: string, code: string) => ({
  id: `clm_${code.padEnd(26, '0')}`,
  offerId,
  offerRevision: 1,
  storeId: partner.storeId,
  enrolmentId: session.enrolmentId,
  code,
  state: 'reserved',
  claimedAt: NOW,
  expiresAt: NOW + 900_000,
})
const outcome = (before: number, after: number) => ({
  result: 'applied' as const,
  currency: 'SEK',
  totalBeforeMinor: before,
  totalAfterMinor: after,
  measuredAt: NOW,
})

describe('a worker that is down', () => {
  const page: Answer = {
    status: 502,
    text: '<html>Bad gateway</html>',
    headers: { 'Content-Type': 'text/html' },
  }

  test('leaves what is known standing, and says so', async () => {
    let down = false
    const { decisions, clock } = await start({
      '/v1/decisions': () => (down ? page : { status: 200, body: decision }),
    })
    await decisions.decide(partner, question)
    down = true
    clock.now += 2 * 60_000
    const later = await decisions.decide(partner, question)
    expect(later).toMatchObject({
      decision: { id: decision.id },
      fetchedAt: NOW,
      failure: { code: 'internal' },
    })
  })

  test.each<[string, Answer]>([
    ['a page of a gateway', page],
    ['a page where an answer was agreed', { status: 200, text: '<html>Sign in to the Wi-Fi</html>' }],
    ['nothing', 'hang up'],
  ])('loses no report: %s', async (_name, answer) => {
    let down = true
    const { decisions, queue, clock, asked } = await start({
      '/v1/claims/clm_1/outcome': () => (down ? answer : { status: 200, body: {} }),
    })
    await decisions.report(partner.storeId, 'clm_1', outcome(48_600, 44_100))
    expect(await queue.flush()).toBe(1)
    down = false
    clock.now += HOUR
    expect(await queue.flush()).toBe(0)
    const keys = asked('/v1/claims/clm_1/outcome').map(({ headers }) => headers['idempotency-key'])
    expect(keys).toEqual(['key-1', 'key-1'])
  })

  test('a thousand reports knock once while nobody answers, and then arrive once each', async () => {
    let down = true
    const { decisions, queue, clock, items, seen, asked } = await start({
      '/v1/claims/clm_1/outcome': () => (down ? 'hang up' : { status: 200, body: {} }),
    })
    await decisions.report(partner.storeId, 'clm_1', outcome(48_600, 44_100))
    await items.queue.change(([first]) =>
      Array.from({ length: 1_000 }, (_, n) => ({ ...first!, key: `waiting-${n}` })),
    )
    expect(await queue.flush()).toBe(1_000)
    expect(asked('/v1/claims/clm_1/outcome')).toHaveLength(1)
    down = false
    clock.now += HOUR
    const before = seen.length
    expect(await queue.flush()).toBe(0)
    const keys = seen.slice(before).flatMap(({ headers }) => headers['idempotency-key'] ?? [])
    expect([keys.length, new Set(keys).size]).toEqual([1_000, 1_000])
  })

  test('a road that leads elsewhere is not taken: no secret follows it', async () => {
    const elsewhere = '/v1/elsewhere'
    const { decisions, asked } = await start({
      '/v1/sessions': { status: 307, headers: { Location: elsewhere } },
    })
    expect(await decisions.decide(partner, question)).toMatchObject({ failure: { code: 'internal' } })
    expect(asked(elsewhere)).toEqual([])
  })
})

describe('a clock that is wrong', () => {
  const byWorker =
    (shows: () => number) =>
    ({ path }: Seen): Answer => {
      const at = shows()
      const headers = httpDate(at)
      return path === '/v1/sessions'
        ? { status: 201, headers, body: { ...session, expiresAt: at + 15 * 60_000 } }
        : { status: 200, headers, body: { ...decision, decidedAt: at, expiresAt: at + 15 * 60_000 } }
    }

  test.each([
    ['five hours ahead', 5 * HOUR],
    ['five hours behind', -5 * HOUR],
  ])('%s: sessions and decisions last as long as the worker says', async (_name, wrongBy) => {
    const shown = { at: NOW }
    const answer = byWorker(() => shown.at)
    const { decisions, clock, asked, memory, queue, seen } = await start({
      '/v1/sessions': answer,
      '/v1/decisions': answer,
      '/v1/exposures': { status: 202, headers: httpDate(NOW) },
    })
    clock.now = NOW + wrongBy
    const pass = (ms: number) => {
      clock.now += ms
      shown.at += ms
    }
    await decisions.decide(partner, question)
    pass(30_000)
    await decisions.decide(partner, question)
    expect([asked('/v1/sessions').length, asked('/v1/decisions').length]).toEqual([1, 1])
    await decisions.exposed(partner.storeId, decision.id, [coffee.offerId])
    await queue.flush()
    expect((seen.at(-1)?.body as { shownAt: number } | undefined)?.shownAt).toBe(NOW + 30_000)
    pass(16 * 60_000)
    await decisions.decide(partner, question)
    expect([asked('/v1/sessions').length, asked('/v1/decisions').length]).toEqual([2, 2])
    expect(memory.raw.sessions).toContain('expiresAt')
  })

  test('is said only where it may be why there is no answer', async () => {
    let down = false
    const { members, clock, items } = await start({
      '/v1/sessions': () => (down ? 'hang up' : { status: 201, headers: httpDate(NOW), body: session }),
    })
    const ask = () => members.withSession(undefined, async () => ({ ok: true, value: null, etag: null }))
    expect((await ask()).ok).toBe(true)
    down = true
    await items.sessions.write({})
    expect(await ask()).toMatchObject({ code: 'offline' })
    // The battery was out: the clock begins anew in another year.
    clock.now = NOW - 400 * 24 * HOUR
    expect(await ask()).toMatchObject({ code: 'clock' })
    clock.now = NOW + HOUR
    expect(await ask()).toMatchObject({ code: 'offline' })
  })

  test('is said on a first run too, where it shows a year before this was written', async () => {
    const { members, clock, items } = await start({ '/v1/members': 'hang up' })
    await items.card.write(null)
    expect(await members.join('en')).toMatchObject({ code: 'offline' })
    clock.now = Date.UTC(2020, 0, 1)
    expect(await members.join('en')).toMatchObject({ code: 'clock' })
  })

  test('that ran ahead once does not hold reports back for hours', async () => {
    const { decisions, queue, items } = await start({ '/v1/claims/clm_1/outcome': { status: 200, body: {} } })
    await decisions.report(partner.storeId, 'clm_1', outcome(2, 1))
    await items.queue.change((all) => all.map((entry) => ({ ...entry, notBefore: NOW + 9 * HOUR })))
    expect(await queue.flush()).toBe(0)
  })
})

describe('a device that was ended elsewhere', () => {
  test('puts its card aside, and says so until there is another', async () => {
    const { members, decisions, items } = await start({ '/v1/sessions': problem('unauthenticated', 401) })
    const { failure } = await decisions.decide(partner, question)
    expect(failure?.code).toBe('signedOut')
    expect(await items.card.read()).toBeNull()
    expect((await items.aside.read())?.card).toEqual(card)
    expect((await decisions.decide(partner, question)).failure?.code).toBe('signedOut')
    expect(await members.isSignedOut()).toBe(true)
    expect(await members.current()).toBeNull()
  })

  test('loses no report: paired again, it is sent with its key', async () => {
    const own: Record<string, Answer> = { '/v1/sessions': problem('unauthenticated', 401) }
    const { members, decisions, queue, clock, asked } = await start({
      '/v1/sessions': () => own['/v1/sessions'] as Answer,
      '/v1/devices': { status: 201, body: { ...card, deviceId: `dev_${'1'.repeat(26)}` } },
      '/v1/claims/clm_1/outcome': { status: 200, body: {} },
    })
    await decisions.report(partner.storeId, 'clm_1', outcome(2, 1))
    expect(await queue.flush()).toBe(1)
    own['/v1/sessions'] = { status: 201, body: session }
    expect((await members.pair('ABCD-EFGH')).ok).toBe(true)
    expect(await members.isSignedOut()).toBe(false)
    clock.now += 60_000
    expect(await queue.flush()).toBe(0)
    expect(asked('/v1/claims/clm_1/outcome')[0]?.headers['idempotency-key']).toBe('key-1')
  })

  test('gets its card back where the worker was mistaken', async () => {
    let mistaken = true
    const { members, decisions, items, clock, asked } = await start({
      '/v1/sessions': () => (mistaken ? problem('unauthenticated', 401) : { status: 201, body: session }),
    })
    await decisions.decide(partner, question)
    expect(await members.isSignedOut()).toBe(true)
    expect(asked('/v1/sessions')).toHaveLength(1)
    mistaken = false
    clock.now += 61_000
    expect(await members.isSignedOut()).toBe(false)
    expect(await items.card.read()).toEqual(card)
  })
})

describe('too many requests', () => {
  test.each<[string, Record<string, string>]>([
    ['in seconds', { 'Retry-After': '40' }],
    ['as a date', { 'Retry-After': new Date(NOW + 40_000).toUTCString(), ...httpDate(NOW) }],
  ])('nothing is asked before the time that the worker named %s', async (_name, headers) => {
    let many = true
    const { decisions, asked, clock } = await start({
      '/v1/decisions': () => (many ? problem('rate_limited', 429, headers) : { status: 200, body: decision }),
    })
    expect((await decisions.decide(partner, question)).failure).toMatchObject({
      code: 'rate_limited',
      retryAfterMs: 40_000,
    })
    many = false
    clock.now += 39_000
    expect((await decisions.decide(partner, question)).failure).toMatchObject({ retryAfterMs: 1_000 })
    expect(asked('/v1/decisions')).toHaveLength(1)
    clock.now += 1_000
    expect((await decisions.decide(partner, question)).failure).toBeNull()
  })
})

describe('a background that the browser put to sleep', () => {
  test('sends an interrupted claim again with its key, and gets the code that was made', async () => {
    const made = new Map<string, string>()
    let interrupted = true
    const { decisions, again, asked } = await start({
      '/v1/claims': ({ headers, body }) => {
        const key = String(headers['idempotency-key'])
        const { offerId } = body as { offerId: string }
        // As the worker does it: what a key made is what the key gets.
        const code = made.get(key) ?? `C${made.size + 1}`
        made.set(key, code)
        if (interrupted) return 'hang up'
        return { status: 201, body: claimOf(offerId, code) }
      },
    })
    await decisions.decide(partner, question)
    await claimEach(decisions, partner, [coffee.offerId], { locale: 'en', totalMinor: null })
    interrupted = false
    const next = again()
    expect(
      await claimEach(next.decisions, partner, [coffee.offerId], { locale: 'en', totalMinor: null }),
    ).toMatchObject({
      ok: true,
      claims: [{ code: 'C1' }],
    })
    expect(made.size).toBe(1)
    expect(asked('/v1/claims')[1]?.body).toEqual(asked('/v1/claims')[0]?.body)
    expect(await next.items.attempts.read()).toEqual({})
  })

  test('still has its reports, and where a run had got to', async () => {
    const { decisions, items, again, asked } = await start({
      '/v1/claims/clm_1/outcome': { status: 200, body: {} },
    })
    await decisions.report(partner.storeId, 'clm_1', outcome(2, 1))
    const run = {
      storeId: partner.storeId,
      claims: [
        { claimId: `clm_${'1'.repeat(26)}`, offerId: coffee.offerId, code: 'A' },
        { claimId: `clm_${'2'.repeat(26)}`, offerId: filters.offerId, code: 'B' },
      ],
      state: { runId: 'run', reached: { anything: true } },
    }
    await items.runs.change(() => ({ 7: run }))
    const next = again()
    expect(await next.items.runs.read()).toEqual({ 7: run })
    expect(await next.queue.flush()).toBe(0)
    expect(asked('/v1/claims/clm_1/outcome')[0]?.headers['idempotency-key']).toBe('key-1')
  })
})

describe('several claims', () => {
  const exhausted = (id: string) => ({
    '/v1/claims': ({ body }: Seen): Answer => {
      const { offerId } = body as { offerId: string }
      return offerId === id
        ? problem('offer_exhausted', 409)
        : { status: 201, body: claimOf(offerId, `C${offerId.at(-1)}`) }
    },
  })

  test('one that is exhausted does not lose the other, and all are of one decision', async () => {
    const { decisions, asked } = await start(exhausted(coffee.offerId))
    await decisions.decide(partner, question)
    const reply = await claimEach(decisions, partner, [coffee.offerId, filters.offerId], {
      locale: 'en',
      totalMinor: null,
    })
    expect(reply).toMatchObject({ ok: true, claims: [{ offerId: filters.offerId }] })
    expect(asked('/v1/claims').map(({ body }) => (body as { decision: string }).decision)).toEqual([
      decision.token,
      decision.token,
    ])
    // What was decided is out of date by that: it is asked for anew, with the basket.
    await decisions.decide(partner, question)
    expect(asked('/v1/decisions')).toHaveLength(2)
  })

  test('none is a failure, and says why', async () => {
    const { decisions } = await start(exhausted(coffee.offerId))
    await decisions.decide(partner, question)
    expect(await claimEach(decisions, partner, [coffee.offerId], { locale: 'en', totalMinor: null })).toEqual(
      {
        ok: false,
        trouble: 'offer_exhausted',
      },
    )
  })

  test('each is reported by its own totals, once', async () => {
    const bodies: unknown[] = []
    const take = ({ body }: Seen): Answer => {
      bodies.push(body)
      return { status: 200, body: {} }
    }
    const { decisions, queue, asked } = await start({
      '/v1/claims/clm_1/outcome': take,
      '/v1/claims/clm_2/outcome': take,
    })
    await decisions.report(partner.storeId, 'clm_1', outcome(50_000, 45_000))
    await decisions.report(partner.storeId, 'clm_2', outcome(45_000, 44_000))
    await Promise.all([queue.flush(), queue.flush()])
    expect(bodies).toEqual([outcome(50_000, 45_000), outcome(45_000, 44_000)])
    const keys = [...asked('/v1/claims/clm_1/outcome'), ...asked('/v1/claims/clm_2/outcome')]
    expect(keys.map(({ headers }) => headers['idempotency-key'])).toEqual(['key-1', 'key-2'])
  })
})

describe('storage that another version or a broken disk wrote', () => {
  const WRONG = ['null', '7', '"text"', '[]', '[7]', '{}', '{"a":7}', '{"a":{"b":[]}}', '[{"key":1}]']

  test.each(WRONG)('%s anywhere is read without a throw', async (wrong) => {
    const [local, memory] = [openArea(), openArea()]
    const keysOf = openItems(local, memory)
    for (const item of Object.values(keysOf)) await item.write((await item.read()) as never)
    for (const area of [local, memory]) for (const key of Object.keys(area.raw)) area.raw[key] = wrong
    const items = openItems(local, memory)
    for (const item of Object.values(items)) {
      const value = await item.read()
      await item.change(((same: unknown) => same) as never)
      expect(value).not.toBeUndefined()
    }
  })

  test('a run of an earlier shape is forgotten, those beside it are not', async () => {
    const memory = openArea()
    const items = openItems(openArea(), memory)
    const claims = [{ claimId: `clm_${'1'.repeat(26)}`, offerId: coffee.offerId, code: 'A' }]
    const run = { storeId: partner.storeId, claims, state: { runId: 'x' } }
    memory.raw.runs = JSON.stringify({ 1: { storeId: partner.storeId, claimId: 'clm_1', state: {} }, 2: run })
    expect(await items.runs.read()).toEqual({ 2: run })
  })

  test('one bad report, or one bad setting, takes no other with it', async () => {
    const local = openArea()
    const items = openItems(local, openArea())
    const entry = {
      key: 'k',
      kind: 'outcome',
      storeId: partner.storeId,
      path: '/v1/claims/clm_1/outcome',
      body: {},
      queuedAt: NOW,
      tries: 0,
      notBefore: NOW,
    }
    local.raw.queue = JSON.stringify([{ key: 1 }, entry])
    expect(await items.queue.read()).toEqual([entry])
    local.raw.settings = JSON.stringify({ locale: 'ru', hiddenStoreIds: 'all', interest: 'yes' })
    expect(await items.settings.read()).toMatchObject({ locale: 'ru', hiddenStoreIds: [], interest: false })
    local.raw.card = JSON.stringify({
      ...card,
      member: { ...card.member, nickname: 'later' },
      colour: 'blue',
    })
    expect(await items.card.read()).toEqual(card)
  })
})
