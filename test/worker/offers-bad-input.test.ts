import { env } from 'cloudflare:workers'
import { describe, expect, test } from 'vitest'
import type { Offer } from '../../shared/contracts/index.ts'
import { call, newMerchant } from './api.ts'
import { offerBody } from './offer-scene.ts'
import { catalogueVersion, newVerifiedStore } from './scene.ts'

interface Refusal {
  type: string
  issues: { path: string }[]
  warnings: { warning: string; path: string; message: string }[]
}

const post = (bearer: string, change: Record<string, unknown> = {}) =>
  call<Offer & Refusal>('POST', '/v1/offers', { bearer, body: offerBody({ accept: undefined, ...change }) })
const DAY = 86_400_000
const ended = { startsAt: Date.now() - 2 * DAY, endsAt: Date.now() - DAY }

describe('a live offer without an end', () => {
  test.each([
    ['nothing else', {}],
    [
      'only what one member may do',
      { limits: { perMember: 1, caps: [{ per: 'member', period: 'day', times: 1 }] } },
    ],
    [
      'a cap for each of the codes it mints',
      { limits: { caps: [{ per: 'code', period: 'ever', times: 1 }] } },
    ],
    [
      'limits on a code that whoever is no member may type',
      {
        code: { kind: 'static', code: 'FIKA' },
        limits: { budgetMinor: 100, caps: [{ per: 'code', period: 'day', times: 9 }] },
      },
    ],
  ])('and with %s has to be accepted, and says why', async (_, change) => {
    const { key: bearer } = await newMerchant()
    const refused = await post(bearer, { state: 'live', ...change })
    expect(refused).toMatchObject({ status: 422, body: { type: '/problems/warning_not_accepted' } })
    expect(refused.body.warnings).toEqual([
      { warning: 'endless', path: '/schedule/endsAt', message: expect.stringContaining('no end') },
    ])
    expect((await post(bearer, { state: 'live', accept: ['ended'], ...change })).status).toBe(422)
    const accepted = await post(bearer, { state: 'live', accept: ['endless'], ...change })
    expect(accepted.status).toBe(201)
    // What was accepted is no part of the offer.
    expect(accepted.body).not.toHaveProperty('accept')
  })

  test.each([
    ['an end', { schedule: { startsAt: Date.now() - DAY, endsAt: Date.now() + DAY } }],
    ['a budget', { limits: { budgetMinor: 100 } }],
    ['a total', { limits: { total: 100 } }],
    [
      'a cap that everybody shares',
      { limits: { caps: [{ per: 'offer', period: 'month', costMinor: 100 }] } },
    ],
  ])('but with %s needs no yes', async (_, change) => {
    const { key: bearer } = await newMerchant()
    expect((await post(bearer, { state: 'live', ...change })).status).toBe(201)
  })

  test('that is paid with what members have saved needs no yes either', async () => {
    const { key: bearer } = await newMerchant({ pointValueCentiMinor: 100 })
    expect(
      (await post(bearer, { state: 'live', reward: { kind: 'payWithPoints', maxPercent: 50 } })).status,
    ).toBe(201)
  })

  test('is asked about whenever it goes live, by a new state or a new revision, and never as a draft', async () => {
    const { key: bearer } = await newMerchant()
    const { body: offer, status } = await post(bearer)
    expect(status).toBe(201)
    const at = `/v1/offers/${offer.id}`
    expect((await call('PATCH', at, { bearer, body: { state: 'live' } })).status).toBe(422)
    expect((await call('PATCH', at, { bearer, body: { state: 'live', accept: ['endless'] } })).status).toBe(
      200,
    )
    const again = offerBody({ key: offer.key, priority: 3, accept: undefined })
    expect((await call('PUT', at, { bearer, body: again })).status).toBe(422)
    expect((await call<Offer>('GET', at, { bearer })).body).toMatchObject({ revision: 1, priority: 50 })
    expect((await call('PATCH', at, { bearer, body: { state: 'paused' } })).status).toBe(200)
    expect((await call('PUT', at, { bearer, body: again })).status).toBe(200)
  })
})

test('an offer whose end lies behind goes live only for whoever has read that', async () => {
  const { key: bearer } = await newMerchant()
  const refused = await post(bearer, { state: 'live', schedule: ended })
  expect(refused.body.warnings?.map(({ warning }) => warning)).toEqual(['ended'])
  expect((await post(bearer, { state: 'live', schedule: ended, accept: ['ended'] })).status).toBe(201)
})

const early = (opensAt: number, everybodyAt: number) => ({
  reward: { kind: 'earlyAccess', opensAt, everybodyAt, scope: { skus: ['new'] } },
  code: null,
})
const runs = { startsAt: Date.now() - 2 * DAY, endsAt: Date.now() + 9 * DAY }

describe('what can hardly work goes live only for whoever has read that', () => {
  test.each<[string, Record<string, unknown>, string, string[]]>([
    [
      'a budget below one use',
      { reward: { kind: 'amountOff', amountMinor: 5_000 }, limits: { budgetMinor: 10 } },
      'unaffordable',
      ['/limits/budgetMinor'],
    ],
    [
      'a cap below one gift, at what the gift costs the shop',
      {
        reward: { kind: 'gift', sku: 'mug', name: 'Mug', worthMinor: 9_000, costMinor: 500 },
        limits: {
          caps: [
            { per: 'member', period: 'day', costMinor: 499 },
            { per: 'store', period: 'day', costMinor: 500 },
          ],
        },
      },
      'unaffordable',
      ['/limits/caps/0/costMinor'],
    ],
    [
      'early access that everybody has by now',
      early(Date.now() - DAY, Date.now() - 1),
      'ended',
      ['/reward/everybodyAt'],
    ],
  ])('%s', async (_, change, warning, paths) => {
    const { key: bearer } = await newMerchant()
    const wanted = { state: 'live', schedule: runs, ...change }
    const refused = await post(bearer, wanted)
    expect(refused.status).toBe(422)
    expect(refused.body.warnings?.map((one) => [one.warning, one.path])).toEqual(
      paths.map((path) => [warning, path]),
    )
    expect((await post(bearer, { ...wanted, accept: [warning] })).status).toBe(201)
  })

  test('a budget of just one use asks for nothing', async () => {
    const { key: bearer } = await newMerchant()
    const reward = { kind: 'amountOff', amountMinor: 5_000 }
    const limits = { budgetMinor: 5_000 }
    expect((await post(bearer, { state: 'live', schedule: runs, reward, limits })).status).toBe(201)
  })
})

const bonus = { reward: { kind: 'bonusPoints', points: 5 }, code: null }
const cap = (more: Record<string, unknown>) => ({
  limits: { caps: [{ per: 'member', period: 'day', times: 1, ...more }] },
})

describe('what is amiss is named by its field, and the live catalogue stays as it was', () => {
  test.each<[string, Record<string, unknown>, string]>([
    ['a group that the programme has not', { stacking: { groups: ['seasonal'] } }, '/stacking/groups/0'],
    [
      'an offer that it does not go with and that is not there',
      { stacking: { excludes: ['gone'] } },
      '/stacking/excludes/0',
    ],
    [
      'a cause that the programme does not give to',
      {
        reward: { kind: 'donationMatch', cause: 'woods', percent: 100, scope: { skus: ['gift'] } },
        code: null,
      },
      '/reward/cause',
    ],
    [
      'a percentage of which nothing is given',
      { reward: { kind: 'percentOff', percent: 20, maxMinor: 0 } },
      '/reward/maxMinor',
    ],
    [
      'early access that starts when everybody has it',
      { ...early(runs.startsAt - 2, runs.startsAt), schedule: runs },
      '/schedule/startsAt',
    ],
    [
      'early access that is over before it opens',
      { ...early(runs.endsAt, runs.endsAt + 1), schedule: runs },
      '/schedule/endsAt',
    ],
    ['a pause that nobody could decide on', { pauseIfNotWorthIt: true }, '/pauseIfNotWorthIt'],
    ['a cap on codes where none is handed out', { ...bonus, ...cap({ on: 'claim' }) }, '/limits/caps/0/on'],
    ['a cap by code where there is none', { ...bonus, ...cap({ per: 'code' }) }, '/limits/caps/0/per'],
    ['a cap of nothing', cap({ times: undefined }), '/limits/caps/0/times'],
    ['a cap of no period', cap({ period: 'fortnight' }), '/limits/caps/0/period'],
    ['a cap below one', cap({ times: 0 }), '/limits/caps/0/times'],
    [
      'a cap said twice',
      { limits: { caps: [cap({}).limits.caps[0], cap({ times: 2 }).limits.caps[0]] } },
      '/limits/caps/1',
    ],
    ['a warning that there is not', { accept: ['everything'] }, '/accept/0'],
  ])('%s', async (_, change, path) => {
    const { key: bearer, programId } = await newMerchant()
    const { body: live } = await post(bearer, { state: 'live', accept: ['endless'] })
    const before = await catalogueVersion(programId)
    const body = offerBody({ key: live.key, ...change })
    const answers = [
      await post(bearer, { state: 'live', accept: ['endless'], ...change }),
      await call<Refusal>('PUT', `/v1/offers/${live.id}`, { bearer, body }),
    ]
    for (const answer of answers) {
      expect(answer.status).toBe(422)
      expect(answer.body.issues.map((issue) => issue.path)).toContain(path)
    }
    expect(await catalogueVersion(programId)).toBe(before)
    const { results } = await env.DB.prepare('SELECT id, revision, state FROM offers WHERE program_id = ?')
      .bind(programId)
      .all()
    expect(results).toEqual([{ id: live.id, revision: 1, state: 'live' }])
  })
})

test('a store that is named twice is refused', async () => {
  const { key: bearer } = await newMerchant()
  const { id } = await newVerifiedStore(bearer)
  const { status, body } = await post(bearer, { storeIds: [id, id] })
  expect([status, body.issues[0]?.path]).toEqual([422, '/storeIds/1'])
})

test('a group and a cause that the programme has are taken', async () => {
  const { key: bearer } = await newMerchant({
    offers: { groups: [{ key: 'seasonal', name: 'Seasonal', mode: 'best' }] },
  } as never)
  expect((await post(bearer, { stacking: { groups: ['seasonal'] } })).status).toBe(201)
  await call('POST', '/v1/causes', {
    bearer,
    body: { key: 'woods', name: 'Woods', summary: 'Plants trees.' },
  })
  const reward = { kind: 'donationMatch', cause: 'woods', percent: 100, scope: { skus: ['gift'] } }
  expect((await post(bearer, { reward, code: null })).status).toBe(201)
})
