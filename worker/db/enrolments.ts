import { DomainError } from '../../shared/contracts/index.ts'
import { emptyProfile } from '../../shared/engine/profile.ts'
import { emptyStanding } from '../../shared/ledger/standing.ts'
import type { Env } from '../env.ts'
import { type Db, databaseOf, rowsOf } from './database.ts'
import { newId } from './ids.ts'

/** What a member is found by: their id, their number, or the hash of an address that they have verified. */
export type MemberKey = [by: 'id' | 'number' | 'email', key: string]

/** How the members behind keys of one kind are found; `w` is a key of ?1, an object of `program` and `keys`. */
const MEMBER_BY: Record<MemberKey[0], string> = {
  number: `members m ON w.value ->> 0 = 'number' AND m.number = w.value ->> 1`,
  id: `members m ON w.value ->> 0 = 'id' AND m.id = w.value ->> 1`,
  email: `member_emails m ON w.value ->> 0 = 'email' AND m.email_hash = w.value ->> 1 AND m.verified_at IS NOT NULL`,
}

/**
 * The members behind some keys; one that is nobody's gives no row. Only of the kinds that there are: the query stands in
 * most statements of a batch, and SQLite reads it anew in each.
 */
const foundBy = (keys: readonly MemberKey[]): string =>
  [...new Set(keys.map(([by]) => by))]
    .map(
      (by) =>
        `SELECT w.value ->> 0 AS by, w.value ->> 1 AS key, w.value ->> 2 AS pseudonym, m.${by === 'email' ? 'member_id' : 'id'} AS member
    FROM json_each(?1, '$.keys') w JOIN ${MEMBER_BY[by]}`,
    )
    .join(' UNION ALL ')

/** Whose enrolments are meant: a query of their ids in the column `value`, over ?1. */
export interface Enrolled {
  sql: string
  value: string
}

/** Enrolments of members who are known by keys. */
export interface EnrolledByKeys extends Enrolled {
  /** The query of those members. */
  found: string
}

/** Enrolments whose ids are known. */
export const enrolledIds = (ids: readonly string[]): Enrolled => ({
  sql: 'SELECT value FROM json_each(?1)',
  value: JSON.stringify(ids),
})

/** Enrolments of the members behind some keys. Only the directory can answer: the query is for its database alone. */
export function enrolledByKeys(programId: string, keys: readonly MemberKey[]): EnrolledByKeys {
  const found = foundBy(keys)
  const once = new Map(keys.map(([by, key]) => [`${by} ${key}`, [by, key, newId('enr')]]))
  return {
    found,
    sql: `SELECT DISTINCT s.enrolment_id AS value FROM (${found}) f
      JOIN pseudonyms s ON s.member_id = f.member AND s.program_id = ?1 ->> '$.program'`,
    value: JSON.stringify({ program: programId, keys: [...once.values()] }),
  }
}

/**
 * The statements that give the members behind `keys` their pseudonyms, and read them back: of racing requests all read
 * the winner's. See `pseudonymsIn`.
 */
export const pseudonymStatements = (
  directory: Db,
  { found, value }: EnrolledByKeys,
): D1PreparedStatement[] => [
  directory
    .prepare(
      `INSERT INTO pseudonyms (member_id, program_id, enrolment_id)
       SELECT f.member, ?1 ->> '$.program', f.pseudonym FROM (${found}) f WHERE true ON CONFLICT (member_id, program_id) DO NOTHING`,
    )
    .bind(value),
  directory
    .prepare(
      `SELECT f.by, f.key, s.enrolment_id AS enrolmentId FROM (${found}) f
       JOIN pseudonyms s ON s.member_id = f.member AND s.program_id = ?1 ->> '$.program'`,
    )
    .bind(value),
]

/** What the second of `pseudonymStatements` found, by `by key`. */
export const pseudonymsIn = (result: D1Result | undefined): Map<string, string> =>
  new Map(
    rowsOf<{ by: string; key: string; enrolmentId: string }>(result).map((row) => [
      `${row.by} ${row.key}`,
      row.enrolmentId,
    ]),
  )

/**
 * The statements by which a programme hears of its members: an empty profile and standing where they are new. A request
 * that died after the pseudonym is healed by the next, which writes the same rows again where they are missing.
 */
export const enrolStatements = (
  db: Db,
  { sql, value }: Enrolled,
  programId: string,
  now: number,
): D1PreparedStatement[] => [
  db
    .prepare(
      `INSERT OR IGNORE INTO enrolments (id, program_id, enrolled_at) SELECT b.value, ?2, ?3 FROM (${sql}) b`,
    )
    .bind(value, programId, now),
  db
    .prepare(
      `INSERT OR IGNORE INTO profiles (enrolment_id, version, data) SELECT b.value, 1, ?2 FROM (${sql}) b`,
    )
    .bind(value, JSON.stringify(emptyProfile())),
  db
    .prepare(
      `INSERT OR IGNORE INTO standings (enrolment_id, version, data) SELECT b.value, 1, ?2 FROM (${sql}) b`,
    )
    .bind(value, JSON.stringify(emptyStanding())),
]

/** Enrols the members behind `keys`, as far as there are any, and tells their pseudonyms by `by key`. */
export async function enrolMembers(
  env: Env,
  programId: string,
  binding: string,
  keys: MemberKey[],
  now: number,
  db: Db = databaseOf(env, binding),
): Promise<Map<string, string>> {
  if (keys.length === 0) return new Map()
  const [, read] = await env.DB.batch(pseudonymStatements(env.DB, enrolledByKeys(programId, keys)))
  const found = pseudonymsIn(read)
  if (found.size === 0) return found
  await db.batch(enrolStatements(db, enrolledIds([...new Set(found.values())]), programId, now))
  return found
}

/** The pseudonyms found, by the key alone. */
const byKey = (found: Map<string, string>): Map<string, string> =>
  new Map([...found].map(([key, enrolmentId]) => [key.slice(key.indexOf(' ') + 1), enrolmentId]))

/**
 * The member's pseudonym in a programme, with an empty profile and account where they are new to it.
 * `db`: the programme's database, where the caller wants the bookmark of the write.
 *
 * @throws DomainError unauthenticated, where the member has just been erased
 */
export async function ensureEnrolment(
  env: Env,
  programId: string,
  binding: string,
  memberId: string,
  now: number,
  db?: Db,
): Promise<string> {
  const enrolmentId = byKey(await enrolMembers(env, programId, binding, [['id', memberId]], now, db)).get(
    memberId,
  )
  if (!enrolmentId) throw new DomainError('unauthenticated', 'The member is gone')
  return enrolmentId
}

/** The member behind a number, with their pseudonym in a programme where they have one. `null`: nobody's number. */
export const findByNumber = (
  directory: Db,
  programId: string,
  number: string,
): Promise<{ memberId: string; enrolmentId: string | null } | null> =>
  directory
    .prepare(
      `SELECT m.id AS memberId, s.enrolment_id AS enrolmentId FROM members m
       LEFT JOIN pseudonyms s ON s.member_id = m.id AND s.program_id = ?2 WHERE m.number = ?1`,
    )
    .bind(number, programId)
    .first<{ memberId: string; enrolmentId: string | null }>()

/** The statement that gives a member a pseudonym; where they have one, it undoes the batch. */
export const insertPseudonym = (
  directory: Db,
  memberId: string,
  programId: string,
  enrolmentId: string,
): D1PreparedStatement =>
  directory
    .prepare('INSERT INTO pseudonyms (member_id, program_id, enrolment_id) VALUES (?, ?, ?)')
    .bind(memberId, programId, enrolmentId)

/** Gives a member a pseudonym, unless they have one, and tells which is theirs; `null`: the member has just been erased. */
export async function keepPseudonym(
  directory: Db,
  memberId: string,
  programId: string,
  enrolmentId: string,
): Promise<string | null> {
  const [, read] = await directory.batch([
    directory
      .prepare(
        `INSERT INTO pseudonyms (member_id, program_id, enrolment_id) SELECT id, ?2, ?3 FROM members WHERE id = ?1
         ON CONFLICT (member_id, program_id) DO NOTHING`,
      )
      .bind(memberId, programId, enrolmentId),
    directory
      .prepare('SELECT enrolment_id AS enrolmentId FROM pseudonyms WHERE member_id = ? AND program_id = ?')
      .bind(memberId, programId),
  ])
  return rowsOf<{ enrolmentId: string }>(read)[0]?.enrolmentId ?? null
}

/** Enrolments by member number; numbers that are nobody's are left out. At most one call to each database. */
export const enrolByNumbers = async (
  env: Env,
  programId: string,
  binding: string,
  numbers: string[],
  now: number = Date.now(),
): Promise<Map<string, string>> =>
  byKey(
    await enrolMembers(
      env,
      programId,
      binding,
      numbers.map((number) => ['number', number]),
      now,
    ),
  )
