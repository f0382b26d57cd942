import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { DAY_MS, ProgramRules, type Unit } from '../../shared/contracts/index.ts'
import { memberAt } from '../../worker/db/compiled.ts'
import { factsPageStatements, type MemberRow, toMembers } from '../../worker/db/member-facts.ts'
import { plainRules } from '../plain-rules.ts'
import { give } from './moves-scene.ts'
import { aPurchase, buy, newMember, newSegment, newWorld, type World } from './world.ts'

const rules = plainRules({
  units: {
    points: { expiry: { kind: 'rolling', months: 2, roundUpTo: 'day' } },
    storedValue: {},
  },
  tiers: {
    basis: { kind: 'spend' },
    window: { kind: 'calendarYear' },
    levels: [
      { key: 'green', name: 'Green', threshold: 0 },
      { key: 'gold', name: 'Gold', threshold: 50_000 },
    ],
  },
})

async function pageOf(world: World, after = '', limit = 500, now = Date.now()): Promise<MemberRow[]> {
  return toMembers(await env.DB.batch(factsPageStatements(env.DB, world.programId, after, limit, now)))
}

test('a page tells of each member what a decision would know', async () => {
  const world = await newWorld(rules)
  const [one, other] = [await newMember(world), await newMember(world)]
  const segment = await newSegment(world, 'regulars', { signal: 'recencyDays', op: 'lte', value: 30 })
  await env.DB.batch([
    env.DB.prepare('INSERT INTO segment_lists VALUES (?, ?, 1)').bind(one.enrolmentId, segment.id),
    env.DB.prepare('INSERT INTO segment_states VALUES (?, ?, 5, NULL)').bind(one.enrolmentId, segment.id),
  ])
  await give(world, one, { amount: 300 })
  await buy(
    world,
    aPurchase(world, other, {
      totalMinor: 60_000,
      lines: [{ sku: 's', quantity: 1, amountMinor: 60_000 }],
    }),
  )

  const rows = new Map((await pageOf(world)).map((row) => [row.enrolmentId, row]))
  const now = Date.now()
  const factsOf = (id: string) => memberAt(ProgramRules.parse(rules), rows.get(id)!, now).facts
  const facts = factsOf(one.enrolmentId)
  expect(facts).toMatchObject({
    tier: 'green',
    plans: [],
    birthMonth: null,
    balances: { points: 300, storedValue: 0 },
    lists: [segment.id],
    segments: new Map([['regulars', { enteredAt: 5, leftAt: null }]]),
  })
  expect(facts.expiring).toMatchObject([{ unit: 'points' satisfies Unit, amount: 300 }])
  expect(facts.expiring?.[0]?.expiresAt).toBeGreaterThan(now + 55 * DAY_MS)
  expect(factsOf(other.enrolmentId)).toMatchObject({ tier: 'gold', lists: [], segments: new Map() })
  expect(rows.get(other.enrolmentId)?.profile.purchases).toBe(1)
})

test('pages follow one another, and tell of no other programme', async () => {
  const [world, elsewhere] = [await newWorld(), await newWorld()]
  await newMember(elsewhere)
  const ids = []
  for (let n = 0; n < 5; n += 1) ids.push((await newMember(world)).enrolmentId)
  const read: string[] = []
  for (let page = await pageOf(world, '', 2); page.length > 0; page = await pageOf(world, read.at(-1), 2))
    read.push(...page.map(({ enrolmentId }) => enrolmentId))
  expect(read).toEqual(ids.sort())
})

test('however many lots are about to run out, the soonest of each unit are read', async () => {
  const world = await newWorld(rules)
  const member = await newMember(world)
  await buy(
    world,
    ...Array.from({ length: 70 }, (_, day) =>
      aPurchase(world, member, { purchasedAt: Date.now() - (day + 1) * DAY_MS }),
    ),
  )
  const [row] = await pageOf(world)
  expect(row?.facts.expiring.length).toBe(50)
  const ends = row!.facts.expiring.map(([, , expiresAt]) => expiresAt)
  expect(ends).toEqual([...ends].sort((a, b) => a - b))
})
