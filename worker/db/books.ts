import type { Profile, Standing, Subscription, TierChange, Unit } from '../../shared/contracts/index.ts'
import { profileIn } from '../../shared/engine/profile.ts'
import type { AccountState, Book, HoldState, LotOpening, LotState } from '../../shared/ledger/index.ts'
import type { SealedEntry } from '../../shared/ledger/receipts/canonical.ts'

import { type Db, forRows, rowsOf } from './database.ts'
import { type FactsRead, factsColumn, factsIn } from './facts-column.ts'
import { subscriptionsColumn, subscriptionsIn } from './subscriptions.ts'

/** A member's books as they were read, with what tells a later writer that somebody came between. */
export interface ReadBook {
  book: Book
  standingVersion: number
  /** When something of the standing was to change by itself, as was written last. */
  standingDueAt: number | null
  /** The member's own that nobody has ended. */
  subscriptions: Subscription[]
  /** The member's profile, where the programme's ladder asks for segments; `null`: it does not. */
  profile: Profile | null
  /** What rules may know of the member besides. */
  facts: FactsRead
  /** Hash of the latest entry of each account. */
  heads: Partial<Record<Unit, string>>
}

/** Whose books are read: a query of their ids in the column `value`, over ?1 and ?2. */
export interface Whose {
  sql: string
  binds: [unknown, unknown]
}

/** One member's books. */
export const booksOf = (enrolmentId: string): Whose => ({
  sql: 'SELECT ?1 AS value',
  binds: [enrolmentId, null],
})

/** The columns of a lot, as `LotState` has them. */
export const LOT = `l.id, l.unit, l.remaining, l.state, l.earned_at AS earnedAt, l.activates_at AS activatesAt,
  l.activates_on AS activatesOn, l.expires_at AS expiresAt, l.expiry`

/** A lot as it stands in the database. */
export type LotRow = Omit<LotState, 'expiry'> & { expiry: string | null }

/** A row as the pure room takes it. */
export const toLot = ({
  id,
  unit,
  remaining,
  state,
  earnedAt,
  activatesAt,
  activatesOn,
  expiresAt,
  expiry,
}: LotRow): LotState => ({
  id,
  unit,
  remaining,
  state,
  earnedAt,
  activatesAt,
  activatesOn,
  expiresAt,
  expiry: expiry === null ? null : (JSON.parse(expiry) as LotState['expiry']),
})

/** How many statements `readBookStatements` adds to a batch. */
export const BOOK_STATEMENTS = 3

/**
 * The statements that read books as of `now`: accounts, standing, and what has come due and not been posted yet. The
 * rows don't grow with the number of purchases. Of a unit that the programme converts by itself, all active lots are
 * read, because any of them may be drawn from.
 */
export function readBookStatements(
  db: Db,
  whose: Whose,
  programId: string,
  now: number,
): D1PreparedStatement[] {
  const converted = `SELECT conversion.value ->> '$.from.unit' AS value FROM programs p, json_each(p.rules, '$.conversions') conversion WHERE p.id = ?4`
  const statement = (sql: string, ...more: unknown[]) => db.prepare(sql).bind(...whose.binds, now, ...more)
  return [
    statement(
      // CROSS: those who are asked for come first. There is an index of all members of a programme, which is not to be walked.
      `SELECT e.id AS enrolmentId, e.enrolled_at AS enrolledAt, s.version AS standingVersion, s.due_at AS standingDueAt, s.data AS standing,
         (SELECT json_group_array(json_array(a.unit, a.seq, a.available, a.pending, a.held, a.owed, a.head))
          FROM accounts a WHERE a.enrolment_id = e.id) AS accounts, ${subscriptionsColumn('e.id')} AS subscriptions,
         ${factsColumn('e.id', '?3')} AS facts,
         CASE (SELECT rules ->> '$.tiers.basis.kind' FROM programs WHERE id = ?4) WHEN 'segment'
           THEN (SELECT data FROM profiles WHERE enrolment_id = e.id) END AS profile
       FROM (${whose.sql}) b CROSS JOIN enrolments e ON e.id = b.value AND e.program_id = ?4 JOIN standings s ON s.enrolment_id = e.id`,
      programId,
    ),
    statement(
      `SELECT l.enrolment_id AS enrolmentId, ${LOT} FROM (${whose.sql}) b JOIN lots l ON l.enrolment_id = b.value AND l.due_at <= ?3
       UNION
       SELECT l.enrolment_id, ${LOT} FROM (${converted}) c CROSS JOIN (${whose.sql}) b
         JOIN lots l INDEXED BY lots_to_spend ON l.enrolment_id = b.value AND l.unit = c.value AND l.state = 'active'
       UNION
       SELECT l.enrolment_id, ${LOT} FROM (${whose.sql}) b JOIN holds h INDEXED BY holds_open ON h.enrolment_id = b.value AND h.state = 'held' AND h.expires_at <= ?3
         JOIN ledger_entries e ON e.source_id = h.id AND e.reason = 'hold' JOIN lots l ON l.id = e.lot_id`,
      programId,
    ),
    statement(
      `SELECT h.enrolment_id AS enrolmentId, h.id, h.unit, h.expires_at AS expiresAt, e.lot_id AS lotId, e.amount
       FROM (${whose.sql}) b JOIN holds h INDEXED BY holds_open ON h.enrolment_id = b.value AND h.state = 'held' AND h.expires_at <= ?3
       JOIN ledger_entries e ON e.source_id = h.id AND e.reason = 'hold' ORDER BY e.seq`,
    ),
  ]
}

type MemberRow = {
  enrolmentId: string
  enrolledAt: number
  standingVersion: number
  standingDueAt: number | null
  standing: string
  accounts: string
  subscriptions: string
  facts: string
  profile: string | null
}
type AccountRow = [Unit, number, number, number, number, number, string]
type HoldRow = {
  enrolmentId: string
  id: string
  unit: Unit
  expiresAt: number
  lotId: string
  amount: number
}

/** What `readBookStatements` found, by member. */
export function toBooks(results: readonly (D1Result | undefined)[]): Map<string, ReadBook> {
  const [members, lots, holds] = results
  const books = new Map<string, ReadBook>()
  for (const row of rowsOf<MemberRow>(members)) {
    const accounts: Book['accounts'] = {}
    const heads: ReadBook['heads'] = {}
    for (const [unit, seq, available, pending, held, owed, head] of JSON.parse(
      row.accounts,
    ) as AccountRow[]) {
      accounts[unit] = { seq, available, pending, held, owed } satisfies AccountState
      heads[unit] = head
    }
    const { enrolmentId, enrolledAt, standingVersion } = row
    const standing = JSON.parse(row.standing) as Standing
    books.set(enrolmentId, {
      book: { enrolmentId, enrolledAt, accounts, lots: [], holds: [], standing },
      standingVersion,
      standingDueAt: row.standingDueAt,
      subscriptions: subscriptionsIn(row.subscriptions),
      facts: factsIn(row.facts),
      profile: row.profile === null ? null : profileIn(row.profile),
      heads,
    })
  }
  for (const row of rowsOf<LotRow & { enrolmentId: string }>(lots))
    books.get(row.enrolmentId)?.book.lots.push(toLot(row))
  const open = new Map<string, HoldState>()
  for (const { enrolmentId, id, unit, expiresAt, lotId, amount } of rowsOf<HoldRow>(holds)) {
    const hold = open.get(id) ?? { id, unit, expiresAt, parts: [] }
    if (!open.has(id)) books.get(enrolmentId)?.book.holds.push(hold)
    hold.parts.push({ lotId, amount })
    open.set(id, hold)
  }
  return books
}

/** All that changes of some members' books, ready to be written in one batch. Entries are sealed already. */
export interface BookWrites {
  lots: (LotOpening & { enrolmentId: string })[]
  entries: readonly SealedEntry[]
  /** Lots whose end turned out to be later. */
  moved: { lotId: string; expiresAt: number }[]
  standings: { enrolmentId: string; version: number; standing: Standing; dueAt: number | null }[]
  tierChanges: TierChange[]
  holdsEnded: { id: string; state: 'spent' | 'released' }[]
}

/** The statements that write books; the database keeps balances and lots by their triggers. */
export function writeBookStatements(db: Db, writes: BookWrites): D1PreparedStatement[] {
  const put = (sql: string, rows: readonly unknown[]) => forRows(db, sql, rows)
  // An account comes to be with its first entry.
  const begun = writes.entries
    .filter(({ seq }) => seq === 1)
    .map(({ enrolmentId, unit }) => ({ enrolmentId, unit }))
  return [
    ...put(
      `INSERT OR IGNORE INTO accounts (enrolment_id, unit) SELECT value ->> 'enrolmentId', value ->> 'unit' FROM json_each(?1)`,
      begun,
    ),
    ...put(
      `INSERT INTO lots (id, enrolment_id, unit, purchase_id, source_id, rule_key, amount, earned_at, activates_at, activates_on, expires_at, expiry)
       SELECT value ->> 'id', value ->> 'enrolmentId', value ->> 'unit', value ->> 'purchaseId', value ->> 'sourceId', value ->> 'ruleKey', value ->> 'amount',
         value ->> 'earnedAt', value ->> 'activatesAt', value ->> 'activatesOn', value ->> 'expiresAt', value ->> 'expiry' FROM json_each(?1)`,
      writes.lots,
    ),
    ...put(
      `INSERT INTO ledger_entries (id, program_id, enrolment_id, unit, seq, reason, from_account, to_account, amount, lot_id, purchase_id, offer_id,
         source_id, rule_key, reverses, operator, note, reference, posted_at, previous_hash, hash, key_id, signature)
       SELECT value ->> 'id', value ->> 'programId', value ->> 'enrolmentId', value ->> 'unit', value ->> 'seq', value ->> 'reason', value ->> 'fromAccount',
         value ->> 'toAccount', value ->> 'amount', value ->> 'lotId', value ->> 'purchaseId', value ->> 'offerId', value ->> 'sourceId', value ->> 'ruleKey',
         value ->> 'reverses', value ->> 'operator', value ->> 'note', value ->> 'reference', value ->> 'postedAt', value ->> 'previousHash', value ->> 'hash',
         value ->> 'keyId', value ->> 'signature' FROM json_each(?1)`,
      writes.entries,
    ),
    ...put(
      `UPDATE lots SET expires_at = j.at FROM (SELECT value ->> 'lotId' AS id, value ->> 'expiresAt' AS at FROM json_each(?1)) j WHERE lots.id = j.id`,
      writes.moved,
    ),
    ...put(
      `UPDATE holds SET state = j.state FROM (SELECT value ->> 'id' AS id, value ->> 'state' AS state FROM json_each(?1)) j WHERE holds.id = j.id`,
      writes.holdsEnded,
    ),
    ...put(
      `UPDATE standings SET version = j.version, data = j.data, due_at = j.due FROM (
         SELECT value ->> 'enrolmentId' AS id, value ->> 'version' AS version, value ->> 'standing' AS data, value ->> 'dueAt' AS due FROM json_each(?1)
       ) j WHERE standings.enrolment_id = j.id`,
      writes.standings,
    ),
    ...put(
      `INSERT INTO tier_changes (id, enrolment_id, from_tier, to_tier, why, operator, reason, changed_at)
       SELECT value ->> 'id', value ->> 'enrolmentId', value ->> 'fromTier', value ->> 'toTier', value ->> 'why', value ->> 'operator',
         value ->> 'reason', value ->> 'changedAt' FROM json_each(?1)`,
      writes.tierChanges,
    ),
  ]
}
