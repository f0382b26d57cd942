import { closest, controlParts, controlText, queryAll } from './dom.ts'
import { controlsOfForm, matches, queryOne, viewOf } from './natives.ts'
import { ORDER, ORDER_PARTS } from './words.ts'

/** Fields and frames that hold a card. Their values are never read. */
const CARD =
  'input[autocomplete*="cc-" i], input[name*="cardnumber" i], input[name*="card_number" i], input[name*="card-number" i], input[name*="ccnum" i], input[name*="creditcard" i], input[id*="cardnumber" i], input[id*="card-number" i], input[name*="cvc" i], input[name*="cvv" i], input[id*="cvc" i], input[id*="cvv" i], input[name*="iban" i], input[placeholder*="card number" i], input[placeholder*="kortnummer" i], input[aria-label*="card number" i], iframe[src*="stripe" i], iframe[src*="adyen" i], iframe[src*="braintree" i], iframe[src*="klarna" i], iframe[src*="checkout.com" i], iframe[src*="worldpay" i], iframe[src*="squareup" i], iframe[src*="paypal" i], iframe[src*="nets.eu" i], iframe[src*="cardinal" i], iframe[name*="__privateStripe" i], iframe[name*="card" i], iframe[title*="card number" i], iframe[title*="payment" i], iframe[id*="card" i], iframe[class*="card-field" i], [data-braintree-name], [class*="StripeElement"]'

/** Whether an element is, or holds, what a card's numbers are typed into. */
export const holdsCard = (element: Element): boolean =>
  matches(element, CARD) || queryOne(element, CARD) !== null

/** Whether a field is one for a card. */
export const isCardField = (field: Element): boolean => matches(field, CARD)

/** The form that a control would submit, if it would. */
export function submits(control: Element): HTMLFormElement | null {
  const button = closest(control, 'button, input') as HTMLButtonElement | HTMLInputElement | null
  if (!button?.form) return null
  // A <button> without a type is a submit button.
  return button.type === 'submit' || button.type === 'image' ? button.form : null
}

/** Whether a form ends in an order: by a control in it, or associated with it, that says so. */
const placesOrder = (form: HTMLFormElement): boolean =>
  [...controlsOfForm(form)].some((element) =>
    submits(element) === form ? ORDER.test(controlText(element)) : false,
  )

/**
 * Whether a control may be pressed at all: it says nothing of ordering, paying or going on, and submits
 * no form that holds a card or whose own end is the order, unless the shop gave the control an address of its own.
 */
export function mayPress(control: Element): boolean {
  if (ORDER.test(controlText(control)) || ORDER_PARTS.test(controlParts(control))) return false
  const form = submits(control)
  if (form) {
    if (holdsCard(form) || [...controlsOfForm(form)].some(isCardField)) return false
    const ownWay = control.hasAttribute('formaction') || control.hasAttribute('name')
    if (!ownWay && placesOrder(form)) return false
  }
  return true
}

/** Whether a link stays on this page. Links that remove a code may load it anew; links that open a panel may not. */
export function staysHere(control: Element): boolean {
  const link = closest(control, 'a[href]')
  if (!link) return true
  const href = link.getAttribute('href')!.trim()
  return href === '' || href.startsWith('#') || href.startsWith('javascript:')
}

/**
 * Stands guard while one of our presses is at work: a script behind an innocent button may still submit the payment form.
 * Returns what ends the guard.
 */
export function guardForms(page: Document): () => void {
  const refuse = (event: Event): void => {
    const form = event.composedPath()[0] as HTMLFormElement
    const submitter = (event as SubmitEvent).submitter
    const order =
      submitter !== null && (ORDER.test(controlText(submitter)) || ORDER_PARTS.test(controlParts(submitter)))
    if (!order && !holdsCard(form)) return
    event.preventDefault()
    event.stopImmediatePropagation()
  }
  const view = viewOf(page)
  const release = (): void => {
    view?.removeEventListener('submit', refuse, true)
    view?.removeEventListener('click', giveWay, true)
  }
  // What the member presses is theirs to press: only what scripts do in our wake is refused.
  const giveWay = (event: Event): void => {
    if (event.isTrusted) release()
  }
  view?.addEventListener('submit', refuse, true)
  view?.addEventListener('click', giveWay, true)
  return release
}

/** Every form on the page that holds a card, for those who ask before they type. */
export const cardForms = (page: Document): HTMLFormElement[] =>
  queryAll<HTMLFormElement>(page, 'form').filter(holdsCard)
