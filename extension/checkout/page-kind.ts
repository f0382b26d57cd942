import { controlText } from './dom.ts'
import { isVisible, known, listed, queryAll, rootsOf } from './look.ts'
import { attribute, bodyOf, labelsOf, nameOf, rootElementOf, textOf, titleOf } from './natives.ts'
import { isCardField } from './safety.ts'
import { readLabelledTotal } from './total.ts'
import { CONTACT_PARTS, ELSEWHERE_PATH, PAYS, PROOF, STEP_PARTS, STEP_PATH } from './words/steps.ts'
import { AFTERWARDS, CART_PARTS, CHECKOUT_PARTS, ORDER, SIGN_UP } from './words.ts'

/** What a page is for, judged without a look at its code field. */
interface PageKind {
  kind: 'cart' | 'checkout' | 'other'
  /** Something is being bought, or the page says that it is. */
  sells: boolean
  /** A grand total is seen. */
  totals: boolean
  /** Somebody joins here. */
  joins: boolean
}

// The controls of a basket stand at a page's beginning or end; between them a shop may list thousands of goods.
const MAX_CONTROLS = 400
const MAX_FIELDS = 1000
const MAX_LABELLED = 60

const isPressed = (control: Element): boolean =>
  nameOf(control) === 'input'
    ? (control as HTMLInputElement).type === 'submit'
    : /^(?:a|button)$/.test(nameOf(control)) || attribute(control, 'role') === 'button'

/** What the controls say that may carry a purchase on; only those of few words are asked. */
function orderWords(page: Document): string[] {
  const all = listed(page, 'a, button, input, [role]').filter(isPressed)
  const asked =
    all.length > MAX_CONTROLS ? [...all.slice(0, MAX_CONTROLS / 2), ...all.slice(-MAX_CONTROLS / 2)] : all
  const said: string[] = []
  for (const control of asked) {
    const text = controlText(control)
    if (text.length <= 60 && (ORDER.test(text) || PAYS.test(text)) && isVisible(control)) said.push(text)
  }
  return said
}

const DIALOG = 'dialog, [role="dialog"], [aria-modal="true"], cart-drawer, [class*="cart-drawer" i]'

/** What the drawers and dialogs that stand open are called. */
const openDialogs = (page: Document): string =>
  queryAll(page, DIALOG)
    .slice(0, 40)
    .filter(isVisible)
    .map(
      (drawer) =>
        `${nameOf(drawer)} ${attribute(drawer, 'aria-label')} ${attribute(drawer, 'class')} ${attribute(drawer, 'id')}`,
    )
    .join(' ')

const words = (field: Element, ...names: string[]): string =>
  names.map((name) => attribute(field, name)).join(' ')

/** What the fields that can be seen are called. */
const fieldWords = (fields: HTMLInputElement[]): string[] =>
  fields
    .filter((field) => !/^(?:hidden|search|submit|checkbox)$/.test(field.type))
    .slice(0, MAX_LABELLED)
    .filter(isVisible)
    .map((field) => {
      const labels = nameOf(field) === 'input' ? [...(labelsOf(field) ?? [])] : []
      return `${words(field, 'placeholder', 'aria-label', 'name', 'autocomplete')} ${labels.map((label) => textOf(label).slice(0, 60)).join(' ')}`
    })

function judge(page: Document): PageKind {
  const body = bodyOf(page)
  if (!body) return { kind: 'other', sells: false, totals: false, joins: false }
  const { pathname, hash, search } = page.location
  const path = pathname.slice(0, 200)
  const address = `${path} ${hash.slice(0, 80)} ${search.slice(0, 80)}`
  const headings = queryAll(page, 'h1, h2, h3, legend')
    .slice(0, 16)
    .map((heading) => ({
      large: /^(?:h[12]|legend)$/.test(nameOf(heading)),
      text: textOf(heading).slice(0, 80),
    }))
  const large = headings
    .filter((one) => one.large)
    .map((one) => one.text)
    .join(' ')
  const dialogs = openDialogs(page)
  const title = `${String(titleOf(page)).slice(0, 200)} ${large}`
  const named = `${title} ${dialogs}`
  const names = `${attribute(body, 'class')} ${body.id}`
  let cart = 0
  let checkout = 0
  if (CART_PARTS.test(address)) cart += 3
  if (CHECKOUT_PARTS.test(address)) checkout += 3
  else if (STEP_PATH.test(path)) checkout += 2
  if (CART_PARTS.test(names)) cart += 2
  if (CHECKOUT_PARTS.test(names)) checkout += 2
  if (CART_PARTS.test(title)) cart += 2
  if (CHECKOUT_PARTS.test(named)) checkout += 2
  if (CART_PARTS.test(dialogs)) cart += 3
  const said = cart > 0 || checkout > 0

  const controls = orderWords(page)
  const pays = controls.some((text) => PAYS.test(text) && !CART_PARTS.test(text))
  // What leads to a checkout stands in a basket.
  const leadsOn = controls.some((text) => CHECKOUT_PARTS.test(text) && !PAYS.test(text))
  if (controls.length > 0) {
    cart += 1
    checkout += 1
  }
  if (leadsOn) cart += 1
  if (pays) checkout += 1
  const fields = [...listed(page, 'input'), ...listed(page, 'select')].slice(
    0,
    MAX_FIELDS,
  ) as HTMLInputElement[]
  const asked = fieldWords(fields)
  const contacts = CONTACT_PARTS.filter((part) => asked.some((one) => part.test(one))).length
  const steps = [title, ...headings.map((one) => one.text), ...asked].some((one) => STEP_PARTS.test(one))
  if (
    contacts > 2 ||
    steps ||
    fields.some((field) =>
      /street-address|address-line|postal-code|shipping|address|postcode|zip/i.test(
        words(field, 'autocomplete', 'name'),
      ),
    )
  )
    checkout += 2
  if (fields.some(isCardField) || listed(page, 'iframe').slice(0, 60).some(isCardField)) checkout += 2
  if (fields.some((field) => /qty|quantity|antal/i.test(words(field, 'name', 'id', 'class')))) cart += 2
  // A page that asks for nothing to be paid is seldom either, but for the step that proves who pays.
  const totals = readLabelledTotal(page) !== null
  cart += totals ? 2 : -2
  checkout += totals ? 2 : -2
  if (PROOF.test(title) && (CHECKOUT_PARTS.test(address) || STEP_PATH.test(path))) checkout += 4

  const joins =
    SIGN_UP.test(`${title} ${address}`) ||
    fields.some((field) => field.type === 'password' && isVisible(field))
  const password = fields.some((field) => field.type === 'password')
  const after = AFTERWARDS.test(`${title} ${path}`)
  const elsewhere = ELSEWHERE_PATH.test(path) && !CART_PARTS.test(path) && !CHECKOUT_PARTS.test(path)
  const less =
    (after ? 8 : 0) + (password && SIGN_UP.test(`${title} ${address}`) ? 6 : 0) + (elsewhere ? 4 : 0)
  const most = Math.max(cart, checkout) - less
  const kind = most < 4 ? 'other' : checkout > cart ? 'checkout' : 'cart'
  return {
    kind,
    sells: kind !== 'other' || (less === 0 && (said || totals || pays)),
    totals,
    joins,
  }
}

/** What a page is for, as it stands; found out once a look. */
export function pageKind(page: Document): PageKind {
  // A look has begun, so that the answer is kept.
  rootsOf(page)
  return known('kind', rootElementOf(page), () => judge(page))
}
