import { createHash } from 'node:crypto'
import { canonicalEntry, type SealedEntry } from '../../shared/ledger/receipts/canonical.ts'
import { type Audit, named, rowsOf } from './audit-book.ts'
import type { Keys } from './audit-keys.ts'

// Written out here as well: an audit leans on the worker for nothing.
const SEALED = `e.id, e.program_id AS programId, e.enrolment_id AS enrolmentId, e.unit, e.seq, e.reason, e.from_account AS fromAccount,
  e.to_account AS toAccount, e.amount, e.lot_id AS lotId, e.purchase_id AS purchaseId, e.offer_id AS offerId, e.source_id AS sourceId,
  e.rule_key AS ruleKey, e.reverses, e.operator, e.note, e.reference, e.posted_at AS postedAt, e.previous_hash AS previousHash,
  e.hash, e.key_id AS keyId, e.signature`

const OWN = ['available', 'pending', 'held', 'owed'] as const
type Own = (typeof OWN)[number]

/** An account as it is kept, or as its entries add up to. */
type Account = Record<Own, number> & { seq: number; head: string }
type AccountRow = Account & { enrolmentId: string; unit: string }

/** What moved through a programme's accounts of one unit. Sums of millions of amounts pass 2^53. */
export interface UnitTotals {
  programId: string
  unit: string
  entries: number
  into: Map<string, bigint>
  outOf: Map<string, bigint>
}

/** What may leave a member owing: a return, an order that came late, a correction of what repaid either. */
const MAKES_DEBT = new Set(['clawback', 'spend', 'reverse'])

const empty = (): Account => ({ seq: 0, available: 0, pending: 0, held: 0, owed: 0, head: '' })
const isOwn = (account: string): account is Own => (OWN as readonly string[]).includes(account)

/** A debt is an account below zero: it grows as amounts leave it. */
const signed = (own: Own, amount: number) => (own === 'owed' ? -amount : amount)

/** SHA-256 of a text, base64url. */
export const hashed = (text: string): string => createHash('sha256').update(text).digest('base64url')

/**
 * Walks every account's entries in their order: numbers, hashes, chain, signatures, and the balances they add up to,
 * which are held against those that are kept.
 *
 * @returns what moved, by programme and unit
 */
export async function auditAccounts(audit: Audit, keys: Keys): Promise<UnitTotals[]> {
  const { db, fail } = audit
  const totals = new Map<string, UnitTotals>()
  const kept = db.prepare(
    `SELECT enrolment_id AS enrolmentId, unit, seq, available, pending, held, owed, head FROM accounts
     WHERE enrolment_id = ? AND unit = ?`,
  )
  const close = (enrolmentId: string, unit: string, sums: Account) => {
    const row = kept.get(enrolmentId, unit) as AccountRow | undefined
    const where = named('accounts', { enrolment_id: enrolmentId, unit })
    // Entries without their account: told as orphans.
    if (row) compare(audit, where, row, sums)
  }

  let [enrolmentId, unit, sums] = ['', '', empty()]
  for (const entry of rowsOf<SealedEntry>(
    db,
    `SELECT ${SEALED} FROM ledger_entries e ORDER BY e.enrolment_id, e.unit, e.seq`,
  )) {
    if (entry.enrolmentId !== enrolmentId || entry.unit !== unit) {
      if (enrolmentId !== '') close(enrolmentId, unit, sums)
      enrolmentId = entry.enrolmentId
      unit = entry.unit
      sums = empty()
    }
    const where = named('ledger_entries', { id: entry.id, seq: entry.seq })
    if (entry.seq !== sums.seq + 1) fail('sequence', where, `comes after number ${sums.seq}`)
    if (entry.previousHash !== sums.head)
      fail(
        'chain',
        where,
        `names ${entry.previousHash || 'none'} before it, and ${sums.head || 'none'} is there`,
      )
    if (recomputed(entry) !== entry.hash) fail('hash', where, 'its hash is not that of what stands in it')
    const signer = keys.signer(entry.keyId, entry.hash, entry.signature)
    if (signer !== 'itself')
      fail(
        'signature',
        where,
        !keys.kept.has(entry.keyId)
          ? `no key ${entry.keyId}`
          : `${signer === 'another' ? 'another key than' : 'not'} the kept key ${entry.keyId} signed it`,
      )
    sums.seq = entry.seq
    sums.head = entry.hash
    move(audit, where, sums, entry)
    count(totals, entry)
    const turn = audit.step('entries')
    if (turn) await turn
  }
  if (enrolmentId !== '') close(enrolmentId, unit, sums)

  for (const row of rowsOf<AccountRow>(
    db,
    `SELECT a.enrolment_id AS enrolmentId, a.unit, a.seq, a.available, a.pending, a.held, a.owed, a.head FROM accounts a
     WHERE NOT EXISTS (SELECT 1 FROM ledger_entries e WHERE e.enrolment_id = a.enrolment_id AND e.unit = a.unit)`,
  ))
    compare(audit, named('accounts', { enrolment_id: row.enrolmentId, unit: row.unit }), row, empty())
  return [...totals.values()]
}

function recomputed(entry: SealedEntry): string {
  try {
    return hashed(canonicalEntry(entry))
  } catch {
    // What can't be written as an entry's text is no entry's hash.
    return ''
  }
}

function move(
  { fail }: Audit,
  where: string,
  sums: Account,
  { fromAccount, toAccount, amount, reason }: SealedEntry,
) {
  // By what made it, not by today's rules: they may have been others when the debt was made.
  if (fromAccount === 'owed' && !MAKES_DEBT.has(reason))
    fail('policy', where, `${amount} is owed by it, and its reason is ${reason}`)
  if (isOwn(fromAccount)) sums[fromAccount] -= signed(fromAccount, amount)
  if (isOwn(toAccount)) sums[toAccount] += signed(toAccount, amount)
  for (const account of new Set([fromAccount, toAccount]))
    if (isOwn(account) && sums[account] < 0)
      fail('negative', where, `${account} is ${sums[account]} after it`)
}

function compare({ fail }: Audit, where: string, row: Account, sums: Account) {
  for (const own of OWN)
    if (row[own] !== sums[own]) fail('balance', where, `${own} is ${row[own]}, its entries make ${sums[own]}`)
  if (row.seq !== sums.seq) fail('balance', where, `seq is ${row.seq}, its last entry is ${sums.seq}`)
  if (row.head !== sums.head) fail('chain', where, 'its head is not the hash of its last entry')
  for (const own of OWN) if (row[own] < 0) fail('policy', where, `${own} is ${row[own]}`)
}

function count(
  totals: Map<string, UnitTotals>,
  { programId, unit, fromAccount, toAccount, amount }: SealedEntry,
) {
  const key = `${programId} ${unit}`
  const total = totals.get(key) ?? { programId, unit, entries: 0, into: new Map(), outOf: new Map() }
  totals.set(key, total)
  total.entries += 1
  total.into.set(toAccount, (total.into.get(toAccount) ?? 0n) + BigInt(amount))
  total.outOf.set(fromAccount, (total.outOf.get(fromAccount) ?? 0n) + BigInt(amount))
}

/** The member side of a programme's books, as its accounts are kept, against the programme's side, as entries moved it. */
export function auditDoubleEntry({ db, fail }: Audit, totals: readonly UnitTotals[]): void {
  const sum = (side: Map<string, bigint>) => [...side.values()].reduce((total, one) => total + one, 0n)
  const given = new Map<string, bigint>()
  for (const { programId, unit, into, outOf } of totals) {
    const where = named('programs', { id: programId, unit })
    if (sum(into) !== sum(outOf)) fail('doubleEntry', where, `${sum(into)} came in, ${sum(outOf)} went out`)
    let programSide = 0n
    for (const account of new Set([...into.keys(), ...outOf.keys()]))
      if (!isOwn(account)) programSide += (outOf.get(account) ?? 0n) - (into.get(account) ?? 0n)
    given.set(where, programSide)
  }
  for (const { programId, unit, total } of rowsOf<{ programId: string; unit: string; total: string }>(
    db,
    `SELECT ifnull(m.program_id, 'none') AS programId, a.unit,
       CAST(sum(a.available + a.pending + a.held - a.owed) AS TEXT) AS total
     FROM accounts a LEFT JOIN enrolments m ON m.id = a.enrolment_id GROUP BY 1, 2`,
  )) {
    const where = named('programs', { id: programId, unit })
    const programSide = given.get(where) ?? 0n
    given.delete(where)
    if (BigInt(total) !== programSide)
      fail('doubleEntry', where, `members have ${total}, the programme gave ${programSide}`)
  }
  // Given to accounts that are not there.
  for (const [where, programSide] of given)
    if (programSide !== 0n) fail('doubleEntry', where, `members have 0, the programme gave ${programSide}`)
}
