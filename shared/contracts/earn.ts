import { z } from 'zod'
import { Category, DAY_MS, Id, Instant, Sku, Slug } from './primitives.ts'
import { Unit, UnitAmount } from './unit.ts'

/** A day of the year. 29 February stands for the 28th in years that have none. */
export const YearDay = z
  .strictObject({ month: z.int().min(1).max(12), day: z.int().min(1).max(31) })
  .refine(({ month, day }) => day <= (month === 2 ? 29 : [4, 6, 9, 11].includes(month) ? 30 : 31), {
    path: ['day'],
    message: 'is not a day of that month',
  })
export type YearDay = z.infer<typeof YearDay>

/** When what was earned can be used. Days and dates are those of the programme's time zone. */
export const Pending = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  /** After the return window: so many days of 24 hours after the purchase. */
  z.strictObject({ kind: z.literal('delay'), days: z.int().min(1).max(730) }),
  /** At the start of the next such day, such as 1 March for a dividend; `yearsLater` skips that many of them. */
  z.strictObject({
    kind: z.literal('date'),
    on: YearDay,
    yearsLater: z.int().min(0).max(5).default(0),
    /** The first such day of a later calendar year: what January earns waits for the next March, not for this one. */
    afterYearEnd: z.boolean().optional(),
  }),
  /** When an event of this type arrives for the member; it may never come. */
  z.strictObject({ kind: z.literal('event'), type: Slug }),
])
export type Pending = z.infer<typeof Pending>

/**
 * The earliest that what is earned at an instant can be used, wherever the programme keeps its time; the start of a day is
 * taken as it comes first on earth. An event may come at once.
 */
export function readyAt(pending: Pending, earnedAt: number): number {
  if (pending.kind === 'delay') return earnedAt + pending.days * DAY_MS
  if (pending.kind !== 'date') return earnedAt
  const { on, yearsLater, afterYearEnd } = pending
  const day = on.month === 2 ? Math.min(on.day, 28) : on.day
  const startIn = (year: number) => Date.UTC(year, on.month - 1, day) - DAY_MS
  const year = new Date(earnedAt - DAY_MS).getUTCFullYear()
  const first = afterYearEnd || startIn(year) < earnedAt - DAY_MS ? year + 1 : year
  return Math.max(earnedAt, startIn(first + yearsLater))
}

/** Acts by which a member shows that they are still there. */
export const MemberAct = z.enum(['purchase', 'earn', 'spend', 'event'])
export type MemberAct = z.infer<typeof MemberAct>

/**
 * When what was earned runs out. Clocks start when it can be used, not when it was earned, and end at midnight in
 * the programme's time zone. `exceptTiers`: a member of these tiers loses nothing while they hold it.
 */
export const Expiry = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('never') }),
  /** Each lot by itself, rounded up to the end of the month, quarter or year. */
  z.strictObject({
    kind: z.literal('rolling'),
    months: z.int().min(1).max(120),
    roundUpTo: z.enum(['day', 'month', 'quarter', 'year']).default('day'),
    /** Stays another month as often as the member was active in the month that ends. */
    unlessActiveInMonth: z.boolean().default(false),
    exceptTiers: z.array(Slug).max(20).default([]),
  }),
  /** At the end of the next such day, but not before `afterMonths` have passed. */
  z.strictObject({
    kind: z.literal('date'),
    on: YearDay,
    afterMonths: z.int().min(0).max(60).default(0),
    exceptTiers: z.array(Slug).max(20).default([]),
  }),
  /** At one instant, for a campaign's points. */
  z.strictObject({ kind: z.literal('fixed'), at: Instant }),
  /** All together, when none of these acts has happened for so long. */
  z.strictObject({
    kind: z.literal('inactivity'),
    months: z.int().min(1).max(60),
    resetBy: z.array(MemberAct).min(1).max(4).default(['purchase', 'earn', 'spend', 'event']),
    exceptTiers: z.array(Slug).max(20).default([]),
  }),
])
export type Expiry = z.infer<typeof Expiry>

/** How a unit is kept: when it can be used, and when it runs out. */
export const UnitPolicy = z
  .strictObject({
    pending: Pending.default({ kind: 'none' }),
    expiry: Expiry.default({ kind: 'never' }),
  })
  .meta({ id: 'UnitPolicy' })
export type UnitPolicy = z.infer<typeof UnitPolicy>

/** Which lines earn. Nothing named: all. A line earns if `categories` or `skus` name it and no `except` does. */
export const EarnScope = z.strictObject({
  categories: z.array(Category).max(50).optional(),
  skus: z.array(Sku).max(500).optional(),
  storeIds: z.array(Id).max(100).optional(),
  exceptCategories: z.array(Category).max(50).optional(),
  exceptSkus: z.array(Sku).max(500).optional(),
  /** Lines that were discounted earn nothing. */
  fullPriceOnly: z.boolean().optional(),
})
export type EarnScope = z.infer<typeof EarnScope>

/** Rounding of what a rule gives, stated in the rule: `down` favours the programme, `up` the member. */
export const Rounding = z.enum(['down', 'nearest', 'up'])
export type Rounding = z.infer<typeof Rounding>

/** What a rule gives. */
export const EarnGive = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('fixed'), amount: UnitAmount }),
  /** `amount` for each piece in scope that was paid for: a stamp a coffee. */
  z.strictObject({ kind: z.literal('perItem'), amount: UnitAmount }),
  /** `amount` for each `perMinor` of what is in scope: 12 per 1000 is 1.2 a unit of ten. Rounded once a purchase. */
  z.strictObject({
    kind: z.literal('proportional'),
    amount: z.int().min(1).max(1_000_000),
    perMinor: z.int().min(1).max(100_000_000),
    /** Counts only whole `perMinor`: 1 point for every full 10 kr. Otherwise the exact share, rounded. */
    wholeStepsOnly: z.boolean().default(false),
    rounding: Rounding.default('down'),
    /** Of what was paid for the goods, or of their price before any discount. Delivery is in neither. */
    basis: z.enum(['paid', 'beforeDiscount']).default('paid'),
  }),
])
export type EarnGive = z.infer<typeof EarnGive>

/** Most that a rule may give; what is above is cut off, and said so. Periods are of the programme's time zone. */
export const EarnCaps = z.strictObject({
  perPurchase: UnitAmount.optional(),
  perPeriod: z
    .strictObject({
      amount: UnitAmount,
      /** `membershipYear` counts from the day the member joined, or their paid plan began. */
      period: z.enum(['day', 'week', 'month', 'quarter', 'year', 'membershipYear']),
    })
    .optional(),
  perMember: UnitAmount.optional(),
})
export type EarnCaps = z.infer<typeof EarnCaps>

/** What sets a rule off. */
export const EarnTrigger = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('purchase') }),
  /** The member's first purchase of all. */
  z.strictObject({ kind: z.literal('firstPurchase') }),
  /** A typed event with an id of its own, such as a review. */
  z.strictObject({ kind: z.literal('event'), type: Slug }),
  /**
   * The member comes into a segment they were not in: by a purchase or event, by an upload, or by time alone, which is noticed
   * within a day. A change of the segment's rule gives nothing.
   */
  z.strictObject({ kind: z.literal('segmentEntered'), segment: Slug }),
  /** The start of the month in which the member was born, where they said which; once a year. */
  z.strictObject({ kind: z.literal('birthdayMonth') }),
])
export type EarnTrigger = z.infer<typeof EarnTrigger>

const PURCHASE_TRIGGERS = ['purchase', 'firstPurchase']

/** One way to earn, as data. */
export const EarnRule = z
  .strictObject({
    key: Slug,
    unit: Unit.default('points'),
    on: EarnTrigger.default({ kind: 'purchase' }),
    give: EarnGive,
    scope: EarnScope.default({}),
    /** Only baskets of at least this much in scope: with `pending` none, a bonus at once for a larger basket. */
    minBasketMinor: z.int().min(1).max(1_000_000_000).optional(),
    /** Only members of one of these tiers, or of one of these plans. Neither: everyone. */
    tiers: z.array(Slug).max(20).default([]),
    plans: z.array(Slug).max(20).default([]),
    /** Whether a tier's or plan's multiplier applies. It is only ever for what is proportional: fixed amounts and pieces stay what they are. */
    multiplied: z.boolean().default(true),
    caps: EarnCaps.default({}),
    /** A campaign: only purchases and events from `startsAt` up to `endsAt`. */
    schedule: z
      .strictObject({ startsAt: Instant, endsAt: Instant })
      .refine(({ startsAt, endsAt }) => endsAt > startsAt, {
        path: ['endsAt'],
        message: 'must be after startsAt',
      })
      .optional(),
    /** In place of the unit's own. */
    pending: Pending.optional(),
    expiry: Expiry.optional(),
  })
  .superRefine((rule, context) => {
    const byPurchase = PURCHASE_TRIGGERS.includes(rule.on.kind)
    if (!byPurchase && rule.give.kind === 'proportional' && rule.on.kind !== 'event')
      context.addIssue({
        code: 'custom',
        path: ['give', 'kind'],
        message: 'must be fixed where nothing is bought',
      })
    if (!byPurchase && rule.give.kind === 'perItem')
      context.addIssue({ code: 'custom', path: ['give', 'kind'], message: 'needs a rule on purchases' })
    if (!byPurchase && rule.minBasketMinor !== undefined)
      context.addIssue({ code: 'custom', path: ['minBasketMinor'], message: 'needs a rule on purchases' })
    if (rule.on.kind === 'event' || rule.on.kind === 'birthdayMonth')
      for (const named of ['categories', 'skus', 'storeIds'] as const)
        if (rule.scope[named]?.length)
          context.addIssue({
            code: 'custom',
            path: ['scope', named],
            message: 'needs a rule on purchases: nothing is bought here, and the rule could never give',
          })
    const repeats = rule.on.kind === 'event' || rule.on.kind === 'segmentEntered'
    if (repeats && !rule.caps.perPeriod && !rule.caps.perMember)
      context.addIssue({
        code: 'custom',
        path: ['caps'],
        message: 'needs perPeriod or perMember: otherwise the rule could earn without bound',
      })
  })
  .meta({ id: 'EarnRule' })
export type EarnRule = z.infer<typeof EarnRule>
