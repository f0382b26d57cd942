import { amount, html, type Shop, Till } from './till.ts'

/** One form around everything, posted back for whatever is pressed, and drawn again with what was posted. */
export function tools(): Shop {
  const till = new Till(1)
  return {
    till,
    path: '/Basket.aspx',
    currency: 'USD',
    typed: { '#ctl00_txtName': 'Ida Berg', '#ctl00_txtZip': '55401' },
    answer({ body, method }, reply) {
      let said = ''
      const target = body.get('__EVENTTARGET') ?? ''
      if (body.has('ctl00$btnOrder')) till.orders++
      if (body.has('ctl00$btnCoupon') && !till.put(body.get('ctl00$txtCoupon') ?? ''))
        said = 'The coupon number you entered is not valid.'
      if (target.startsWith('rep$')) till.take(till.codes[Number(target.slice(4))] ?? '')
      setTimeout(() => html(reply, page(till, said, body)), method === 'POST' ? 500 : 0)
    },
  }
}

const escaped = (text: string): string => text.replace(/[&<"]/g, (char) => `&#${char.charCodeAt(0)};`)

const page = (
  till: Till,
  said: string,
  posted: URLSearchParams,
): string => `<html><head><title>My Basket</title>
<script>function __doPostBack(target) { const form = document.forms[0]; form.__EVENTTARGET.value = target; form.submit() }</script></head><body>
<form method="post" action="/Basket.aspx" id="aspnetForm"><input type="hidden" name="__EVENTTARGET" value=""><input type="hidden" name="__VIEWSTATE" value="dDwtMTA4">
<table><tr><th>Description</th><th>Amount</th></tr><tr><td>Cordless drill</td><td>$120.00</td></tr></table>
<table><tr><td>Name</td><td><input name="ctl00$txtName" id="ctl00_txtName" value="${escaped(posted.get('ctl00$txtName') ?? '')}"></td></tr><tr><td>ZIP</td><td><input name="ctl00$txtZip" id="ctl00_txtZip" value="${escaped(posted.get('ctl00$txtZip') ?? '')}"></td></tr></table>
<table><tr><td>Coupon Number:</td><td><input name="ctl00$txtCoupon" type="text" id="ctl00_txtCoupon"><input type="submit" name="ctl00$btnCoupon" value="Apply"><br><span style="color:Red">${said}</span></td></tr></table>
<table id="ctl00_totals"><tr><td>Subtotal</td><td>$120.00</td></tr><tr><td>Shipping</td><td>$${amount(till.shippingMinor)}</td></tr>
${till.codes.map((code, at) => `<tr><td>Coupon ${code} <a href="javascript:__doPostBack('rep$${at}')">Remove</a></td><td>($${amount(till.off(code))})</td></tr>`).join('')}
<tr><td><b>Order Total</b></td><td><b>$${amount(till.totalMinor)}</b></td></tr></table>
<input type="submit" name="ctl00$btnOrder" value="Place Order">
</form></body></html>`
