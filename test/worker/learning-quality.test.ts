import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import type { ChoosingQuality } from '../../shared/contracts/index.ts'
import { saveExposures } from '../../worker/db/exposures.ts'
import { call } from './api.ts'
import { aPurchase, buy, claimOf, decisionFor, newMember, newOffer, newWorld, type World } from './world.ts'

const quality = async (world: World) =>
  (await call<ChoosingQuality>('GET', '/v1/quality', { bearer: world.key })).body

test('what was on the screen is held against what was taken, and too few are said to be', async () => {
  const world = await newWorld()
  expect(await quality(world)).toMatchObject({ occasions: 0, why: 'nothingYet' })
  const [one, two] = [await newOffer(world), await newOffer(world)]
  const member = await newMember(world)
  const decision = await decisionFor(world, member)
  await saveExposures(
    env.DB,
    [one, two].map((offer, at) => ({
      decisionId: decision.id,
      offerId: offer.id,
      offerRevision: 1,
      programId: world.programId,
      binding: 'DB',
      enrolmentId: member.enrolmentId,
      storeId: world.store.id,
      shownAt: Date.now() - 60_000,
      place: at + 1,
    })),
  )
  const { body: claim } = await claimOf(member, decision, two.id)
  await buy(
    world,
    aPurchase(world, member, {
      codes: [{ code: claim.code, discountMinor: 3_000 }],
      purchasedAt: Date.now(),
    }),
  )
  expect(await quality(world)).toEqual({
    occasions: 1,
    members: 1,
    ndcg10: null,
    hitAt1: null,
    why: 'tooFew',
  })
  // Another merchant's screens are not theirs to see.
  expect(await quality(await newWorld())).toMatchObject({ occasions: 0 })
})
