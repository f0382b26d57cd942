import { isVisible, press, queryAll, waitFor } from '../dom.ts'
import { mayPress, staysHere } from '../safety.ts'
import type { CheckoutAdapter } from '../types.ts'

/** The opening slide of checkout.js takes 400 ms; slow machines take longer. */
const OPENING_MS = 2500

const visible = <E extends HTMLElement>(page: Document, selector: string): E | null =>
  queryAll<E>(page, selector).find(isVisible) ?? null

/**
 * WooCommerce classic cart and checkout.
 * Source: templates/cart/cart.php, templates/checkout/form-coupon.php, assets/js/frontend/cart.js and checkout.js.
 */
export const woocommerce: CheckoutAdapter = {
  platform: 'woocommerce',
  detect: (page) => page.querySelector('form.woocommerce-cart-form, form.checkout_coupon') !== null,
  field: (page) => visible<HTMLInputElement>(page, '#coupon_code, input[name="coupon_code"]'),
  async reveal(page, signal) {
    if (this.field(page)) return true
    const toggle = visible(page, 'a.showcoupon, .showcoupon[role="button"]')
    if (!toggle || signal.aborted || !mayPress(toggle) || !staysHere(toggle)) return false
    press(toggle)
    return (await waitFor(() => this.field(page) !== null, { signal, timeoutMs: OPENING_MS })) === true
  },
  applyControl: (page) => visible(page, 'button[name="apply_coupon"], input[name="apply_coupon"]'),
  // Stores lower-case codes by default, and plugins change that: compared without case.
  removeControl: (page, code) =>
    queryAll(page, 'a.woocommerce-remove-coupon').find(
      (link) => link.dataset.coupon?.toLowerCase() === code.toLowerCase() && isVisible(link),
    ) ?? null,
}
