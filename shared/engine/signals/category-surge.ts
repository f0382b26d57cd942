import { categoryOf } from '../profile.ts'
import { reason } from '../reasons.ts'
import { surgeOf } from '../share-and-surge.ts'
import type { Signal, SignalExample } from '../signal.ts'
import { CategoryArgs } from './args.ts'

/** The category's pace lately over its pace in the long run: 1 is steady, 2 twice as often as usual. See `surgeOf`. */
export const categorySurge: Signal<{ category: string }> = {
  name: 'categorySurge',
  unit: 'ratio',
  definition: "How often the category is bought lately against the member's own usual pace; 1 is steady.",
  valueType: 'number',
  range: { least: 0 },
  args: CategoryArgs,
  compute: (context, { category }) => surgeOf(categoryOf(context.profile, category), context),
  explain: (value, { category }) =>
    value === null ? null : reason('categorySurge', { category, times: Math.round(Number(value) * 10) / 10 }),
}

const coffee = (...daysAgo: number[]) => daysAgo.map((days) => ({ daysAgo: days, category: 'coffee' }))
const steady = Array.from({ length: 120 }, (_, week) => week * 7 + 3)

export const examples: SignalExample[] = [
  { title: 'no history cannot say', args: { category: 'coffee' }, expected: null },
  {
    title: 'two purchases say nothing',
    args: { category: 'coffee' },
    purchases: coffee(60, 1),
    expected: null,
  },
  {
    title: 'a newcomer has no usual pace',
    args: { category: 'coffee' },
    purchases: coffee(20, 10, 1),
    expected: null,
  },
  {
    title: 'every week for years is steady',
    args: { category: 'coffee' },
    purchases: coffee(...steady),
    expected: 1.01,
  },
  {
    title: 'three in a week after a quiet year',
    args: { category: 'coffee' },
    purchases: coffee(365, 5, 3, 1),
    expected: 4.21,
  },
  {
    title: 'none for a quarter after every month',
    args: { category: 'coffee' },
    purchases: coffee(210, 180, 150, 120, 90),
    expected: 0.25,
  },
]
