import type { ArmSums } from '../../contracts/index.ts'
import { MIN_ARM_MEMBERS } from '../experiments/analyse.ts'
import { type Moments, momentsOf } from '../experiments/sums.ts'
import type { CodeRow, KpiAnswer } from './kpi.ts'

/** 95 of 100, looked at once: a report's figure stops no offer. */
const REACH = 1.959964

/** Purchases that would not have been made, with their interval, and what they took. */
export type Incremental = {
  orders: number
  low: number
  high: number
  redemptions: number
  costMinor: number
}

/**
 * Sums up what offers with codes brought beside their holdouts. Those whose arms are too small are left out together with
 * their redemptions and cost: a part of the codes is measured, rather than all of them half.
 */
export function incremental(codes: readonly CodeRow[]): Incremental | KpiAnswer {
  if (codes.length === 0) return { value: null, why: 'noHoldout' }
  const enough = codes.filter(
    ({ treated, holdout }) => Math.min(treated.members, holdout.members) >= MIN_ARM_MEMBERS,
  )
  if (enough.length === 0) return { value: null, why: 'tooFew' }
  let [orders, variance, redemptions, costMinor] = [0, 0, 0, 0]
  for (const code of enough) {
    const [treated, holdout] = [momentsOf(code.treated), momentsOf(code.holdout)]
    orders += (treated.meanY - holdout.meanY) * treated.members
    variance += (ofMean(treated) + ofMean(holdout)) * treated.members ** 2
    redemptions += code.redemptions
    costMinor += code.costMinor
  }
  const around = REACH * Math.sqrt(variance)
  return { orders, low: orders - around, high: orders + around, redemptions, costMinor }
}

const ofMean = ({ varianceY, members }: Moments): number => varianceY / members

/** An arm whose members made `purchases` each, half of them one more and half one less. For examples. */
export const exampleArm = (arm: string, members: number, purchases: number): ArmSums => ({
  arm,
  members,
  y: members * purchases,
  yy: members * (purchases ** 2 + 1),
  x: 0,
  xx: 0,
  xy: 0,
})
