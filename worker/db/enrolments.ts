import { DomainError } from '../../shared/contracts/index.ts'
import { emptyProfile } from '../../shared/engine/profile.ts'
import { emptyStanding } from '../../shared/ledger/standing.ts'
import type { Env } from '../env.ts'
import { type Db, databaseOf, rowsOf } from './database.ts'
import { newId } from './ids.ts'

/** How the directory finds the members of a list: the column that a key of the list is looked up in. */
type Lookup = { table: string; key: string; member: string; only: string }

const BY_ID: Lookup = { table: 'members', key: 'id', member: 'id', only: '' }
const BY_NUMBER: Lookup = { table: 'members', key: 'number', member: 'id', only: '' }
const BY_EMAIL: Lookup = {
  table: 'member_emails',
  key: 'email_hash',
  member: 'member_id',
  only: 'AND found.verified_at IS NOT NULL',
}

/**
 * Enrols the members behind `keys`, as far as there are any, and tells their pseudonyms by key.
 *
 * The pseudonym is written first and read back in one batch of the directory: of racing requests all read the
 * winner's. Only then does the programme hear of it; a request that dies in between is healed by the next, which
 * writes the same rows again where they are missing. One call to each database, for one key or for thousands.
 */
async function enrol(
  env: Env,
  programId: string,
  binding: string,
  lookup: Lookup,
  keys: string[],
  now: number,
  db: Db = databaseOf(env, binding),
): Promise<Map<string, string>> {
  if (keys.length === 0) return new Map()
  const wanted = JSON.stringify([...new Set(keys)].map((key) => [key, newId('enr')]))
  const { table, key, member, only } = lookup
  const from = `FROM json_each(?1) AS wanted JOIN ${table} AS found ON found.${key} = wanted.value ->> 0 ${only}`
  const [, read] = await env.DB.batch([
    env.DB.prepare(
      `INSERT INTO pseudonyms (member_id, program_id, enrolment_id)
       SELECT found.${member}, ?2, wanted.value ->> 1 ${from} WHERE true ON CONFLICT (member_id, program_id) DO NOTHING`,
    ).bind(wanted, programId),
    env.DB.prepare(
      `SELECT wanted.value ->> 0 AS key, p.enrolment_id ${from}
       JOIN pseudonyms AS p ON p.member_id = found.${member} AND p.program_id = ?2`,
    ).bind(wanted, programId),
  ])
  const found = new Map(
    rowsOf<{ key: string; enrolment_id: string }>(read).map((row) => [row.key, row.enrolment_id]),
  )
  if (found.size === 0) return found

  const ids = JSON.stringify([...new Set(found.values())])
  await db.batch([
    db
      .prepare(
        'INSERT OR IGNORE INTO enrolments (id, program_id, enrolled_at) SELECT value, ?2, ?3 FROM json_each(?1)',
      )
      .bind(ids, programId, now),
    db
      .prepare(
        'INSERT OR IGNORE INTO profiles (enrolment_id, version, data) SELECT value, 1, ?2 FROM json_each(?1)',
      )
      .bind(ids, JSON.stringify(emptyProfile())),
    db
      .prepare(
        'INSERT OR IGNORE INTO standings (enrolment_id, version, data) SELECT value, 1, ?2 FROM json_each(?1)',
      )
      .bind(ids, JSON.stringify(emptyStanding())),
  ])
  return found
}

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
  const enrolmentId = (await enrol(env, programId, binding, BY_ID, [memberId], now, db)).get(memberId)
  if (!enrolmentId) throw new DomainError('unauthenticated', 'The member is gone')
  return enrolmentId
}

/** Enrolments by member number; numbers that are nobody's are left out. At most one call to each database. */
export const enrolByNumbers = (
  env: Env,
  programId: string,
  binding: string,
  numbers: string[],
  now: number = Date.now(),
): Promise<Map<string, string>> => enrol(env, programId, binding, BY_NUMBER, numbers, now)

/** Enrolments by the hash of an address that its member has verified. At most one call to each database. */
export const findByEmailHashes = (
  env: Env,
  programId: string,
  binding: string,
  hashes: string[],
  now: number = Date.now(),
): Promise<Map<string, string>> => enrol(env, programId, binding, BY_EMAIL, hashes, now)
