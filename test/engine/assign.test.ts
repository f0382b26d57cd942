import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  armAt,
  armOf,
  type BucketRange,
  bucketRanges,
  inSlice,
  type Split,
} from '../../shared/engine/index.ts'

/** Values: growthbook/growthbook, packages/sdk-js/test/cases.json, "getBucketRange". */
describe('buckets of the arms, as GrowthBook publishes them', () => {
  test.each<[string, number, number, number[] | undefined, BucketRange[]]>([
    [
      'two alike',
      2,
      1,
      undefined,
      [
        [0, 0.5],
        [0.5, 1],
      ],
    ],
    [
      'half covered',
      2,
      0.5,
      undefined,
      [
        [0, 0.25],
        [0.5, 0.75],
      ],
    ],
    [
      'none covered',
      2,
      0,
      undefined,
      [
        [0, 0],
        [0.5, 0.5],
      ],
    ],
    [
      'four alike',
      4,
      1,
      undefined,
      [
        [0, 0.25],
        [0.25, 0.5],
        [0.5, 0.75],
        [0.75, 1],
      ],
    ],
    [
      'uneven',
      2,
      1,
      [0.4, 0.6],
      [
        [0, 0.4],
        [0.4, 1],
      ],
    ],
    [
      'three uneven',
      3,
      1,
      [0.2, 0.3, 0.5],
      [
        [0, 0.2],
        [0.2, 0.5],
        [0.5, 1],
      ],
    ],
    [
      'three uneven, a fifth covered',
      3,
      0.2,
      [0.2, 0.3, 0.5],
      [
        [0, 0.04],
        [0.2, 0.26],
        [0.5, 0.6],
      ],
    ],
    [
      'covered below nothing',
      2,
      -0.2,
      undefined,
      [
        [0, 0],
        [0.5, 0.5],
      ],
    ],
    [
      'covered above all',
      2,
      1.5,
      undefined,
      [
        [0, 0.5],
        [0.5, 1],
      ],
    ],
    [
      'weights below 1',
      2,
      1,
      [0.4, 0.1],
      [
        [0, 0.5],
        [0.5, 1],
      ],
    ],
    [
      'weights above 1',
      2,
      1,
      [0.7, 0.6],
      [
        [0, 0.5],
        [0.5, 1],
      ],
    ],
    [
      'another number of weights',
      4,
      1,
      [0.4, 0.4, 0.2],
      [
        [0, 0.25],
        [0.25, 0.5],
        [0.5, 0.75],
        [0.75, 1],
      ],
    ],
    [
      'weights of nearly 1',
      2,
      1,
      [0.4, 0.5999],
      [
        [0, 0.4],
        [0.4, 0.9999],
      ],
    ],
  ])('%s', (_, arms, coverage, weights, expected) => {
    const ranges = bucketRanges(arms, coverage, weights)
    expect(ranges).toHaveLength(expected.length)
    for (const [arm, [from, to]] of ranges.entries()) {
      expect(from).toBeCloseTo(expected[arm]![0], 9)
      expect(to).toBeCloseTo(expected[arm]![1], 9)
    }
  })
})

const HALVES: BucketRange[] = [
  [0, 0.5],
  [0.5, 1],
]
const PARTS: BucketRange[] = [
  [0, 0.25],
  [0.5, 0.75],
]

/** Values: as above, "chooseVariation". */
test.each<[number, BucketRange[], number]>([
  [0, HALVES, 0],
  [0.2, HALVES, 0],
  [0.4, HALVES, 0],
  [0.5, HALVES, 1],
  [0.6, HALVES, 1],
  [0.8, HALVES, 1],
  [0.2, PARTS, 0],
  [0.25, PARTS, -1],
  [0.4, PARTS, -1],
  [0.5, PARTS, 1],
  [0.6, PARTS, 1],
  [0.8, PARTS, -1],
  [
    0.5,
    [
      [0, 0.5],
      [0.5, 0.5],
      [0.5, 1],
    ],
    2,
  ],
])('bucket %d of %j is arm %d', (at, ranges, arm) => expect(armAt(at, ranges)).toBe(arm))

/** Values: as above, "inNamespace". */
test.each([
  ['1', 'namespace1', false],
  ['1', 'namespace2', false],
  ['2', 'namespace1', false],
  ['2', 'namespace2', false],
  ['3', 'namespace1', false],
  ['3', 'namespace2', true],
  ['4', 'namespace1', false],
  ['4', 'namespace2', true],
])('member %s is in the lower two fifths of %s: %s', (member, key, lower) => {
  expect(inSlice(member, { key, from: 0, to: 0.4 })).toBe(lower)
  expect(inSlice(member, { key, from: 0.4, to: 1 })).toBe(!lower)
})

/** Values: as above, "run", those of hash version 2. */
describe('a member of an experiment', () => {
  const split: Split = {
    id: 'foo',
    coverage: 1,
    group: null,
    arms: [
      { key: 'control', weight: 0.5 },
      { key: 'treated', weight: 0.5 },
    ],
  }
  test('is in the arm that GrowthBook puts them in', () => {
    expect(armOf(split, '1')).toBe('treated')
    expect(armOf({ ...split, coverage: 0.99 }, '1')).toBe('treated')
  })
  test('is in three arms as published', () => {
    const weights = [0.3334, 0.3333, 0.3333]
    const arms = ['0', '1', '2'].map((key, at) => ({ key, weight: weights[at]! }))
    expect(armOf({ ...split, id: 'feature-exp', arms }, 'd123')).toBe('1')
    expect(armOf({ ...split, id: 'feature-exp', arms }, 'i123')).toBe('2')
  })
  test('stays in their arm when more are let in', () => {
    fc.assert(
      fc.property(fc.ulid(), fc.double({ min: 0, max: 1, noNaN: true }), (member, coverage) => {
        const arm = armOf({ ...split, coverage }, member)
        if (arm !== null) expect(armOf(split, member)).toBe(arm)
      }),
    )
  })
  test('is in one at most of two experiments whose slices do not meet', () => {
    fc.assert(
      fc.property(fc.ulid(), fc.double({ min: 0.01, max: 0.99, noNaN: true }), (member, at) => {
        const lower = armOf({ ...split, group: { key: 'offers', from: 0, to: at } }, member)
        const upper = armOf({ ...split, id: 'bar', group: { key: 'offers', from: at, to: 1 } }, member)
        expect([lower, upper].filter((arm) => arm === null)).toHaveLength(1)
      }),
    )
  })
})
