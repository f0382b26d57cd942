import { amount, back, html, type Shop, Till } from './till.ts'

/** One form around the whole page, as ASP.NET has it: every button posts everything, and the page comes anew. One code counts. */
export function garden(): Shop {
  const till = new Till(1)
  let told = ''
  const page = () => `<html lang="en"><title>Your basket</title><body>
<form method="post" action="/Basket.aspx" id="aspnetForm"><input type="hidden" name="__VIEWSTATE" value="x">
<table id="ctl00_gv"><tr><td>Cedar bird box</td><td><input name="ctl00$gv$ctl02$txtQty" value="1" size="2"></td><td>£120.00</td></tr></table>
<p><label for="ctl00_Note">Delivery instructions</label> <textarea id="ctl00_Note" name="ctl00$Note"></textarea></p>
<table class="sum"><tr><td>Goods</td><td>£${amount(till.goodsMinor)}</td></tr><tr><td>Carriage</td><td>£${amount(till.shippingMinor)}</td></tr>
${till.codes.map((code) => `<tr><td>Voucher ${code} <input type="submit" name="ctl00$Drop$${code}" value="Remove voucher ${code}"></td><td>-£${amount(till.off(code))}</td></tr>`).join('')}
<tr><td><b>Total</b></td><td><b>£${amount(till.totalMinor)}</b></td></tr></table>
<div><span id="ctl00_lblVoucher">Voucher code</span> <input name="ctl00$txtVoucher" type="text"> <input type="submit" name="ctl00$btnVoucher" value="Apply voucher"></div>
${told ? `<span style="color:red">${told}</span>` : ''}</form>
<form method="post" action="/Order.aspx"><input type="submit" value="Proceed to payment"></form></body></html>`
  return {
    till,
    path: '/Basket.aspx',
    currency: 'GBP',
    typed: { '[name="ctl00$Note"]': 'Behind the shed' },
    answer({ method, url, body }, reply) {
      if (method !== 'POST') return html(reply, page())
      told = ''
      if (url.pathname === '/Order.aspx') till.orders++
      const drop = [...body.keys()].find((key) => key.startsWith('ctl00$Drop$'))
      if (drop) till.take(drop.slice('ctl00$Drop$'.length))
      else if (body.has('ctl00$btnVoucher') && !till.put(body.get('ctl00$txtVoucher') ?? ''))
        told = 'Voucher not recognised.'
      back(reply, '/Basket.aspx')
    },
  }
}
