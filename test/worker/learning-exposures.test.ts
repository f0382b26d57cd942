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
