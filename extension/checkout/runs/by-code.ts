import type { Verdict } from '../evidence.ts'
import { contains, matches } from '../natives.ts'
import type { Reading } from '../total.ts'
import type { RunState } from '../types.ts'
import type { Run } from './run.ts'

/**
 * Whether a fall of the total is the code's. In doubt it is not: another row, a smaller basket, points, a gift card or
 * somebody else's code that came in, a refusal, words that say neither yes nor no, a change that has its own cause, the
 * member's own hand at the shop's controls. `known`: it is the total that was measured with these codes before.
 */
export function isByCode(
  state: RunState,
  reading: Reading,
  seen: Verdict,
  meddled: boolean,
  known: boolean,
): boolean {
  if (reading.label !== state.label || seen.basketChanged || seen.otherCause) return false
  if ((seen.refused || seen.unclear) && !seen.accepted) return false
  if (meddled && !(seen.accepted && seen.rowsKept && seen.explained)) return false
  return known || seen.accepted || seen.corroborated || seen.onlyTotalChanged
}

/** Whether anything stirred around the code field after the press. Where nothing did, the shop wants a person's own click. */
export function stirred({ page, adapter, watch }: Run): boolean {
  const field = adapter.field(page)
  if (!field) return true
  const around =
    field.closest('form, section, fieldset, [class*="coupon" i], [class*="promo" i]') ?? field.parentElement
  for (const element of watch.touched) {
    if (element === field || !element.isConnected) continue
    if (
      (around && contains(around, element)) ||
      matches(element, '[role="alert"], [role="status"], [aria-live]')
    )
      return true
  }
  return false
}
