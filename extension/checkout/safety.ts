import { closest, controlParts, drawnText } from './dom.ts'
import { isOurs, known } from './look.ts'
import { attribute, controlsOfForm, matches, nameOf, viewOf } from './natives.ts'
import { holdsCard, takesCard } from './secrets.ts'
import { APPLY, CODE_PARTS, CODE_WORD, JOIN, ORDER, ORDER_PARTS, PAY_BRAND, SENDS_CODE } from './words.ts'

export { holdsCard, isCardField } from './secrets.ts'

/** The form that a control would submit, if it would. */
export function submits(control: Element): HTMLFormElement | null {
  const button = closest(control, 'button, input') as HTMLButtonElement | HTMLInputElement | null
  if (!button?.form) return null
  // A <button> without a type is a submit button.
  return button.type === 'submit' || button.type === 'image' ? button.form : null
}

/** Whether words speak of a code, so that a brand beside it is only whose code it is. */
const speaksOfCode = (text: string): boolean => CODE_WORD.test(text) || CODE_PARTS.test(text)

/** Whether a control says that it orders, pays or goes on. */
const saysOrder = (control: Element): boolean => {
  const text = drawnText(control)
  return (
    ORDER.test(text) ||
    (PAY_BRAND.test(text) && !speaksOfCode(text)) ||
    ORDER_PARTS.test(controlParts(control))
  )
}

/** Whether it signs somebody up, or has a code sent. */
const saysSignUp = (control: Element): boolean => {
  const text = drawnText(control)
  return SENDS_CODE.test(text) || (JOIN.test(text) && !(APPLY.test(text) && speaksOfCode(text)))
}

/** Whether a form ends in an order: by a control in it, or associated with it, that says so. */
const placesOrder = (form: HTMLFormElement): boolean =>
  known('places order', form, () =>
    [...controlsOfForm(form)].some((element) => submits(element) === form && saysOrder(element)),
  )

const takesCards = (form: HTMLFormElement): boolean =>
  known('takes cards', form, () => holdsCard(form) || [...controlsOfForm(form)].some(takesCard))

/** Whether the shop gave a control an address of its own, and it is a code's: what is sent there is no order. */
const hasCodeAddress = (control: Element): boolean => {
  const address = attribute(control, 'formaction')
  return CODE_PARTS.test(address) && !ORDER_PARTS.test(address)
}

/**
 * Whether a form tells its ends apart by the names of its controls, and this one's is a code's: a page that is one form all
 * over is sent with the name of whatever was pressed, and the order has another.
 */
function hasCodeName(control: Element, form: HTMLFormElement): boolean {
  const name = attribute(control, 'name')
  if (!CODE_PARTS.test(name) || ORDER_PARTS.test(name)) return false
  return [...controlsOfForm(form)].every((other) => {
    if (submits(other) !== form || !saysOrder(other)) return true
    const itsName = attribute(other, 'name')
    return itsName !== '' && itsName !== name
  })
}

/**
 * Whether a control may be pressed at all: it says nothing of ordering, paying, going on or signing up, and submits no form
 * that holds a card, nor one whose own end is the order, unless the shop gave the control a code's address or name of its own.
 */
export function mayPress(control: Element): boolean {
  if (saysOrder(control) || saysSignUp(control)) return false
  const form = submits(control)
  if (!form) return true
  return !takesCards(form) && (hasCodeAddress(control) || hasCodeName(control, form) || !placesOrder(form))
}

/**
 * The form that the Enter key in a field sends, where that is a code's own: nothing else to type into, nothing to press, no
 * card, and no address but a code's or the page's own. `null`: Enter may do anything.
 */
export function formOfEnter(field: HTMLInputElement): HTMLFormElement | null {
  const { form } = field
  if (!form || takesCards(form) || placesOrder(form)) return null
  const others = [...controlsOfForm(form)].filter(
    (one) => one !== field && !(nameOf(one) === 'input' && attribute(one, 'type').toLowerCase() === 'hidden'),
  )
  const address = attribute(form, 'action')
  const isElsewhere = address !== '' && !address.startsWith('#') && !CODE_PARTS.test(address)
  return others.length > 0 || isElsewhere ? null : form
}

/** Whether a link stays on this page. Links that remove a code may load it anew; links that open a panel may not. */
export function staysHere(control: Element): boolean {
  const link = closest(control, 'a[href]')
  if (!link) return true
  const href = link.getAttribute('href')!.trim()
  return href === '' || href.startsWith('#') || href.startsWith('javascript:')
}

const guards = new WeakMap<Document, Set<() => void>>()

/** Ends every guard that still stands on a page: its run is over. */
export const dropGuards = (page: Document): void => {
  for (const release of [...(guards.get(page) ?? [])]) release()
}

const PRESSED =
  'button, a, input[type="submit" i], input[type="image" i], input[type="button" i], [role="button"]'

/** What a person does to send a form: a press on a control, or Enter in a field. Our own panel sends none. */
const sendsAForm = (event: Event): boolean => {
  const path = event.composedPath().filter((at): at is Element => at instanceof Element)
  if (!event.isTrusted || path.some(isOurs)) return false
  if (event.type === 'keydown')
    return (event as KeyboardEvent).key === 'Enter' && nameOf(path[0]!) !== 'textarea'
  return path.some((at) => matches(at, PRESSED))
}

/**
 * Stands guard while one of our presses is at work: a script behind an innocent button may still submit the payment form,
 * and may take its time. Returns what ends the guard; a run's end drops those that still stand.
 */
export function guardForms(page: Document): () => void {
  const refuse = (event: Event): void => {
    const form = event.composedPath()[0] as HTMLFormElement
    const submitter = (event as SubmitEvent).submitter
    const order = submitter === null ? placesOrder(form) : saysOrder(submitter)
    if (!order && !takesCards(form)) return
    event.preventDefault()
    event.stopImmediatePropagation()
  }
  const view = viewOf(page)
  const release = (): void => {
    view?.removeEventListener('submit', refuse, true)
    for (const name of ['click', 'keydown']) view?.removeEventListener(name, giveWay, true)
    guards.get(page)?.delete(release)
  }
  // What the member presses is theirs to press: only what scripts do in our wake is refused.
  const giveWay = (event: Event): void => {
    if (sendsAForm(event)) dropGuards(page)
  }
  view?.addEventListener('submit', refuse, true)
  for (const name of ['click', 'keydown']) view?.addEventListener(name, giveWay, true)
  guards.set(page, (guards.get(page) ?? new Set()).add(release))
  return release
}
