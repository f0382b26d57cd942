import type { Amount, ProgramRules, Unit } from '../../shared/contracts/index.ts'
import {
  draw,
  expiresAtFirst,
  type HoldState,
  type LotState,
  type Posting,
  unholdOf,
} from '../../shared/ledger/index.ts'
import type { ClaimHold } from '../db/holds.ts'
import { newId } from '../db/ids.ts'
import type { OpenBook } from './open-book.ts'

/** The order that used what was held. */
export interface Captured {
  /** What the code really took off, and what it was to take off when the amount was held. */
  discountMinor: number
  agreedMinor: number
  purchaseId: string
  purchasedAt: number
  offerId: string
}

/** What the member paid of the discount, debts included; and what they no longer had and is let go. */
export interface PaidWith {
  paid: Amount | null
  forgiven: number
}

/** Gives a hold's amounts back to the lots they came from, all of it or what is left of each. */
export const unhold = (hold: ClaimHold, parts: HoldState['parts']): Posting[] =>
  parts.filter(({ amount }) => amount > 0).map((part) => unholdOf(hold, part))

/**
 * What a discount takes of what was agreed for the whole of it, in the same proportion: rounded up to the unit, so that
 * the shop is not left with a part of a point, and never more than the member agreed to.
 */
export function taken(amount: number, { discountMinor, agreedMinor }: Captured): number {
  if (discountMinor >= agreedMinor) return discountMinor === 0 ? 0 : amount
  return Number((BigInt(amount) * BigInt(discountMinor) + BigInt(agreedMinor) - 1n) / BigInt(agreedMinor))
}

/**
 * Pays for what an order's code took off. What is held is spent, soonest-expiring lots first, and the rest of it goes
 * back to its lots. Where the hold was let go before the order came, what is there is spent; what is missing is owed under
 * the policy `debt` and let go under the others, because the shop has given the discount. Entries carry the purchase, so
 * that a return finds them.
 *
 * @param lots those the hold came from, and all that can be spent of its unit
 */
export function capture(
  open: OpenBook,
  hold: ClaimHold,
  lots: readonly LotState[],
  order: Captured,
  rules: ProgramRules,
): PaidWith {
  const amount = taken(hold.amount, order)
  const { unit, id: sourceId } = hold
  const common = {
    unit,
    reason: 'spend',
    toAccount: 'spent',
    purchaseId: order.purchaseId,
    offerId: order.offerId,
    sourceId,
  } as const
  const reference = `spend:${sourceId}`
  if (hold.state === 'held') {
    let left = amount
    const spent = hold.parts.map(({ lotId, amount: whole }) => {
      const used = Math.min(left, whole)
      left -= used
      return { lotId, used, rest: whole - used }
    })
    open.post(
      spent
        .filter(({ used }) => used > 0)
        .map(({ lotId, used }) => ({
          ...common,
          fromAccount: 'held',
          amount: used,
          lotId,
          reference: `${reference}:${lotId}`,
        })),
    )
    open.post(
      unhold(
        hold,
        spent.map(({ lotId, rest }) => ({ lotId, amount: rest })),
      ),
      [],
      lots,
    )
    open.endHold(hold.id, amount > 0 ? 'spent' : 'released')
    if (amount > 0) open.act('spend', order.purchasedAt)
    return { paid: amount > 0 ? { unit, amount } : null, forgiven: 0 }
  }

  const there = Math.min(amount, open.account(unit).available)
  const drawn = draw(open.book.lots, { ...common, amount: there, reference })
  // What is available stands in lots, and all of them were read.
  if (drawn === null) throw new Error(`Lots of ${open.enrolmentId} were not read`)
  open.post(drawn.map((posting) => ({ ...posting, offerId: order.offerId })))
  const missing = amount - there
  const owed = rules.returns.clawBack === 'debt' ? missing : 0
  if (owed > 0)
    open.post([{ ...common, fromAccount: 'owed', amount: owed, lotId: null, reference: `${reference}:owed` }])
  if (there > 0) open.act('spend', order.purchasedAt)
  return { paid: there + owed > 0 ? { unit, amount: there + owed } : null, forgiven: missing - owed }
}

/**
 * Gives back what was paid by owing it: the debt goes first, and what has been repaid since comes back as a lot of its
 * own, under the terms of the unit from now on.
 */
export function undoOwed(
  open: OpenBook,
  unit: Unit,
  amount: number,
  to: { reference: string; sourceId: string; purchaseId: string },
  rules: ProgramRules,
): void {
  const common = {
    unit,
    reason: 'restore',
    fromAccount: 'spent',
    sourceId: to.sourceId,
    purchaseId: to.purchaseId,
  } as const
  const debt = Math.min(amount, open.account(unit).owed)
  if (debt > 0)
    open.post([
      {
        ...common,
        toAccount: 'owed',
        amount: debt,
        lotId: null,
        reference: `${to.reference}:owed:${unit}`,
      },
    ])
  const repaid = amount - debt
  if (repaid === 0) return
  const { now } = open
  const expiry = rules.units[unit]?.expiry ?? { kind: 'never' as const }
  const lot = {
    id: newId('lot'),
    unit,
    amount: repaid,
    remaining: 0,
    state: 'pending' as const,
    earnedAt: now,
    activatesAt: now,
    activatesOn: null,
    expiresAt: expiresAtFirst(expiry, now, rules.timeZone),
    expiry: expiry.kind === 'never' ? null : expiry,
    ruleKey: null,
    purchaseId: null,
    sourceId: to.sourceId,
  }
  open.post(
    [
      {
        ...common,
        toAccount: 'available',
        amount: repaid,
        lotId: lot.id,
        reference: `${to.reference}:${lot.id}`,
      },
    ],
    [lot],
  )
}
