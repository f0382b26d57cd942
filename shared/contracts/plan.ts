import { z } from 'zod'
import { AmountMinor, Currency, Id, Instant, Slug, text } from './primitives.ts'
import { Entitlements } from './tier.ts'

/** Membership that is paid for, as a merchant describes it. */
export const Plan = z
  .strictObject({
    key: Slug,
    name: text(60),
    /** The fee of one term. */
    price: z.strictObject({ amountMinor: z.int().min(1).max(100_000_000), currency: Currency }),
    /** How long one fee lasts. */
    term: z.enum(['month', 'year', 'lifetime']),
    trialDays: z.int().min(0).max(365).default(0),
    /** After a payment that failed, the plan still works this long. */
    graceDays: z.int().min(0).max(60).default(7),
    /** What a member who leaves early gets back: the days left, or nothing. */
    refund: z.enum(['proRata', 'none']).default('proRata'),
    entitlements: Entitlements,
    /** The price of the same plan at Stripe. */
    stripePriceId: z
      .string()
      .regex(/^price_\w{1,200}$/, 'must be a Stripe price id')
      .optional(),
  })
  .meta({ id: 'Plan' })
export type Plan = z.infer<typeof Plan>

/**
 * Where a subscription stands. `pastDue`: a payment failed just now; `grace`: it is still unpaid, and the plan works on
 * until its grace ends; `endsAtTerm`: cancelled, and good until the term is over.
 */
export const SubscriptionState = z.enum(['trial', 'active', 'pastDue', 'grace', 'endsAtTerm', 'ended'])
export type SubscriptionState = z.infer<typeof SubscriptionState>

/** A member's plan. */
export const Subscription = z
  .strictObject({
    id: Id,
    enrolmentId: Id,
    plan: Slug,
    state: SubscriptionState,
    startedAt: Instant,
    /** The term that runs; a lifetime has no end. */
    termStartsAt: Instant,
    termEndsAt: Instant.nullable(),
    trialEndsAt: Instant.nullable(),
    graceEndsAt: Instant.nullable(),
    endedAt: Instant.nullable(),
    /** What was paid for the term that runs; 0 in a trial. */
    feeMinor: AmountMinor,
    currency: Currency,
    source: z.enum(['stripe', 'hand']),
  })
  .meta({ id: 'Subscription' })
export type Subscription = z.infer<typeof Subscription>

/** What took money off for a member of a plan. */
export const SavingKind = z.enum(['freeShipping', 'memberPrice', 'offer', 'yearlyReward', 'dividend'])
export type SavingKind = z.infer<typeof SavingKind>

/** Whether a plan pays for itself: what was measured against what it cost. */
export const BreakEven = z
  .strictObject({
    currency: Currency,
    feeMinor: AmountMinor,
    savedMinor: AmountMinor,
    /** By what it was saved; only kinds that saved anything. */
    saved: z.array(z.strictObject({ kind: SavingKind, amountMinor: AmountMinor })),
    /** `savedMinor - feeMinor`. */
    netMinor: z.int(),
    sinceAt: Instant,
    /** `paid`: the fee has been earned back. `onCourse`: at this pace it will be. `behind`: it will not. `tooEarly`: under a tenth of the term. */
    verdict: z.enum(['paid', 'onCourse', 'behind', 'tooEarly']),
    /** What the member gets back by leaving now. */
    refundMinor: AmountMinor,
  })
  .meta({ id: 'BreakEven' })
export type BreakEven = z.infer<typeof BreakEven>
