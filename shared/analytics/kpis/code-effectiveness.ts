import { exampleArm, incremental } from './incremental.ts'
import type { Kpi, KpiExample } from './kpi.ts'

/** What codes bring that would not have come without them. */
export const codeEffectiveness: Kpi<'codes'> = {
  key: 'codeEffectiveness',
  name: 'Code effectiveness',
  definition:
    'For each purchase made with a code, how many purchases there were that the holdout shows would not have been made; 1 is a code that none would have bought without, 0 one that all would have. Purchases and codes used are those of the period, each member’s from when they could first have seen the offer.',
  unit: 'share',
  formula:
    'sum over offers of (purchases a member offered the code - purchases a member in the holdout) x members offered / redemptions',
  better: 'higher',
  // A code can drive away, and it can bring purchases that use none.
  least: null,
  most: null,
  needs: ['codes'],
  compute: ({ codes }) => {
    const sum = incremental(codes)
    if ('value' in sum) return sum
    const { orders, low, high, redemptions } = sum
    if (redemptions === 0) return { value: null, why: 'nothingYet' }
    return { value: orders / redemptions, interval: { low: low / redemptions, high: high / redemptions } }
  },
}

const row = { redemptions: 4000, costMinor: 400_000 }

export const examples: KpiExample<'codes'>[] = [
  {
    title: 'half of what was bought by code would have been bought anyway',
    inputs: {
      codes: [{ ...row, treated: exampleArm('t', 10_000, 3.2), holdout: exampleArm('h', 10_000, 3) }],
    },
    expected: { value: 0.5, interval: { low: 0.430701, high: 0.569299 } },
  },
  { title: 'no offer has a holdout', inputs: { codes: [] }, expected: { value: null, why: 'noHoldout' } },
  {
    title: 'a holdout of 99',
    inputs: { codes: [{ ...row, treated: exampleArm('t', 900, 3), holdout: exampleArm('h', 99, 3) }] },
    expected: { value: null, why: 'tooFew' },
  },
  {
    title: 'no code has been used',
    inputs: {
      codes: [
        { redemptions: 0, costMinor: 0, treated: exampleArm('t', 900, 3), holdout: exampleArm('h', 900, 3) },
      ],
    },
    expected: { value: null, why: 'nothingYet' },
  },
]
