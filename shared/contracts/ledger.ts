import { z } from 'zod'
import { Id, Instant } from './primitives.ts'

/** The accounts that points move between. The first two are the member's; the rest are the programme's side. */
export const LedgerAccount = z.enum(['pending', 'available', 'issued', 'spent', 'expired', 'adjusted'])
export type LedgerAccount = z.infer<typeof LedgerAccount>

/** Why points moved. */
export const EntryReason = z.enum([
  'earn',
  'bonus',
  'release',
  'spend',
  'restore',
  'clawback',
  'expire',
  'adjust',
])
export type EntryReason = z.infer<typeof EntryReason>

/**
 * Points that moved from one account to another: both sides stand in one row, so no entry can be out of balance.
 * Append-only; `seq` counts from 1 without holes in each member's account; `reference` is unique, so a retry posts nothing.
 */
export const LedgerEntry = z
  .strictObject({
    id: Id,
    enrolmentId: Id,
    seq: z.int().min(1),
    reason: EntryReason,
    fromAccount: LedgerAccount,
    toAccount: LedgerAccount,
    points: z.int().min(1),
    lotId: Id,
    purchaseId: Id.nullable(),
    offerId: Id.nullable(),
    reference: z.string(),
    postedAt: Instant,
    /** When the purchase it comes from was made; `null` where it comes from none. */
    purchasedAt: Instant.nullable(),
  })
  .meta({ id: 'LedgerEntry' })
export type LedgerEntry = z.infer<typeof LedgerEntry>

/** Points earned together: they are released together and, where the programme says so, expire together. */
export const Lot = z.strictObject({
  id: Id,
  enrolmentId: Id,
  purchaseId: Id.nullable(),
  points: z.int().min(1),
  remaining: z.int().min(0),
  state: z.enum(['pending', 'active', 'closed']),
  activatesAt: Instant,
  expiresAt: Instant.nullable(),
})
export type Lot = z.infer<typeof Lot>

/** What a member may spend and what is on its way, right at the instant of asking. */
export const Balance = z
  .strictObject({
    available: z.int(),
    pending: z.int().min(0),
    /** When the next pending points can be spent. */
    nextReleaseAt: Instant.nullable(),
    /** Where the programme says what a point is worth: the available points in its currency, rounded down. */
    worthMinor: z.int().nullable(),
  })
  .meta({ id: 'Balance' })
export type Balance = z.infer<typeof Balance>
