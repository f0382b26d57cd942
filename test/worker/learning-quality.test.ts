import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { type ChoosingQuality, DAY_MS, type MerchantCreated } from '../../shared/contracts/index.ts'
import { saveExposures } from '../../worker/db/exposures.ts'
import { readOccasions } from '../../worker/db/learned-occasions.ts'
import { call } from './api.ts'
import { newVerifiedStore } from './scene.ts'
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
    hitAt5: null,
    mrr: null,
    auc: null,
    why: 'tooFew',
  })
  // Another merchant's screens are not theirs to see.
  expect(await quality(await newWorld())).toMatchObject({ occasions: 0 })
})

/** An offer that a member took a minute ago, and what is read of screens that showed it beside another one. */
async function screens(shown: (world: World) => Promise<{ storeId: string; shownAt: number }>) {
  const world = await newWorld()
  const [one, two] = [await newOffer(world), await newOffer(world)]
  const member = await newMember(world)
  const decision = await decisionFor(world, member)
  const screen = await shown(world)
  await saveExposures(
    env.DB,
    [one, two].map((offer, at) => ({
      decisionId: decision.id,
      offerId: offer.id,
      offerRevision: 1,
      programId: world.programId,
      binding: 'DB',
      enrolmentId: member.enrolmentId,
      place: at + 1,
      ...screen,
    })),
  )
  const { body: claim } = await claimOf(member, decision, two.id)
  await buy(world, aPurchase(world, member, { codes: [{ code: claim.code, discountMinor: 3_000 }] }))
  return await readOccasions(env.DB, world.programId, [world.store.id])
}

test('what was shown in time, in their own stores, is an occasion', async () => {
  const found = await screens(async ({ store }) => ({ storeId: store.id, shownAt: Date.now() - 60_000 }))
  expect(found.map(({ offers }) => offers.map(({ place, takenAt }) => [place, takenAt !== null]))).toEqual([
    [
      [1, false],
      [2, true],
    ],
  ])
})

test('a screen of another merchant’s store in the programme is none', async () => {
  const found = await screens(async (world) => {
    const { body: join } = await call<{ code: string }>('POST', '/v1/program/join-code', {
      bearer: world.key,
    })
    const { body: other } = await call<MerchantCreated>('POST', '/v1/merchants', {
      body: { name: 'Grannen', join: { programId: world.programId, code: join.code } },
    })
    const { id } = await newVerifiedStore(other.apiKey.key)
    return { storeId: id, shownAt: Date.now() - 60_000 }
  })
  expect(found).toEqual([])
})

test.each([
  ['after it was taken', -DAY_MS],
  ['more than a fortnight before', 14 * DAY_MS + 60_000],
])('what was shown %s is none', async (_, earlierMs) => {
  expect(
    await screens(async ({ store }) => ({ storeId: store.id, shownAt: Date.now() - earlierMs })),
  ).toEqual([])
})
