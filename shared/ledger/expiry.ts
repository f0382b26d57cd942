import type { Expiry, Standing } from '../contracts/index.ts'
import type { LotState } from './book.ts'
import {
  addMonthsToDay,
  dayOf,
  dayStart,
  endOfMonth,
  endOfQuarter,
  endOfYear,
  startOfNextDay,
  yearDayFrom,
} from './calendar.ts'

/** What of a member's standing decides when something of theirs runs out. */
export interface ExpiryContext extends Pick<Standing, 'acts' | 'tierEndsAt' | 'leftTiers'> {
  /** The tier held; of a member on the first step, that step's key. */
  tier: string | null
}

/** Where the day ends on which so many months have passed, in the zone. */
const endOfDayAfter = (months: number, at: number, zone: string): number =>
  dayStart(addMonthsToDay(dayOf(at, zone), months) + 1, zone)

/**
 * The earliest instant at which something that could be used from `activatedAt` may run out; `null`: never. A clock ends
 * where a local day ends. Whether it does run out then, `trueExpiry` says.
 */
export function expiresAtFirst(expiry: Expiry, activatedAt: number, zone: string): number | null {
  switch (expiry.kind) {
    case 'never':
      return null
    case 'fixed':
      return expiry.at
    case 'inactivity':
      return endOfDayAfter(expiry.months, activatedAt, zone)
    case 'rolling': {
      const day = dayStart(addMonthsToDay(dayOf(activatedAt, zone), expiry.months), zone)
      const roundUp = { day: startOfNextDay, month: endOfMonth, quarter: endOfQuarter, year: endOfYear }
      return roundUp[expiry.roundUpTo](day, zone)
    }
    case 'date': {
      const earliest = addMonthsToDay(dayOf(activatedAt, zone), expiry.afterMonths)
      return dayStart(yearDayFrom(expiry.on, earliest) + 1, zone)
    }
  }
}

/** Whether nothing under these terms is lost while the tier is held. */
const holdsOff = (expiry: Expiry, tier: string | null): boolean =>
  tier !== null && 'exceptTiers' in expiry && expiry.exceptTiers.includes(tier)

/**
 * When a lot really runs out, as far as is known: if the member does nothing more, and the tier ends when it is due to.
 * `null`: never, or not before something happens that may never come.
 */
export function trueExpiry(
  { expiry, expiresAt, activatesAt }: Pick<LotState, 'expiry' | 'expiresAt' | 'activatesAt'>,
  { acts, tier, tierEndsAt, leftTiers = {} }: ExpiryContext,
  zone: string,
): number | null {
  if (expiry === null) return expiresAt
  const first = expiresAt ?? (activatesAt === null ? null : expiresAtFirst(expiry, activatesAt, zone))
  if (first === null || expiry.kind === 'never' || expiry.kind === 'fixed') return first

  const ends = [first]
  const countFrom = (at: number) => ends.push(expiresAtFirst(expiry, at, zone) ?? first)
  if (holdsOff(expiry, tier)) {
    if (tierEndsAt === null) return null
    countFrom(tierEndsAt)
  }
  for (const left of expiry.exceptTiers) if (leftTiers[left] !== undefined) countFrom(leftTiers[left])
  if (expiry.kind === 'inactivity')
    for (const kind of expiry.resetBy) if (acts[kind] !== undefined) countFrom(acts[kind])

  const end = Math.max(...ends)
  return expiry.kind === 'rolling' && expiry.unlessActiveInMonth ? afterActiveMonths(end, acts, zone) : end
}

/** The end moved on by a month as often as the month before it saw the member. At most once for each act that is known. */
function afterActiveMonths(end: number, acts: Standing['acts'], zone: string): number {
  // Days are moved, not instants: an end that fell on a day without a midnight would keep its odd hour for ever.
  let day = dayOf(end, zone)
  const seen = Object.values(acts).map((at) => dayOf(at, zone))
  while (seen.some((on) => on >= addMonthsToDay(day, -1) && on < day)) day = addMonthsToDay(day, 1)
  return day === dayOf(end, zone) ? end : dayStart(day, zone)
}

/**
 * Whether a lot whose end has come runs out at `at` (`null`), or moves on, and until when. While a tier holds it off it
 * moves on by its own length, as if it were counted anew at once: the tier may end sooner than is known now.
 */
export function movesOnTo(
  lot: Pick<LotState, 'expiry' | 'expiresAt' | 'activatesAt'>,
  context: ExpiryContext,
  at: number,
  zone: string,
): number | null {
  const end =
    lot.expiry !== null && holdsOff(lot.expiry, context.tier)
      ? expiresAtFirst(lot.expiry, at, zone)
      : trueExpiry(lot, context, zone)
  return end !== null && end > at ? end : null
}

/** The standing of a member who has left a tier: what it held off is counted anew from that day. */
export const leaveTier = (standing: Standing, tier: string, at: number): Standing => ({
  ...standing,
  leftTiers: { ...standing.leftTiers, [tier]: Math.max(standing.leftTiers?.[tier] ?? at, at) },
})
