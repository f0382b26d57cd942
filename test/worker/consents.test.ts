import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { type Consent, DAY_MS, type MemberConsents } from '../../shared/contracts/index.ts'
import { call } from './api.ts'
import { newSession } from './scene.ts'
import {
  aPurchase,
  buy,
  decisionFor,
  newMember,
  newOffer,
  newSegment,
  newWorld,
  type TestMember,
} from './world.ts'

const schedule = { startsAt: Date.now() - DAY_MS, endsAt: Date.now() + DAY_MS }

const consentsOf = async ({ token }: TestMember) =>
  (await call<MemberConsents>('GET', '/v1/members/me/consents', { bearer: token })).body

const say = (member: TestMember, purpose: string, granted: unknown) =>
  call<Consent & { issues?: { path: string }[] }>('PUT', `/v1/members/me/consents/${purpose}`, {
    bearer: member.token,
    body: { granted },
  })

const standing = async (member: TestMember) =>
  Object.fromEntries((await consentsOf(member)).consents.map(({ purpose, granted }) => [purpose, granted]))

test('whoever joins agrees to personal offers, and to no news', async () => {
  const member = await newMember(await newWorld())
  const { consents, history } = await consentsOf(member)
  expect(consents.map(({ purpose, granted, source }) => [purpose, granted, source])).toEqual([
    ['personalOffers', true, 'joining'],
    ['interest', true, 'device'],
    ['news', false, 'joining'],
  ])
  expect(history).toEqual([])
})

test('every change is kept, newest first; what stands already is not noted again', async () => {
  const member = await newMember(await newWorld())
  for (const granted of [true, true, false, false, true])
    expect((await say(member, 'news', granted)).body).toMatchObject({
      purpose: 'news',
      granted,
      source: 'member',
    })
  // What holds by default is not news either.
  await say(member, 'personalOffers', true)
  const { history } = await consentsOf(member)
  expect(history.map(({ purpose, granted }) => [purpose, granted])).toEqual([
    ['news', true],
    ['news', false],
    ['news', true],
  ])
  expect(await standing(member)).toEqual({ personalOffers: true, interest: true, news: true })
})

test('said forty times at once, every other word is one change', async () => {
  const member = await newMember(await newWorld())
  const answers = await Promise.all(Array.from({ length: 40 }, (_, i) => say(member, 'news', i % 2 === 0)))
  expect(answers.map(({ status }) => status)).toEqual(Array(40).fill(200))
  const { results } = await env.DB.prepare(
    'SELECT seq, granted FROM consents WHERE enrolment_id = ? ORDER BY seq',
  )
    .bind(member.enrolmentId)
    .all<{ seq: number; granted: number }>()
  expect(results.map(({ seq }) => seq)).toEqual(results.map((_, i) => i + 1))
  expect(results.map(({ granted }) => granted)).toEqual(results.map((_, i) => (i + 1) % 2))
})

test('an unknown purpose and a word that is neither yes nor no are refused', async () => {
  const member = await newMember(await newWorld())
  expect((await say(member, 'profiling', true)).status).toBe(422)
  const { status, body } = await say(member, 'news', 'yes')
  expect(status).toBe(422)
  expect(body.issues?.[0]?.path).toBe('/granted')
})

test('a consent is of one programme', async () => {
  const [world, other] = [await newWorld(), await newWorld()]
  const member = await newMember(world)
  const there = await newSession(member, other.store.id)
  await say(member, 'news', true)
  const elsewhere = { ...member, token: there.accessToken }
  expect((await standing(elsewhere)).news).toBe(false)
})

test('without personal offers one is offered what anybody is', async () => {
  const world = await newWorld()
  await newSegment(world, 'regulars', { signal: 'purchaseCount', op: 'gte', value: 2 })
  await newSegment(world, 'strangers', { signal: 'purchaseCount', op: 'lt', value: 1 })
  const [forRegulars, forStrangers, forAll] = [
    await newOffer(world, { schedule, audience: { segments: ['regulars'] } }),
    await newOffer(world, { schedule, audience: { segments: ['strangers'] } }),
    await newOffer(world, { schedule }),
  ]
  const member = await newMember(world)
  await buy(world, aPurchase(world, member), aPurchase(world, member))
  const offered = async () => (await decisionFor(world, member)).offers.map(({ offerId }) => offerId).sort()

  expect(await offered()).toEqual([forRegulars.id, forAll.id].sort())
  await say(member, 'personalOffers', false)
  expect(await offered()).toEqual([forStrangers.id, forAll.id].sort())
  // Points are not an offer: what was earned is still there.
  expect((await decisionFor(world, member)).balance.pending).toBe(400)
  await say(member, 'personalOffers', true)
  expect(await offered()).toEqual([forRegulars.id, forAll.id].sort())
})

test('whoever withdraws does not buy for the first time once more', async () => {
  const world = await newWorld()
  const welcome = await newOffer(world, { schedule, conditions: { firstPurchase: true } })
  const member = await newMember(world)
  await say(member, 'personalOffers', false)
  expect((await decisionFor(world, member)).offers.map(({ offerId }) => offerId)).toEqual([welcome.id])
  await buy(world, aPurchase(world, member))
  expect((await decisionFor(world, member)).offers).toEqual([])
})

test('what was offered to somebody unknown is what their order earns, and nothing by what they bought', async () => {
  const world = await newWorld()
  await newSegment(world, 'regulars', { signal: 'purchaseCount', op: 'gte', value: 1 })
  await newSegment(world, 'strangers', { signal: 'purchaseCount', op: 'lt', value: 1 })
  const points = (count: number) => ({ schedule, reward: { kind: 'bonusPoints', points: count }, code: null })
  const forRegulars = await newOffer(world, { ...points(30), audience: { segments: ['regulars'] } })
  const forStrangers = await newOffer(world, { ...points(70), audience: { segments: ['strangers'] } })
  const member = await newMember(world)
  await buy(world, aPurchase(world, member))
  const redeemed = async () => (await buy(world, aPurchase(world, member)))[0]?.redeemedOfferIds

  expect(await redeemed()).toEqual([forRegulars.id])
  await say(member, 'personalOffers', false)
  expect((await decisionFor(world, member)).offers.map(({ offerId }) => offerId)).toEqual([forStrangers.id])
  expect(await redeemed()).toEqual([forStrangers.id])
})

test('without interest, what the device sends is not looked at', async () => {
  const world = await newWorld()
  await newSegment(world, 'lookers', { signal: 'interest', args: { category: 'tea' }, op: 'gte', value: 1 })
  const offer = await newOffer(world, { schedule, audience: { segments: ['lookers'] } })
  const member = await newMember(world)
  const offered = async () =>
    (await decisionFor(world, member, { interest: [{ category: 'Tea', weight: 3 }] })).offers.map(
      ({ offerId }) => offerId,
    )
  expect(await offered()).toEqual([offer.id])
  await say(member, 'interest', false)
  expect(await offered()).toEqual([])
})

test('the books hold that consents are only added to', async () => {
  const member = await newMember(await newWorld())
  await say(member, 'news', true)
  const run = (sql: string) => env.DB.prepare(sql).bind(member.enrolmentId).run()
  for (const sql of [
    'UPDATE consents SET granted = 0 WHERE enrolment_id = ?',
    'DELETE FROM consents WHERE enrolment_id = ?',
    `INSERT OR REPLACE INTO consents (enrolment_id, purpose, seq, granted, changed_at, source) VALUES (?, 'news', 1, 0, 1, 'member')`,
    `INSERT INTO consents (enrolment_id, purpose, seq, granted, changed_at, source) VALUES (?, 'news', 3, 0, 1, 'member')`,
  ])
    await expect(run(sql), sql).rejects.toThrow(/append-only/)
})

test('with the member goes what they ever said, and nothing is agreed to any more', async () => {
  const world = await newWorld()
  const member = await newMember(world)
  await say(member, 'news', true)
  await say(member, 'interest', false)
  expect((await call('DELETE', '/v1/members/me', { bearer: member.token })).status).toBe(204)
  // The token still reads the books of nobody, until it runs out.
  const { consents, history } = await consentsOf(member)
  expect(consents.map(({ granted, source }) => [granted, source])).toEqual(Array(3).fill([false, 'erasure']))
  expect(history.every(({ source }) => source === 'erasure')).toBe(true)
  expect((await say(member, 'news', true)).status).toBe(404)
})
