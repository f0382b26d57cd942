import type { Standing, TierChange, TierLadder } from '../../contracts/index.ts'
import { type Held, heldIn, holding, type Own } from './held.ts'
import { stepEarned, stepOf, tierAt } from './levels.ts'
import { keptFrom, keptOn, type TierContext, trialOf, windowAt } from './window.ts'

/** A standing after something happened to its tier, and the step on or off the ladder, if there was one. */
export interface TierOutcome {
  standing: Standing
  change: Pick<TierChange, 'fromTier' | 'toTier' | 'why'> | null
}

/** The tier that the window which runs at `at` has earned so far; `null`: segments decide, and they are not known. */
export function earnedTier(
  standing: Standing,
  ladder: TierLadder,
  context: TierContext,
  at: number,
): string | null {
  const step = stepNow(standing, ladder, context, at)
  return step === null ? null : ladder.levels[step]!.key
}

/**
 * Lifts a member who has reached a threshold, the moment it is reached; to be called after whatever counts. It never
 * lowers: what a return takes away sets the member back in the window, but a tier that was reached is kept until its
 * review. In the days of grace what was missing may still come, and keeps the tier as if it had come in time.
 */
export function rise(standing: Standing, ladder: TierLadder, context: TierContext, at: number): TierOutcome {
  const { own, match } = fitting(standing, ladder, context, at)
  const step = stepOf(ladder, own.tier)
  const earned = stepNow(standing, ladder, context, at) ?? step
  if (earned > step)
    return outcome(standing, ladder, { own: reached(ladder, context, earned, at), match }, at, 'earned')
  // Reached under rules by which no tier ended. Now they do, and the member is given the full time.
  const endless = step > 0 && own.endsAt === null && ladder.downgrade !== 'none'
  const kept = endless ? reached(ladder, context, step, at) : savedInGrace(standing, ladder, context, own, at)
  return outcome(standing, ladder, { own: kept, match }, at, 'earned')
}

/**
 * All reviews that have come due by `at`, in their order; the standing itself where none has.
 *
 * A tier that was earned again in the window that ends with it is kept to the end of the next. Otherwise it lives on
 * for the ladder's days of grace, and is then kept (`downgrade: 'none'`), lowered by one step but not below what was
 * earned (`oneStep`), or set to what was earned (`anew`). A tier given by hand ends when it was to end, and what the
 * member holds by themselves stands again. Where the rules no longer know a tier, the member falls to the earned one.
 */
export function reviewTier(
  standing: Standing,
  ladder: TierLadder,
  context: TierContext,
  at: number,
): TierOutcome {
  let now = standing
  let why: TierChange['why'] = 'review'
  for (;;) {
    const dueAt = nextReviewAt(now, ladder, context, at)
    if (dueAt === null || dueAt > at) break
    const known = areKnown(heldIn(now), ladder)
    const held = fitting(now, ladder, context, dueAt)
    if (!known) {
      why = 'rules'
      now = holding(now, ladder, held, dueAt)
      continue
    }
    const ownDueAt = ownReviewAt(now, ladder, context, held.own)
    const own = ownDueAt === dueAt ? reviewed(now, ladder, context, held.own, dueAt) : held.own
    const match = held.match && held.match.untilAt > dueAt ? held.match : null
    why = held.match && !match ? 'match' : 'review'
    now = holding(now, ladder, { own, match }, dueAt)
  }
  return { standing: now, change: changeOf(standing, now, ladder, why) }
}

/**
 * When a tier is next worked out anew; `null`: never by itself. A tier earned again is so at its end, any other when
 * its days of grace are over. Of a tier that the rules no longer know it is `now`.
 */
export function nextReviewAt(
  standing: Standing,
  ladder: TierLadder,
  context: TierContext,
  now: number,
): number | null {
  const held = heldIn(standing)
  if (!areKnown(held, ladder)) return now
  const instants = [ownReviewAt(standing, ladder, context, held.own), held.match?.untilAt ?? null].filter(
    (at) => at !== null,
  )
  return instants.length === 0 ? null : Math.min(...instants)
}

/**
 * Gives a member a tier by hand: they are not below it until then. What they hold by themselves goes on beneath, can
 * rise there, and stands again afterwards.
 *
 * @throws RangeError where the ladder has no such tier, or it is the first, which is everybody's
 */
export function matchTier(
  standing: Standing,
  ladder: TierLadder,
  context: TierContext,
  match: { tier: string; untilAt: number },
  at: number,
): TierOutcome {
  if (stepOf(ladder, match.tier) < 1) throw new RangeError(`No tier ${match.tier} to give`)
  const { own } = fitting(standing, ladder, context, at)
  return outcome(standing, ladder, { own, match: { tier: match.tier, untilAt: match.untilAt } }, at, 'match')
}

/** When what a member holds by themselves is worked out anew. */
export function ownReviewAt(
  standing: Standing,
  ladder: TierLadder,
  context: TierContext,
  { tier, endsAt }: Own,
): number | null {
  const step = stepOf(ladder, tier)
  if (step <= 0 || endsAt === null || ladder.downgrade === 'none') return null
  const { lostAt, fromDay, toDay } = trialOf(ladder, context, endsAt)
  const earned = stepEarned(standing, ladder, context, fromDay, toDay) ?? step
  return earned >= step ? endsAt : lostAt
}

const stepNow = (standing: Standing, ladder: TierLadder, context: TierContext, at: number) => {
  const { fromDay, toDay } = windowAt(ladder.window, at, context.zone, context.enrolledAt)
  return stepEarned(standing, ladder, context, fromDay, toDay)
}

/** A tier reached at `at`. */
function reached(ladder: TierLadder, context: TierContext, step: number, at: number): Own {
  const ends = step > 0 && ladder.downgrade !== 'none'
  return { tier: tierAt(ladder, step), endsAt: ends ? keptFrom(ladder, context, at) : null }
}

/** What is held after the review of a tier that has come to its end. */
function reviewed(standing: Standing, ladder: TierLadder, context: TierContext, own: Own, at: number): Own {
  const endsAt = own.endsAt!
  const held = stepOf(ladder, own.tier)
  const { fromDay, toDay, graceToDay } = trialOf(ladder, context, endsAt)
  const inTime = stepEarned(standing, ladder, context, fromDay, toDay) ?? held
  // Grace saves what is held; it does not add days to the window for reaching more.
  const late = Math.min(held, stepEarned(standing, ladder, context, fromDay, graceToDay) ?? held)
  const earned = Math.max(inTime, late)
  const step = ladder.downgrade === 'oneStep' ? Math.max(earned, held - 1) : earned
  return { tier: tierAt(ladder, step), endsAt: step === 0 ? null : keptPast(ladder, context, endsAt, at) }
}

/** The end of the first window after `endsAt` that ends after `at`: grace may outlast a short one. */
function keptPast(ladder: TierLadder, context: TierContext, endsAt: number, at: number): number {
  let end = keptOn(ladder, context, endsAt)
  while (end <= at) end = keptOn(ladder, context, end)
  return end
}

function savedInGrace(
  standing: Standing,
  ladder: TierLadder,
  context: TierContext,
  own: Own,
  at: number,
): Own {
  const held = stepOf(ladder, own.tier)
  if (held === 0 || own.endsAt === null || ladder.downgrade === 'none' || at < own.endsAt) return own
  const { fromDay, graceToDay } = trialOf(ladder, context, own.endsAt)
  const earned = stepEarned(standing, ladder, context, fromDay, graceToDay) ?? held
  return earned >= held ? { ...own, endsAt: keptPast(ladder, context, own.endsAt, at) } : own
}

const areKnown = ({ own, match }: Held, ladder: TierLadder): boolean =>
  stepOf(ladder, own.tier) >= 0 && (match === null || stepOf(ladder, match.tier) >= 0)

/**
 * What is held, without tiers that the rules no longer know. What was earned in the window before counts as well where
 * it would have lasted through this one.
 */
function fitting(standing: Standing, ladder: TierLadder, context: TierContext, at: number): Held {
  const { own, match } = heldIn(standing)
  const kept = match && stepOf(ladder, match.tier) >= 0 ? match : null
  if (stepOf(ladder, own.tier) >= 0) return { own, match: kept }
  const step = stepNow(standing, ladder, context, at) ?? 0
  if (ladder.window.kind === 'rolling' || ladder.keepsUntil === 'window')
    return { own: reached(ladder, context, step, at), match: kept }
  const { startsAt } = windowAt(ladder.window, at, context.zone, context.enrolledAt)
  const before = stepNow(standing, ladder, context, startsAt - 1) ?? 0
  return {
    own: reached(ladder, context, Math.max(step, before), before > step ? startsAt - 1 : at),
    match: kept,
  }
}

const outcome = (
  standing: Standing,
  ladder: TierLadder,
  held: Held,
  at: number,
  why: TierChange['why'],
): TierOutcome => {
  const after = holding(standing, ladder, held, at)
  return {
    standing: after,
    change: changeOf(standing, after, ladder, areKnown(heldIn(standing), ladder) ? why : 'rules'),
  }
}

function changeOf(
  before: Standing,
  after: Standing,
  ladder: TierLadder,
  why: TierChange['why'],
): TierOutcome['change'] {
  const first = ladder.levels[0]!.key
  const fromTier = before.tier ?? first
  const toTier = after.tier ?? first
  return fromTier === toTier ? null : { fromTier, toTier, why }
}
