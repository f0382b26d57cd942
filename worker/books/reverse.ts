import {
  DomainError,
  type LedgerEntry,
  type MovesPosted,
  type ReversalCreate,
} from '../../shared/contracts/index.ts'
import type { Catalogue } from '../../shared/engine/index.ts'
import { count, dayOf, type Posting, uncap } from '../../shared/ledger/index.ts'
import { databaseOf, rowsOf } from '../db/database.ts'
import { findEntry, readReversal } from '../db/moves.ts'
import type { Env } from '../env.ts'
import { countCredits, type Hand, inBooks } from './by-hand.ts'
import { earnRulesOf } from './earn-now.ts'
import type { OpenBook } from './open-book.ts'

/** Entries that stand by themselves. The rest are one step of something that is undone as a whole, or by the clock. */
const BY_THEMSELVES: ReadonlySet<LedgerEntry['reason']> = new Set(['earn', 'bonus', 'gift', 'adjust'])

const refuse = (reason: 'notByItself' | 'reversed' | 'lotUsed', detail: string): DomainError =>
  new DomainError('reversal_refused', detail, { reason })

/**
 * Corrects an entry by one that mirrors it: nothing is edited, and an entry is reversed once. What a rule gave is free
 * again under its caps and no longer counts towards the tier, which itself stays until its review.
 *
 * @throws DomainError not_found, reversal_refused with the reason, busy
 */
export async function reverse(
  env: Env,
  hand: Hand,
  entryId: string,
  { operator, reason }: ReversalCreate,
  now: number,
): Promise<MovesPosted> {
  const db = databaseOf(env, hand.binding)
  const entry = await findEntry(db, hand.programId, entryId)
  if (!entry) throw new DomainError('not_found', `No entry ${entryId}`)
  if (!BY_THEMSELVES.has(entry.reason))
    throw refuse('notByItself', `An entry of ${entry.reason} is not reversed by itself`)
  const asked = { also: [readReversal(db, entry)], lotId: entry.lotId }
  return inBooks(
    env,
    hand,
    { enrolmentId: entry.enrolmentId },
    now,
    asked,
    (open, catalogue, { also, lots }) => {
      const [row] = rowsOf<{ reversedBy: string | null }>(also[0])
      if (row?.reversedBy) throw refuse('reversed', `It has been reversed by ${row.reversedBy}`)
      requireHeld(open, entry)
      const mirror: Posting[] = [
        {
          unit: entry.unit,
          reason: 'reverse',
          fromAccount: entry.toAccount,
          toAccount: entry.fromAccount,
          amount: entry.amount,
          lotId: entry.lotId,
          purchaseId: entry.purchaseId,
          offerId: entry.offerId,
          sourceId: entry.sourceId,
          ruleKey: entry.ruleKey,
          reverses: entry.id,
          operator,
          note: reason,
          reference: `reverse:${entry.id}`,
        },
      ]
      open.post(mirror, [], lots)
      uncount(open, catalogue, entry)
      return (posted) => posted.reverses === entry.id
    },
  )
}

/** The lot must still hold the amount, and where the entry put it: otherwise somebody has been told that it is theirs. */
function requireHeld(open: OpenBook, { lotId, toAccount, amount }: LedgerEntry): void {
  if (toAccount !== 'pending' && toAccount !== 'available') return
  const lot = open.book.lots.find(({ id }) => id === lotId)
  const left = lot?.remaining ?? 0
  if (left < amount) throw refuse('lotUsed', `Its lot holds ${left} of ${amount}: the rest is gone`)
  if ((lot?.state === 'pending') !== (toAccount === 'pending'))
    throw refuse('lotUsed', 'What was pending then can be used by now: adjust it instead')
}

function uncount(open: OpenBook, catalogue: Catalogue, entry: LedgerEntry): void {
  const { unit, amount, reason, ruleKey, postedAt, toAccount } = entry
  const { rules } = catalogue
  if (reason === 'gift' || reason === 'adjust') {
    countCredits(open, catalogue, unit, toAccount === 'available' ? -amount : amount, postedAt)
    return
  }
  const earnedAt = entry.purchasedAt ?? postedAt
  const { standing, book } = open
  if (ruleKey !== null && standing.caps[ruleKey]) {
    const since = { joinedAt: book.enrolledAt, plans: open.plansAt(earnedAt) }
    const taken = [{ ruleKey, amount, earnedAt }]
    open.keep({ ...standing, caps: uncap(standing.caps, earnRulesOf(rules), taken, since, rules.timeZone) })
  }
  const basis = rules.tiers?.basis
  if (basis?.kind === 'earned' && basis.unit === unit)
    open.keep(count(open.standing, dayOf(earnedAt, rules.timeZone), -amount))
}
