import { z } from 'zod'
import { Basket } from './basket.ts'
import { Balance } from './ledger.ts'
import { Reward } from './offer-reward.ts'
import { AmountMinor, Category, Currency, Id, Instant, Locale, Sku, Slug } from './primitives.ts'
import { Amount } from './unit.ts'
import { Tone } from './words.ts'

/** A visit: the store, and what of the basket and of the member's interest is known. */
export const DecisionRequest = z
  .strictObject({
    storeId: Id,
    locale: Locale.default('en'),
    tone: Tone.default('plain'),
    basket: Basket.optional(),
    /** Interest counted on the device and sent with consent: a few categories, each a weight of 1, 2 or 3. */
    interest: z
      .array(z.strictObject({ category: Category, weight: z.int().min(1).max(3) }))
      .max(10)
      .default([]),
  })
  .meta({ id: 'DecisionRequest' })
export type DecisionRequest = z.infer<typeof DecisionRequest>

/** A yes or no that a person can be told: a code, and the figures that its sentence needs. */
export const Reason = z
  .strictObject({ code: z.string().max(60), params: z.record(z.string(), z.union([z.string(), z.number()])) })
  .meta({ id: 'Reason' })
export type Reason = z.infer<typeof Reason>

/** A reward worked out on this basket. `null` amounts: it can't be said without the basket's lines. */
export const Effect = z
  .discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('discount'),
      amountMinor: AmountMinor.nullable(),
      currency: Currency,
      /** What it costs the member of what they have saved: the discount is their own money. */
      takes: Amount.optional(),
    }),
    z.strictObject({
      kind: z.literal('freeShipping'),
      amountMinor: AmountMinor.nullable(),
      currency: Currency,
    }),
    z.strictObject({ kind: z.literal('points'), points: z.int().min(0).nullable() }),
    z.strictObject({
      kind: z.literal('gift'),
      sku: Sku,
      name: z.string(),
      worthMinor: AmountMinor,
      currency: Currency,
    }),
    z.strictObject({ kind: z.literal('access'), opensAt: Instant, everybodyAt: Instant }),
    z.strictObject({
      kind: z.literal('donation'),
      cause: Slug,
      amountMinor: AmountMinor.nullable(),
      currency: Currency,
    }),
  ])
  .meta({ id: 'Effect' })
export type Effect = z.infer<typeof Effect>

/** The smallest change of the basket that would earn an offer. */
export const Missing = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('spendMore'), amountMinor: AmountMinor, currency: Currency }),
  z.strictObject({
    kind: z.literal('addLines'),
    quantity: z.int().min(0),
    amountMinor: AmountMinor,
    currency: Currency,
    /** Goods of any of these: folded categories and brands, and SKUs. None named: any goods. */
    categories: z.array(z.string()),
    brands: z.array(z.string()),
    skus: z.array(z.string()),
  }),
])
export type Missing = z.infer<typeof Missing>

/** An offer as this member sees it. */
export const DecidedOffer = z.strictObject({
  offerId: Id,
  revision: z.int(),
  key: z.string(),
  headline: z.string(),
  terms: z.string().nullable(),
  reward: Reward,
  /** How it is used: a code typed at the checkout, or by itself when the order arrives. */
  use: z.enum(['code', 'automatic']),
  effect: Effect,
  /** The rule lines that matched; empty where the offer is for everyone. */
  reasons: z.array(Reason),
  personal: z.boolean(),
  endsAt: Instant.nullable(),
  score: z.number(),
  /** No code can be had for it of this decision: what it costs can't be said without the basket. */
  needsBasket: z.literal(true).optional(),
})
export type DecidedOffer = z.infer<typeof DecidedOffer>

/**
 * The offers that are worth most together on this basket, in the order in which they are applied. `isExact`: no
 * combination that is allowed is worth more; otherwise none is worth more than `mostMinor`.
 */
export const BestCombination = z.strictObject({
  offerIds: z.array(Id),
  /** Off the goods and the delivery. */
  savesMinor: AmountMinor,
  points: z.int().min(0),
  /** What it saves and, on top, what the points and gifts are worth, rounded down. */
  worthMinor: AmountMinor,
  isExact: z.boolean(),
  mostMinor: AmountMinor,
})
export type BestCombination = z.infer<typeof BestCombination>

/** The signed, ranked answer to one request. */
export const Decision = z
  .strictObject({
    id: Id,
    storeId: Id,
    programId: Id,
    currency: Currency,
    decidedAt: Instant,
    expiresAt: Instant,
    balance: Balance,
    offers: z.array(DecidedOffer),
    /** Offers that the basket would earn with a small change, nearest first. */
    nearly: z.array(DecidedOffer.extend({ missing: Missing })),
    /** `null`: nothing is known of the basket. */
    best: BestCombination.nullable(),
    /** Proof of the above for a claim or an exposure: opaque to everyone but the worker. */
    token: z.string(),
  })
  .meta({ id: 'Decision' })
export type Decision = z.infer<typeof Decision>

/** Which offers of a decision were on the screen, and when. */
export const ExposureCreate = z
  .strictObject({ decision: z.string().max(20_000), offerIds: z.array(Id).min(1).max(50), shownAt: Instant })
  .meta({ id: 'ExposureCreate' })
export type ExposureCreate = z.infer<typeof ExposureCreate>
