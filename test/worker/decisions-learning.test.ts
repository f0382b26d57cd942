import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import type { Decision } from '../../shared/contracts/index.ts'
import { isHeldOut, type RankRecord, replayed } from '../../shared/engine/index.ts'
import { readFacts } from '../../worker/db/learned.ts'
import { learnDue } from '../../worker/jobs/learn.ts'
import { call } from './api.ts'
import { aPurchase, buy, claimOf, decisionFor, newMember, newOffer, newWorld } from './world.ts'

/** Asks until the queue has handed over, which it does within five seconds; bounded. */
async function until<T>(ask: () => Promise<T>, enough: (found: T) => boolean): Promise<T> {
  let found = await ask()
  for (let waited = 0; waited < 100 && !enough(found); waited += 1) {
    await scheduler.wait(100)
    found = await ask()
  }
  return found
}

const shownOf = (decision: Decision) =>
  env.DB.prepare(
    'SELECT offer_id AS offerId, place, rank, facts FROM exposures WHERE decision_id = ? ORDER BY place',
  )
    .bind(decision.id)
    .all<{ offerId: string; place: number; rank: string; facts: number | null }>()
    .then(({ results }) => results)

test('what was on the screen is kept with what it was ranked by, and the score follows from it to the bit', {
  timeout: 20_000,
}, async () => {
  const world = await newWorld()
  const member = await newMember(world)
  for (const percent of [5, 10, 20]) await newOffer(world, { reward: { kind: 'percentOff', percent } })
  const decision = await decisionFor(world, member)
  const offerIds = decision.offers.map(({ offerId }) => offerId)
  await call('POST', '/v1/exposures', {
    bearer: member.token,
    body: { decision: decision.token, offerIds, shownAt: Date.now() },
  })
  const shown = await until(
    () => shownOf(decision),
    ({ length }) => length === 3,
  )
  expect(shown.map(({ offerId }) => offerId)).toEqual(offerIds)
  expect(shown.map(({ place }) => place)).toEqual([1, 2, 3])
  expect(shown.map(({ rank }) => replayed(JSON.parse(rank) as RankRecord))).toEqual(
    decision.offers.map(({ score }) => score),
  )

  // The same redeemed: what was foretold and what came of it are held against each other.
  const { body: claim } = await claimOf(member, decision, offerIds[0] as string)
  await buy(world, aPurchase(world, member, { codes: [{ code: claim.code, discountMinor: 1_000 }] }))
  await learnDue(env, 'DB', Date.now() + 7 * 3_600_000)
  const learned = (await readFacts(env.DB, world.programId))?.learned
  const rate = learned?.rates.offers[offerIds[0] as string]
  expect(rate).toMatchObject({ exposures: 1, redemptions: 1 })
  expect(rate?.expected).toBeCloseTo((JSON.parse(shown[0]?.rank as string) as RankRecord).expected, 9)
  expect(learned?.rates.all).toMatchObject({ exposures: 3, redemptions: 1 })
  expect(learned?.sent).toBe(1)

  // What comes next names what was known by then; nothing was, before.
  const later = await decisionFor(world, member)
  await call('POST', '/v1/exposures', {
    bearer: member.token,
    body: { decision: later.token, offerIds: offerIds.slice(1, 2), shownAt: Date.now() },
  })
  const next = await until(
    () => shownOf(later),
    ({ length }) => length === 1,
  )
  expect([...shown, ...next].map(({ facts }) => facts)).toEqual([null, null, null, 1])
})

test('both sides of a holdout are noted at the decision, once, whoever sees the offer', {
  timeout: 20_000,
}, async () => {
  const world = await newWorld()
  const offer = await newOffer(world, { holdoutPercent: 50 })
  const members = []
  for (let n = 0; n < 8; n += 1) members.push(await newMember(world))
  for (const member of [...members, ...members]) await decisionFor(world, member)
  const sides = await until(
    () =>
      env.DB.prepare('SELECT enrolment_id AS who, arm FROM assignments WHERE split_id = ?')
        .bind(`${offer.id}:50`)
        .all<{ who: string; arm: string }>()
        .then(({ results }) => results),
    ({ length }) => length === members.length,
  )
  expect(new Map(sides.map(({ who, arm }) => [who, arm]))).toEqual(
    new Map(
      members.map(({ enrolmentId }) => [
        enrolmentId,
        isHeldOut(offer.id, enrolmentId, 50) ? 'holdout' : 'shown',
      ]),
    ),
  )
})

test('a basket of ten thousand lines is too long to read, and says where', async () => {
  const world = await newWorld()
  const member = await newMember(world)
  const lines = Array.from({ length: 10_000 }, (_, n) => ({
    sku: `SKU-${n}`,
    quantity: 1,
    amountMinor: 100,
  }))
  const { status, body } = await call<{ type: string; detail: string }>('POST', '/v1/decisions', {
    bearer: member.token,
    body: { storeId: world.store.id, basket: { currency: 'SEK', totalMinor: 1_000_000, lines } },
  })
  expect([status, body.type]).toEqual([413, '/problems/body_too_large'])
  expect(body.detail).toContain('/basket/lines')
})

test('the best combination comes with the offers, and saves no less than any of them alone', async () => {
  const world = await newWorld()
  const member = await newMember(world)
  for (const amountMinor of [2_000, 5_000, 3_000])
    await newOffer(world, { reward: { kind: 'amountOff', amountMinor } })
  const lines = [{ sku: 'A', quantity: 1, amountMinor: 40_000 }]
  const { body } = await call<Decision>('POST', '/v1/decisions', {
    bearer: member.token,
    body: { storeId: world.store.id, basket: { currency: 'SEK', totalMinor: 40_000, lines } },
  })
  // A checkout takes one code, unless the programme says that its shops take more.
  expect(body.best).toMatchObject({ savesMinor: 5_000, isExact: true })
  expect(body.best?.offerIds).toHaveLength(1)
})
