import type { Page } from 'playwright-core'
import type * as Checkout from '../../extension/checkout/index.ts'

/** What looking at a page costs, in milliseconds: medians over warm looks, each in a task of its own. */
export interface DetectTimes {
  elements: number
  /** One whole look: the page's kind, its code field and its grand total. */
  detect10kNodesMs: number
  classifyMs: number
  fieldMs: number
  totalMs: number
}

/** A cart page that lists 1,600 goods below what is in the basket: 10,000 elements, as long lists and "others bought" rows make them. */
export function longCartPage(): string {
  const goods = Array.from(
    { length: 1624 },
    (_, i) =>
      `<li class="product-card card--${i % 7}" data-sku="A${i}"><a href="/p/${i}"><img alt="" src="data:,"><h3 class="product-title">Stoneware mug no. ${i}, ${['blue', 'grey', 'white'][i % 3]} glaze</h3></a><span class="price">$${10 + (i % 90)}.${String(i % 100).padStart(2, '0')}</span><button class="btn btn-small">Add to cart</button></li>`,
  )
  const lines = Array.from(
    { length: 20 },
    (_, i) =>
      `<tr class="cart-item"><td><a href="/p/${i}">Mug no. ${i}</a></td><td><input type="number" name="quantity[${i}]" value="1"></td><td><span class="price">$${i + 5}.00</span></td><td><button class="remove" aria-label="Remove Mug no. ${i}">×</button></td></tr>`,
  )
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>Your cart</title><style>.product-grid{display:grid;grid-template-columns:repeat(4,1fr)}</style><body class="page-cart">
<header><nav>${Array.from({ length: 40 }, (_, i) => `<a href="/c/${i}">Category ${i}</a>`).join('')}</nav><form role="search"><input type="search" name="q"></form><div class="mini-cart">Total: $999.00</div></header>
<main><h1>Your cart</h1><table class="cart-items"><tbody>${lines.join('')}</tbody></table>
<ul class="product-grid">${goods.join('')}</ul>
<section class="order-summary"><h2>Order summary</h2><p><span>Subtotal</span> <span>$90.00</span></p><p><span>Shipping</span> <span>$10.00</span></p><p><span>Order total</span> <span>$100.00</span></p><form class="promo"><label for="promo">Promo code</label><input id="promo" name="promoCode"><button type="submit">Apply</button></form><a href="/checkout" class="btn">Go to checkout</a></section></main>
<footer><form><input type="email" name="newsletter" placeholder="Your e-mail"><button>Subscribe</button></form></footer></html>`
}

/** Measures in a page where `checkout` (the bundle of extension/checkout) is at hand. The page shows what is to be looked at. */
export const measureDetect = (page: Page, rounds = 41): Promise<DetectTimes> =>
  page.evaluate(async (rounds) => {
    const { classifyPage, findCodeField, readTotal } = (
      globalThis as unknown as { checkout: typeof Checkout }
    ).checkout
    const median = async (look: () => unknown): Promise<number> => {
      const times: number[] = []
      for (let round = -10; round < rounds; round++) {
        // A look shares its answers until its task ends.
        await new Promise((resolve) => setTimeout(resolve))
        const startedAt = performance.now()
        look()
        if (round >= 0) times.push(performance.now() - startedAt)
      }
      return times.sort((a, b) => a - b)[rounds >> 1]!
    }
    return {
      elements: document.querySelectorAll('*').length,
      classifyMs: await median(() => classifyPage(document)),
      fieldMs: await median(() => findCodeField(document, 'visible')),
      totalMs: await median(() => readTotal(document, { currency: 'USD' })),
      detect10kNodesMs: await median(() => {
        classifyPage(document)
        findCodeField(document, 'visible')
        readTotal(document, { currency: 'USD' })
      }),
    }
  }, rounds)
