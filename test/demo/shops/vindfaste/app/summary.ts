import type { CartState } from '../api.ts'
import { h } from './dom.ts'
import { askForCode, state, takeOutCode } from './state.ts'
import { money, noticeWords, words } from './words.ts'

/** How long the new total is on its way, in milliseconds: shops work tax and delivery out again. */
const SETTLE_MS = { least: 600, most: 900 }

const FIELD = 'rabattkod'

/** What has been typed, as the page heard it: a value that was set without an `input` event is not in here. */
let draft = ''
let busy = false

/** Code field, apply button and figures. Drawn anew, field and all, after every change. */
export function summary(): HTMLElement {
  const { totals, code, notice } = state.cart
  const t = words()
  return h(
    'section',
    { class: busy ? 'summary wait' : 'summary', 'aria-busy': String(busy), 'aria-label': t.total },
    h(
      'div',
      { class: 'code' },
      h('input', {
        type: 'text',
        name: FIELD,
        'aria-label': t.code,
        placeholder: t.code,
        autocomplete: 'off',
        autocapitalize: 'characters',
        spellcheck: 'false',
        maxlength: 60,
        on: { keydown: (event) => (event as KeyboardEvent).key === 'Enter' && void apply() },
      }),
      h(
        'button',
        { type: 'button', class: 'ghost apply-code', disabled: true, on: { click: () => void apply() } },
        t.apply,
      ),
    ),
    h('p', { class: 'says', role: 'status' }, noticeWords(notice)),
    h(
      'dl',
      { class: 'sum' },
      row('', t.subtotal, money(totals.subtotalMinor, true)),
      row('', t.shipping, money(totals.shippingMinor, true)),
      code !== null &&
        h(
          'div',
          { class: 'off', 'data-code': code },
          h('dt', {}, code, removeButton(code)),
          h('dd', {}, `−${money(totals.discountMinor, true)}`),
        ),
      row('pay', t.total, money(totals.totalMinor, true)),
    ),
  )
}

/** The cart for whoever reads pages: what the shop itself tells the worker, before any code. */
export const basketData = (): HTMLElement =>
  h('script', { type: 'application/json', id: 'stamkund-basket' }, JSON.stringify(state.cart.basket))

/** Wakes the button when someone types. It listens on the document, so only an event that bubbles is heard. */
export function listenForTyping(): void {
  document.addEventListener('input', (event) => {
    const field = event.target
    if (!(field instanceof HTMLInputElement) || field.name !== FIELD) return
    draft = field.value.trim()
    const button = document.querySelector<HTMLButtonElement>('.apply-code')
    if (button) button.disabled = busy || draft === ''
  })
}

/** Puts the section as it now is in the place of the one that stands there. */
export function redrawSummary(): void {
  draft = ''
  const old = document.querySelector('.summary')
  // Whoever was at work in here with a keyboard goes on in here: the new field takes the focus that the old one had.
  const held = old?.contains(document.activeElement)
  const drawn = summary()
  old?.replaceWith(drawn)
  if (held) drawn.querySelector('input')?.focus()
  document.querySelector('#stamkund-basket')?.replaceWith(basketData())
}

async function apply(): Promise<void> {
  if (busy || draft === '') return
  const code = draft
  await settle(() => askForCode(code))
}

const removeButton = (code: string): HTMLElement =>
  h(
    'button',
    {
      type: 'button',
      class: 'bare',
      'aria-label': `${words().remove} ${code}`,
      on: { click: () => void settle(takeOutCode) },
    },
    '×',
  )

async function settle(change: () => Promise<CartState>): Promise<void> {
  if (busy) return
  busy = true
  redrawSummary()
  try {
    const cart = await change()
    const waitMs = SETTLE_MS.least + Math.random() * (SETTLE_MS.most - SETTLE_MS.least)
    await new Promise((resolve) => setTimeout(resolve, waitMs))
    state.cart = cart
  } catch {
    state.cart = { ...state.cart, notice: 'unavailable' }
  }
  busy = false
  redrawSummary()
}

const row = (name: string, label: string, figure: string): HTMLElement =>
  h('div', { class: name }, h('dt', {}, label), h('dd', {}, figure))
