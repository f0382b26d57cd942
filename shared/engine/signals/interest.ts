import { reason } from '../reasons.ts'
import type { Signal, SignalExample } from '../signal.ts'
import { CategoryArgs } from './args.ts'

/** How much the member has looked at a category on their own device lately: 0 to 3. */
export const interest: Signal<{ category: string }> = {
  name: 'interest',
  unit: 'weight 0 to 3',
  definition: 'How much the member has looked at the category lately, if they let their device say so.',
  valueType: 'number',
  range: { least: 0, most: 3 },
  args: CategoryArgs,
  compute: (context, { category }) =>
    context.interest === null ? null : (context.interest.get(category) ?? 0),
  explain: (value, { category }) => (value === null || value === 0 ? null : reason('interest', { category })),
}

export const examples: SignalExample[] = [
  { title: 'nothing sent cannot say', args: { category: 'coffee' }, expected: null },
  {
    title: 'another category is no interest',
    args: { category: 'tea' },
    interest: [{ category: 'Coffee', weight: 2 }],
    expected: 0,
  },
  {
    title: 'folded before it is compared',
    args: { category: 'COFFEE' },
    interest: [{ category: 'Coffee ', weight: 2 }],
    expected: 2,
  },
]
