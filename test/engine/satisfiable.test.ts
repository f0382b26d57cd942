import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Comparison, Rule } from '../../shared/contracts/index.ts'
import { senseOf } from '../../shared/engine/index.ts'
import { MAX_STEPS } from '../../shared/engine/satisfiable.ts'
import { meet, othersOf, type Values, valuesOf } from '../../shared/engine/value-sets.ts'
import { bought, contextOfExample, NOW, profileOf, purchaseOf } from './make.ts'
import { aRule, plainly } from './rule-arbitrary.ts'

const recency = (op: Comparison['op'], value: number, more: Partial<Comparison> = {}): Comparison => ({
  signal: 'recencyDays',
  op,
  value,
  ...more,
})
const region = (op: Comparison['op'], value: string | string[]): Comparison => ({
  signal: 'memberRegion',
  op,
  value,
})
const share = (category: string, op: Comparison['op'], value: number): Comparison => ({
  signal: 'categoryShare',
  args: { category },
  op,
  value,
})

describe('what no member can fit is refused, where it stands', () => {
  test.each<{ title: string; rule: Rule; path: string; words: string }>([
    {
      title: 'two bounds that don’t meet',
      rule: { all: [recency('lt', 10), recency('gt', 20)] },
      path: '/all/1',
      words: 'together with /all/0 (recencyDays under 10)',
    },
    {
      title: 'bounds that touch, and leave nothing between whole days',
      rule: { all: [recency('gt', 10), recency('lt', 11)] },
      path: '/all/1',
      words: 'recencyDays over 10',
    },
    {
      title: 'two texts at once',
      rule: { all: [region('eq', 'SE'), region('eq', 'NO')] },
      path: '/all/1',
      words: 'memberRegion exactly SE',
    },
    {
      title: 'lists without a common text',
      rule: { all: [region('in', ['SE', 'NO']), region('in', ['DK', 'FI'])] },
      path: '/all/1',
      words: 'one of SE, NO',
    },
    {
      title: 'a text that is excluded',
      rule: { all: [region('in', ['SE']), { not: { ...region('eq', 'SE'), unknown: true } }] },
      path: '/all/1',
      words: 'one of SE',
    },
    {
      title: 'a value outside of what the signal can be',
      rule: recency('lt', 0),
      path: '/value',
      words: 'recencyDays is at least 0',
    },
    {
      title: 'half a day',
      rule: { any: [recency('eq', 1.5), region('eq', 'SE')] },
      path: '/any/0/value',
      words: 'no member',
    },
    {
      title: 'a share above all',
      rule: { all: [region('eq', 'SE'), share('tea', 'gt', 1)] },
      path: '/all/1/value',
      words: 'at most 1',
    },
    {
      title: 'three that only together are too many',
      rule: {
        all: [
          { any: [recency('lt', 5), region('eq', 'SE')] },
          { any: [recency('gt', 9), region('eq', 'NO')] },
          recency('eq', 7),
          region('neq', 'SE'),
        ],
      },
      path: '/all',
      words: 'all of these together',
    },
    {
      title: 'an impossible branch, though another is possible',
      rule: { any: [{ all: [recency('lt', 3), recency('gt', 4)] }, region('eq', 'SE')] },
      path: '/any/0/all/1',
      words: 'together with /any/0/all/0',
    },
    {
      title: 'the same branch twice, however it is written',
      rule: {
        all: [
          share('Coffee', 'gt', 0.2),
          recency('lt', 9),
          { ...share('coffee ', 'gt', 0.2), unknown: false },
        ],
      },
      path: '/all/2',
      words: 'says the same as /all/0',
    },
  ])('$title', ({ rule, path, words }) => {
    const { refused } = senseOf(rule)
    expect(refused.map((issue) => issue.path)).toEqual([path])
    expect(refused[0]?.message).toContain(words)
  })
})

describe('what somebody can fit is taken', () => {
  test.each<{ title: string; rule: Rule }>([
    { title: 'bounds that meet in one day', rule: { all: [recency('gte', 10), recency('lte', 10)] } },
    {
      title: 'two categories that have nothing to do with each other',
      rule: { all: [share('tea', 'lt', 0.2), share('coffee', 'gt', 0.5)] },
    },
    {
      title: 'a fraction of what is no whole number',
      rule: { all: [share('tea', 'gt', 0.5), share('tea', 'lt', 0.51)] },
    },
    {
      title: 'only somebody of whom nothing is known',
      rule: { all: [recency('lt', 10, { unknown: true }), recency('gt', 20, { unknown: true })] },
    },
    {
      title: 'anybody who has bought: a gap would be unknown',
      rule: { any: [recency('lt', 10), recency('gte', 10)] },
    },
  ])('$title', ({ rule }) => {
    expect(senseOf(rule)).toEqual({ refused: [], warnings: [], gaveUp: false })
  })
})

describe('what everybody fits is said, and taken', () => {
  test.each<{ title: string; rule: Rule; path: string }>([
    {
      title: 'purchases from none on',
      rule: { signal: 'purchaseCount', op: 'gte', value: 0, unknown: true },
      path: '',
    },
    {
      title: 'a branch of an any',
      rule: { any: [recency('lt', 10), { not: recency('lt', 10) }, region('eq', 'SE')] },
      path: '',
    },
    {
      title: 'a part of an all',
      rule: { all: [region('eq', 'SE'), recency('gte', 0, { unknown: true })] },
      path: '/all/1',
    },
  ])('$title', ({ rule, path }) => {
    const sense = senseOf(rule)
    expect(sense.refused).toEqual([])
    expect(sense.warnings.map((warning) => warning.path)).toEqual([path])
  })
})

test('a rule with more ways than can be followed is taken, and that is said', () => {
  const category = (n: number) => `category ${n}`
  const pairs = Array.from({ length: 16 }, (_, n) => ({
    any: [share(category(2 * n), 'gt', 0.1), share(category(2 * n + 1), 'gt', 0.1)],
  }))
  expect(senseOf({ all: pairs })).toEqual({ refused: [], warnings: [], gaveUp: true })
})

describe('long lists cost what is looked at of them', () => {
  /** Comparisons of one signal with lists that have one value in common, and groups of four of them. */
  const lists = (length: number): Rule => {
    const each = Array.from({ length: 30 }, (_, n) => ({
      signal: 'spendInWindow',
      args: { days: 30 },
      op: 'in' as const,
      value: [1, ...Array.from({ length: length - 1 }, (_, at) => 2 * (n * length + at + 1))],
    }))
    const groups = Array.from({ length: 5 }, (_, n) => ({ all: each.slice(4 * n, 4 * n + 4) }))
    return { not: { any: [...each, ...groups] } }
  }
  const stepsOf = (rule: Rule) => {
    const search = { steps: MAX_STEPS }
    return { sense: senseOf(rule, search), steps: MAX_STEPS - search.steps }
  }

  test('a search through them is given up after as many steps as any other', () => {
    const { sense, steps } = stepsOf(lists(100))
    expect(sense).toEqual({ refused: [], warnings: [], gaveUp: true })
    // Each part that is still asked takes one bite before it sees that nothing is left.
    expect(steps).toBeLessThan(1.1 * MAX_STEPS)
  })

  test('twice as long, about twice the steps', () => {
    const long = (length: number): Rule => (lists(length) as { not: { any: Rule[] } }).not.any[30] as Rule
    const [short, twice] = [stepsOf(long(50)), stepsOf(long(100))]
    expect([short.sense.gaveUp, twice.sense.gaveUp]).toEqual([false, false])
    expect(twice.steps / short.steps).toBeGreaterThan(1.5)
    expect(twice.steps / short.steps).toBeLessThan(2.5)
  })

  test('a message names the first few of a list, and how many more', () => {
    const days = Array.from({ length: 12 }, (_, n) => n + 1)
    const [issue] = senseOf({ all: [{ ...recency('in', 0), value: days }, recency('gt', 20)] }).refused
    expect(issue?.message).toContain('(recencyDays one of 1, 2, 3, 4, 5 and 7 more)')
  })
})

const someValues = fc
  .array(
    fc.record({
      op: fc.constantFrom<Comparison['op'][]>('lt', 'lte', 'gt', 'gte', 'eq', 'neq', 'in'),
      list: fc.array(fc.integer({ min: 0, max: 8 }), { minLength: 1, maxLength: 5 }),
      others: fc.boolean(),
    }),
    { minLength: 1, maxLength: 4 },
  )
  .map((parts) => {
    const each = parts.map(({ op, list, others }) => {
      const own = valuesOf({ signal: 'x', op, value: op === 'in' ? list : (list[0] as number) }, 'number')
      return others ? othersOf(own) : own
    })
    return each.reduce((one, other) => meet(one, other))
  })

function has({ some }: Values, value: number): boolean {
  if (some.type === 'texts') return false
  return some.intervals.some(
    ({ from, to, openFrom, openTo }) =>
      (openFrom ? value > from : value >= from) && (openTo ? value < to : value <= to),
  )
}

test('what is among both sets is what is in the one and in the other', () => {
  fc.assert(
    fc.property(someValues, someValues, (one, other) => {
      const both = meet(one, other)
      expect(meet(other, one)).toEqual(both)
      for (let value = -0.5; value <= 8.5; value += 0.5)
        expect(has(both, value)).toBe(has(one, value) && has(other, value))
    }),
  )
})

/** The part of a rule that a path of an issue stands in. */
function partAt(rule: Rule, path: string): Rule {
  const steps = path.split('/').slice(1)
  let part: unknown = rule
  for (const [at, step] of steps.entries()) {
    const more = (part as Record<string, unknown>)[step]
    // A path may end in a field of a comparison, or in the list of an `all`.
    const inside =
      typeof more === 'object' && more !== null && !(Array.isArray(more) && at === steps.length - 1)
    if (!inside) break
    part = more
  }
  return part as Rule
}

const someone = fc.record({
  profile: fc.constantFrom(
    null,
    profileOf(...bought('coffee', 30, 21, 12)),
    profileOf(...bought('tea', 0.2, 5), purchaseOf(90, [{ category: 'wine', amountMinor: 900 }], 'SE')),
    profileOf(purchaseOf(10, [{ category: 'coffee', amountMinor: 100 }], 'NO')),
  ),
  interest: fc.constantFrom(null, new Map([['tea', 2]])),
  hours: fc.integer({ min: 0, max: 60 * 24 }),
})

test('what is refused as impossible, nobody fits; what is said to hold for all, holds', () => {
  let refusals = 0
  fc.assert(
    fc.property(aRule, fc.array(someone, { minLength: 5, maxLength: 5 }), (rule, people) => {
      const { refused, warnings } = senseOf(rule)
      for (const { profile, interest, hours } of people) {
        const context = {
          ...contextOfExample({ title: '', expected: null }),
          profile,
          interest,
          now: NOW + hours * 3_600_000,
        }
        for (const { path, message } of refused) {
          if (message.startsWith('says the same')) continue
          refusals += 1
          // The part that is blamed goes with none of what stands beside it: the whole `all` is what nobody fits.
          const around = path.replace(/\/all\/\d+$/, '').replace(/\/(all|value)$/, '')
          expect(plainly(partAt(rule, around), context)).toBe(false)
        }
        for (const { path } of warnings) expect(plainly(partAt(rule, path), context)).toBe(true)
      }
    }),
    { numRuns: 2_000 },
  )
  expect(refusals).toBeGreaterThan(100)
})

test('a comparison answers for itself where a signal can’t say, whatever is around it', () => {
  const context = { ...contextOfExample({ title: '', expected: null }), profile: null }
  const yes = recency('lt', 10, { unknown: true })
  const no = recency('lt', 10)
  const answers: [Rule, boolean][] = [
    [no, false],
    [yes, true],
    [{ not: no }, true],
    [{ not: yes }, false],
    [{ any: [no, yes] }, true],
    [{ all: [no, yes] }, false],
    [{ not: { any: [no, { not: yes }] } }, true],
    [{ all: [yes, { not: no }] }, true],
  ]
  for (const [rule, answer] of answers) expect([rule, plainly(rule, context)]).toEqual([rule, answer])
})
