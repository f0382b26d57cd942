import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import {
  DAY_MS,
  type ExperimentResult,
  type ExperimentView,
  type KpiReport,
  type MerchantCreated,
  type Offer,
  type OfferEffect,
} from '../../shared/contracts/index.ts'
import { loadCatalogue } from '../../worker/db/catalogue.ts'
import { listSelfPausing, pauseOffer } from '../../worker/db/learned-worth.ts'
import { learnDue } from '../../worker/jobs/learn.ts'
import { pauseUnworthy } from '../../worker/jobs/learn-worth.ts'
import { call } from './api.ts'
import { assign, many } from './assign-members.ts'
import { catalogueVersion, nobody } from './scene.ts'
import { newOffer, newSecondMerchant, newWorld, type World } from './world.ts'

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
  [
    'an arm that nobody is in',
    () => ({
      arms: [
        { key: 'a', weight: 0 },
        { key: 'b', weight: 1 },
      ],
    }),
    '/arms/0/weight',
  ],
  ['a coverage of nobody', () => ({ coverage: 0 }), '/coverage'],
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

test('groups are each merchant’s own: another one’s stands in nobody’s way, and is told to nobody', async () => {
  const world = await newWorld()
  const { body: join } = await call<{ code: string }>('POST', '/v1/program/join-code', { bearer: world.key })
  const { body: other } = await call<MerchantCreated>('POST', '/v1/merchants', {
    body: { name: 'Grannen', join: { programId: world.programId, code: join.code } },
  })
  const their = { ...world, key: other.apiKey.key }
  const sliced = { group: { key: 'checkout', from: 0, to: 1 } }
  const arms: [string, string[]][] = [
    ['a', []],
    ['b', []],
  ]
  expect((await plan(their, experimentBody(arms, { ...sliced, key: 'secret-launch' }))).status).toBe(201)
  const made = await plan(world, experimentBody(arms, { ...sliced, startsAt: Date.now() + DAY_MS }))
  expect(made.status).toBe(201)
  const path = `/v1/experiments/${made.body.id}`
  expect((await call('PATCH', path, { bearer: world.key, body: { state: 'running' } })).status).toBe(200)
  // Their own does.
  const again = await plan(world, experimentBody(arms, sliced))
  expect(again.body.issues?.[0]?.message).toContain(made.body.key)
})

test('another percent of a holdout is another measurement: no alarm of those who were shown it before', async () => {
  const world = await newWorld({ offers: { holdoutPercent: 20 } })
  const offer = await newOffer(world, { holdoutPercent: 10, pauseIfNotWorthIt: true })
  for (const [of, percent] of [
    [offer.id, 10],
    [world.programId, 20],
  ] as const) {
    const after = () => ({ before: 0, after: 1_000 })
    await assign(world, `${of}:${percent}`, 'holdout', many(4 * percent, after))
    await assign(world, `${of}:${percent}`, 'shown', many(400 - 4 * percent, after))
  }
  const effect = async () =>
    (await call<OfferEffect>('GET', `/v1/offers/${offer.id}/effect`, { bearer: world.key })).body.result
  const ofProgram = async () =>
    (await call<ExperimentResult>('GET', '/v1/program/effect', { bearer: world.key })).body
  const membersOf = ({ arms }: ExperimentResult) => arms.map(({ members }) => members)
  expect([membersOf(await effect()), membersOf(await ofProgram())]).toEqual([
    [40, 360],
    [80, 320],
  ])
  const { status } = await call('PUT', `/v1/offers/${offer.id}`, {
    bearer: world.key,
    body: {
      key: offer.key,
      content: offer.content,
      reward: offer.reward,
      schedule: offer.schedule,
      code: offer.code,
      holdoutPercent: 30,
      accept: ['endless'],
    },
  })
  expect(status).toBe(200)
  await env.DB.prepare(
    "UPDATE programs SET rules = json_set(rules, '$.offers.holdoutPercent', 50) WHERE id = ?",
  )
    .bind(world.programId)
    .run()
  for (const result of [await effect(), await ofProgram()]) {
    expect(membersOf(result)).toEqual([0, 0])
    expect(result).toMatchObject({ sampleRatioAlarm: false, verdict: 'tooFew' })
  }
})

test('an offer that isn’t live is paused by nobody, and the clock pauses what loses by itself', async () => {
  const world = await newWorld()
  const selfPausing = { holdoutPercent: 50, pauseIfNotWorthIt: true }
  const [live, draft, byHand] = [
    await newOffer(world, selfPausing),
    await newOffer(world, { ...selfPausing, state: 'draft' }),
    await newOffer(world, selfPausing),
  ]
  await call('PATCH', `/v1/offers/${byHand.id}`, { bearer: world.key, body: { state: 'paused' } })
  for (const { id } of [live, draft, byHand]) {
    const spread = (at: number) => (at % 5) * 100
    await assign(
      world,
      `${id}:50`,
      'holdout',
      many(300, (at) => ({ before: 0, after: 10_000 + spread(at) })),
    )
    await assign(
      world,
      `${id}:50`,
      'shown',
      many(300, (at) => ({ before: 0, after: 8_000 + spread(at), discount: 2_000 })),
      id,
    )
  }
  expect((await listSelfPausing(env.DB, world.programId)).map(({ id }) => id)).toEqual([live.id])
  await env.DB.batch([
    env.DB.prepare('UPDATE learning SET next_at = 9000000000000'),
    env.DB.prepare(
      'INSERT INTO learning (program_id, changes) VALUES (?, 1) ON CONFLICT (program_id) DO UPDATE SET changes = changes + 1, next_at = 0',
    ).bind(world.programId),
  ])
  await learnDue(env, 'DB', Date.now())
  const states = async () =>
    await Promise.all(
      [live, draft, byHand].map(
        async ({ id }) => (await call<Offer>('GET', `/v1/offers/${id}`, { bearer: world.key })).body.state,
      ),
    )
  expect(await states()).toEqual(['paused', 'draft', 'paused'])
  const reason = {
    why: 'notWorthIt',
    marginMinor: { value: -1, low: -2, high: -1 },
    members: 600,
    pausedAt: Date.now(),
  } as const
  for (const { id } of [draft, byHand])
    expect(await pauseOffer(env.DB, world.programId, id, reason)).toBe(false)
  expect(await states()).toEqual(['paused', 'draft', 'paused'])
  const { results } = await env.DB.prepare(
    'SELECT offer_id AS id FROM offer_pauses WHERE offer_id IN (?, ?, ?)',
  )
    .bind(live.id, draft.id, byHand.id)
    .all()
  expect(results).toEqual([{ id: live.id }])
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
      `${offer.id}:50`,
      'holdout',
      many(300, (at) => ({ before: 0, after: 10_000 + noise(at) })),
    )
    await assign(
      world,
      `${offer.id}:50`,
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
  const paused = await pauseUnworthy(
    env,
    env.DB,
    { programId: world.programId, marginPercent: 30 },
    Date.now(),
  )
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
  const world = await newWorld({ offers: { holdoutPercent: 50 } })
  const effect = async () =>
    (await call<ExperimentResult>('GET', '/v1/program/effect', { bearer: world.key })).body
  expect(await effect()).toMatchObject({ verdict: 'tooFew' })
  const noise = (at: number) => (at % 5) * 100
  await assign(
    world,
    `${world.programId}:50`,
    'holdout',
    many(200, (at) => ({ before: 0, after: 10_000 + noise(at) })),
  )
  await assign(
    world,
    `${world.programId}:50`,
    'shown',
    many(200, (at) => ({ before: 0, after: 12_000 + noise(at) })),
  )
  const { arms } = await effect()
  expect(arms.map(({ arm }) => arm)).toEqual(['holdout', 'shown'])
  // 30 percent of 2,000 more.
  expect(arms[1]?.absolute?.value ?? (arms[1]?.mean ?? 0) - (arms[0]?.mean ?? 0)).toBeCloseTo(600, 6)
})

test('a merchant is told of its own takings alone, and its offers are judged by them', async () => {
  const world = await newWorld({ offers: { holdoutPercent: 50 } })
  const other = await newSecondMerchant(world)
  const offer = await newOffer(other, { holdoutPercent: 50, pauseIfNotWorthIt: true })
  const arms: [string, string[]][] = [
    ['control', []],
    ['treated', [offer.key]],
  ]
  const { body: experiment } = await plan(other, experimentBody(arms, { outcome: 'spendMinor' }))
  // All that was bought, and by far the most of it by the holdouts, was bought of the first merchant.
  for (const [split, without, shown] of [
    [experiment.id, 'control', 'treated'],
    [`${offer.id}:50`, 'holdout', 'shown'],
    [`${world.programId}:50`, 'holdout', 'shown'],
  ] as const)
    for (const [arm, after] of [
      [without, 10_000],
      [shown, 5_000],
    ] as const)
      await assign(
        world,
        split,
        arm,
        many(300, (at) => ({ before: 100, after: after + (at % 5) * 100, discount: 2_000 })),
        offer.id,
      )
  const resultFor = async ({ key }: World, path: string) => {
    const { status, body } = await call<ExperimentResult & OfferEffect>('GET', path, { bearer: key })
    expect(status).toBe(200)
    return body
  }
  const meansOf = ({ arms }: ExperimentResult) => arms.map(({ members, mean }) => [members, mean])
  const nothing = [
    [300, 0],
    [300, 0],
  ]
  expect(meansOf(await resultFor(other, `/v1/experiments/${experiment.id}/results`))).toEqual(nothing)
  expect(meansOf((await resultFor(other, `/v1/offers/${offer.id}/effect`)).result)).toEqual(nothing)
  expect(meansOf(await resultFor(other, '/v1/program/effect'))).toEqual(nothing)
  const [holdout, shown] = (await resultFor(world, '/v1/program/effect')).arms
  expect(holdout?.mean).toBeGreaterThan(shown?.mean ?? 0)
  const { body: codes } = await call<KpiReport>('GET', '/v1/kpis/codeEffectiveness', { bearer: other.key })
  const noSums = { members: 300, y: 0 }
  expect(codes.figures.codes).toMatchObject([
    { treated: noSums, holdout: noSums, redemptions: 0, costMinor: 0 },
  ])
  const due = { programId: world.programId, marginPercent: 30 }
  expect(await pauseUnworthy(env, env.DB, due, Date.now())).toEqual([])
})
