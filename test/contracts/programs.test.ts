import { expect, test } from 'vitest'
import { EXAMPLES } from '../../shared/contracts/examples.ts'
import { DAY_MS, issuesOf, ProgramCreate, PurchaseCreate } from '../../shared/contracts/index.ts'
import type { RulesInput } from '../plain-rules.ts'
import { refusedAt } from './refused.ts'

type Rule = RulesInput['earn'][number]

const STORE_ID = 'sto_01K9Z3M8Q4W6E2R5T7Y9A1S3D5'
const [JUNE, JULY] = [Date.UTC(2026, 5, 1), Date.UTC(2026, 6, 1)]
const plan = (key: string, more: object = {}) => ({
  key,
  name: 'Plus',
  price: { amountMinor: 9900, currency: 'SEK' },
  term: 'year' as const,
  entitlements: {},
  ...more,
})
const shares = (...given: [string, number][]) => ({
  saleShares: given.map(([cause, basisPoints]) => ({ cause, basisPoints })),
})
const once = (on: Rule['on'], scope: Rule['scope']): Partial<RulesInput> => ({
  earn: [{ key: 'a', on, give: { kind: 'fixed', amount: 1 }, scope, caps: { perMember: 1 } }],
})
const EVENT = { kind: 'event', type: 'review' } as const
const campaign = (expiresAt: number, pending?: Rule['pending']): Partial<RulesInput> => ({
  earn: [
    {
      key: 'june',
      give: { kind: 'proportional', amount: 1, perMinor: 100 },
      schedule: { startsAt: JUNE, endsAt: JULY },
      expiry: { kind: 'fixed', at: expiresAt },
      ...(pending && { pending }),
    },
  ],
})
const GONE = '/earn/0/expiry/at'
const MARCH = { kind: 'date', on: { month: 3, day: 1 } } as const
const byKey = (key: string, amount: number) => ({
  key,
  from: { unit: 'points' as const, amount },
  to: { unit: 'storedValue' as const, amount: 1 },
})

test.each<[string, Partial<RulesInput>, string[]]>([
  ['shares for two causes', shares(['sea', 5000], ['wood', 5000]), []],
  ['a cause twice', shares(['sea', 50], ['wood', 50], ['sea', 50]), ['/saleShares/2/cause']],
  ['shares of more than the sale', shares(['a', 5000], ['b', 5000], ['c', 1]), ['/saleShares/2/basisPoints']],
  [
    'plans with a price each',
    {
      plans: [
        plan('a', { stripePriceId: 'price_1' }),
        plan('b', { stripePriceId: 'price_2' }),
        plan('c'),
        plan('d'),
      ],
    },
    [],
  ],
  [
    'two plans with one price at Stripe',
    { plans: [plan('a', { stripePriceId: 'price_1' }), plan('b', { stripePriceId: 'price_1' })] },
    ['/plans/1/stripePriceId'],
  ],
  [
    'a lifetime on trial',
    { plans: [plan('a', { term: 'lifetime', trialDays: 30 })] },
    ['/plans/0/trialDays'],
  ],
  ['a lifetime', { plans: [plan('a', { term: 'lifetime' })] }, []],
  ['an event in a store', once(EVENT, { storeIds: [STORE_ID] }), ['/earn/0/scope/storeIds']],
  ['an event of a category', once(EVENT, { categories: ['tea'] }), ['/earn/0/scope/categories']],
  ['an event of an article', once(EVENT, { skus: ['a'] }), ['/earn/0/scope/skus']],
  [
    'a birthday in a store',
    once({ kind: 'birthdayMonth' }, { storeIds: [STORE_ID] }),
    ['/earn/0/scope/storeIds'],
  ],
  [
    'a segment that a purchase in a store brings into',
    once({ kind: 'segmentEntered', segment: 's' }, { storeIds: [STORE_ID] }),
    [],
  ],
  ['lists of nothing', once(EVENT, { categories: [], skus: [], storeIds: [] }), []],
  ['a campaign whose points last as long as it', campaign(JULY), []],
  ['a campaign whose points are gone before it begins', campaign(JUNE - 1), [GONE]],
  ['a campaign whose points are gone before it ends', campaign(JULY - 1), [GONE]],
  [
    'a campaign whose points wait until they are gone',
    campaign(JULY + 14 * DAY_MS - 1, { kind: 'delay', days: 14 }),
    [GONE],
  ],
  ['a campaign whose points wait for a while', campaign(JULY + 14 * DAY_MS, { kind: 'delay', days: 14 }), []],
  ['a campaign whose points wait for a day after their end', campaign(Date.UTC(2027, 1, 20), MARCH), [GONE]],
  ['a campaign whose points wait for a day before their end', campaign(Date.UTC(2027, 2, 20), MARCH), []],
  [
    'a campaign whose points wait for a day a year after their end',
    campaign(Date.UTC(2027, 2, 20), { ...MARCH, yearsLater: 1 }),
    [GONE],
  ],
  [
    'a campaign whose points wait for the year’s end',
    campaign(Date.UTC(2026, 11, 31), { kind: 'date', on: { month: 12, day: 1 }, afterYearEnd: true }),
    [GONE],
  ],
  ['a campaign whose points wait for an event', campaign(JULY, { kind: 'event', type: 'kept' }), []],
  [
    'a campaign under terms of the unit',
    { ...campaign(JULY), units: { points: { pending: { kind: 'delay', days: 14 } } } },
    [GONE],
  ],
  [
    'terms of the unit that end within a campaign',
    {
      units: { points: { expiry: { kind: 'fixed', at: JUNE } } },
      earn: [{ ...(campaign(JULY).earn as Rule[])[0]!, expiry: undefined }],
    },
    ['/earn/0/schedule/endsAt'],
  ],
  ['two conversions with one key', { conversions: [byKey('a', 10), byKey('a', 20)] }, ['/conversions/1/key']],
  ['two conversions', { conversions: [byKey('a', 10), byKey('b', 20)] }, []],
  ['letters that are no currency', { currency: 'XXQ' }, ['/currency']],
  ['a currency without cents', { currency: 'JPY' }, []],
  ['a unit of account that engines do not list', { currency: 'CLF' }, []],
])('%s', (_, rules, paths) => {
  expect(refusedAt(rules)).toEqual(paths)
})

test('a preset is not begun in letters that are no currency', () => {
  const { error } = ProgramCreate.safeParse({ preset: 'points', currency: 'XXQ' })
  expect(error && issuesOf(error).map(({ path }) => path)).toEqual(['/currency'])
})

test.each<[string, { totalMinor: number; shippingMinor?: number }, string[]]>([
  ['delivery is a part of the total', { totalMinor: 500, shippingMinor: 500 }, []],
  ['delivery that costs more than the total', { totalMinor: 1, shippingMinor: 500 }, ['/shippingMinor']],
  ['a total below zero is told once', { totalMinor: -1 }, ['/totalMinor']],
])('%s', (_, amounts, paths) => {
  const { purchases } = EXAMPLES.PurchaseBatch as { purchases: object[] }
  const { shippingMinor: _shipping, ...purchase } = purchases[0] as { shippingMinor: number }
  const { error } = PurchaseCreate.safeParse({ ...purchase, ...amounts })
  expect(error ? issuesOf(error).map(({ path }) => path) : []).toEqual(paths)
})
