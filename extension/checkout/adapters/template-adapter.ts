import type { Platform } from '../../../shared/contracts/store.ts'
import { isVisible, press, queryAll, waitFor } from '../dom.ts'
import { codePattern, findApply, findRemoval } from '../field.ts'
import { guardForms, mayPress, staysHere } from '../safety.ts'
import type { CheckoutAdapter } from '../types.ts'

/** How long what hides the field may take to open, in milliseconds. Slides take some 400; slow machines more. */
const OPENING_MS = 2500

/** A platform's checkout as its templates write it. All are CSS selectors, each with the template it was seen in. */
interface Template {
  platform: Platform
  /** What only this platform's pages have. */
  page: string
  field: string
  /** Opens what hides the field, where something does. */
  toggle?: string
  apply: string
  /** Controls that each take one code out. */
  remove: string
  /** What stands around such a control and names its code, where the control itself does not. */
  row?: string
  /** The answer "yes" to a shop that asks whether a removal is meant, and what names the code there. */
  confirm?: { yes: string; names: string }
  /** The field that keeps the code in use, where `remove` takes out what stands in it. */
  inUse?: string
}

const seen = <E extends HTMLElement>(page: Document, selector: string): E | null =>
  queryAll<E>(page, selector).find(isVisible) ?? null

const sameOrigin = (control: HTMLElement): boolean =>
  control.localName !== 'a' ||
  staysHere(control) ||
  (control as HTMLAnchorElement).origin === control.ownerDocument.location.origin

/**
 * An adapter for a platform whose templates say it all. It is never worse than the detector: without its field it answers
 * that there is none, and the ladder goes on; a control that a theme has written anew is looked for by its words.
 */
export function templateAdapter(template: Template): CheckoutAdapter {
  const field = (page: Document): HTMLInputElement | null =>
    queryAll<HTMLInputElement>(page, template.field).find(
      (input) => isVisible(input) && !input.disabled && !input.readOnly,
    ) ?? null

  /** Whether this control takes out this code: by its own attributes, its row's text, or the field that keeps it. */
  const takesOut = (page: Document, control: HTMLElement, code: string): boolean => {
    const named = codePattern(code)
    if ([...control.attributes].some(({ name, value }) => name !== 'class' && named.test(value))) return true
    const row = template.row === undefined ? null : control.closest<HTMLElement>(template.row)
    // Themes give each code a row; where one row holds two controls it says nothing of either.
    const alone = row !== null && row.querySelectorAll(template.remove).length === 1
    if (alone && named.test(row.textContent ?? '')) return true
    const kept = template.inUse === undefined ? [] : queryAll<HTMLInputElement>(page, template.inUse)
    return kept.some(({ value }) => value.trim().toLowerCase() === code.toLowerCase())
  }

  const { confirm } = template
  const confirmRemoval = confirm && {
    confirmRemoval: (page: Document, code: string): HTMLElement | null =>
      queryAll(page, confirm.names).some(
        (name) => isVisible(name) && name.textContent?.trim().toLowerCase() === code.toLowerCase(),
      )
        ? seen(page, confirm.yes)
        : null,
  }

  return {
    ...confirmRemoval,
    platform: template.platform,
    detect: (page) => page.querySelector(template.page) !== null,
    field,
    async reveal(page, signal) {
      if (field(page)) return true
      const toggle = template.toggle === undefined ? null : seen(page, template.toggle)
      if (!toggle || signal.aborted || !mayPress(toggle) || !staysHere(toggle)) return false
      const release = guardForms(page)
      press(toggle)
      const shown = await waitFor(() => field(page) !== null, { signal, timeoutMs: OPENING_MS })
      release()
      return shown === true
    },
    applyControl(page) {
      const own = seen(page, template.apply)
      if (own) return own
      const input = field(page)
      return input && findApply(input)
    },
    removeControl: (page, code) =>
      queryAll(page, template.remove).find(
        (control) => isVisible(control) && sameOrigin(control) && takesOut(page, control, code),
      ) ?? findRemoval(page, code),
  }
}
