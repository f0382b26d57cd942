import { settleDue } from '../books/settle.ts'
import { releaseExpired } from '../db/claims.ts'
import { bindings, databaseOf } from '../db/database.ts'
import { forgetAnswers } from '../db/idempotency.ts'
import { cancelUnfetched } from '../db/pickups.ts'
import type { Env } from '../env.ts'
import { publishDailyRoots } from './daily-root.ts'
import { learnDue } from './learn.ts'
import { deliverMail } from './mail.ts'
import { passSegments } from './segments.ts'

/** Members settled in one round, and rounds a minute: bounded, so that a backlog is worked off over several minutes. */
const MEMBERS_A_ROUND = 200
const ROUNDS = 20

/** The minute's work on every database. Nothing waits for it: reads are right whether or not it ran. */
export async function everyMinute(env: Env, now: number): Promise<void> {
  const work = [
    forgetAnswers(env.DB, now),
    deliverMail(env, now),
    ...bindings(env).flatMap((binding) => [
      releaseExpired(databaseOf(env, binding), now),
      cancelUnfetched(databaseOf(env, binding), now),
      settleAll(env, binding, now),
      publishDailyRoots(env, binding, now),
      passSegments(env, binding, now),
      learnDue(env, binding, now),
    ]),
  ]
  // What fails is logged and comes again in a minute; the rest goes on.
  for (const done of await Promise.allSettled(work))
    if (done.status === 'rejected') console.error(done.reason)
}

async function settleAll(env: Env, binding: string, now: number): Promise<void> {
  for (let round = 0; round < ROUNDS; round += 1) {
    if ((await settleDue(env, binding, now, MEMBERS_A_ROUND)) === 0) return
  }
}
