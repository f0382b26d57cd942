import { amount, html, type Shop, Till } from './till.ts'

/** Fragments from the server are swapped into the page, and the code is asked for in a dialog that closes itself. */
export function bakery(): Shop {
  const till = new Till(1)
  let said = ''
  return {
    till,
    path: '/basket',
    currency: 'USD',
    typed: { '#note': 'Ring twice', '#pickup': 'Saturday' },
    answer({ url, body }, reply) {
      said = ''
      if (url.pathname === '/order') till.orders++
      if (url.pathname === '/promo' && !till.put(body.get('promo') ?? ''))
        said = 'We do not recognise that code.'
      if (url.pathname === '/promo/clear') till.take(body.get('promo') ?? '')
      if (url.pathname === '/basket') return html(reply, page(till))
      setTimeout(() => html(reply, basket(till, said)), 300)
    },
  }
}

const basket = (till: Till, said: string): string => `
<ul><li>Rye loaf &times; 4 <span>$48.00</span></li><li>Celebration cake <span>$72.00</span></li><li>Delivery <span>$${amount(till.shippingMinor)}</span></li>
${till.codes.map((code) => `<li class="tag"><b>${code}</b> <span>-$${amount(till.off(code))}</span> <a href="#" data-post="/promo/clear" data-promo="${code}" aria-label="Remove ${code}">&times;</a></li>`).join('')}
<li class="sum"><b>Total</b> <b>$${amount(till.totalMinor)}</b></li></ul>
<p role="alert">${said}</p>`

const page = (till: Till): string => `<html lang="en"><title>Basket</title><body><h1>Your basket</h1>
<label>Note for the baker <input id="note"></label> <label>Pick-up day <input id="pickup"></label>
<section id="basket">${basket(till, '')}</section>
<button type="button" id="ask">Add a promo code</button>
<dialog id="ask-dialog"><form method="dialog"><h2>Promo code</h2><input name="promo" autocomplete="off"><button value="apply">Apply</button> <button value="no" formnovalidate>Never mind</button></form></dialog>
<form action="/order" method="post"><button>Place order</button></form>
<script>
const dialog = document.querySelector('dialog'), section = document.querySelector('#basket')
const swap = async (path, promo) => {
  section.classList.add('swapping')
  section.innerHTML = await (await fetch(path, { method: 'POST', body: new URLSearchParams({ promo }) })).text()
  section.classList.remove('swapping')
}
document.querySelector('#ask').onclick = () => dialog.showModal()
dialog.onclose = () => { const field = dialog.querySelector('input'); if (dialog.returnValue === 'apply') swap('/promo', field.value); field.value = '' }
section.onclick = (event) => { const link = event.target.closest('[data-post]'); if (!link) return; event.preventDefault(); swap(link.dataset.post, link.dataset.promo) }
</script></body></html>`
