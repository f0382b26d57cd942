import type { ProgramRules, Reward } from '../../contracts/index.ts'
import { discount, exactly, type Purse, type RewardSpec } from '../reward.ts'

type PayWith = Extract<Reward, { kind: 'payWithPoints' }>

/** No single payment takes more of a unit than a price may be (`UnitAmount`). */
const MOST_UNITS = 100_000_000

/** A unit's worth in hundredths of a minor unit; 0 where the programme does not say. */
const centiOf = ({ unit }: PayWith, rules: ProgramRules): number =>
  unit === 'storedValue' ? 100 : (rules.pointValueCentiMinor ?? 0)

/** Products of an amount and a worth leave what a number holds exactly. */
const times = (a: number, b: number): bigint => BigInt(a) * BigInt(b)
const up = (top: bigint, over: bigint): number => Number((top + over - 1n) / over)
const down = (top: bigint, over: bigint): number => Number(top / over)

const worthMinor = (units: number, centi: number): number => down(times(units, centi), 100n)

/** Whole steps, rounded up. */
const steps = (units: number, { stepAmount = 1 }: PayWith): number =>
  Math.ceil(units / stepAmount) * stepAmount

/** The fewest of the unit that may be paid with and are worth something. */
const leastUnits = (reward: PayWith, centi: number): number =>
  steps(Math.max(reward.minAmount ?? 1, up(100n, BigInt(centi))), reward)

/** The fewest of the unit that buy a discount which was worked out by `off`. */
const unitsFor = (reward: PayWith, amountMinor: number, centi: number): number =>
  Math.max(leastUnits(reward, centi), steps(up(times(amountMinor, 100), BigInt(centi)), reward))

/** The discount that whole steps buy, within what is there and what the offer lets a basket be paid with. */
function off(reward: PayWith, scopeMinor: number, centi: number, purse: Purse | null): number {
  if (centi === 0) return 0
  const mostMinor = down(times(scopeMinor, reward.maxPercent), 100n)
  // The most of the unit whose worth, rounded down, is not above that.
  const fitting = down(times(mostMinor + 1, 100) - 1n, BigInt(centi))
  const most = Math.min(purse?.[reward.unit] ?? 0, fitting, MOST_UNITS)
  const { stepAmount = 1 } = reward
  const units = Math.floor(most / stepAmount) * stepAmount
  return units < leastUnits(reward, centi) ? 0 : worthMinor(units, centi)
}

/**
 * A part of the goods paid with what the member has saved: as much as there is, up to `maxPercent` of what is in scope,
 * in whole steps. The discount is what those are worth, rounded down to the minor unit, and it takes the fewest that buy
 * it: never a point more. It is the member's own money, so its worth to them counts as 0 where offers are ranked: it
 * comes last, below every real saving, but is eligible for as long as there is something to pay with.
 */
export const payWithPoints: RewardSpec<'payWithPoints'> = {
  kind: 'payWithPoints',
  unit: 'minor',
  lane: 'goods',
  amount: (reward, basket, rules, purse) =>
    basket && exactly(basket.inScope, (scopeMinor) => off(reward, scopeMinor, centiOf(reward, rules), purse)),
  toEffect(amount, rules, reward) {
    const effect = discount(amount, rules)
    if (amount === null || effect.kind !== 'discount') return effect
    const units = amount === 0 ? 0 : unitsFor(reward, amount, centiOf(reward, rules))
    return units === 0 ? effect : { ...effect, takes: { unit: reward.unit, amount: units } }
  },
  guess: () => 0,
  costMinor: (reward, basket, _conditions, rules, purse) =>
    basket ? off(reward, basket.inScope.mostMinor, centiOf(reward, rules), purse) : 0,
  own: {
    affords(reward, rules, purse) {
      const centi = centiOf(reward, rules)
      return centi > 0 && Math.min(purse?.[reward.unit] ?? 0, MOST_UNITS) >= leastUnits(reward, centi)
    },
    leastInScopeMinor(reward, rules) {
      const centi = centiOf(reward, rules)
      if (centi === 0) return 0
      const leastMinor = worthMinor(leastUnits(reward, centi), centi)
      return up(times(leastMinor, 100), BigInt(reward.maxPercent))
    },
  },
}
