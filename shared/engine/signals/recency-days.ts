import { daysSince } from '../profile-parts.ts'
import { reason } from '../reasons.ts'
import type { Signal, SignalExample } from '../signal.ts'
import { NoArgs } from './args.ts'

/** Whole days since the latest purchase. The R of RFM. */
export const recencyDays: Signal<Record<never, never>> = {
  name: 'recencyDays',
  unit: 'days',
  definition: 'Whole days since the latest purchase.',
  valueType: 'number',
  range: { least: 0, whole: true },
  args: NoArgs,
  compute: ({ profile, now }) =>
    profile === null || profile.lastAt === null ? null : daysSince(profile.lastAt, now),
  explain: (value) => (value === null ? reason('firstVisit', {}) : reason('recency', { days: value })),
}

export const examples: SignalExample[] = [
  { title: 'no history cannot say', expected: null },
  {
    title: 'the latest counts, whatever came in last',
    purchases: [{ daysAgo: 3 }, { daysAgo: 40 }],
    expected: 3,
  },
  { title: 'half a day is no day', purchases: [{ daysAgo: 0.5 }], expected: 0 },
  { title: 'a clock that runs ahead is today', purchases: [{ daysAgo: -2 }], expected: 0 },
]
