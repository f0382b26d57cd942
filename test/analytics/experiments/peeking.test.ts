import { describe, expect, test } from 'vitest'
import { experiments } from '../../../shared/analytics/index.ts'
import type { Estimate, ExperimentResult } from '../../../shared/contracts/index.ts'
import { type Random, seeded, waiting } from '../../data/random.ts'
import { addSums, HALVES, makeArm, sumsOf } from './make-arms.ts'

const { analyse, noSums } = experiments

const RUNS = 400
const DAYS = 40

/** Share of experiments without any effect in which an interval left 0 out on one day at least. */
function falseAlarms(
  seed: number,
  run: (random: Random) => Generator<ExperimentResult>,
  of: (result: ExperimentResult) => Estimate | null,
): number {
  const random = seeded(seed)
  let alarms = 0
  for (let at = 0; at < RUNS; at += 1) {
    let alarmed = false
    for (const result of run(random)) {
      const estimate = of(result)
      alarmed ||= estimate !== null && (estimate.low > 0 || estimate.high < 0)
    }
    if (alarmed) alarms += 1
  }
  return alarms / RUNS
}

const always = ({ arms }: ExperimentResult) => arms[1]!.absolute
const relative = ({ arms }: ExperimentResult) => arms[1]!.relative
const once = ({ arms }: ExperimentResult) => arms[1]!.once

/** Each day brings fifty new members to either arm, whose purchases are known at once. */
const arriving = (foretold: number) =>
  function* (random: Random): Generator<ExperimentResult> {
    const buys = { share: 0.3, meanMinor: 10_000, foretold }
    let [holdout, treated] = [noSums('holdout'), noSums('treated')]
    for (let day = 0; day < DAYS; day += 1) {
      holdout = addSums(holdout, makeArm(random, 'holdout', 50, buys))
      treated = addSums(treated, makeArm(random, 'treated', 50, buys))
      yield analyse(HALVES, [holdout, treated])
    }
  }

/** All members are there from the start, and each day some of them buy. */
function* buying(random: Random): Generator<ExperimentResult> {
  const spent = ['holdout', 'treated'].map((arm) => ({ arm, members: new Float64Array(300) }))
  for (let day = 0; day < DAYS; day += 1) {
    for (const { members } of spent)
      for (let at = 0; at < members.length; at += 1)
        if (random() < 0.05) members[at] = members[at]! + waiting(random, 10_000)
    yield analyse(
      HALVES,
      spent.map(({ arm, members }) =>
        sumsOf(
          arm,
          Array.from(members, (y) => ({ y, x: 0 })),
        ),
      ),
    )
  }
}

describe('an experiment without any effect, looked at on forty days, is called one in less than alpha of runs', () => {
  test.each([
    ['members arriving', 1, arriving(0), always],
    ['members arriving, as a share', 2, arriving(0), relative],
    ['members arriving, with CUPED', 3, arriving(0.7), always],
    ['members there, purchases arriving', 4, buying, always],
  ] as const)('%s', (_, seed, run, of) => {
    expect(falseAlarms(seed, run, of)).toBeLessThan(HALVES.alpha)
  })

  test('and would be called one in far more by an interval that is made to be looked at once', () => {
    expect(falseAlarms(1, arriving(0), once)).toBeGreaterThan(3 * HALVES.alpha)
  })
})
