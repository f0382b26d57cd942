import { brandCounters, brandPairs } from '../profile-items.ts'
import { brandReason } from '../rhythm.ts'
import { shareOf } from '../share-and-surge.ts'
import type { Signal, SignalExample } from '../signal.ts'
import { BrandArgs } from './args.ts'

/** The brand's part of all (purchase, brand) pairs, decayed with the long half-life: 0 to 1. */
export const brandShare: Signal<{ brand: string }> = {
  name: 'brandShare',
  unit: 'ratio',
  definition: "The brand's share of what the member buys, lately counting more: 0 to 1.",
  valueType: 'number',
  range: { least: 0, most: 1 },
  args: BrandArgs,
  compute: ({ profile }, { brand }) =>
    profile === null ? null : shareOf(brandCounters(profile, brand), brandPairs(profile).slow),
  explain: (value, { brand }, context) => brandReason(value, brand, context),
}

export const examples: SignalExample[] = [
  { title: 'no history cannot say', args: { brand: 'Tallboda' }, expected: null },
  {
    title: 'purchases without a brand cannot say',
    args: { brand: 'Tallboda' },
    purchases: [{ daysAgo: 1, category: 'tea' }],
    expected: null,
  },
  {
    title: 'another brand is no share',
    args: { brand: 'Tallboda' },
    purchases: [{ daysAgo: 1, brand: 'Lund' }],
    expected: 0,
  },
  {
    title: 'one half-life ago counts half, however it is written',
    args: { brand: 'TALLBODA ' },
    purchases: [
      { daysAgo: 180, brand: 'Tallboda' },
      { daysAgo: 0, brand: 'Lund' },
    ],
    expected: 1 / 3,
  },
]
