import { sameCode } from '../runs/codes.ts'
import type { CartRoute, CartState } from '../types.ts'
import { askShop, countOf, moneyOf, property } from './ask.ts'

/** Shopify writes hundredths in every currency: 1,000 yen are 100000. Source: shopify.dev, liquid/objects/cart. */
const DIGITS = 2

interface ShopifyCart extends CartState {
  /** Every code that the basket lists, also those that don't count now. */
  listed: string[]
}

/** What themes put into every page of a storefront: `content_for_header` and the theme's sections. */
const STOREFRONT = 'script#shopify-features, meta[name^="shopify-"], [id^="shopify-section"]'

/** Checkouts are no storefront: their basket is no longer the cart. */
const CHECKOUT = /\/checkouts?(?:\/|$)/

/** `/` or a market's own beginning (`/sv-se/`), as `content_for_header` writes it or the address shows it. */
function rootOf(page: Document): string {
  for (const script of page.querySelectorAll('script:not([src])')) {
    const written = script.textContent
      ?.slice(0, 20_000)
      .match(/Shopify\.routes\.root\s*=\s*["'](\/[\w/-]*)["']/)
    if (written?.[1]?.endsWith('/')) return written[1]
  }
  return page.location.pathname.match(/^\/[a-z]{2}(?:-[a-z]{2,4})?\//i)?.[0] ?? '/'
}

function cartOf(body: unknown): ShopifyCart | null {
  const total = moneyOf(property(body, 'total_price'), DIGITS, property(body, 'currency'))
  const listed = property(body, 'discount_codes')
  // Shops that don't tell of their codes can't be asked what became of ours.
  if (!total || !Array.isArray(listed) || listed.length > 100) return null
  const cart: ShopifyCart = {
    total,
    codes: [],
    listed: [],
    ...countOf(property(body, 'item_count')),
  }
  for (const entry of listed) {
    const code = property(entry, 'code')
    if (typeof code !== 'string' || code === '') return null
    cart.listed.push(code)
    if (property(entry, 'applicable') === true) cart.codes.push(code)
  }
  return cart
}

async function readCart(page: Document, signal: AbortSignal): Promise<ShopifyCart | null> {
  const answer = await askShop(page, `${rootOf(page)}cart.js`, signal)
  return answer?.status === 200 ? cartOf(answer.body) : null
}

async function writeCodes(page: Document, codes: string[], signal: AbortSignal): Promise<ShopifyCart | null> {
  const answer = await askShop(page, `${rootOf(page)}cart/update.js`, signal, {
    post: { discount: codes.join(',') },
  })
  return answer?.status === 200 ? cartOf(answer.body) : null
}

const holds = (codes: string[], code: string): boolean => codes.some((other) => sameCode(other, code))

/** Writes the whole list. A code that counts can die of being sent again: then the list is cleared and written anew. */
async function setCodes(
  page: Document,
  codes: string[],
  alive: string[],
  signal: AbortSignal,
): Promise<ShopifyCart | null> {
  const cart = await writeCodes(page, codes, signal)
  if (!cart || alive.every((code) => holds(cart.codes, code))) return cart
  if (!(await writeCodes(page, [], signal))) return null
  // The list is empty now: an answer that does not come is asked for once more.
  return (await writeCodes(page, codes, signal)) ?? writeCodes(page, codes, signal)
}

const stateOf = (cart: ShopifyCart | null): CartState | null =>
  cart && { total: cart.total, codes: cart.codes, ...countOf(cart.quantity) }

/**
 * Shopify's Ajax cart, which every storefront has; the hosted checkout has not.
 * Source: shopify.dev, api/ajax/reference/cart ("Update the cart discounts", May 2025).
 */
export const shopify: CartRoute = {
  platform: 'shopify',
  detect: (page) => !CHECKOUT.test(page.location.pathname) && page.querySelector(STOREFRONT) !== null,
  read: async (page, signal) => stateOf(await readCart(page, signal)),
  async apply(page, code, signal) {
    const before = await readCart(page, signal)
    // The list is written with commas.
    if (!before || code.includes(',')) return null
    if (holds(before.codes, code)) return stateOf(before)
    const others = before.listed.filter((other) => !sameCode(other, code))
    const after = await setCodes(page, [...others, code], before.codes, signal)
    if (!after || holds(after.codes, code)) return stateOf(after)
    // Refused: it would stay listed, and come alive with another basket, unasked.
    return stateOf(await setCodes(page, others, before.codes, signal))
  },
  async remove(page, code, signal) {
    const before = await readCart(page, signal)
    if (!before || !holds(before.listed, code)) return stateOf(before)
    const others = before.listed.filter((other) => !sameCode(other, code))
    const alive = before.codes.filter((other) => !sameCode(other, code))
    return stateOf(await setCodes(page, others, alive, signal))
  },
}
