import { isEnabled, press, typeInto, waitFor } from '../dom.ts'
import { sendForm } from '../natives.ts'
import { formOfEnter, guardForms, mayPress } from '../safety.ts'
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

/** Sends what was typed: by the control that applies it, or by Enter in a field that has none. `false`: by neither. */
export function sendCode(page: Document, adapter: CheckoutAdapter): boolean {
  const control = adapter.applyControl(page)
  if (control) return pressSafely(page, control)
  const field = adapter.field(page)
  const form = field && formOfEnter(field)
  if (!form) return false
  guardForms(page)
  sendForm(form)
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
      const now = adapter.field(page)
      if (!now || !holdsText(now, code)) return false
      // A button that comes when something is typed is waited for before Enter is thought of.
      return control ? isEnabled(control) : attempt > 0 && formOfEnter(now) !== null
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
