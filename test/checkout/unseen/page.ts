/** One reproduction of a page, and what a person would say of it. */
export interface UnseenPage {
  id: string
  lang: string
  /** Where the page stands in its shop. */
  path: string
  /** What stands between the shop's header and footer. */
  body: string
  title: string
  kind: 'cart' | 'checkout' | 'other'
  /** `hidden`: the page has a code field that is not to be seen yet, in the document or not. */
  field: 'found' | 'hidden' | 'none'
  /** Where the field is, when it is in the document; ` >>> ` steps into an open shadow root. */
  selector?: string
  /** The grand total that a person reads, in minor units. */
  total?: { minor: number; currency: string }
}

/** One language's pages of one kind, written briefly: `has` those with a code field, `lacks` those without. */
export function pagesIn(lang: string, into: UnseenPage[]) {
  const add =
    (kind: UnseenPage['kind']) =>
    (
      id: string,
      [path, title]: [path: string, title: string],
      field: 'none' | 'hidden' | `found ${string}` | `hidden ${string}`,
      body: string,
      total?: [minor: number, currency: string],
    ) => {
      const [seen, ...selector] = field.split(' ')
      into.push({
        id,
        lang,
        path,
        title,
        body,
        kind,
        field: seen as UnseenPage['field'],
        ...(selector.length > 0 && { selector: selector.join(' ') }),
        ...(total && { total: { minor: total[0], currency: total[1] } }),
      })
    }
  return { cart: add('cart'), checkout: add('checkout'), other: add('other') }
}

/** Words of a header and a footer: search, cart, newsletter line, subscribe. */
const AROUND: Record<string, [search: string, cart: string, letter: string, join: string]> = {
  en: ['Search', 'Bag (2)', 'Sign up and get 10% off your first order', 'Sign up'],
  sv: ['Sök', 'Varukorg (2)', 'Få 10 % rabatt när du anmäler dig till nyhetsbrevet', 'Prenumerera'],
  da: ['Søg', 'Kurv (2)', 'Få 10 % rabat, når du tilmelder dig nyhedsbrevet', 'Tilmeld'],
  nb: ['Søk', 'Handlekurv (2)', 'Få 10 % rabatt når du melder deg på nyhetsbrevet', 'Meld på'],
  ru: ['Поиск', 'Корзина (2)', 'Скидка 10% за подписку на новости', 'Подписаться'],
  de: ['Suche', 'Warenkorb (2)', '10 % Rabatt für Ihre Newsletter-Anmeldung', 'Anmelden'],
  nl: ['Zoeken', 'Winkelwagen (2)', 'Ontvang 10% korting bij inschrijving', 'Inschrijven'],
  fr: ['Rechercher', 'Panier (2)', '-10 % en vous inscrivant à la newsletter', "S'inscrire"],
  es: ['Buscar', 'Carrito (2)', '10 % de descuento al suscribirte', 'Suscribirse'],
  it: ['Cerca', 'Carrello (2)', '10% di sconto iscrivendoti alla newsletter', 'Iscriviti'],
  pt: ['Buscar', 'Carrinho (2)', 'Ganhe 10% de desconto assinando a newsletter', 'Assinar'],
  pl: ['Szukaj', 'Koszyk (2)', '10% rabatu za zapis do newslettera', 'Zapisz się'],
  fi: ['Haku', 'Ostoskori (2)', 'Tilaa uutiskirje ja saat 10 % alennuksen', 'Tilaa'],
  cs: ['Hledat', 'Košík (2)', 'Sleva 10 % za přihlášení k novinkám', 'Odebírat'],
  tr: ['Ara', 'Sepet (2)', 'Bültene abone ol, %10 indirim kazan', 'Abone ol'],
  ja: ['検索', 'カート (2)', 'メルマガ登録で10%OFFクーポンをプレゼント', '登録'],
  zh: ['搜索', '购物车 (2)', '订阅邮件立享九折优惠', '订阅'],
  ko: ['검색', '장바구니 (2)', '뉴스레터 구독 시 10% 할인 쿠폰', '구독'],
  uk: ['Пошук', 'Кошик (2)', 'Знижка 10% за підписку на новини', 'Підписатися'],
  hu: ['Keresés', 'Kosár (2)', '10% kedvezmény hírlevél feliratkozásért', 'Feliratkozom'],
  ro: ['Caută', 'Coș (2)', '10% reducere la abonarea la newsletter', 'Abonează-te'],
  el: ['Αναζήτηση', 'Καλάθι (2)', 'Έκπτωση 10% με την εγγραφή στο newsletter', 'Εγγραφή'],
  he: ['חיפוש', 'עגלה (2)', '10% הנחה בהרשמה לניוזלטר', 'הרשמה'],
  ar: ['بحث', 'السلة (2)', 'اشترك في النشرة واحصل على خصم 10٪', 'اشترك'],
}

/** A whole document: every shop has a search above and a newsletter below, and neither takes a code. */
export function documentOf({ lang, title, body }: UnseenPage): string {
  const [search, cart, letter, join] = AROUND[lang]!
  const dir = lang === 'ar' || lang === 'he' ? ' dir="rtl"' : ''
  return `<!doctype html><html lang="${lang}"${dir}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title>
<style>.off,[hidden]{display:none!important}.flat{height:0;overflow:hidden}.sr{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}.modal{position:fixed;inset:20px;background:#fff}</style></head><body>
<header><a href="/">Butik</a><form action="/search"><input type="search" name="q" placeholder="${search}" aria-label="${search}"><button>${search}</button></form><a href="/cart">${cart}</a></header>
${body}
<footer><form action="/newsletter"><p>${letter}</p><input type="email" name="email" placeholder="E-mail"><button>${join}</button></form><a href="/terms">Info</a></footer></body></html>`
}
