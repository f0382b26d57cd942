import { type Kpi, type KpiExample, NO_POINTS } from './kpi.ts'
import { expectedToExpire } from './points-liability.ts'

/** What was given and never used. */
export const breakage: Kpi<'points'> = {
  key: 'breakage',
  name: 'Breakage',
  definition:
    'Of all points that ever became spendable, the share that has expired by the end of the period; and what share it will be if lots still open end as those did that have ended.',
  unit: 'share',
  formula:
    'points expired / points issued; estimate: (points expired + points of open lots x share that expired of ended lots) / points issued',
  better: 'lower',
  least: 0,
  most: 1,
  needs: ['points'],
  compute: ({ points }) => {
    const { issued, expired, outstanding } = points
    if (issued <= 0) return { value: null, why: 'nothingYet' }
    const coming = expectedToExpire(points)
    // No more can expire than is left.
    const estimate = coming === null ? null : (expired + Math.min(outstanding, coming)) / issued
    return { value: expired / issued, estimate }
  },
}

export const examples: KpiExample<'points'>[] = [
  {
    title: 'a tenth has expired, and the open lots will follow the ended ones',
    inputs: {
      points: {
        ...NO_POINTS,
        issued: 2000,
        redeemed: 1000,
        expired: 200,
        outstanding: 800,
        endedIssued: 1000,
        endedExpired: 200,
      },
    },
    expected: { value: 0.1, estimate: 0.2 },
  },
  {
    title: 'no more can expire than is left',
    inputs: {
      points: {
        ...NO_POINTS,
        issued: 2000,
        redeemed: 1650,
        expired: 300,
        outstanding: 50,
        endedIssued: 1000,
        endedExpired: 300,
      },
    },
    expected: { value: 0.15, estimate: 0.175 },
  },
  {
    title: 'no lot has ended yet',
    inputs: { points: { ...NO_POINTS, issued: 500, outstanding: 500 } },
    expected: { value: 0, estimate: null },
  },
  {
    title: 'no point has been given',
    inputs: { points: NO_POINTS },
    expected: { value: null, why: 'nothingYet' },
  },
]
