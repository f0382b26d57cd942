import { z } from 'zod'
import { isMemberNumber } from './member-number.ts'
import {
  AmountMinor,
  Category,
  Currency,
  Id,
  Instant,
  MAX_AMOUNT,
  Region,
  Sku,
  Slug,
  text,
} from './primitives.ts'
import { Amount, Unit } from './unit.ts'

/** A line of a basket or purchase. `amountMinor` is what the whole line costs, all its units, after its own discounts. */
export const Line = z.strictObject({
  sku: Sku,
  name: text(200).optional(),
  category: Category.optional(),
  brand: Category.optional(),
  quantity: z.int().min(1).max(1_000_000),
  amountMinor: AmountMinor,
  /** What the line would cost without its discounts; left out, the same. */
  beforeDiscountMinor: AmountMinor.optional(),
})
export type Line = z.infer<typeof Line>

/** What lines cost together, before their discounts: an amount itself, so that what is worked out of it is one as well. */
const beforeDiscounts = (lines: readonly Line[]): number =>
  lines.reduce((sum, line) => sum + Math.max(line.amountMinor, line.beforeDiscountMinor ?? 0), 0)

const TOO_DEAR = `must come to no more than ${MAX_AMOUNT} minor units together`

/** What may be bought now. Lines are left out where only the total could be read. */
export const Basket = z
  .strictObject({
    currency: Currency,
    totalMinor: AmountMinor,
    shippingMinor: AmountMinor.optional(),
    lines: z.array(Line).max(500).default([]),
  })
  .refine(({ lines, shippingMinor = 0 }) => beforeDiscounts(lines) + shippingMinor <= MAX_AMOUNT, {
    path: ['lines'],
    message: `${TOO_DEAR}, with delivery`,
  })
export type Basket = z.infer<typeof Basket>

/** Who bought. A claimed code outranks a member number, and that an e-mail's hash. */
export const Buyer = z.strictObject({
  /** With its check digit: a number mistyped at a till is told at once, while somebody can still ask for it. */
  memberNumber: z
    .string()
    .regex(/^\d{16}$/, { message: 'must be 16 digits', abort: true })
    .refine(isMemberNumber, 'is no member number: a digit is wrong')
    .optional(),
  /** SHA-256 of the trimmed, lower-case address, as 64 hex digits. Finds a member only if they have verified it. */
  emailHash: z
    .string()
    .regex(/^[0-9a-f]{64}$/, 'must be 64 hex digits')
    .optional(),
})

/** A paid basket, immutable, unique by (store, external reference). */
export const PurchaseCreate = z
  .strictObject({
    storeId: Id,
    externalRef: text(120),
    purchasedAt: Instant,
    currency: Currency,
    /** What was paid, delivery and discounts worked in. */
    totalMinor: AmountMinor,
    shippingMinor: AmountMinor.default(0),
    lines: z.array(Line).min(1).max(500),
    /** Codes that the order used, with what each took off where the shop knows it. */
    codes: z
      .array(z.strictObject({ code: text(60), discountMinor: AmountMinor.optional() }))
      .max(20)
      .default([]),
    /** What membership took off besides codes, as the shop measured it: its total without, less its total with. */
    benefits: z
      .array(z.strictObject({ kind: z.enum(['freeShipping', 'memberPrice']), amountMinor: AmountMinor }))
      .max(10)
      .default([]),
    buyer: Buyer.default({}),
    region: Region.optional(),
  })
  .refine(({ totalMinor, shippingMinor }) => totalMinor < 0 || shippingMinor <= totalMinor, {
    path: ['shippingMinor'],
    message: 'must not be more than totalMinor, of which it is a part',
  })
  .refine(({ lines }) => beforeDiscounts(lines) <= MAX_AMOUNT, { path: ['lines'], message: TOO_DEAR })
  .meta({ id: 'PurchaseCreate' })
export type PurchaseCreate = z.infer<typeof PurchaseCreate>

/** Up to 500 purchases. Each is checked by itself, as `PurchaseCreate`: one that is amiss does not refuse the others. */
export const PurchaseBatch = z
  .strictObject({ purchases: z.array(z.unknown()).min(1).max(500) })
  .meta({ id: 'PurchaseBatch' })

/** What one rule or offer gave for a purchase or event. */
export const Earned = z
  .strictObject({
    unit: Unit,
    amount: z.int().min(0),
    /** Key of the earn rule; `null` where an offer gave it. */
    rule: Slug.nullable(),
    offerId: Id.nullable(),
    /** When it can be used; `null`: now, or on an event. */
    activatesAt: Instant.nullable(),
    /** Cut off by a cap of the rule, and by which. */
    cut: z
      .strictObject({ amount: z.int().min(1), cap: z.enum(['perPurchase', 'perPeriod', 'perMember']) })
      .nullable(),
  })
  .meta({ id: 'Earned' })
export type Earned = z.infer<typeof Earned>

/** What became of one purchase of a batch, in the order they were sent. */
export const PurchaseResult = z
  .strictObject({
    index: z.int(),
    externalRef: z.string().nullable(),
    status: z.enum(['recorded', 'duplicate', 'refused']),
    purchaseId: Id.nullable(),
    /** `null`: the buyer is no member, or nobody said who it was. */
    enrolmentId: Id.nullable(),
    pointsEarned: z.int(),
    /** All that it earned, by rule and offer, and what a cap cut off. */
    earned: z.array(Earned),
    redeemedOfferIds: z.array(Id),
    /** Those of them whose limits had no room for it: the shop has given the discount, so that it counts all the same. */
    pastLimitOfferIds: z.array(Id),
    /** A problem document, where refused. */
    problem: z.looseObject({ type: z.string(), title: z.string(), status: z.int() }).nullable(),
  })
  .meta({ id: 'PurchaseResult' })
export type PurchaseResult = z.infer<typeof PurchaseResult>

/** The answer to a batch, purchase by purchase. */
export const PurchaseBatchResult = z
  .strictObject({ results: z.array(PurchaseResult) })
  .meta({ id: 'PurchaseBatchResult' })
export type PurchaseBatchResult = z.infer<typeof PurchaseBatchResult>

/** Lines of a purchase given back. Unique by (store, external reference). */
export const ReturnCreate = z
  .strictObject({
    storeId: Id,
    purchaseRef: text(120),
    externalRef: text(120),
    returnedAt: Instant,
    /** `line` counts from 0 in the purchase's own order. */
    lines: z
      .array(z.strictObject({ line: z.int().min(0).max(499), quantity: z.int().min(1).max(1_000_000) }))
      .min(1)
      .max(500),
  })
  .meta({ id: 'ReturnCreate' })
export type ReturnCreate = z.infer<typeof ReturnCreate>

/** What a return gave back, and what it took of the points. */
export const ReturnResult = z
  .strictObject({
    status: z.enum(['recorded', 'duplicate']),
    returnId: Id,
    purchaseId: Id,
    refundMinor: AmountMinor,
    pointsClawedBack: z.int(),
    /** Points that the return should have taken and could not, and that the programme's policy lets go. */
    pointsForgiven: z.int(),
    /** Points that it should have taken and could not, and that the next earning repays. */
    pointsOwed: z.int(),
    /** What was paid with points or stored value, and came back to the lots it was taken from. */
    restored: z.array(Amount),
  })
  .meta({ id: 'ReturnResult' })
export type ReturnResult = z.infer<typeof ReturnResult>

/** A purchase as it is on record, with what has come back of it. */
export const Purchase = z
  .strictObject({
    id: Id,
    storeId: Id,
    externalRef: z.string(),
    enrolmentId: Id.nullable(),
    purchasedAt: Instant,
    recordedAt: Instant,
    currency: Currency,
    totalMinor: AmountMinor,
    shippingMinor: AmountMinor,
    pointsEarned: z.int(),
    lines: z.array(
      z.strictObject({
        sku: z.string(),
        name: z.string().nullable(),
        category: z.string().nullable(),
        brand: z.string().nullable(),
        quantity: z.int(),
        amountMinor: AmountMinor,
        pointsEarned: z.int(),
        returnedQuantity: z.int(),
      }),
    ),
  })
  .meta({ id: 'Purchase' })
export type Purchase = z.infer<typeof Purchase>
