import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import {
  DAY_MS,
  type ExperimentResult,
  type ExperimentView,
  type Offer,
  type OfferEffect,
} from '../../shared/contracts/index.ts'
import { loadCatalogue } from '../../worker/db/catalogue.ts'
import { saveExposures } from '../../worker/db/exposures.ts'
import { pauseUnworthy } from '../../worker/jobs/learn-worth.ts'
import { call } from './api.ts'
import { catalogueVersion, nobody } from './scene.ts'
import { newOffer, newWorld, type World } from './world.ts'

let keys = 0

const experimentBody = (arms: [arm: string, offers: string[]][], more: Record<string, unknown> = {}) => {
  keys += 1
  return {
    key: `experiment-${keys}`,
    name: 'How deep?',
    arms: arms.map(([key, offers]) => ({ key, weight: 1 / arms.length, offers })),
    startsAt: Date.now(),
    ...more,
  }
}

const plan = (world: World, body: unknown) =>
  call<ExperimentView & { issues?: { path: string; message: string }[] }>('POST', '/v1/experiments', {
    bearer: world.key,
    body,
  })

/** Members by the hundred, each with what they bought before and after they were assigned, as the books would hold it. */
async function assign(
  world: World,
  splitId: string,
  arm: string,
  members: { before: number; after: number; refund?: number; discount?: number }[],
  offerId = '',
) {
  const firstAt = Date.now() - 10 * DAY_MS
  const rows = members.map((member, at) => {
    keys += 1
    return { id: `enr_${String(keys * 1000 + at).padStart(26, '0')}`, ...member }
  })
  const json = JSON.stringify(rows)
  const purchases = (value: string, at: number, prefix: string) =>
    env.DB.prepare(
      `INSERT INTO purchases (id, program_id, store_id, external_ref, enrolment_id, purchased_at, recorded_at, currency, total_minor, shipping_minor, points_earned, content_hash)
       SELECT ?4 || (value ->> 'id'), ?2, 'sto', ?4 || (value ->> 'id'), value ->> 'id', ?3, ?3, 'SEK', value ->> '${value}', 0, 0, ''
       FROM json_each(?1) WHERE value ->> '${value}' > 0`,
    ).bind(json, world.programId, at, prefix)
  await env.DB.batch([
    env.DB.prepare(
      "INSERT INTO enrolments (id, program_id, enrolled_at) SELECT value ->> 'id', ?2, 1 FROM json_each(?1)",
    ).bind(json, world.programId),
    purchases('before', firstAt - DAY_MS, 'pur_b'),
    purchases('after', firstAt + DAY_MS, 'pur_a'),
    env.DB.prepare(
      `INSERT INTO returns (id, store_id, external_ref, purchase_id, returned_at, recorded_at, refund_minor, points_clawed_back, points_forgiven, content_hash)
       SELECT 'ret' || (value ->> 'id'), 'sto', 'ret' || (value ->> 'id'), 'pur_a' || (value ->> 'id'), 1, 1, value ->> 'refund', 0, 0, '' FROM json_each(?1) WHERE value ->> 'refund' > 0`,
    ).bind(json),
    env.DB.prepare(
      `INSERT INTO claims (id, program_id, store_id, offer_id, offer_revision, enrolment_id, minted, state, cost_minor, claimed_at, expires_at)
       SELECT 'clm' || (value ->> 'id'), ?2, 'sto', ?3, 1, value ->> 'id', 0, 'redeemed', value ->> 'discount', 1, 1 FROM json_each(?1) WHERE value ->> 'discount' > 0`,
    ).bind(json, world.programId, offerId),
    env.DB.prepare(
      `INSERT INTO redemptions (id, program_id, claim_id, offer_id, offer_revision, purchase_id, enrolment_id, discount_minor, bonus_points, cost_minor, fell, redeemed_at)
       SELECT 'red' || (value ->> 'id'), ?2, 'clm' || (value ->> 'id'), ?3, 1, 'pur_a' || (value ->> 'id'), value ->> 'id', value ->> 'discount', 0, value ->> 'discount', json_array(value ->> 'discount'), 1
       FROM json_each(?1) WHERE value ->> 'discount' > 0`,
    ).bind(json, world.programId, offerId),
  ])
  await saveExposures(
    env.DB,
    [],
    rows.map(({ id }) => ({
      kind: 'assigned',
      programId: world.programId,
      binding: 'DB',
      enrolmentId: id,
      assigned: [{ of: splitId, arm }],
      assignedAt: firstAt,
    })),
  )
}

const many = <T>(times: number, make: (at: number) => T): T[] =>
  Array.from({ length: times }, (_, at) => make(at))

test('an experiment is planned, begins, is in the catalogue while it runs, and ends', async () => {
  const world = await newWorld()
  const offer = await newOffer(world)
  const startsAt = Date.now() + DAY_MS
  const body = experimentBody(
    [
      ['control', []],
      ['treated', [offer.key]],
    ],
    { startsAt },
  )
  const made = await plan(world, body)
  expect(made.status).toBe(201)
  expect(made.body).toMatchObject({
    ...body,
    state: 'planned',
    coverage: 1,
    group: null,
    outcome: 'marginMinor',
  })
  const { id } = made.body
  const path = `/v1/experiments/${id}`

  const version = await catalogueVersion(world.programId)
  const begun = await call<ExperimentView>('PATCH', path, { bearer: world.key, body: { state: 'running' } })
  expect(begun.body).toMatchObject({ state: 'running', arms: body.arms })
  expect(begun.body.startsAt).toBeLessThan(startsAt)
  expect(await catalogueVersion(world.programId)).toBeGreaterThan(version)
  const inCatalogue = async () => (await loadCatalogue(env.DB, world.programId, Date.now()))?.experiments
  expect(await inCatalogue()).toMatchObject([{ id, merchantId: world.merchantId, arms: body.arms }])
  expect((await call<ExperimentView>('GET', path, { bearer: world.key })).body.state).toBe('running')

  await scheduler.wait(2)
  for (const _ of [1, 2])
    expect(
      (await call<ExperimentView>('PATCH', path, { bearer: world.key, body: { state: 'ended' } })).body.state,
    ).toBe('ended')
  expect(await inCatalogue()).toEqual([])
  const again = await call<{ type: string }>('PATCH', path, { bearer: world.key, body: { state: 'running' } })
  expect([again.status, again.body.type]).toEqual([409, '/problems/conflict'])
  const { body: page } = await call<{ items: ExperimentView[] }>('GET', '/v1/experiments', {
    bearer: world.key,
  })
  expect(page.items.map((one) => [one.id, one.state])).toEqual([[id, 'ended']])
})

test('one that is ended before it began is called off, and in nobody’s way', async () => {
  const world = await newWorld()
  const offer = await newOffer(world)
  const arms: [string, string[]][] = [
    ['control', []],
    ['treated', [offer.key]],
  ]
  const { body } = await plan(world, experimentBody(arms, { startsAt: Date.now() + DAY_MS }))
  const off = await call<ExperimentView>('PATCH', `/v1/experiments/${body.id}`, {
    bearer: world.key,
    body: { state: 'ended' },
  })
  expect(off.body.state).toBe('calledOff')
  expect((await plan(world, experimentBody(arms, { startsAt: Date.now() + DAY_MS }))).status).toBe(201)
})

test('an offer keeps its place in an experiment when its key changes', async () => {
  const world = await newWorld()
  const offer = await newOffer(world)
  await plan(
    world,
    experimentBody([
      ['control', []],
      ['treated', [offer.key]],
    ]),
  )
  await env.DB.prepare("UPDATE offers SET key = 'renamed' WHERE id = ?").bind(offer.id).run()
  const catalogue = await loadCatalogue(env.DB, world.programId, Date.now())
  expect(catalogue?.experiments[0]?.arms[1]?.offers).toEqual(['renamed'])
})

test.each<[string, (world: World, offer: Offer) => Record<string, unknown>, string]>([
  [
    'an offer that is not there',
    () => ({
      arms: [
        { key: 'a', weight: 0.5 },
        { key: 'b', weight: 0.5, offers: ['nothing'] },
      ],
    }),
    '/arms/1/offers/0',
  ],
  [
    'weights that are not 1',
    () => ({
      arms: [
        { key: 'a', weight: 0.5 },
        { key: 'b', weight: 0.3 },
      ],
    }),
    '/arms',
  ],
  [
    'one arm twice',
    () => ({
      arms: [
        { key: 'a', weight: 0.5 },
        { key: 'a', weight: 0.5 },
      ],
    }),
    '/arms',
  ],
  ['an end before its start', () => ({ endsAt: Date.now() - DAY_MS / 2 }), '/endsAt'],
  ['a start of last week', () => ({ startsAt: Date.now() - 7 * DAY_MS }), '/startsAt'],
  ['a slice without width', () => ({ group: { key: 'g', from: 0.5, to: 0.5 } }), '/group/to'],
])('an experiment with %s is refused', async (_, change, path) => {
  const world = await newWorld()
  const offer = await newOffer(world)
  const body = {
    ...experimentBody([
      ['a', []],
      ['b', [offer.key]],
    ]),
    ...change(world, offer),
  }
  const { status, body: problem } = await plan(world, body)
  expect([status, problem.issues?.[0]?.path]).toEqual([422, path])
})

test('slices of a group that meet, and an offer in two experiments, are refused while both run', async () => {
  const world = await newWorld()
  const [one, two] = [await newOffer(world), await newOffer(world)]
  const arms = (offer: Offer): [string, string[]][] => [
    ['control', []],
    ['treated', [offer.key]],
  ]
  const group = (from: number, to: number) => ({ group: { key: 'checkout', from, to } })
  expect((await plan(world, experimentBody(arms(one), group(0, 0.5)))).status).toBe(201)

  const meets = await plan(world, experimentBody(arms(two), group(0.4, 1)))
  expect([meets.status, meets.body.issues?.[0]?.path]).toEqual([422, '/group'])
  const same = await plan(world, experimentBody(arms(one)))
  expect([same.status, same.body.issues?.[0]?.path]).toEqual([422, '/arms/1/offers/0'])
  expect((await plan(world, experimentBody(arms(two), group(0.5, 1)))).status).toBe(201)

  // At once: one of both.
  const three = await newOffer(world)
  const both = await Promise.all([1, 2].map(() => plan(world, experimentBody(arms(three)))))
  expect(both.map(({ status }) => status).sort()).toEqual([201, 422])
})

test('a split that has been made is never changed', async () => {
  const world = await newWorld()
  const { body } = await plan(
    world,
    experimentBody([
      ['a', []],
      ['b', []],
    ]),
  )
  await expect(
    env.DB.prepare('UPDATE experiments SET coverage = 0.5 WHERE id = ?').bind(body.id).run(),
  ).rejects.toThrow('keeps its split')
})

test('another merchant’s experiments and offers are not found', async () => {
  const [world, other] = [await newWorld(), await newWorld()]
  const offer = await newOffer(world)
  const { body } = await plan(
    world,
    experimentBody([
      ['a', []],
      ['b', [offer.key]],
    ]),
  )
  for (const [method, path, change] of [
    ['GET', `/v1/experiments/${body.id}`],
    ['GET', `/v1/experiments/${body.id}/results`],
    ['PATCH', `/v1/experiments/${body.id}`, { state: 'ended' }],
    ['GET', `/v1/experiments/${nobody('exp')}`],
    ['GET', `/v1/offers/${offer.id}/effect`],
  ] as const)
    expect(
      (await call(method, path, { bearer: other.key, ...(change ? { body: change } : {}) })).status,
      path,
    ).toBe(404)
  const named = await plan(
    other,
    experimentBody([
      ['a', []],
      ['b', [offer.key]],
    ]),
  )
  expect(named.body.issues?.[0]?.path).toBe('/arms/1/offers/0')
  expect((await call('GET', `/v1/experiments/${body.id}/results`)).status).toBe(401)
})

test('results are of every member who was assigned, after refunds, and what they did before explains a part', async () => {
  const world = await newWorld()
  const { body } = await plan(
    world,
    experimentBody(
      [
        ['control', []],
        ['treated', []],
      ],
      { outcome: 'spendMinor' },
    ),
  )
  const path = `/v1/experiments/${body.id}/results`
  const results = async () => (await call<ExperimentResult>('GET', path, { bearer: world.key })).body
  expect(await results()).toMatchObject({ verdict: 'tooFew', sampleRatioP: null })

  const spread = (at: number) => (at % 10) * 1_000
  await assign(
    world,
    body.id,
    'control',
    many(400, (at) => ({ before: 10_000 + spread(at), after: 10_000 + spread(at) })),
  )
  await assign(
    world,
    body.id,
    'treated',
    // 3,000 more, of which 1,000 comes back.
    many(400, (at) => ({
      before: 10_000 + spread(at),
      after: 13_000 + spread(at) + (at % 2) * 10,
      refund: 1_000,
    })),
  )
  const told = await results()
  expect(told).toMatchObject({ verdict: 'better', sampleRatioAlarm: false })
  expect(told.arms.map(({ arm, members, mean }) => [arm, members, mean])).toEqual([
    ['control', 400, 14_500],
    ['treated', 400, 16_505],
  ])
  expect(told.arms[1]?.absolute?.value).toBeCloseTo(2_005, 6)
  expect(told.varianceExplained).toBeGreaterThan(0.99)
})

test('more on one side than chance allows raises the alarm', async () => {
  const world = await newWorld()
  const { body } = await plan(
    world,
    experimentBody([
      ['control', []],
      ['treated', []],
    ]),
  )
  await assign(
    world,
    body.id,
    'control',
    many(300, () => ({ before: 0, after: 1_000 })),
  )
  await assign(
    world,
    body.id,
    'treated',
    many(150, () => ({ before: 0, after: 2_000 })),
  )
  const { body: told } = await call<ExperimentResult>('GET', `/v1/experiments/${body.id}/results`, {
    bearer: world.key,
  })
  expect(told).toMatchObject({ verdict: 'broken', sampleRatioAlarm: true })
})

test('an offer whose lift cannot cover its cost pauses itself, says why, and runs again when it is published', async () => {
  const world = await newWorld()
  const selfPausing = { holdoutPercent: 50, pauseIfNotWorthIt: true }
  const [bad, good, stubborn] = [
    await newOffer(world, selfPausing),
    await newOffer(world, selfPausing),
    await newOffer(world, { holdoutPercent: 50 }),
  ]
  const effect = async (offer: Offer) =>
    (await call<OfferEffect>('GET', `/v1/offers/${offer.id}/effect`, { bearer: world.key })).body
  expect(await effect(bad)).toMatchObject({ worth: 'cantSayYet', pausedBecause: null, used: 0 })

  const noise = (at: number) => (at % 5) * 100
  for (const offer of [bad, good, stubborn]) {
    await assign(
      world,
      offer.id,
      'holdout',
      many(300, (at) => ({ before: 0, after: 10_000 + noise(at) })),
    )
    await assign(
      world,
      offer.id,
      'shown',
      // The bad ones give 2,000 away to whoever would have bought anyway.
      many(300, (at) =>
        offer === good
          ? { before: 0, after: 20_000 + noise(at) }
          : { before: 0, after: 8_000 + noise(at), discount: 2_000 },
      ),
      offer.id,
    )
  }
  const version = await catalogueVersion(world.programId)
  const paused = await pauseUnworthy(env.DB, { programId: world.programId, marginPercent: 30 }, Date.now())
  expect(paused).toEqual([bad.id])
  expect(await catalogueVersion(world.programId)).toBe(version + 1)
  const told = await effect(bad)
  expect(told).toMatchObject({
    worth: 'loses',
    used: 300,
    pausedBecause: { why: 'notWorthIt', members: 600 },
  })
  // 30 percent of what 10,000 of goods cost was kept either way; 2,000 were given away.
  expect(told.pausedBecause?.marginMinor.value).toBeCloseTo(-2_000, 6)
  expect((await effect(good)).worth).toBe('pays')
  expect(await effect(stubborn)).toMatchObject({ worth: 'loses', pausedBecause: null })
  const state = async () =>
    (await call<Offer>('GET', `/v1/offers/${bad.id}`, { bearer: world.key })).body.state
  expect(await state()).toBe('paused')
  await call('PATCH', `/v1/offers/${bad.id}`, {
    bearer: world.key,
    body: { state: 'live', accept: ['endless'] },
  })
  expect(await state()).toBe('live')
  expect((await effect(bad)).pausedBecause).toBeNull()
})

test('all offers together are held against the programme’s own holdout', async () => {
  const world = await newWorld()
  const effect = async () =>
    (await call<ExperimentResult>('GET', '/v1/program/effect', { bearer: world.key })).body
  expect(await effect()).toMatchObject({ verdict: 'tooFew' })
  const noise = (at: number) => (at % 5) * 100
  await assign(
    world,
    world.programId,
    'holdout',
    many(200, (at) => ({ before: 0, after: 10_000 + noise(at) })),
  )
  await assign(
    world,
    world.programId,
    'shown',
    many(200, (at) => ({ before: 0, after: 12_000 + noise(at) })),
  )
  const { arms } = await effect()
  expect(arms.map(({ arm }) => arm)).toEqual(['holdout', 'shown'])
  // 30 percent of 2,000 more.
  expect(arms[1]?.absolute?.value ?? (arms[1]?.mean ?? 0) - (arms[0]?.mean ?? 0)).toBeCloseTo(600, 6)
})
