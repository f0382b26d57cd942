import type { CapUse, EarnCaps } from '../../contracts/index.ts'
import type { Cut } from './types.ts'

/** Periods before the one that runs whose counts are kept: a week of days for a till that reports late. */
const EARLIER_PERIODS = 7

/** Cuts an amount to what the caps leave, in the order purchase, period, member. `periodStartsAt` is of the period it falls in. */
export function cutToCaps(
  amount: number,
  caps: EarnCaps,
  use: CapUse | undefined,
  periodStartsAt: number | null,
): { amount: number; cut: Cut | null } {
  const rooms: [Cut['cap'], number | undefined][] = [
    ['perPurchase', caps.perPurchase],
    ['perPeriod', caps.perPeriod && caps.perPeriod.amount - usedIn(use, periodStartsAt ?? 0)],
    ['perMember', caps.perMember === undefined ? undefined : caps.perMember - (use?.ever ?? 0)],
  ]
  let left = amount
  let tightest: Cut['cap'] | null = null
  for (const [cap, room] of rooms) {
    // A cap that was lowered later can stand below what was given already.
    if (room === undefined || left <= Math.max(0, room)) continue
    left = Math.max(0, room)
    tightest = cap
  }
  return { amount: left, cut: tightest && { amount: amount - left, cap: tightest } }
}

/**
 * What a rule has given in the period that starts then. For a period so old that it is no longer kept this is the most
 * that it can have been, all that was ever given less what is known of other periods: late purchases never pass a cap.
 */
function usedIn(use: CapUse | undefined, startsAt: number): number {
  if (use === undefined || startsAt > use.periodStartsAt) return 0
  if (startsAt === use.periodStartsAt) return use.inPeriod
  const earlier = use.earlier ?? []
  const own = earlier.find((period) => period.startsAt === startsAt)
  if (own) return own.amount
  const oldest = earlier.at(-1)
  if (oldest && startsAt > oldest.startsAt) return 0
  const known = use.inPeriod + earlier.reduce((sum, period) => sum + period.amount, 0)
  return Math.max(0, use.ever - known)
}

/** The use with an amount counted in its own period; a purchase recorded late does not touch the period that runs. */
export function counted(use: CapUse | undefined, amount: number, periodStartsAt: number | null): CapUse {
  const startsAt = periodStartsAt ?? use?.periodStartsAt ?? 0
  if (use === undefined) return { periodStartsAt: startsAt, inPeriod: amount, ever: amount }
  const ever = use.ever + amount
  if (startsAt === use.periodStartsAt) return { ...use, inPeriod: use.inPeriod + amount, ever }
  if (startsAt < use.periodStartsAt) return { ...use, ever, ...kept(use.earlier, startsAt, amount) }
  const earlier = kept(use.earlier, use.periodStartsAt, use.inPeriod)
  return { periodStartsAt: startsAt, inPeriod: amount, ever, ...earlier }
}

/** Earlier periods with an amount added to one of them, newest first. */
function kept(
  earlier: CapUse['earlier'] = [],
  startsAt: number,
  amount: number,
): { earlier?: NonNullable<CapUse['earlier']> } {
  const before = earlier.find((period) => period.startsAt === startsAt)?.amount ?? 0
  const periods = earlier.filter((period) => period.startsAt !== startsAt)
  if (before + amount > 0) periods.push({ startsAt, amount: before + amount })
  periods.sort((a, b) => b.startsAt - a.startsAt)
  return periods.length === 0 ? {} : { earlier: periods.slice(0, EARLIER_PERIODS) }
}
