import { amount, back, html, type Shop, Till } from './till.ts'

/** Swedish and drawn by its server: a code is posted and the browser sent back, and a link of its own takes it out. */
export function lingon(): Shop {
  const till = new Till(1)
  let said = ''
  return {
    till,
    path: '/kassa',
    currency: 'SEK',
    typed: { '#namn': 'Åsa Öberg', '#meddelande': 'Ställ vid dörren' },
    answer({ url, body }, reply) {
      if (url.pathname === '/kassa/bestall') till.orders++
      if (url.pathname === '/kassa/kod') {
        const kod = body.get('discount_code') ?? ''
        said = till.put(kod) ? 'Rabattkoden är tillagd.' : `Koden ${kod} gäller inte för den här ordern.`
        return back(reply, '/kassa#order')
      }
      if (url.pathname === '/kassa/ta-bort') {
        till.take(url.searchParams.get('kod') ?? '')
        said = 'Rabattkoden är borttagen.'
        return back(reply, '/kassa')
      }
      const now = said
      said = ''
      html(reply, page(till, now))
    },
  }
}

const kr = (minor: number): string => `${amount(minor, ',')} kr`
const page = (till: Till, said: string): string => `<html lang="sv"><title>Kassa</title><body>
${said && `<div class="notis">${said}</div>`}<h1>Kassa</h1>
<form action="/kassa/bestall" method="post" id="best"><label for="namn">Namn</label><input id="namn" name="namn"><label for="meddelande">Meddelande</label><input id="meddelande" name="meddelande"></form>
<div id="order"><h2>Din order</h2><table><tbody><tr><td>Lingonsylt, 12 burkar</td><td>120,00 kr</td></tr><tr><td>Frakt</td><td>${kr(till.shippingMinor)}</td></tr>
${till.codes.map((kod) => `<tr><td>Rabatt: ${kod} <a href="/kassa/ta-bort?kod=${kod}">[Ta bort]</a></td><td>-${kr(till.off(kod))}</td></tr>`).join('')}
</tbody><tfoot><tr><th>Att betala</th><td><strong>${kr(till.totalMinor)}</strong></td></tr></tfoot></table>
<form action="/kassa/kod" method="post"><p>Rabattkod</p><input name="discount_code" size="12"> <button>Lägg till</button></form></div>
<button form="best">Slutför beställning</button></body></html>`
