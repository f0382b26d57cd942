import { brandCounters } from '../profile-items.ts'
import { reason } from '../reasons.ts'
import { surgeOf } from '../share-and-surge.ts'
import type { Signal, SignalExample } from '../signal.ts'
import { BrandArgs } from './args.ts'

const lund = (...daysAgo: number[]) => daysAgo.map((days) => ({ daysAgo: days, brand: 'Lund' }))

/** The brand's pace lately over its pace in the long run: 1 is steady, 2 twice as often as usual. See `surgeOf`. */
export const brandSurge: Signal<{ brand: string }> = {
  name: 'brandSurge',
  unit: 'ratio',
  definition: "How often the brand is bought lately against the member's own usual pace; 1 is steady.",
  valueType: 'number',
  range: { least: 0 },
  args: BrandArgs,
  compute: (context, { brand }) =>
    context.profile === null ? null : surgeOf(brandCounters(context.profile, brand), context),
  explain: (value, { brand }) =>
    value === null ? null : reason('brandSurge', { brand, times: Math.round(Number(value) * 10) / 10 }),
}

export const examples: SignalExample[] = [
  { title: 'no history cannot say', args: { brand: 'Lund' }, expected: null },
  { title: 'two purchases say nothing', args: { brand: 'Lund' }, purchases: lund(60, 1), expected: null },
  {
    title: 'three in a week after a quiet year',
    args: { brand: 'Lund' },
    purchases: lund(365, 5, 3, 1),
    expected: 4.21,
  },
  {
    title: 'none for a quarter after every month, though something else was bought today',
    args: { brand: 'Lund' },
    purchases: [...lund(210, 180, 150, 120, 90), { daysAgo: 0, brand: 'Tallboda' }],
    expected: 0.25,
  },
]
