import {
  CONSENT_DEFAULTS,
  type Consent,
  ConsentPurpose,
  MAX_CONSENT_HISTORY,
  type MemberConsents,
} from '../../shared/contracts/index.ts'
import type { MayUse } from '../../shared/engine/consented.ts'
import { type Db, rowsOf } from './database.ts'

type ConsentRow = Omit<Consent, 'granted'> & { granted: number }
const toConsent = (row: ConsentRow): Consent => ({ ...row, granted: row.granted === 1 })

const latest = (purpose: ConsentPurpose, enrolment: string): string =>
  `(SELECT granted FROM consents WHERE enrolment_id = ${enrolment} AND purpose = '${purpose}' ORDER BY seq DESC LIMIT 1)`

/** Columns that tell what a decision may use of the enrolment that `enrolment` names; see `mayUseIn`. */
export const mayUseColumns = (enrolment: string): string =>
  `${latest('personalOffers', enrolment)} AS mayPersonal, ${latest('interest', enrolment)} AS mayInterest`

/** A row of `mayUseColumns`. `null`: nothing has been said. */
export interface MayUseRow {
  mayPersonal: number | null
  mayInterest: number | null
}

/** What `mayUseColumns` found. */
export const mayUseIn = ({ mayPersonal, mayInterest }: MayUseRow): MayUse => ({
  personalOffers: mayPersonal === null ? CONSENT_DEFAULTS.personalOffers.granted : mayPersonal === 1,
  interest: mayInterest === null ? CONSENT_DEFAULTS.interest.granted : mayInterest === 1,
})

/** The statements that read a member's consents; see `consentsIn`. */
export const consentStatements = (
  db: Db,
  programId: string,
  enrolmentId: string,
): [D1PreparedStatement, D1PreparedStatement, D1PreparedStatement] => [
  db
    .prepare('SELECT enrolled_at AS enrolledAt FROM enrolments WHERE id = ? AND program_id = ?')
    .bind(enrolmentId, programId),
  db
    .prepare(
      `SELECT c.purpose, c.granted, c.changed_at AS changedAt, c.source FROM json_each(?2) p
       JOIN consents c ON c.enrolment_id = ?1 AND c.purpose = p.value
         AND c.seq = (SELECT max(seq) FROM consents WHERE enrolment_id = ?1 AND purpose = p.value)`,
    )
    .bind(enrolmentId, JSON.stringify(ConsentPurpose.options)),
  db
    .prepare(
      `SELECT purpose, granted, changed_at AS changedAt, source FROM consents WHERE enrolment_id = ?
       ORDER BY changed_at DESC, purpose, seq DESC LIMIT ${MAX_CONSENT_HISTORY}`,
    )
    .bind(enrolmentId),
]

/** What `consentStatements` found; `null`: no such enrolment in the programme. */
export function consentsIn([enrolments, stand, changes]: readonly (
  | D1Result
  | undefined
)[]): MemberConsents | null {
  const [enrolment] = rowsOf<{ enrolledAt: number }>(enrolments)
  if (!enrolment) return null
  const said = new Map(rowsOf<ConsentRow>(stand).map((row) => [row.purpose, toConsent(row)]))
  return {
    consents: ConsentPurpose.options.map(
      (purpose) =>
        said.get(purpose) ?? { purpose, ...CONSENT_DEFAULTS[purpose], changedAt: enrolment.enrolledAt },
    ),
    history: rowsOf<ConsentRow>(changes).map(toConsent),
  }
}

/** A member's consents; `null`: no such enrolment in the programme. */
export const readConsents = async (
  db: Db,
  programId: string,
  enrolmentId: string,
): Promise<MemberConsents | null> => consentsIn(await db.batch(consentStatements(db, programId, enrolmentId)))

/**
 * Notes what a member says of one purpose. What stands already is not noted again, and of two at once each is noted in
 * turn: the next number is counted in the statement that writes it.
 *
 * @returns `null`: no such enrolment in the programme, or its member has been erased
 */
export async function changeConsent(
  db: Db,
  { programId, enrolmentId }: { programId: string; enrolmentId: string },
  purpose: ConsentPurpose,
  granted: boolean,
  now: number,
): Promise<Consent | null> {
  const [, ...read] = await db.batch([
    db
      .prepare(
        `INSERT INTO consents (enrolment_id, purpose, seq, granted, changed_at, source)
         SELECT e.id, ?3, 1 + ifnull((SELECT max(seq) FROM consents WHERE enrolment_id = ?1 AND purpose = ?3), 0), ?4, ?5, 'member'
         FROM enrolments e WHERE e.id = ?1 AND e.program_id = ?2
           AND ifnull(${latest(purpose, '?1')}, ?6) <> ?4
           AND NOT EXISTS (SELECT 1 FROM consents WHERE enrolment_id = ?1 AND purpose = ?3 AND source = 'erasure')`,
      )
      .bind(enrolmentId, programId, purpose, Number(granted), now, Number(CONSENT_DEFAULTS[purpose].granted)),
    ...consentStatements(db, programId, enrolmentId),
  ])
  const found = consentsIn(read)?.consents.find((consent) => consent.purpose === purpose)
  return found && found.source !== 'erasure' ? found : null
}

/** Forgets what a member ever said, and keeps that they agree to nothing: for whoever is about to be erased. */
export async function eraseConsents(db: Db, enrolmentId: string, now: number): Promise<void> {
  await db.batch([
    db
      .prepare(
        `INSERT INTO consents (enrolment_id, purpose, seq, granted, changed_at, source)
         SELECT e.id, p.value, 1 + ifnull((SELECT max(seq) FROM consents WHERE enrolment_id = ?1 AND purpose = p.value), 0), 0, ?3, 'erasure'
         FROM json_each(?2) p JOIN enrolments e ON e.id = ?1
         WHERE NOT EXISTS (SELECT 1 FROM consents WHERE enrolment_id = ?1 AND purpose = p.value AND source = 'erasure')`,
      )
      .bind(enrolmentId, JSON.stringify(ConsentPurpose.options), now),
    db.prepare(`DELETE FROM consents WHERE enrolment_id = ? AND source <> 'erasure'`).bind(enrolmentId),
  ])
}
