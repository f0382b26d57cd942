import { controlText, isVisible, queryAll } from './dom.ts'
import { findCodeField, findToggles } from './field.ts'
import { holdsCard, isCardField } from './safety.ts'
import { readLabelledTotal } from './total.ts'
import { CART_PARTS, CHECKOUT_PARTS, ORDER, SIGN_UP } from './words.ts'

/** What kind of page this is, and whether it has a code field: `hidden` is behind a link, a panel or a checkbox. */
export interface PageClass {
  kind: 'cart' | 'checkout' | 'other'
  codeField: 'found' | 'hidden' | 'none'
}

function codeFieldState(page: Document): PageClass['codeField'] {
  if (findCodeField(page, 'visible')) return 'found'
  return findCodeField(page, 'any') || findToggles(page).length > 0 ? 'hidden' : 'none'
}

/** How much a page is a basket, and how much a checkout. A code field says nothing of either: sign-up pages have them too. */
export function pageScore(page: Document): { cart: number; checkout: number } {
  const address = `${page.location.pathname} ${page.location.hash} ${page.location.search.slice(0, 80)}`
  const names = `${page.body.className} ${page.body.id}`
  const headings = queryAll(page, 'h1, h2, legend').slice(0, 12)
  const title = `${page.title} ${headings.map((heading) => heading.textContent).join(' ')}`.slice(0, 600)
  let cart = 0
  let checkout = 0
  if (CART_PARTS.test(address)) cart += 3
  if (CHECKOUT_PARTS.test(address)) checkout += 3
  if (CART_PARTS.test(names)) cart += 2
  if (CHECKOUT_PARTS.test(names)) checkout += 2
  if (CART_PARTS.test(title)) cart += 2
  if (CHECKOUT_PARTS.test(title)) checkout += 2

  const controls = queryAll(page, 'button, input[type="submit" i], [role="button"], a').slice(0, 600)
  const order = controls.some(
    (control) => ORDER.test(controlText(control).slice(0, 60)) && isVisible(control),
  )
  if (order) {
    cart += 1
    checkout += 1
  }
  if (readLabelledTotal(page)) {
    cart += 2
    checkout += 2
  } else {
    // A page that asks for nothing to be paid is seldom either.
    cart -= 2
    checkout -= 2
  }
  const fields = queryAll<HTMLInputElement>(page, 'input, select')
  if (
    fields.some(
      (field) =>
        /street-address|address-line|postal-code|shipping/.test(field.autocomplete) ||
        /address|postcode|zip/i.test(field.name),
    )
  )
    checkout += 2
  if (fields.some(isCardField) || holdsCard(page.body)) checkout += 2
  if (
    fields.filter((field) => /qty|quantity|antal/i.test(`${field.name} ${field.id} ${field.className}`))
      .length > 0
  )
    cart += 2
  const password = fields.some((field) => field.type === 'password')
  if (password && (SIGN_UP.test(title) || SIGN_UP.test(address))) {
    cart -= 6
    checkout -= 6
  }
  return { cart, checkout }
}

/** Looks at the page as it stands, and never waits. Field and page are judged apart. */
export function classifyPage(page: Document): PageClass {
  if (!page.body) return { kind: 'other', codeField: 'none' }
  const { cart, checkout } = pageScore(page)
  const kind = Math.max(cart, checkout) < 4 ? 'other' : checkout > cart ? 'checkout' : 'cart'
  return { kind, codeField: codeFieldState(page) }
}
