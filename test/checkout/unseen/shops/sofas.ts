import { amount, html, type Shop, Till } from './till.ts'

/** A German checkout drawn by its server in steps, where sums stand before and after tax and the code is asked for in a fold. */
export function sofas(): Shop {
  const till = new Till(1)
  return {
    till,
    path: '/kasse/zahlung',
    currency: 'EUR',
    typed: { '#hinweis': 'Bitte klingeln' },
    answer({ url, body, method }, reply) {
      let said = ''
      if (url.pathname === '/kasse/bestellen') till.orders++
      if (body.has('gutschein_einloesen') && !till.put(body.get('gutschein') ?? ''))
        said = 'Dieser Gutscheincode ist leider nicht gültig.'
      if (body.has('gutschein_entfernen')) till.take(body.get('gutschein_entfernen') ?? '')
      setTimeout(() => html(reply, page(till, said)), method === 'POST' ? 900 : 0)
    },
  }
}

const eur = (minor: number): string => `${amount(minor, ',')} €`
const page = (
  till: Till,
  said: string,
): string => `<html lang="de"><title>Zahlung</title><body><ol><li>Adresse</li><li><b>Zahlung</b></li><li>Prüfen</li></ol>
<h1>Zahlung</h1><label><input type="radio" name="art" checked> Rechnung</label> <label>Hinweis zur Lieferung <input id="hinweis"></label>
${said && `<div class="alert alert-danger" role="alert">${said}</div>`}
<div class="card"><div class="card-header"><a data-toggle="collapse" href="#gs" aria-expanded="false">Gutschein einlösen</a></div><div id="gs" class="collapse"><form method="post" action="/kasse/zahlung"><div class="input-group"><input class="form-control" name="gutschein" placeholder="Gutscheincode"><button class="btn" name="gutschein_einloesen" value="1">Einlösen</button></div></form></div></div>
<form method="post" action="/kasse/zahlung"><table class="summen"><tr><td>Zwischensumme</td><td>120,00 €</td></tr>
${till.codes.map((code) => `<tr><td>Gutschein ${code} <button class="btn-link" name="gutschein_entfernen" value="${code}">entfernen</button></td><td>-${eur(till.off(code))}</td></tr>`).join('')}
<tr><td>Versand</td><td>${eur(till.shippingMinor)}</td></tr><tr><td>Gesamtsumme (netto)</td><td>${eur(Math.round(till.totalMinor / 1.19))}</td></tr><tr><td>zzgl. 19 % MwSt.</td><td>${eur(till.totalMinor - Math.round(till.totalMinor / 1.19))}</td></tr><tr><th>Gesamtsumme inkl. MwSt.</th><th>${eur(till.totalMinor)}</th></tr></table></form>
<form method="post" action="/kasse/bestellen"><button>Zahlungspflichtig bestellen</button></form>
<style>.collapse:not(.show){display:none}</style><script>document.querySelector('[data-toggle]').onclick = (event) => { event.preventDefault(); document.querySelector('#gs').classList.toggle('show') }</script></body></html>`
