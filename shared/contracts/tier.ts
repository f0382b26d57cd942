import { z } from 'zod'
import { EarnScope, YearDay } from './earn.ts'
import { Id, Instant, Slug, text } from './primitives.ts'
import { Unit } from './unit.ts'
import { NameWords } from './words.ts'

/** What a tier or a plan gives while it lasts. Left out, it gives none of it. */
export const Entitlements = z
  .strictObject({
    freeShipping: z.boolean().default(false),
    /** Prices for members: this share off, in percent. */
    memberPricePercent: z.int().min(1).max(90).optional(),
    /** Rewards of the catalogue open this many hours before everybody else’s. */
    earlyAccessHours: z
      .int()
      .min(1)
      .max(24 * 30)
      .optional(),
    /** What proportional earning is multiplied by, in percent: 120 is 1.2 times. */
    earnPercent: z.int().min(101).max(2000).optional(),
    /** So many days to return a purchase, where the shop gives members longer. Said, and kept by the shop. */
    returnDays: z.int().min(1).max(730).optional(),
    /** A share of the year's spend, paid once a year as stored value, at most `capMinor`. */
    yearlyReward: z
      .strictObject({
        percent: z.int().min(1).max(50),
        capMinor: z.int().min(1).max(100_000_000).optional(),
        paidOn: YearDay,
        /** Pays for the calendar year that has ended, and not for the weeks between it and the day. */
        afterYearEnd: z.boolean().optional(),
        /** What counts; left out, everything does. */
        scope: EarnScope.optional(),
      })
      .optional(),
  })
  .meta({ id: 'Entitlements' })
export type Entitlements = z.infer<typeof Entitlements>

/** What is counted towards a tier, within a window. */
export const TierBasis = z.discriminatedUnion('kind', [
  /** Earned in this unit, less what returns took back. */
  z.strictObject({ kind: z.literal('earned'), unit: Unit }),
  /** Spent on goods, in minor units, less what came back. */
  z.strictObject({ kind: z.literal('spend') }),
  z.strictObject({ kind: z.literal('purchases') }),
  /** The member's segment says it: each level names its own. */
  z.strictObject({ kind: z.literal('segment') }),
])
export type TierBasis = z.infer<typeof TierBasis>

/** The days that count, in the programme's time zone. */
export const TierWindow = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('calendarYear') }),
  z.strictObject({ kind: z.literal('rolling'), months: z.int().min(1).max(36) }),
  /** Years that begin on the day the member joined. */
  z.strictObject({ kind: z.literal('joinAnniversary') }),
  /** Cycles of so many months that begin on this day. */
  z.strictObject({ kind: z.literal('fixedCycle'), startsAt: Instant, months: z.int().min(1).max(36) }),
])
export type TierWindow = z.infer<typeof TierWindow>

/** One step of the ladder. The first is everybody's: its `threshold` is 0. */
export const TierLevel = z.strictObject({
  key: Slug,
  /** In the shop's own language. */
  name: text(60),
  content: NameWords.optional(),
  threshold: z.int().min(0).max(1_000_000_000),
  /** Where the basis is `segment`: whose members stand here. */
  segment: Slug.optional(),
  entitlements: Entitlements.default({ freeShipping: false }),
})
export type TierLevel = z.infer<typeof TierLevel>

/**
 * Standing earned in a window. A member rises the moment a threshold is reached, and keeps the tier to the end of the
 * window (`keepsUntil: 'window'`) or of the one after it. Then it is worked out anew.
 */
export const TierLadder = z
  .strictObject({
    basis: TierBasis,
    window: TierWindow,
    keepsUntil: z.enum(['window', 'nextWindow']).default('nextWindow'),
    /** What happens at the end to a member who has not earned it again. */
    downgrade: z.enum(['none', 'oneStep', 'anew']).default('anew'),
    /** Days that the tier lives on after its end, so that a late order still saves it. */
    graceDays: z.int().min(0).max(365).default(0),
    levels: z.array(TierLevel).min(2).max(12),
  })
  .superRefine(({ basis, levels }, context) => {
    levels.forEach((level, at) => {
      const issue = (path: (string | number)[], message: string) =>
        context.addIssue({ code: 'custom', path: ['levels', at, ...path], message })
      if (at === 0 && level.threshold !== 0) issue(['threshold'], 'must be 0: the first tier is everybody’s')
      const before = levels[at - 1]
      if (basis.kind !== 'segment' && before && level.threshold <= before.threshold)
        issue(['threshold'], `must be above ${before.threshold}: the ladder has to rise`)
      if (basis.kind === 'segment' && at > 0 && level.segment === undefined)
        issue(['segment'], 'is needed where segments decide')
      if (levels.findIndex(({ key }) => key === level.key) < at) issue(['key'], 'stands above as well')
    })
  })
  .meta({ id: 'TierLadder' })
export type TierLadder = z.infer<typeof TierLadder>

/** A tier given by hand: a match of a standing elsewhere, or an apology. */
export const TierMatch = z
  .strictObject({ tier: Slug, untilAt: Instant, operator: text(120), reason: text(400) })
  .meta({ id: 'TierMatch' })
export type TierMatch = z.infer<typeof TierMatch>

/** A step on or off the ladder, as it happened. */
export const TierChange = z
  .strictObject({
    id: Id,
    enrolmentId: Id,
    fromTier: Slug,
    toTier: Slug,
    why: z.enum(['earned', 'review', 'match', 'rules']),
    operator: z.string().nullable(),
    reason: z.string().nullable(),
    changedAt: Instant,
  })
  .meta({ id: 'TierChange' })
export type TierChange = z.infer<typeof TierChange>

/** Where a member stands, and what it takes to rise or stay. Amounts are in the ladder's own basis. */
export const TierStanding = z
  .strictObject({
    tier: Slug,
    name: z.string(),
    content: NameWords.optional(),
    /** What the amounts below are of. */
    basis: TierBasis.optional(),
    entitlements: Entitlements,
    /** Counted in the window that runs now. */
    counted: z.int(),
    windowEndsAt: Instant,
    /** The tier above and what is missing; `null` at the top. */
    next: z
      .strictObject({
        tier: Slug,
        name: z.string(),
        content: NameWords.optional(),
        threshold: z.int(),
        missing: z.int().min(0),
      })
      .nullable(),
    /** What is missing to stay, and by when; `null` where the tier has no end, is the first, or can't be kept. */
    keep: z
      .strictObject({
        threshold: z.int(),
        missing: z.int().min(0),
        /** When what is earned begins to count towards staying; `null`: it does now. */
        fromAt: Instant.nullable(),
        byAt: Instant,
      })
      .nullable(),
    /** When it ends, and the tier there would be then if nothing more is earned. */
    endsAt: Instant.nullable(),
    wouldBe: Slug.nullable(),
    /** What that tier is called. */
    wouldBeName: z.string().nullable().optional(),
    wouldBeContent: NameWords.optional(),
    /** Given by hand until then. */
    matchedUntilAt: Instant.nullable(),
  })
  .meta({ id: 'TierStanding' })
export type TierStanding = z.infer<typeof TierStanding>
