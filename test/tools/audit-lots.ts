import { type Audit, named, rowsOf } from './audit-book.ts'

interface LotRow {
  id: string
  enrolmentId: string
  unit: string
  amount: number
  remaining: number
  held: number
  state: string
}

interface Move {
  lotId: string
  entryId: string
  enrolmentId: string
  unit: string
  fromAccount: string
  toAccount: string
  amount: number
}

const isFree = (account: string) => account === 'available' || account === 'pending'

/** Walks every lot's entries in their order, and holds what they left in it against what is kept of it. */
export async function auditLots(audit: Audit): Promise<void> {
  const { db, fail } = audit
  const find = db.prepare(
    'SELECT id, enrolment_id AS enrolmentId, unit, amount, remaining, held, state FROM lots WHERE id = ?',
  )
  let lot: LotRow | undefined
  let [lotId, remaining, held] = ['', 0, 0]
  const close = () => {
    if (!lot) return
    const where = named('lots', { id: lotId })
    if (lot.remaining !== remaining)
      fail('lot', where, `remaining is ${lot.remaining}, its entries leave ${remaining}`)
    if (lot.held !== held) fail('lot', where, `held is ${lot.held}, its entries hold ${held}`)
    if (lot.state === 'closed' && remaining > 0) fail('lot', where, `is closed with ${remaining} in it`)
  }
  for (const move of rowsOf<Move>(
    db,
    `SELECT lot_id AS lotId, id AS entryId, enrolment_id AS enrolmentId, unit, from_account AS fromAccount,
       to_account AS toAccount, amount FROM ledger_entries WHERE lot_id IS NOT NULL ORDER BY lot_id, seq`,
  )) {
    const where = named('ledger_entries', { id: move.entryId, lot_id: move.lotId })
    if (move.lotId !== lotId) {
      close()
      lotId = move.lotId
      lot = find.get(lotId) as LotRow | undefined
      remaining = 0
      held = 0
      if (!lot) fail('orphan', where, 'its lot is not there')
    }
    const turn = audit.step('lots')
    if (turn) await turn
    if (!lot) continue
    if (lot.enrolmentId !== move.enrolmentId || lot.unit !== move.unit)
      fail('orphan', where, 'its lot is another account’s')
    remaining += (Number(isFree(move.toAccount)) - Number(isFree(move.fromAccount))) * move.amount
    held += (Number(move.toAccount === 'held') - Number(move.fromAccount === 'held')) * move.amount
    if (remaining < 0 || held < 0)
      fail('lotOverdrawn', where, `leaves ${remaining} in the lot and ${held} reserved`)
    if (remaining + held > lot.amount)
      fail('lotOverdrawn', where, `fills the lot with ${remaining + held} of ${lot.amount}`)
  }
  close()
  for (const { id } of rowsOf<{ id: string }>(
    db,
    'SELECT id FROM lots l WHERE NOT EXISTS (SELECT 1 FROM ledger_entries e WHERE e.lot_id = l.id)',
  ))
    fail('orphan', named('lots', { id }), 'no entry ever filled it')
  for (const { id } of rowsOf<{ id: string }>(
    db,
    `SELECT id FROM lots l
     WHERE NOT EXISTS (SELECT 1 FROM accounts a WHERE a.enrolment_id = l.enrolment_id AND a.unit = l.unit)`,
  ))
    fail('orphan', named('lots', { id }), 'its account is not there')
  auditLotSums(audit)
}

interface Sums {
  enrolmentId: string
  unit: string
  pending: number
  available: number
  held: number
}

/** Each account against all its lots. Both are read in one order, side by side: a join would need an index in memory. */
function auditLotSums({ db, fail }: Audit): void {
  const sums = rowsOf<Sums>(
    db,
    `SELECT enrolment_id AS enrolmentId, unit, total(CASE state WHEN 'pending' THEN remaining END) AS pending,
       total(CASE state WHEN 'active' THEN remaining END) AS available, total(held) AS held
     FROM lots GROUP BY enrolment_id, unit ORDER BY enrolment_id, unit`,
  )
  let next = sums.next()
  for (const account of rowsOf<Sums>(
    db,
    'SELECT enrolment_id AS enrolmentId, unit, pending, available, held FROM accounts ORDER BY enrolment_id, unit',
  )) {
    // Lots without an account are told as orphans.
    while (!next.done && isBefore(next.value, account)) next = sums.next()
    const lots =
      next.done || isBefore(account, next.value) ? { pending: 0, available: 0, held: 0 } : next.value
    const wrong = (['pending', 'available', 'held'] as const).filter((part) => account[part] !== lots[part])
    for (const part of wrong)
      fail(
        'lotBalance',
        named('accounts', { enrolment_id: account.enrolmentId, unit: account.unit }),
        `${part} is ${account[part]}, its lots make ${lots[part]}`,
      )
  }
}

const isBefore = (a: Sums, b: Sums): boolean =>
  a.enrolmentId < b.enrolmentId || (a.enrolmentId === b.enrolmentId && a.unit < b.unit)
