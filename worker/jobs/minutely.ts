import { releaseExpired } from '../db/claims.ts'
import { allDatabases } from '../db/database.ts'
import { forgetAnswers } from '../db/idempotency.ts'
import { settleDue } from '../db/ledger.ts'
import type { Env } from '../env.ts'
import { deliverMail } from './mail.ts'

/** Accounts settled in one round, and rounds a minute: bounded, so that a backlog is worked off over several minutes. */
const ACCOUNTS_A_ROUND = 200
const ROUNDS = 20

/** The minute's work on every database. Nothing waits for it: reads are right whether or not it ran. */
export async function everyMinute(env: Env, now: number): Promise<void> {
  const work = [
    forgetAnswers(env.DB, now),
    deliverMail(env, now),
    ...allDatabases(env).flatMap((db) => [releaseExpired(db, now), settleAll(db, now)]),
  ]
  // What fails is logged and comes again in a minute; the rest goes on.
  for (const done of await Promise.allSettled(work))
    if (done.status === 'rejected') console.error(done.reason)
}

async function settleAll(db: D1Database, now: number): Promise<void> {
  for (let round = 0; round < ROUNDS; round += 1) {
    if ((await settleDue(db, now, ACCOUNTS_A_ROUND)) === 0) return
  }
}
