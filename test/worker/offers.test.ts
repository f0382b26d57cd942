import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import type { Offer } from '../../shared/contracts/index.ts'
import { call, newMerchant } from './api.ts'
import { offerBody } from './offer-scene.ts'
import { catalogueVersion, newShop, newStore, nobody } from './scene.ts'

type Refusal = { type: string; issues: { path: string }[] }

const post = <T = Offer>(bearer: string, change: Record<string, unknown> = {}) =>
  call<T>('POST', '/v1/offers', { bearer, body: offerBody(change) })
const staticCode = (code: string) => ({ code: { kind: 'static', code } })

test('an offer begins as a draft in its first revision, with everything left out filled in', async () => {
  const { key: bearer, merchantId } = await newMerchant()
  const { status, body } = await post(bearer)
  expect(status).toBe(201)
  expect(body).toMatchObject({
    merchantId,
    revision: 1,
    state: 'draft',
    audience: { segments: [] },
    limits: {},
    priority: 50,
    holdoutPercent: 0,
    storeIds: [],
  })
  expect((await call('GET', `/v1/offers/${body.id}`, { bearer })).body).toEqual(body)
})

test('every change is a new revision, keeps the state, and is told to the caches', async () => {
  const { key: bearer, programId } = await newMerchant()
  const { body: first } = await post(bearer, { state: 'live' })
  const before = await catalogueVersion(programId)
  const wanted = offerBody({
    key: first.key,
    priority: 80,
    limits: { perMember: 1, total: 100, budgetMinor: 50_000 },
  })
  const second = await call<Offer>('PUT', `/v1/offers/${first.id}`, { bearer, body: wanted })
  expect(second.body).toMatchObject({ revision: 2, state: 'live', priority: 80, createdAt: first.createdAt })
  expect(await catalogueVersion(programId)).toBeGreaterThan(before)
  const row = await env.DB.prepare(
    'SELECT limit_per_member, limit_total, budget_minor FROM offers WHERE id = ?',
  )
    .bind(first.id)
    .first()
  expect(row).toEqual({ limit_per_member: 1, limit_total: 100, budget_minor: 50_000 })

  const unlimited = offerBody({ key: first.key })
  await call('PUT', `/v1/offers/${first.id}`, { bearer, body: unlimited })
  const free = await env.DB.prepare('SELECT limit_total, revision FROM offers WHERE id = ?')
    .bind(first.id)
    .first()
  expect(free).toEqual({ limit_total: null, revision: 3 })
})

test('publishing and pausing leave the revision as it is', async () => {
  const { key: bearer, programId } = await newMerchant()
  const { body: offer } = await post(bearer)
  for (const state of ['live', 'paused', 'draft']) {
    const before = await catalogueVersion(programId)
    const body = { state, accept: ['endless'] }
    const changed = await call<Offer>('PATCH', `/v1/offers/${offer.id}`, { bearer, body })
    expect(changed.body).toMatchObject({ state, revision: 1 })
    expect(await catalogueVersion(programId)).toBeGreaterThan(before)
  }
  for (const body of [{ state: 'ended' }, { priority: 3 }, {}])
    expect((await call('PATCH', `/v1/offers/${offer.id}`, { bearer, body })).status).toBe(422)
})

test('twenty revisions written at once are twenty revisions', async () => {
  const { key: bearer } = await newMerchant()
  const { body: offer } = await post(bearer)
  const body = offerBody({ key: offer.key })
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => call<Offer>('PUT', `/v1/offers/${offer.id}`, { bearer, body })),
  )
  expect(new Set(answers.map((answer) => answer.body.revision)).size).toBe(20)
})

describe('a static code', () => {
  test('is one live offer’s of the merchant, whatever its case', async () => {
    const [one, other] = [await newMerchant(), await newMerchant()]
    expect((await post(one.key, { ...staticCode('Fika10'), state: 'live' })).status).toBe(201)
    expect((await post(one.key, { ...staticCode('FIKA10'), state: 'live' })).status).toBe(409)
    expect((await post(other.key, { ...staticCode('fika10'), state: 'live' })).status).toBe(201)
    const draft = await post(one.key, staticCode('fika10'))
    expect(draft.status).toBe(201)
    const publish = () =>
      call('PATCH', `/v1/offers/${draft.body.id}`, {
        bearer: one.key,
        body: { state: 'live', accept: ['endless'] },
      })
    expect((await publish()).status).toBe(409)
    const renamed = offerBody({ key: draft.body.key, ...staticCode('fika20') })
    await call('PUT', `/v1/offers/${draft.body.id}`, { bearer: one.key, body: renamed })
    expect((await publish()).status).toBe(200)
    const back = offerBody({ key: draft.body.key, ...staticCode('fika10') })
    expect((await call('PUT', `/v1/offers/${draft.body.id}`, { bearer: one.key, body: back })).status).toBe(
      409,
    )
  })

  test('stays its own offer’s through a new revision', async () => {
    const { key: bearer } = await newMerchant()
    const { body: offer } = await post(bearer, { ...staticCode('MINE'), state: 'live' })
    const body = offerBody({ key: offer.key, ...staticCode('MINE'), priority: 60 })
    expect((await call('PUT', `/v1/offers/${offer.id}`, { bearer, body })).status).toBe(200)
    const live = { state: 'live', accept: ['endless'] }
    expect((await call('PATCH', `/v1/offers/${offer.id}`, { bearer, body: live })).status).toBe(200)
  })

  test('of twenty offers published with it at once is one offer’s', async () => {
    const { key: bearer } = await newMerchant()
    const answers = await Promise.all(
      Array.from({ length: 20 }, () => post(bearer, { ...staticCode('ONCE'), state: 'live' })),
    )
    expect(answers.filter((answer) => answer.status === 201)).toHaveLength(1)
    expect(answers.filter((answer) => answer.status === 409)).toHaveLength(19)
  })
})

test('a key names one offer of its merchant', async () => {
  const { key: bearer } = await newMerchant()
  await post(bearer, { key: 'welcome' })
  expect((await post(bearer, { key: 'welcome' })).status).toBe(409)
  const { body: other } = await post(bearer, { key: 'goodbye' })
  const body = offerBody({ key: 'welcome' })
  expect((await call('PUT', `/v1/offers/${other.id}`, { bearer, body })).status).toBe(409)
})

test('an offer leans only on what is there and its merchant’s own', async () => {
  const [{ key: bearer }, other] = [await newMerchant(), await newShop()]
  const mine = await newStore(bearer)
  const refused = await post<Refusal>(bearer, { storeIds: [mine.id, other.store.id, nobody('sto')] })
  expect(refused.status).toBe(422)
  expect(refused.body.issues.map((issue) => issue.path)).toEqual(['/storeIds/1', '/storeIds/2'])
  expect((await post(bearer, { storeIds: [mine.id] })).status).toBe(201)

  await call('POST', '/v1/segments', {
    bearer,
    body: { key: 'here', name: 'Here', rule: { signal: 'recencyDays', op: 'lte', value: 9 } },
  })
  const audience = (...segments: string[]) => ({ audience: { segments } })
  expect((await post(bearer, audience('here', 'here'))).status).toBe(201)
  const missing = await post<Refusal>(bearer, audience('here', 'gone'))
  expect(missing.status).toBe(422)
  expect(missing.body.issues).toEqual([{ path: '/audience/segments/1', message: 'no segment gone' }])
})

test.each([
  ['a negative percent', { reward: { kind: 'percentOff', percent: -5 } }, '/reward/percent'],
  ['a fraction of a minor unit', { reward: { kind: 'amountOff', amountMinor: 10.5 } }, '/reward/amountMinor'],
  ['an unknown reward', { reward: { kind: 'pony' } }, '/reward/kind'],
  ['a code where none is typed', { reward: { kind: 'bonusPoints', points: 5 } }, '/code'],
  ['no code where one is typed', { code: null }, '/code'],
  [
    'an end before its start',
    { schedule: { startsAt: 1_800_000_000_000, endsAt: 1_700_000_000_000 } },
    '/schedule/endsAt',
  ],
  ['a date before computers', { schedule: { startsAt: -1 } }, '/schedule/startsAt'],
  ['a date in a far future', { schedule: { startsAt: 9e15 } }, '/schedule/startsAt'],
  ['a date in words', { schedule: { startsAt: '2026-01-01' } }, '/schedule/startsAt'],
  ['no words', { content: {} }, '/content'],
  ['words too long', { content: { en: { headline: 'x'.repeat(81) } } }, '/content/en/headline'],
  ['an unknown language', { content: { xx: { headline: 'x' } } }, '/content'],
  ['a budget of nothing', { limits: { budgetMinor: 0 } }, '/limits/budgetMinor'],
  [
    'a rule over no signal',
    { audience: { rule: { signal: 'no', op: 'lt', value: 1 } } },
    '/audience/rule/signal',
  ],
  ['a tier that the programme has not', { audience: { tiers: ['gold'] } }, '/audience/tiers/0'],
  ['a plan that the programme has not', { audience: { plans: ['plus'] } }, '/audience/plans/0'],
  ['everybody held out', { holdoutPercent: 100 }, '/holdoutPercent'],
  ['an unknown field', { discount: 5 }, '/discount'],
])('an offer with %s is refused, and the field named', async (_, change, path) => {
  const { key: bearer } = await newMerchant()
  const refused = await post<Refusal>(bearer, change)
  expect(refused.status).toBe(422)
  expect(refused.body.issues.map((issue) => issue.path)).toContain(path)
})

test('another merchant’s offer, and one that never was, are not there', async () => {
  const [one, other] = [await newMerchant(), await newMerchant()]
  const { body: offer } = await post(one.key)
  const bearer = other.key
  for (const id of [offer.id, nobody('off')]) {
    expect((await call('GET', `/v1/offers/${id}`, { bearer })).status).toBe(404)
    expect((await call('PUT', `/v1/offers/${id}`, { bearer, body: offerBody() })).status).toBe(404)
    expect((await call('PATCH', `/v1/offers/${id}`, { bearer, body: { state: 'live' } })).status).toBe(404)
  }
  const list = await call<{ items: Offer[] }>('GET', '/v1/offers', { bearer })
  expect(list.body.items).toEqual([])
  expect((await call('GET', `/v1/offers/${offer.id}`, { bearer: one.key })).body).toEqual(offer)
})
