import { expect, test } from 'vitest'
import { claimEach } from '../../extension/background/claims.ts'
import { openItems } from '../../extension/background/items.ts'
import { createParts } from '../../extension/background/parts.ts'
import { type Answer, type Seen, serve } from './http.ts'
import { memoryArea } from './memory.ts'
import { coffee, decision, member, NOW, otherPartner, ownPoints, partner } from './samples.ts'

const problem = (code: string, status: number): Answer => ({
  status,
  body: { type: `/problems/${code}`, title: code, status },
})
const session = {
  accessToken: 'token',
  expiresAt: NOW + 600_000,
  member,
  enrolmentId: `enr_${'0'.repeat(26)}`,
  programId: decision.programId,
}
const card = { member, deviceId: `dev_${'0'.repeat(26)}`, deviceSecret: 's'.repeat(43) }
const claim = {
  id: `clm_${'0'.repeat(26)}`,
  offerId: coffee.offerId,
  offerRevision: 1,
  storeId: partner.storeId,
  enrolmentId: session.enrolmentId,
  code: 'KAFFE45-7F3Q',
  state: 'reserved',
  claimedAt: NOW,
  expiresAt: NOW + 900_000,
}

/** The background's parts on a real HTTP server, with a clock that the test turns. */
async function start(answer: (request: Seen, count: number) => Answer) {
  const { base, seen } = await serve(answer)
  const clock = { now: NOW }
  const items = openItems(memoryArea(), memoryArea())
  let keys = 0
  const parts = createParts({ base, items, now: () => clock.now, newKey: () => `key-${++keys}` })
  return { seen, clock, items, ...parts }
}

const routes =
  (own: Record<string, (request: Seen, count: number) => Answer>) =>
  (request: Seen, count: number): Answer => {
    const answer = own[`${request.method} ${request.path}`]
    if (answer) return answer(request, count)
    if (request.path === '/v1/sessions') return { status: 201, body: session }
    if (request.path === '/v1/decisions') return { status: 200, body: decision }
    return problem('not_found', 404)
  }

test('joining twice makes one member, also when the first answer was lost', async () => {
  const { seen, members, items } = await start(
    routes({
      'POST /v1/members': (_request, count) => (count === 1 ? 'hang up' : { status: 201, body: card }),
    }),
  )
  expect(await members.join('sv')).toMatchObject({ ok: false, code: 'offline' })
  expect(await members.join('en')).toMatchObject({ ok: true, value: member })
  expect(await members.join('en')).toMatchObject({ ok: true, value: member })
  expect(seen).toHaveLength(2)
  const [first, second] = seen
  expect(first?.headers['idempotency-key']).toBeTruthy()
  expect(second?.headers['idempotency-key']).toBe(first?.headers['idempotency-key'])
  expect(second?.body).toEqual({ locale: 'sv' })
  expect(await items.attempts.read()).toEqual({})
})

test('a decision is asked for once a minute and question', async () => {
  const { seen, clock, items, decisions } = await start(routes({}))
  await items.card.write(card)
  const ask = (totalMinor: number | null) => decisions.decide(partner, { locale: 'en', totalMinor })
  const asked = () => seen.filter((request) => request.path === '/v1/decisions').length
  await ask(null)
  await ask(null)
  expect(asked()).toBe(1)
  await ask(48600)
  expect(asked()).toBe(2)
  expect(seen.at(-1)?.body).toMatchObject({ basket: { currency: 'SEK', totalMinor: 48600 } })
  clock.now += 61_000
  await ask(48600)
  expect(asked()).toBe(3)
})

test('without a network the last decision stands, and says from when it is', async () => {
  let down = false
  const { clock, items, decisions } = await start((request, count) =>
    down ? 'hang up' : routes({})(request, count),
  )
  await items.card.write(card)
  await decisions.decide(partner, { locale: 'en', totalMinor: null })
  down = true
  clock.now += 120_000
  const later = await decisions.decide(partner, { locale: 'en', totalMinor: null })
  expect(later).toMatchObject({ decision: { id: decision.id }, fetchedAt: NOW, failure: { code: 'offline' } })
})

test('a member reads their own writes: the bookmark comes back, to its own programme only', async () => {
  const other = { ...session, programId: `prg_${'9'.repeat(26)}` }
  const { seen, items, decisions } = await start(
    routes({
      'POST /v1/sessions': ({ body }) => ({
        status: 201,
        body: (body as { storeId: string }).storeId === partner.storeId ? session : other,
      }),
      'POST /v1/decisions': () => ({ status: 200, body: decision, headers: { 'Stamkund-Bookmark': 'b-1' } }),
      'POST /v1/claims': () => ({ status: 201, body: claim }),
    }),
  )
  await items.card.write(card)
  await decisions.decide(partner, { locale: 'en', totalMinor: null })
  await decisions.claim(partner, coffee.offerId, { locale: 'en', totalMinor: null })
  expect(seen.at(-1)?.headers['stamkund-bookmark']).toBe('b-1')
  await decisions.decide(otherPartner, { locale: 'en', totalMinor: null })
  expect(seen.at(-1)?.headers['stamkund-bookmark']).toBeUndefined()
})

test('a token that the worker no longer takes is renewed once', async () => {
  let refused = 0
  const { seen, items, decisions } = await start(
    routes({
      'POST /v1/decisions': () => {
        refused += 1
        return refused === 1 ? problem('token_expired', 401) : { status: 200, body: decision }
      },
    }),
  )
  await items.card.write(card)
  expect((await decisions.decide(partner, { locale: 'en', totalMinor: null })).failure).toBeNull()
  expect(seen.map((request) => request.path)).toEqual([
    '/v1/sessions',
    '/v1/decisions',
    '/v1/sessions',
    '/v1/decisions',
  ])
})

test('a claim without an answer is sent again with the same key and the same decision', async () => {
  let claims = 0
  const { seen, items, decisions } = await start(
    routes({ 'POST /v1/claims': () => (++claims === 1 ? 'hang up' : { status: 201, body: claim }) }),
  )
  await items.card.write(card)
  await decisions.decide(partner, { locale: 'en', totalMinor: null })
  expect((await decisions.claim(partner, coffee.offerId, { locale: 'en', totalMinor: null })).ok).toBe(false)
  await decisions.decide(partner, { locale: 'en', totalMinor: null })
  expect(await decisions.claim(partner, coffee.offerId, { locale: 'en', totalMinor: null })).toMatchObject({
    ok: true,
    value: { code: claim.code },
  })
  const sent = seen.filter((request) => request.path === '/v1/claims')
  expect(sent).toHaveLength(2)
  expect(sent[1]?.headers['idempotency-key']).toBe(sent[0]?.headers['idempotency-key'])
  expect(sent[1]?.body).toEqual(sent[0]?.body)
})

test('a claim on a decision that is too old is made anew, once', async () => {
  let claims = 0
  const { seen, items, decisions } = await start(
    routes({
      'POST /v1/claims': () =>
        ++claims === 1 ? problem('decision_expired', 409) : { status: 201, body: claim },
    }),
  )
  await items.card.write(card)
  await decisions.decide(partner, { locale: 'sv', totalMinor: 48600 })
  expect((await decisions.claim(partner, coffee.offerId, { locale: 'sv', totalMinor: null })).ok).toBe(true)
  const asked = seen.filter((request) => request.path === '/v1/decisions')
  expect(asked.map((request) => request.body)).toEqual([asked[0]?.body, asked[0]?.body])
})

test('a report outlives a lost network and arrives with the key it was made with', async () => {
  let down = true
  const { seen, clock, items, decisions, queue } = await start((request, count) =>
    down && request.path.endsWith('/outcome')
      ? 'hang up'
      : request.path.endsWith('/outcome')
        ? { status: 200, body: claim }
        : routes({})(request, count),
  )
  await items.card.write(card)
  const outcome = {
    result: 'applied' as const,
    currency: 'SEK',
    totalBeforeMinor: 48600,
    totalAfterMinor: 44100,
    measuredAt: NOW,
  }
  await decisions.report(partner.storeId, claim.id, outcome)
  expect(await queue.flush()).toBe(1)
  down = false
  expect(await queue.flush()).toBe(1)
  clock.now += 31_000
  expect(await queue.flush()).toBe(0)
  const sent = seen.filter((request) => request.path.endsWith('/outcome'))
  expect(sent.map((request) => request.headers['idempotency-key'])).toEqual(['key-1', 'key-1'])
  expect(sent[1]?.body).toEqual(outcome)
})

test('a report that is refused for good is not kept', async () => {
  const { items, decisions, queue } = await start(
    routes({ [`POST /v1/claims/${claim.id}/outcome`]: () => problem('conflict', 409) }),
  )
  await items.card.write(card)
  await decisions.report(partner.storeId, claim.id, {
    result: 'rejected',
    currency: null,
    totalBeforeMinor: null,
    totalAfterMinor: null,
    measuredAt: NOW,
  })
  expect(await queue.flush()).toBe(0)
})

test('two flushes at once send a report once', async () => {
  const { seen, items, decisions, queue } = await start(
    routes({ 'POST /v1/exposures': () => ({ status: 202 }) }),
  )
  await items.card.write(card)
  await decisions.decide(partner, { locale: 'en', totalMinor: null })
  await decisions.exposed(partner.storeId, decision.id, [coffee.offerId, `off_${'9'.repeat(26)}`])
  await Promise.all([queue.flush(), queue.flush()])
  const sent = seen.filter((request) => request.path === '/v1/exposures')
  expect(sent).toHaveLength(1)
  expect(sent[0]?.body).toMatchObject({ offerIds: [coffee.offerId] })
})

test('what left the device is written down with its size, answered or not', async () => {
  const { items, members } = await start(() => 'hang up')
  await members.join('sv')
  const [record] = await items.sent.read()
  expect(record).toMatchObject({ kind: 'join', at: NOW, storeId: null })
  expect(record?.bytes).toBeGreaterThan('/v1/members{"locale":"sv"}'.length)
})

test('after a run that saved nothing the next try knows the basket, and what it takes of the member', async () => {
  const priced = {
    ...decision,
    token: 'with-the-basket',
    offers: [{ ...ownPoints, offerId: coffee.offerId }],
  }
  const blind = { ...decision, token: 'blind', offers: [{ ...coffee, needsBasket: true }] }
  const { seen, items, decisions } = await start(
    routes({
      'POST /v1/decisions': ({ body }) => ({
        status: 200,
        body: 'basket' in (body as object) ? priced : blind,
      }),
      'POST /v1/claims': ({ body }) =>
        (body as { decision: string }).decision === 'blind'
          ? problem('invalid_request', 422)
          : { status: 201, body: claim },
    }),
  )
  await items.card.write(card)
  const question = { locale: 'en' as const, totalMinor: 48600 }
  await decisions.decide(partner, question)
  await decisions.report(partner.storeId, claim.id, {
    result: 'noSaving',
    currency: 'SEK',
    totalBeforeMinor: 48600,
    totalAfterMinor: 48600,
    measuredAt: NOW,
  })
  const again = await claimEach(decisions, partner, [coffee.offerId], question)
  expect(again).toMatchObject({
    ok: true,
    claims: [{ takes: { unit: 'points', amount: 240 }, expiresAt: claim.expiresAt }],
  })
  // The popup decides without a basket; the panel on the page still has one.
  await decisions.decide(partner, { locale: 'en', totalMinor: null })
  expect(await claimEach(decisions, partner, [coffee.offerId], question)).toMatchObject({ ok: true })
  expect(
    await claimEach(decisions, partner, [coffee.offerId], { locale: 'en', totalMinor: null }),
  ).toMatchObject({
    ok: true,
  })
  await decisions.forget(partner.storeId)
  expect(await claimEach(decisions, partner, [coffee.offerId], { locale: 'en', totalMinor: null })).toEqual({
    ok: false,
    trouble: 'invalid_request',
  })
  expect(seen.at(-1)?.body).toMatchObject({ decision: 'blind' })
})
