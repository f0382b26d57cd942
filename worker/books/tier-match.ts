import type { TierMatch, TierStanding } from '../../shared/contracts/index.ts'
import { leaveTier, matchTier, tierStanding } from '../../shared/ledger/index.ts'
import { catalogueAt } from '../db/compiled.ts'
import { databaseOf, inTurn } from '../db/database.ts'
import { readForMove } from '../db/moves.ts'
import type { Env } from '../env.ts'
import { fieldError } from '../http/reported.ts'
import { OpenBook } from './open-book.ts'
import { saveBooks } from './save-books.ts'
import { missing } from './whose.ts'

/**
 * Gives a member a tier by hand, until an instant: they are not below it before that. What they hold by themselves goes
 * on beneath. Who gave it and why is noted with the steps of the ladder, also where the member stood as high already.
 *
 * @throws DomainError not_found, invalid_request, busy
 */
export const giveTier = (
  env: Env,
  { programId, binding }: { programId: string; binding: string },
  enrolmentId: string,
  { tier, untilAt, operator, reason }: TierMatch,
  now: number,
): Promise<TierStanding> => {
  const db = databaseOf(env, binding)
  return inTurn(async () => {
    const { catalogueVersion, books } = await readForMove(db, programId, [enrolmentId], now)
    const read = books.get(enrolmentId)
    if (!read) throw missing('/enrolmentId', `no enrolment ${enrolmentId}`)
    const { rules } = await catalogueAt(env, binding, programId, catalogueVersion)
    const ladder = rules.tiers
    const step = ladder?.levels.findIndex(({ key }) => key === tier) ?? -1
    if (!ladder) throw fieldError('tier', 'the programme has no tiers')
    if (step < 0) throw fieldError('tier', `no tier ${tier}`)
    if (step === 0) throw fieldError('tier', 'is everybody’s: there is nothing to give')
    if (untilAt <= now) throw fieldError('untilAt', 'must lie ahead')

    const open = new OpenBook(read, programId, rules, now)
    const context = { zone: rules.timeZone, enrolledAt: open.book.enrolledAt, segments: null }
    const first = (ladder.levels[0] as (typeof ladder.levels)[0]).key
    const fromTier = open.standing.tier ?? first
    const { standing, change } = matchTier(open.standing, ladder, context, { tier, untilAt }, now)
    open.keep(change ? leaveTier(standing, change.fromTier, now) : standing)
    const toTier = standing.tier ?? first
    open.stepTier([{ fromTier, toTier, why: 'match', at: now }], { operator, reason })
    open.settle()
    await saveBooks(env, db, binding, [open])
    return tierStanding(open.standing, ladder, context, now)
  })
}
