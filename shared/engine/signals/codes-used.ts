import { reason } from '../reasons.ts'
import type { Signal, SignalExample } from '../signal.ts'
import { NoArgs } from './args.ts'

/** Purchases that were made with a code. */
export const codesUsed: Signal<Record<never, never>> = {
  name: 'codesUsed',
  unit: 'purchases',
  definition: 'How many of the purchases were made with a code.',
  valueType: 'number',
  range: { least: 0, whole: true },
  args: NoArgs,
  compute: ({ profile }) => profile?.coded ?? 0,
  explain: (value) => (value === null || value === 0 ? null : reason('codesUsed', { count: value })),
}

export const examples: SignalExample[] = [
  { title: 'no history is none', expected: 0 },
  { title: 'those with a code count', purchases: [{ daysAgo: 1, coded: true }, { daysAgo: 2 }], expected: 1 },
]
