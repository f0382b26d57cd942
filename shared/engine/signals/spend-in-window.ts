import { dayOf, spentSince } from '../profile-parts.ts'
import { reason } from '../reasons.ts'
import type { Signal, SignalExample } from '../signal.ts'
import { WindowArgs } from './args.ts'

/** Goods bought in the last `days` whole UTC days, today among them. The M of RFM, in a window. */
export const spendInWindow: Signal<{ days: number }> = {
  name: 'spendInWindow',
  unit: 'minor units',
  definition: 'What was spent on goods in the last days (UTC, today among them), returns taken off.',
  valueType: 'number',
  range: { least: 0, whole: true },
  args: WindowArgs,
  compute({ profile, now }, { days }) {
    if (profile === null) return 0
    return spentSince(profile.days, dayOf(now) - days + 1)
  },
  explain: (value, { days }, { currency }) =>
    value === null ? null : reason('spendInWindow', { days, amountMinor: value, currency }),
}

export const examples: SignalExample[] = [
  { title: 'no history is nothing spent', args: { days: 30 }, expected: 0 },
  {
    title: 'the first day of the window is in, the day before is out',
    args: { days: 30 },
    purchases: [
      { daysAgo: 29, amountMinor: 500 },
      { daysAgo: 30, amountMinor: 9_000 },
    ],
    expected: 500,
  },
  {
    title: 'purchases of one day are added',
    args: { days: 1 },
    purchases: [
      { daysAgo: 0, amountMinor: 500 },
      { daysAgo: 0.1, amountMinor: 700 },
    ],
    expected: 1_200,
  },
]
