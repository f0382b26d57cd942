import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { boughtTogether, type TogetherCounts } from '../../shared/analytics/index.ts'
import { Complements } from '../../shared/contracts/index.ts'

const COUNTS: TogetherCounts = {
  purchases: 1000,
  items: [
    ['bread', 400],
    ['butter', 100],
    ['pasta', 50],
    ['sauce', 40],
    ['saffron', 2],
  ],
  pairs: [
    ['bread', 'butter', 80],
    ['sauce', 'pasta', 30],
    ['bread', 'pasta', 20],
    ['saffron', 'pasta', 2],
  ],
}

describe('what is bought together', () => {
  test('is told by lift, from both sides', () => {
    const found = boughtTogether(COUNTS)
    expect(Complements.parse(found)).toEqual(found)
    expect(found).toEqual({
      bread: [['butter', 2, 0.08]],
      butter: [['bread', 2, 0.08]],
      pasta: [['sauce', 15, 0.03]],
      sauce: [['pasta', 15, 0.03]],
    })
  })
  test('twice is no habit, however high the lift', () => {
    expect(boughtTogether(COUNTS, { minTogether: 2 }).saffron).toEqual([['pasta', 20, 0.002]])
    expect(boughtTogether(COUNTS).saffron).toBeUndefined()
  })
  test('a rare companion of a common thing is told from its own side only', () => {
    const rare = {
      purchases: 10_000,
      items: [
        ['bread', 4000],
        ['yeast', 20],
      ],
      pairs: [['bread', 'yeast', 18]],
    } as const
    expect(boughtTogether(rare)).toEqual({ yeast: [['bread', 2.25, 0.0018]] })
  })
  test('keeps so many of an item, the more frequent first of equal lift, then by name', () => {
    const counts: TogetherCounts = {
      purchases: 100,
      items: [
        ['a', 10],
        ['b', 10],
        ['c', 10],
        ['d', 20],
      ],
      pairs: [
        ['a', 'c', 5],
        ['a', 'b', 5],
        ['a', 'd', 10],
      ],
    }
    expect(boughtTogether(counts).a!.map(([item]) => item)).toEqual(['d', 'b', 'c'])
    expect(boughtTogether(counts, { perItem: 2 }).a).toHaveLength(2)
  })
  test.each([
    ['nothing', { purchases: 0, items: [], pairs: [] }],
    ['a pair ahead of its items', { purchases: 10, items: [['a', 5]], pairs: [['a', 'b', 5]] }],
    ['a thing and itself', { purchases: 10, items: [['a', 5]], pairs: [['a', 'a', 5]] }],
    [
      'no purchases, but pairs',
      {
        purchases: 0,
        items: [
          ['a', 9],
          ['b', 9],
        ],
        pairs: [['a', 'b', 9]],
      },
    ],
  ] as [string, TogetherCounts][])('of %s there is nothing to tell', (_, counts) => {
    expect(boughtTogether(counts)).toEqual({})
  })
  test('names that an object has by nature are names like others', () => {
    const counts: TogetherCounts = {
      purchases: 100,
      items: [
        ['constructor', 10],
        ['toString', 10],
      ],
      pairs: [['toString', 'constructor', 8]],
    }
    expect(boughtTogether(counts)).toEqual({
      constructor: [['toString', 8, 0.08]],
      toString: [['constructor', 8, 0.08]],
    })
  })
  test('is the same whatever order counts come in', () => {
    const baskets = fc.array(
      fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { minLength: 1 }),
      {
        minLength: 20,
        maxLength: 60,
      },
    )
    fc.assert(
      fc.property(baskets, (given) => {
        const items = new Map<string, number>()
        const pairs: [string, string, number][] = []
        for (const basket of given)
          for (const one of basket) {
            items.set(one, (items.get(one) ?? 0) + 1)
            for (const other of basket) if (one < other) pairs.push([one, other, 1])
          }
        const found = boughtTogether({ purchases: given.length, items, pairs })
        const turned = boughtTogether({
          purchases: given.length,
          items: [...items].reverse(),
          pairs: pairs.map(([one, other, count]): [string, string, number] => [other, one, count]).reverse(),
        })
        expect(JSON.stringify(turned)).toBe(JSON.stringify(found))
        for (const companions of Object.values(found))
          for (const [, lift] of companions) expect(lift).toBeGreaterThan(1)
      }),
    )
  })
})
