import { z } from 'zod'
import { Buyer } from './basket.ts'
import { AmountMinor, Currency, Id, Instant, text } from './primitives.ts'
import { UnitAmount } from './unit.ts'

/** What the shop knows an act at the till by: told again under it, it is the same. */
const externalRef = text(120)
/** Left out, the programme's own. */
const currency = Currency.optional()

/** Money that a shop took to put on a member's card: a member by number, or by pseudonym. */
export const TopUpCreate = z
  .strictObject({
    storeId: Id,
    externalRef,
    memberNumber: Buyer.shape.memberNumber,
    enrolmentId: Id.optional(),
    amountMinor: UnitAmount,
    currency,
  })
  .refine(({ memberNumber, enrolmentId }) => (memberNumber === undefined) !== (enrolmentId === undefined), {
    path: ['memberNumber'],
    message: 'either this or enrolmentId must be there, and not both',
  })
  .meta({ id: 'TopUpCreate' })
export type TopUpCreate = z.infer<typeof TopUpCreate>

/** Stored value that was paid in. */
export const TopUp = z
  .strictObject({
    id: Id,
    storeId: Id,
    externalRef: z.string(),
    enrolmentId: Id,
    amountMinor: AmountMinor,
    currency: Currency,
    /** What could be used right after it: less than before and this, where a debt was repaid. */
    balanceMinor: z.int(),
    toppedUpAt: Instant,
  })
  .meta({ id: 'TopUp' })
export type TopUp = z.infer<typeof TopUp>

/**
 * Paying at the till by showing the card. With `upTo`, what is there is taken and the rest is paid in another way;
 * without, a card with too little on it is refused.
 */
export const ChargeCreate = z
  .strictObject({
    storeId: Id,
    externalRef,
    memberNumber: Buyer.shape.memberNumber.unwrap(),
    amountMinor: UnitAmount,
    currency,
    upTo: z.boolean().default(false),
  })
  .meta({ id: 'ChargeCreate' })
export type ChargeCreate = z.infer<typeof ChargeCreate>

/** What was paid by showing the card. */
export const Charge = z
  .strictObject({
    id: Id,
    storeId: Id,
    externalRef: z.string(),
    enrolmentId: Id,
    currency: Currency,
    /** Out of stored value. */
    chargedMinor: AmountMinor,
    /** Left to be paid in another way. */
    restMinor: AmountMinor,
    /** What could be used right after it. */
    balanceMinor: z.int(),
    chargedAt: Instant,
    /** When all of it went back to the lots it was taken from; `null`: it has not. */
    refundedAt: Instant.nullable(),
  })
  .meta({ id: 'Charge' })
export type Charge = z.infer<typeof Charge>

/** Which store's charge goes back: references are each store's own. */
export const ChargeRefund = z.strictObject({ storeId: Id }).meta({ id: 'ChargeRefund' })
export type ChargeRefund = z.infer<typeof ChargeRefund>
