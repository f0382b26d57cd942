import { MAX_AMOUNT } from '../../contracts/index.ts'

/** Times that an offer may be shown without being taken before its value has halved. A judgement, not a measurement. */
const HALVED_AFTER = 10

/**
 * What is left of an offer's value for a member who was shown it often and took it seldom: 1 for one never shown or always
 * taken, a half after `HALVED_AFTER` times in vain; never 0. `shown` and `taken` are the member's own counts.
 */
export function fatigue(shown: number, taken: number): number {
  const inVain = Math.max(0, shown - taken)
  return HALVED_AFTER / (HALVED_AFTER + inVain / (1 + Math.max(0, taken)))
}

/** From what an offer's worth is worked out, its chance apart. */
export type Worth = {
  /** What a redemption leaves after its cost, minor units. */
  marginMinor: number
  /** The merchant's own weight, 0 to 100; 50 changes nothing. */
  priority: number
  /** From `fatigue`. */
  fatigue: number
}

/**
 * Expected value of showing an offer: probability x margin x priority (0.5 to 1.5) x fatigue, minor units with six
 * decimals. `probability`: that it is redeemed, a chance or a draw of what it may be. Finite and never below 0: what would lose money is worth nothing to show.
 */
export function expectedValue(probability: number, { marginMinor, priority, fatigue }: Worth): number {
  const likely = within(probability, 0, 1)
  const margin = within(marginMinor, 0, MAX_AMOUNT)
  const weight = 0.5 + within(priority, 0, 100) / 100
  return Math.round(likely * margin * weight * within(fatigue, 0, 1) * 1e6) / 1e6
}

/** What is no number is the least. */
const within = (value: number, least: number, most: number): number =>
  value > least ? Math.min(value, most) : least
