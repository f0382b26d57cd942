import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Rule } from '../../shared/contracts/index.ts'
import { checkRule, compileCatalogue, decide, segmentsOf } from '../../shared/engine/index.ts'
import {
  bought,
  catalogueOf,
  contextOf,
  inputOf,
  NOW,
  offerOf,
  profileOf,
  purchaseOf,
  RULES,
  segmentOf,
} from './make.ts'
import { aRule, plainly } from './rule-arbitrary.ts'

describe('checkRule', () => {
  test.each<{ title: string; rule: Rule; paths: string[] }>([
    { title: 'a good rule', rule: { signal: 'recencyDays', op: 'gte', value: 30 }, paths: [] },
    { title: 'text in a list', rule: { signal: 'memberRegion', op: 'in', value: ['SE', 'NO'] }, paths: [] },
    { title: 'an unknown signal', rule: { signal: 'shoeSize', op: 'eq', value: 1 }, paths: ['/signal'] },
    {
      title: 'a name every object has',
      rule: { signal: 'constructor', op: 'eq', value: 1 },
      paths: ['/signal'],
    },
    {
      title: 'a missing argument',
      rule: { signal: 'categoryShare', op: 'gt', value: 0.1 },
      paths: ['/args/category'],
    },
    {
      title: 'an argument out of range, deep inside',
      rule: {
        all: [{ not: { any: [{ signal: 'spendInWindow', args: { days: 367 }, op: 'gt', value: 1 }] } }],
      },
      paths: ['/all/0/not/any/0/args/days'],
    },
    {
      title: 'an argument nobody takes',
      rule: { signal: 'recencyDays', args: { days: 3 }, op: 'gt', value: 1 },
      paths: ['/args'],
    },
    { title: 'text put in order', rule: { signal: 'memberRegion', op: 'gt', value: 'SE' }, paths: ['/op'] },
    {
      title: 'a number compared with text',
      rule: { signal: 'recencyDays', op: 'gt', value: '30' },
      paths: ['/value'],
    },
    {
      title: 'a list where one value belongs',
      rule: { signal: 'recencyDays', op: 'eq', value: [1] },
      paths: ['/value'],
    },
    {
      title: 'one value where a list belongs',
      rule: { signal: 'recencyDays', op: 'in', value: 1 },
      paths: ['/value'],
    },
    {
      title: 'a mixed list',
      rule: { signal: 'recencyDays', op: 'in', value: [1, 'two'] },
      paths: ['/value/1'],
    },
  ])('$title', ({ rule, paths }) => {
    expect(checkRule(rule).map((issue) => issue.path)).toEqual(paths)
  })
})

const profile = profileOf(
  ...bought('coffee', 30, 21, 12),
  purchaseOf(200, [{ category: 'tea', amountMinor: 5_000 }], 'SE'),
)

const holds = (
  rule: Rule,
  more: { profile?: typeof profile | null; interest?: { category: string; weight: number }[] } = {},
) =>
  segmentsOf(catalogueOf([], { segments: [segmentOf('it', rule)] }), { profile, now: NOW, ...more })
    .length === 1

describe('rules', () => {
  test.each<{ title: string; rule: Rule; expected: boolean }>([
    {
      title: 'at the border, gte holds',
      rule: { signal: 'recencyDays', op: 'gte', value: 12 },
      expected: true,
    },
    {
      title: 'at the border, gt does not',
      rule: { signal: 'recencyDays', op: 'gt', value: 12 },
      expected: false,
    },
    {
      title: 'at the border, lte holds',
      rule: { signal: 'recencyDays', op: 'lte', value: 12 },
      expected: true,
    },
    {
      title: 'at the border, lt does not',
      rule: { signal: 'recencyDays', op: 'lt', value: 12 },
      expected: false,
    },
    { title: 'eq', rule: { signal: 'memberRegion', op: 'eq', value: 'SE' }, expected: true },
    { title: 'neq', rule: { signal: 'memberRegion', op: 'neq', value: 'SE' }, expected: false },
    { title: 'in', rule: { signal: 'purchaseCount', op: 'in', value: [3, 4] }, expected: true },
    {
      title: 'a signal that cannot say matches nothing, also not neq',
      rule: { signal: 'daysSinceCategory', args: { category: 'wine' }, op: 'neq', value: 5 },
      expected: false,
    },
    {
      title: 'unless the rule says so',
      rule: { signal: 'daysSinceCategory', args: { category: 'wine' }, op: 'gt', value: 5, unknown: true },
      expected: true,
    },
    {
      title: 'not turns an unknown around like any other answer',
      rule: { not: { signal: 'daysSinceCategory', args: { category: 'wine' }, op: 'lt', value: 5 } },
      expected: true,
    },
  ])('$title', ({ rule, expected }) => expect(holds(rule)).toBe(expected))

  test('a member without any history is asked like everyone else', () => {
    expect(holds({ signal: 'purchaseCount', op: 'eq', value: 0 }, { profile: null })).toBe(true)
    expect(holds({ signal: 'recencyDays', op: 'gte', value: 0 }, { profile: null })).toBe(false)
  })

  test('a stored rule that is no longer valid matches nobody and takes nothing with it', () => {
    const segments = [
      segmentOf('gone', { signal: 'shoeSize', op: 'gt', value: 1 }),
      segmentOf('fine', { signal: 'purchaseCount', op: 'gt', value: 1 }),
    ]
    const offers = [
      offerOf(1, { audience: { segments: ['gone'] } }),
      offerOf(2, { audience: { segments: ['fine'] } }),
      offerOf(3, { audience: { segments: ['no-such'] } }),
    ]
    const input = inputOf(offers, { profile }, { segments })
    expect(input.catalogue.broken.map(({ what, issues }) => [what, issues[0]!.path])).toEqual([
      ['segment', '/signal'],
      ['offer', '/audience/segments/0'],
    ])
    expect(decide(input).offers.map(({ key }) => key)).toEqual(['offer-2'])
  })

  test('the same signal with the same arguments has one slot', () => {
    const twice: Rule = {
      all: [
        { signal: 'categoryShare', args: { category: 'Coffee ' }, op: 'gt', value: 0.1 },
        { signal: 'categoryShare', args: { category: 'coffee' }, op: 'lt', value: 0.9 },
        { signal: 'categoryShare', args: { category: 'tea' }, op: 'lt', value: 0.9 },
      ],
    }
    expect(catalogueOf([], { segments: [segmentOf('it', twice)] }).slots.slots).toHaveLength(2)
  })
})

test('compiled, lazy and shared, a rule means what it plainly says', () => {
  const profiles = fc.constantFrom(null, profile, profileOf(...bought('tea', 5)))
  fc.assert(
    fc.property(
      fc.array(aRule, { minLength: 1, maxLength: 8 }),
      profiles,
      fc.boolean(),
      (rules, member, looked) => {
        const segments = rules.map((rule, i) => segmentOf(`s-${i}`, rule))
        expect(rules.flatMap(checkRule)).toEqual([])
        const interest = looked ? [{ category: 'tea', weight: 2 }] : []
        const catalogue = compileCatalogue({ ...bare, segments })
        const context = contextOf({
          profile: member,
          interest: looked ? new Map([['tea', 2]]) : null,
        })
        expect(segmentsOf(catalogue, { profile: member, interest, now: NOW })).toEqual(
          segments.filter((_, at) => plainly(rules[at] as Rule, context)).map(({ key }) => key),
        )
      },
    ),
    { numRuns: 300 },
  )
})

const bare = { programId: 'prg', version: 1, rules: RULES, stores: [], offers: [] }
