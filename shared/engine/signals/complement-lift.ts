import { complementLiftOf } from '../complement.ts'
import { reason } from '../reasons.ts'
import type { Signal, SignalExample } from '../signal.ts'
import { ItemArgs } from './args.ts'

const programme = {
  complements: {
    'c:filter': [
      ['c:coffee', 3.456, 0.02] as [string, number, number],
      ['c:tea', 1.5, 0.01] as [string, number, number],
    ],
    's:A-1': [['s:B-2', 2, 0.01] as [string, number, number]],
  },
}

/** The best lift of a category or product with what is in the basket or was bought in the last 30 days. */
export const complementLift: Signal<{ category?: string; product?: string }> = {
  name: 'complementLift',
  unit: 'lift',
  definition:
    'How many times likelier the category or product is bought together with what the member has in the basket or bought in the last 30 days.',
  valueType: 'number',
  range: { least: 0 },
  args: ItemArgs,
  compute: (context, { category, product }) =>
    complementLiftOf(category === undefined ? `s:${product}` : `c:${category}`, context),
  explain: (value) => (value === null ? null : reason('boughtTogether', {})),
}

export const examples: SignalExample[] = [
  {
    title: 'without counts nobody can say',
    args: { category: 'filter' },
    basket: [{ category: 'coffee' }],
    expected: null,
  },
  {
    title: 'in the basket',
    args: { category: 'Filter' },
    programme,
    basket: [{ category: 'Coffee' }],
    expected: 3.46,
  },
  {
    title: 'the other way round',
    args: { category: 'coffee' },
    programme,
    basket: [{ category: 'filter' }],
    expected: 3.46,
  },
  {
    title: 'bought lately',
    args: { category: 'filter' },
    programme,
    purchases: [{ daysAgo: 30, category: 'tea' }],
    expected: 1.5,
  },
  {
    title: 'bought too long ago',
    args: { category: 'filter' },
    programme,
    purchases: [{ daysAgo: 31, category: 'tea' }],
    expected: null,
  },
  {
    title: 'the best of several',
    args: { category: 'filter' },
    programme,
    basket: [{ category: 'tea' }],
    purchases: [{ daysAgo: 2, category: 'coffee' }],
    expected: 3.46,
  },
  {
    title: 'of a product',
    args: { product: 'B-2' },
    programme,
    purchases: [{ daysAgo: 2, product: 'A-1' }],
    expected: 2,
  },
]
