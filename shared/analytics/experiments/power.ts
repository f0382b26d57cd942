import { normalBeyond } from '../chance.ts'
import { alwaysValid } from './confidence.ts'

/** How often a lift that is there is to be found. */
export const POWER = 0.8

/** Standard errors that a lift must be away from an interval's edge to be found `POWER` of the times. */
export const POWER_REACH = normalBeyond(2 * (1 - POWER))

/** What is planned: shares of the two arms, and how a member's outcome is spread. */
export type Plan = {
  treatedShare: number
  controlShare: number
  /** Of a member's outcome, after CUPED. */
  variance: number
  alpha: number
}

/** The smallest lift, in the outcome's unit, that is found `POWER` of the times with so many members in both arms together. */
export function detectableLift(plan: Plan, members: number): number {
  const both = plan.treatedShare + plan.controlShare
  const variance = (plan.variance * both * (1 / plan.treatedShare + 1 / plan.controlShare)) / members
  return (alwaysValid(members, plan.alpha) + POWER_REACH) * Math.sqrt(variance)
}

/** More than any programme has. */
const MOST_MEMBERS = 1_000_000_000

/** Members in both arms together that it takes to find this lift; `null`: more than there are people to ask. */
export function membersNeeded(plan: Plan, lift: number): number | null {
  if (lift <= 0 || detectableLift(plan, MOST_MEMBERS) > lift) return null
  let low = 2
  let high = MOST_MEMBERS
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    if (detectableLift(plan, middle) > lift) low = middle + 1
    else high = middle
  }
  return low
}
