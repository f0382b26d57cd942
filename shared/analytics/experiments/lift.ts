import type { Estimate } from '../../contracts/index.ts'
import type { Adjusted } from './cuped.ts'

/** A difference, and its standard error. */
export type Lift = { value: number; error: number }

/** How much more a member of `treated` brings than one of `control`. */
export const absoluteLift = (treated: Adjusted, control: Adjusted): Lift => ({
  value: treated.mean - control.mean,
  error: Math.sqrt(treated.variance / treated.members + control.variance / control.members),
})

/**
 * The same as a share of what one of `control` brings, by the delta method; `null` where the control's mean is not above nothing by
 * `reach` of its standard errors: a share of what may be nothing says nothing.
 */
export function relativeLift(treated: Adjusted, control: Adjusted, reach: number): Lift | null {
  const below = control.mean
  const ofControl = control.variance / control.members
  if (below <= reach * Math.sqrt(ofControl)) return null
  const ofTreated = treated.variance / treated.members
  return {
    value: (treated.mean - below) / below,
    error: Math.sqrt(ofTreated + ofControl * (treated.mean / below) ** 2) / below,
  }
}

/** A lift with `reach` standard errors to either side. */
export const within = ({ value, error }: Lift, reach: number): Estimate => ({
  value,
  low: value - reach * error,
  high: value + reach * error,
})
