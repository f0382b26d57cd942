import { DAY_MS } from '../../contracts/index.ts'
import { daysSince } from '../profile-parts.ts'
import { reason } from '../reasons.ts'
import type { Signal, SignalExample } from '../signal.ts'
import { NoArgs } from './args.ts'

const noon = Date.UTC(2026, 5, 15, 12)

/** Whole days since the member came: enrolled, or first bought where that was earlier, as a history brought in tells. */
export const tenureDays: Signal<Record<never, never>> = {
  name: 'tenureDays',
  unit: 'days',
  definition: 'Whole days since the member joined, or since their first purchase where that was earlier.',
  valueType: 'number',
  range: { least: 0, whole: true },
  args: NoArgs,
  compute({ profile, member, now }) {
    const cameAt = Math.min(profile?.firstAt ?? Infinity, member?.enrolledAt ?? Infinity)
    return cameAt === Infinity ? null : daysSince(cameAt, now)
  },
  explain(value, _args, { profile, member }) {
    if (value === null) return reason('firstVisit', {})
    const shopped = (profile?.firstAt ?? Infinity) <= (member?.enrolledAt ?? Infinity)
    return reason(shopped ? 'tenure' : 'memberFor', { days: value })
  },
}

export const examples: SignalExample[] = [
  { title: 'no history cannot say', expected: null },
  {
    title: 'the first counts, whatever came in first',
    purchases: [{ daysAgo: 3 }, { daysAgo: 400 }],
    expected: 400,
  },
  {
    title: 'joined before they bought',
    purchases: [{ daysAgo: 3 }],
    member: { enrolledAt: noon - 20 * DAY_MS },
    expected: 20,
  },
  {
    title: 'bought before they joined',
    purchases: [{ daysAgo: 50 }],
    member: { enrolledAt: noon - 20 * DAY_MS },
    expected: 50,
  },
  { title: 'joined and never bought', member: { enrolledAt: noon - 20 * DAY_MS }, expected: 20 },
]
