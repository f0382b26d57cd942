import type { Reason, Unit } from '../contracts/index.ts'
import { reason } from './reasons.ts'

/** What a member has of a unit, as they may be told it. */
export function balanceReason(unit: Unit, amount: number, currency: string): Reason {
  switch (unit) {
    case 'points':
      return reason('pointsHeld', { count: amount })
    case 'stamps':
      return reason('stampsHeld', { count: amount })
    case 'statusCredits':
      return reason('creditsHeld', { count: amount })
    case 'storedValue':
      return reason('valueHeld', { amountMinor: amount, currency })
  }
}
