import type { BreakEven, Plan, SavingKind, Subscription } from '../../contracts/index.ts'
import { addMonths } from '../calendar.ts'
import { refundMinor } from './refund.ts'
import { termEnd } from './terms.ts'

/** A lifetime has no end to measure a pace against: it is on course if it pays within ten years. */
export const LIFETIME_YEARS = 10

/** Under a tenth of the term says nothing yet of the rest. */
const EARLY_PART = 10

/**
 * What a plan has saved against what it costs. A trial is measured against the fee that will follow, and its term:
 * that is what its member has to decide on.
 *
 * @param savings measured since the term began, returns taken off; kinds may come more than once
 * @param zone the programme's, which says how long a month is
 */
export function breakEven(
  plan: Plan,
  subscription: Subscription,
  savings: readonly { kind: SavingKind; amountMinor: number }[],
  now: number,
  zone: string,
): BreakEven {
  const { termStartsAt: sinceAt, currency } = subscription
  const trial = subscription.trialEndsAt !== null && subscription.trialEndsAt === subscription.termEndsAt
  const feeMinor = trial ? plan.price.amountMinor : subscription.feeMinor - subscription.refundedMinor
  const byKind = new Map<SavingKind, number>()
  for (const { kind, amountMinor } of savings) byKind.set(kind, (byKind.get(kind) ?? 0) + amountMinor)
  const saved = [...byKind]
    .map(([kind, amountMinor]) => ({ kind, amountMinor }))
    .filter(({ amountMinor }) => amountMinor > 0)
    .sort((a, b) => b.amountMinor - a.amountMinor || (a.kind < b.kind ? -1 : 1))
  const savedMinor = saved.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
  const endsAt =
    (trial ? termEnd(plan, sinceAt, sinceAt, zone) : subscription.termEndsAt) ??
    addMonths(sinceAt, 12 * LIFETIME_YEARS, zone)
  return {
    currency,
    feeMinor,
    savedMinor,
    saved,
    netMinor: savedMinor - feeMinor,
    sinceAt,
    verdict: verdict(feeMinor, savedMinor, now - sinceAt, endsAt - sinceAt),
    refundMinor: refundMinor(plan, subscription, now, savedMinor),
  }
}

/** The pace is what was saved so far over the share of the term that has passed: kept up, what it comes to by the end. */
function verdict(
  feeMinor: number,
  savedMinor: number,
  passedMs: number,
  termMs: number,
): BreakEven['verdict'] {
  if (savedMinor >= feeMinor) return 'paid'
  if (passedMs * EARLY_PART < termMs) return 'tooEarly'
  return BigInt(savedMinor) * BigInt(termMs) >= BigInt(feeMinor) * BigInt(passedMs) ? 'onCourse' : 'behind'
}
