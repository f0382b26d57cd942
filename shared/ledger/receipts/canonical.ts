import type { LedgerEntry } from '../../contracts/index.ts'

/** An entry as it is hashed: what is in the books, whose books they are, and the hash of the entry before. */
export type ChainedEntry = Omit<LedgerEntry, 'purchasedAt'> & {
  programId: string
  /** `''` for the first entry of an account. */
  previousHash: string
}

/** An entry as it is written: chained to the one before, and signed. Hash and signature are base64url. */
export type SealedEntry = ChainedEntry & { hash: string; keyId: string; signature: string }

/** A programme's day as it is hashed: the root over its entries, and the chain of the day before. */
export interface ChainedDay {
  programId: string
  /** Days since 1970-01-01 by the calendar of the programme's time zone. */
  day: number
  entries: number
  root: string
  /** Chain of the last day before that had entries; `''` for the first. */
  previous: string
}

/**
 * The one text of an entry: JSON with sorted keys and without space (RFC 8785). There are only strings, integers and
 * null in it, which JSON.stringify writes as the RFC wants them. `purchasedAt` stays out: it is the purchase's.
 *
 * @throws TypeError on half a character or a number that is no safe integer: neither comes back from a database as it was
 */
export function canonicalEntry(entry: ChainedEntry): string {
  // Keys in the order of the alphabet: the order of writing is the order of the text.
  return written({
    amount: entry.amount,
    enrolmentId: entry.enrolmentId,
    fromAccount: entry.fromAccount,
    id: entry.id,
    lotId: entry.lotId,
    note: entry.note,
    offerId: entry.offerId,
    operator: entry.operator,
    postedAt: entry.postedAt,
    previousHash: entry.previousHash,
    programId: entry.programId,
    purchaseId: entry.purchaseId,
    reason: entry.reason,
    reference: entry.reference,
    reverses: entry.reverses,
    ruleKey: entry.ruleKey,
    seq: entry.seq,
    sourceId: entry.sourceId,
    toAccount: entry.toAccount,
    unit: entry.unit,
  })
}

/** The one text of a day, as `canonicalEntry`. It begins otherwise than any entry's: a signature of one is none of the other. */
export const canonicalDay = ({ programId, day, entries, root, previous }: ChainedDay): string =>
  written({ day, entries, previous, programId, root })

function written(fields: Record<string, string | number | null>): string {
  const text = JSON.stringify(fields)
  // JSON.stringify escapes half characters, drops what is undefined and writes NaN as null.
  for (const [name, value] of Object.entries(fields)) {
    const isFit =
      value === null || (typeof value === 'string' ? value.isWellFormed() : Number.isSafeInteger(value))
    if (!isFit) throw new TypeError(`${name} can't be written: ${String(value)}`)
  }
  return text
}
