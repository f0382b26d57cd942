import { type Audit, named, rowsOf } from './audit-book.ts'

interface HeldRow {
  enrolmentId: string
  unit: string
  held: number
  open: number
}

/** What is reserved, by the accounts, by the holds and by the orders that wait: three tellings of one thing. */
export function auditHolds({ db, fail }: Audit): void {
  for (const { enrolmentId, unit, held, open } of rowsOf<HeldRow>(
    db,
    `SELECT a.enrolment_id AS enrolmentId, a.unit, a.held, ifnull((SELECT sum(h.amount) FROM holds h
       WHERE h.enrolment_id = a.enrolment_id AND h.unit = a.unit AND h.state = 'held'), 0) AS open
     FROM accounts a WHERE a.held <> open`,
  ))
    fail(
      'hold',
      named('accounts', { enrolment_id: enrolmentId, unit }),
      `held is ${held}, its open holds make ${open}`,
    )
  for (const { id, amount, moved } of rowsOf<{ id: string; amount: number; moved: number }>(
    db,
    `SELECT h.id, h.amount, ifnull((SELECT sum(e.amount) FROM ledger_entries e
       WHERE e.source_id = h.id AND e.reason = 'hold' AND e.enrolment_id = h.enrolment_id AND e.unit = h.unit), 0) AS moved
     FROM holds h WHERE h.amount <> moved`,
  ))
    fail('hold', named('holds', { id }), `is of ${amount}, its entries reserved ${moved}`)
  for (const { id, holdId, state } of rowsOf<{ id: string; holdId: string | null; state: string }>(
    db,
    `SELECT o.id, o.hold_id AS holdId, o.state FROM reward_orders o LEFT JOIN holds h ON h.id = o.hold_id
     WHERE CASE o.state WHEN 'waiting'
       THEN (h.state, h.enrolment_id, h.unit, h.amount) IS NOT ('held', o.enrolment_id, o.unit, o.amount)
       ELSE h.state IS 'held' END`,
  ))
    fail(
      'hold',
      named('reward_orders', { id, hold_id: holdId ?? 'none' }),
      state === 'waiting' ? 'waits, and its price is not held' : `is ${state}, and its price is still held`,
    )
}
