import { z } from 'zod'
import { isMemberNumber } from './member-number.ts'
import { AmountMinor, Currency, Id, Instant, Slug, text } from './primitives.ts'
import { Entitlements } from './tier.ts'
import { NameWords } from './words.ts'

/** Membership that is paid for, as a merchant describes it. */
export const Plan = z
  .strictObject({
    key: Slug,
    /** In the shop's own language. */
    name: text(60),
    content: NameWords.optional(),
    /** The fee of one term. */
    price: z.strictObject({ amountMinor: z.int().min(1).max(100_000_000), currency: Currency }),
    /** How long one fee lasts. */
    term: z.enum(['month', 'year', 'lifetime']),
    trialDays: z.int().min(0).max(365).default(0),
    /** After a payment that failed, the plan still works this long. */
    graceDays: z.int().min(0).max(60).default(7),
    /** What a member who leaves early gets back: the days left; those less what the plan has saved; or nothing. */
    refund: z.enum(['proRata', 'proRataLessSaved', 'none']).default('proRata'),
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
    /** What of that fee has been given back. */
    refundedMinor: AmountMinor,
    /** What the merchant still has to give back to a member who left early. */
    refundOwedMinor: AmountMinor,
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

/** Who did something by hand, and why: kept with what was done. */
const byHand = { operator: text(120), reason: text(400) }

/** A plan given by hand: to a member by their number, or by their pseudonym. Paid for, or on trial. */
export const SubscriptionCreate = z
  .strictObject({
    memberNumber: z
      .string()
      .regex(/^\d{16}$/, { message: 'must be 16 digits', abort: true })
      .refine(isMemberNumber, 'is no member number: a digit is wrong')
      .optional(),
    enrolmentId: Id.optional(),
    plan: Slug,
    /** Begins with the plan's trial; nothing is paid yet. */
    trial: z.boolean().default(false),
    /** What was paid for the first term; left out, the plan's price. */
    paidMinor: AmountMinor.optional(),
    ...byHand,
  })
  .superRefine((wanted, context) => {
    const issue = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message })
    if ((wanted.memberNumber === undefined) === (wanted.enrolmentId === undefined))
      issue('memberNumber', 'either this or enrolmentId must be there, and not both')
    if (wanted.trial && wanted.paidMinor !== undefined) issue('paidMinor', 'a trial is not paid for')
  })
  .meta({ id: 'SubscriptionCreate' })
export type SubscriptionCreate = z.infer<typeof SubscriptionCreate>

/** Something done to a subscription by hand. */
export const SubscriptionChange = z.strictObject(byHand).meta({ id: 'SubscriptionChange' })
export type SubscriptionChange = z.infer<typeof SubscriptionChange>

/** A subscription ended by hand, at once; with `refund`, what the plan gives back is owed to the member. */
export const SubscriptionEnd = z
  .strictObject({ refund: z.boolean().default(true), ...byHand })
  .meta({ id: 'SubscriptionEnd' })
export type SubscriptionEnd = z.infer<typeof SubscriptionEnd>

/** A term paid by hand; `paidMinor` left out: the plan's price. */
export const SubscriptionPayment = z
  .strictObject({ paidMinor: AmountMinor.optional(), ...byHand })
  .meta({ id: 'SubscriptionPayment' })
export type SubscriptionPayment = z.infer<typeof SubscriptionPayment>

/** Money that the merchant has given back. */
export const SubscriptionRefund = z
  .strictObject({ amountMinor: AmountMinor.min(1), ...byHand })
  .meta({ id: 'SubscriptionRefund' })
export type SubscriptionRefund = z.infer<typeof SubscriptionRefund>

/** What Stripe signs its webhooks with. Kept encrypted, and in no answer. */
export const StripeSettingsReplace = z
  .strictObject({
    webhookSecret: z
      .string()
      .max(200)
      .regex(/^whsec_[\x21-\x7e]+$/, 'must be a webhook signing secret: whsec_...'),
  })
  .meta({ id: 'StripeSettingsReplace' })
export type StripeSettingsReplace = z.infer<typeof StripeSettingsReplace>

/**
 * What became of something that Stripe told. `waiting`: it is not known yet whose it is; `ignored`: nothing follows
 * from it; `refused`: it can't be, and `reason` says why.
 */
export const EventOutcome = z.enum(['applied', 'waiting', 'ignored', 'refused'])
export type EventOutcome = z.infer<typeof EventOutcome>

/** How the programme is joined to Stripe: never the secret itself. */
export const StripeSettings = z
  .strictObject({
    /** Where Stripe sends its webhooks. */
    webhookUrl: z.string(),
    /** What it should send there. */
    events: z.array(z.string()),
    configured: z.boolean(),
    updatedAt: Instant.nullable(),
    /** The latest that could not be applied, newest first. */
    unapplied: z.array(
      z.strictObject({
        eventId: z.string(),
        type: z.string(),
        outcome: EventOutcome,
        reason: z.string().nullable(),
        happenedAt: Instant,
      }),
    ),
  })
  .meta({ id: 'StripeSettings' })
export type StripeSettings = z.infer<typeof StripeSettings>

/** The answer to a webhook. */
export const StripeReceived = z
  .strictObject({
    status: z.enum(['duplicate', ...EventOutcome.options]),
    reason: z.string().nullable(),
  })
  .meta({ id: 'StripeReceived' })
export type StripeReceived = z.infer<typeof StripeReceived>

/** A plan as a member sees it: what it gives, and, where they have it, how it stands and what it has brought. */
export const MemberPlan = z
  .strictObject({
    plan: z.strictObject({
      key: Slug,
      name: z.string(),
      content: NameWords.optional(),
      price: z.strictObject({ amountMinor: AmountMinor, currency: Currency }),
      term: z.enum(['month', 'year', 'lifetime']),
      trialDays: z.int(),
      refund: z.enum(['proRata', 'proRataLessSaved', 'none']),
      entitlements: Entitlements,
    }),
    /** The member's own, as of now; where none lasts, the one that ended last, for 90 days or while a refund is owed. */
    subscription: Subscription.nullable(),
    breakEven: BreakEven.nullable(),
    /** How to leave: on what day the plan ends by itself then, and what comes back by leaving at once instead. */
    wayOut: z
      .strictObject({ endsAt: Instant.nullable(), refundMinor: AmountMinor, currency: Currency })
      .nullable(),
    /** What Stripe's checkout is given as `client_reference_id`, so that the plan finds the member. */
    checkoutReference: z.string(),
  })
  .meta({ id: 'MemberPlan' })
export type MemberPlan = z.infer<typeof MemberPlan>

/** Every plan of the programme, as a member sees them. */
export const MemberPlans = z.strictObject({ plans: z.array(MemberPlan) }).meta({ id: 'MemberPlans' })
export type MemberPlans = z.infer<typeof MemberPlans>

/** Leaving a plan: at the end of the term, or at once with what is left of the fee owed back. */
export const PlanCancel = z.strictObject({ refund: z.boolean().default(false) }).meta({ id: 'PlanCancel' })
export type PlanCancel = z.infer<typeof PlanCancel>
