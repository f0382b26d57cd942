import { h } from './dom.ts'
import { placeOrder, setQuantity, state } from './state.ts'
import { basketData, redrawSummary, summary } from './summary.ts'
import { type Go, heading, pictureOf } from './views.ts'
import { language, money, words } from './words.ts'

/** The cart: lines that can be changed, the code, the sum. `redraw` shows it as it then is. */
export function cartView(redraw: () => void): HTMLElement[] {
  const t = words()
  if (state.cart.lines.length === 0) return emptyView()
  return [
    h(
      'div',
      { class: 'column' },
      heading(t.cart),
      lines((sku, quantity) => {
        void setQuantity(sku, quantity).then(redraw)
      }),
      summary(),
      h('a', { class: 'button wide', href: '/kassa' }, t.toCheckout),
      basketData(),
    ),
  ]
}

/** The checkout. The code's field stands outside the form that orders; the card's figures never leave the page. */
export function checkoutView(go: Go): HTMLElement[] {
  const t = words()
  if (state.cart.lines.length === 0) return emptyView()
  const says = h('p', { class: 'says', role: 'alert' })
  const order = async (event: Event): Promise<void> => {
    event.preventDefault()
    const button = (event.target as HTMLFormElement).querySelector('button')!
    button.disabled = true
    try {
      const placed = await placeOrder()
      if (placed) return go(`/order/${placed.id}`)
      redrawSummary()
    } catch {
      says.textContent = t.failed
    }
    button.disabled = false
  }
  return [
    h(
      'div',
      { class: 'column' },
      heading(t.checkout),
      lines(),
      summary(),
      h(
        'form',
        { on: { submit: (event) => void order(event) } },
        h(
          'fieldset',
          { class: 'form' },
          h('legend', {}, t.delivery),
          field('name', t.name, 'name', true, true),
          field('email', t.email, 'email', true, true),
          field('address', t.address, 'street-address', true, true),
          field('postcode', t.postcode, 'postal-code', true),
          field('city', t.city, 'address-level2', true),
        ),
        h('br'),
        h(
          'fieldset',
          { class: 'form' },
          h('legend', {}, t.payment),
          h('p', { class: 'muted full' }, t.paymentHint),
          field('cardnumber', t.card, 'cc-number', false, true),
          field('exp', t.expiry, 'cc-exp', false),
          field('cvc', t.cvc, 'cc-csc', false),
        ),
        h('br'),
        h('button', { class: 'wide' }, t.pay),
        says,
      ),
      basketData(),
    ),
  ]
}

const emptyView = (): HTMLElement[] => [
  heading(words().cart),
  h('p', { class: 'muted' }, words().empty),
  h('a', { class: 'button', href: '/' }, words().keepShopping),
]

function lines(change?: (sku: string, quantity: number) => void): HTMLElement {
  const t = words()
  return h(
    'ul',
    { class: 'lines' },
    state.cart.lines.map((line) => {
      const garment = state.catalogue.garments.find(({ sku }) => sku === line.productSku)!
      const name = garment.name[language()]
      const colour = [garment.colour[language()], line.option].filter(Boolean).join(', ')
      const step = (label: string, sign: string, quantity: number): HTMLElement =>
        h(
          'button',
          {
            type: 'button',
            class: 'bare',
            'aria-label': `${label}: ${name}`,
            on: { click: () => change?.(line.sku, quantity) },
          },
          sign,
        )
      return h(
        'li',
        {},
        pictureOf(garment.sku, ''),
        h(
          'div',
          {},
          h('h2', {}, line.quantity > 1 && !change ? `${line.quantity} × ${name}` : name),
          h('span', { class: 'muted' }, colour),
          change &&
            h(
              'div',
              { class: 'steps' },
              step(t.less, '−', line.quantity - 1),
              h('output', {}, line.quantity),
              step(t.more, '+', line.quantity + 1),
            ),
        ),
        h('span', { class: 'price' }, money(line.amountMinor)),
      )
    }),
  )
}

const field = (
  name: string,
  label: string,
  autocomplete: string,
  required: boolean,
  full = false,
): HTMLElement =>
  h(
    'label',
    { class: full ? 'full' : null },
    label,
    h('input', { name, autocomplete, required, maxlength: 120, type: name === 'email' ? 'email' : 'text' }),
  )
