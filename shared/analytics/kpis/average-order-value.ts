import type { Kpi, KpiExample } from './kpi.ts'

/** What a purchase is worth. */
export const averageOrderValue: Kpi<'purchases'> = {
  key: 'averageOrderValue',
  name: 'Average order value',
  definition: 'What members paid for a purchase on average, after discounts and refunds; rounded down.',
  unit: 'minor units',
  formula: 'spend after discounts and refunds / purchases that have not come back as a whole',
  better: 'higher',
  least: 0,
  most: null,
  needs: ['purchases'],
  compute: ({ purchases: { count, spendMinor } }) =>
    count > 0 ? { value: Math.floor(spendMinor / count) } : { value: null, why: 'nothingYet' },
}

export const examples: KpiExample<'purchases'>[] = [
  {
    title: 'three purchases for 100.00',
    inputs: { purchases: { count: 3, spendMinor: 10_000 } },
    expected: { value: 3333 },
  },
  {
    title: 'no purchase',
    inputs: { purchases: { count: 0, spendMinor: 0 } },
    expected: { value: null, why: 'nothingYet' },
  },
]
