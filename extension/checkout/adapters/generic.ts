import { press, waitFor } from '../dom.ts'
import { findApply, findCodeField, findOpenersOf, findRemoval, findToggles } from '../field.ts'
import { guardForms, mayPress } from '../safety.ts'
import type { CheckoutAdapter } from '../types.ts'

/** How long a panel may take to open, in milliseconds. */
const OPENING_MS = 2500

/** The detector: finds code field, apply and remove by their words where no adapter fits. */
export const generic: CheckoutAdapter = {
  platform: 'other',
  detect: () => true,
  field: (page) => findCodeField(page, 'visible'),
  async reveal(page, signal) {
    if (findCodeField(page, 'visible')) return true
    // Two tries: a page has one code field, and every press is one more thing that could go wrong.
    const tried = new Set<HTMLElement>()
    while (tried.size < 2) {
      const hidden = findCodeField(page, 'any')
      const toggle = [...(hidden ? findOpenersOf(hidden) : []), ...findToggles(page)].find(
        (one) => !tried.has(one),
      )
      if (!toggle || signal.aborted || !mayPress(toggle)) return false
      tried.add(toggle)
      const release = guardForms(page)
      press(toggle)
      const shown = await waitFor(() => findCodeField(page, 'visible') !== null, {
        signal,
        timeoutMs: OPENING_MS,
      })
      release()
      if (shown) return true
    }
    return false
  },
  applyControl(page) {
    const field = findCodeField(page, 'visible')
    return field && findApply(field)
  },
  removeControl: (page, code) => findRemoval(page, code),
}
