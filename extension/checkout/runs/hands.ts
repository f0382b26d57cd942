import { isEnabled, press, typeInto, waitFor } from '../dom.ts'
import { guardForms, mayPress } from '../safety.ts'
import type { CheckoutAdapter } from '../types.ts'

/** How long an apply button may take to wake after typing. */
const WAKING_MS = 3000
/** Scripts that answer later than this are the shop's own doing, not our press's. */
const GUARD_MS = 3000

/** Presses a control that has just been looked up, if it is one that may be pressed, with the guard up. */
export function pressSafely(page: Document, control: HTMLElement | null): boolean {
  if (!control || !mayPress(control) || !isEnabled(control)) return false
  const release = guardForms(page)
  press(control)
  setTimeout(release, GUARD_MS)
  return true
}

/** Whether the field holds this code. */
export const holdsText = (field: HTMLInputElement | null, code: string): boolean =>
  field !== null && field.value.trim().toLowerCase() === code.toLowerCase()

/** Types the code and waits for the button to wake. Looks both up anew each time: typing may re-render them. */
export async function typeCode(
  page: Document,
  adapter: CheckoutAdapter,
  code: string,
  signal: AbortSignal,
): Promise<boolean> {
  for (let attempt = 0; attempt < 2; attempt++) {
    const field = adapter.field(page)
    if (!field || (field.maxLength > 0 && field.maxLength < code.length)) return false
    field.focus({ preventScroll: true })
    typeInto(field, code)
    const awake = () => {
      const control = adapter.applyControl(page)
      return holdsText(adapter.field(page), code) && control !== null && isEnabled(control)
    }
    if (await waitFor(awake, { signal, timeoutMs: attempt === 0 ? WAKING_MS / 2 : WAKING_MS })) return true
    if (signal.aborted) return false
    adapter.field(page)?.blur()
  }
  return false
}

/** Leaves the code field as it was found, so that a leftover code does not stop the purchase. */
export function clearCode(page: Document, adapter: CheckoutAdapter, code: string, earlier = ''): void {
  const field = adapter.field(page)
  if (field && holdsText(field, code) && !holdsText(field, earlier)) typeInto(field, earlier)
}
