import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { DAY_MS } from '../../shared/contracts/index.ts'
import {
  decide,
  REASON_CODES,
  type Signal,
  type SignalContext,
  type SignalExample,
  signals,
} from '../../shared/engine/index.ts'
import {
  contextOf,
  contextOfExample,
  inputOf,
  NOW,
  offerOf,
  profileOf,
  purchaseOf,
  segmentOf,
} from './make.ts'

type SignalFile = { examples: SignalExample[] } & Record<string, Signal | SignalExample[]>

const files = import.meta.glob<SignalFile>(
  ['../../shared/engine/signals/*.ts', '!**/index.ts', '!**/args.ts'],
  { eager: true },
)

test('there are signals to look at', () =>
  expect(Object.keys(files).length).toBe(Object.keys(signals).length))

for (const [path, { examples, ...exported }] of Object.entries(files)) {
  const file = path.split('/').at(-1)!
  const [signal] = Object.values(exported) as Signal[]

  describe(file, () => {
    test('is registered under its own name', () => {
      expect((signals as unknown as Record<string, Signal>)[signal!.name]).toBe(signal)
    })

    test.each(examples)('$title', (example) => {
      const context = contextOfExample(example)
      const value = signal!.compute(context, signal!.args.parse(example.args ?? {}))
      if (typeof example.expected === 'number') expect(value).toBeCloseTo(example.expected, 6)
      else expect(value).toBe(example.expected)
    })

    test.each(examples)('tells no more than its code says: $title', (example) => {
      const context = contextOfExample(example)
      const args = signal!.args.parse(example.args ?? {})
      const told = signal!.explain?.(signal!.compute(context, args), args, context) ?? null
      if (told === null) return
      const params = (REASON_CODES as Record<string, readonly string[]>)[told.code]
      expect(Object.keys(told.params).sort()).toEqual([...(params ?? [])].sort())
      for (const value of Object.values(told.params)) expect(value).not.toBeNaN()
    })
  })
}

const aContext: fc.Arbitrary<SignalContext> = fc
  .record({
    purchases: fc.array(
      fc.record({
        daysAgo: fc.double({ min: -2, max: 1_500, noNaN: true }),
        category: fc.constantFrom('coffee', 'tea', '__proto__'),
        brand: fc.constantFrom('Lund', '__proto__'),
        product: fc.constantFrom('A-1', 'constructor'),
        amountMinor: fc.integer({ min: 0, max: 100_000 }),
        region: fc.constantFrom('SE', 'BR-RS', 'SG', 'ZZ'),
        coded: fc.boolean(),
      }),
      { maxLength: 12 },
    ),
    fitted: fc.boolean(),
    known: fc.boolean(),
    timeZone: fc.constantFrom('UTC', 'Asia/Kathmandu', 'America/New_York'),
  })
  .map(({ purchases, fitted, known, timeZone }) =>
    contextOfExample({
      title: '',
      expected: null,
      purchases,
      timeZone,
      ...(fitted && {
        programme: {
          rfm: {
            recencyDays: [0, 0, 0, 0],
            purchases: [1, 1, 2, 3],
            spendMinor: [0, 1, 5, 5],
            members: 1,
            cutAt: 0,
          },
          lifetime: {
            ...{ r: 0.2, alpha: 4, a: 0.7, b: 2.4, p: 6, q: 3, gamma: 15 },
            ...{ fittedAt: 0, members: 1, logLikelihood: -1 },
          },
          complements: { 'c:coffee': [['c:tea', 2, 0.1]], 's:A-1': [['s:constructor', 3, 0.1]] },
        },
      }),
      ...(known && { member: { balances: { points: 3 }, expiring: [], birthMonth: 2, enrolledAt: NOW } }),
    }),
  )

const ASKED: Record<string, string | number> = {
  category: 'coffee',
  brand: 'lund',
  product: 'A-1',
  days: 30,
  unit: 'points',
  plan: 'plus',
  segment: 'regulars',
}

const everySignal = Object.values(signals) as unknown as Signal[]

test.each(everySignal.map((signal) => [signal.name, signal] as const))(
  '%s can’t say, or says something within its range, and twice the same',
  (_, signal) => {
    const { shape } = signal.args as unknown as { shape: object }
    const names = signal.name === 'complementLift' ? ['category'] : Object.keys(shape)
    const args = signal.args.parse(Object.fromEntries(names.map((name) => [name, ASKED[name]!])))
    const { least = -Infinity, most = Infinity, whole = false, among } = signal.range ?? {}
    fc.assert(
      fc.property(aContext, (context) => {
        const value = signal.compute(context, args)
        expect(signal.compute(context, args)).toBe(value)
        if (value === null) return
        expect(typeof value).toBe(signal.valueType)
        if (typeof value === 'string') {
          if (among) expect(among).toContain(value)
          return
        }
        expect(value).toBeGreaterThanOrEqual(least)
        expect(value).toBeLessThanOrEqual(most)
        expect(Number.isFinite(value)).toBe(true)
        if (whole) expect(Number.isInteger(value)).toBe(true)
      }),
    )
  },
)

test('outerwear goes to the cold, sandals to the warm', () => {
  const isIn = (...bands: string[]) => ({ signal: 'climateBand', op: 'in' as const, value: bands })
  const segments = [
    segmentOf('cold', {
      all: [isIn('cold', 'polar'), { signal: 'season', op: 'in', value: ['autumn', 'winter'] }],
    }),
    segmentOf('warm', { any: [isIn('hot'), { signal: 'season', op: 'eq', value: 'summer' }] }),
  ]
  const offers = [
    offerOf(1, { key: 'outerwear', audience: { segments: ['cold'] } }),
    offerOf(2, { key: 'sandals', audience: { segments: ['warm'] } }),
  ]
  const shownIn = (region: string, now: number) => {
    const profile = profileOf(purchaseOf(3, [{ amountMinor: 1 }], region))
    const schedule = { startsAt: now - DAY_MS, endsAt: null }
    const live = offers.map((offer) => ({ ...offer, schedule }))
    return decide(inputOf(live, { profile, now }, { segments })).offers.map(({ key }) => key)
  }
  const [june, december] = [NOW, Date.UTC(2026, 11, 15)]
  expect(shownIn('SE-BD', december)).toEqual(['outerwear'])
  expect(shownIn('SE-BD', june)).toEqual(['sandals'])
  expect(shownIn('AU-NSW', december)).toEqual(['sandals'])
  expect(shownIn('SG', december)).toEqual(['sandals'])
  // Nobody knows where: neither is guessed.
  expect(shownIn('ZZ', december)).toEqual([])
})

test('internal figures are told to nobody', () => {
  for (const { name, explain } of everySignal)
    if (/^rfm|^alive|^expected|^lifetimeValue|Segment$/.test(name)) expect(explain, name).toBeUndefined()
})

test('a member without anything is asked by every signal without harm', () => {
  const context = contextOf()
  for (const signal of everySignal) {
    const { shape } = signal.args as unknown as { shape: object }
    const names = signal.name === 'complementLift' ? ['product'] : Object.keys(shape)
    const args = signal.args.parse(Object.fromEntries(names.map((name) => [name, ASKED[name]!])))
    const value = signal.compute(context, args)
    expect(() => signal.explain?.(value, args, context)).not.toThrow()
  }
})
