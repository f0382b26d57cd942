import { normalBeyond } from '../chance.ts'

/** How often a lift that is there is to be found. */
export const POWER = 0.8

/** Standard errors that a lift must be away from an interval's edge to be found `POWER` of the times. */
export const POWER_REACH = normalBeyond(2 * (1 - POWER))
