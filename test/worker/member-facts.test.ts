import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { DAY_MS, type Decision, ProgramRules, type Unit } from '../../shared/contracts/index.ts'
import { memberAt } from '../../worker/db/compiled.ts'
import { factsPageStatements, type MemberRow, toMembers } from '../../worker/db/member-facts.ts'
import { plainRules } from '../plain-rules.ts'
import { call } from './api.ts'
import { give, membershipOf } from './moves-scene.ts'
import {
  aPurchase,
  buy,
  newMember,
  newOffer,
  newSegment,
  newWorld,
  type TestMember,
  type World,
} from './world.ts'

const rules = plainRules({
  units: {
    points: { expiry: { kind: 'rolling', months: 2, roundUpTo: 'day' } },
    storedValue: {},
  },
  tiers: {
    basis: { kind: 'spend' },
    window: { kind: 'calendarYear' },
    levels: [
      { key: 'green', name: 'Green', threshold: 0 },
      { key: 'gold', name: 'Gold', threshold: 50_000 },
    ],
  },
})

async function pageOf(world: World, after = '', limit = 500, now = Date.now()): Promise<MemberRow[]> {
  return toMembers(await env.DB.batch(factsPageStatements(env.DB, world.programId, after, limit, now)))
}

test('a page tells of each member what a decision would know', async () => {
  const world = await newWorld(rules)
  const [one, other] = [await newMember(world), await newMember(world)]
  const segment = await newSegment(world, 'regulars', { signal: 'recencyDays', op: 'lte', value: 30 })
  await env.DB.batch([
    env.DB.prepare('INSERT INTO segment_lists (enrolment_id, segment_id, added_at) VALUES (?, ?, 1)').bind(
      one.enrolmentId,
      segment.id,
    ),
    env.DB.prepare(
      'INSERT INTO segment_states (enrolment_id, segment_id, entered_at, changes) VALUES (?, ?, 5, 1)',
    ).bind(one.enrolmentId, segment.id),
  ])
  await give(world, one, { amount: 300 })
  await buy(
    world,
    aPurchase(world, other, {
      totalMinor: 60_000,
      lines: [{ sku: 's', quantity: 1, amountMinor: 60_000 }],
    }),
  )

  const rows = new Map((await pageOf(world)).map((row) => [row.enrolmentId, row]))
  const now = Date.now()
  const factsOf = (id: string) => memberAt(ProgramRules.parse(rules), rows.get(id)!, now).facts
  const facts = factsOf(one.enrolmentId)
  expect(facts).toMatchObject({
    tier: 'green',
    plans: [],
    birthMonth: null,
    balances: { points: 300, storedValue: 0 },
    lists: [segment.id],
    segments: new Map([['regulars', { enteredAt: 5, leftAt: null }]]),
  })
  expect(facts.expiring).toMatchObject([{ unit: 'points' satisfies Unit, amount: 300 }])
  expect(facts.expiring?.[0]?.expiresAt).toBeGreaterThan(now + 55 * DAY_MS)
  expect(factsOf(other.enrolmentId)).toMatchObject({ tier: 'gold', lists: [] })
  expect(rows.get(other.enrolmentId)?.profile.purchases).toBe(1)
})

test('pages follow one another, and tell of no other programme', async () => {
  const [world, elsewhere] = [await newWorld(), await newWorld()]
  await newMember(elsewhere)
  const ids = []
  for (let n = 0; n < 5; n += 1) ids.push((await newMember(world)).enrolmentId)
  const read: string[] = []
  for (let page = await pageOf(world, '', 2); page.length > 0; page = await pageOf(world, read.at(-1), 2))
    read.push(...page.map(({ enrolmentId }) => enrolmentId))
  expect(read).toEqual(ids.sort())
})

test('however many lots are about to run out, the soonest of each unit are read', async () => {
  const world = await newWorld(rules)
  const member = await newMember(world)
  await buy(
    world,
    ...Array.from({ length: 70 }, (_, day) =>
      aPurchase(world, member, { purchasedAt: Date.now() - (day + 1) * DAY_MS }),
    ),
  )
  const [row] = await pageOf(world)
  expect(row?.facts.expiring.length).toBe(50)
  const ends = row!.facts.expiring.map(([, , expiresAt]) => expiresAt)
  expect(ends).toEqual([...ends].sort((a, b) => a - b))
})

const segmentsOf = async (world: World, { enrolmentId }: TestMember) =>
  (await call<{ segments: string[] }>('GET', `/v1/enrolments/${enrolmentId}`, { bearer: world.key })).body
    .segments

const offeredTo = async (world: World, { token }: TestMember) =>
  (
    await call<Decision>('POST', '/v1/decisions', {
      bearer: token,
      body: { storeId: world.store.id, locale: 'en' },
    })
  ).body.offers.map(({ key }) => key)

test('a segment over tier, balance or birthday is answered alike wherever it is asked', async () => {
  const world = await newWorld({ ...rules, returnWindowDays: 0 } as Parameters<typeof newWorld>[0])
  const asked = [
    ['saved-up', { signal: 'balance', args: { unit: 'points' }, op: 'gte', value: 500 }],
    ['gold', { signal: 'tier', op: 'eq', value: 'gold' }],
    ['not-gold', { not: { signal: 'tier', op: 'eq', value: 'gold' } }],
    ['about-to-lose', { signal: 'pointsExpiring', args: { days: 90 }, op: 'gt', value: 0 }],
    ['born-some-time', { signal: 'birthdayMonth', op: 'in', value: [0, 1] }],
    ['both', { signal: 'inSegment', args: { segment: 'gold' }, op: 'eq', value: 1 }],
  ] as const
  for (const [key, rule] of asked) {
    await newSegment(world, key, rule)
    await newOffer(world, { key, audience: { segments: [key] } })
  }
  const [plain, rich] = [await newMember(world), await newMember(world)]
  await buy(
    world,
    aPurchase(world, rich, {
      totalMinor: 60_000,
      lines: [{ sku: 's', quantity: 1, amountMinor: 60_000 }],
    }),
  )
  await call('PUT', '/v1/members/me/birth-month', { bearer: rich.token, body: { birthMonth: 3 } })
  await give(world, rich, { amount: 600 })

  expect(await segmentsOf(world, plain)).toEqual(['not-gold'])
  const held = await segmentsOf(world, rich)
  expect(held).toEqual(expect.arrayContaining(['about-to-lose', 'both', 'gold', 'saved-up']))
  for (const member of [plain, rich])
    expect((await offeredTo(world, member)).sort()).toEqual((await segmentsOf(world, member)).sort())
})

test('a ladder whose step asks for the tier gets no answer from it, and no round without an end', async () => {
  const world = await newWorld({
    tiers: {
      basis: { kind: 'segment' },
      window: { kind: 'calendarYear' },
      levels: [
        { key: 'green', name: 'Green', threshold: 0 },
        { key: 'gold', name: 'Gold', threshold: 1, segment: 'golden' },
      ],
    },
  })
  await newSegment(world, 'golden', {
    any: [
      { signal: 'tier', op: 'eq', value: 'green', unknown: false },
      { signal: 'purchaseCount', op: 'gte', value: 1 },
    ],
  })
  const member = await newMember(world)
  const tierOf = async () => (await membershipOf(member)).tier?.tier
  expect(await tierOf()).toBe('green')
  await buy(world, aPurchase(world, member))
  expect(await tierOf()).toBe('gold')
})
