import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { DAY_MS } from '../../shared/contracts/index.ts'
import { settleDue } from '../../worker/books/settle.ts'
import { call } from './api.ts'
import { anEvent, availableOf, membershipOf, preview, tell } from './moves-scene.ts'
import { aPurchase, buy, newMember, newOffer, newWorld, type TestMember, type World } from './world.ts'

const byHand = { operator: 'Kajsa', reason: 'a test' }
const tiers = {
  basis: { kind: 'spend' } as const,
  window: { kind: 'calendarYear' } as const,
  levels: [
    { key: 'green', name: 'Green', threshold: 0 },
    { key: 'gold', name: 'Gold', threshold: 50_000, entitlements: { earnPercent: 200 } },
  ],
}
const plus = {
  key: 'plus',
  name: 'Plus',
  price: { amountMinor: 9_900, currency: 'SEK' },
  term: 'year' as const,
  graceDays: 0,
  entitlements: { earnPercent: 300 },
}
const review = {
  key: 'review',
  on: { kind: 'event' as const, type: 'review' },
  give: { kind: 'fixed' as const, amount: 7 },
  tiers: ['gold'],
  caps: { perMember: 700 },
}

/** What each of some purchases earns that were made at these instants and told one after the other. */
async function earnedAt(world: World, member: TestMember, ...instants: number[]): Promise<number[]> {
  const earned: number[] = []
  for (const purchasedAt of instants) {
    const [result] = await buy(world, aPurchase(world, member, { purchasedAt }))
    earned.push(result?.pointsEarned ?? Number.NaN)
  }
  return earned
}

const makeGold = (world: World, { enrolmentId }: TestMember) =>
  call('PUT', `/v1/enrolments/${enrolmentId}/tier`, {
    bearer: world.key,
    body: { tier: 'gold', untilAt: Date.now() + 90 * DAY_MS, ...byHand },
  })

/** Gives a plan by hand, as if it had been given that long ago. */
async function givePlan(world: World, { enrolmentId }: TestMember, agoMs = 0): Promise<void> {
  const { body } = await call<{ id: string }>('POST', '/v1/subscriptions', {
    bearer: world.key,
    body: { enrolmentId, plan: 'plus', ...byHand },
  })
  await env.DB.prepare(
    `UPDATE subscriptions SET version = version + 1, started_at = started_at - ?2, term_starts_at = term_starts_at - ?2,
       term_ends_at = term_ends_at - ?2 WHERE id = ?1`,
  )
    .bind(body.id, agoMs)
    .run()
}

test('a purchase earns by the tier that was held when it was made', async () => {
  const world = await newWorld({ tiers })
  const member = await newMember(world)
  await makeGold(world, member)
  const hourAgo = Date.now() - 3_600_000
  expect(await earnedAt(world, member, hourAgo, Date.now(), Date.now() + 60_000)).toEqual([200, 400, 400])
})

test('a dry run of then says the same', async () => {
  const world = await newWorld({ tiers, plans: [plus] })
  const member = await newMember(world)
  await makeGold(world, member)
  await givePlan(world, member)
  const asked = async (at: number) => {
    const { body } = await preview(world, { enrolmentId: member.enrolmentId, at })
    return [body.totals[0]?.amount, body.explained[0]?.earnPercent]
  }
  expect(await asked(Date.now() - 3_600_000)).toEqual([200, 100])
  expect(await asked(Date.now() + 60_000)).toEqual([600, 300])
})

test('an event earns by the tier that was held when it happened', async () => {
  const world = await newWorld({ tiers, earn: [review] })
  const member = await newMember(world)
  await makeGold(world, member)
  const results = await tell(
    world,
    anEvent(member, { occurredAt: Date.now() - 3_600_000 }),
    anEvent(member, { occurredAt: Date.now() }),
  )
  expect(results.map(({ earned }) => earned.map(({ amount }) => amount))).toEqual([[], [7]])
})

test('and by the plan that was good, though its term has run out since', async () => {
  const world = await newWorld({ plans: [plus] })
  const member = await newMember(world)
  await givePlan(world, member, 400 * DAY_MS)
  const [before, during, since] = [420, 100, 1].map((days) => Date.now() - days * DAY_MS) as [
    number,
    number,
    number,
  ]
  expect(await earnedAt(world, member, before, during, since)).toEqual([200, 600, 200])
})

test('an offer for a tier comes with what was bought in that tier', async () => {
  const world = await newWorld({
    tiers: { ...tiers, levels: tiers.levels.map(({ key, name, threshold }) => ({ key, name, threshold })) },
  })
  const member = await newMember(world)
  await newOffer(world, {
    reward: { kind: 'pointsMultiplier', factor: 2 },
    code: null,
    audience: { tiers: ['gold'] },
  })
  await makeGold(world, member)
  expect(await earnedAt(world, member, Date.now() - 1_800_000, Date.now())).toEqual([200, 400])
})

test('what was bought counts towards the tier on its own day, whenever it is told', async () => {
  const world = await newWorld({ tiers })
  const member = await newMember(world)
  const lines = [{ sku: 's', quantity: 1, amountMinor: 40_000 }]
  const bought = (purchasedAt: number) => aPurchase(world, member, { purchasedAt, totalMinor: 40_000, lines })
  await buy(world, bought(Date.now() - 400 * DAY_MS), bought(Date.now()))
  expect((await membershipOf(member)).tier).toMatchObject({ tier: 'green', counted: 40_000 })
})

test('an order of a clock that runs ahead makes nobody active in the month to come', async () => {
  const world = await newWorld()
  const member = await newMember(world)
  await buy(world, aPurchase(world, member, { purchasedAt: Date.now() + 20 * 3_600_000 }))
  const acts = await env.DB.prepare(
    `SELECT max(data ->> '$.acts.purchase', data ->> '$.acts.earn') AS at FROM standings WHERE enrolment_id = ?`,
  )
    .bind(member.enrolmentId)
    .first<number>('at')
  expect(acts).toBeLessThanOrEqual(Date.now())
})

test('a birthday gift of a plan is the same whether or not the clock’s job ran before the plan ended', async () => {
  const birthday = {
    key: 'birthday',
    on: { kind: 'birthdayMonth' as const },
    give: { kind: 'fixed' as const, amount: 50 },
    plans: ['plus'],
  }
  const world = await newWorld({ returnWindowDays: 0, plans: [plus], earn: [birthday] })
  const member = await newMember(world)
  // Over for a day or two, and good when last month began.
  await givePlan(world, member, 367 * DAY_MS)
  const lastMonth = ((new Date().getUTCMonth() + 11) % 12) + 1
  await env.DB.batch([
    env.DB.prepare('UPDATE enrolments SET enrolled_at = enrolled_at - ? WHERE id = ?').bind(
      100 * DAY_MS,
      member.enrolmentId,
    ),
    env.DB.prepare(
      `UPDATE standings SET version = version + 1, due_at = 1, data = json_set(data, '$.birthMonth', ?) WHERE enrolment_id = ?`,
    ).bind(lastMonth, member.enrolmentId),
  ])
  expect(await availableOf(member)).toBe(50)
  await settleDue(env, 'DB', Date.now(), 1_000)
  const { results } = await env.DB.prepare('SELECT amount, rule_key AS rule FROM lots WHERE enrolment_id = ?')
    .bind(member.enrolmentId)
    .all()
  expect(results).toEqual([{ amount: 50, rule: 'birthday' }])
  expect(await availableOf(member)).toBe(50)
})
