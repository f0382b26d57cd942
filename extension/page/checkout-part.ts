import { sendMessage } from '../messages.ts'

/** The code that reads and works a shop's checkout. */
export type Checkout = typeof import('../checkout/index.ts')

declare global {
  /** Set by `entrypoints/checkout.ts`, which runs in the same isolated world as the panel; no page sees it. */
  var stamkundCheckout: Checkout | undefined
}

/**
 * Addresses at which a basket may be. Only a hint to bring the checkout's code before the member asks: what the page is,
 * that code decides.
 */
const BASKET_PATH =
  /cart|basket|bag|checkout|check-out|kasse|kassa|korg|kurv|betal|pay|order|koszyk|korzin|warenkorb|panier|kori/i

/** Whether an address may be a basket's or a checkout's: only there is the checkout part worth its bytes. */
export const mayBeBasket = ({ pathname, search, hash }: Location): boolean =>
  BASKET_PATH.test(pathname + search + hash)

/** Brings the checkout's code into this page: most pages of a shop never need it. */
export async function loadCheckout(): Promise<Checkout> {
  if (!globalThis.stamkundCheckout) await sendMessage('loadCheckout')
  if (!globalThis.stamkundCheckout) throw new Error('The checkout part did not come')
  return globalThis.stamkundCheckout
}
