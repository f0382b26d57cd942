import { controlText } from './dom.ts'
import { findCodeField } from './field-score.ts'
import { isVisible, listed, queryAll } from './look.ts'
import { attribute, bodyOf, nameOf, textOf, titleOf } from './natives.ts'
import { isCardField } from './safety.ts'
import { findToggles } from './toggles.ts'
import { readLabelledTotal } from './total.ts'
import { AFTERWARDS, CART_PARTS, CHECKOUT_PARTS, ORDER, SIGN_UP } from './words.ts'

/** What kind of page this is, and whether it has a code field: `hidden` is behind a link, a panel or a checkbox. */
export interface PageClass {
  kind: 'cart' | 'checkout' | 'other'
  codeField: 'found' | 'hidden' | 'none'
}

// The controls of a basket stand at a page's beginning or end; between them a shop may list thousands of goods.
const MAX_CONTROLS = 400

function codeFieldState(page: Document, sells: boolean): PageClass['codeField'] {
  if (findCodeField(page, 'visible')) return 'found'
  if (findCodeField(page, 'any')) return 'hidden'
  // A link that speaks of coupons is a promise of a field only where something is being bought.
  return sells && findToggles(page).length > 0 ? 'hidden' : 'none'
}

const isPressed = (control: Element): boolean =>
  nameOf(control) === 'input'
    ? (control as HTMLInputElement).type === 'submit'
    : /^(?:a|button)$/.test(nameOf(control)) || attribute(control, 'role') === 'button'

/** Whether a control may complete an order; only those of few words are asked. */
function hasOrderControl(page: Document): boolean {
  const all = listed(page, 'a, button, input, [role]').filter(isPressed)
  const asked =
    all.length > MAX_CONTROLS ? [...all.slice(0, MAX_CONTROLS / 2), ...all.slice(-MAX_CONTROLS / 2)] : all
  return asked.some((control) => {
    const text = controlText(control)
    return text.length <= 60 && ORDER.test(text) && isVisible(control)
  })
}

/** Whether a drawer or dialog that is a basket stands open, as on pages of goods. */
const hasOpenCart = (page: Document): boolean =>
  queryAll(page, 'dialog, [role="dialog"], [aria-modal="true"], cart-drawer, [class*="cart-drawer" i]').some(
    (drawer) =>
      CART_PARTS.test(
        `${nameOf(drawer)} ${attribute(drawer, 'aria-label')} ${attribute(drawer, 'class')} ${attribute(drawer, 'id')}`,
      ) && isVisible(drawer),
  )

/** Points that speak for a basket and for a checkout. */
function pageScore(page: Document, body: HTMLElement): { cart: number; checkout: number } {
  const { pathname, hash, search } = page.location
  const address = `${pathname.slice(0, 200)} ${hash.slice(0, 80)} ${search.slice(0, 80)}`
  const names = `${attribute(body, 'class')} ${body.id}`
  const headings = queryAll(page, 'h1, h2, legend').slice(0, 12)
  const title = `${String(titleOf(page)).slice(0, 200)} ${headings.map((heading) => textOf(heading).slice(0, 80)).join(' ')}`
  let cart = 0
  let checkout = 0
  if (CART_PARTS.test(address)) cart += 3
  if (CHECKOUT_PARTS.test(address)) checkout += 3
  if (CART_PARTS.test(names)) cart += 2
  if (CHECKOUT_PARTS.test(names)) checkout += 2
  if (CART_PARTS.test(title)) cart += 2
  if (CHECKOUT_PARTS.test(title)) checkout += 2

  if (hasOrderControl(page)) {
    cart += 1
    checkout += 1
  }
  // A page that asks for nothing to be paid is seldom either.
  const total = readLabelledTotal(page) ? 2 : -2
  if (hasOpenCart(page)) cart += 3
  cart += total
  checkout += total
  const fields = [...listed(page, 'input'), ...listed(page, 'select')].slice(0, 1000) as HTMLInputElement[]
  const says = (field: Element, ...names: string[]): string =>
    names.map((name) => attribute(field, name)).join(' ')
  if (
    fields.some((field) =>
      /street-address|address-line|postal-code|shipping|address|postcode|zip/i.test(
        says(field, 'autocomplete', 'name'),
      ),
    )
  )
    checkout += 2
  if (fields.some(isCardField) || listed(page, 'iframe').slice(0, 60).some(isCardField)) checkout += 2
  if (fields.some((field) => /qty|quantity|antal/i.test(says(field, 'name', 'id', 'class')))) cart += 2
  const password = fields.some((field) => field.type === 'password')
  if (AFTERWARDS.test(`${title} ${pathname}`)) {
    cart -= 8
    checkout -= 8
  }
  if (password && (SIGN_UP.test(title) || SIGN_UP.test(address))) {
    cart -= 6
    checkout -= 6
  }
  return { cart, checkout }
}

/** Looks at the page as it stands, and never waits. Field and page are judged apart. */
export function classifyPage(page: Document): PageClass {
  const body = bodyOf(page)
  if (!body) return { kind: 'other', codeField: 'none' }
  const { cart, checkout } = pageScore(page, body)
  const kind = Math.max(cart, checkout) < 4 ? 'other' : checkout > cart ? 'checkout' : 'cart'
  return { kind, codeField: codeFieldState(page, Math.max(cart, checkout) > 0) }
}
