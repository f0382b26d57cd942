import type {
  Conditions,
  Effect,
  Line,
  LineScope,
  ProgramRules,
  Reward,
  RewardKind,
  Unit,
} from '../contracts/index.ts'
import type { InScope } from './scope.ts'

/** What a reward sees of a basket. */
export type RewardBasket = {
  /** What of the basket is in the reward's own scope. */
  inScope: InScope
  goodsMinor: number
  shippingMinor: number | null
  /** None: only the total was read. */
  lines: readonly Line[]
  /** For each line, whether it is in one of the reward's parts: 0 it is not, 1 nobody can say, 2 it is. */
  held(part: number): Uint8Array
}

/** Units of one scope that a reward can't do without. */
export type Part = { scope: LineScope; quantity: number }

/**
 * Where a reward's worth counts: off the goods, off the delivery, as points, as goods that come on top, or not at all for
 * the member's own purse.
 */
export type Lane = 'goods' | 'shipping' | 'points' | 'gift' | 'none'

/** What a member can pay with, by unit: what is available after what is owed. */
export type Purse = Partial<Record<Unit, number>>

/** A reward of one kind. */
export type Of<K extends RewardKind> = Extract<Reward, { kind: K }>

/** How a kind of reward is worked out. A new kind is a file in `rewards/` and a line in its index. */
export type RewardSpec<K extends RewardKind = RewardKind> = {
  kind: K
  /** What `amount` counts: minor units of the programme's currency, or points. */
  unit: 'minor' | 'points'
  lane: Lane
  /**
   * Units that must be there, none of them counted for two parts; left out, one unit of the reward's scope where it
   * names one.
   */
  parts?(reward: Of<K>): readonly Part[]
  /** For rewards that are worked out on single units: what each line of a basket with lines has taken off, where that is known. */
  perLine?(reward: Of<K>, basket: RewardBasket): number[]
  /** For rewards that depend on nothing but how much is in scope: what is taken off so much. */
  off?(reward: Of<K>, scopeMinor: number): number
  /**
   * The reward's size. Without a basket, or where the basket leaves it open: `null`, unless it comes to the
   * same whatever the basket holds.
   */
  amount(reward: Of<K>, basket: RewardBasket | null, rules: ProgramRules, purse: Purse | null): number | null
  /** The amount as the member reads it. */
  toEffect(amount: number | null, rules: ProgramRules, reward: Of<K>): Effect
  /** A guess at `amount` on a basket of which `scopeMinor` is in scope: for ranking only, never shown. */
  guess(reward: Of<K>, scopeMinor: number, rules: ProgramRules): number
  /** What the programme or shop may have to give for one claim, in minor units: the most that the basket allows. */
  costMinor(
    reward: Of<K>,
    basket: RewardBasket | null,
    conditions: Conditions,
    rules: ProgramRules,
    purse: Purse | null,
  ): number
  /** For rewards that are paid with what the member has saved; left out, the shop gives them. */
  own?: {
    /** Whether there is enough to pay with, whatever the basket. */
    affords(reward: Of<K>, rules: ProgramRules, purse: Purse | null): boolean
    /** The least that has to be in scope for it to come to anything, in minor units. */
    leastInScopeMinor(reward: Of<K>, rules: ProgramRules): number
  }
}

/** The amount if it is the same at both ends of what may be in scope; `null` otherwise. */
export function exactly(scope: InScope, amountAt: (scopeMinor: number) => number): number | null {
  const least = amountAt(scope.leastMinor)
  return least === amountAt(scope.mostMinor) ? least : null
}

/** A discount off the goods. */
export const discount = (amountMinor: number | null, rules: ProgramRules): Effect => ({
  kind: 'discount',
  amountMinor,
  currency: rules.currency,
})

/** Points above those that the purchase earns anyway. */
export const points = (amount: number | null): Effect => ({ kind: 'points', points: amount })

/** What points cost the programme, rounded up (a budget must not be overdrawn by roundings); 0 where a point's worth is not said. */
export const pointsCostMinor = (amount: number, rules: ProgramRules): number =>
  Math.ceil((amount * (rules.pointValueCentiMinor ?? 0)) / 100)
