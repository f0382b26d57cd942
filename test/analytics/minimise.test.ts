import { expect, test } from 'vitest'
import { minimise } from '../../shared/analytics/minimise.ts'

test('the end of a narrow, bent valley in five dimensions is found', () => {
  const rosenbrock = (at: readonly number[]) =>
    at.slice(1).reduce((sum, y, i) => sum + 100 * (y - at[i]! ** 2) ** 2 + (1 - at[i]!) ** 2, 0)
  const { at, value } = minimise(rosenbrock, [-1.2, 1, -1.2, 1, -1.2])
  for (const coordinate of at) expect(coordinate).toBeCloseTo(1, 3)
  expect(value).toBeLessThan(1e-8)
})

test('a slope without end is left after a bounded walk', () => {
  const { evaluations } = minimise(([x]) => -x!, [0])
  expect(evaluations).toBeLessThan(7000)
})
