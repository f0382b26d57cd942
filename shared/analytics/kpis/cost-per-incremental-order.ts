import { exampleArm, incremental } from './incremental.ts'
import type { Kpi, KpiExample } from './kpi.ts'

/** What a purchase costs that would not have been made. */
export const costPerIncrementalOrder: Kpi<'codes'> = {
  key: 'costPerIncrementalOrder',
  name: 'Cost per incremental order',
  definition:
    'What offers with codes cost for each purchase that the holdout shows would not have been made without them; rounded up. Purchases and cost are those of the period, each member’s from when they could first have seen the offer.',
  unit: 'minor units',
  formula:
    'cost of discounts and gifts / sum over offers of (purchases a member offered the code - purchases a member in the holdout) x members offered',
  better: 'lower',
  least: 0,
  most: null,
  needs: ['codes'],
  compute: ({ codes }) => {
    const sum = incremental(codes)
    if ('value' in sum) return sum
    const { orders, low, high, costMinor } = sum
    if (orders <= 0) return { value: null, why: 'noLift' }
    const value = Math.ceil(costMinor / orders)
    // Where there may be no such purchase at all, the cost of one has no upper end.
    if (low <= 0) return { value, why: 'tooFew' }
    return { value, interval: { low: Math.ceil(costMinor / high), high: Math.ceil(costMinor / low) } }
  },
}

const row = { redemptions: 4000, costMinor: 400_000 }

export const examples: KpiExample<'codes'>[] = [
  {
    title: '4,000.00 for 2,000 purchases',
    inputs: {
      codes: [{ ...row, treated: exampleArm('t', 10_000, 3.2), holdout: exampleArm('h', 10_000, 3) }],
    },
    expected: { value: 200, interval: { low: 176, high: 233 } },
  },
  {
    title: 'a lift that may be none',
    inputs: { codes: [{ ...row, treated: exampleArm('t', 400, 3.1), holdout: exampleArm('h', 100, 3) }] },
    expected: { value: 10_000, why: 'tooFew' },
  },
  {
    title: 'fewer purchases than in the holdout',
    inputs: { codes: [{ ...row, treated: exampleArm('t', 400, 2.9), holdout: exampleArm('h', 400, 3) }] },
    expected: { value: null, why: 'noLift' },
  },
  { title: 'no offer has a holdout', inputs: { codes: [] }, expected: { value: null, why: 'noHoldout' } },
]
