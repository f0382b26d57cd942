import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { DAY_MS, type Rule, type Segment, type SegmentCount } from '../../shared/contracts/index.ts'
import { senseOf } from '../../shared/engine/index.ts'
import { countMembers, intervalOf } from '../../worker/books/count-segment.ts'
import { sampleMembers } from '../../worker/db/segment-members.ts'
import { call } from './api.ts'
import { aPurchase, buy, newMember, newWorld, type World } from './world.ts'

const count = <T = SegmentCount>({ key: bearer }: World, rule: unknown) =>
  call<T>('POST', '/v1/segments/count', { bearer, body: { rule } })

/** Members with 0, 1, 2 ... purchases, the latest so many days ago. */
async function someMembers(world: World, recencies: number[]) {
  const members = []
  for (const [times, days] of recencies.entries()) {
    const member = await newMember(world)
    members.push({ enrolmentId: member.enrolmentId, times, days })
    const purchases = Array.from({ length: times }, (_, n) =>
      aPurchase(world, member, { purchasedAt: Date.now() - (days + n) * DAY_MS - 60_000 }),
    )
    if (purchases.length > 0) await buy(world, ...purchases)
  }
  return members
}

test('counting before saving tells who would be in it, as a count by hand does', async () => {
  const [world, other] = [await newWorld(), await newWorld()]
  const members = await someMembers(world, [0, 40, 2, 90, 10, 400])
  await someMembers(other, [0, 5])
  const cases: [Rule, (one: (typeof members)[number]) => boolean][] = [
    [{ signal: 'recencyDays', op: 'lte', value: 40 }, ({ times, days }) => times > 0 && days <= 40],
    [{ not: { signal: 'recencyDays', op: 'lte', value: 40 } }, ({ times, days }) => times === 0 || days > 40],
    [
      { signal: 'recencyDays', op: 'gt', value: 40, unknown: true },
      ({ times, days }) => times === 0 || days > 40,
    ],
    [
      {
        any: [
          { signal: 'purchaseCount', op: 'gte', value: 4 },
          {
            all: [
              { signal: 'purchaseCount', op: 'eq', value: 1 },
              { signal: 'recencyDays', op: 'gt', value: 30 },
            ],
          },
        ],
      },
      ({ times, days }) => times >= 4 || (times === 1 && days > 30),
    ],
    [{ signal: 'purchaseCount', op: 'gt', value: 100 }, () => false],
  ]
  for (const [rule, fits] of cases) {
    const expected = members.filter(fits).map(({ enrolmentId }) => enrolmentId)
    const { status, body } = await count(world, rule)
    expect(status).toBe(200)
    expect(body).toMatchObject({ members: expected.length, of: 6, isExact: true, sampled: 6, interval: null })
    expect([...body.examples].sort()).toEqual(expected.sort().slice(0, 5))

    const saved = await call<Segment>('POST', '/v1/segments', {
      bearer: world.key,
      body: { key: `k-${crypto.randomUUID().slice(0, 8)}`, name: 'n', rule },
    })
    const again = await call<SegmentCount>('GET', `/v1/segments/${saved.body.id}/count`, {
      bearer: world.key,
    })
    expect(again.body.members).toBe(expected.length)
  }
})

test('a rule that can’t be counted is refused as one that can’t be saved, and what may be meant otherwise is said', async () => {
  const world = await newWorld()
  const refused = await count<{ issues: { path: string; message: string }[] }>(world, {
    all: [
      { signal: 'recencyDays', op: 'lt', value: 10 },
      { signal: 'recencyDays', op: 'gt', value: 20 },
    ],
  })
  expect(refused.status).toBe(422)
  expect(refused.body.issues).toEqual([
    { path: '/rule/all/1', message: 'no member can fit this together with /all/0 (recencyDays under 10)' },
  ])
  const always: Rule = { signal: 'recencyDays', op: 'gte', value: 0, unknown: true }
  const { body } = await count(world, always)
  expect(body.warnings).toEqual([{ path: '/rule', message: senseOf(always).warnings[0]?.message }])
  expect(body).toMatchObject({ members: 0, of: 0, isExact: true, examples: [] })
})

test('of more members than are looked at, a sample is: the same one each time, and the number lies where it says', async () => {
  const world = await newWorld()
  await someMembers(world, [0, 1, 2, 3, 4, 5, 6, 7])
  const rule: Rule = { signal: 'purchaseCount', op: 'gte', value: 3 }
  const place = { programId: world.programId, binding: 'DB' }
  const sampled = () => countMembers(env, place, { rule }, 1_800_000_000_000, 5)
  const first = await sampled()
  expect(first).toMatchObject({ of: 8, sampled: 5, isExact: false })
  const { low, high } = first.interval as { low: number; high: number }
  expect(low).toBeLessThanOrEqual(5)
  expect(high).toBeGreaterThanOrEqual(5)
  expect(await sampled()).toEqual(first)
  // Not the oldest, who are other people than the newest: chance is the end of an id.
  const { ids } = await sampleMembers(env.DB, world.programId, 8)
  const chance = (id: string) => id.slice(-10)
  expect(ids).toEqual([...ids].sort((a, b) => (chance(a) < chance(b) ? -1 : 1)))
  expect(await countMembers(env, place, { rule }, 1_800_000_000_000, 8)).toMatchObject({
    members: 5,
    isExact: true,
  })
})

test('an interval never leaves what was seen, and narrows to nothing as all are seen', () => {
  expect(intervalOf(0, 100, 10_000)).toMatchObject({ low: 0 })
  expect(intervalOf(0, 100, 10_000).high).toBeGreaterThan(100)
  expect(intervalOf(100, 100, 10_000).high).toBe(10_000)
  expect(intervalOf(30, 100, 101)).toEqual({ low: 30, high: 31 })
  const half = intervalOf(50, 100, 200)
  expect(half.high - half.low).toBeLessThan(30)
  const { low, high } = intervalOf(5_000, 20_000, 1_000_000)
  expect(high - low).toBeLessThan(15_000)
})
