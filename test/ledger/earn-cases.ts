import type { z } from 'zod'
import type { EarnWhy } from '../../shared/contracts/index.ts'
import { DAY_MS, type EarnRule, type Entitlements, type ProgramRules } from '../../shared/contracts/index.ts'
import type { EarnGiven, EarnMember, EarnOccasion } from '../../shared/ledger/earn/index.ts'

type RuleInput = z.input<typeof EarnRule>
type Purchase = Extract<EarnOccasion, { kind: 'purchase' }>

/** One thing that happens to one member of one programme, and what has to come of it. */
export interface EarnCase {
  title: string
  earn: RuleInput[]
  /** What else the programme says. */
  program?: Partial<z.input<typeof ProgramRules>>
  trigger: EarnOccasion
  member?: Partial<EarnMember>
  /** By rule: what it gave, in part; a rule that is not here gave nothing. */
  given?: Record<string, Partial<EarnGiven>>
  /** By rule, in the programme's order; a rule that is not here applied. */
  why?: Record<string, EarnWhy>
  missingMinor?: number
  capsAfter?: EarnMember['caps']
}

/** Noon in Stockholm on Monday 15 June 2026. */
export const AT = Date.UTC(2026, 5, 15, 10)

/** Midnight in Stockholm, where June is two hours ahead and winter one. */
const june = (day: number) => Date.UTC(2026, 5, day) - 2 * 3_600_000
const MONTH = june(1)
const MARCH_2027 = Date.UTC(2027, 1, 28, 23)

/** The shop that all purchases but one are made in. */
export const STORE_ID = `sto_${'1'.padStart(26, '0')}`
const OTHER_STORE_ID = `sto_${'2'.padStart(26, '0')}`

const bought = (amountsMinor: number[], more: Partial<Purchase> = {}): Purchase => {
  const lines = more.lines ?? amountsMinor.map((amountMinor, i) => ({ sku: `sku-${i}`, amountMinor }))
  return {
    kind: 'purchase',
    storeId: STORE_ID,
    purchasedAt: AT,
    goodsPaidMinor: lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
    first: false,
    ...more,
    lines,
  }
}

const GROCERIES = bought([], {
  lines: [
    { sku: 'coffee-500', category: ' Coffee ', amountMinor: 7_900 },
    { sku: 'gift-card', category: 'Gift  cards', amountMinor: 50_000 },
    { sku: 'mug', category: 'kitchen', amountMinor: 12_100 },
    { sku: 'unsorted', amountMinor: 3_000 },
  ],
})

/** A point for every full 10 kr, usable once the return window has closed. */
const accumulating: RuleInput = {
  key: 'everyday',
  give: { kind: 'proportional', amount: 1, perMinor: 1_000, wholeStepsOnly: true },
  pending: { kind: 'delay', days: 30 },
}

/** 50 points at once for a basket of 500 kr. */
const instant: RuleInput = {
  key: 'large-basket',
  give: { kind: 'fixed', amount: 50 },
  minBasketMinor: 50_000,
  pending: { kind: 'none' },
}

const perKrona = (more: Partial<RuleInput> = {}): RuleInput => ({
  key: 'krona',
  give: { kind: 'proportional', amount: 1, perMinor: 100 },
  ...more,
})
const fixed = (amount: number, more: Partial<RuleInput> = {}): RuleInput => ({
  key: 'fixed',
  give: { kind: 'fixed', amount },
  ...more,
})
const share = (
  amount: number,
  perMinor: number,
  rounding: 'down' | 'nearest' | 'up',
  more: Partial<RuleInput> = {},
): RuleInput => ({ key: rounding, give: { kind: 'proportional', amount, perMinor, rounding }, ...more })

const LADDER: z.input<typeof ProgramRules>['tiers'] = {
  basis: { kind: 'spend' },
  window: { kind: 'calendarYear' },
  levels: [
    { key: 'green', name: 'Green', threshold: 0 },
    { key: 'gold', name: 'Gold', threshold: 500_000 },
  ],
}
type YearlyReward = NonNullable<z.input<typeof Entitlements>['yearlyReward']>
const planOf = (key: string, yearlyReward?: Omit<YearlyReward, 'paidOn'>) => ({
  key,
  name: key,
  price: { amountMinor: 13_000, currency: 'SEK' },
  term: 'year' as const,
  entitlements: yearlyReward ? { yearlyReward: { ...yearlyReward, paidOn: { month: 3, day: 1 } } } : {},
})
const WITH_GOLD = { tiers: LADDER, plans: [planOf('plus')] }
/** 3% of gold, to a cap, and 2% of a plan. */
const TWO_REWARDS = {
  units: { storedValue: {} },
  plans: [planOf('executive', { percent: 2, capMinor: 125_000 })],
  tiers: {
    ...LADDER,
    levels: [
      { key: 'green', name: 'Green', threshold: 0 },
      {
        key: 'gold',
        name: 'Gold',
        threshold: 1,
        entitlements: { yearlyReward: { percent: 3, capMinor: 25_000, paidOn: { month: 3, day: 1 } } },
      },
    ],
  },
}
const COSTCO = { plans: [planOf('executive', { percent: 2, capMinor: 125_000 })] }

/** Every way to earn, one at a time. */
export const earnCases: EarnCase[] = [
  // Two models side by side.
  {
    title: 'accumulating: whole steps of what was paid, usable after the return window',
    earn: [accumulating],
    trigger: bought([12_900, 7_099]),
    given: {
      everyday: { amount: 19, perLine: [12, 7], activatesAt: AT + 30 * DAY_MS, activatesOn: null, cut: null },
    },
  },
  {
    title: 'instant: a bonus at once for a basket that is large enough',
    earn: [instant],
    trigger: bought([30_000, 20_000]),
    given: { 'large-basket': { amount: 50, perLine: [30, 20], activatesAt: AT } },
  },
  {
    title: 'instant: one minor unit short is told as such',
    earn: [instant],
    trigger: bought([49_999]),
    why: { 'large-basket': 'basketTooSmall' },
    missingMinor: 1,
  },
  {
    title: 'both models in one programme give side by side',
    earn: [accumulating, instant],
    trigger: bought([60_000]),
    given: {
      everyday: { amount: 60, activatesAt: AT + 30 * DAY_MS },
      'large-basket': { amount: 50, activatesAt: AT },
    },
  },
  {
    title: 'nobody sends in the lines of a basket that was only read as a total',
    earn: [perKrona(), perKrona({ key: 'coffee', scope: { categories: ['coffee'] } })],
    trigger: bought([], { goodsPaidMinor: 12_345 }),
    given: { krona: { amount: 123, perLine: [] } },
    why: { coffee: 'notInScope' },
  },

  // When it can be used and when it runs out.
  {
    title: 'a rule has the unit’s terms where it has none of its own',
    earn: [perKrona()],
    program: {
      units: {
        points: { pending: { kind: 'event', type: 'delivered' }, expiry: { kind: 'rolling', months: 12 } },
      },
    },
    trigger: bought([100]),
    given: {
      krona: {
        activatesAt: null,
        activatesOn: 'delivered',
        expiry: {
          kind: 'rolling',
          months: 12,
          roundUpTo: 'day',
          unlessActiveInMonth: false,
          exceptTiers: [],
        },
      },
    },
  },
  {
    title: 'a rule that never expires says so against a unit that does',
    earn: [perKrona({ expiry: { kind: 'never' } })],
    program: { units: { points: { expiry: { kind: 'rolling', months: 12 } } } },
    trigger: bought([100]),
    given: { krona: { expiry: null } },
  },
  ...(
    [
      ['before it starts', june(1) - 1, 'outsideSchedule'],
      ['from the instant it starts', june(1), 'applied'],
      ['to the last instant', june(16) - 1, 'applied'],
      ['not at its end', june(16), 'outsideSchedule'],
    ] as const
  ).map(
    ([when, purchasedAt, why]): EarnCase => ({
      title: `an expiring campaign: ${when}`,
      earn: [
        fixed(100, {
          schedule: { startsAt: june(1), endsAt: june(16) },
          expiry: { kind: 'fixed', at: june(30) },
        }),
      ],
      trigger: bought([100], { purchasedAt }),
      ...(why === 'applied'
        ? { given: { fixed: { amount: 100, expiry: { kind: 'fixed', at: june(30) } } } }
        : { why: { fixed: why } }),
    }),
  ),

  // What is in scope.
  {
    title: 'categories are told apart neither by case nor by space',
    earn: [perKrona({ scope: { categories: ['COFFEE', 'gift cards'] } })],
    trigger: GROCERIES,
    given: { krona: { amount: 579, perLine: [79, 500, 0, 0] } },
  },
  {
    title: 'a line is in scope by its category or by its number',
    earn: [perKrona({ scope: { categories: ['coffee'], skus: ['mug', 'coffee-500'] } })],
    trigger: GROCERIES,
    given: { krona: { amount: 200, perLine: [79, 0, 121, 0] } },
  },
  {
    title: 'an exception outranks what is named, by category and by number',
    earn: [
      perKrona({
        scope: {
          categories: ['coffee', 'kitchen', 'gift cards'],
          exceptCategories: ['Gift Cards'],
          exceptSkus: ['mug'],
        },
      }),
    ],
    trigger: GROCERIES,
    given: { krona: { amount: 79, perLine: [79, 0, 0, 0] } },
  },
  {
    title: 'exceptions alone leave the rest',
    earn: [perKrona({ scope: { exceptCategories: ['gift cards'] } })],
    trigger: GROCERIES,
    given: { krona: { amount: 230, perLine: [79, 0, 121, 30] } },
  },
  {
    title: 'empty lists name nothing',
    earn: [perKrona({ scope: { categories: [], skus: [], storeIds: [] } })],
    trigger: GROCERIES,
    given: { krona: { amount: 730 } },
  },
  {
    title: 'nothing in scope earns nothing',
    earn: [perKrona({ scope: { categories: ['tea'] } })],
    trigger: GROCERIES,
    why: { krona: 'notInScope' },
  },
  {
    title: 'a rule of one store is not another’s',
    earn: [
      perKrona({ scope: { storeIds: [STORE_ID] } }),
      perKrona({ key: 'other', scope: { storeIds: [OTHER_STORE_ID] } }),
    ],
    trigger: bought([500]),
    given: { krona: { amount: 5 } },
    why: { other: 'notInStore' },
  },
  {
    title: 'the least basket counts what is in scope alone',
    earn: [fixed(10, { scope: { categories: ['coffee'] }, minBasketMinor: 10_000 })],
    trigger: GROCERIES,
    why: { fixed: 'basketTooSmall' },
    missingMinor: 2_100,
  },

  {
    title: 'a rule of full prices leaves out lines that were reduced',
    earn: [perKrona({ scope: { fullPriceOnly: true } })],
    trigger: bought([], {
      lines: [
        { sku: 'a', amountMinor: 900, beforeDiscountMinor: 1_000 },
        { sku: 'b', amountMinor: 500, beforeDiscountMinor: 500 },
        { sku: 'c', amountMinor: 300 },
      ],
    }),
    given: { krona: { amount: 8, perLine: [0, 5, 3] } },
  },

  // Before and after discounts.
  {
    title: 'paid and before discount count different prices',
    earn: [
      perKrona({ key: 'paid' }),
      perKrona({
        key: 'before',
        give: { kind: 'proportional', amount: 1, perMinor: 100, basis: 'beforeDiscount' },
      }),
    ],
    trigger: bought([], {
      lines: [
        { sku: 'a', amountMinor: 600, beforeDiscountMinor: 1_000 },
        { sku: 'b', amountMinor: 400 },
      ],
    }),
    given: { paid: { amount: 10, perLine: [6, 4] }, before: { amount: 14, perLine: [10, 4] } },
  },
  {
    title: 'a discount on the whole purchase is shared among its lines',
    earn: [perKrona(), perKrona({ key: 'first-line', scope: { skus: ['sku-0'] } })],
    trigger: bought([30_000, 10_000], { goodsPaidMinor: 30_000 }),
    given: { krona: { amount: 300, perLine: [225, 75] }, 'first-line': { amount: 225, perLine: [225, 0] } },
  },
  {
    title: 'a discount on the whole purchase does not touch prices before discount',
    earn: [perKrona({ give: { kind: 'proportional', amount: 1, perMinor: 100, basis: 'beforeDiscount' } })],
    trigger: bought([30_000, 10_000], { goodsPaidMinor: 100 }),
    given: { krona: { amount: 400, perLine: [300, 100] } },
  },
  {
    title: 'tax on top of the lines is no more goods',
    earn: [perKrona()],
    trigger: bought([10_000], { goodsPaidMinor: 12_500 }),
    given: { krona: { amount: 100 } },
  },
  {
    title: 'goods given away earn nothing, not even a fixed amount',
    earn: [perKrona(), fixed(1, { unit: 'stamps' })],
    program: { units: { points: {}, stamps: {} } },
    trigger: bought([0, 0]),
    why: { krona: 'noAmount', fixed: 'noAmount' },
  },

  // What sets a rule off.
  {
    title: 'the first purchase earns by both of its rules',
    earn: [perKrona(), fixed(200, { key: 'welcome', on: { kind: 'firstPurchase' } })],
    trigger: bought([300, 100], { first: true }),
    given: { krona: { amount: 4 }, welcome: { amount: 200, perLine: [150, 50] } },
  },
  {
    title: 'the second purchase is not the first',
    earn: [fixed(200, { key: 'welcome', on: { kind: 'firstPurchase' } })],
    trigger: bought([300]),
    why: { welcome: 'notFirst' },
  },
  {
    title: 'an event earns by the rule of its type, and by no other',
    earn: [
      fixed(25, { key: 'review', on: { kind: 'event', type: 'review' }, caps: { perMember: 100 } }),
      fixed(40, { key: 'visit', on: { kind: 'event', type: 'visit' }, caps: { perMember: 100 } }),
      perKrona(),
      fixed(5, { key: 'welcome', on: { kind: 'firstPurchase' } }),
      fixed(5, { key: 'birthday', on: { kind: 'birthdayMonth' } }),
    ],
    trigger: { kind: 'event', type: 'review', occurredAt: AT },
    given: { review: { amount: 25, perLine: [], activatesAt: AT } },
    why: { visit: 'notOn', krona: 'notOn', welcome: 'notOn', birthday: 'notOn' },
    capsAfter: { review: { periodStartsAt: 0, inPeriod: 25, ever: 25 } },
  },
  {
    title: 'an event with an amount earns in proportion',
    earn: [perKrona({ on: { kind: 'event', type: 'donation' }, caps: { perMember: 1_000 } })],
    trigger: { kind: 'event', type: 'donation', occurredAt: AT, amountMinor: 2_550 },
    given: { krona: { amount: 25, perLine: [] } },
    capsAfter: { krona: { periodStartsAt: 0, inPeriod: 25, ever: 25 } },
  },
  {
    title: 'an event without an amount earns nothing in proportion',
    earn: [perKrona({ on: { kind: 'event', type: 'donation' }, caps: { perMember: 1_000 } })],
    trigger: { kind: 'event', type: 'donation', occurredAt: AT },
    why: { krona: 'noAmount' },
  },
  {
    title: 'an event is in no store and has no goods',
    earn: [
      fixed(1, {
        key: 'store',
        on: { kind: 'segmentEntered', segment: 'loyal' },
        scope: { storeIds: [STORE_ID] },
        caps: { perMember: 9 },
      }),
      fixed(1, {
        key: 'goods',
        on: { kind: 'segmentEntered', segment: 'loyal' },
        scope: { skus: ['a'] },
        caps: { perMember: 9 },
      }),
    ],
    trigger: { kind: 'event', type: 'visit', occurredAt: AT },
    member: { segmentsEntered: ['loyal'] },
    why: { store: 'notInStore', goods: 'notInScope' },
  },
  {
    title:
      'a purchase that brings the member into a segment earns for it, and a return can find it on the lines',
    earn: [
      fixed(60, { key: 'loyal', on: { kind: 'segmentEntered', segment: 'loyal' }, caps: { perMember: 60 } }),
      fixed(60, { key: 'vip', on: { kind: 'segmentEntered', segment: 'vip' }, caps: { perMember: 60 } }),
    ],
    trigger: bought([200, 100]),
    member: { segmentsEntered: ['loyal'] },
    given: { loyal: { amount: 60, perLine: [40, 20] } },
    why: { vip: 'segmentNotEntered' },
    capsAfter: { loyal: { periodStartsAt: 0, inPeriod: 60, ever: 60 } },
  },
  {
    title: 'a segment entered by goods that cost nothing is shared alike',
    earn: [
      fixed(3, { key: 'loyal', on: { kind: 'segmentEntered', segment: 'loyal' }, caps: { perMember: 60 } }),
    ],
    trigger: bought([0, 0]),
    member: { segmentsEntered: ['loyal'] },
    given: { loyal: { amount: 3, perLine: [2, 1] } },
    capsAfter: { loyal: { periodStartsAt: 0, inPeriod: 3, ever: 3 } },
  },
  {
    title: 'an event that brings the member into a segment earns for it',
    earn: [
      fixed(60, { key: 'loyal', on: { kind: 'segmentEntered', segment: 'loyal' }, caps: { perMember: 60 } }),
    ],
    trigger: { kind: 'event', type: 'review', occurredAt: AT },
    member: { segmentsEntered: ['loyal'] },
    given: { loyal: { amount: 60, perLine: [] } },
    capsAfter: { loyal: { periodStartsAt: 0, inPeriod: 60, ever: 60 } },
  },
  {
    title: 'a birthday’s month earns by its rule alone, in the tiers it is for',
    earn: [
      fixed(50, { key: 'birthday', on: { kind: 'birthdayMonth' } }),
      fixed(90, { key: 'gold-birthday', on: { kind: 'birthdayMonth' }, tiers: ['gold'] }),
      perKrona(),
      fixed(60, { key: 'loyal', on: { kind: 'segmentEntered', segment: 'loyal' }, caps: { perMember: 60 } }),
    ],
    program: WITH_GOLD,
    trigger: { kind: 'birthdayMonth', occurredAt: MONTH },
    given: { birthday: { amount: 50, perLine: [], activatesAt: MONTH } },
    why: { 'gold-birthday': 'notInTier', krona: 'notOn', loyal: 'notOn' },
  },

  // Roundings, each stated in its rule.
  {
    title: 'a share just under a half',
    earn: [share(1, 1_000, 'down'), share(1, 1_000, 'nearest'), share(1, 1_000, 'up')],
    trigger: bought([2_499]),
    given: { down: { amount: 2 }, nearest: { amount: 2 }, up: { amount: 3 } },
  },
  {
    title: 'a share of exactly a half',
    earn: [share(1, 1_000, 'down'), share(1, 1_000, 'nearest'), share(1, 1_000, 'up')],
    trigger: bought([2_500]),
    given: { down: { amount: 2 }, nearest: { amount: 3 }, up: { amount: 3 } },
  },
  {
    title: 'a whole share is not rounded',
    earn: [share(1, 1_000, 'down'), share(1, 1_000, 'nearest'), share(1, 1_000, 'up')],
    trigger: bought([3_000]),
    given: { down: { amount: 3 }, nearest: { amount: 3 }, up: { amount: 3 } },
  },
  {
    title: 'what rounds to nothing says so',
    earn: [share(1, 1_000, 'down'), share(1, 1_000, 'nearest'), share(1, 1_000, 'up')],
    trigger: bought([1]),
    given: { up: { amount: 1 } },
    why: { down: 'roundedToNothing', nearest: 'roundedToNothing' },
  },
  {
    title: 'lines are not rounded one by one',
    earn: [share(1, 1_000, 'down')],
    trigger: bought([500, 500, 500, 500]),
    given: { down: { amount: 2, perLine: [1, 1, 0, 0] } },
  },
  {
    title: 'an amount that floats get wrong',
    earn: [share(999_983, 99_999_989, 'down')],
    trigger: bought([99_999_989_000, 99_999_989]),
    given: { down: { amount: 1_000_982_983 } },
  },

  // Multipliers, tiers and plans.
  {
    title: 'a multiplier and a share are worked out together and rounded once',
    earn: [share(1, 100, 'down', { key: 'stars' })],
    trigger: bought([495]),
    member: { earnPercent: 170 },
    // 4.95 times 1.7 is 8.415; rounded first it would be 6.8.
    given: { stars: { amount: 8 } },
  },
  {
    title: 'whole steps are counted before they are multiplied',
    earn: [perKrona({ give: { kind: 'proportional', amount: 1, perMinor: 100, wholeStepsOnly: true } })],
    trigger: bought([495]),
    member: { earnPercent: 170 },
    given: { krona: { amount: 6 } },
  },
  {
    title: 'a rule may opt out of multipliers, and a fixed amount has none',
    earn: [perKrona({ multiplied: false }), fixed(10)],
    trigger: bought([1_000]),
    member: { earnPercent: 500 },
    given: { krona: { amount: 10 }, fixed: { amount: 10 } },
  },
  {
    title: 'a tier’s rule is for that tier',
    earn: [fixed(10, { tiers: ['gold'] })],
    program: WITH_GOLD,
    trigger: bought([100]),
    member: { tier: 'gold' },
    given: { fixed: { amount: 10 } },
  },
  {
    title: 'a member who has risen to no tier stands on the first',
    earn: [fixed(10, { tiers: ['green'] }), fixed(20, { key: 'gold', tiers: ['gold'] })],
    program: WITH_GOLD,
    trigger: bought([100]),
    member: { tier: null },
    given: { fixed: { amount: 10 } },
    why: { gold: 'notInTier' },
  },
  {
    title: 'a plan’s rule is for its members',
    earn: [fixed(10, { plans: ['plus'] })],
    program: WITH_GOLD,
    trigger: bought([100]),
    why: { fixed: 'notInPlan' },
  },
  {
    title: 'of tiers and plans one is enough',
    earn: [fixed(10, { tiers: ['gold'], plans: ['plus'] })],
    program: WITH_GOLD,
    trigger: bought([100]),
    member: { plans: [{ key: 'plus', startedAt: june(1) }] },
    given: { fixed: { amount: 10 } },
  },
  {
    title: 'neither the tier nor the plan',
    earn: [fixed(10, { tiers: ['gold'], plans: ['plus'] })],
    program: WITH_GOLD,
    trigger: bought([100]),
    why: { fixed: 'notInTierOrPlan' },
  },

  // Caps truncate, and say so.
  {
    title: 'a cap of a purchase cuts, and needs no counting',
    earn: [perKrona({ caps: { perPurchase: 30 } })],
    trigger: bought([3_000, 1_000]),
    given: { krona: { amount: 30, perLine: [23, 7], cut: { amount: 10, cap: 'perPurchase' } } },
    why: { krona: 'capped' },
    capsAfter: {},
  },
  {
    title: 'a cap of a period counts what it gave before',
    earn: [perKrona({ caps: { perPeriod: { amount: 50, period: 'month' } } })],
    trigger: bought([4_000]),
    member: { caps: { krona: { periodStartsAt: MONTH, inPeriod: 20, ever: 500 } } },
    given: { krona: { amount: 30, cut: { amount: 10, cap: 'perPeriod' } } },
    why: { krona: 'capped' },
    capsAfter: { krona: { periodStartsAt: MONTH, inPeriod: 50, ever: 530 } },
  },
  {
    title: 'a new period begins at zero and remembers the one before',
    earn: [perKrona({ caps: { perPeriod: { amount: 50, period: 'day' } } })],
    trigger: bought([4_000]),
    member: { caps: { krona: { periodStartsAt: june(14), inPeriod: 50, ever: 50 } } },
    given: { krona: { amount: 40, cut: null } },
    capsAfter: {
      krona: {
        periodStartsAt: june(15),
        inPeriod: 40,
        ever: 90,
        earlier: [{ startsAt: june(14), amount: 50 }],
      },
    },
  },
  {
    title: 'a purchase recorded late counts in its own period and leaves the newer count',
    earn: [perKrona({ caps: { perPeriod: { amount: 50, period: 'day' } } })],
    trigger: bought([4_000], { purchasedAt: AT - DAY_MS }),
    member: {
      caps: {
        krona: {
          periodStartsAt: june(15),
          inPeriod: 45,
          ever: 90,
          earlier: [{ startsAt: june(14), amount: 45 }],
        },
      },
    },
    given: { krona: { amount: 5, cut: { amount: 35, cap: 'perPeriod' } } },
    why: { krona: 'capped' },
    capsAfter: {
      krona: {
        periodStartsAt: june(15),
        inPeriod: 45,
        ever: 95,
        earlier: [{ startsAt: june(14), amount: 50 }],
      },
    },
  },
  {
    title: 'a purchase of a period that is no longer kept gets what that period has left for certain',
    earn: [perKrona({ caps: { perPeriod: { amount: 50, period: 'month' } } })],
    trigger: bought([4_000], { purchasedAt: AT - 70 * DAY_MS }),
    member: { caps: { krona: { periodStartsAt: MONTH, inPeriod: 10, ever: 40 } } },
    given: { krona: { amount: 20, cut: { amount: 20, cap: 'perPeriod' } } },
    why: { krona: 'capped' },
    capsAfter: {
      krona: {
        periodStartsAt: MONTH,
        inPeriod: 10,
        ever: 60,
        earlier: [{ startsAt: Date.UTC(2026, 2, 31, 22), amount: 20 }],
      },
    },
  },
  {
    title: 'a member’s cap that is used up leaves nothing, and says so',
    earn: [perKrona({ caps: { perMember: 100 } })],
    trigger: bought([4_000]),
    member: { caps: { krona: { periodStartsAt: 0, inPeriod: 100, ever: 100 } } },
    given: { krona: { amount: 0, perLine: [0], cut: { amount: 40, cap: 'perMember' } } },
    why: { krona: 'capped' },
    capsAfter: { krona: { periodStartsAt: 0, inPeriod: 100, ever: 100 } },
  },
  {
    title: 'of several caps that cut, the tightest is named and the cuts are summed',
    earn: [
      perKrona({
        caps: { perPurchase: 80, perPeriod: { amount: 60, period: 'quarter' }, perMember: 500 },
      }),
    ],
    trigger: bought([10_000]),
    given: { krona: { amount: 60, cut: { amount: 40, cap: 'perPeriod' } } },
    why: { krona: 'capped' },
    capsAfter: { krona: { periodStartsAt: Date.UTC(2026, 2, 31, 22), inPeriod: 60, ever: 60 } },
  },
  {
    title: 'a cap that was lowered below what was given takes nothing back',
    earn: [perKrona({ caps: { perMember: 10 } })],
    trigger: bought([100]),
    member: { caps: { krona: { periodStartsAt: 0, inPeriod: 90, ever: 90 } } },
    given: { krona: { amount: 0, cut: { amount: 1, cap: 'perMember' } } },
    why: { krona: 'capped' },
    capsAfter: { krona: { periodStartsAt: 0, inPeriod: 90, ever: 90 } },
  },
  {
    title: 'a cap that has nothing left to cut is not the one that cut',
    earn: [perKrona({ caps: { perPeriod: { amount: 50, period: 'month' }, perMember: 60 } })],
    trigger: bought([100]),
    member: { caps: { krona: { periodStartsAt: MONTH, inPeriod: 50, ever: 90 } } },
    given: { krona: { amount: 0, cut: { amount: 1, cap: 'perPeriod' } } },
    why: { krona: 'capped' },
    capsAfter: { krona: { periodStartsAt: MONTH, inPeriod: 50, ever: 90 } },
  },
  {
    title: 'a membership year begins when the member joined',
    earn: [perKrona({ caps: { perPeriod: { amount: 50, period: 'membershipYear' } } })],
    trigger: bought([4_000]),
    member: { joinedAt: Date.UTC(2024, 5, 20, 10) },
    given: { krona: { amount: 40 } },
    capsAfter: { krona: { periodStartsAt: Date.UTC(2025, 5, 19, 22), inPeriod: 40, ever: 40 } },
  },
  {
    title: 'or when the plan began that the rule names, whatever other plan began before',
    earn: [
      perKrona({ plans: ['plus'], caps: { perPeriod: { amount: 50, period: 'membershipYear' } } }),
      fixed(10, { caps: { perPeriod: { amount: 50, period: 'membershipYear' } } }),
    ],
    program: { plans: [planOf('club'), planOf('plus')] },
    trigger: bought([4_000]),
    member: {
      joinedAt: Date.UTC(2024, 5, 20, 10),
      plans: [
        { key: 'club', startedAt: Date.UTC(2025, 8, 1) },
        { key: 'plus', startedAt: Date.UTC(2026, 5, 1, 10) },
      ],
    },
    given: { krona: { amount: 40 }, fixed: { amount: 10 } },
    capsAfter: {
      krona: { periodStartsAt: MONTH, inPeriod: 40, ever: 40 },
      // A rule that names no plan counts from when the member joined, also for those who have one.
      fixed: { periodStartsAt: Date.UTC(2025, 5, 19, 22), inPeriod: 10, ever: 10 },
    },
  },

  // Other units.
  {
    title: 'a stamp for each purchase with a coffee in it',
    earn: [fixed(1, { key: 'stamp', unit: 'stamps', scope: { categories: ['coffee'] } })],
    program: { units: { stamps: {} } },
    trigger: GROCERIES,
    given: { stamp: { unit: 'stamps', amount: 1, perLine: [1, 0, 0, 0] } },
  },
  {
    title: 'a stamp for each coffee that was paid for, whatever it cost',
    earn: [{ key: 'stamp', unit: 'stamps', give: { kind: 'perItem', amount: 1 }, caps: { perPurchase: 4 } }],
    program: { units: { stamps: {} } },
    trigger: bought([], {
      lines: [
        { sku: 'latte', quantity: 3, amountMinor: 12_000 },
        { sku: 'espresso', quantity: 2, amountMinor: 500 },
        { sku: 'tenth', quantity: 5, amountMinor: 0 },
      ],
    }),
    given: { stamp: { amount: 4, perLine: [2, 2, 0], cut: { amount: 1, cap: 'perPurchase' } } },
    why: { stamp: 'capped' },
    member: { earnPercent: 200 },
  },
  {
    title: 'a share of what is paid as money, and credits towards a tier, each by its own rule',
    earn: [
      share(1, 100, 'down', { key: 'dividend', unit: 'storedValue' }),
      share(2, 1_000, 'up', { key: 'credits', unit: 'statusCredits' }),
    ],
    program: { units: { storedValue: {}, statusCredits: {} } },
    trigger: bought([12_345]),
    given: {
      dividend: { unit: 'storedValue', amount: 123 },
      credits: { unit: 'statusCredits', amount: 25 },
    },
  },

  // A plan's yearly reward.
  {
    title: 'a plan’s yearly reward is a share of what was paid, usable from the day it is paid on',
    earn: [],
    program: { ...COSTCO, units: { storedValue: {} } },
    trigger: bought([100_049]),
    member: { plans: [{ key: 'executive', startedAt: june(1) }], earnPercent: 300 },
    given: {
      'yearly-plan-executive': { unit: 'storedValue', amount: 2_000, activatesAt: MARCH_2027, cut: null },
    },
    capsAfter: { 'yearly-plan-executive': { periodStartsAt: june(1), inPeriod: 2_000, ever: 2_000 } },
  },
  {
    title: 'a dividend of the year that has ended, of goods at full price',
    earn: [],
    program: {
      units: { storedValue: {} },
      plans: [planOf('coop', { percent: 10, afterYearEnd: true, scope: { fullPriceOnly: true } })],
    },
    trigger: bought([], {
      purchasedAt: Date.UTC(2026, 0, 15),
      lines: [
        { sku: 'tent', amountMinor: 100_000 },
        { sku: 'outlet', amountMinor: 50_000, beforeDiscountMinor: 90_000 },
      ],
    }),
    member: { plans: [{ key: 'coop', startedAt: june(1) }] },
    given: { 'yearly-plan-coop': { amount: 10_000, perLine: [10_000, 0], activatesAt: MARCH_2027 } },
  },
  {
    title: 'a yearly reward ends at its cap',
    earn: [],
    program: { ...COSTCO, units: { storedValue: {} } },
    trigger: bought([1_000_000]),
    member: {
      plans: [{ key: 'executive', startedAt: june(1) }],
      caps: { 'yearly-plan-executive': { periodStartsAt: june(1), inPeriod: 124_000, ever: 124_000 } },
    },
    given: { 'yearly-plan-executive': { amount: 1_000, cut: { amount: 19_000, cap: 'perPeriod' } } },
    why: { 'yearly-plan-executive': 'capped' },
    capsAfter: { 'yearly-plan-executive': { periodStartsAt: june(1), inPeriod: 125_000, ever: 125_000 } },
  },
  {
    title: 'a yearly reward is for those who pay for it',
    earn: [],
    program: { ...COSTCO, units: { storedValue: {} } },
    trigger: bought([1_000]),
    why: { 'yearly-plan-executive': 'notInPlan' },
  },
  {
    title: 'of two yearly rewards the one applies that gives more, and the other says so',
    earn: [fixed(1, { unit: 'storedValue', minBasketMinor: 1_000 })],
    program: TWO_REWARDS,
    trigger: bought([1_000]),
    member: { tier: 'gold', plans: [{ key: 'executive', startedAt: june(1) }] },
    given: { fixed: { amount: 1 }, 'yearly-tier-gold': { amount: 30, cut: null } },
    why: { 'yearly-plan-executive': 'otherGivesMore' },
    // Of what it would have given nothing is counted.
    capsAfter: {
      'yearly-tier-gold': { periodStartsAt: Date.UTC(2025, 11, 31, 23), inPeriod: 30, ever: 30 },
    },
  },
  {
    title: 'of two that give the same the first',
    earn: [],
    program: {
      plans: [planOf('a', { percent: 2, capMinor: 500 }), planOf('b', { percent: 2 })],
      units: TWO_REWARDS.units,
    },
    trigger: bought([1_000]),
    member: {
      plans: [
        { key: 'a', startedAt: june(1) },
        { key: 'b', startedAt: june(2) },
      ],
    },
    given: { 'yearly-plan-a': { amount: 20 } },
    why: { 'yearly-plan-b': 'otherGivesMore' },
    capsAfter: { 'yearly-plan-a': { periodStartsAt: june(1), inPeriod: 20, ever: 20 } },
  },
  {
    title: 'and one whose cap is used up leaves it to the other',
    earn: [],
    program: TWO_REWARDS,
    trigger: bought([1_000_000]),
    member: {
      tier: 'gold',
      plans: [{ key: 'executive', startedAt: june(1) }],
      caps: {
        'yearly-tier-gold': { periodStartsAt: Date.UTC(2025, 11, 31, 23), inPeriod: 25_000, ever: 25_000 },
      },
    },
    given: { 'yearly-plan-executive': { amount: 20_000 } },
    why: { 'yearly-tier-gold': 'otherGivesMore' },
  },
  {
    title: 'a tier’s yearly reward has no cap where it names none, and a merchant’s own key is left alone',
    earn: [fixed(1, { key: 'yearly-tier-gold', unit: 'storedValue', minBasketMinor: 1_000 })],
    program: {
      units: { storedValue: {} },
      tiers: {
        ...LADDER,
        levels: [
          { key: 'green', name: 'Green', threshold: 0 },
          {
            key: 'gold',
            name: 'Gold',
            threshold: 1,
            entitlements: { yearlyReward: { percent: 10, paidOn: { month: 3, day: 1 } } },
          },
        ],
      },
    },
    trigger: bought([1_000]),
    member: { tier: 'gold' },
    given: { 'yearly-tier-gold': { amount: 1 }, 'yearly-tier-gold-2': { amount: 100 } },
    capsAfter: {},
  },
]
