import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { saveExposures } from '../../worker/db/exposures.ts'
import type { AssignmentMessage, ExposureMessage } from '../../worker/env.ts'
import { nobody } from './scene.ts'
import { aPurchase, buy, claimOf, decisionFor, newMember, newOffer, newWorld, type World } from './world.ts'

const counts = (offerId: string) =>
  env.DB.prepare(
    'SELECT shown, members, taken, members_taken AS membersTaken FROM offer_counts WHERE offer_id = ?',
  )
    .bind(offerId)
    .first()

let decisions = 0
const exposure = (
  world: World,
  enrolmentId: string,
  offerId: string,
  shownAt = Date.now(),
): ExposureMessage => {
  decisions += 1
  return {
    decisionId: `dec_${decisions}`,
    offerId,
    offerRevision: 1,
    programId: world.programId,
    binding: 'DB',
    enrolmentId,
    storeId: world.store.id,
    shownAt,
    place: 1,
  }
}

test('a message that is delivered twice counts once, in one batch or in two', async () => {
  const world = await newWorld()
  const [one, two] = [await newMember(world), await newMember(world)]
  const offer = await newOffer(world)
  const first = exposure(world, one.enrolmentId, offer.id, 2_000)
  const again = exposure(world, one.enrolmentId, offer.id, 1_000)
  const other = exposure(world, two.enrolmentId, offer.id, 3_000)
  await saveExposures(env.DB, [first, first, again])
  await saveExposures(env.DB, [first, other])
  expect(await counts(offer.id)).toEqual({ shown: 3, members: 2, taken: 0, membersTaken: 0 })
  const { results } = await env.DB.prepare(
    'SELECT enrolment_id AS who, shown, first_at AS firstAt, last_at AS lastAt FROM offer_shown WHERE offer_id = ? ORDER BY shown',
  )
    .bind(offer.id)
    .all()
  expect(results).toEqual([
    { who: two.enrolmentId, shown: 1, firstAt: 3_000, lastAt: 3_000 },
    { who: one.enrolmentId, shown: 2, firstAt: 1_000, lastAt: 2_000 },
  ])
})

test('an offer that is used is counted as taken, and given back as not taken', async () => {
  const world = await newWorld()
  const member = await newMember(world)
  const offer = await newOffer(world)
  await saveExposures(env.DB, [exposure(world, member.enrolmentId, offer.id)])
  const { body: claim } = await claimOf(member, await decisionFor(world, member), offer.id)
  await buy(world, aPurchase(world, member, { codes: [{ code: claim.code, discountMinor: 3_000 }] }))
  expect(await counts(offer.id)).toEqual({ shown: 1, members: 1, taken: 1, membersTaken: 1 })
  await env.DB.prepare("UPDATE claims SET state = 'reversed' WHERE id = ?").bind(claim.id).run()
  expect(await counts(offer.id)).toEqual({ shown: 1, members: 1, taken: 0, membersTaken: 0 })
})

test('a member stays on the side of a split that they were first noted on', async () => {
  const world = await newWorld()
  const offer = await newOffer(world)
  const told = (arm: string, assignedAt: number): AssignmentMessage => ({
    kind: 'assigned',
    programId: world.programId,
    binding: 'DB',
    enrolmentId: nobody('enr'),
    assigned: [{ of: offer.id, arm }],
    assignedAt,
  })
  await saveExposures(env.DB, [], [told('holdout', 1), told('shown', 2)])
  await saveExposures(env.DB, [], [told('shown', 3)])
  const { results } = await env.DB.prepare(
    'SELECT arm, first_at AS firstAt FROM assignments WHERE split_id = ?',
  )
    .bind(offer.id)
    .all()
  expect(results).toEqual([{ arm: 'holdout', firstAt: 1 }])
  await expect(
    env.DB.prepare("UPDATE assignments SET arm = 'shown' WHERE split_id = ?").bind(offer.id).run(),
  ).rejects.toThrow('an assignment is for good')
})

test('what is shown teaches by its offer, once, and what came of it to the same', async () => {
  const world = await newWorld()
  const [member, other] = [await newMember(world), await newMember(world)]
  const offer = await newOffer(world)
  const sums = async () =>
    Object.fromEntries(
      (
        await env.DB.prepare(
          'SELECT scope, exposures, expected, redemptions, sent FROM learned_sums WHERE program_id = ? AND exposures + sent > 0',
        )
          .bind(world.programId)
          .all<Record<string, number | string>>()
      ).results.map(({ scope, ...sum }) => [scope, Object.values(sum)]),
    )
  const rank = {
    probability: 0.1,
    evidence: 2,
    seed: null,
    marginMinor: 1,
    priority: 50,
    fatigue: 1,
    expected: 0.2,
  }
  const now = Date.now() - 60_000
  const first = { ...exposure(world, member.enrolmentId, offer.id, now), rank }
  const sameDay = { ...exposure(world, member.enrolmentId, offer.id, now + 1), rank }
  await saveExposures(env.DB, [first, first, sameDay])
  await saveExposures(env.DB, [first, { ...exposure(world, other.enrolmentId, offer.id, now), rank }])
  // Three exposures, on an occasion of each member.
  expect(await sums()).toEqual({ offer: [3, expect.closeTo(0.6, 9), 0, 0], all: [0, 0, 0, 2] })
  const { body: claim } = await claimOf(member, await decisionFor(world, member), offer.id)
  await buy(world, aPurchase(world, member, { codes: [{ code: claim.code, discountMinor: 3_000 }] }))
  expect((await sums()).offer).toEqual([3, expect.closeTo(0.6, 9), 1, 0])
})

test('who is held out is noted as who is not, at the decision itself', { timeout: 20_000 }, async () => {
  const world = await newWorld()
  const offer = await newOffer(world, { holdoutPercent: 50 })
  const members: Awaited<ReturnType<typeof newMember>>[] = []
  for (let at = 0; at < 12; at += 1) members.push(await newMember(world))
  const sees = new Map<string, string>()
  for (const member of members)
    for (const _ of [1, 2]) {
      const { offers } = await decisionFor(world, member)
      sees.set(member.enrolmentId, offers.some(({ offerId }) => offerId === offer.id) ? 'shown' : 'holdout')
    }
  const noted = async () =>
    (
      await env.DB.prepare('SELECT enrolment_id AS who, arm FROM assignments WHERE split_id = ?')
        .bind(`${offer.id}:50`)
        .all<{ who: string; arm: string }>()
    ).results
  // The queue hands over within its batch timeout; wait for it, bounded.
  for (let waited = 0; waited < 100 && (await noted()).length < members.length; waited += 1)
    await scheduler.wait(100)
  expect(new Map((await noted()).map(({ who, arm }) => [who, arm]))).toEqual(sees)
  expect(new Set(sees.values())).toEqual(new Set(['shown', 'holdout']))
})
