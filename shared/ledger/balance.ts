import type { Balance, ProgramRules } from '../contracts/index.ts'
import { type AccountState, after, type LotState, settle } from './postings.ts'

/**
 * What a member may spend at `now`, as if all that is due had been posted.
 *
 * @param due lots that come due at or before `now`; lots due later don't matter
 * @param nextReleaseAt when the first pending lot after `now` is released
 */
export function balanceAt(
  account: AccountState,
  due: readonly LotState[],
  nextReleaseAt: number | null,
  rules: ProgramRules,
  now: number,
): Balance {
  const { available, pending } = after(account, settle(due, now))
  return {
    available,
    pending,
    nextReleaseAt: pending > 0 ? nextReleaseAt : null,
    worthMinor:
      rules.pointValueCentiMinor === null
        ? null
        : Number((BigInt(available) * BigInt(rules.pointValueCentiMinor)) / 100n),
  }
}
