import { categoryOf } from '../profile.ts'
import { daysSince } from '../profile-parts.ts'
import { categoryReason } from '../rhythm.ts'
import type { Signal, SignalExample } from '../signal.ts'
import { CategoryArgs } from './args.ts'

/** Whole days since the category was last bought. */
export const daysSinceCategory: Signal<{ category: string }> = {
  name: 'daysSinceCategory',
  unit: 'days',
  definition: 'Whole days since the latest purchase that held the category.',
  valueType: 'number',
  range: { least: 0, whole: true },
  args: CategoryArgs,
  compute({ profile, now }, { category }) {
    const kept = categoryOf(profile, category)
    return kept === undefined ? null : daysSince(kept.lastAt, now)
  },
  explain: (_value, { category }, context) => categoryReason(category, context),
}

export const examples: SignalExample[] = [
  {
    title: 'never bought cannot say',
    args: { category: 'coffee' },
    purchases: [{ daysAgo: 1, category: 'tea' }],
    expected: null,
  },
  {
    title: 'a name that every object has is not a purchase',
    args: { category: 'constructor' },
    purchases: [{ daysAgo: 1, category: 'tea' }],
    expected: null,
  },
  {
    title: 'the latest of the category, whatever came after',
    args: { category: 'coffee' },
    purchases: [
      { daysAgo: 12, category: 'Coffee' },
      { daysAgo: 21, category: 'coffee' },
      { daysAgo: 2, category: 'tea' },
    ],
    expected: 12,
  },
]
