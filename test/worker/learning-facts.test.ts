import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { DAY_MS, type KpiReport } from '../../shared/contracts/index.ts'
import { loadCatalogue } from '../../worker/db/catalogue.ts'
import { saveExposures } from '../../worker/db/exposures.ts'
import { forgetFacts, readFacts } from '../../worker/db/learned.ts'
import { fitting, learnDue } from '../../worker/jobs/learn.ts'
import { makeMembers } from '../analytics/make-buying.ts'
import { seeded } from '../data/random.ts'
import { call } from './api.ts'
import { catalogueVersion } from './scene.ts'
import {
  aPurchase,
  buy,
  newMember,
  newOffer,
  newSecondMerchant,
  newWorld,
  type TestMember,
  type World,
} from './world.ts'

const HOUR_MS = 3_600_000

/** Makes one programme the only one that is due, as the clock would find it at `now`. */
async function learn({ programId }: World, now: number): Promise<number> {
  await env.DB.prepare('UPDATE learning SET next_at = 9000000000000 WHERE program_id <> ?')
    .bind(programId)
    .run()
  return learnDue(env, 'DB', now)
}

const facts = ({ programId }: World) => readFacts(env.DB, programId)

/** The versions that are kept. */
const versions = async ({ programId }: World): Promise<number[]> =>
  (
    await env.DB.prepare('SELECT version FROM program_facts WHERE program_id = ? ORDER BY version')
      .bind(programId)
      .all<{ version: number }>()
  ).results.map(({ version }) => version)

/** Purchases of a member so many days ago, each of coffee with a pot, unless said otherwise. */
const bought = (world: World, member: TestMember, daysAgo: number[], skus = ['rost', 'kanna']) =>
  daysAgo.map((days) =>
    aPurchase(world, member, {
      purchasedAt: Date.now() - days * DAY_MS,
      totalMinor: 10_000 * skus.length,
      lines: skus.map((sku) => ({
        sku,
        category: { rost: 'Coffee', kanna: 'Pots' }[sku] ?? 'Filters',
        quantity: 1,
        amountMinor: 10_000,
      })),
    }),
  )

test('of a programme that little is known of, only what is known is said', async () => {
  const world = await newWorld()
  const member = await newMember(world)
  expect(await learn(world, Date.now())).toBe(0)
  await buy(world, ...bought(world, member, [3, 2]))
  const before = await catalogueVersion(world.programId)
  expect(await learn(world, Date.now() + 2 * HOUR_MS)).toBe(1)
  expect(await facts(world)).toMatchObject({
    version: 1,
    rfm: null,
    lifetime: null,
    complements: null,
    // Two purchases of two categories each; the second found the first in the member's profile.
    learned: { v: 1, purchases: 4, categories: { coffee: { purchases: 2 }, pots: { purchases: 2 } } },
  })
  expect((await facts(world))?.learned?.categories.coffee?.together).toBeCloseTo(1, 1)
  expect(await catalogueVersion(world.programId)).toBe(before + 1)
  const catalogue = await loadCatalogue(env.DB, world.programId, Date.now())
  expect(catalogue?.facts?.version).toBe(1)
  expect(catalogue?.experiments).toEqual([])
})

test('members are cut into fifths, and what is bought together is told with its lift', {
  timeout: 30_000,
}, async () => {
  const world = await newWorld()
  const members = []
  for (let at = 0; at < 10; at += 1) members.push(await newMember(world))
  const purchases = members.flatMap((member, at) => [
    ...bought(world, member, [at * 10 + 1]),
    // Half of them also buy something else by itself, so that pots and coffee are not in everything.
    ...(at % 2 === 0 ? bought(world, member, [at * 10 + 5], ['filter']) : []),
  ])
  await buy(world, ...purchases)
  await learn(world, Date.now() + HOUR_MS)
  const { rfm, complements, lifetime } = (await facts(world)) ?? {}
  expect(rfm).toMatchObject({ members: 10, recencyDays: [11, 31, 51, 71], purchases: [1, 1, 2, 2] })
  expect(complements?.['s:kanna']).toEqual([['s:rost', 1.5, 10 / 15]])
  expect(complements?.['c:coffee']?.[0]?.[0]).toBe('c:pots')
  // Ten are too few for a fit.
  expect(lifetime).toBeNull()
})

test('run twice at once, one version is made', async () => {
  const world = await newWorld()
  await buy(world, ...bought(world, await newMember(world), [1]))
  const now = Date.now() + HOUR_MS
  const made = await Promise.all([learn(world, now), learn(world, now), learn(world, now)])
  expect(made.reduce((sum, one) => sum + one, 0)).toBe(1)
  expect((await facts(world))?.version).toBe(1)
})

test('within the day only ranking is worked out anew, and only where something has happened', async () => {
  const world = await newWorld()
  const member = await newMember(world)
  await buy(world, ...bought(world, member, [1]))
  // Early in the day of the programme, or the next day could begin meanwhile.
  const now = Date.now() + HOUR_MS
  await learn(world, now)
  await env.DB.prepare('UPDATE learning SET next_day_at = ? WHERE program_id = ?')
    .bind(now + DAY_MS, world.programId)
    .run()
  expect(await learn(world, now + 1)).toBe(0)
  expect(await learn(world, now + 2 * HOUR_MS)).toBe(0)
  await buy(world, ...bought(world, member, [0.5]))
  expect(await learn(world, now + 2.5 * HOUR_MS)).toBe(0)
  expect(await learn(world, now + 4 * HOUR_MS)).toBe(1)
  expect(await facts(world)).toMatchObject({ version: 2, learned: { purchases: 4 } })
  // The earlier one is still there for the decisions that name it.
  expect(await versions(world)).toEqual([1, 2])
  // A day on without anything new: nothing is written for a week.
  expect(await learn(world, now + 2 * DAY_MS)).toBe(0)
  expect(await learn(world, now + 9 * DAY_MS)).toBe(1)
})

test('an exposure is news too, and old versions are forgotten but for the latest', async () => {
  const world = await newWorld()
  const member = await newMember(world)
  await buy(world, ...bought(world, member, [1]))
  const now = Date.now() + HOUR_MS
  await learn(world, now)
  const offer = await newOffer(world)
  await saveExposures(env.DB, [
    {
      decisionId: 'dec_learned',
      offerId: offer.id,
      offerRevision: 1,
      programId: world.programId,
      binding: 'DB',
      enrolmentId: member.enrolmentId,
      storeId: world.store.id,
      shownAt: now,
    },
  ])
  expect(await learn(world, now + 401 * DAY_MS)).toBe(1)
  expect(await versions(world)).toEqual([2])
  await learn(world, now + 900 * DAY_MS)
  expect(await facts(world)).not.toBeNull()
})

test('of facts all of two days are kept, then the last of each day, then of each month, for 400 days', async () => {
  const [world, other] = [await newWorld(), await newWorld()]
  const now = Date.UTC(2026, 10, 20, 12)
  const hours = 430 * 24
  for (const { programId } of [world, other])
    await env.DB.prepare(
      `WITH RECURSIVE n (at) AS (SELECT 1 UNION ALL SELECT at + 1 FROM n WHERE at <= ?2)
       INSERT INTO program_facts (program_id, version, data, made_at) SELECT ?1, at, '{}', ?3 + at * ${HOUR_MS} FROM n`,
    )
      .bind(programId, hours, now - (hours + 1) * HOUR_MS)
      .run()
  await env.DB.batch([forgetFacts(env.DB, world.programId, now)])
  const { results } = await env.DB.prepare(
    'SELECT made_at AS madeAt FROM program_facts WHERE program_id = ? ORDER BY made_at',
  )
    .bind(world.programId)
    .all<{ madeAt: number }>()
  const within = (from: number, to: number) =>
    results.filter(({ madeAt }) => madeAt < now - from * DAY_MS && madeAt >= now - to * DAY_MS)
  expect(within(-1, 2).length).toBe(49)
  // The day that was two days ago counts its last version among those of its last hours.
  expect(within(2, 30).every(({ madeAt }) => (madeAt + HOUR_MS) % DAY_MS === 0)).toBe(true)
  expect(within(2, 30).length).toBe(28)
  const months = within(30, 400).map(({ madeAt }) => new Date(madeAt).toISOString().slice(0, 7))
  expect([months[0], months.at(-1), months.length, new Set(months).size]).toEqual([
    '2025-10',
    '2026-09',
    12,
    12,
  ])
  expect(within(400, 1_000)).toEqual([])
  expect((await versions(other)).length).toBe(hours + 1)
})

test('what is too long to be written down loses the companions of what is bought least', () => {
  const complements = Object.fromEntries(
    Array.from({ length: 100 }, (_, at): [string, [string, number, number][]] => [
      `s:${at}`,
      [[`s:${'x'.repeat(50)}`, 2, 0.1]],
    ]),
  )
  const whole = { version: 1, madeAt: 1, rfm: null, lifetime: null, complements, learned: null }
  expect(fitting(whole, 100_000)).toBe(whole)
  expect(Object.keys(fitting(whole, 4_000).complements ?? {})).toEqual(Object.keys(complements).slice(0, 50))
  expect(fitting(whole, 10).complements).toBeNull()
})

test('with members enough, when and for how much they will buy is fitted, and their worth is a figure', async () => {
  const world = await newWorld()
  const now = Date.now()
  const truth = { r: 0.6, alpha: 6, a: 0.8, b: 2.5, p: 6, q: 4, gamma: 15_000 }
  const members = makeMembers(seeded(7), truth, 1_500, now).map((bought, at) => ({
    id: `enr_${String(at).padStart(4, '0')}${world.programId.slice(-22)}`,
    data: JSON.stringify(bought),
  }))
  await env.DB.batch([
    env.DB.prepare(
      "INSERT INTO enrolments (id, program_id, enrolled_at) SELECT value ->> 'id', ?2, 1 FROM json_each(?1)",
    ).bind(JSON.stringify(members), world.programId),
    env.DB.prepare(
      "INSERT INTO profiles (enrolment_id, version, data) SELECT value ->> 'id', 1, value ->> 'data' FROM json_each(?1)",
    ).bind(JSON.stringify(members)),
    env.DB.prepare('INSERT INTO learning (program_id, changes) VALUES (?, 1)').bind(world.programId),
  ])
  expect(await learn(world, now)).toBe(1)
  const { rfm, lifetime } = (await facts(world)) ?? {}
  expect(rfm?.members).toBe(1_500)
  expect(lifetime).toMatchObject({ members: 1_500 })
  expect(lifetime?.r).toBeGreaterThan(0.4)
  expect(lifetime?.r).toBeLessThan(0.9)
  expect(lifetime?.p).not.toBeNull()
  const { body } = await call<KpiReport>('GET', '/v1/kpis/lifetimeValue', { bearer: world.key })
  // 15,000 x 6 / (4 - 1) is what a purchase is worth; who bought once or more will make some of them in a year.
  expect(body.value.value).toBeGreaterThan(10_000)
  expect(body.value.value).toBeLessThan(1_000_000)

  const other = await newSecondMerchant(world)
  const toldTo = async ({ key }: { key: string }) =>
    (await call<KpiReport>('GET', '/v1/kpis/lifetimeValue', { bearer: key })).body
  for (const { value, figures } of [await toldTo(other), await toldTo(world)]) {
    expect(value).toMatchObject({ value: null, why: 'otherMerchants' })
    expect(figures).toEqual({ lifetime: 'otherMerchants' })
  }
})
