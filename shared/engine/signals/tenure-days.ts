import { daysSince } from '../profile-parts.ts'
import { reason } from '../reasons.ts'
import type { Signal, SignalExample } from '../signal.ts'
import { NoArgs } from './args.ts'

/** Whole days since the first purchase. */
export const tenureDays: Signal<Record<never, never>> = {
  name: 'tenureDays',
  unit: 'days',
  definition: 'Whole days since the first purchase.',
  valueType: 'number',
  range: { least: 0, whole: true },
  args: NoArgs,
  compute: ({ profile, now }) =>
    profile === null || profile.firstAt === null ? null : daysSince(profile.firstAt, now),
  explain: (value) => (value === null ? reason('firstVisit', {}) : reason('tenure', { days: value })),
}

export const examples: SignalExample[] = [
  { title: 'no history cannot say', expected: null },
  {
    title: 'the first counts, whatever came in first',
    purchases: [{ daysAgo: 3 }, { daysAgo: 400 }],
    expected: 400,
  },
]
