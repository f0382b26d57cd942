import { daysSince } from '../profile-parts.ts'
import { rhythmReason, usualGapDays } from '../rhythm.ts'
import type { Signal, SignalExample } from '../signal.ts'
import { NoArgs } from './args.ts'

/** Days since the latest purchase over the member's own median gap: 1 is due, 2 is twice as long as usual. */
export const overdueRatio: Signal<Record<never, never>> = {
  name: 'overdueRatio',
  unit: 'ratio',
  definition:
    'How long ago the member last bought, against how long they usually wait: 1 is due, 2 is twice as long.',
  valueType: 'number',
  range: { least: 0 },
  args: NoArgs,
  compute({ profile, now }) {
    const usual = usualGapDays(profile)
    return usual === null || profile?.lastAt == null
      ? null
      : Math.round((daysSince(profile.lastAt, now) / usual) * 100) / 100
  },
  explain: (_value, _args, context) => rhythmReason(context),
}

export const examples: SignalExample[] = [
  { title: 'without a rhythm nobody can say', purchases: [{ daysAgo: 3 }], expected: null },
  {
    title: 'weekly, and three weeks silent',
    purchases: [35, 28, 21].map((daysAgo) => ({ daysAgo })),
    expected: 3,
  },
  { title: 'bought today', purchases: [14, 7, 0].map((daysAgo) => ({ daysAgo })), expected: 0 },
]
