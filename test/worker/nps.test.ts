import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import type { KpiReport } from '../../shared/contracts/index.ts'
import { keepAnswer } from '../../worker/db/nps.ts'
import { call } from './api.ts'
import { newMember, newWorld, type TestMember, type World } from './world.ts'

const answer = (member: TestMember, body: unknown) =>
  call<{ issues?: { path: string }[] }>('POST', '/v1/nps', { bearer: member.token, body })
const score = async (world: World) =>
  (await call<KpiReport>('GET', '/v1/kpis/netPromoterScore', { bearer: world.key })).body

test('a later answer of the quarter replaces the one before', async () => {
  const world = await newWorld()
  const [one, two] = [await newMember(world), await newMember(world)]
  expect((await score(world)).value).toMatchObject({ value: null, why: 'nothingYet' })
  expect((await answer(one, { score: 2, comment: 'Slut på rost' })).status).toBe(204)
  expect((await answer(one, { score: 10 })).status).toBe(204)
  expect((await answer(two, { score: 7 })).status).toBe(204)
  const { figures } = await score(world)
  expect(figures.answers).toEqual([0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 1])
  const { results } = await env.DB.prepare('SELECT comment FROM nps_answers WHERE enrolment_id = ?')
    .bind(one.enrolmentId)
    .all()
  expect(results).toEqual([{ comment: null }])
})

test('answers of two quarters both count', async () => {
  const world = await newWorld()
  const { enrolmentId } = await newMember(world)
  const whose = { programId: world.programId, enrolmentId }
  await keepAnswer(env.DB, whose, 1, { score: 3 }, Date.now() - 1_000)
  await keepAnswer(env.DB, whose, 2, { score: 9 }, Date.now() - 1_000)
  const answers = (await score(world)).figures.answers as number[]
  expect([answers[3], answers[9]]).toEqual([1, 1])
})

test.each([
  [{ score: 11 }, '/score'],
  [{ score: -1 }, '/score'],
  [{ score: 7.5 }, '/score'],
  [{}, '/score'],
  [{ score: 7, comment: 'x'.repeat(1001) }, '/comment'],
])('%j is refused', async (body, path) => {
  const world = await newWorld()
  const refused = await answer(await newMember(world), body)
  expect([refused.status, refused.body.issues?.[0]?.path]).toEqual([422, path])
})

test('a merchant’s key answers for nobody', async () => {
  const world = await newWorld()
  expect((await call('POST', '/v1/nps', { bearer: world.key, body: { score: 9 } })).status).toBe(401)
})

test('who is erased takes their words along; the answer stays, by nobody', async () => {
  const world = await newWorld()
  const member = await newMember(world)
  await answer(member, { score: 4, comment: 'Ring mig på 070-1740605' })
  expect((await call('DELETE', '/v1/members/me', { bearer: member.token })).status).toBe(204)
  const { results } = await env.DB.prepare('SELECT score, comment FROM nps_answers WHERE enrolment_id = ?')
    .bind(member.enrolmentId)
    .all()
  expect(results).toEqual([{ score: 4, comment: null }])
})
