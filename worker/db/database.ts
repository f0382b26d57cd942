import { DomainError } from '../../shared/contracts/index.ts'
import type { Env } from '../env.ts'
import { queueUp } from './lines.ts'

/** What a repository needs of D1: a database, or a session of one. */
export type Db = Pick<D1Database, 'prepare' | 'batch'>

/** The database that a programme is placed on, by the name of its binding. */
export function databaseOf(env: Env, binding: string): D1Database {
  const db = (env as unknown as Record<string, D1Database | undefined>)[binding]
  // A placement that names a binding this deployment lacks is an operator's mistake, not the caller's.
  if (!db || typeof db.prepare !== 'function') throw new Error(`No D1 binding ${binding}`)
  return db
}

/** Every database of this deployment, each once. */
export function allDatabases(env: Env): D1Database[] {
  return bindings(env).map((binding) => databaseOf(env, binding))
}

/** The names of the bindings that programmes are placed on. */
export function bindings(env: Env): string[] {
  const listed = (env.PLACEMENTS ?? 'DB').split(',').map((name) => name.trim())
  return [...new Set(['DB', ...listed])]
}

/** Where a new programme goes. Chosen by its id, so that programmes spread evenly without a counter. */
export function placementFor(env: Env, programId: string): string {
  const listed = (env.PLACEMENTS ?? 'DB').split(',').map((name) => name.trim())
  const last = programId.charCodeAt(programId.length - 1)
  return listed[last % listed.length] as string
}

/** The rows of one statement of a batch, as the statement selects them. */
export const rowsOf = <T>(result: D1Result | undefined): T[] => (result?.results ?? []) as T[]

/** D1 takes 2 MB a bound value. A character is at most 3 bytes of UTF-8, so this many always fit. */
const CHARACTERS_A_VALUE = 600_000

/** Rows as JSON arrays, as few as fit D1's limit on a value. No rows, no arrays. */
export function jsonChunks(rows: readonly unknown[]): string[] {
  const chunks: string[] = []
  let chunk: string[] = []
  let size = 0
  for (const row of rows) {
    const text = JSON.stringify(row)
    if (size + text.length > CHARACTERS_A_VALUE && chunk.length > 0) {
      chunks.push(`[${chunk.join(',')}]`)
      chunk = []
      size = 0
    }
    chunk.push(text)
    size += text.length + 1
  }
  if (chunk.length > 0) chunks.push(`[${chunk.join(',')}]`)
  return chunks
}

/**
 * A statement that reads its rows from `json_each(?1)`, bound to them: a hundred rows are as few statements as one,
 * and more only where they would pass D1's limit on a value. `more` is bound from ?2 on.
 */
export const forRows = (
  db: Db,
  sql: string,
  rows: readonly unknown[],
  ...more: unknown[]
): D1PreparedStatement[] => jsonChunks(rows).map((chunk) => db.prepare(sql).bind(chunk, ...more))

/**
 * What a failed batch was about, by SQLite's own words: which promise of the database it would have broken.
 * `null`: none that we know, so a bug.
 */
export function brokenPromise(
  error: unknown,
): 'stale' | 'closed' | 'exhausted' | { unique: string } | { check: string } | null {
  const text =
    error instanceof Error
      ? `${error.message} ${(error.cause as Error | undefined)?.message ?? ''}`
      : String(error)
  // What was due has been posted meanwhile: the same as any other writer who came between.
  if (
    /stale (account|profile|standing|hold|reward|order|segment)|not a lot of this account|entry posted before/.test(
      text,
    )
  )
    return 'stale'
  // A day is closed an hour after its end: whoever writes into it is told the time by a clock that is behind the one
  // that closed it, and would be told the same again.
  if (/day closed/.test(text)) return 'closed'
  if (/offer exhausted/.test(text)) return 'exhausted'
  const unique = /UNIQUE constraint failed: ([\w., ]+)/.exec(text)
  if (unique) return { unique: unique[1] as string }
  const check = /CHECK constraint failed: ([^:]+)/.exec(text)
  if (check) return { check: check[1] as string }
  return null
}

/** Another writer came between: whoever read before must read again. */
export class Stale extends Error {
  constructor(cause: unknown) {
    super('stale account', { cause })
  }
}

/** Longest pause before the second try; every further try may wait twice as long, up to the longest. Milliseconds. */
const FIRST_PAUSE_MS = 4
const LONGEST_PAUSE_MS = 500

/** Most tries, and how long after it came a request is still tried, in milliseconds: then the caller is told to come again. */
const MOST_TRIES = 20
const MOST_MS = 20_000

/** Where those wait who collided and did not say with whom. */
const ANYBODY = 'anybody'

/**
 * Runs a read-compute-write until no other writer came between, for a while. Requests of one isolate take turns, each
 * tried when those before it are done: hundreds at once on one account collide with nobody. With other isolates they
 * do, and then wait for a time left to chance before they try again, or they would collide for ever.
 *
 * @param whose accounts that will be written to, as far as they are known: enrolments
 * @throws DomainError busy; day_closed where the books of the day have been published already
 */
export async function inTurn<T>(attempt: () => Promise<T>, whose: readonly string[] = []): Promise<T> {
  const endsAt = Date.now() + MOST_MS
  let leave = await queueUp(whose, endsAt)
  try {
    for (let tried = 1; ; tried += 1) {
      try {
        return await attempt()
      } catch (error) {
        const broken = brokenPromise(error)
        if (broken === 'closed')
          throw new DomainError(
            'day_closed',
            'A clock is wrong: the books of this instant have been published',
          )
        if (broken !== 'stale') throw error
        if (tried >= MOST_TRIES || Date.now() >= endsAt)
          throw new DomainError('busy', 'Other requests kept changing the same account')
      }
      if (whose.length === 0 && tried === 1) leave = await queueUp([ANYBODY], endsAt)
      const longest = Math.min(FIRST_PAUSE_MS * 2 ** tried, LONGEST_PAUSE_MS)
      await scheduler.wait(Math.ceil(Math.random() * longest))
    }
  } finally {
    leave()
  }
}
