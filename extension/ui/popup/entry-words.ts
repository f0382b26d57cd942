import type { LedgerEntry } from '../../../shared/contracts/index.ts'
import type { MessageKey } from '../../../shared/i18n/words.ts'

/** The member's own accounts. A debt is one too: what moves between it and the others leaves them neither richer nor poorer. */
const OWN = ['pending', 'available', 'held', 'owed']

/** How an entry changed what the member has: +1 came, -1 went, 0 moved within. */
export const direction = ({ fromAccount, toAccount }: LedgerEntry): -1 | 0 | 1 =>
  OWN.includes(fromAccount) === OWN.includes(toAccount) ? 0 : OWN.includes(toAccount) ? 1 : -1

/** A purchase that was reported late, as an imported one, still happened on its own day; what follows from it did not. */
export const happenedAt = ({ reason, purchasedAt, postedAt }: LedgerEntry): number =>
  reason === 'earn' || reason === 'bonus' ? (purchasedAt ?? postedAt) : postedAt

/** What happened, as the sentence that says it. */
export function entryKey(entry: LedgerEntry): MessageKey {
  const { reason, purchaseId, purchasedAt, fromAccount } = entry
  const came = direction(entry) === 1
  switch (reason) {
    case 'earn':
      return purchaseId === null && purchasedAt === null ? 'entry.earnOther' : 'entry.earn'
    case 'clawback':
      return fromAccount === 'owed' ? 'entry.owe' : 'entry.clawback'
    case 'transfer':
      return came ? 'entry.transferIn' : 'entry.transferOut'
    case 'convert':
      return came ? 'entry.convertIn' : 'entry.convertOut'
    default:
      return `entry.${reason}`
  }
}
