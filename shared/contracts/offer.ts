import { z } from 'zod'
import { capIssues } from './cap-fit.ts'
import { LineScope, needsCode, Reward } from './offer-reward.ts'
import { OpeningRange } from './opening-hours.ts'
import { AmountMinor, Id, Instant, MAX_AMOUNT, Slug, text } from './primitives.ts'
import { RuleInput } from './rule.ts'
import { wordsByLanguage } from './words.ts'

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
  /** The member has bought nothing in the programme yet. */
  firstPurchase: z.literal(true).optional(),
  /** Only then, in the programme's time zone. */
  hours: z.array(OpeningRange).min(1).max(28).optional(),
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

/**
 * A cap: how many times, or for how much money, one of `per` may do `on` in a calendar period of the programme's time zone.
 * A claim reserves both from the moment it is made; one that is released or expires gives them back. A cap that is put on
 * an offer that runs counts from then on; what was used before is in `total`, `perMember` and `budgetMinor` alone.
 */
export const Cap = z
  .strictObject({
    /** `claim` counts codes that were handed out, used or not; `redemption` those reserved or redeemed. */
    on: z.enum(['claim', 'redemption']).default('redemption'),
    /** `offer`: everybody together. `code`: everybody who types the same one. */
    per: z.enum(['member', 'household', 'code', 'store', 'offer']),
    period: z.enum(['day', 'week', 'month', 'quarter', 'year', 'ever']),
    times: z.int().min(1).max(100_000_000).optional(),
    costMinor: z.int().min(1).max(MAX_AMOUNT).optional(),
  })
  .refine(({ times, costMinor }) => times !== undefined || costMinor !== undefined, {
    path: ['times'],
    message: 'is needed, or costMinor',
  })
export type Cap = z.infer<typeof Cap>

/**
 * How often an offer may be used, and what it may cost in all. Left out, nothing limits it. Members' uses are counted: a
 * static code that is typed on an order of nobody's is the shop's own to limit. An order whose code was given past a limit
 * counts all the same, and its result says so.
 */
export const Limits = z
  .strictObject({
    perMember: z.int().min(1).max(10_000).optional(),
    total: z.int().min(1).max(100_000_000).optional(),
    /** Most that the offer may cost, in the programme's currency. Reserved by claims, spent by redemptions. */
    budgetMinor: z.int().min(1).max(MAX_AMOUNT).optional(),
    caps: z.array(Cap).max(10).optional(),
  })
  .superRefine((limits, context) => {
    for (const { path, message } of capIssues(limits)) {
      const at = path.slice(1).split('/')
      context.addIssue({
        code: 'custom',
        path: at.map((part) => (/^\d/.test(part) ? Number(part) : part)),
        message,
      })
    }
  })
export type Limits = z.infer<typeof Limits>

/** How an offer goes together with others on one basket. */
export const Stacking = z.strictObject({
  /** Groups of the programme's offer policy; at most one of them lets only one offer through. */
  groups: z.array(Slug).max(5).default([]),
  /** Not with any other offer. */
  alone: z.boolean().default(false),
  /** Keys of offers of the same merchant that it does not go with. */
  excludes: z.array(Slug).max(20).default([]),
})
export type Stacking = z.infer<typeof Stacking>

/**
 * What a merchant may be asked to say yes to before an offer goes live. `endless`: it has no end, and nothing bounds what
 * it may cost in all. `ended`: its end lies behind. `unaffordable`: its budget or a cap is less than one use may cost, so that
 * hardly anybody could use it.
 */
export const OfferWarning = z.enum(['endless', 'ended', 'unaffordable'])
export type OfferWarning = z.infer<typeof OfferWarning>

/** `proposed` waits for another key's approval, where the merchant wants one. */
export const OfferState = z.enum(['draft', 'proposed', 'live', 'paused'])
export type OfferState = z.infer<typeof OfferState>

/** Warnings that were read and are accepted: an offer without an end and without a budget goes live only with `endless`. */
const accept = z.array(OfferWarning).max(5).optional()

const fields = {
  key: Slug,
  /** Words by language, each in the tones that the merchant wrote; see `wordsOf` for what a member reads. */
  content: wordsByLanguage(OfferText),
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
  stacking: Stacking.default({ groups: [], alone: false, excludes: [] }),
  /** Needed where the reward is typed at a checkout; points come by themselves. */
  code: CodeSource.nullable().default(null),
  /** Stores where it holds; empty: all the merchant's. */
  storeIds: z.array(Id).max(100).default([]),
  /** The merchant's own weight, against the worth to the member: 0 to 100. */
  priority: z.int().min(0).max(100).default(50),
  /** Share of eligible members who are shown nothing, so that the offer's effect can be measured. */
  holdoutPercent: z.number().min(0).max(90).default(0),
  /** Paused by itself once it is sure that what it brings can't cover what it costs. Needs a holdout to be seen. */
  pauseIfNotWorthIt: z.boolean().default(false),
}

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
  .strictObject({ ...fields, state: OfferState.default('draft'), accept })
  .refine(codeFits, CODE_ISSUE)
  .refine(ownCode, OWN_CODE_ISSUE)
  .meta({ id: 'OfferCreate' })
export type OfferCreate = z.infer<typeof OfferCreate>

const { schedule: _, ...withoutSchedule } = fields

/** An offer that comes with a programme: it starts when the programme does, and has no end. */
export const ProgramOffer = z
  .strictObject({ ...withoutSchedule, state: OfferState.default('live') })
  .refine(codeFits, CODE_ISSUE)
  .refine(ownCode, OWN_CODE_ISSUE)
  .meta({ id: 'ProgramOffer' })
export type ProgramOffer = z.infer<typeof ProgramOffer>

/** A new revision of an offer: all of it but its state, which stays as it is. */
export const OfferReplace = z
  .strictObject({ ...fields, accept })
  .refine(codeFits, CODE_ISSUE)
  .refine(ownCode, OWN_CODE_ISSUE)
  .meta({ id: 'OfferReplace' })
export type OfferReplace = z.infer<typeof OfferReplace>

/**
 * Publishing an offer or the revision of it that waits, pausing it, or taking it back to draft. `revision`: the one that
 * was looked at; where another would go live, nothing does.
 */
export const OfferStateChange = z
  .strictObject({ state: OfferState, revision: z.int().min(1).optional(), accept })
  .meta({ id: 'OfferStateChange' })
export type OfferStateChange = z.infer<typeof OfferStateChange>

/** Audience, reward and limits, proposed by a merchant. Every change is a new revision. */
export const Offer = z
  .strictObject({
    ...fields,
    id: Id,
    merchantId: Id,
    revision: z.int().min(1),
    state: OfferState,
    /** A later revision, which waits for approval while this one goes on. */
    proposedRevision: z.int().min(1).optional(),
    createdAt: Instant,
    updatedAt: Instant,
  })
  .meta({ id: 'Offer' })
export type Offer = z.infer<typeof Offer>

/** A revision of an offer as it was made. To go back to it is to send its definition again, as a new one. */
export const OfferRevision = z
  .strictObject({
    offerId: Id,
    revision: z.int().min(1),
    definition: z.strictObject(fields),
    /** The key that made it; `null`: it came with the programme. */
    madeBy: Id.nullable(),
    createdAt: Instant,
    /** The other key that let it go live, where the merchant asks for one. */
    approvedBy: Id.nullable(),
    approvedAt: Instant.nullable(),
  })
  .meta({ id: 'OfferRevision' })
export type OfferRevision = z.infer<typeof OfferRevision>
