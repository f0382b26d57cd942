import { reason } from '../reasons.ts'
import type { Signal, SignalExample } from '../signal.ts'
import { NoArgs } from './args.ts'

/** Purchases that still stand. The F of RFM. Nothing recorded is a count, too: 0. */
export const purchaseCount: Signal<Record<never, never>> = {
  name: 'purchaseCount',
  unit: 'purchases',
  definition: 'Purchases ever recorded, without those given back whole.',
  valueType: 'number',
  range: { least: 0, whole: true },
  args: NoArgs,
  compute: ({ profile }) => profile?.purchases ?? 0,
  explain: (value) =>
    value === 0 || value === null ? reason('firstVisit', {}) : reason('purchaseCount', { count: value }),
}

export const examples: SignalExample[] = [
  { title: 'no history is none', expected: 0 },
  { title: 'two of one day are two', purchases: [{ daysAgo: 1 }, { daysAgo: 1 }], expected: 2 },
]
