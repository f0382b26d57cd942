import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { DAY_MS } from '../../shared/contracts/index.ts'
import { readSplitSums } from '../../worker/db/split-sums.ts'
import { assign, many } from './assign-members.ts'
import { newOffer, newWorld } from './world.ts'

const SPLIT = 'exp_sums'
const ASSIGNED = Date.now() - 10 * DAY_MS

/** What ten members of one arm brought, assigned ten days ago, who bought a day before and a day after. */
const sumsOf = async (
  member: Parameters<typeof assign>[3][number],
  summed: Partial<Parameters<typeof readSplitSums>[2]>,
) => {
  const split = `${SPLIT}${crypto.randomUUID()}`
  const world = await newWorld()
  await assign(
    world,
    split,
    'shown',
    many(10, () => member),
    (await newOffer(world)).id,
    ASSIGNED,
  )
  const [sums] = await readSplitSums(env.DB, split, {
    outcome: 'spendMinor',
    storeIds: [world.store.id],
    marginPercent: 30,
    until: Date.now(),
    ...summed,
  })
  return sums && [sums.members, sums.y, sums.x]
}
const member = { before: 500, after: 1_000 }

test('what was bought since, and in as long a time before', async () => {
  expect(await sumsOf(member, {})).toEqual([10, 10_000, 5_000])
})

test('what is bought after the end counts nowhere, and who is assigned then neither', async () => {
  expect(await sumsOf(member, { until: ASSIGNED + DAY_MS })).toEqual([10, 0, 5_000])
  expect(await sumsOf(member, { until: ASSIGNED })).toBeUndefined()
})

test('the time before is as long as the time since: half a day knows nothing of the day before', async () => {
  expect(await sumsOf(member, { until: ASSIGNED + DAY_MS / 2 })).toEqual([10, 0, 0])
})

test('what was bought between the assignment and the period counts neither since nor before', async () => {
  expect(await sumsOf(member, { from: ASSIGNED + 2 * DAY_MS })).toEqual([10, 0, 5_000])
  expect(await sumsOf(member, { from: ASSIGNED + DAY_MS })).toEqual([10, 10_000, 5_000])
})

test('of margin, a discount is all the shop’s, and what is given costs', async () => {
  const margin = { outcome: 'marginMinor' } as const
  expect(await sumsOf(member, margin)).toEqual([10, 3_000, expect.closeTo(1_500, 6)])
  // Goods of 1,100 cost 770; 230 are left of 1,000.
  expect((await sumsOf({ ...member, discount: 100 }, margin))?.[1]).toBeCloseTo(2_300, 6)
  expect((await sumsOf({ ...member, given: 100 }, margin))?.[1]).toBeCloseTo(2_000, 6)
})

test.each([
  ['half of it came back', { refund: 4_500 }, 1_500],
  ['all of it came back, and its gift did not', { refund: 9_000, given: 700 }, -700],
  ['a discount larger than the margin loses', { after: 5_000, discount: 5_000 }, -1_000],
])('of margin, %s', async (_, change, each) => {
  const sums = await sumsOf(
    { before: 0, after: 9_000, ...('given' in change ? {} : { discount: 1_000 }), ...change },
    { outcome: 'marginMinor', marginPercent: 40 },
  )
  expect(sums?.[1]).toBeCloseTo(10 * each, 4)
})
