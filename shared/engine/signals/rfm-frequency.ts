import { programme } from '../example-programmes.ts'
import { memberRfm } from '../member-rfm.ts'
import type { Signal, SignalExample } from '../signal.ts'
import { NoArgs } from './args.ts'

/** The F of RFM: in which fifth of all members who have bought, 5 the best. */
export const rfmFrequency: Signal<Record<never, never>> = {
  name: 'rfmFrequency',
  unit: 'fifth',
  definition:
    'In which fifth of all members who have bought the member stands by how often they bought; 5 is the best.',
  valueType: 'number',
  range: { least: 1, most: 5, whole: true },
  args: NoArgs,
  compute: (context) => memberRfm(context)?.frequency ?? null,
}

export const examples: SignalExample[] = [
  { title: 'without cuts nobody can say', purchases: [{ daysAgo: 1 }], expected: null },
  { title: 'never bought is in no fifth', programme, expected: null },

  { title: 'a few times', programme, purchases: [3, 5, 9].map((daysAgo) => ({ daysAgo })), expected: 3 },
]
