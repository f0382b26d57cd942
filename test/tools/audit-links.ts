import { type Audit, named, rowsOf } from './audit-book.ts'

type Id = { id: string }
type Net = { source: string | null; unit: string; programId: string; net: number }

/** What entries say of each other, of members and of programmes. */
export function auditLinks({ db, fail }: Audit): void {
  for (const { id } of rowsOf<Id>(
    db,
    `SELECT e.id FROM ledger_entries e
     WHERE NOT EXISTS (SELECT 1 FROM accounts a WHERE a.enrolment_id = e.enrolment_id AND a.unit = e.unit)`,
  ))
    fail('orphan', named('ledger_entries', { id }), 'its account is not there')
  for (const { id } of rowsOf<Id>(
    db,
    `SELECT e.id FROM ledger_entries e LEFT JOIN enrolments m ON m.id = e.enrolment_id WHERE m.program_id IS NOT e.program_id`,
  ))
    fail('orphan', named('ledger_entries', { id }), 'its member is not there, or in another programme')
  for (const { id } of rowsOf<Id>(
    db,
    `SELECT e.id FROM ledger_entries e
     WHERE e.lot_id IS NULL AND 'owed' NOT IN (e.from_account, e.to_account)`,
  ))
    fail('orphan', named('ledger_entries', { id }), 'no lot stands for it')
  for (const { id } of rowsOf<Id>(
    db,
    `SELECT e.id FROM ledger_entries e LEFT JOIN ledger_entries r ON r.id = e.reverses
     WHERE (e.reverses IS NOT NULL OR e.reason = 'reverse')
       AND (r.enrolment_id, r.unit, r.from_account, r.to_account, r.amount, r.lot_id)
         IS NOT (e.enrolment_id, e.unit, e.to_account, e.from_account, e.amount, e.lot_id)`,
  ))
    fail('reversal', named('ledger_entries', { id }), 'is not the mirror of the entry it reverses')
  // A correction of a transfer belongs to the transfer.
  for (const { source, unit, programId, net } of rowsOf<Net>(
    db,
    `SELECT ifnull(r.source_id, e.source_id) AS source, e.unit, e.program_id AS programId,
       sum(((e.to_account = 'transferred') - (e.from_account = 'transferred')) * e.amount) AS net
     FROM ledger_entries e LEFT JOIN ledger_entries r ON r.id = e.reverses
     WHERE 'transferred' IN (e.from_account, e.to_account) GROUP BY 1, 2, 3 HAVING net <> 0`,
  ))
    fail(
      'transfer',
      named('ledger_entries', { program_id: programId, source_id: source ?? 'none', unit }),
      net > 0 ? `${net} left one member and reached none` : `${-net} reached a member and left none`,
    )
}
