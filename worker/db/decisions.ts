import type { Profile } from '../../shared/contracts/index.ts'
import type { LotState } from '../../shared/ledger/index.ts'
import { type Db, rowsOf } from './database.ts'

/** What a decision reads of the member: all of it in one round trip. */
export interface DecisionInputs {
  catalogueVersion: number
  profile: Profile
  account: { seq: number; available: number; pending: number }
  /** Lots that have come due and not been posted yet: their points count as if they had. */
  due: LotState[]
  nextReleaseAt: number | null
  exhausted: Set<string>
  /** How often the member has redeemed each offer. */
  redeemed: Map<string, number>
}

/** The statements of the one batch that a decision reads. */
export const decisionStatements = (
  db: Db,
  programId: string,
  enrolmentId: string,
  now: number,
): D1PreparedStatement[] => [
  db.prepare('SELECT catalogue_version AS version FROM programs WHERE id = ?').bind(programId),
  db
    .prepare(
      `SELECT p.data, a.seq, a.available, a.pending,
           (SELECT due_at FROM lots WHERE enrolment_id = ?1 AND due_at > ?2 AND state = 'pending' ORDER BY due_at LIMIT 1) AS nextReleaseAt
         FROM profiles p JOIN accounts a ON a.enrolment_id = p.enrolment_id AND a.unit = 'points' WHERE p.enrolment_id = ?1`,
    )
    .bind(enrolmentId, now),
  db
    .prepare(
      `SELECT id, remaining, state, activates_at AS activatesAt, expires_at AS expiresAt FROM lots WHERE enrolment_id = ? AND due_at <= ?`,
    )
    .bind(enrolmentId, now),
  db.prepare('SELECT id FROM offers WHERE program_id = ? AND exhausted = 1').bind(programId),
  db.prepare('SELECT offer_id AS offerId, times FROM offer_uses WHERE enrolment_id = ?').bind(enrolmentId),
]

/**
 * Reads the member's inputs at `now`. The rows read don't grow with the number of purchases: profile and account are
 * running aggregates, and only lots that are due or next are looked at. `null`: no such enrolment here.
 */
export async function readDecisionInputs(
  db: Db,
  programId: string,
  enrolmentId: string,
  now: number,
): Promise<DecisionInputs | null> {
  const [programs, members, lots, offers, claims] = await db.batch(
    decisionStatements(db, programId, enrolmentId, now),
  )
  const member = rowsOf<{
    data: string
    seq: number
    available: number
    pending: number
    nextReleaseAt: number | null
  }>(members)[0]
  const version = rowsOf<{ version: number }>(programs)[0]?.version
  if (!member || version === undefined) return null
  const { data, nextReleaseAt, ...account } = member
  return {
    catalogueVersion: version,
    profile: JSON.parse(data) as Profile,
    account,
    due: rowsOf<LotState>(lots),
    nextReleaseAt,
    exhausted: new Set(rowsOf<{ id: string }>(offers).map((row) => row.id)),
    redeemed: new Map(
      rowsOf<{ offerId: string; times: number }>(claims).map((row) => [row.offerId, row.times]),
    ),
  }
}
