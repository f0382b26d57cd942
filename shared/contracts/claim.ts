import { z } from 'zod'
import { Basket } from './basket.ts'
import { Effect } from './decision.ts'
import { AmountMinor, Currency, Id, Instant, text } from './primitives.ts'
import { Amount } from './unit.ts'

/** How long a claimed code is kept for the member, in milliseconds. */
export const RESERVATION_MS = 15 * 60_000

/** Using an offer: the decision's token proves that it was this member's to use. */
export const ClaimCreate = z
  .strictObject({ decision: z.string().max(20_000), offerId: Id })
  .meta({ id: 'ClaimCreate' })
export type ClaimCreate = z.infer<typeof ClaimCreate>

/**
 * `reserved` until it expires; `applied` once a page accepted the code (reserved anew from then);
 * `released` if it saved nothing; `redeemed` when the order came; `reversed` when all of it was returned.
 */
export const ClaimState = z.enum(['reserved', 'applied', 'expired', 'released', 'redeemed', 'reversed'])
export type ClaimState = z.infer<typeof ClaimState>

/** The reservation that mints a code. */
export const Claim = z
  .strictObject({
    id: Id,
    offerId: Id,
    offerRevision: z.int(),
    storeId: Id,
    enrolmentId: Id,
    code: z.string(),
    state: ClaimState,
    claimedAt: Instant,
    expiresAt: Instant,
  })
  .meta({ id: 'Claim' })
export type Claim = z.infer<typeof Claim>

/** What happened at the checkout, measured on the page: grand totals before and after. */
export const ClaimOutcome = z
  .strictObject({
    result: z.enum(['applied', 'rejected', 'noSaving', 'unconfirmed', 'unsupported', 'cancelled']),
    currency: Currency.nullable().default(null),
    totalBeforeMinor: AmountMinor.nullable().default(null),
    totalAfterMinor: AmountMinor.nullable().default(null),
    measuredAt: Instant,
  })
  .refine(
    (o) =>
      o.result !== 'applied' ||
      (o.currency !== null && o.totalBeforeMinor !== null && o.totalAfterMinor !== null),
    {
      path: ['totalAfterMinor'],
      message: 'an applied code needs both totals and their currency',
    },
  )
  .meta({ id: 'ClaimOutcome' })
export type ClaimOutcome = z.infer<typeof ClaimOutcome>

/**
 * A shop asks whether a code may be used on a basket. Who types a static code is not known here: whom its offer is for, and
 * whether they have bought before, is asked only where the member claims it.
 */
export const CodeValidate = z
  .strictObject({
    storeId: Id,
    code: text(60),
    basket: Basket,
    /** Codes that the basket has already: it is asked whether this one goes with them. */
    together: z.array(text(60)).max(20).optional(),
  })
  .meta({ id: 'CodeValidate' })
export type CodeValidate = z.infer<typeof CodeValidate>

/** Whether a code may be used on a basket and what it takes off; `reason` says why not, `null` where it may. */
export const CodeValidation = z
  .strictObject({
    valid: z.boolean(),
    code: z.string(),
    offerId: Id.nullable(),
    headline: z.string().nullable(),
    effect: Effect.nullable(),
    reason: z.enum(['unknown', 'expired', 'used', 'conditions', 'notLive', 'notTogether']).nullable(),
  })
  .meta({ id: 'CodeValidation' })
export type CodeValidation = z.infer<typeof CodeValidation>

/** The record that a purchase used a claim, at most once. */
export const Redemption = z
  .strictObject({
    id: Id,
    claimId: Id,
    offerId: Id,
    offerRevision: z.int(),
    purchaseId: Id,
    enrolmentId: Id,
    discountMinor: AmountMinor,
    bonusPoints: z.int(),
    reversedMinor: AmountMinor,
    /** What of it the member paid with points or stored value, debts made by it included. */
    paid: Amount.nullable(),
    /** What they should have paid and no longer had, and that the programme's policy lets go: an order that came late. */
    forgiven: z.int().min(0),
    redeemedAt: Instant,
  })
  .meta({ id: 'Redemption' })
export type Redemption = z.infer<typeof Redemption>
