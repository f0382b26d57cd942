import type { Profile, Unit } from '../../shared/contracts/index.ts'
import { profileIn } from '../../shared/engine/profile.ts'
import type { LotState } from '../../shared/ledger/index.ts'
import {
  BOOK_STATEMENTS,
  booksOf,
  type LotRow,
  type ReadBook,
  readBookStatements,
  toBooks,
  toLot,
} from './books.ts'
import { type Db, rowsOf } from './database.ts'
import { householdOf } from './households.ts'
import { memberPlansIn, memberPlansStatements } from './savings.ts'
import { readSent, sentOn } from './transfers.ts'

/** All that a membership is told from. */
export interface MembershipRead extends ReturnType<typeof memberPlansIn> {
  programName: string
  /** Whom the merchant counts the member with. */
  household: string | null
  read: ReadBook
  /** All open lots; those that have everything in common that can still happen to them are one. */
  lots: LotState[]
  profile: Profile
  /** What the member has handed on of a unit on a day of the programme's calendar. */
  sentOn(day: number, unit: Unit): number
}

/**
 * The statement that reads all open lots of a member, grouped by their future: thousands of purchases are as many rows
 * as there are days on which something happens to them. A lot of which something is held stands by itself, because that
 * may come back to it.
 */
export const openLotsStatement = (db: Db, enrolmentId: string): D1PreparedStatement => {
  // Of what can be used already, when it could be so first does not matter any more.
  const grouped = (from: string, activatesAt: string, by: string) =>
    `SELECT min(l.id) AS id, l.unit, sum(l.remaining) AS remaining, l.state, max(l.earned_at) AS earnedAt, ${activatesAt} AS activatesAt,
       l.activates_on AS activatesOn, l.expires_at AS expiresAt, l.expiry
     FROM lots l INDEXED BY ${from} GROUP BY l.unit, ${by} l.expires_at, l.expiry, CASE WHEN l.held > 0 THEN l.id END`
  return db
    .prepare(
      `${grouped(`lots_to_spend WHERE l.enrolment_id = ?1 AND l.state = 'active'`, 'max(l.activates_at)', '')}
       UNION ALL ${grouped(`lots_due WHERE l.enrolment_id = ?1 AND l.due_at IS NOT NULL AND l.state = 'pending'`, 'l.activates_at', 'l.activates_at,')}
       UNION ALL ${grouped(`lots_waiting WHERE l.enrolment_id = ?1 AND l.state = 'pending' AND l.activates_on IS NOT NULL`, 'NULL', 'l.activates_on,')}`,
    )
    .bind(enrolmentId)
}

/** The statements of the one batch that a membership reads. */
export const membershipStatements = (
  db: Db,
  programId: string,
  enrolmentId: string,
  now: number,
): D1PreparedStatement[] => [
  db
    .prepare(`SELECT name, ${householdOf('?2')} AS household FROM programs WHERE id = ?1`)
    .bind(programId, enrolmentId),
  db.prepare('SELECT data FROM profiles WHERE enrolment_id = ?').bind(enrolmentId),
  openLotsStatement(db, enrolmentId),
  readSent(db, enrolmentId, now),
  ...memberPlansStatements(db, programId, enrolmentId, now),
  ...readBookStatements(db, booksOf(enrolmentId), programId, now),
]

/** Reads a membership in one round trip; `null`: no such enrolment in this programme. */
export async function readMembership(
  db: Db,
  programId: string,
  enrolmentId: string,
  now: number,
): Promise<MembershipRead | null> {
  const results = await db.batch(membershipStatements(db, programId, enrolmentId, now))
  const [programs, profiles, open, sent] = results
  const read = toBooks(results.slice(-BOOK_STATEMENTS)).get(enrolmentId)
  const [program] = rowsOf<{ name: string; household: string | null }>(programs)
  const [profile] = rowsOf<{ data: string }>(profiles)
  if (!read || !program || !profile) return null
  return {
    ...memberPlansIn(results.slice(4, -BOOK_STATEMENTS)),
    programName: program.name,
    household: program.household,
    read,
    // Of those that are due, the open ones are among the rest; what is used up may get back what is held of it.
    lots: [...read.book.lots.filter((lot) => lot.state === 'closed'), ...rowsOf<LotRow>(open).map(toLot)],
    profile: profileIn(profile.data),
    sentOn: (day, unit) => sentOn(sent, day, unit),
  }
}

/** A member's pseudonym in a programme as it stands, without enrolling them. */
export async function findPseudonym(
  directory: Db,
  programId: string,
  number: string,
): Promise<{ enrolmentId: string | null } | null> {
  return directory
    .prepare(
      `SELECT (SELECT enrolment_id FROM pseudonyms WHERE member_id = m.id AND program_id = ?2) AS enrolmentId
       FROM members m WHERE m.number = ?1`,
    )
    .bind(number, programId)
    .first<{ enrolmentId: string | null }>()
}
