import { type Kpi, type KpiExample, NO_POINTS, shareOf } from './kpi.ts'

/** How much of what was given is used. */
export const redemptionRate: Kpi<'points'> = {
  key: 'redemptionRate',
  name: 'Redemption rate',
  definition:
    'Of all points that ever became spendable, the share that has been spent by the end of the period.',
  unit: 'share',
  formula: 'points spent / points issued, less what returns took back',
  better: 'higher',
  least: 0,
  most: null,
  needs: ['points'],
  compute: ({ points }) => shareOf(points.redeemed, points.issued),
}

export const examples: KpiExample<'points'>[] = [
  {
    title: 'two of five points are spent',
    inputs: { points: { ...NO_POINTS, issued: 1000, redeemed: 400, outstanding: 600 } },
    expected: { value: 0.4 },
  },
  {
    title: 'no point has been given',
    inputs: { points: NO_POINTS },
    expected: { value: null, why: 'nothingYet' },
  },
]
