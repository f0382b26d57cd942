import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import {
  DAY_MS,
  type Membership,
  type Segment,
  type SegmentCount,
  type SegmentListChange,
} from '../../shared/contracts/index.ts'
import { saveExposures } from '../../worker/db/exposures.ts'
import { factsPageStatements, toMembers } from '../../worker/db/member-facts.ts'
import { insertSegmentEvents } from '../../worker/db/segment-events.ts'
import { changeList } from '../../worker/db/segment-lists.ts'
import { passSegments } from '../../worker/jobs/segments.ts'
import { call } from './api.ts'
import { BOUGHT, LAPSED, told } from './segment-scene.ts'
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

const erase = async ({ token }: TestMember) =>
  expect((await call('DELETE', '/v1/members/me', { bearer: token })).status).toBe(204)

const sayMonth = async ({ token }: TestMember, month: number) =>
  (await call('PUT', '/v1/members/me/birth-month', { bearer: token, body: { month } })).status

const monthOf = async ({ token }: TestMember) =>
  (await call<Membership>('GET', '/v1/members/me/membership', { bearer: token })).body.birthMonth

const rowsOf = async (table: string, { enrolmentId }: TestMember) =>
  (await env.DB.prepare(`SELECT * FROM ${table} WHERE enrolment_id = ?`).bind(enrolmentId).all()).results

const newList = async (world: World) =>
  (
    await call<Segment>('POST', '/v1/segments', {
      bearer: world.key,
      body: { key: 'handpicked', name: 'n', list: true },
    })
  ).body

const putOn = (world: World, { id }: Segment, ...members: TestMember[]) =>
  call<SegmentListChange & { issues?: { path: string }[] }>('POST', `/v1/segments/${id}/members`, {
    bearer: world.key,
    body: { members: members.map(({ enrolmentId }) => enrolmentId) },
  })

const setHousehold = async ({ key: bearer }: World, { enrolmentId }: TestMember, household: string | null) =>
  (await call('PUT', `/v1/members/${enrolmentId}/household`, { bearer, body: { household } })).status

test('an erased member’s device says no more how likely it is to recommend the programme', async () => {
  const world = await newWorld()
  const [silent, spoke] = [await newMember(world), await newMember(world)]
  const answer = async ({ token }: TestMember, score: number) =>
    (await call('POST', '/v1/nps', { bearer: token, body: { score, comment: 'Hej' } })).status
  expect(await answer(spoke, 3)).toBe(204)
  await erase(silent)
  await erase(spoke)
  expect([await answer(silent, 9), await answer(spoke, 9)]).toEqual([404, 404])
  expect(await rowsOf('nps_answers', silent)).toEqual([])
  expect(await rowsOf('nps_answers', spoke)).toMatchObject([{ score: 3, comment: null }])
})

test('a birth month goes with its member, and their device says none any more', async () => {
  const world = await newWorld()
  const [silent, spoke] = [await newMember(world), await newMember(world)]
  expect(await sayMonth(spoke, 5)).toBe(200)
  await erase(silent)
  await erase(spoke)
  const before = [await rowsOf('standings', silent), await rowsOf('standings', spoke)]
  expect([await sayMonth(silent, 6), await sayMonth(spoke, 6)]).toEqual([404, 404])
  const forgotten = await call('DELETE', '/v1/members/me/birth-month', { bearer: spoke.token })
  expect(forgotten.status).toBe(404)
  expect([await monthOf(silent), await monthOf(spoke)]).toEqual([null, null])
  expect([await rowsOf('standings', silent), await rowsOf('standings', spoke)]).toEqual(before)
})

test('a month that is said while its member is erased does not outlive them', async () => {
  const world = await newWorld()
  for (let round = 0; round < 5; round += 1) {
    const member = await newMember(world)
    await Promise.all([erase(member), ...[1, 2, 3, 4].map((month) => sayMonth(member, month))])
    expect(await monthOf(member)).toBe(null)
  }
})

test('lists, segments and what was shown go with the member; the books and what is measured by stay', async () => {
  const world = await newWorld()
  const [list, offer] = [await newList(world), await newOffer(world)]
  await newSegment(world, 'buyers', BOUGHT)
  const [member, other] = [await newMember(world), await newMember(world)]
  await buy(world, aPurchase(world, member), aPurchase(world, other))
  await putOn(world, list, member, other)
  for (const { enrolmentId } of [member, other])
    await env.DB.prepare(
      `INSERT INTO exposures (decision_id, offer_id, offer_revision, program_id, enrolment_id, store_id, shown_at) VALUES (?, ?, 1, ?, ?, ?, ?)`,
    )
      .bind(`dec_${enrolmentId}`, offer.id, world.programId, enrolmentId, world.store.id, Date.now())
      .run()
  await env.DB.prepare(
    `INSERT INTO assignments (split_id, enrolment_id, program_id, arm, first_at) VALUES ('exp', ?, ?, 'a', 1)`,
  )
    .bind(member.enrolmentId, world.programId)
    .run()
  const gone = ['segment_lists', 'segment_states', 'segment_events', 'offer_shown', 'member_occasions']
  for (const table of gone) expect(await rowsOf(table, member), table).not.toEqual([])
  const kept = ['purchases', 'ledger_entries', 'exposures', 'assignments']
  const before = await Promise.all(kept.map((table) => rowsOf(table, member)))
  const others = await Promise.all(gone.map((table) => rowsOf(table, other)))

  await erase(member)
  for (const table of gone) expect(await rowsOf(table, member), table).toEqual([])
  const after = await Promise.all(kept.map((table) => rowsOf(table, member)))
  expect(after).toEqual(before)
  for (const rows of after) expect(rows).not.toEqual([])
  expect(await Promise.all(gone.map((table) => rowsOf(table, other)))).toEqual(others)
})

test('a merchant puts an erased member on no list, and into no household', async () => {
  const world = await newWorld()
  const list = await newList(world)
  const [member, other] = [await newMember(world), await newMember(world)]
  expect(await setHousehold(world, member, 'storgatan 4')).toBe(200)
  await erase(member)
  const refused = await putOn(world, list, other, member)
  expect([refused.status, refused.body.issues?.map(({ path }) => path)]).toEqual([422, ['/members/1']])
  expect(await setHousehold(world, member, 'storgatan 4')).toBe(404)
  expect(await setHousehold(world, member, null)).toBe(404)
  expect(await rowsOf('household_members', member)).toEqual([])
  expect((await putOn(world, list, other)).body.added).toBe(1)
  // Known when they were looked up, and erased before they were written.
  const both = [member.enrolmentId, other.enrolmentId]
  expect(await changeList(env.DB, world.programId, list.id, 'replace', both, 1)).toMatchObject({ members: 1 })
  expect(await rowsOf('segment_lists', member)).toEqual([])
})

test('nobody who has been erased is counted, or comes into a segment', async () => {
  const world = await newWorld()
  const lapsed = await newSegment(world, 'lapsed', LAPSED)
  const [member, other] = [await newMember(world), await newMember(world)]
  await buy(world, aPurchase(world, member), aPurchase(world, other))
  await erase(member)
  const { body } = await call<SegmentCount>('POST', '/v1/segments/count', {
    bearer: world.key,
    body: { rule: BOUGHT },
  })
  expect(body).toMatchObject({ members: 1, of: 1, sampled: 1, examples: [other.enrolmentId] })

  const page = await env.DB.batch(factsPageStatements(env.DB, world.programId, '', 10, Date.now()))
  expect(toMembers(page).map(({ enrolmentId }) => enrolmentId)).toEqual([other.enrolmentId])
  await passSegments(env, 'DB', Date.now() + 40 * DAY_MS, 100_000, 1)
  expect(await told(world, lapsed, member)).toEqual([])
  expect(await told(world, lapsed, other)).toEqual(['entered by rule'])
  // Worked out before the erasure, and written after it.
  const [profile] = await rowsOf('profiles', member)
  const event = {
    id: `sge_${member.enrolmentId}`,
    segmentId: lapsed.id,
    enrolmentId: member.enrolmentId,
    kind: 'entered' as const,
    cause: 'time' as const,
    at: 1,
    profileVersion: profile?.version as number,
  }
  await env.DB.batch(insertSegmentEvents(env.DB, [event]))
  expect(await rowsOf('segment_events', member)).toEqual([])
  expect(await rowsOf('segment_states', member)).toEqual([])
})

test('what was on its way when the member went is not noted any more', async () => {
  const world = await newWorld()
  const [gone, stays] = [await newMember(world), await newMember(world)]
  const offer = await newOffer(world)
  await erase(gone)
  const message = ({ enrolmentId }: TestMember) => ({
    decisionId: `dec_${enrolmentId}`,
    offerId: offer.id,
    offerRevision: 1,
    programId: world.programId,
    binding: 'DB',
    enrolmentId,
    storeId: world.store.id,
    shownAt: Date.now(),
  })
  const side = ({ enrolmentId }: TestMember) => ({
    kind: 'assigned' as const,
    programId: world.programId,
    binding: 'DB',
    enrolmentId,
    assigned: [{ of: `${offer.id}:10`, arm: 'shown' }],
    assignedAt: Date.now(),
  })
  await saveExposures(env.DB, [message(gone), message(stays)], [side(gone), side(stays)])
  for (const table of ['exposures', 'offer_shown', 'member_occasions', 'assignments']) {
    expect(await rowsOf(table, gone)).toEqual([])
    expect(await rowsOf(table, stays)).toHaveLength(1)
  }
})
