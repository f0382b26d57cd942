import { z } from 'zod'
import { Id, Instant, Slug, text } from './primitives.ts'
import { Unit } from './unit.ts'

/**
 * The accounts that a unit moves between. The first four are the member's: `held` waits for a checkout or an order,
 * `owed` is what a return could not take back and the next earning repays. The rest are the programme's side.
 */
export const LedgerAccount = z.enum([
  'pending',
  'available',
  'held',
  'owed',
  'issued',
  'funded',
  'spent',
  'expired',
  'adjusted',
  'transferred',
  'converted',
])
export type LedgerAccount = z.infer<typeof LedgerAccount>

/** Why something moved. */
export const EntryReason = z.enum([
  'earn',
  'bonus',
  'gift',
  'topUp',
  'release',
  'hold',
  'unhold',
  'spend',
  'restore',
  'clawback',
  'repay',
  'expire',
  'transfer',
  'convert',
  'adjust',
  'reverse',
])
export type EntryReason = z.infer<typeof EntryReason>

/**
 * An amount of one unit that moved from one account to another: both sides stand in one row, so no entry can be out of
 * balance. Append-only; `seq` counts from 1 without holes in each member's account of the unit; `reference` is unique,
 * so a retry posts nothing. `hash` covers every field above it and the hash of the entry before, and is signed.
 */
export const LedgerEntry = z
  .strictObject({
    id: Id,
    enrolmentId: Id,
    unit: Unit,
    seq: z.int().min(1),
    reason: EntryReason,
    fromAccount: LedgerAccount,
    toAccount: LedgerAccount,
    amount: z.int().min(1),
    /** The lot it is taken from or put into; `null` where a debt grew that no lot stands for. */
    lotId: Id.nullable(),
    purchaseId: Id.nullable(),
    offerId: Id.nullable(),
    /** What else it answers to: an order, a hold, a transfer, an event, a return. */
    sourceId: Id.nullable(),
    /** The earn rule or conversion behind it. */
    ruleKey: Slug.nullable(),
    /** The entry that this one reverses. */
    reverses: Id.nullable(),
    /** Who did it by hand, and why. */
    operator: z.string().nullable(),
    note: z.string().nullable(),
    reference: z.string(),
    postedAt: Instant,
    /** When the purchase it comes from was made; `null` where it comes from none. */
    purchasedAt: Instant.nullable(),
  })
  .meta({ id: 'LedgerEntry' })
export type LedgerEntry = z.infer<typeof LedgerEntry>

/** An amount earned together: it can be used together and, where the programme says so, expires together. */
export const Lot = z.strictObject({
  id: Id,
  enrolmentId: Id,
  unit: Unit,
  purchaseId: Id.nullable(),
  amount: z.int().min(1),
  remaining: z.int().min(0),
  state: z.enum(['pending', 'active', 'closed']),
  /** `null`: when an event of type `activatesOn` arrives. */
  activatesAt: Instant.nullable(),
  activatesOn: Slug.nullable(),
  expiresAt: Instant.nullable(),
})
export type Lot = z.infer<typeof Lot>

/** What comes, and when. */
const Coming = z.strictObject({ amount: z.int().min(1), at: Instant })

/** What a member may use of one unit and what is on its way, right at the instant of asking. */
export const Balance = z
  .strictObject({
    unit: Unit,
    /** What can be used now; below zero only where the programme's return policy allows debt. */
    available: z.int(),
    pending: z.int().min(0),
    /** Reserved for a checkout or an order. */
    held: z.int().min(0),
    /** When the next pending amount can be used. */
    nextReleaseAt: Instant.nullable(),
    /** What it is worth in the programme's currency, rounded down; `null` where the programme does not say. */
    worthMinor: z.int().nullable(),
  })
  .meta({ id: 'Balance' })
export type Balance = z.infer<typeof Balance>

/** A balance with everything that will happen to it by itself, soonest first. */
export const FullBalance = Balance.extend({
  releases: z.array(Coming),
  /** Pending until an event of this type, which may never come. */
  waiting: z.array(z.strictObject({ amount: z.int().min(1), event: Slug })),
  expiries: z.array(Coming),
}).meta({ id: 'FullBalance' })
export type FullBalance = z.infer<typeof FullBalance>

/** Who changes the books by hand, and why: printed on the entry and its receipt. */
export const ByHand = { operator: text(120), reason: text(400) }
