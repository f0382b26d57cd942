import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  DAY_MS,
  foldCategory,
  MAX_CATEGORIES,
  MAX_WINDOW_DAYS,
  Profile,
} from '../../shared/contracts/index.ts'
import {
  addPurchase,
  categoryOf,
  emptyProfile,
  everyDays,
  type ProfilePurchase,
  type ProfileReturn,
  removeReturn,
} from '../../shared/engine/index.ts'
import { daysNewestFirst } from '../../shared/engine/profile-parts.ts'
import { bought, NOW, profileOf, purchaseOf } from './make.ts'

const aPurchase: fc.Arbitrary<ProfilePurchase> = fc
  .record({
    daysAgo: fc.oneof(fc.integer({ min: 0, max: 900 }), fc.double({ min: 0, max: 900, noNaN: true })),
    lines: fc.array(
      fc.record(
        {
          category: fc.constantFrom('coffee', 'Coffee ', 'tea', 'milk', '__proto__', 'constructor'),
          amountMinor: fc.integer({ min: 0, max: 100_000 }),
        },
        { requiredKeys: ['amountMinor'] },
      ),
      { minLength: 1, maxLength: 5 },
    ),
    region: fc.constantFrom(undefined, 'SE', 'NO', 'DK'),
  })
  .map(({ daysAgo, lines, region }) => purchaseOf(daysAgo, lines, region))

/** Counters agree to a millionth; everything else agrees exactly. */
function sameProfile(actual: Profile, expected: Profile): void {
  const plain = (profile: Profile) => ({
    ...profile,
    slow: 0,
    fast: 0,
    categories: Object.entries(profile.categories)
      .map(([name, kept]) => ({ ...kept, name, slow: 0, fast: 0 }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
  })
  expect(plain(actual)).toEqual(plain(expected))
  expect(actual.slow).toBeCloseTo(expected.slow, 6)
  expect(actual.fast).toBeCloseTo(expected.fast, 6)
  for (const [name, kept] of Object.entries(expected.categories)) {
    expect(categoryOf(actual, name)?.slow).toBeCloseTo(kept.slow, 6)
    expect(categoryOf(actual, name)?.fast).toBeCloseTo(kept.fast, 6)
  }
}

/** The whole of a purchase given back, with what the database would say still stands. */
function wholeReturn(purchase: ProfilePurchase, standing: ProfilePurchase[]): ProfileReturn {
  const names = new Set(purchase.lines.flatMap(({ category }) => (category ? [foldCategory(category)] : [])))
  const span = (purchases: ProfilePurchase[]) => {
    const instants = purchases.map(({ purchasedAt }) => purchasedAt)
    return instants.length === 0 ? null : { firstAt: Math.min(...instants), lastAt: Math.max(...instants) }
  }
  const holding = (name: string) =>
    standing.filter(({ lines }) => lines.some(({ category }) => category && foldCategory(category) === name))
  return {
    purchasedAt: purchase.purchasedAt,
    refundMinor: purchase.spendMinor,
    wholePurchase: true,
    lines: purchase.lines,
    goneCategories: [...names],
    latest: {
      firstAt: span(standing)?.firstAt ?? null,
      lastAt: span(standing)?.lastAt ?? null,
      categories: Object.fromEntries([...names].map((name) => [name, span(holding(name))])),
    },
  }
}

describe('addPurchase', () => {
  test('gives the same profile in whatever order purchases arrive', () => {
    const inTwoOrders = fc
      .array(aPurchase, { maxLength: 25 })
      .chain((purchases) =>
        fc.tuple(
          fc.constant(purchases),
          fc.shuffledSubarray(purchases, { minLength: purchases.length, maxLength: purchases.length }),
        ),
      )
    fc.assert(fc.property(inTwoOrders, ([one, other]) => sameProfile(profileOf(...other), profileOf(...one))))
  })

  test('makes what the contract says, also after storage', () => {
    fc.assert(
      fc.property(fc.array(aPurchase, { maxLength: 10 }), (purchases) => {
        const profile = profileOf(...purchases)
        expect(Profile.parse(JSON.parse(JSON.stringify({ ...profile, categories: {} })))).toBeTruthy()
        expect(JSON.parse(JSON.stringify(profile))).toEqual(profile)
      }),
    )
  })

  test('leaves what it was given as it was', () => {
    const before = profileOf(...bought('coffee', 9))
    const copy = structuredClone(before)
    addPurchase(before, purchaseOf(1, [{ category: 'coffee', amountMinor: 5 }]))
    expect(before).toEqual(copy)
  })

  test('counts a category once a purchase, and halves with each half-life', () => {
    const twoLines = purchaseOf(180, [
      { category: 'coffee', amountMinor: 100 },
      { category: 'COFFEE', amountMinor: 50 },
    ])
    const profile = profileOf(twoLines, purchaseOf(0, [{ category: 'tea', amountMinor: 10 }]))
    expect(categoryOf(profile, 'coffee')).toMatchObject({ purchases: 1, spendMinor: 150, slow: 0.5 })
    expect(profile.slow).toBeCloseTo(1.5, 9)
    expect(categoryOf(profile, 'coffee')!.fast).toBeCloseTo(2 ** (-180 / 28), 9)
  })

  test('keeps the days of the longest window and no more', () => {
    const profile = profileOf(...bought('coffee', MAX_WINDOW_DAYS, MAX_WINDOW_DAYS - 1, 0))
    expect(daysNewestFirst(profile.days)).toHaveLength(2)
    expect([
      ...daysNewestFirst(addPurchase(profile, purchaseOf(-30, [{ amountMinor: 1 }])).days),
    ]).toHaveLength(2)
  })

  test('a profile stays bounded: the least bought category goes', () => {
    const many = Array.from({ length: MAX_CATEGORIES }, (_, i) => ({ category: `c${i}`, amountMinor: 1 }))
    const full = profileOf(...bought('old', 500), purchaseOf(1, many))
    expect(Object.keys(full.categories)).toHaveLength(MAX_CATEGORIES)
    expect(categoryOf(full, 'old')).toBeUndefined()
    expect(JSON.stringify(full).length).toBeLessThan(100_000)
  })
})

describe('removeReturn', () => {
  test('a purchase added and returned whole leaves the profile as it was', () => {
    fc.assert(
      fc.property(fc.array(aPurchase, { minLength: 1, maxLength: 20 }), aPurchase, (standing, extra) => {
        const after = removeReturn(addPurchase(profileOf(...standing), extra), wholeReturn(extra, standing))
        const before = profileOf(...standing)
        // Time has passed for the counters: the profile stands at the later instant.
        const aged = (count: number, halfLifeDays: number) =>
          count * 2 ** (-(after.asOf - before.asOf) / (halfLifeDays * DAY_MS))
        const oldest = Math.floor(after.asOf / DAY_MS) - MAX_WINDOW_DAYS + 1
        sameProfile(
          { ...after, region: null, regionAt: null, categories: withoutDays(after.categories) },
          {
            ...before,
            asOf: after.asOf,
            region: null,
            regionAt: null,
            slow: aged(before.slow, 180),
            fast: aged(before.fast, 28),
            // Newest first: what has left the window stands at the end.
            days: before.days
              .split(',')
              .slice(0, daysNewestFirst(before.days).filter(({ day }) => day >= oldest).length)
              .join(','),
            categories: Object.fromEntries(
              Object.entries(withoutDays(before.categories)).map(([name, kept]) => [
                name,
                { ...kept, slow: aged(kept.slow, 180), fast: aged(kept.fast, 28) },
              ]),
            ),
          },
        )
        for (const [name, kept] of Object.entries(before.categories)) {
          const left = categoryOf(after, name)!.recentDays
          expect(kept.recentDays.slice(kept.recentDays.length - left.length)).toEqual(left)
          expect(kept.recentDays.length - left.length).toBeLessThanOrEqual(1)
        }
      }),
    )
  })

  test('with the last purchase gone, nothing is left', () => {
    const [only] = bought('coffee', 3)
    expect(removeReturn(profileOf(only!), wholeReturn(only!, []))).toEqual(emptyProfile())
  })

  test('part of a purchase takes its amount, and its category only when the last unit goes', () => {
    const purchase = purchaseOf(3, [
      { category: 'coffee', amountMinor: 100 },
      { category: 'tea', amountMinor: 50 },
    ])
    const at = purchase.purchasedAt
    const span = { firstAt: at, lastAt: at }
    const change = { purchasedAt: at, wholePurchase: false, refundMinor: 40 }
    const half = removeReturn(profileOf(purchase), {
      ...change,
      lines: [{ category: 'Coffee', amountMinor: 40 }],
      goneCategories: [],
      latest: { ...span, categories: { coffee: span } },
    })
    expect(half).toMatchObject({
      purchases: 1,
      spendMinor: 110,
      slow: 2,
    })
    expect(daysNewestFirst(half.days)).toEqual([
      { day: Math.floor(at / DAY_MS), purchases: 1, spendMinor: 110 },
    ])
    expect(categoryOf(half, 'coffee')).toMatchObject({ purchases: 1, spendMinor: 60, slow: 1 })

    const rest = removeReturn(half, {
      ...change,
      refundMinor: 60,
      lines: [{ category: 'coffee', amountMinor: 60 }],
      goneCategories: ['coffee'],
      latest: { ...span, categories: { coffee: null } },
    })
    expect(rest).toMatchObject({ purchases: 1, spendMinor: 50, slow: 1 })
    expect(Object.keys(rest.categories)).toEqual(['tea'])
  })

  test('a category that went with an earlier return is not taken twice', () => {
    const purchase = purchaseOf(3, [{ category: 'tea', amountMinor: 50 }])
    const span = { firstAt: purchase.purchasedAt, lastAt: purchase.purchasedAt }
    const after = removeReturn(profileOf(purchase), {
      purchasedAt: purchase.purchasedAt,
      wholePurchase: false,
      refundMinor: 10,
      lines: [{ category: 'tea', amountMinor: 10 }],
      goneCategories: ['coffee'],
      latest: { ...span, categories: { tea: span } },
    })
    expect(after.slow).toBe(1)
  })
})

describe('everyDays', () => {
  test.each([
    { title: 'two days are no rhythm', daysAgo: [10, 1], expected: null },
    { title: 'three purchases on one day are no rhythm', daysAgo: [1, 1, 1], expected: null },
    { title: 'evenly', daysAgo: [30, 21, 12], expected: 9 },
    { title: 'one long holiday does not move the median', daysAgo: [200, 27, 18, 9], expected: 9 },
    { title: 'an even number of gaps takes the middle', daysAgo: [30, 20, 12], expected: 9 },
    {
      title: 'the eight latest count, in whatever order they came',
      daysAgo: [8, 7, 6, 5, 4, 3, 2, 1, 700, 400],
      expected: 1,
    },
  ])('$title', ({ daysAgo, expected }) => {
    expect(everyDays(categoryOf(profileOf(...bought('coffee', ...daysAgo)), 'coffee')!)).toBe(expected)
  })

  test('the latest purchase is at the end', () => {
    expect(categoryOf(profileOf(...bought('coffee', 1, 20, 5)), 'coffee')!.recentDays.at(-1)).toBe(
      Math.floor((NOW - DAY_MS) / DAY_MS),
    )
  })
})

function withoutDays(categories: Profile['categories']): Profile['categories'] {
  return Object.fromEntries(
    Object.entries(categories).map(([name, kept]) => [name, { ...kept, recentDays: [] }]),
  )
}
