import { isEnabled, press, typeInto, waitFor } from '../dom.ts'
import { guardForms, mayPress } from '../safety.ts'
import { memberHandled } from '../typed-fields.ts'
import type { CheckoutAdapter } from '../types.ts'

/** How long an apply button may take to wake after typing. */
const WAKING_MS = 3000

/** Presses a control that has just been looked up, if it is one that may be pressed, with the guard up until the run ends. */
export function pressSafely(page: Document, control: HTMLElement | null): boolean {
  if (!control || !mayPress(control) || !isEnabled(control)) return false
  guardForms(page)
  press(control)
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
  if (!field || holdsText(field, earlier) || memberHandled(field)) return
  // A shop that refuses a code may empty the field: what the member had in it comes back all the same.
  if (holdsText(field, code) || field.value === '') typeInto(field, earlier)
}
