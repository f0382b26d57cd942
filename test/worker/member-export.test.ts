import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import type { MemberCreated, MemberExportPage } from '../../shared/contracts/index.ts'
import type { Db } from '../../worker/db/database.ts'
import { EXPORT_SECTIONS } from '../../worker/db/export-sections.ts'
import { ASSIGNMENTS, EXPORT_LIMIT, readExport, sectionSql } from '../../worker/db/member-export.ts'
import { LIMITS } from '../../worker/http/rate-limit.ts'
import { call } from './api.ts'
import { newMember as join, newSession } from './scene.ts'
import { aPurchase, buy, claimOf, decisionFor, newMember, newOffer, newWorld } from './world.ts'

type Problem = { type?: string }

const page = (token: string, cursor?: string | null) =>
  call<MemberExportPage & Problem>(
    'GET',
    `/v1/members/me/export${cursor ? `?cursor=${encodeURIComponent(cursor)}` : ''}`,
    { bearer: token },
  )

/** Every page, and what they hold together: rows by programme (the directory under '') and section. */
async function exportOf(token: string) {
  const pages: MemberExportPage[] = []
  let cursor: string | null = null
  do {
    const { status, body } = await page(token, cursor)
    expect(status).toBe(200)
    pages.push(body)
    cursor = body.nextCursor
  } while (cursor)
  const rows = (section: string, programId = '') =>
    pages
      .filter((one) => (one.program?.programId ?? '') === programId)
      .flatMap((one) => one.sections[section] ?? [])
  return { pages, rows }
}

/** Another session of a member's in another world. */
const alsoIn = async (member: MemberCreated, storeId: string) =>
  (await newSession(member, storeId)).accessToken

test('a member takes out what the directory and every programme hold of them', async () => {
  const [world, other] = [await newWorld(), await newWorld()]
  const member = await newMember(world)
  await alsoIn(member, other.store.id)
  const offer = await newOffer(world)
  const decision = await decisionFor(world, member)
  await claimOf(member, decision, offer.id)
  await buy(world, aPurchase(world, member))
  await call('PUT', '/v1/members/me/consents/news', { bearer: member.token, body: { granted: true } })
  await call('PUT', '/v1/members/me/birth-month', { bearer: member.token, body: { month: 4 } })

  const { pages, rows } = await exportOf(member.token)
  expect(pages[0]?.program).toBeNull()
  expect(rows('member')).toEqual([member.member])
  expect(rows('devices')).toMatchObject([{ id: member.deviceId, revokedAt: null }])
  expect(rows('programs')).toHaveLength(2)
  expect(pages.slice(1).map((one) => one.program?.programId)).toEqual(
    [world.programId, other.programId].sort(),
  )

  const of = (section: string) => rows(section, world.programId)
  expect(of('purchases')).toMatchObject([
    { totalMinor: 20_000, lines: [{ sku: 'skogsrost', category: 'coffee', quantity: 2 }] },
  ])
  expect(of('entries')[0]).toMatchObject({ reason: 'earn', unit: 'points', lot: { state: 'pending' } })
  expect(of('claims')).toMatchObject([{ offerId: offer.id, state: 'reserved', offer: { key: offer.key } }])
  expect(of('consents')).toMatchObject([{ purpose: 'news', granted: 1, source: 'member' }])
  expect(of('standing')).toMatchObject([{ data: { birthMonth: 4 } }])
  expect(of('profile')).toHaveLength(1)
  expect(rows('purchases', other.programId)).toEqual([])
  expect(JSON.stringify(pages)).not.toContain(member.deviceSecret)
})

test('what is long comes in pages that join without a hole or a double', async () => {
  const world = await newWorld()
  const member = await newMember(world)
  // Many at the same instant: a page must be able to end among them.
  const many = EXPORT_LIMIT * 2 + 40
  const at = Date.now() - 60_000
  for (let sent = 0; sent < many; sent += 100)
    await buy(
      world,
      ...Array.from({ length: Math.min(100, many - sent) }, (_, nth) =>
        aPurchase(world, member, { purchasedAt: at - ((sent + nth) % 7) }),
      ),
    )
  const { pages, rows } = await exportOf(member.token)
  const purchases = rows('purchases', world.programId).map(({ id }) => id)
  expect(purchases).toHaveLength(many)
  expect(new Set(purchases).size).toBe(many)
  const places = rows('entries', world.programId).map(({ seq }) => seq)
  expect(places).toEqual(places.map((_, nth) => nth + 1))
  for (const one of pages)
    for (const section of Object.values(one.sections))
      expect(section.length).toBeLessThanOrEqual(EXPORT_LIMIT)
  // What fits one page is told once.
  expect(rows('profile', world.programId)).toHaveLength(1)
})

test('a cursor of another member leads to one’s own; one that was made up is refused', async () => {
  const [world, other] = [await newWorld(), await newWorld()]
  const [member, stranger] = [await newMember(world), await newMember(other)]
  await buy(other, aPurchase(other, stranger))
  const theirs = (await page(stranger.token)).body.nextCursor
  const answer = await page(member.token, theirs)
  expect(JSON.stringify(answer.body)).not.toContain(stranger.enrolmentId)
  for (const forged of [
    'nonsense',
    btoa('{"program":1}'),
    btoa('{"program":"x","places":{"purchases":[{}]}}'),
  ])
    expect((await page(member.token, forged)).status).toBe(422)
  // Places that fit no section are passed over.
  const odd = btoa(
    JSON.stringify({ program: world.programId, places: { profile: [], purchases: ['a'], x: [1] } }),
  )
  expect((await page(member.token, odd)).body).toMatchObject({ sections: {}, nextCursor: null })
})

test('a device that was ended, and a member who was erased, take nothing out', async () => {
  const member = await join()
  const { accessToken } = await newSession(member)
  await call('DELETE', `/v1/members/me/devices/${member.deviceId}`, { bearer: accessToken })
  expect((await page(accessToken)).status).toBe(401)

  const erased = await newMember(await newWorld())
  await call('DELETE', '/v1/members/me', { bearer: erased.token })
  expect((await page(erased.token)).status).toBe(401)
  expect((await call('GET', '/v1/members/me/export')).status).toBe(401)
})

test('exports are limited for one member', async () => {
  const { accessToken } = await newSession(await join())
  // Twice the quota and one more: the window may turn over once on the way. A cursor that is refused costs no reading.
  const asked = Array.from({ length: 2 * LIMITS.export.quota + 1 }, () => page(accessToken, 'made up'))
  const answers = (await Promise.all(asked)).map(({ status }) => status)
  expect(answers.filter((status) => status === 422).length).toBeGreaterThanOrEqual(LIMITS.export.quota)
  expect(answers).toContain(429)
  expect((await page((await newSession(await join())).accessToken)).status).toBe(200)
})

/** Tables that name a member, and are told as a part of another section's rows. */
const TOLD_WITHIN = [
  'purchase_lines',
  'lots',
  'redemptions',
  'top_ups',
  'charges',
  'holds',
  'savings',
  'stripe_subscriptions',
]

test('no table that names a member is left out', async () => {
  const { results } = await env.DB.prepare(
    `SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%enrolment_id%'`,
  ).all<{ name: string }>()
  expect(results.length).toBeGreaterThan(20)
  const told = [...EXPORT_SECTIONS.map(({ table }) => table), ...TOLD_WITHIN, 'pseudonyms', 'assignments']
  expect(results.map(({ name }) => name).filter((name) => !told.includes(name))).toEqual([])
})

test.each(
  EXPORT_SECTIONS.flatMap((section) => [
    [section.name, section, false] as const,
    ...(section.order.length > 0 ? [[section.name, section, true] as const] : []),
  ]),
)('%s are read by an index, in its order', async (_name, section, goesOn) => {
  const sql = sectionSql(section, goesOn)
  const bound = ['enr_1', ...(goesOn ? section.order.map(() => 1) : [])]
  const { results } = await env.DB.prepare(`EXPLAIN QUERY PLAN ${sql}`)
    .bind(...bound)
    .all<{ detail: string }>()
  const plan = results.map(({ detail }) => detail)
  expect(
    plan.filter((line) => /^SCAN|TEMP B-TREE/.test(line)),
    plan.join('\n'),
  ).toEqual([])
})

test('sides of random splits are found without reading anybody else’s', async () => {
  const world = await newWorld()
  const member = await newMember(world)
  const offer = await newOffer(world, { holdoutPercent: 12.5 })
  await env.DB.prepare('INSERT INTO assignments VALUES (?, ?, ?, ?, ?)')
    .bind(`${offer.id}:12.5`, member.enrolmentId, world.programId, 'holdout', 7)
    .run()
  const { rows } = await exportOf(member.token)
  expect(rows('randomSides', world.programId)).toEqual([
    { what: offer.key, splitId: `${offer.id}:12.5`, arm: 'holdout', firstAt: 7 },
  ])
  const { results } = await env.DB.prepare(`EXPLAIN QUERY PLAN ${ASSIGNMENTS}`)
    .bind('enr_1', 'prg_1')
    .all<{ detail: string }>()
  expect(results.map(({ detail }) => detail).filter((line) => /SCAN a\b/.test(line))).toEqual([])
})

test('a page is one batch of a programme’s database, however much there is', async () => {
  const world = await newWorld()
  const member = await newMember(world)
  await buy(world, aPurchase(world, member))
  let batches = 0
  const db = {
    prepare: (sql: string) => env.DB.prepare(sql),
    batch: (statements: D1PreparedStatement[]) => {
      batches += 1
      return env.DB.batch(statements)
    },
  } as Db
  const { rows } = await readExport(db, { programId: world.programId, enrolmentId: member.enrolmentId }, null)
  expect(rows.purchases ?? []).toHaveLength(1)
  expect(batches).toBe(1)
})
