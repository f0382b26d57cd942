import { createHash } from 'node:crypto'
import type { Posting } from '../../shared/ledger/book.ts'
import { toBase64Url } from '../../shared/ledger/receipts/base64url.ts'
import {
  type ChainedEntry,
  canonicalEntry,
  type SealedEntry,
} from '../../shared/ledger/receipts/canonical.ts'
import type { Db } from '../db/database.ts'
import { keepReceiptKey } from '../db/receipt-keys.ts'
import type { Env } from '../env.ts'
import { receiptKey } from '../http/receipt-keys.ts'

/** An entry before it has its place in the account. */
export type EntryDraft = Posting & { id: string; programId: string; enrolmentId: string; postedAt: number }

/** An entry as it is written: every field there, in its place, chained to the one before and signed. */
export type NewEntry = SealedEntry

/** How far an account's chain has come. */
export interface AccountHead {
  seq: number
  /** Hash of the latest entry; `''` while there is none. */
  head: string
}

/** What `sealEntries` finds an account's head by. */
export const headKey = (enrolmentId: string, unit: string): string => `${enrolmentId} ${unit}`

/**
 * Gives entries their place in their accounts, in order: `seq` and the hash of the entry before, then its own hash and
 * signature. The database refuses what does not follow the account's head, so two writers can't both go on from one.
 *
 * @param heads by `headKey`; an account that is left out is new
 */
export async function sealEntries(
  env: Env,
  heads: ReadonlyMap<string, AccountHead>,
  drafts: readonly EntryDraft[],
): Promise<NewEntry[]> {
  if (drafts.length === 0) return []
  const key = await receiptKey(env)
  const now = new Map<string, AccountHead>()
  // Each hash needs the one before: chained at once, without waiting. Signatures need only their own.
  const chained = drafts.map((draft) => {
    const account = headKey(draft.enrolmentId, draft.unit)
    const { seq, head } = now.get(account) ?? heads.get(account) ?? { seq: 0, head: '' }
    const entry = placed(draft, seq + 1, head)
    const digest = createHash('sha256').update(canonicalEntry(entry)).digest()
    const hash = toBase64Url(digest)
    now.set(account, { seq: entry.seq, head: hash })
    return { entry, digest, hash }
  })
  return Promise.all(
    chained.map(async ({ entry, digest, hash }) => ({
      ...entry,
      hash,
      keyId: key.keyId,
      signature: await key.sign(digest),
    })),
  )
}

const kept = new Set<string>()

/**
 * The statement that keeps the signing key's public half, for the first batch that this isolate writes to a database;
 * afterwards none. `written` is to be called when that batch has gone through.
 *
 * @param binding name of the database
 */
export async function keepKey(
  env: Env,
  db: Db,
  binding: string,
): Promise<{ statements: D1PreparedStatement[]; written(): void }> {
  const key = await receiptKey(env)
  const place = `${binding} ${key.keyId} ${key.publicKey}`
  return {
    statements: kept.has(place) ? [] : [keepReceiptKey(db, key)],
    written: () => void kept.add(place),
  }
}

const placed = (draft: EntryDraft, seq: number, previousHash: string): ChainedEntry => ({
  id: draft.id,
  programId: draft.programId,
  enrolmentId: draft.enrolmentId,
  unit: draft.unit,
  seq,
  reason: draft.reason,
  fromAccount: draft.fromAccount,
  toAccount: draft.toAccount,
  amount: draft.amount,
  lotId: draft.lotId,
  purchaseId: draft.purchaseId ?? null,
  offerId: draft.offerId ?? null,
  sourceId: draft.sourceId ?? null,
  ruleKey: draft.ruleKey ?? null,
  reverses: draft.reverses ?? null,
  operator: draft.operator ?? null,
  note: draft.note ?? null,
  reference: draft.reference,
  postedAt: draft.postedAt,
  previousHash,
})
