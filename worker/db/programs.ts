import type { Program, ProgramData, ProgramRules } from '../../shared/contracts/index.ts'
import type { Env } from '../env.ts'
import { raiseVersion } from './catalogue.ts'
import { insertCauses } from './causes.ts'
import { type Db, databaseOf, placementFor } from './database.ts'
import { newId } from './ids.ts'
import { insertRewards } from './rewards.ts'

/** A programme as it stands on record, with its database. */
export interface PlacedProgram {
  binding: string
  joinHash: string | null
}

/** A programme that is to be begun: where it goes, and the statements for its own database and for the directory. */
export interface BegunProgram {
  program: Program
  binding: string
  inProgram: D1PreparedStatement[]
  inDirectory: D1PreparedStatement[]
}

/** Prepares a new programme. `joinHash`: SHA-256 of the code that lets merchants join; `null`, none can yet. */
export function beginProgram(
  env: Env,
  data: ProgramData,
  joinHash: string | null,
  now: number,
): BegunProgram {
  const program: Program = { id: newId('prg'), name: data.name, rules: data.rules }
  const binding = placementFor(env, program.id)
  return {
    program,
    binding,
    inProgram: insertProgram(databaseOf(env, binding), program, data, now),
    inDirectory: [placeProgram(env.DB, program.id, binding, joinHash)],
  }
}

/** The statements that begin a programme on its own database. */
const insertProgram = (db: Db, program: Program, data: ProgramData, now: number): D1PreparedStatement[] => [
  db
    .prepare('INSERT INTO programs (id, name, rules, starter_offers, created_at) VALUES (?, ?, ?, ?, ?)')
    .bind(program.id, program.name, JSON.stringify(program.rules), JSON.stringify(data.offers), now),
  ...insertCauses(
    db,
    program.id,
    data.causes.map((cause) => ({ ...cause, id: newId('cau') })),
    now,
  ),
  ...insertRewards(
    db,
    program.id,
    data.rewards.map((reward) => ({ id: newId('rew'), reward })),
    now,
  ),
]

/** The statement that tells the directory where a programme lives. */
const placeProgram = (
  directory: Db,
  programId: string,
  binding: string,
  joinHash: string | null,
): D1PreparedStatement =>
  directory
    .prepare('INSERT INTO placements (program_id, binding, join_hash) VALUES (?, ?, ?)')
    .bind(programId, binding, joinHash)

/** Where a programme lives, and the hash of the code that lets merchants join. */
export const findPlacement = (directory: Db, programId: string): Promise<PlacedProgram | null> =>
  directory
    .prepare('SELECT binding, join_hash AS joinHash FROM placements WHERE program_id = ?')
    .bind(programId)
    .first<PlacedProgram>()

/** Lets merchants join by another code from now on. */
export async function saveJoinHash(directory: Db, programId: string, joinHash: string): Promise<void> {
  await directory
    .prepare('UPDATE placements SET join_hash = ? WHERE program_id = ?')
    .bind(joinHash, programId)
    .run()
}

/** The statements that give a merchant who joins the offers that the programme begins with, from now on. */
export const installOffers = (
  db: Db,
  programId: string,
  merchantId: string,
  now: number,
): D1PreparedStatement[] => [
  db
    .prepare(
      `INSERT INTO offers (id, program_id, merchant_id, key, revision, state, definition, limit_per_member, limit_total, budget_minor, created_at, updated_at)
       SELECT ids.value, p.id, ?2, o.value ->> 'key', 1, o.value ->> 'state',
         json_set(json_remove(o.value, '$.state'), '$.schedule', json_object('startsAt', ?3, 'endsAt', NULL)),
         o.value ->> '$.limits.perMember', o.value ->> '$.limits.total', o.value ->> '$.limits.budgetMinor', ?3, ?3
       FROM programs p, json_each(p.starter_offers) o JOIN json_each(?4) ids ON ids.key = o.key WHERE p.id = ?1`,
    )
    // More ids than a programme may have offers: each takes the one of its place.
    .bind(programId, merchantId, now, JSON.stringify(Array.from({ length: 50 }, () => newId('off')))),
  raiseVersion(db, programId),
]

/** A programme by its id, on its own database. */
export async function findProgram(db: Db, programId: string): Promise<Program | null> {
  const row = await db
    .prepare('SELECT id, name, rules FROM programs WHERE id = ?')
    .bind(programId)
    .first<{ id: string; name: string; rules: string }>()
  return row && { id: row.id, name: row.name, rules: JSON.parse(row.rules) as ProgramRules }
}

/**
 * Replaces a programme's rules, and tells every isolate. False: the catalogue is of another version by now than the one that
 * they were checked against, and nothing was written.
 */
export async function saveProgramRules(
  db: Db,
  programId: string,
  rules: ProgramRules,
  catalogueVersion: number,
): Promise<boolean> {
  const { meta } = await db
    .prepare(
      `UPDATE programs SET rules = ?, catalogue_version = catalogue_version + 1
       WHERE id = ? AND catalogue_version = ?`,
    )
    .bind(JSON.stringify(rules), programId, catalogueVersion)
    .run()
  return meta.changes > 0
}
