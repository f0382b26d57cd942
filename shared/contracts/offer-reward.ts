import { z } from 'zod'
import { AmountMinor, Category, Instant, Sku, Slug, text } from './primitives.ts'
import { UnitAmount } from './unit.ts'

/** Which lines a reward falls on; left out, the whole basket. A line is in scope if any of the lists names it. */
export const LineScope = z.strictObject({
  categories: z.array(Category).max(50).optional(),
  brands: z.array(Category).max(50).optional(),
  skus: z.array(Sku).max(200).optional(),
})
export type LineScope = z.infer<typeof LineScope>

/** Lines that a reward can't do without: units that are counted, and so have to be named. */
const NamedScope = LineScope.refine(
  ({ categories = [], brands = [], skus = [] }) => categories.length + brands.length + skus.length > 0,
  'must name categories, brands or skus',
)

/** How often one basket may use what a reward is counted by; left out, as often as it is there. */
const mostTimes = z.int().min(1).max(100).optional()

const PriceMinor = z.int().min(0).max(100_000_000)

/** A kind of benefit and its parameters. A new kind is a file in `engine/rewards/` and a line here. */
export const Reward = z.discriminatedUnion('kind', [
  /** `percent` of what is in scope, rounded down to the minor unit (the shop's favour), at most `maxMinor`. */
  z.strictObject({
    kind: z.literal('percentOff'),
    percent: z.int().min(1).max(100),
    maxMinor: AmountMinor.optional(),
    scope: LineScope.optional(),
  }),
  z.strictObject({
    kind: z.literal('amountOff'),
    amountMinor: z.int().min(1).max(100_000_000),
    scope: LineScope.optional(),
  }),
  /** Each unit in scope for `priceMinor`, at most `mostUnits` of them, the dearest first; a cheaper one stays as it is. */
  z.strictObject({
    kind: z.literal('fixedPrice'),
    priceMinor: PriceMinor,
    mostUnits: z.int().min(1).max(1000).optional(),
    scope: NamedScope,
  }),
  /** Of every `of` units in scope, dearest first, the cheapest one is free. */
  z.strictObject({
    kind: z.literal('cheapestFree'),
    of: z.int().min(2).max(20),
    mostTimes,
    scope: NamedScope,
  }),
  /** For every `buy.quantity` units of one scope, `get.quantity` units of another (or the same) at `percent` off, the cheapest first. */
  z.strictObject({
    kind: z.literal('buyXGetY'),
    buy: z.strictObject({ quantity: z.int().min(1).max(100), scope: NamedScope }),
    get: z.strictObject({
      quantity: z.int().min(1).max(100),
      percent: z.int().min(1).max(100).default(100),
      scope: NamedScope,
    }),
    mostTimes,
  }),
  /** One of each part (so many units of a scope) together for `priceMinor`, the dearest units first. */
  z.strictObject({
    kind: z.literal('bundlePrice'),
    parts: z
      .array(z.strictObject({ quantity: z.int().min(1).max(100), scope: NamedScope }))
      .min(1)
      .max(6),
    priceMinor: PriceMinor,
    mostTimes,
  }),
  z.strictObject({ kind: z.literal('freeShipping') }),
  /** Base points of what is in scope, times `factor`. */
  z.strictObject({
    kind: z.literal('pointsMultiplier'),
    factor: z.number().min(1.1).max(20).multipleOf(0.1),
    scope: LineScope.optional(),
  }),
  z.strictObject({
    kind: z.literal('bonusPoints'),
    points: z.int().min(1).max(1_000_000),
    scope: LineScope.optional(),
  }),
  /** Goods that come with the order; `worthMinor` is what they cost otherwise, and `costMinor` what they cost the shop. */
  z.strictObject({
    kind: z.literal('gift'),
    sku: Sku,
    name: text(80),
    worthMinor: AmountMinor,
    costMinor: AmountMinor.optional(),
  }),
  /** Buying what is in scope before everybody may: from `opensAt`, where others wait until `everybodyAt`. */
  z
    .strictObject({
      kind: z.literal('earlyAccess'),
      opensAt: Instant,
      everybodyAt: Instant,
      scope: NamedScope,
    })
    .refine(({ opensAt, everybodyAt }) => everybodyAt > opensAt, {
      path: ['everybodyAt'],
      message: 'must be after opensAt',
    }),
  /** The shop gives as much again, `percent` of what is in scope (such as a donation's own line), to a cause of the programme. */
  z.strictObject({
    kind: z.literal('donationMatch'),
    cause: Slug,
    percent: z.int().min(1).max(1000),
    maxMinor: AmountMinor.optional(),
    scope: NamedScope,
  }),
  /**
   * The member pays a part of what is in scope, at most `maxPercent` of it, with what they have saved: points at the
   * programme's worth of them, stored value one to one.
   */
  z.strictObject({
    kind: z.literal('payWithPoints'),
    unit: z.enum(['points', 'storedValue']).default('points'),
    maxPercent: z.int().min(1).max(100),
    /** Only multiples of this many of the unit. */
    stepAmount: UnitAmount.optional(),
    /** Not for fewer of the unit than this. */
    minAmount: UnitAmount.optional(),
    scope: LineScope.optional(),
  }),
])
export type Reward = z.infer<typeof Reward>
/** The kinds of benefit there are. */
export type RewardKind = Reward['kind']

const BY_THEMSELVES: readonly RewardKind[] = [
  'pointsMultiplier',
  'bonusPoints',
  'earlyAccess',
  'donationMatch',
]

/** Whether a reward works by a code at the checkout (true), or by itself when the order arrives. */
export const needsCode = (kind: RewardKind): boolean => !BY_THEMSELVES.includes(kind)
