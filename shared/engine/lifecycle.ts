import { DAY_MS, type Profile } from '../contracts/index.ts'
import { aliveProbability, buyingOf } from './lifetime.ts'
import { dayOf, daysNewestFirst, daysSince } from './profile-parts.ts'
import { MIN_GAPS, median, usualGapDays } from './rhythm.ts'
import { surgeScale } from './share-and-surge.ts'
import type { SignalContext } from './signal.ts'

/** Where in their time with a shop a member is. */
export const LIFECYCLES = ['new', 'growing', 'steady', 'atRisk', 'lapsed', 'wonBack'] as const
export type Lifecycle = (typeof LIFECYCLES)[number]

/**
 * Silence, over the member's own median gap, that makes somebody at risk, and lapsed. Of gaps without memory one in four is
 * longer than twice the median, one in sixteen longer than four times: 2^-2 and 2^-4.
 */
const AT_RISK_GAPS = 2
const LAPSED_GAPS = 4

/** The same in days, while a member has no rhythm of their own: a season, and two. A convention of retail, not a finding. */
const AT_RISK_DAYS = 90
const LAPSED_DAYS = 180

/**
 * P(alive) under which a member is at risk: more likely gone than not, where Wübben and von Wangenheim (2008), "Instant customer
 * base analysis", draw the line; and under which they have lapsed: four in five such are gone.
 */
const AT_RISK_CHANCE = 0.5
const LAPSED_CHANCE = 0.2

/** For so many days after a first purchase, and after one that ended a silence, a member is new, or won back. */
const NEW_DAYS = 90

/** Pace lately over pace in the long run from which a member is growing: half as often again. */
const GROWING = 1.5

/** P(alive) of a member who has bought more than once, where the programme's model has been fitted; `null`: nobody can say. */
function aliveOf({ profile, programme, now }: SignalContext): number | null {
  const buying = buyingOf(profile, now)
  const params = programme?.lifetime
  // The model can't tell of a single purchase: by it nobody leaves before the second.
  return params && buying && buying.repeats > 0 ? aliveProbability(params, buying) : null
}

/**
 * The member's place in their time with the shop, the first of these that fits; `null`: never bought.
 * `lapsed` and `atRisk`: by P(alive) where it is known, else by silence over their own rhythm, else by days;
 * `wonBack`: buys again since a silence that had been a lapse by their rhythm before it;
 * `new`: at most two days of purchase, the first not long ago; `growing`: buys more often than usual; `steady`: the rest.
 */
export function lifecycleOf(context: SignalContext): Lifecycle | null {
  const { profile, now } = context
  if (profile === null || profile.lastAt === null || profile.firstAt === null) return null
  const usual = usualGapDays(profile)
  const silence = silenceOf(daysSince(profile.lastAt, now), usual, aliveOf(context))
  if (silence !== null) return silence
  if (cameBack(profile, now)) return 'wonBack'
  if (usual === null) return daysSince(profile.firstAt, now) <= NEW_DAYS ? 'new' : 'steady'
  const scale = surgeScale(context)
  // Whoever has bought on three days within the short half-life has no longer run to compare with: that is growing.
  if (Number.isNaN(scale)) return 'growing'
  return profile.slow > 0 && (profile.fast / profile.slow) * scale >= GROWING ? 'growing' : 'steady'
}

function silenceOf(days: number, usual: number | null, alive: number | null): 'atRisk' | 'lapsed' | null {
  const [measure, atRisk, lapsed] =
    alive !== null
      ? [-alive, -AT_RISK_CHANCE, -LAPSED_CHANCE]
      : usual !== null
        ? [days / usual, AT_RISK_GAPS, LAPSED_GAPS]
        : [days, AT_RISK_DAYS, LAPSED_DAYS]
  return measure > lapsed ? 'lapsed' : measure > atRisk ? 'atRisk' : null
}

/** Whether one of the purchases of the last `NEW_DAYS` ended a silence that had been a lapse. */
function cameBack(profile: Profile, now: number): boolean {
  const days = daysNewestFirst(profile.days).map(({ day }) => day)
  // What came before the oldest day that is kept was at least as long ago as days are kept.
  const before = profile.firstAt === null ? null : dayOf(profile.firstAt)
  if (before !== null && days.length > 0 && before < days.at(-1)!) {
    const kept = dayOf(profile.asOf - 365 * DAY_MS)
    days.push(Math.max(before, Math.min(kept, days.at(-1)! - 1)))
  }
  for (let at = 0; at + 1 < days.length && dayOf(now) - days[at]! <= NEW_DAYS; at += 1) {
    const earlier = days.slice(at + 1).flatMap((day, i, all) => (i > 0 ? [all[i - 1]! - day] : []))
    const longest = earlier.length < MIN_GAPS ? LAPSED_DAYS : LAPSED_GAPS * median(earlier)
    if (days[at]! - days[at + 1]! > longest) return true
  }
  return false
}
