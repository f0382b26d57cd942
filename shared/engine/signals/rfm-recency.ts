import { programme } from '../example-programmes.ts'
import { memberRfm } from '../member-rfm.ts'
import type { Signal, SignalExample } from '../signal.ts'
import { NoArgs } from './args.ts'

/** The R of RFM: in which fifth of all members who have bought, 5 the best. */
export const rfmRecency: Signal<Record<never, never>> = {
  name: 'rfmRecency',
  unit: 'fifth',
  definition:
    'In which fifth of all members who have bought the member stands by how lately they bought; 5 is the best.',
  valueType: 'number',
  range: { least: 1, most: 5, whole: true },
  args: NoArgs,
  compute: (context) => memberRfm(context)?.recency ?? null,
}

export const examples: SignalExample[] = [
  { title: 'without cuts nobody can say', purchases: [{ daysAgo: 1 }], expected: null },
  { title: 'never bought is in no fifth', programme, expected: null },

  { title: 'bought just now', programme, purchases: [{ daysAgo: 3 }], expected: 5 },
  { title: 'bought a year ago', programme, purchases: [{ daysAgo: 500 }], expected: 1 },
]
