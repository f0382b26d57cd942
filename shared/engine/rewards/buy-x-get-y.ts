import { counted, take } from '../counted.ts'
import type { Of } from '../reward.ts'
import { timesOver } from '../spread.ts'
import type { UnitRun } from '../units.ts'

const BUY = 1
const GET = 2

const unitsOf = (runs: readonly UnitRun[], mask: number): number =>
  runs.reduce((sum, { units, parts }) => sum + (parts === mask ? units : 0), 0)

/** How many units are given, and how many of those may be of the goods that could have been bought for others. */
function given({ buy, get, mostTimes = Number.POSITIVE_INFINITY }: Of<'buyXGetY'>, runs: readonly UnitRun[]) {
  const [bought, free, both] = [unitsOf(runs, BUY), unitsOf(runs, GET), unitsOf(runs, BUY | GET)]
  const isEnough = (units: number) =>
    bought + both - Math.max(0, units - free) >= Math.ceil(units / get.quantity) * buy.quantity
  let least = 0
  let most = Math.min(free + both, mostTimes * get.quantity)
  // What suffices for so many suffices for fewer.
  while (least < most) {
    const middle = Math.ceil((least + most) / 2)
    if (isEnough(middle)) least = middle
    else most = middle - 1
  }
  const kept = Math.max(0, Math.ceil(least / get.quantity) * buy.quantity - bought)
  return { units: least, ofBoth: both - kept }
}

/** Off so many units, each rounded down: the shop's favour. */
const off = (priceMinor: number, percent: number, units: number): number =>
  timesOver(priceMinor, percent, 100).whole * units

/**
 * For every `buy.quantity` units of one scope, up to `get.quantity` units of another (or the same) at `percent` off. No
 * unit counts twice. As many as can be are given, and of all that could be, the cheapest.
 */
export const buyXGetY = counted<'buyXGetY'>({
  kind: 'buyXGetY',
  parts: ({ buy, get }) => [
    { scope: buy.scope, quantity: buy.quantity },
    { scope: get.scope, quantity: 1 },
  ],
  cut(reward, runs) {
    const cut = new Map<number, number>()
    let { units: left, ofBoth } = given(reward, runs)
    for (let at = runs.length - 1; at >= 0 && left > 0; at -= 1) {
      const { line, priceMinor, units, parts } = runs[at]!
      if ((parts & GET) === 0) continue
      const taken = Math.min(left, units, parts === GET ? units : ofBoth)
      take(cut, line, off(priceMinor, reward.get.percent, taken))
      left -= taken
      if (parts !== GET) ofBoth -= taken
    }
    return cut
  },
  // A cheaper unit more to give makes it smaller, so its bound is the dearest ones.
  most({ buy, get, mostTimes = Number.POSITIVE_INFINITY }, runs) {
    const toBuy = runs.reduce((sum, { units, parts }) => sum + (parts & BUY ? units : 0), 0)
    let left = Math.min(mostTimes, Math.floor(toBuy / buy.quantity)) * get.quantity
    let sum = 0
    for (const { priceMinor, units, parts } of runs) {
      if ((parts & GET) === 0) continue
      const taken = Math.min(left, units)
      sum += off(priceMinor, get.percent, taken)
      left -= taken
    }
    return sum
  },
  guess: ({ buy, get }, scopeMinor) =>
    Math.floor((scopeMinor * get.quantity * get.percent) / ((buy.quantity + get.quantity) * 100) / 2),
})
