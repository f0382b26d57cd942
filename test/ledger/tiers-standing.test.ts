import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Standing } from '../../shared/contracts/index.ts'
import {
  act,
  count,
  countedBetween,
  emptyStanding,
  tierHeldAt,
  unpackCounted,
} from '../../shared/ledger/standing.ts'
import { keptDays } from '../../shared/ledger/tiers/index.ts'
import { makeLadder } from './tiers-make.ts'

const DAY = 20_500

test('an empty standing is one', () => {
  expect(Standing.parse(emptyStanding())).toEqual(emptyStanding())
})

test('days come newest first, each later one as how many days before the last', () => {
  let standing = emptyStanding()
  for (const [day, amount] of [
    [DAY, 40],
    [DAY - 36, 1],
    [DAY + 1, -72],
  ] as const)
    standing = count(standing, day, amount)
  expect(standing.counted).toBe(`${(DAY + 1).toString(36)}.-20,1.14,10.1`)
  expect(unpackCounted(standing.counted)).toEqual([
    { day: DAY + 1, amount: -72 },
    { day: DAY, amount: 40 },
    { day: DAY - 36, amount: 1 },
  ])
})

test('what came back whole leaves no day', () => {
  expect(count(count(emptyStanding(), DAY, 40), DAY, -40).counted).toBe('')
})

test('days that no review can ask for are dropped, and no others', () => {
  const kept = keptDays(makeLadder({ graceDays: 10 }))
  const oldest = count(emptyStanding(), DAY - kept + 1, 5, kept)
  expect(countedBetween(count(oldest, DAY, 1, kept), 0, DAY)).toBe(6)
  expect(countedBetween(count(oldest, DAY + 1, 1, kept), 0, DAY + 1)).toBe(1)
})

test('of one kind of act the latest wins, whatever order they arrive in', () => {
  const standing = act(act(act(emptyStanding(), 'purchase', 5, 9), 'spend', 9, 9), 'purchase', 3, 9)
  expect(standing.acts).toEqual({ purchase: 5, spend: 9 })
})

test('an act of a clock that runs ahead is one of now', () => {
  expect(act(emptyStanding(), 'purchase', 20, 9).acts).toEqual({ purchase: 9 })
  // What was kept of the future before is not made earlier.
  expect(act({ ...emptyStanding(), acts: { purchase: 12 } }, 'purchase', 20, 9).acts).toEqual({
    purchase: 12,
  })
})

test('the tier of an instant is the one held now, or the one that was left next', () => {
  const standing = {
    ...emptyStanding(),
    tier: 'gold',
    tierSinceAt: 300,
    leftTiers: { green: 100, silver: 300, onyx: 200 },
  }
  const held = [50, 99, 100, 199, 200, 299, 300, 900].map((at) => tierHeldAt(standing, at))
  expect(held).toEqual(['green', 'green', 'onyx', 'onyx', 'silver', 'silver', 'gold', 'gold'])
  expect(tierHeldAt(emptyStanding(), 5)).toBeNull()
  // Fallen to the first, which is nobody's to leave until they rise.
  expect(tierHeldAt({ ...standing, tier: null }, 300)).toBeNull()
  expect(tierHeldAt({ ...standing, tier: 'gold', leftTiers: {} }, 299)).toBeNull()
})

test('any order of days gives the same text, and sums are those of a plain list', () => {
  const change = fc.tuple(fc.integer({ min: 0, max: 400 }), fc.integer({ min: -1e9, max: 1e9 }))
  fc.assert(
    fc.property(
      fc.array(change, { maxLength: 30 }),
      fc.nat(400),
      fc.nat(400),
      fc.func(fc.nat()),
      (changes, from, to, order) => {
        const days = changes.map(([back, amount]) => [DAY - back, amount] as const)
        const all = (list: typeof days) => list.reduce((on, [day, n]) => count(on, day, n), emptyStanding())
        const standing = all(days)
        const shuffled = [...days].sort((a, b) => order(a) - order(b))
        expect(all(shuffled)).toEqual(standing)
        const fromDay = DAY - Math.max(from, to)
        const toDay = DAY - Math.min(from, to)
        const sum = days.reduce((s, [day, n]) => (day >= fromDay && day <= toDay ? s + n : s), 0)
        expect(countedBetween(standing, fromDay, toDay)).toBe(sum)
      },
    ),
  )
})
