import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { DAY_MS, type EarningsPreview, type MerchantCreated } from '../../shared/contracts/index.ts'
import type { RulesInput } from '../plain-rules.ts'
import { call } from './api.ts'
import { anEvent, entriesOf, lotsOf, membershipOf, pathsOf, preview, rowCounts, tell } from './moves-scene.ts'
import { newMember as join, nobody } from './scene.ts'
import { aPurchase, buy, newMember, newOffer, newSegment, newWorld } from './world.ts'

const purchases = { key: 'purchases', give: { kind: 'proportional', amount: 1, perMinor: 100 } } as const
const review = {
  key: 'review',
  on: { kind: 'event', type: 'review' },
  give: { kind: 'fixed', amount: 40 },
  pending: { kind: 'none' },
  caps: { perMember: 100 },
} as const

test('an event earns by its rule, up to the cap, and says what was cut', async () => {
  const world = await newWorld({ earn: [review] })
  const member = await newMember(world)
  const results = await tell(
    world,
    anEvent(member),
    anEvent(member),
    anEvent(member),
    anEvent(member, { type: 'visit' }),
  )
  expect(results.map(({ status, earned }) => [status, earned[0]?.amount, earned[0]?.cut])).toEqual([
    ['recorded', 40, null],
    ['recorded', 40, null],
    ['recorded', 20, { amount: 20, cap: 'perMember' }],
    ['recorded', undefined, undefined],
  ])
  expect((await membershipOf(member)).balances[0]?.available).toBe(100)
  expect((await entriesOf(member))[0]).toMatchObject({ sourceId: results[0]?.eventId, reason: 'earn' })
})

test('an event is taken once per type and id, however often and at once it is told', async () => {
  const world = await newWorld({ earn: [review] })
  const member = await newMember(world)
  const event = anEvent(member)
  const answers = (await Promise.all(Array.from({ length: 10 }, () => tell(world, event, event)))).flat()
  expect(answers.filter(({ status }) => status === 'recorded')).toHaveLength(1)
  expect(answers.filter(({ status }) => status === 'duplicate')).toHaveLength(19)
  expect(new Set(answers.map(({ eventId }) => eventId)).size).toBe(1)
  expect(await entriesOf(member)).toHaveLength(1)

  const other = await newMember(world)
  const conflicts = await tell(
    world,
    { ...event, amountMinor: 5 },
    { ...event, enrolmentId: other.enrolmentId },
    { ...event, type: 'visit' },
    { ...event, enrolmentId: undefined, memberNumber: member.member.number },
  )
  expect(conflicts.map(({ status, problem }) => problem?.type ?? status)).toEqual([
    '/problems/conflict',
    '/problems/conflict',
    'recorded',
    'duplicate',
  ])
})

test('of one event told of two members at once, one has it', async () => {
  const world = await newWorld({ earn: [review] })
  const [a, b] = [await newMember(world), await newMember(world)]
  for (let round = 0; round < 5; round += 1) {
    const event = anEvent(a)
    const answers = await Promise.all(
      [a, b, a, b].map(({ enrolmentId }) => tell(world, { ...event, enrolmentId })),
    )
    const became = answers.flat().map(({ status, problem }) => problem?.type ?? status)
    expect(became.sort()).toEqual(['/problems/conflict', '/problems/conflict', 'duplicate', 'recorded'])
  }
})

test('an event sets free what waits for its type, and only then the clock starts', async () => {
  const pending = { kind: 'event', type: 'delivered' } as const
  const expiry = { kind: 'rolling', months: 12 } as const
  const world = await newWorld({ units: { points: { pending, expiry } }, earn: [purchases] })
  const member = await newMember(world)
  const [one, two] = [
    aPurchase(world, member),
    aPurchase(world, member, { purchasedAt: Date.now() - 400 * DAY_MS }),
  ]
  await buy(world, one, two)
  const before = (await membershipOf(member)).balances[0]
  expect(before).toMatchObject({ available: 0, pending: 400, releases: [], expiries: [] })
  expect(before?.waiting).toEqual([{ amount: 400, event: 'delivered' }])

  const about = (ref: string) => ({ type: 'delivered', purchaseRef: ref, storeId: world.store.id })
  const [other, first] = await tell(
    world,
    anEvent(member, { type: 'review' }),
    anEvent(member, about(two.externalRef)),
  )
  expect([other?.released, first?.released]).toEqual([[], [{ unit: 'points', amount: 200 }]])
  const between = (await membershipOf(member)).balances[0]
  expect(between).toMatchObject({
    available: 200,
    pending: 200,
    waiting: [{ amount: 200, event: 'delivered' }],
  })
  // Bought 400 days ago, and good for a year from today all the same.
  expect(between?.expiries[0]?.at).toBeGreaterThan(Date.now() + 364 * DAY_MS)

  const [rest, again] = await tell(
    world,
    anEvent(member, { type: 'delivered' }),
    anEvent(member, { type: 'delivered' }),
  )
  expect([rest?.released, again?.released]).toEqual([[{ unit: 'points', amount: 200 }], []])
  const after = (await membershipOf(member)).balances[0]
  expect(after).toMatchObject({ available: 400, pending: 0, waiting: [] })
  expect(after?.expiries.reduce((sum, { amount }) => sum + amount, 0)).toBe(400)
})

test('what an event earns and waits for such an event waits for the next one', async () => {
  const waits = { ...review, pending: { kind: 'event', type: 'review' } } as const
  const world = await newWorld({ earn: [waits] })
  const member = await newMember(world)
  const results = await tell(world, anEvent(member), anEvent(member))
  expect(results.map(({ released }) => released)).toEqual([[], [{ unit: 'points', amount: 40 }]])
  expect((await membershipOf(member)).balances[0]).toMatchObject({ available: 40, pending: 40 })
})

test('an event is an act: what runs out by inactivity is put off by it', async () => {
  const expiry = { kind: 'inactivity' as const, months: 3, resetBy: ['event' as const] }
  const world = await newWorld({ returnWindowDays: 0, units: { points: { expiry } } })
  const member = await newMember(world)
  await buy(world, aPurchase(world, member, { purchasedAt: Date.now() - 60 * DAY_MS }))
  const before = (await membershipOf(member)).balances[0]?.expiries[0]?.at ?? 0
  await tell(world, anEvent(member, { type: 'visit' }))
  const after = (await membershipOf(member)).balances[0]?.expiries[0]?.at ?? 0
  expect(after - before).toBeGreaterThan(55 * DAY_MS)
})

test('an event counts towards the tier by what it earns', async () => {
  const tiers = {
    basis: { kind: 'earned', unit: 'points' } as const,
    window: { kind: 'rolling', months: 12 } as const,
    levels: [
      { key: 'green', name: 'Green', threshold: 0 },
      { key: 'gold', name: 'Gold', threshold: 40 },
    ],
  }
  const world = await newWorld({ earn: [review], tiers })
  const member = await newMember(world)
  await tell(world, anEvent(member))
  expect((await membershipOf(member)).tier).toMatchObject({ tier: 'gold', counted: 40 })
})

test('who came into a segment as time went by is noticed by the first event, once', async () => {
  const rule = {
    key: 'welcome-back',
    on: { kind: 'segmentEntered', segment: 'lapsed' },
    give: { kind: 'fixed', amount: 25 },
    caps: { perMember: 100 },
  } as const
  const world = await newWorld({ earn: [rule] })
  await newSegment(world, 'lapsed', { signal: 'recencyDays', op: 'gte', value: 30 })
  const member = await newMember(world)
  await buy(world, aPurchase(world, member, { purchasedAt: Date.now() - 60 * DAY_MS }))
  await env.DB.prepare('UPDATE enrolments SET enrolled_at = ? WHERE id = ?')
    .bind(Date.now() - 90 * DAY_MS, member.enrolmentId)
    .run()
  const results = await tell(
    world,
    anEvent(member, { type: 'visit' }),
    anEvent(member, { type: 'visit', occurredAt: Date.now() }),
  )
  expect(results.map(({ earned }) => earned.map(({ amount }) => amount))).toEqual([[25], []])
})

test('an event of long ago, told late, brings nobody into a segment that they have left since', async () => {
  const rule = {
    key: 'fresh',
    on: { kind: 'segmentEntered', segment: 'fresh' },
    give: { kind: 'fixed', amount: 25 },
    caps: { perMember: 100 },
  } as const
  const world = await newWorld({ earn: [rule] })
  await newSegment(world, 'fresh', { signal: 'recencyDays', op: 'lte', value: 7 })
  const member = await newMember(world)
  await buy(world, aPurchase(world, member, { purchasedAt: Date.now() - 60 * DAY_MS }))
  const results = await tell(
    world,
    anEvent(member, { type: 'visit' }),
    anEvent(member, { type: 'visit', occurredAt: Date.now() - 58 * DAY_MS }),
  )
  expect(results.map(({ earned }) => earned.length)).toEqual([0, 0])
})

test('each of a batch is refused by itself, with its field, and enrols nobody', async () => {
  const world = await newWorld({ earn: [review] })
  const [member, other] = [await newMember(world), await newMember(world)]
  const ofOther = aPurchase(world, other)
  await buy(world, ofOther)
  const stranger = await join()
  const results = await tell(
    world,
    anEvent(member),
    anEvent(member, { occurredAt: Date.now() + 2 * DAY_MS }),
    anEvent(member, {
      enrolmentId: undefined,
      memberNumber: stranger.member.number,
      occurredAt: Date.now() + 2 * DAY_MS,
    }),
    anEvent(member, { enrolmentId: nobody('enr') }),
    anEvent(member, { enrolmentId: undefined, memberNumber: '7043000000000004' }),
    anEvent(member, { amountMinor: 1.5 }),
    anEvent(member, { type: 'No Slug' }),
    anEvent(member, { memberNumber: member.member.number }),
    anEvent(member, { purchaseRef: 'x' }),
    anEvent(member, { purchaseRef: ofOther.externalRef, storeId: world.store.id }),
    anEvent(member, { purchaseRef: 'x', storeId: nobody('sto') }),
    7,
  )
  expect(results.map(({ index, problem }) => [index, problem?.issues?.[0]?.path])).toEqual([
    [0, undefined],
    [1, '/events/1/occurredAt'],
    [2, '/events/2/occurredAt'],
    [3, '/events/3/enrolmentId'],
    [4, '/events/4/memberNumber'],
    [5, '/events/5/amountMinor'],
    [6, '/events/6/type'],
    [7, '/events/7/memberNumber'],
    [8, '/events/8/storeId'],
    [9, '/events/9/purchaseRef'],
    [10, '/events/10/storeId'],
    [11, '/events/11'],
  ])
  expect(await entriesOf(member)).toHaveLength(1)
  const enrolled = await env.DB.prepare('SELECT count(*) AS n FROM pseudonyms WHERE member_id = ?')
    .bind(stranger.member.id)
    .first('n')
  expect(enrolled).toBe(0)
})

test('merchants who share a programme number their events each for themselves', async () => {
  const world = await newWorld({ earn: [review] })
  const { code } = (await call<{ code: string }>('POST', '/v1/program/join-code', { bearer: world.key })).body
  const join = { programId: world.programId, code }
  const sister = await call<MerchantCreated>('POST', '/v1/merchants', { body: { name: 'Sister', join } })
  const [one, two] = [await newMember(world), await newMember(world)]
  const event = anEvent(one)
  expect((await tell(world, event))[0]?.status).toBe('recorded')
  const hers = { ...world, key: sister.body.apiKey.key }
  const same = { ...anEvent(two), id: event.id }
  expect((await tell(hers, same))[0]?.status).toBe('recorded')
  expect((await tell(hers, same))[0]?.status).toBe('duplicate')
})

test('events on record are not rewritten', async () => {
  const world = await newWorld({ earn: [review] })
  await tell(world, anEvent(await newMember(world)))
  await expect(env.DB.prepare("UPDATE member_events SET type = 'x'").run()).rejects.toThrow('append-only')
  await expect(env.DB.prepare('DELETE FROM member_events').run()).rejects.toThrow('append-only')
})

test('a dry run says what the basket earns then, rule by rule, and why; nothing is written', async () => {
  const rules: RulesInput['earn'] = [
    { ...purchases, expiry: { kind: 'rolling', months: 12 }, caps: { perPurchase: 150 } },
    {
      key: 'first',
      on: { kind: 'firstPurchase' },
      give: { kind: 'fixed', amount: 30 },
      pending: { kind: 'none' },
    },
    { key: 'large', give: { kind: 'fixed', amount: 99 }, minBasketMinor: 50_000 },
    { key: 'parcel', give: { kind: 'fixed', amount: 5 }, pending: { kind: 'event', type: 'delivered' } },
    review,
  ]
  const world = await newWorld({ earn: rules, pointValueCentiMinor: null })
  const offer = await newOffer(world, { reward: { kind: 'bonusPoints', points: 11 }, code: null })
  const member = await newMember(world)
  const stranger = await join()
  const before = await rowCounts()
  const dry = await preview(world, { enrolmentId: member.enrolmentId })
  const same = await preview(world, { memberNumber: member.member.number })
  const own = await call<EarningsPreview>('POST', '/v1/members/me/earnings/preview', {
    bearer: member.token,
    body: {
      storeId: world.store.id,
      currency: 'SEK',
      totalMinor: 20_000,
      lines: [{ sku: 'skogsrost', category: 'Coffee', quantity: 2, amountMinor: 20_000 }],
    },
  })
  const anybody = await preview(world)
  const unseen = await preview(world, { memberNumber: stranger.member.number })
  expect(await rowCounts()).toEqual(before)

  expect(dry.status, JSON.stringify(dry.body)).toBe(200)
  const why = Object.fromEntries(dry.body.explained.map((one) => [one.rule, one.why]))
  expect(why).toEqual({
    purchases: 'capped',
    first: 'applied',
    large: 'basketTooSmall',
    parcel: 'applied',
    review: 'notOn',
  })
  expect(dry.body.explained.find(({ rule }) => rule === 'large')).toMatchObject({ missingMinor: 30_000 })
  expect(dry.body.totals).toEqual([{ unit: 'points', amount: 196 }])
  expect(dry.body.earned).toMatchObject([
    { rule: 'purchases', amount: 150, cut: { amount: 50, cap: 'perPurchase' } },
    { rule: 'first', amount: 30, expiresAt: null },
    { rule: 'parcel', amount: 5, activatesAt: null, activatesOn: 'delivered', expiresAt: null },
    { rule: null, offerId: offer.id, amount: 11 },
  ])
  const [capped] = dry.body.earned
  expect(capped?.expiresAt).toBeGreaterThan((capped?.activatesAt ?? 0) + 364 * DAY_MS)
  const figures = ({ body }: { body: EarningsPreview }) =>
    body.earned.map(({ rule, offerId, amount, cut }) => ({ rule, offerId, amount, cut }))
  for (const other of [same, own, anybody, unseen]) expect(figures(other)).toEqual(figures(dry))
  expect([anybody.body.enrolmentId, unseen.body.enrolmentId]).toEqual([null, null])

  // And that is what it earns.
  const [paid] = await buy(world, aPurchase(world, member, { purchasedAt: Date.now() }))
  expect(paid?.earned.map(({ rule, offerId, amount, cut }) => ({ rule, offerId, amount, cut }))).toEqual(
    figures(dry),
  )
  const expiring = (await lotsOf(member)).find(({ amount }) => amount === 150)
  expect(Math.abs((expiring?.expiresAt ?? 0) - (capped?.expiresAt ?? 0))).toBeLessThanOrEqual(DAY_MS)
  const second = await preview(world, { enrolmentId: member.enrolmentId })
  expect(second.body.explained.find(({ rule }) => rule === 'first')?.why).toBe('notFirst')
})

test('a dry run of a day ahead knows the campaign of that day', async () => {
  const startsAt = Date.now() + 10 * DAY_MS
  const campaign = { ...purchases, key: 'campaign', schedule: { startsAt, endsAt: startsAt + DAY_MS } }
  const world = await newWorld({ earn: [campaign] })
  expect((await preview(world)).body.explained[0]?.why).toBe('outsideSchedule')
  expect((await preview(world, { at: startsAt + 1 })).body.totals).toEqual([{ unit: 'points', amount: 200 }])
})

test('a dry run of something that can’t be is refused with its field', async () => {
  const world = await newWorld()
  const other = await newWorld()
  const cases: [Awaited<ReturnType<typeof preview>>, number, string][] = [
    [await preview(world, { currency: 'EUR' }), 422, '/currency'],
    [await preview(world, { storeId: other.store.id }), 404, '/storeId'],
    [await preview(world, { memberNumber: '7043000000000004' }), 404, '/memberNumber'],
    [await preview(world, { enrolmentId: nobody('enr') }), 404, '/enrolmentId'],
    [await preview(world, { at: Date.now() + 500 * DAY_MS }), 422, '/at'],
    [await preview(world, { totalMinor: 0.5 }), 422, '/totalMinor'],
    [await preview(world, { lines: [] }), 422, '/lines'],
  ]
  for (const [reply, status, path] of cases)
    expect([reply.status, pathsOf(reply)], JSON.stringify(reply.body)).toEqual([status, [path]])
})
