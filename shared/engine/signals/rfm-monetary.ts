import { programme } from '../example-programmes.ts'
import { memberRfm } from '../member-rfm.ts'
import type { Signal, SignalExample } from '../signal.ts'
import { NoArgs } from './args.ts'

/** The M of RFM: in which fifth of all members who have bought, 5 the best. */
export const rfmMonetary: Signal<Record<never, never>> = {
  name: 'rfmMonetary',
  unit: 'fifth',
  definition:
    'In which fifth of all members who have bought the member stands by what they spent; 5 is the best.',
  valueType: 'number',
  range: { least: 1, most: 5, whole: true },
  args: NoArgs,
  compute: (context) => memberRfm(context)?.monetary ?? null,
}

export const examples: SignalExample[] = [
  { title: 'without cuts nobody can say', purchases: [{ daysAgo: 1 }], expected: null },
  { title: 'never bought is in no fifth', programme, expected: null },

  { title: 'much', programme, purchases: [{ daysAgo: 1, amountMinor: 90_000 }], expected: 5 },
  { title: 'little', programme, purchases: [{ daysAgo: 1, amountMinor: 500 }], expected: 1 },
]
