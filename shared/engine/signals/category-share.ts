import { categoryOf } from '../profile.ts'
import { reason } from '../reasons.ts'
import { categoryReason, everyDays } from '../rhythm.ts'
import { shareOf } from '../share-and-surge.ts'
import type { Signal, SignalExample } from '../signal.ts'
import { CategoryArgs } from './args.ts'

/** The category's part of all (purchase, category) pairs, decayed with the long half-life: 0 to 1. */
export const categoryShare: Signal<{ category: string }> = {
  name: 'categoryShare',
  unit: 'ratio',
  definition: "The category's share of what the member buys, lately counting more: 0 to 1.",
  valueType: 'number',
  range: { least: 0, most: 1 },
  args: CategoryArgs,
  compute: ({ profile }, { category }) =>
    profile === null ? null : shareOf(categoryOf(profile, category), profile.slow),
  explain(value, { category }, context) {
    const kept = categoryOf(context.profile, category)
    // A rhythm tells a person more than a percentage.
    if (kept === undefined || everyDays(kept) !== null) return categoryReason(category, context)
    return reason('categoryShare', { category, percent: Math.round(Number(value) * 100) })
  },
}

export const examples: SignalExample[] = [
  { title: 'no history cannot say', args: { category: 'coffee' }, expected: null },
  {
    title: 'never bought is no share',
    args: { category: 'tea' },
    purchases: [{ daysAgo: 5, category: 'coffee' }],
    expected: 0,
  },
  {
    title: 'two of one day share evenly, however the name is written',
    args: { category: ' Coffee ' },
    purchases: [
      { daysAgo: 5, category: 'COFFEE' },
      { daysAgo: 5, category: 'tea' },
    ],
    expected: 0.5,
  },
  {
    title: 'one half-life ago counts half',
    args: { category: 'coffee' },
    purchases: [
      { daysAgo: 180, category: 'coffee' },
      { daysAgo: 0, category: 'tea' },
    ],
    expected: 1 / 3,
  },
]
