import type { Conditions, Effect, ProgramRules, Reward, RewardKind, Unit } from '../contracts/index.ts'
import type { InScope } from './scope.ts'

/** What a reward sees of a basket. */
export type RewardBasket = { inScope: InScope; shippingMinor: number | null }

/** What a member can pay with, by unit: what is available after what is owed. */
export type Purse = Partial<Record<Unit, number>>

type Of<K extends RewardKind> = Extract<Reward, { kind: K }>

/** How a kind of reward is worked out. A new kind is a file in `rewards/` and a line in its index. */
export type RewardSpec<K extends RewardKind = RewardKind> = {
  kind: K
  /** What `amount` counts: minor units of the programme's currency, or points. */
  unit: 'minor' | 'points'
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
