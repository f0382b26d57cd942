import type { OrderState } from '../api.ts'
import { h } from './dom.ts'
import { giveBack } from './state.ts'
import { heading } from './views.ts'
import { money, words } from './words.ts'

/** A placed order, and the way to give some of it back. `redraw` shows it as it then is. */
export function orderView(order: OrderState, redraw: (order: OrderState) => void): HTMLElement[] {
  const t = words()
  const says = h('p', { class: 'says', role: 'alert' })
  const send = async (event: Event): Promise<void> => {
    event.preventDefault()
    const form = new FormData(event.target as HTMLFormElement)
    const { taken, order: now } = await giveBack(
      order.id,
      order.lines.map((_, index) => Number(form.get(`line-${index}`) ?? 0)),
    )
    if (taken) redraw(now)
    else says.textContent = t.notGiven
  }
  const open = order.lines.some((line) => line.returnable > 0)
  return [
    h(
      'div',
      { class: 'column' },
      heading(t.thanks),
      h(
        'p',
        { class: 'muted' },
        `${t.orderNumber} `,
        h('strong', { class: 'number', 'data-order': order.id }, order.id),
      ),
      h(
        'dl',
        { class: 'sum' },
        order.lines.map((line) => row('', `${line.quantity} × ${line.name}`, money(line.grossMinor, true))),
        row('', t.shipping, money(order.totals.shippingMinor, true)),
        order.code !== null && row('off', order.code, `−${money(order.totals.discountMinor, true)}`),
        row('pay', t.paid, money(order.totalMinor, true)),
      ),
      order.delivery === 'unsent' && h('p', { class: 'says', role: 'status' }, t.unsent),
      order.pointsEarned !== null &&
        h('p', { class: 'muted', role: 'status' }, `${order.pointsEarned} ${t.points}`),
      order.returns.map((back) =>
        h(
          'p',
          { class: 'says', role: 'status' },
          `${t.given}: ${back.lines.map(({ line, quantity }) => `${quantity} × ${order.lines[line]!.name}`).join(', ')}.`,
          back.refundMinor !== null && ` ${t.refund}: ${money(back.refundMinor, true)}`,
        ),
      ),
      open &&
        h(
          'form',
          { class: 'back', on: { submit: (event) => void send(event) } },
          h('h2', {}, t.giveBack),
          order.lines.map(
            (line, index) =>
              line.returnable > 0 &&
              h(
                'label',
                {},
                line.name,
                h('input', { type: 'number', name: `line-${index}`, value: 0, min: 0, max: line.returnable }),
              ),
          ),
          h('button', { class: 'ghost' }, t.giveBackButton),
          says,
        ),
      h('a', { href: '/' }, t.keepShopping),
    ),
  ]
}

const row = (name: string, label: string, figure: string): HTMLElement =>
  h('div', { class: name }, h('dt', {}, label), h('dd', {}, figure))
