import { amount, back, html, type Shop, Till } from './till.ts'

/** A Danish cart that posts its code form and comes back; two codes count together; a refusal stays until the next visit but one. */
export function tea(): Shop {
  const till = new Till(2)
  const lingering: string[] = []
  const page = () => `<html lang="da"><title>Indkøbskurv</title><body><h1>Indkøbskurv</h1>
${lingering.map((line) => `<div class="besked">${line}</div>`).join('')}
<ul><li>Darjeeling, 1 kg <b>120,00 kr.</b></li></ul>
<div class="rabat"><form method="post" action="/kurv/kode"><h4>Har du en rabatkode?</h4><input name="felt7"><button>Tilføj</button></form>
<ul class="koder">${till.codes.map((code) => `<li>Rabatkode <b>${code.toLowerCase()}</b> <span>− ${amount(till.off(code), ',')} kr.</span> <a href="/kurv/fjern?kode=${code}" title="Fjern rabatkode ${code}">×</a></li>`).join('')}</ul></div>
<p>Fragt: ${amount(till.shippingMinor, ',')} kr.</p><p class="stor">I alt: <strong>${amount(till.totalMinor, ',')} kr.</strong></p>
<form id="b" action="/kassen" method="post"><textarea name="besked" placeholder="Bemærkning"></textarea><button>Gå til betaling</button></form></body></html>`
  return {
    till,
    path: '/kurv',
    currency: 'DKK',
    typed: { '[name=besked]': 'Ring på hos naboen' },
    answer({ method, url, body }, reply) {
      if (url.pathname === '/kassen') till.orders++
      if (method === 'POST') {
        const code = body.get('felt7') ?? ''
        if (!till.put(code)) lingering.push(`Koden ${code} findes ikke`)
        return back(reply, '/kurv')
      }
      if (url.pathname === '/kurv/fjern') {
        till.take(url.searchParams.get('kode') ?? '')
        return back(reply, '/kurv')
      }
      html(reply, page())
    },
  }
}
