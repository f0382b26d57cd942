import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  DAY_MS,
  foldCategory,
  type ItemProfile,
  MAX_BRANDS,
  MAX_CATEGORIES,
  MAX_PRODUCTS,
  MAX_WINDOW_DAYS,
  Profile,
} from '../../shared/contracts/index.ts'
import {
  addPurchase,
  brandOf,
  categoryOf,
  emptyProfile,
  everyDays,
  isDiscounted,
  itemsIn,
  type ProfileLine,
  type ProfilePurchase,
  type ProfileReturn,
  productOf,
  profileIn,
  removeReturn,
} from '../../shared/engine/index.ts'
import { daysNewestFirst } from '../../shared/engine/profile-parts.ts'
import { bought, NOW, profileOf, purchaseOf, RULES } from './make.ts'

const aPurchase: fc.Arbitrary<ProfilePurchase> = fc
  .record({
    daysAgo: fc.oneof(fc.integer({ min: 0, max: 900 }), fc.double({ min: 0, max: 900, noNaN: true })),
    lines: fc.array(
      fc.record(
        {
          category: fc.constantFrom('coffee', 'Coffee ', 'tea', 'milk', '__proto__', 'constructor'),
          brand: fc.constantFrom('Tallboda', 'tallboda ', 'Löfbergs', '__proto__', 'toString'),
          sku: fc.constantFrom('A-1', 'a-1', 'B.2', '__proto__', 'constructor'),
          amountMinor: fc.integer({ min: 0, max: 100_000 }),
          beforeDiscountMinor: fc.integer({ min: 50_000, max: 100_000 }),
        },
        { requiredKeys: ['amountMinor'] },
      ),
      { minLength: 1, maxLength: 5 },
    ),
    region: fc.constantFrom(undefined, 'SE', 'NO', 'DK'),
    coded: fc.boolean(),
  })
  .map(({ daysAgo, lines, region, coded }) => ({ ...purchaseOf(daysAgo, lines, region), coded }))

/** What is packed of brands or products, without its counters and in one order. */
const plainItems = (packed: string) =>
  [...itemsIn(packed)]
    .map(([key, { purchases, firstAt, lastAt }]) => ({ key, purchases, firstAt, lastAt }))
    .sort((a, b) => (a.key < b.key ? -1 : 1))

/** Counters of packed items agree, as of one instant, to a ten-thousandth: they are kept in millionths. */
function sameItems(actual: string, expected: string, asOf: number): void {
  expect(plainItems(actual)).toEqual(plainItems(expected))
  for (const [key, kept] of itemsIn(expected)) {
    const found = itemsIn(actual).get(key)!
    for (const [counter, days] of [
      ['slow', 180],
      ['fast', 28],
    ] as const) {
      const at = (item: ItemProfile) => item[counter] * 2 ** (-(asOf - item.asOf) / (days * DAY_MS))
      expect(at(found)).toBeCloseTo(at(kept), 4)
    }
  }
}

/** Counters agree to a millionth; everything else agrees exactly. */
function sameProfile(actual: Profile, expected: Profile): void {
  const plain = (profile: Profile) => ({
    ...profile,
    slow: 0,
    fast: 0,
    brands: '',
    products: '',
    categories: Object.entries(profile.categories)
      .map(([name, kept]) => ({ ...kept, name, slow: 0, fast: 0 }))
      .sort((a, b) => (a.name < b.name ? -1 : 1)),
  })
  expect(plain(actual)).toEqual(plain(expected))
  sameItems(actual.brands, expected.brands, expected.asOf)
  sameItems(actual.products, expected.products, expected.asOf)
  expect(actual.slow).toBeCloseTo(expected.slow, 6)
  expect(actual.fast).toBeCloseTo(expected.fast, 6)
  for (const [name, kept] of Object.entries(expected.categories)) {
    expect(categoryOf(actual, name)?.slow).toBeCloseTo(kept.slow, 6)
    expect(categoryOf(actual, name)?.fast).toBeCloseTo(kept.fast, 6)
  }
}

const add = (profile: Profile, purchase: ProfilePurchase) => addPurchase(profile, purchase, RULES.timeZone)
const giveBack = (profile: Profile, change: ProfileReturn) => removeReturn(profile, change, RULES.timeZone)

/** Part of a purchase, bought without any discount. */
const NOTHING_ELSE = {
  wholePurchase: false,
  discounted: false,
  coded: false,
  goneBrands: [],
  goneProducts: [],
}

/** The whole of a purchase given back, with what the database would say still stands. */
function wholeReturn(purchase: ProfilePurchase, standing: ProfilePurchase[]): ProfileReturn {
  const names = new Set(purchase.lines.flatMap(({ category }) => (category ? [foldCategory(category)] : [])))
  const span = (purchases: ProfilePurchase[]) => {
    const instants = purchases.map(({ purchasedAt }) => purchasedAt)
    return instants.length === 0 ? null : { firstAt: Math.min(...instants), lastAt: Math.max(...instants) }
  }
  const spansOf = (of: (line: ProfileLine) => string | undefined) =>
    Object.fromEntries(
      [...new Set(purchase.lines.flatMap((line) => of(line) ?? []))].map((key) => [
        key,
        span(standing.filter(({ lines }) => lines.some((line) => of(line) === key))),
      ]),
    )
  const folded = (name: string | null | undefined) => (name ? foldCategory(name) : undefined)
  return {
    purchasedAt: purchase.purchasedAt,
    refundMinor: purchase.spendMinor,
    wholePurchase: true,
    lines: purchase.lines,
    discounted: isDiscounted(purchase),
    coded: purchase.coded === true,
    goneCategories: [...names],
    goneBrands: purchase.lines.flatMap(({ brand }) => brand ?? []),
    goneProducts: purchase.lines.flatMap(({ sku }) => sku ?? []),
    latest: {
      firstAt: span(standing)?.firstAt ?? null,
      lastAt: span(standing)?.lastAt ?? null,
      categories: spansOf(({ category }) => folded(category)),
      brands: spansOf(({ brand }) => folded(brand)),
      products: spansOf(({ sku }) => sku ?? undefined),
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
    add(before, purchaseOf(1, [{ category: 'coffee', amountMinor: 5 }]))
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
    expect([...daysNewestFirst(add(profile, purchaseOf(-30, [{ amountMinor: 1 }])).days)]).toHaveLength(2)
  })

  test('a profile stays bounded: the least bought category goes', () => {
    const many = Array.from({ length: MAX_CATEGORIES }, (_, i) => ({ category: `c${i}`, amountMinor: 1 }))
    const full = profileOf(...bought('old', 500), purchaseOf(1, many))
    expect(Object.keys(full.categories)).toHaveLength(MAX_CATEGORIES)
    expect(categoryOf(full, 'old')).toBeUndefined()
    expect(JSON.stringify(full).length).toBeLessThan(100_000)
  })
})

describe('brands and products', () => {
  const line = (more: Partial<ProfileLine>): ProfileLine => ({ amountMinor: 100, ...more })

  test('a brand is folded, a product is numbered as the shop does it, and each counts once a purchase', () => {
    const profile = profileOf(
      purchaseOf(180, [line({ sku: 'A-1', brand: 'Tallboda' }), line({ sku: 'A-1', brand: ' tallboda' })]),
      purchaseOf(0, [line({ sku: 'a-1', brand: 'TALLBODA' })]),
    )
    expect(brandOf(profile, 'tallboda')).toMatchObject({ purchases: 2, slow: 1.5 })
    expect(productOf(profile, 'A-1')).toMatchObject({ purchases: 1, slow: 1, asOf: NOW - 180 * DAY_MS })
    expect(productOf(profile, 'a-1')?.purchases).toBe(1)
    expect(productOf(profile, 'A')).toBeUndefined()
  })

  test('a name that every object has is a name', () => {
    const profile = profileOf(purchaseOf(1, [line({ sku: '__proto__', brand: 'constructor' })]))
    expect(productOf(profile, '__proto__')?.purchases).toBe(1)
    expect(brandOf(profile, 'constructor')?.purchases).toBe(1)
    expect(productOf(profile, 'toString')).toBeUndefined()
  })

  test('no more are kept than may be: the least bought go, whatever day they were bought on', () => {
    const lines = Array.from({ length: MAX_PRODUCTS }, (_, n) =>
      line({ sku: `new-${n}`, brand: `brand-${n % MAX_BRANDS}` }),
    )
    const full = profileOf(purchaseOf(1, lines))
    expect(itemsIn(full.products).size).toBe(MAX_PRODUCTS)
    expect(itemsIn(full.brands).size).toBe(MAX_BRANDS)
    const old = purchaseOf(700, [line({ sku: 'old', brand: 'old' })])
    for (const profile of [profileOf(old, purchaseOf(1, lines)), profileOf(purchaseOf(1, lines), old)]) {
      expect(itemsIn(profile.products).size).toBe(0.95 * MAX_PRODUCTS)
      expect(itemsIn(profile.brands).size).toBe(Math.ceil(0.95 * MAX_BRANDS))
      expect(productOf(profile, 'old')).toBeUndefined()
      expect(brandOf(profile, 'old')).toBeUndefined()
    }
  })

  test('full of everything, a profile is under 130 KB', () => {
    const lines = Array.from({ length: MAX_PRODUCTS }, (_, n) =>
      line({ sku: `1234567-${n}`, brand: `brand-${n % MAX_BRANDS}`, category: `category-${n}` }),
    )
    const days = Array.from({ length: MAX_WINDOW_DAYS }, (_, day) => purchaseOf(day, [line({})]))
    expect(JSON.stringify(profileOf(purchaseOf(1, lines), ...days)).length).toBeLessThan(130_000)
  })
})

describe('habits', () => {
  test('discounts, codes, weekdays and parts of the day are counted by the clock of the programme', () => {
    // 15 June 2026 is a Monday; noon UTC is two in the afternoon in Stockholm.
    const profile = profileOf(
      { ...purchaseOf(0, [{ amountMinor: 80, beforeDiscountMinor: 100 }]), coded: false },
      { ...purchaseOf(1, [{ amountMinor: 80 }]), coded: true },
      purchaseOf(1, [{ amountMinor: 80, beforeDiscountMinor: 80 }]),
    )
    expect(profile).toMatchObject({
      discounted: 2,
      coded: 1,
      weekdays: [1, 0, 0, 0, 0, 0, 2],
      dayparts: [0, 0, 0, 3, 0],
    })
  })
})

test('a profile that was stored without some of this reads as if nobody had any', () => {
  const { brands: _, dayparts: __, coded: ___, ...stored } = profileOf(...bought('coffee', 9))
  expect(profileIn(JSON.stringify(stored))).toEqual({
    ...profileOf(...bought('coffee', 9)),
    dayparts: [0, 0, 0, 0, 0],
  })
})

describe('removeReturn', () => {
  test('a purchase added and returned whole leaves the profile as it was', () => {
    fc.assert(
      fc.property(fc.array(aPurchase, { minLength: 1, maxLength: 20 }), aPurchase, (standing, extra) => {
        const after = giveBack(add(profileOf(...standing), extra), wholeReturn(extra, standing))
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
    expect(giveBack(profileOf(only!), wholeReturn(only!, []))).toEqual(emptyProfile())
  })

  test('part of a purchase takes its amount, and its category only when the last unit goes', () => {
    const purchase = purchaseOf(3, [
      { category: 'coffee', amountMinor: 100 },
      { category: 'tea', amountMinor: 50 },
    ])
    const at = purchase.purchasedAt
    const span = { firstAt: at, lastAt: at }
    const change = { ...NOTHING_ELSE, purchasedAt: at, refundMinor: 40 }
    const half = giveBack(profileOf(purchase), {
      ...change,
      lines: [{ category: 'Coffee', amountMinor: 40 }],
      goneCategories: [],
      latest: { ...span, categories: { coffee: span }, brands: {}, products: {} },
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

    const rest = giveBack(half, {
      ...change,
      refundMinor: 60,
      lines: [{ category: 'coffee', amountMinor: 60 }],
      goneCategories: ['coffee'],
      latest: { ...span, categories: { coffee: null }, brands: {}, products: {} },
    })
    expect(rest).toMatchObject({ purchases: 1, spendMinor: 50, slow: 1 })
    expect(Object.keys(rest.categories)).toEqual(['tea'])
  })

  test('a category that went with an earlier return is not taken twice', () => {
    const purchase = purchaseOf(3, [{ category: 'tea', amountMinor: 50 }])
    const span = { firstAt: purchase.purchasedAt, lastAt: purchase.purchasedAt }
    const after = giveBack(profileOf(purchase), {
      ...NOTHING_ELSE,
      purchasedAt: purchase.purchasedAt,
      refundMinor: 10,
      lines: [{ category: 'tea', amountMinor: 10 }],
      goneCategories: ['coffee'],
      latest: { ...span, categories: { tea: span }, brands: {}, products: {} },
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
