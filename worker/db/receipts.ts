import type { SealedEntry } from '../../shared/ledger/receipts/canonical.ts'
import type { Db } from './database.ts'

const SEALED = `e.id, e.program_id AS programId, e.enrolment_id AS enrolmentId, e.unit, e.seq, e.reason, e.from_account AS fromAccount,
  e.to_account AS toAccount, e.amount, e.lot_id AS lotId, e.purchase_id AS purchaseId, e.offer_id AS offerId, e.source_id AS sourceId,
  e.rule_key AS ruleKey, e.reverses, e.operator, e.note, e.reference, e.posted_at AS postedAt, e.previous_hash AS previousHash,
  e.hash, e.key_id AS keyId, e.signature`

/** A member's entry by its place in their account. */
export const findSealedAt = (
  db: Db,
  enrolmentId: string,
  unit: string,
  seq: number,
): Promise<SealedEntry | null> =>
  db
    .prepare(
      `SELECT ${SEALED} FROM ledger_entries e WHERE e.enrolment_id = ?1 AND e.unit = ?2 AND e.seq = ?3`,
    )
    .bind(enrolmentId, unit, seq)
    .first<SealedEntry>()

/** An entry of a programme by its id. */
export const findSealed = (db: Db, programId: string, entryId: string): Promise<SealedEntry | null> =>
  db
    .prepare(`SELECT ${SEALED} FROM ledger_entries e WHERE e.id = ?1 AND e.program_id = ?2`)
    .bind(entryId, programId)
    .first<SealedEntry>()

/** The binding of the database that a programme is placed on; `null`: there is no such programme. */
export const findPlacement = (directory: Db, programId: string): Promise<string | null> =>
  directory
    .prepare('SELECT binding FROM placements WHERE program_id = ?')
    .bind(programId)
    .first<string>('binding')
