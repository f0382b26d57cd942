import { rhythmReason, usualGapDays } from '../rhythm.ts'
import type { Signal, SignalExample } from '../signal.ts'
import { NoArgs } from './args.ts'

/** Median days between the days on which the member bought anything, of the latest twenty gaps in a year. */
export const medianGapDays: Signal<Record<never, never>> = {
  name: 'medianGapDays',
  unit: 'days',
  definition:
    'How many days usually pass between the days on which the member buys; half of the gaps are longer.',
  valueType: 'number',
  range: { least: 1 },
  args: NoArgs,
  compute: ({ profile }) => usualGapDays(profile),
  explain: (_value, _args, context) => rhythmReason(context),
}

export const examples: SignalExample[] = [
  { title: 'no history cannot say', expected: null },
  { title: 'two days are no rhythm', purchases: [{ daysAgo: 10 }, { daysAgo: 3 }], expected: null },
  {
    title: 'two purchases of one day are one day',
    purchases: [{ daysAgo: 3.2 }, { daysAgo: 3.1 }, { daysAgo: 10 }],
    expected: null,
  },
  {
    title: 'one long holiday does not move it',
    purchases: [90, 19, 12, 5].map((daysAgo) => ({ daysAgo })),
    expected: 7,
  },
  { title: 'an even number of gaps', purchases: [15, 9, 5].map((daysAgo) => ({ daysAgo })), expected: 5 },
]
