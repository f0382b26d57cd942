import type { CartState, OrderState } from '../api.ts'
import type { Garment } from '../catalogue.ts'

export type Catalogue = {
  departments: { slug: string; name: Record<'sv' | 'en', string> }[]
  garments: Garment[]
}

/** What the page knows. Replaced, never edited, when the server answers. */
export const state: { catalogue: Catalogue; cart: CartState } = {
  catalogue: { departments: [], garments: [] },
  cart: {
    lines: [],
    totals: { subtotalMinor: 0, shippingMinor: 0, discountMinor: 0, totalMinor: 0 },
    code: null,
    notice: null,
    basket: { currency: 'SEK', totalMinor: 0, lines: [] },
  },
}

/** Asks the server. A status from 500 on, and no answer at all, throw; the rest is an answer. */
async function ask<T>(method: string, path: string, body?: unknown): Promise<{ status: number; value: T }> {
  const response = await fetch(path, {
    method,
    headers: { 'content-type': 'application/json' },
    body: body === undefined ? null : JSON.stringify(body),
  })
  if (response.status >= 500 && response.status !== 502) throw new Error(`${path}: ${response.status}`)
  return { status: response.status, value: (await response.json()) as T }
}

export async function load(): Promise<void> {
  const [catalogue, cart] = await Promise.all([
    ask<Catalogue>('GET', '/api/catalogue'),
    ask<CartState>('GET', '/api/cart'),
  ])
  state.catalogue = catalogue.value
  state.cart = cart.value
}

async function change(method: string, path: string, body?: unknown): Promise<CartState> {
  const { value } = await ask<CartState | null>(method, path, body)
  return value ?? state.cart
}

export const add = async (sku: string, size: string): Promise<void> => {
  state.cart = await change('POST', '/api/cart', { sku, size })
}
export const setQuantity = async (sku: string, quantity: number): Promise<void> => {
  state.cart = await change('PUT', '/api/cart', { sku, quantity })
}
/** The cart with the code, not yet shown: when it is, is the summary's to say. */
export const askForCode = (code: string): Promise<CartState> => change('POST', '/api/code', { code })
export const takeOutCode = (): Promise<CartState> => change('DELETE', '/api/code')

/** The order, or `null` where the cart had to be shown again first. */
export async function placeOrder(): Promise<OrderState | null> {
  const { value } = await ask<{ cart: CartState; order: OrderState | null } | null>('POST', '/api/orders')
  if (value) state.cart = value.cart
  return value?.order ?? null
}

export const readOrder = async (id: string): Promise<OrderState | null> =>
  (await ask<OrderState | null>('GET', `/api/orders/${encodeURIComponent(id)}`)).value

export const giveBack = async (
  id: string,
  quantities: number[],
): Promise<{ taken: boolean; order: OrderState }> => {
  const path = `/api/orders/${encodeURIComponent(id)}/return`
  const { status, value } = await ask<OrderState>('POST', path, { quantities })
  return { taken: status === 200, order: value }
}
