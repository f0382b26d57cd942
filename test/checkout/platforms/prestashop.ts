import { html, json, type Shop, type Till, usd } from './till.ts'

/** What the shop calls a code's voucher; the rows show this, and the code only where the merchant wrote it in. */
type Naming = (code: string) => string

/** Source: themes/classic/templates/checkout/_partials, themes/_core/js/cart.js. Vouchers are replaced by what an XHR brings. */
export function prestashop(till: Till, nameOf: Naming = (code) => `Voucher ${code}`): Shop {
  const parts = () => ({
    cart_detailed_totals: `<div class="cart-detailed-totals js-cart-detailed-totals"><div class="card-block cart-detailed-subtotals"><div class="cart-summary-line" id="cart-subtotal-products"><span class="label js-subtotal">1 item</span><span class="value">${usd(till.subtotal)}</span></div>${till.discount() > 0 ? `<div class="cart-summary-line" id="cart-subtotal-discount"><span class="label">Discount(s)</span><span class="value">- ${usd(till.discount())}</span></div>` : ''}</div><div class="card-block cart-summary-totals"><div class="cart-summary-line"><span class="label">Total (tax excl.)</span><span class="value">${usd(Math.round(till.total() * 0.8))}</span></div><div class="cart-summary-line cart-total"><span class="label">Total (tax incl.)</span><span class="value">${usd(till.total())}</span></div></div></div>`,
    cart_voucher: `<div class="cart-voucher js-cart-voucher">${
      till.codes.length > 0
        ? `<ul class="promo-name card-block">${till.codes
            .map(
              (code) =>
                `<li class="cart-summary-line"><span class="label">${nameOf(code)}</span><div class="float-xs-right"><span>- ${usd(till.off(code))}</span><a href="/cart?deleteDiscount=${code.charCodeAt(0)}&token=t" data-link-action="remove-voucher"><i class="material-icons">&#xE872;</i></a></div></li>`,
            )
            .join('')}</ul>`
        : ''
    }<p class="promo-code-button display-promo"><a class="collapse-button" href="#promo-code">Have a promo code?</a></p>
<div id="promo-code" class="collapse" style="display:none"><div class="promo-code"><form action="/cart" data-link-action="add-voucher" method="post"><input type="hidden" name="token" value="t"><input type="hidden" name="addDiscount" value="1"><input class="promo-input" type="text" name="discount_name" placeholder="Promo code"><button type="submit" class="btn btn-primary"><span>Add</span></button></form>
<div class="alert alert-danger js-error" role="alert" style="display:none"><i class="material-icons">&#xE001;</i><span class="ml-1 js-error-text"></span></div><a class="collapse-button promo-code-button cancel-promo" role="button" data-toggle="collapse" data-target="#promo-code" aria-expanded="true" aria-controls="promo-code">Close</a></div></div></div>`,
  })
  const page =
    () => `<!doctype html><html lang="en-US"><head><meta charset="utf-8"><title>Cart</title></head><body id="cart" class="lang-en country-us page-cart"><header id="header"><div class="blockcart cart-preview" data-refresh-url="/ajax"><span class="cart-products-count">(1)</span></div></header><main><section id="main"><div class="cart-grid row"><div class="card cart-container"><div class="card-block"><h1 class="h1">Shopping Cart</h1></div><div class="cart-overview js-cart" data-refresh-url="/cart?ajax=1&action=refresh"><ul class="cart-items"><li class="cart-item"><a class="label" href="/kettle">Kettle</a><input class="js-cart-line-product-quantity" type="number" value="1" name="product-quantity-spin"><span class="product-price"><strong>${usd(till.subtotal)}</strong></span><a class="remove-from-cart" data-link-action="delete-from-cart" href="/cart?delete=1"><i class="material-icons float-xs-left">delete</i></a></li></ul></div></div>
<div class="cart-grid-right"><div class="card cart-summary">${parts().cart_detailed_totals}<div class="block-promo">${parts().cart_voucher}</div><div class="checkout cart-detailed-actions"><a href="/order" class="btn btn-primary">Proceed to checkout</a></div></div></div></div></section></main>
<script>
const post = (url, body) => fetch(url, { method: 'POST', body, headers: { accept: 'application/json' } }).then((r) => r.json())
const refresh = async () => { const parts = await post(document.querySelector('.js-cart').dataset.refreshUrl, ''); for (const [name, text] of Object.entries(parts)) document.querySelector('.' + name.replaceAll('_', '-')).outerHTML = text }
document.addEventListener('submit', async (event) => {
  const form = event.target.closest('[data-link-action="add-voucher"]'); if (!form) return
  event.preventDefault()
  const answer = await post(form.getAttribute('action'), new URLSearchParams([...new FormData(form), ['ajax', '1'], ['action', 'update']]))
  if (answer.hasError) { const box = document.querySelector('.js-error'); box.style.display = 'block'; box.querySelector('.js-error-text').textContent = answer.errors[0]; return }
  refresh()
})
document.addEventListener('click', async (event) => {
  const toggle = event.target.closest('.collapse-button'); if (toggle) { event.preventDefault(); const panel = document.querySelector('#promo-code'); panel.style.display = panel.style.display === 'none' ? 'block' : 'none'; return }
  const remove = event.target.closest('[data-link-action="remove-voucher"]'); if (!remove) return
  event.preventDefault(); await post(remove.href + '&ajax=1&action=update', ''); refresh()
})</script></body></html>`
  return {
    path: '/cart',
    answer({ url, body, method }, reply) {
      const gone = url.searchParams.get('deleteDiscount')
      if (method !== 'POST') return html(reply, page())
      if (gone) till.codes = till.codes.filter((code) => String(code.charCodeAt(0)) !== gone)
      if (url.searchParams.get('action') === 'refresh') return json(reply, parts())
      const code = body.get('discount_name')
      if (code !== null && !till.add(code))
        return json(reply, { hasError: true, errors: ['This voucher does not exist.'] })
      json(reply, { success: true, hasError: false, errors: [] })
    },
  }
}

/** A shop whose vouchers are called by what they are for. */
export const prestashopNamed = (till: Till): Shop =>
  prestashop(till, (code) => (code === 'EARLIER' ? 'Spring' : 'Welcome back'))
