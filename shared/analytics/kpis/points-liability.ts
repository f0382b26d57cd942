import { type Kpi, type KpiExample, NO_POINTS } from './kpi.ts'

/** What the programme owes its members. */
export const pointsLiability: Kpi<'points'> = {
  key: 'pointsLiability',
  name: 'Points liability',
  definition:
    'What all points that are neither spent nor expired are worth at the end of the period, pending ones too; rounded up, and as if none were to expire.',
  unit: 'minor units',
  formula: 'points outstanding x worth of a point',
  better: null,
  least: 0,
  most: null,
  needs: ['points'],
  compute: ({ points }) => {
    const { outstanding, pointValueCentiMinor } = points
    if (pointValueCentiMinor === null) return { value: null, why: 'noPointValue' }
    const worthMinor = (count: number) => Math.ceil((count * pointValueCentiMinor) / 100)
    const coming = expectedToExpire(points)
    // What will be asked for, if members go on to let as much expire as they have.
    const estimate = coming === null ? null : worthMinor(Math.max(0, outstanding - coming))
    return { value: worthMinor(outstanding), estimate }
  },
}

/** Points of lots still open that will expire, if these lots end as the others did; `null`: no lot has ended yet. */
export const expectedToExpire = (points: {
  issued: number
  endedIssued: number
  endedExpired: number
}): number | null =>
  points.endedIssued > 0
    ? (Math.max(0, points.issued - points.endedIssued) * points.endedExpired) / points.endedIssued
    : null

export const examples: KpiExample<'points'>[] = [
  {
    title: '1,001 points of 0.5 minor units',
    inputs: { points: { ...NO_POINTS, issued: 2000, outstanding: 1001, pointValueCentiMinor: 50 } },
    expected: { value: 501 },
  },
  {
    title: 'a fifth of ended lots expired',
    inputs: {
      points: {
        ...NO_POINTS,
        issued: 3000,
        redeemed: 800,
        expired: 200,
        outstanding: 2000,
        endedIssued: 1000,
        endedExpired: 200,
        pointValueCentiMinor: 100,
      },
    },
    expected: { value: 2000, estimate: 1600 },
  },
  {
    title: 'nothing is owed',
    inputs: { points: { ...NO_POINTS, pointValueCentiMinor: 50 } },
    expected: { value: 0 },
  },
  {
    title: 'the programme does not say what a point is worth',
    inputs: { points: { ...NO_POINTS, outstanding: 1001 } },
    expected: { value: null, why: 'noPointValue' },
  },
]
