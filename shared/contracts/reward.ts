import { z } from 'zod'
import { isMemberNumber } from './member-number.ts'
import { Reward } from './offer-reward.ts'
import { OpeningHours } from './opening-hours.ts'
import { AmountMinor, foldCode, Id, Instant, Sku, Slug, text } from './primitives.ts'
import { Amount } from './unit.ts'
import { wordsByLanguage } from './words.ts'

/** What a reward is called, by language; a member whose language is missing reads any that is there. */
export const RewardWords = wordsByLanguage(z.strictObject({ name: text(80), detail: text(400).optional() }))
export type RewardWords = z.infer<typeof RewardWords>

/** What a code is typed for. Points come by themselves, so no code gives them. */
const CodeDiscount = Reward.refine(
  ({ kind }) => kind === 'percentOff' || kind === 'amountOff' || kind === 'freeShipping',
  { path: ['kind'], message: 'must be something that a code takes off' },
)

/** What a member gets for the price, by kind. */
export const RewardGoods = z.discriminatedUnion('kind', [
  /**
   * A code of the member's own, theirs at once. `minted`: we make it, and answer for its `discount` when a shop asks.
   * `pool`: the next one of those that the merchant uploaded; the shop's software knows what it takes off.
   */
  z.strictObject({
    kind: z.literal('code'),
    source: z.discriminatedUnion('kind', [
      z.strictObject({
        kind: z.literal('minted'),
        prefix: z.string().regex(/^[A-Z0-9]{2,10}$/, 'must be 2 to 10 capitals or digits'),
      }),
      z.strictObject({ kind: z.literal('pool') }),
    ]),
    discount: CodeDiscount.optional(),
  }),
  /** A thing handed over in the shop when the card is shown; `sku` left out: any that the words name. */
  z.strictObject({ kind: z.literal('freeItem'), sku: Sku.optional(), name: text(120) }),
  /** A thing that is sent. The address is the shop's to know: it is given in the shop's own order, never to us. */
  z.strictObject({ kind: z.literal('gift'), sku: Sku.optional(), name: text(120) }),
  /** A seat at an event. Whoever comes when it is full may wait for one. */
  z.strictObject({
    kind: z.literal('seat'),
    eventAt: Instant,
    place: text(200),
    capacity: z.int().min(1).max(100_000),
    waitingList: z.boolean().default(false),
  }),
  /** Buying before everybody else: from `opensAt` up to `everybodyAt`. */
  z.strictObject({
    kind: z.literal('earlyAccess'),
    storeId: Id.optional(),
    opensAt: Instant,
    everybodyAt: Instant,
  }),
  /** The shop gives `amountMinor`, in the programme's currency, to one of these causes, which the member chooses. None named: any. */
  z.strictObject({
    kind: z.literal('donation'),
    causes: z.array(Slug).max(20).default([]),
    amountMinor: z.int().min(1).max(100_000_000),
  }),
  /** Stored value to pay with, in minor units of the programme's currency. */
  z.strictObject({ kind: z.literal('topUp'), amountMinor: z.int().min(1).max(100_000_000) }),
])
export type RewardGoods = z.infer<typeof RewardGoods>
/** The kinds of goods in a catalogue. Offers have rewards of their own: see `Reward`. */
export type RewardGoodsKind = RewardGoods['kind']

/** A reward of the catalogue as a merchant makes it. */
export const RewardCreate = z
  .strictObject({
    key: Slug,
    content: RewardWords,
    goods: RewardGoods,
    /** What it costs, in one unit. */
    price: Amount,
    /** How many there are in all; `null`: as many as are asked for. A seat's capacity is another limit beside it. */
    stock: z.int().min(0).max(100_000_000).nullable().default(null),
    /** How many one member may have, cancelled ones left out; `null`: any number. */
    perMember: z.int().min(1).max(10_000).nullable().default(null),
    /** When it can be ordered, in the programme's time zone; `null`: always. */
    openingHours: OpeningHours.nullable().default(null),
    /** From `startsAt` up to `endsAt`; `null`: no such end. Early access by plan or tier opens it sooner. */
    schedule: z
      .strictObject({
        startsAt: Instant.nullable().default(null),
        endsAt: Instant.nullable().default(null),
      })
      .default({ startsAt: null, endsAt: null }),
    /** Only members of one of these tiers, or of one of these plans. Neither: everyone. */
    audience: z
      .strictObject({
        tiers: z.array(Slug).max(20).default([]),
        plans: z.array(Slug).max(20).default([]),
      })
      .default({ tiers: [], plans: [] }),
    /** `paused`: nobody can order it; what was ordered stays. */
    state: z.enum(['live', 'paused']).default('live'),
  })
  .superRefine(({ goods, schedule, price }, context) => {
    const issue = (path: string[], message: string) => context.addIssue({ code: 'custom', path, message })
    const { startsAt, endsAt } = schedule
    if (startsAt !== null && endsAt !== null && endsAt <= startsAt)
      issue(['schedule', 'endsAt'], 'must be after startsAt')
    if (goods.kind === 'earlyAccess' && goods.everybodyAt <= goods.opensAt)
      issue(['goods', 'everybodyAt'], 'must be after opensAt')
    if (goods.kind === 'code' && goods.source.kind === 'minted' && !goods.discount)
      issue(['goods', 'discount'], 'is needed for a code that we make: shops ask us what it takes off')
    if (goods.kind === 'topUp' && price.unit === 'storedValue')
      issue(['price', 'unit'], 'must be another unit than the one that is topped up')
  })
  .meta({ id: 'RewardCreate' })
export type RewardCreate = z.infer<typeof RewardCreate>

/** A reward of the catalogue as it stands. */
export const CatalogueReward = RewardCreate.safeExtend({
  id: Id,
  /** What is left of the stock, or of the seats where they are fewer; `null`: no limit. */
  left: z.int().min(0).nullable(),
  createdAt: Instant,
  updatedAt: Instant,
}).meta({ id: 'CatalogueReward' })
export type CatalogueReward = z.infer<typeof CatalogueReward>

/** Why a member can't order a reward just now. */
export const RewardRefusal = z.enum([
  'paused',
  'notYet',
  'over',
  'closed',
  'soldOut',
  'perMember',
  'audience',
  'balance',
])
export type RewardRefusal = z.infer<typeof RewardRefusal>

/** A reward as one member sees it. `refusals` empty: it can be ordered now. */
export const MemberReward = z
  .strictObject({
    reward: CatalogueReward,
    refusals: z.array(RewardRefusal),
    /** What is missing of the price; 0 where it can be paid. */
    missing: z.int().min(0),
    /** When it can first be ordered, or opens again; `null` where that is not what stands in the way. */
    opensAt: Instant.nullable(),
    /** Sold out of seats, and ordering it means waiting for one. */
    waits: z.boolean(),
  })
  .meta({ id: 'MemberReward' })
export type MemberReward = z.infer<typeof MemberReward>

/** Ordering a reward. `cause`: whom a donation is for, where the reward leaves the choice. */
export const RewardOrderCreate = z
  .strictObject({ reward: Slug, cause: Slug.optional() })
  .meta({ id: 'RewardOrderCreate' })
export type RewardOrderCreate = z.infer<typeof RewardOrderCreate>

/**
 * How far an order has come. `waiting`: on an event's waiting list; the price is paid, and comes back if no seat falls
 * free before the event. `ordered`: paid, and the shop's turn. `packed` and `sent` are a gift's alone. `delivered`: handed
 * over, sat through, or given at once (code, early access, donation, top-up). `cancelled`: all was given back.
 */
export const RewardOrderState = z.enum(['waiting', 'ordered', 'packed', 'sent', 'delivered', 'cancelled'])
export type RewardOrderState = z.infer<typeof RewardOrderState>

/** A reward that a member ordered, at the price it had then. */
export const RewardOrder = z
  .strictObject({
    id: Id,
    enrolmentId: Id,
    reward: Slug,
    /** As it was when ordered: a later change of the catalogue does not reach it, but for when a seat's event is. */
    content: RewardWords,
    goods: RewardGoods,
    price: Amount,
    state: RewardOrderState,
    /** The text to type, where the goods are a code. */
    code: z.string().nullable(),
    /** When a purchase used the code. */
    usedAt: Instant.nullable(),
    /** Whom a donation went to, and how much. */
    donated: z.strictObject({ cause: Slug, amountMinor: AmountMinor }).nullable(),
    /** Place in the waiting list, from 1; `null` outside it. */
    queuePlace: z.int().min(1).nullable(),
    /** The shop's own order that brings a gift; said by the shop. */
    externalRef: z.string().nullable(),
    orderedAt: Instant,
    changedAt: Instant,
  })
  .meta({ id: 'RewardOrder' })
export type RewardOrder = z.infer<typeof RewardOrder>

/** The shop moves an order on, or cancels it. Steps go forward only; `externalRef` is its own order for a gift. */
export const RewardOrderChange = z
  .strictObject({
    state: z.enum(['packed', 'sent', 'delivered', 'cancelled']),
    externalRef: text(120).optional(),
  })
  .meta({ id: 'RewardOrderChange' })
export type RewardOrderChange = z.infer<typeof RewardOrderChange>

/** Whether a member may buy now what a reward gives early access to. */
export const RewardAccess = z
  .strictObject({
    mayBuy: z.boolean(),
    /** From when those may who have ordered the reward. */
    opensAt: Instant,
    /** From when everybody may. */
    everybodyAt: Instant,
  })
  .meta({ id: 'RewardAccess' })
export type RewardAccess = z.infer<typeof RewardAccess>

/** The card that was shown when an order was handed over. */
export const RewardHandOver = z
  .strictObject({
    memberNumber: z
      .string()
      .regex(/^\d{16}$/, { message: 'must be 16 digits', abort: true })
      .refine(isMemberNumber, 'is no member number: a digit is wrong'),
  })
  .meta({ id: 'RewardHandOver' })
export type RewardHandOver = z.infer<typeof RewardHandOver>

/** Codes of the shop's own for a reward. One that stands twice, or was uploaded before, refuses them all. */
export const CodePoolUpload = z
  .strictObject({ codes: z.array(text(60)).min(1).max(5000) })
  .superRefine(({ codes }, context) => {
    const seen = new Set<string>()
    codes.forEach((code, at) => {
      if (seen.has(foldCode(code)))
        context.addIssue({ code: 'custom', path: ['codes', at], message: 'stands above as well' })
      seen.add(foldCode(code))
    })
  })
  .meta({ id: 'CodePoolUpload' })
export type CodePoolUpload = z.infer<typeof CodePoolUpload>

/** What became of an upload, and what the pool holds. */
export const CodePool = z
  .strictObject({
    /** By this upload; 0 where the pool is only looked at. */
    added: z.int().min(0),
    left: z.int().min(0),
    given: z.int().min(0),
  })
  .meta({ id: 'CodePool' })
export type CodePool = z.infer<typeof CodePool>
