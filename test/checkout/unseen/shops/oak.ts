import { amount, back, html, type Shop, Till } from './till.ts'

/** A Danish basket that says in its address what has happened, and names a discount in a sentence. */
export function oak(): Shop {
  const till = new Till(1)
  return {
    till,
    path: '/indkobskurv',
    currency: 'DKK',
    typed: {},
    answer({ url, body }, reply) {
      const kode = body.get('kuponkode') ?? ''
      if (url.pathname === '/bestil') till.orders++
      if (url.pathname === '/indkobskurv/kupon')
        return back(reply, till.put(kode) ? '/indkobskurv?kupon=ok' : '/indkobskurv?kupon=fejl')
      if (url.pathname === '/indkobskurv/fjern') {
        till.take(body.get('kode') ?? '')
        return back(reply, '/indkobskurv?kupon=fjernet')
      }
      html(reply, page(till, url.searchParams.get('kupon') ?? ''))
    },
  }
}

const SAID: Record<string, string> = {
  ok: 'Kuponen er tilføjet.',
  fejl: 'Kuponkoden er ugyldig eller udløbet.',
  fjernet: 'Kuponen er fjernet.',
}
const kr = (minor: number): string => `${amount(minor, ',')} kr.`
const page = (
  till: Till,
  said: string,
): string => `<html lang="da"><title>Indkøbskurv</title><body><h1>Indkøbskurv</h1>${SAID[said] ? `<p class="besked">${SAID[said]}</p>` : ''}
<table><tr><th>Vare</th><th>Antal</th><th>Pris</th></tr><tr><td>Skærebræt i eg</td><td>2</td><td>120,00 kr.</td></tr></table>
<form method="post" action="/indkobskurv/kupon" class="kupon"><input type="text" name="kuponkode" placeholder="Kuponkode"><input type="submit" value="Anvend kupon"></form>
${till.codes.map((kode) => `<form method="post" action="/indkobskurv/fjern" class="brugt"><input type="hidden" name="kode" value="${kode}"><p>Du bruger rabatkoden <strong>${kode}</strong> og sparer ${kr(till.off(kode))} <button>Fjern koden</button></p></form>`).join('')}
<div class="opsummering"><p><span>Varer</span> <span>120,00 kr.</span></p>${till.codes.map((kode) => `<p><span>Rabat</span> <span>-${kr(till.off(kode))}</span></p>`).join('')}<p><span>Fragt</span> <span>${kr(till.shippingMinor)}</span></p><p><b>Total inkl. moms</b> <b>${kr(till.totalMinor)}</b></p></div>
<form method="post" action="/bestil"><button>Gå til betaling</button></form></body></html>`
