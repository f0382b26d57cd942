import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { DAY_MS } from '../../shared/contracts/index.ts'
import { readFacts } from '../../worker/db/learned.ts'
import { learnDue } from '../../worker/jobs/learn.ts'
import { call } from './api.ts'
import {
  aPurchase,
  buy,
  claimOf,
  decisionFor,
  newMember,
  newOffer,
  newWorld,
  type TestMember,
  type World,
} from './world.ts'

const HOUR_MS = 3_600_000
const SELDOM = 1
const OFTEN = 6

/** A member who has bought so often, of nothing that has a category: they differ by their number of purchases alone. */
async function buyer(world: World, times: number): Promise<TestMember> {
  const member = await newMember(world)
  const purchasedAt = Date.now() - 30 * DAY_MS
  const lines = [{ sku: 'A', quantity: 1, amountMinor: 20_000 }]
  await buy(world, ...Array.from({ length: times }, () => aPurchase(world, member, { purchasedAt, lines })))
  return member
}

const buyers = async (world: World, times: number, members: number) => {
  const found: TestMember[] = []
  for (let at = 0; at < members; at += 1) found.push(await buyer(world, times))
  return found
}

/** Shows a member all that they are offered, and waits until the queue has handed it over; bounded. */
async function show(world: World, member: TestMember) {
  const decision = await decisionFor(world, member)
  const offerIds = decision.offers.map(({ offerId }) => offerId)
  await call('POST', '/v1/exposures', {
    bearer: member.token,
    body: { decision: decision.token, offerIds, shownAt: Date.now() },
  })
  return decision
}

const arrived = async ({ programId }: World) =>
  (await env.DB.prepare('SELECT count(*) AS n FROM exposures WHERE program_id = ?')
    .bind(programId)
    .first<number>('n')) ?? 0

test('a group that answers more is offered what it is likelier to take, and an answer taken back is no answer', {
  timeout: 60_000,
}, async () => {
  const world = await newWorld({ offers: { explores: false } })
  const offer = await newOffer(world)
  await newOffer(world)
  const [seldom, often] = [await buyers(world, SELDOM, 5), await buyers(world, OFTEN, 5)]
  const [one, other] = [await buyer(world, SELDOM), await buyer(world, OFTEN)]
  const now = Date.now() + HOUR_MS
  await env.DB.prepare('UPDATE learning SET next_at = 9000000000000 WHERE program_id <> ?')
    .bind(world.programId)
    .run()
  const learn = async (at: number) => {
    await env.DB.prepare('UPDATE learning SET next_at = 0, next_day_at = ? WHERE program_id = ?')
      .bind(at === now ? 0 : at + DAY_MS, world.programId)
      .run()
    expect(await learnDue(env, 'DB', at)).toBe(1)
    return (await readFacts(env.DB, world.programId))!
  }
  const { rfm } = await learn(now)
  expect(rfm!.purchases).toEqual([SELDOM, SELDOM, OFTEN, OFTEN])
  const scoreFor = async (member: TestMember) =>
    (await decisionFor(world, member)).offers.find(({ offerId }) => offerId === offer.id)!.score
  expect(await scoreFor(one)).toBe(await scoreFor(other))

  // All are shown both offers, on one occasion each; those who buy often take one.
  const decisions = new Map<string, Awaited<ReturnType<typeof show>>>()
  for (const member of [...seldom, ...often]) decisions.set(member.enrolmentId, await show(world, member))
  for (let waited = 0; waited < 150 && (await arrived(world)) < 20; waited += 1) await scheduler.wait(100)
  const claims: string[] = []
  for (const member of often) {
    const { body: claim } = await claimOf(member, decisions.get(member.enrolmentId)!, offer.id)
    await buy(world, aPurchase(world, member, { codes: [{ code: claim.code, discountMinor: 3_000 }] }))
    claims.push(claim.id)
  }
  const { segments } = (await learn(now + 2 * HOUR_MS)).learned!
  expect(segments).toEqual({
    f2: { sent: 5, redeemed: 0, purchases: 0, categories: {} },
    f4: { sent: 5, redeemed: 5, purchases: 5, categories: { coffee: 5 } },
  })
  expect(await scoreFor(other)).toBeGreaterThan((await scoreFor(one)) * 2)

  await env.DB.prepare("UPDATE claims SET state = 'reversed' WHERE id = ?").bind(claims[0]).run()
  await buy(world, aPurchase(world, null))
  const later = (await learn(now + 4 * HOUR_MS)).learned!
  expect(later.segments.f4).toMatchObject({ sent: 5, redeemed: 4 })
})
