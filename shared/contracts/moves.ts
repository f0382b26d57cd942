import { z } from 'zod'
import { Buyer, Earned, Line } from './basket.ts'
import { Expiry } from './earn.ts'
import { ByHand, LedgerEntry } from './ledger.ts'
import { AmountMinor, Currency, Id, Instant, Slug, text } from './primitives.ts'
import { Amount, Unit, UnitAmount } from './unit.ts'

/** Whose books: a member by their number, or by their pseudonym. */
const whose = { memberNumber: Buyer.shape.memberNumber, enrolmentId: Id.optional() }
type Whose = { memberNumber?: string | undefined; enrolmentId?: string | undefined }

const oneOfThem = {
  path: ['memberNumber'],
  message: 'either this or enrolmentId must be there, and not both',
}
const namesOne = (wanted: Whose) => (wanted.memberNumber === undefined) !== (wanted.enrolmentId === undefined)

/** Something that a member hands on to another, who is found by the number on their card. */
export const TransferCreate = z
  .strictObject({
    toNumber: Buyer.shape.memberNumber.unwrap(),
    unit: Unit,
    amount: UnitAmount,
    /** Read by both members. */
    note: text(140).optional(),
  })
  .meta({ id: 'TransferCreate' })
export type TransferCreate = z.infer<typeof TransferCreate>

/** Something handed on, as the member who asks sees it. Whose it was or became is in nobody's answer. */
export const Transfer = z
  .strictObject({
    id: Id,
    direction: z.enum(['sent', 'received']),
    unit: Unit,
    amount: UnitAmount,
    note: z.string().nullable(),
    transferredAt: Instant,
  })
  .meta({ id: 'Transfer' })
export type Transfer = z.infer<typeof Transfer>

/** A gift by the programme. `expiry` in place of the unit's own; its clock starts now. */
export const GiftCreate = z
  .strictObject({ ...whose, unit: Unit, amount: UnitAmount, ...ByHand, expiry: Expiry.optional() })
  .refine(namesOne, oneOfThem)
  .meta({ id: 'GiftCreate' })
export type GiftCreate = z.infer<typeof GiftCreate>

/** A change by hand: above zero it adds, below it takes, and never more than there is. */
export const AdjustmentCreate = z
  .strictObject({
    enrolmentId: Id,
    unit: Unit,
    amount: z
      .int()
      .min(-100_000_000)
      .max(100_000_000)
      .refine((amount) => amount !== 0, 'must not be 0'),
    ...ByHand,
  })
  .meta({ id: 'AdjustmentCreate' })
export type AdjustmentCreate = z.infer<typeof AdjustmentCreate>

/** The correction of an entry: who makes it, and why. */
export const ReversalCreate = z.strictObject(ByHand).meta({ id: 'ReversalCreate' })
export type ReversalCreate = z.infer<typeof ReversalCreate>

/** What was posted by hand: each entry has a receipt. */
export const MovesPosted = z
  .strictObject({ enrolmentId: Id, entries: z.array(LedgerEntry).min(1) })
  .meta({ id: 'MovesPosted' })
export type MovesPosted = z.infer<typeof MovesPosted>

/** Something that happened and is no purchase, such as a review. Unique by type and `id`, which is the sender's own. */
export const EventCreate = z
  .strictObject({
    id: text(120),
    type: Slug,
    ...whose,
    occurredAt: Instant,
    /** What a proportional rule counts, in the programme's currency. */
    amountMinor: AmountMinor.optional(),
    /** The purchase that it is about: then only what that one earned is set free by it. */
    purchaseRef: text(120).optional(),
    storeId: Id.optional(),
  })
  .superRefine((event, context) => {
    const issue = (path: string, message: string) =>
      context.addIssue({ code: 'custom', path: [path], message })
    if (!namesOne(event)) issue('memberNumber', oneOfThem.message)
    if (event.purchaseRef !== undefined && event.storeId === undefined)
      issue('storeId', 'is needed to find the purchase')
    if (event.storeId !== undefined && event.purchaseRef === undefined)
      issue('purchaseRef', 'is needed where a store is named')
  })
  .meta({ id: 'EventCreate' })
export type EventCreate = z.infer<typeof EventCreate>

/** Up to 500 events. Each is checked by itself, as `EventCreate`: one that is amiss does not refuse the others. */
export const EventBatch = z
  .strictObject({ events: z.array(z.unknown()).min(1).max(500) })
  .meta({ id: 'EventBatch' })

/** What became of one event of a batch, in the order they were sent. */
export const EventResult = z
  .strictObject({
    index: z.int(),
    /** The sender's own id. */
    id: z.string().nullable(),
    status: z.enum(['recorded', 'duplicate', 'refused']),
    eventId: Id.nullable(),
    enrolmentId: Id.nullable(),
    /** What it earned, by rule, and what a cap cut off. */
    earned: z.array(Earned),
    /** What had waited for it and can be used now. */
    released: z.array(Amount),
    /** A problem document, where refused. */
    problem: z.looseObject({ type: z.string(), title: z.string(), status: z.int() }).nullable(),
  })
  .meta({ id: 'EventResult' })
export type EventResult = z.infer<typeof EventResult>

/** The answer to a batch, event by event. */
export const EventBatchResult = z
  .strictObject({ results: z.array(EventResult) })
  .meta({ id: 'EventBatchResult' })

/** A basket that is not paid yet, and when it would be; left out, now. */
const unpaid = {
  storeId: Id,
  currency: Currency,
  totalMinor: AmountMinor,
  shippingMinor: AmountMinor.default(0),
  lines: z.array(Line).min(1).max(500),
  at: Instant.optional(),
}

/** What would my basket earn? */
export const OwnPreviewRequest = z.strictObject(unpaid).meta({ id: 'OwnPreviewRequest' })
export type OwnPreviewRequest = z.infer<typeof OwnPreviewRequest>

/** What would this basket earn? Without a member: what it would earn somebody who joins with it. */
export const PreviewRequest = z
  .strictObject({ ...unpaid, ...whose })
  .refine((wanted) => wanted.memberNumber === undefined || wanted.enrolmentId === undefined, {
    path: ['enrolmentId'],
    message: 'names a member beside memberNumber',
  })
  .meta({ id: 'PreviewRequest' })
export type PreviewRequest = z.infer<typeof PreviewRequest>

/**
 * Why a rule gave or did not. The first that holds, in this order; `capped` with `applied` means that a part was cut
 * off, `noAmount` that nothing was paid for what is in scope, or that the event names no amount, and `otherGivesMore`
 * that of several yearly rewards another one applies.
 */
export const EarnWhy = z.enum([
  'notOn',
  'notFirst',
  'segmentNotEntered',
  'outsideSchedule',
  'notInTier',
  'notInPlan',
  'notInTierOrPlan',
  'notInStore',
  'notInScope',
  'noAmount',
  'basketTooSmall',
  'roundedToNothing',
  'otherGivesMore',
  'capped',
  'applied',
])
export type EarnWhy = z.infer<typeof EarnWhy>

/** What a basket would earn, rule by rule, and why. Nothing of it is written. */
export const EarningsPreview = z
  .strictObject({
    /** `null`: somebody new. */
    enrolmentId: Id.nullable(),
    at: Instant,
    /** In all, by unit. */
    totals: z.array(Amount),
    earned: z.array(
      Earned.extend({
        /** Pending until an event of this type, which may never come. */
        activatesOn: Slug.nullable(),
        /** When it would run out if the member did nothing more; `null`: never, or not known before it can be used. */
        expiresAt: Instant.nullable(),
      }),
    ),
    /** Every rule of the programme, those of its tiers and plans included. */
    explained: z.array(
      z.strictObject({
        rule: Slug,
        unit: Unit,
        applied: z.boolean(),
        why: EarnWhy,
        /** What counts for the rule, in its scope. */
        inScopeMinor: z.int(),
        /** What the basket lacks of the rule's least. */
        missingMinor: z.int(),
        /** The multiplier of tier or plan that was used, in percent. */
        earnPercent: z.int(),
        beforeCaps: z.int(),
        amount: z.int(),
        cut: Earned.shape.cut,
      }),
    ),
  })
  .meta({ id: 'EarningsPreview' })
export type EarningsPreview = z.infer<typeof EarningsPreview>

/** The month in which a member was born. */
export const BirthMonth = z.strictObject({ month: z.int().min(1).max(12) }).meta({ id: 'BirthMonth' })
export type BirthMonth = z.infer<typeof BirthMonth>
