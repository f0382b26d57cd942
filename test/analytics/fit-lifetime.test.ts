import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { type BoughtMember, fitLifetime, fitSpending, fitTiming } from '../../shared/analytics/index.ts'
import { seeded } from '../data/random.ts'
import { makeMembers } from './make-buying.ts'

const CDNOW = resolve(import.meta.dirname, '../../../shared/data/cdnow')
const NOW = Date.UTC(2026, 5, 15)
const WEEK_MS = 604_800_000

describe.skipIf(!existsSync(CDNOW))('CDNOW gives the published parameters', () => {
  const linesOf = (file: string) => readFileSync(join(CDNOW, file), 'utf8').trim().split(/\r?\n/)

  test('BG/NBD: r = 0.243, alpha = 4.414, a = 0.793, b = 2.426, LL = -9582.4', () => {
    const groups = linesOf('cdnow_customers_summary.csv')
      .slice(1)
      .map((line) => line.split(',').map(Number))
      .map(([, repeats, latestWeeks, watchedWeeks]) => ({
        repeats: repeats!,
        latestWeeks: latestWeeks!,
        watchedWeeks: watchedWeeks!,
        members: 1,
      }))
    const fitted = fitTiming(groups)
    if (fitted.why !== null) throw new Error(fitted.why)
    expect(groups).toHaveLength(2357)
    expect(fitted.r).toBeCloseTo(0.243, 3)
    expect(fitted.alpha.toFixed(3)).toBe('4.414')
    expect(fitted.a).toBeCloseTo(0.793, 3)
    expect(fitted.b.toFixed(3)).toBe('2.426')
    expect(fitted.logLikelihood.toFixed(1)).toBe('-9582.4')
  })

  test('Gamma-Gamma over 946 who bought again: p = 6.25, q = 3.74, gamma = 15.44 dollars', () => {
    const byMember = new Map<string, Map<string, number>>()
    for (const line of linesOf('CDNOW_sample.txt')) {
      const [, id, day, , dollars] = line.trim().split(/\s+/)
      if (day! > '19970930') continue
      const days = byMember.get(id!) ?? new Map<string, number>()
      days.set(day!, (days.get(day!) ?? 0) + Number(dollars) * 100)
      byMember.set(id!, days)
    }
    const groups = [...byMember.values()]
      .map((days) => [...days].sort(([one], [other]) => (one < other ? -1 : 1)).slice(1))
      .map((repeats) => ({
        purchases: repeats.length,
        sum: repeats.reduce((sum, [, cents]) => sum + cents, 0),
      }))
      .filter(({ sum }) => sum > 0)
      .map(({ purchases, sum }) => ({ purchases, averageMinor: sum / purchases, members: 1 }))
    const fitted = fitSpending(groups)
    if (fitted.why !== null) throw new Error(fitted.why)
    expect(groups).toHaveLength(946)
    expect(fitted.p.toFixed(2)).toBe('6.25')
    expect(fitted.q.toFixed(2)).toBe('3.74')
    expect((fitted.gamma / 100).toFixed(2)).toBe('15.44')
  })
})

describe('a synthetic history, made with known parameters', () => {
  const truth = { r: 0.6, alpha: 5, a: 0.9, b: 3, p: 6, q: 4, gamma: 9000 }
  const { params } = fitLifetime(makeMembers(seeded(20_261), truth, 20_000, NOW), NOW)

  // Four standard errors at 20,000 members, seen over 40 seeds; the three of worth move together, so that their mean is asked too.
  test.each([
    ['r', 0.054],
    ['alpha', 0.08],
    ['a', 0.165],
    ['b', 0.19],
    ['p', 0.17],
    ['q', 0.062],
    ['gamma', 0.22],
  ] as const)('%s is found again within %d of itself', (name, part) => {
    expect(Math.abs(params![name]! / truth[name] - 1)).toBeLessThan(part)
  })
  test('and the mean worth of a purchase within a fiftieth', () => {
    const { p, q, gamma } = params!
    expect(Math.abs((p! * gamma!) / (q! - 1) / 18_000 - 1)).toBeLessThan(0.02)
  })
  test('whatever order members come in, and whatever the minor unit is', () => {
    const members = makeMembers(seeded(3), truth, 2000, NOW)
    const inTens = members.map((member) => ({ ...member, spendMinor: member.spendMinor * 10 }))
    const once = fitLifetime(members, NOW).params!
    const again = fitLifetime(inTens.reverse(), NOW).params!
    expect(again.r).toBeCloseTo(once.r, 4)
    expect(again.gamma! / once.gamma!).toBeGreaterThan(9.9)
    expect(again.gamma! / once.gamma!).toBeLessThan(10.1)
  })
})

describe('a history that says too little gives a reason, never NaN', () => {
  const member = (change: Partial<BoughtMember> = {}): BoughtMember => ({
    purchases: 1,
    firstAt: NOW - 30 * WEEK_MS,
    lastAt: NOW - 30 * WEEK_MS,
    spendMinor: 10_000,
    ...change,
  })
  const many = (of: (at: number) => BoughtMember) => Array.from({ length: 400 }, (_, at) => of(at))

  test.each<[string, BoughtMember[], string]>([
    ['nobody', [], 'tooFewMembers'],
    ['nobody who bought', many(() => member({ purchases: 0 })), 'tooFewMembers'],
    ['49 members', many(() => member()).slice(0, 49), 'tooFewMembers'],
    ['nobody who bought again', many((at) => member({ firstAt: NOW - at * WEEK_MS })), 'tooFewRepeat'],
    ['all alike', many(() => member({ purchases: 4, lastAt: NOW - 5 * WEEK_MS })), 'allAlike'],
  ])('%s', (_, members, why) => {
    expect(fitLifetime(members, NOW)).toEqual({ params: null, why, spendWhy: null })
  })

  test('amounts that are all alike leave the worth open, and only that', () => {
    const truth = { r: 0.6, alpha: 5, a: 0.9, b: 3, p: 6, q: 4, gamma: 9000 }
    const members = makeMembers(seeded(5), truth, 500, NOW).map((made) => ({
      ...made,
      spendMinor: made.purchases * 5000,
    }))
    const { params, spendWhy } = fitLifetime(members, NOW)
    expect(params).toMatchObject({ p: null, q: null, gamma: null })
    expect(spendWhy).toBe('allAlike')
  })

  test('members who differ in next to nothing', () => {
    const nearly = many((at) => member({ purchases: 3 + (at % 2), lastAt: NOW - (1 + (at % 5)) * WEEK_MS }))
    const { params, why } = fitLifetime(nearly, NOW)
    if (params === null) expect(why).toBe('noMaximum')
    else for (const value of Object.values(params)) expect(value ?? 0).not.toBeNaN()
  })
})
