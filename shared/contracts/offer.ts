import { z } from 'zod'
import { AmountMinor, Category, Id, Instant, type Locale, Sku, Slug, text } from './primitives.ts'
import { RuleInput } from './rule.ts'
import { UnitAmount } from './unit.ts'

/** A rule and its name, as a merchant sends them. */
export const SegmentCreate = z
  .strictObject({ key: Slug, name: text(120), rule: RuleInput })
  .meta({ id: 'SegmentCreate' })
export type SegmentCreate = z.infer<typeof SegmentCreate>

/** A named rule over signals. */
export const Segment = SegmentCreate.extend({ id: Id, createdAt: Instant }).meta({ id: 'Segment' })
export type Segment = z.infer<typeof Segment>

/** Which lines a reward falls on; left out, the whole basket. A line is in scope if either list names it. */
export const LineScope = z.strictObject({
  categories: z.array(Category).max(50).optional(),
  skus: z.array(Sku).max(200).optional(),
})
export type LineScope = z.infer<typeof LineScope>

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

/**
 * Who sees the offer: members of any of the segments, who also hold any of the tiers or plans, and also fit the rule. What
 * is left out asks nothing.
 */
export const Audience = z.strictObject({
  segments: z.array(Slug).max(20).default([]),
  tiers: z.array(Slug).max(20).optional(),
  plans: z.array(Slug).max(20).optional(),
  rule: RuleInput.optional(),
})
export type Audience = z.infer<typeof Audience>

/** What the basket must hold. */
export const Conditions = z.strictObject({
  minBasketMinor: AmountMinor.optional(),
  /** At least `quantity` units in scope, in lines that cost at least `minAmountMinor` together. */
  lines: LineScope.extend({
    quantity: z.int().min(1).max(1000).default(1),
    minAmountMinor: AmountMinor.optional(),
  }).optional(),
})
export type Conditions = z.infer<typeof Conditions>

/** Words for one language. */
export const OfferText = z.strictObject({
  headline: text(80),
  terms: text(400).optional(),
})

const words = OfferText.optional()

/** The code typed at the checkout. `minted` is made for one member; `static` is the shop's own. */
export const CodeSource = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('minted'),
    prefix: z.string().regex(/^[A-Z0-9]{2,10}$/, 'must be 2 to 10 capitals or digits'),
  }),
  z.strictObject({
    kind: z.literal('static'),
    code: z.string().regex(/^[A-Za-z0-9_-]{2,40}$/, 'must be letters, digits, _ or -'),
  }),
])
export type CodeSource = z.infer<typeof CodeSource>

/** How often an offer may be used, and what it may cost in all. Left out, nothing limits it. */
export const Limits = z.strictObject({
  perMember: z.int().min(1).max(10_000).optional(),
  total: z.int().min(1).max(100_000_000).optional(),
  /** Most that the offer may cost, in the programme's currency. Reserved by claims, spent by redemptions. */
  budgetMinor: z.int().min(1).max(1_000_000_000_000).optional(),
})
export type Limits = z.infer<typeof Limits>

const fields = {
  key: Slug,
  /** Words by language; a member whose language is missing reads the store's, then any that is there. */
  content: z
    .strictObject({ en: words, sv: words, da: words, nb: words, ru: words } satisfies Record<
      Locale,
      typeof words
    >)
    .refine((content) => Object.values(content).some(Boolean), 'must hold at least one language'),
  audience: Audience.default({ segments: [] }),
  reward: Reward,
  conditions: Conditions.default({}),
  schedule: z
    .strictObject({ startsAt: Instant, endsAt: Instant.nullable().default(null) })
    .refine((schedule) => schedule.endsAt === null || schedule.endsAt > schedule.startsAt, {
      path: ['endsAt'],
      message: 'must be after startsAt',
    }),
  limits: Limits.default({}),
  /** Needed where the reward is typed at a checkout; points come by themselves. */
  code: CodeSource.nullable().default(null),
  /** Stores where it holds; empty: all the merchant's. */
  storeIds: z.array(Id).max(100).default([]),
  /** The merchant's own weight, against the worth to the member: 0 to 100. */
  priority: z.int().min(0).max(100).default(50),
  /** Share of eligible members who are shown nothing, so that the offer's effect can be measured. */
  holdoutPercent: z.number().min(0).max(90).default(0),
}

const POINTS_KINDS: RewardKind[] = ['pointsMultiplier', 'bonusPoints']

/** Whether a reward works by a code at the checkout (true), or by itself when the order arrives. */
export const needsCode = (kind: RewardKind): boolean => !POINTS_KINDS.includes(kind)

const codeFits = (offer: { reward: Reward; code: CodeSource | null }): boolean =>
  needsCode(offer.reward.kind) === (offer.code !== null)
const CODE_ISSUE = {
  path: ['code'],
  message: 'must be there for rewards typed at a checkout, and only for them',
}

/** A code that anybody types can't take what one member has saved. */
const ownCode = (offer: { reward: Reward; code: CodeSource | null }): boolean =>
  offer.reward.kind !== 'payWithPoints' || offer.code?.kind !== 'static'
const OWN_CODE_ISSUE = {
  path: ['code', 'kind'],
  message: 'must be minted: it is paid with what one member has',
}

/** An offer as a merchant makes it. */
export const OfferCreate = z
  .strictObject({ ...fields, state: z.enum(['draft', 'live', 'paused']).default('draft') })
  .refine(codeFits, CODE_ISSUE)
  .refine(ownCode, OWN_CODE_ISSUE)
  .meta({ id: 'OfferCreate' })
export type OfferCreate = z.infer<typeof OfferCreate>

const { schedule: _, ...withoutSchedule } = fields

/** An offer that comes with a programme: it starts when the programme does, and has no end. */
export const ProgramOffer = z
  .strictObject({ ...withoutSchedule, state: z.enum(['draft', 'live', 'paused']).default('live') })
  .refine(codeFits, CODE_ISSUE)
  .refine(ownCode, OWN_CODE_ISSUE)
  .meta({ id: 'ProgramOffer' })
export type ProgramOffer = z.infer<typeof ProgramOffer>

/** A new revision of an offer: all of it but its state, which stays as it is. */
export const OfferReplace = z
  .strictObject(fields)
  .refine(codeFits, CODE_ISSUE)
  .refine(ownCode, OWN_CODE_ISSUE)
  .meta({ id: 'OfferReplace' })
export type OfferReplace = z.infer<typeof OfferReplace>

/** Publishing an offer, pausing it, or taking it back to draft. */
export const OfferStateChange = z
  .strictObject({ state: z.enum(['draft', 'live', 'paused']) })
  .meta({ id: 'OfferStateChange' })

/** Audience, reward and limits, proposed by a merchant. Every change is a new revision. */
export const Offer = z
  .strictObject({
    ...fields,
    id: Id,
    merchantId: Id,
    revision: z.int().min(1),
    state: z.enum(['draft', 'live', 'paused']),
    createdAt: Instant,
    updatedAt: Instant,
  })
  .meta({ id: 'Offer' })
export type Offer = z.infer<typeof Offer>
