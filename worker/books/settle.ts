import { type BookWrites, readBookStatements, toBooks, writeBookStatements } from '../db/books.ts'
import { catalogueAt } from '../db/compiled.ts'
import { brokenPromise, databaseOf, rowsOf } from '../db/database.ts'
import { listDue } from '../db/ledger.ts'
import type { Env } from '../env.ts'
import { closeBooks, OpenBook } from './open-book.ts'
import { keepKey } from './seal.ts'

/**
 * Posts what has come due by itself in some members' books: releases, conversions, tiers, expiries, holds whose time is
 * up. Reads were right before; this keeps them cheap. Books that somebody else is writing to are left for the next time.
 *
 * @returns how many members were settled
 */
export async function settleDue(env: Env, binding: string, now: number, members: number): Promise<number> {
  const db = databaseOf(env, binding)
  const due = await listDue(db, now, members)
  let settled = 0
  for (const [programId, own] of Map.groupBy(due, (member) => member.programId)) {
    const ids = JSON.stringify(own.map((member) => member.enrolmentId))
    const whose = { sql: 'SELECT value FROM json_each(?1)', binds: [ids, null] as [unknown, unknown] }
    const [versions, ...books] = await db.batch([
      db.prepare('SELECT catalogue_version AS version FROM programs WHERE id = ?').bind(programId),
      ...readBookStatements(db, whose, programId, now),
    ])
    const version = rowsOf<{ version: number }>(versions)[0]?.version ?? 0
    const { rules } = await catalogueAt(env, binding, programId, version)
    const key = await keepKey(env, db, binding)
    const write = async (writes: BookWrites) => {
      await db.batch([...key.statements, ...writeBookStatements(db, writes)])
      key.written()
    }
    const read = [...toBooks(books).values()]
    const open = () => read.map((one) => new OpenBook(one, programId, rules, now))
    try {
      await write(await closeBooks(env, open()))
      settled += read.length
      continue
    } catch {
      // One member undid the whole batch: write them one by one, and see which.
    }
    for (const one of open()) {
      try {
        await write(await closeBooks(env, [one]))
        settled += 1
      } catch (error) {
        // Busy books have their turn in the next minute; anything else must not keep the others from theirs.
        if (brokenPromise(error) !== 'stale') console.error(error)
      }
    }
  }
  return settled
}
