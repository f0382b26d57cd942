import { z } from 'zod'
import { Consent } from './consent.ts'
import { Missing, Reason } from './decision.ts'
import { Membership } from './membership.ts'
import { Currency, Id, Instant } from './primitives.ts'
import { Comparison } from './rule.ts'

/** Offers that one mirror explains; those that the member is offered come first. */
export const MAX_MIRROR_OFFERS = 100

/** What a signal can say: `null` is "can't say yet". */
const SignalValue = z.union([z.number(), z.string()]).nullable()

/** One signal of the member, with what it means. */
export const MirrorSignal = z
  .strictObject({
    name: z.string(),
    /** Such as one of the member's own categories; empty where it takes none. */
    args: z.record(z.string(), z.union([z.string(), z.number()])),
    value: SignalValue,
    unit: z.string(),
    definition: z.string(),
  })
  .meta({ id: 'MirrorSignal' })
export type MirrorSignal = z.infer<typeof MirrorSignal>

/** One line of a rule, as it came out for the member. */
export const MirrorLine = z
  .strictObject({ comparison: Comparison, value: SignalValue, matched: z.boolean() })
  .meta({ id: 'MirrorLine' })
export type MirrorLine = z.infer<typeof MirrorLine>

/** A segment of the programme, whether it holds the member, and every line of its rule; none where a list says who is in it. */
export const MirrorSegment = z
  .strictObject({ key: z.string(), name: z.string(), matched: z.boolean(), lines: z.array(MirrorLine) })
  .meta({ id: 'MirrorSegment' })
export type MirrorSegment = z.infer<typeof MirrorSegment>

/** A live offer of the store, and why it is or is not for the member: every gate, also those behind the first "no". */
export const MirrorOffer = z
  .strictObject({
    offerId: Id,
    revision: z.int(),
    key: z.string(),
    headline: z.string(),
    eligible: z.boolean(),
    gates: z.array(
      z.strictObject({
        gate: z.string(),
        answer: z.enum(['yes', 'no', 'unknown']),
        reason: Reason.nullable(),
      }),
    ),
    segments: z.array(z.strictObject({ key: z.string(), matched: z.boolean() })),
    lines: z.array(MirrorLine),
    reasons: z.array(Reason),
    missing: Missing.nullable(),
  })
  .meta({ id: 'MirrorOffer' })
export type MirrorOffer = z.infer<typeof MirrorOffer>

/** A category, and the share of the member's next purchases that it is expected to have: 0 to 1, four decimals. */
export const MirrorLikely = z
  .strictObject({ category: z.string(), share: z.number().min(0).max(1) })
  .meta({ id: 'MirrorLikely' })
export type MirrorLikely = z.infer<typeof MirrorLikely>

/** All that a programme knows of a member and makes of it, at one instant: the same for the member and for the merchant. */
export const Mirror = z
  .strictObject({
    enrolmentId: Id,
    programId: Id,
    storeId: Id,
    at: Instant,
    currency: Currency,
    /** Whether offers may look at what the member bought; signals and segments are told either way. */
    personal: z.boolean(),
    /** The stage that the member is at; `null`: can't say yet. */
    lifecycle: z.string().nullable(),
    signals: z.array(MirrorSignal),
    segments: z.array(MirrorSegment),
    offers: z.array(MirrorOffer).max(MAX_MIRROR_OFFERS),
    /** Live offers of the store that there was no room for. */
    offersLeftOut: z.int().min(0),
    consents: z.array(Consent),
    /** What the member is likely to buy next, likeliest first, by what offers may look at. Empty: the programme has learned nothing yet. */
    likelyNext: z.array(MirrorLikely),
    /** The chance that any of the offers that they would be shown now is taken: 0 to 1, four decimals. */
    chanceOfAny: z.number().min(0).max(1),
    /** Balances, tier, plans and what they give. */
    membership: Membership,
  })
  .meta({ id: 'Mirror' })
export type Mirror = z.infer<typeof Mirror>
