import { expect, test } from 'vitest'
import { chiSquareP, normalBeyond } from '../../shared/analytics/chance.ts'
import { logGamma } from '../../shared/analytics/log-gamma.ts'

/** Values: DLMF 5.4, and 30 digits worked out apart. */
test.each([
  [1, 0],
  [0.5, Math.log(Math.sqrt(Math.PI))],
  [0.001, 6.907178885383853],
  [11, Math.log(3_628_800)],
  [1000.5, 5908.674175848677],
])('log Gamma of %d', (z, expected) => expect(logGamma(z)).toBeCloseTo(expected, 10))

test.each([
  [3.841458820694124, 1, 0.05],
  [9.21034037197618, 2, 0.01],
  [0.1, 5, 0.9998376834],
  [200, 100, 1.1e-8],
])('a chi-square of %d with %d degrees of freedom', (value, degrees, p) => {
  expect(chiSquareP(value, degrees)).toBeCloseTo(p, 7)
})

test.each([
  [0.05, 1.959963984540054],
  [0.4, 0.841621233572914],
  [0.001, 3.290526731491926],
])('a normal value beyond with chance %d', (chance, expected) => {
  expect(normalBeyond(chance)).toBeCloseTo(expected, 9)
})
