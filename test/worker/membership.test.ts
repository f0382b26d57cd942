import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { DAY_MS, type Membership } from '../../shared/contracts/index.ts'
import { addMonths, monthStart, startOfNextDay, yearOf } from '../../shared/ledger/calendar.ts'
import { membershipStatements } from '../../worker/db/membership.ts'
import { call } from './api.ts'
import { give, membershipOf, pathsOf, type Refused } from './moves-scene.ts'
import { nobody } from './scene.ts'
import { aPurchase, buy, newMember, newWorld, type TestMember } from './world.ts'

const zone = 'Europe/Stockholm'
const tiers = {
  basis: { kind: 'spend' } as const,
  window: { kind: 'calendarYear' } as const,
  levels: [
    { key: 'green', name: 'Green', threshold: 0 },
    { key: 'gold', name: 'Gold', threshold: 30_000, entitlements: { freeShipping: true, earnPercent: 150 } },
  ],
}

const sayMonth = (member: TestMember, month: unknown) =>
  call<{ month: number } & Refused>('PUT', '/v1/members/me/birth-month', {
    bearer: member.token,
    body: { month },
  })

/** Puts a member's joining back in time, as if they had been there for long. */
const joinedAgo = (member: TestMember, days: number) =>
  env.DB.prepare('UPDATE enrolments SET enrolled_at = ? WHERE id = ?')
    .bind(Date.now() - days * DAY_MS, member.enrolmentId)
    .run()

test('a membership tells every coming release and expiry of every unit, and what tier it is', async () => {
  const expiry = { kind: 'rolling', months: 12 } as const
  const world = await newWorld({
    units: { points: { pending: { kind: 'delay', days: 14 }, expiry }, stamps: {} },
    earn: [
      { key: 'purchases', give: { kind: 'proportional', amount: 1, perMinor: 100 } },
      { key: 'stamp', unit: 'stamps', give: { kind: 'fixed', amount: 1 } },
    ],
    // Whatever day of the year it is, last month counts.
    tiers: { ...tiers, window: { kind: 'rolling', months: 12 } },
  })
  const member = await newMember(world)
  const at = [3, 2, 40, 400].map((days) => Date.now() - days * DAY_MS)
  await buy(world, ...at.map((purchasedAt) => aPurchase(world, member, { purchasedAt })))

  const membership = await membershipOf(member)
  const [points, stamps] = membership.balances
  const released = at.map((purchasedAt) => purchasedAt + 14 * DAY_MS)
  const ends = released.map((when) => startOfNextDay(addMonths(when, 12, zone), zone))
  expect(membership).toMatchObject({
    programId: world.programId,
    programName: 'Tallboda',
    currency: 'SEK',
    timeZone: zone,
    transfers: null,
    birthMonth: null,
    asksBirthMonth: false,
    entitlements: { freeShipping: true, earnPercent: 150 },
    plans: [],
  })
  expect(membership.balances.map(({ unit }) => unit)).toEqual(['points', 'stamps'])
  expect(points?.releases.map(({ at: when }) => when)).toEqual([released[0], released[1]])
  expect(points?.nextReleaseAt).toBe(released[0])
  // What is pending runs out as well, once it has been released. The one of 400 days ago has run out or is about to.
  const coming = ends.filter((end) => end > Date.now()).sort((a, b) => a - b)
  expect(points?.expiries.map(({ at: when }) => when)).toEqual(coming)
  expect(points?.pending).toBe(points?.releases.reduce((sum, { amount }) => sum + amount, 0))
  expect(stamps).toMatchObject({ available: 4, pending: 0, releases: [], expiries: [] })
  expect(membership.tier).toMatchObject({ tier: 'gold', next: null, wouldBe: 'green' })
})

test('the merchant reads the same, under the pseudonym, and no other merchant does', async () => {
  const world = await newWorld({ tiers, transfers: { unit: 'points', perDay: 5 } })
  const member = await newMember(world)
  await buy(world, aPurchase(world, member))
  const ask = (key: string, id = member.enrolmentId) =>
    call<Membership>('GET', `/v1/enrolments/${id}/membership`, { bearer: key })
  expect((await ask(world.key)).body).toEqual(await membershipOf(member))
  expect((await ask((await newWorld()).key)).status).toBe(404)
  expect((await ask(world.key, nobody('enr'))).status).toBe(404)
})

test('the expiry that is told is the true one: put off by acts, and by a tier for as long as it lasts', async () => {
  const inactivity = { kind: 'inactivity' as const, months: 6, resetBy: ['purchase' as const] }
  const rolling = { kind: 'rolling' as const, months: 6, exceptTiers: ['gold'] }
  const world = await newWorld({
    tiers,
    units: { points: { expiry: inactivity }, storedValue: { expiry: rolling } },
  })
  const member = await newMember(world)
  await give(world, member, { amount: 10 })
  await give(world, member, { amount: 10, unit: 'storedValue' })
  const first = await membershipOf(member)
  const end = startOfNextDay(addMonths(Date.now(), 6, zone), zone)
  expect(first.balances.map(({ expiries }) => expiries)).toEqual([
    [{ amount: 10, at: end }],
    [{ amount: 10, at: end }],
  ])

  const before = Date.now() - 40 * DAY_MS
  await buy(world, aPurchase(world, member, { purchasedAt: before }))
  const [points] = (await membershipOf(member)).balances
  expect(points?.expiries).toEqual([
    { amount: 200, at: startOfNextDay(addMonths(before, 6, zone), zone) },
    { amount: 10, at: end },
  ])

  const lines = [{ sku: 's', quantity: 1, amountMinor: 50_000 }]
  await buy(world, aPurchase(world, member, { purchasedAt: Date.now(), totalMinor: 50_000, lines }))
  await buy(world, aPurchase(world, member, { purchasedAt: Date.now() + 1_000 }))
  const { balances, tier } = await membershipOf(member)
  // 10 given, 200 and 500 earned, and 200 as gold, one and a half times.
  expect(balances.find(({ unit }) => unit === 'points')?.expiries).toEqual([{ amount: 1_010, at: end }])
  const kept = startOfNextDay(addMonths(tier?.endsAt ?? 0, 6, zone), zone)
  expect(balances.find(({ unit }) => unit === 'storedValue')?.expiries).toEqual([{ amount: 10, at: kept }])
})

test('it is told as if the day’s work had been done, though no clock ran', async () => {
  const world = await newWorld()
  const member = await newMember(world)
  // Time can't be moved, so this window is about to close.
  await buy(world, aPurchase(world, member, { purchasedAt: Date.now() - 14 * DAY_MS + 1_000 }))
  await expect
    .poll(async () => (await membershipOf(member)).balances[0], { timeout: 10_000, interval: 100 })
    .toMatchObject({ available: 200, pending: 0, releases: [] })
  const entries = await env.DB.prepare('SELECT count(*) AS n FROM ledger_entries WHERE enrolment_id = ?')
    .bind(member.enrolmentId)
    .first('n')
  expect(entries).toBe(1)
})

test('thousands of purchases are read as no more rows than there are days that something happens on', async () => {
  const world = await newWorld({
    returnWindowDays: 0,
    units: { points: { expiry: { kind: 'rolling', months: 12, roundUpTo: 'month' } } },
  })
  const member = await newMember(world)
  const many = Array.from({ length: 400 }, (_, n) =>
    aPurchase(world, member, { purchasedAt: Date.now() - n * 3_600_000 }),
  )
  await buy(world, ...many)
  const results = await env.DB.batch(
    membershipStatements(env.DB, world.programId, member.enrolmentId, Date.now()),
  )
  expect(results[2]?.results.length).toBeLessThanOrEqual(2)
  const [points] = (await membershipOf(member)).balances
  expect(points?.available).toBe(400 * 200)
  expect(points?.expiries.reduce((sum, { amount }) => sum + amount, 0)).toBe(400 * 200)
})

test('it is read by index, in one round trip', async () => {
  const asked: string[] = []
  const db = {
    prepare(sql: string) {
      asked.push(sql)
      return env.DB.prepare(sql)
    },
  } as D1Database
  membershipStatements(db, 'prg', 'enr', 1)
  for (const sql of asked) {
    const numbered = [...sql.matchAll(/\?(\d)/g)].map(([, number]) => Number(number))
    const count = numbered.length > 0 ? Math.max(...numbered) : (sql.match(/\?/g) ?? []).length
    const { results } = await env.DB.prepare(`EXPLAIN QUERY PLAN ${sql}`)
      .bind(...Array.from({ length: count }, () => '[]'))
      .all<{ detail: string }>()
    const scans = results.filter(({ detail }) =>
      /^SCAN (l|s|t|e|h|a|profiles|transfers|programs)\b/.test(detail),
    )
    expect(scans, sql).toEqual([])
  }
})

test('a birth month is kept, changed and forgotten; what is no month is refused', async () => {
  const birthday = {
    key: 'birthday',
    on: { kind: 'birthdayMonth' },
    give: { kind: 'fixed', amount: 50 },
  } as const
  const world = await newWorld({ earn: [birthday] })
  const member = await newMember(world)
  expect((await membershipOf(member)).asksBirthMonth).toBe(true)
  for (const month of [0, 13, 2.5, 'May', undefined])
    expect(pathsOf(await sayMonth(member, month))).toEqual(['/month'])
  expect((await sayMonth(member, 5)).body).toEqual({ month: 5 })
  expect((await membershipOf(member)).birthMonth).toBe(5)
  await sayMonth(member, 6)
  expect((await membershipOf(member)).birthMonth).toBe(6)
  const forgotten = await call('DELETE', '/v1/members/me/birth-month', { bearer: member.token })
  expect(forgotten.status).toBe(204)
  expect((await membershipOf(member)).birthMonth).toBe(null)
})

test('a month that has begun gives nothing this year, and forgetting it gives no second gift', async () => {
  const birthday = {
    key: 'birthday',
    on: { kind: 'birthdayMonth' },
    give: { kind: 'fixed', amount: 50 },
    pending: { kind: 'none' },
  } as const
  const world = await newWorld({ earn: [birthday] })
  const member = await newMember(world)
  await joinedAgo(member, 800)
  const thisMonth = (1 + new Date(Date.now() + 2 * 3_600_000).getUTCMonth()) as number
  const passed =
    monthStart(yearOf(Date.now(), zone), thisMonth, zone) <= Date.now()
      ? thisMonth
      : ((thisMonth + 10) % 12) + 1
  await sayMonth(member, passed)
  expect((await membershipOf(member)).balances[0]?.available).toBe(0)

  // As a year later: the gift of last year is due now, and is given once.
  const last = yearOf(Date.now(), zone) - 1
  const back = async () => {
    const data = JSON.parse(
      (await env.DB.prepare('SELECT data FROM standings WHERE enrolment_id = ?')
        .bind(member.enrolmentId)
        .first<string>('data')) as string,
    )
    await env.DB.prepare('UPDATE standings SET version = version + 1, data = ? WHERE enrolment_id = ?')
      .bind(JSON.stringify({ ...data, birthdayGivenIn: last }), member.enrolmentId)
      .run()
  }
  await back()
  expect((await membershipOf(member)).balances[0]?.available).toBe(50)
  await call('DELETE', '/v1/members/me/birth-month', { bearer: member.token })
  await sayMonth(member, passed)
  expect((await membershipOf(member)).balances[0]?.available).toBe(50)
})

test('two who say it at once take turns', async () => {
  const world = await newWorld()
  const member = await newMember(world)
  const replies = await Promise.all([1, 2, 3, 4, 5, 6].map((month) => sayMonth(member, month)))
  expect(new Set(replies.map(({ status }) => status))).toEqual(new Set([200]))
})

test('a token for no store reads no membership', async () => {
  const world = await newWorld()
  const member = await newMember(world)
  const { body } = await call<{ accessToken: string }>('POST', '/v1/sessions', {
    body: { deviceId: member.deviceId, deviceSecret: member.deviceSecret },
  })
  expect((await call('GET', '/v1/members/me/membership', { bearer: body.accessToken })).status).toBe(403)
})
