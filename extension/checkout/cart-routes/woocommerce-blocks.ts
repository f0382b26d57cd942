import { sameCode } from '../runs/codes.ts'
import type { CartRoute, CartState } from '../types.ts'
import { askShop, countOf, moneyOf, property, type Reply } from './ask.ts'

/** Source: plugins/woocommerce/src/StoreApi (routes, CartSchema, MoneyFormatter). */
const API = 'wc/store/v1/cart'

/** Blocks of cart and checkout, as the server renders them. Source: blocks' block.json and save functions. */
const BLOCKS =
  '.wp-block-woocommerce-cart, .wp-block-woocommerce-checkout, .wc-block-cart, .wc-block-checkout, [data-block-name="woocommerce/cart"], [data-block-name="woocommerce/checkout"]'

/** The Store API's address: below the REST root, which is a query where a site has no pretty links. */
function addressOf(page: Document, path: string): string {
  const link = page.querySelector<HTMLLinkElement>('link[rel="https://api.w.org/"]')
  const root = new URL(link?.getAttribute('href') || '/wp-json/', page.location.href)
  const query = root.searchParams.get('rest_route')
  if (query === null) return new URL(`${root.pathname.replace(/\/?$/, '/')}${path}`, root).href
  root.searchParams.set('rest_route', `${query.replace(/\/?$/, '/')}${path}`)
  return root.href
}

/** Totals are strings of minor units; how many digits is the shop's own setting, not the currency's. */
function cartOf(body: unknown): CartState | null {
  const totals = property(body, 'totals')
  const written = property(totals, 'total_price')
  if (typeof written !== 'string' || !/^\d{1,15}$/.test(written)) return null
  const total = moneyOf(
    Number(written),
    property(totals, 'currency_minor_unit'),
    property(totals, 'currency_code'),
  )
  const coupons = property(body, 'coupons')
  if (!total || !Array.isArray(coupons) || coupons.length > 100) return null
  const codes = coupons.map((coupon) => property(coupon, 'code'))
  return codes.every((code) => typeof code === 'string')
    ? { total, codes, ...countOf(property(body, 'items_count')) }
    : null
}

const askCart = (page: Document, signal: AbortSignal): Promise<Reply | null> =>
  askShop(page, addressOf(page, API), signal)

async function readCart(page: Document, signal: AbortSignal): Promise<CartState | null> {
  const answer = await askCart(page, signal)
  return answer?.status === 200 ? cartOf(answer.body) : null
}

const isNonceRefused = ({ status, body }: Reply): boolean =>
  (status === 401 || status === 403) && /nonce/.test(String(property(body, 'code')))

/** Posts with the keys that the cart's own answer gave; keys that are refused are fetched once more. */
async function change(
  page: Document,
  path: string,
  code: string,
  given: Reply,
  signal: AbortSignal,
): Promise<Reply | null> {
  const send = (nonce: string | null, token: string | null) =>
    askShop(page, addressOf(page, `${API}/${path}`), signal, {
      post: { code },
      headers: { ...(nonce ? { nonce } : {}), ...(token ? { 'cart-token': token } : {}) },
    })
  const answer = await send(given.headers.get('nonce'), null)
  if (!answer || !isNonceRefused(answer)) return answer
  const fresh = await askCart(page, signal)
  return fresh && send(fresh.headers.get('nonce'), fresh.headers.get('cart-token'))
}

/**
 * Changes the basket and reads what came of it. A code that is no good is answered with 400, 409 or 500, and the basket is
 * asked again; where nothing is known of what the server did, only a basket that shows it is believed.
 */
async function changed(
  page: Document,
  path: 'apply-coupon' | 'remove-coupon',
  code: string,
  signal: AbortSignal,
): Promise<CartState | null> {
  const first = await askCart(page, signal)
  const before = first?.status === 200 ? cartOf(first.body) : null
  if (!first || !before) return null
  const wanted = path === 'apply-coupon'
  const name = before.codes.find((other) => sameCode(other, code))
  if ((name !== undefined) === wanted) return before
  const answer = await change(page, path, name ?? code, first, signal)
  const state = answer?.status === 200 || answer?.status === 201 ? cartOf(answer.body) : null
  if (state) return state
  const now = await readCart(page, signal)
  const done = now?.codes.some((other) => sameCode(other, code)) === wanted
  const said = answer !== null && (answer.status === 400 || answer.status === 409 || answer.status === 500)
  return done || said ? now : null
}

/** WooCommerce's block cart and block checkout, through the Store API that the blocks themselves use. */
export const woocommerceBlocks: CartRoute = {
  platform: 'woocommerce',
  detect: (page) => page.querySelector(BLOCKS) !== null,
  read: readCart,
  apply: (page, code, signal) => changed(page, 'apply-coupon', code, signal),
  remove: (page, code, signal) => changed(page, 'remove-coupon', code, signal),
}
