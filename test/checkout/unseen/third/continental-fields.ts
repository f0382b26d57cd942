import { pagesIn, type UnseenPage } from '../page.ts'

/** Shops of the continent and of farther away with a field for a code. */
export const continentalFields: UnseenPage[] = []
const of = (lang: string) => pagesIn(lang, continentalFields)

of('de').cart(
  'de-werkzeug',
  ['/warenkorb', 'Warenkorb'],
  'found #gs',
  `<h1>Warenkorb</h1><p>Bohrerset 34,95 €</p><form><label for="gs">Gutscheincode</label><input id="gs"><button>Einlösen</button></form><p>Zwischensumme 34,95 €</p><p>Versand 4,95 €</p><p>Gesamtsumme inkl. MwSt. 39,90 €</p><a href="/kasse">Zur Kasse</a>`,
  [3990, 'EUR'],
)
of('de').checkout(
  'de-apo',
  ['/kasse/pruefen', 'Prüfen und bestellen'],
  'hidden #akt input',
  `<h1>Prüfen und bestellen</h1><p>Nasenspray 4,29 €</p><button aria-expanded="false" aria-controls="akt">Aktionscode hinzufügen</button><div id="akt" hidden><input><button>Hinzufügen</button></div><p>Versandkosten 3,50 €</p><p>Gesamtbetrag 7,79 €</p><button>Zahlungspflichtig bestellen</button>`,
  [779, 'EUR'],
)
of('de').cart(
  'de-moebel',
  ['/cart', 'Ihr Warenkorb'],
  'found .vorteil input',
  `<h1>Ihr Warenkorb</h1><p>Regal 249,-</p><div class="vorteil"><p>Vorteilscode</p><input placeholder="Code eingeben"><button>Anwenden</button></div><p>Lieferung 39,-</p><p>Summe € 288,-</p><button>Weiter zur Kasse</button>`,
  [28800, 'EUR'],
)
of('nl').cart(
  'nl-fiets',
  ['/winkelwagen', 'Winkelwagen'],
  'hidden',
  `<h1>Winkelwagen</h1><p>Fietstas € 79,95</p><a href="#" role="button">Heb je een kortingscode?</a><p>Totaal € 79,95</p><button>Afrekenen</button>`,
  [7995, 'EUR'],
)
of('nl').checkout(
  'nl-bloem',
  ['/bestellen/betalen', 'Betalen'],
  'found .actie input',
  `<h1>Betalen</h1><p>Boeket 29,95</p><label>Kaartje<textarea></textarea></label><div class="actie"><label>Actiecode<input></label><button>Toepassen</button></div><p>Bezorging 4,95</p><p>Te betalen: € 34,90</p><button>Betaal met iDEAL</button>`,
  [3490, 'EUR'],
)
of('fr').cart(
  'fr-vin',
  ['/panier', 'Panier'],
  'found #cr',
  `<h1>Mon panier</h1><p>Saumur 2023 11,50 €</p><div><label for="cr">Code de réduction</label><input id="cr"><button>Valider</button></div><p>Livraison 6,90 €</p><p>Total TTC 18,40 €</p><a href="/commande">Commander</a>`,
  [1840, 'EUR'],
)
of('fr').checkout(
  'fr-mode',
  ['/commande/paiement', 'Paiement'],
  'hidden .bon input',
  `<h1>Paiement</h1><p>Robe 89,00 €</p><a href="#" class="lien">Vous avez un bon d'achat ou un code promo ?</a><div class="bon off"><input><button>OK</button></div><p>Montant total 89,00 €</p><button>Payer</button>`,
  [8900, 'EUR'],
)
of('es').cart(
  'es-aceite',
  ['/carrito', 'Carrito'],
  'found .cupon input',
  `<h1>Carrito</h1><p>Aceite 5 l 42,00 €</p><div class="cupon"><input placeholder="Código de cupón"><button>Aplicar cupón</button></div><p>Envío 5,50 €</p><p>Total 47,50 € (incl. IVA)</p><a href="/finalizar-compra">Finalizar compra</a>`,
  [4750, 'EUR'],
)
of('es').checkout(
  'mx-tenis',
  ['/checkout', 'Pago'],
  'found #vale',
  `<h1>Pago</h1><p>Tenis $1,899.00</p><label for="vale">Vale o código promocional</label><input id="vale"><button>Canjear</button><p>Envío gratis</p><p>Total a pagar $1,899.00 MXN</p><button>Pagar</button>`,
  [189900, 'MXN'],
)
of('it').cart(
  'it-caffe',
  ['/carrello', 'Carrello'],
  'found #bs',
  `<h1>Carrello</h1><p>Moka 3 tazze 24,90 €</p><label for="bs">Buono sconto</label><input id="bs"><button>Applica</button><p>Spedizione 5,00 €</p><p>Totale 29,90 €</p><button>Procedi all'acquisto</button>`,
  [2990, 'EUR'],
)
of('it').checkout(
  'it-treno',
  ['/acquista/riepilogo', 'Riepilogo'],
  'hidden',
  `<h1>Riepilogo</h1><p>Torino - Bologna 2 adulti</p><button type="button">Inserisci codice promozionale</button><p>Totale € 58,80</p><button>Vai al pagamento</button>`,
  [5880, 'EUR'],
)
of('pt').cart(
  'br-livro',
  ['/carrinho', 'Carrinho'],
  'found .cp input',
  `<h1>Carrinho</h1><p>Livro R$ 59,90</p><div class="cp"><span>Cupom de desconto</span><input><button>Aplicar</button></div><p>Frete R$ 12,50</p><p>Total R$ 72,40</p><button>Finalizar pedido</button>`,
  [7240, 'BRL'],
)
of('pl').cart(
  'pl-kawa',
  ['/koszyk', 'Koszyk'],
  'found #kr',
  `<h1>Koszyk</h1><p>Kawa ziarnista 1 kg 79,00 zł</p><label for="kr">Kod rabatowy</label><input id="kr"><button>Zastosuj</button><p>Dostawa 12,99 zł</p><p>Razem 91,99 zł</p><button>Przejdź do kasy</button>`,
  [9199, 'PLN'],
)
of('pl').checkout(
  'pl-buty',
  ['/zamowienie', 'Zamówienie'],
  'hidden details input',
  `<h1>Zamówienie</h1><p>Botki 349,00 zł</p><details><summary>Mam kod promocyjny</summary><input><button>Dodaj</button></details><p>Do zapłaty 349,00 zł</p><button>Kupuję i płacę</button>`,
  [34900, 'PLN'],
)
of('cs').cart(
  'cs-pivo',
  ['/kosik', 'Košík'],
  'found #sk',
  `<h1>Košík</h1><p>Sklenice 6 ks 594 Kč</p><label for="sk">Slevový kód</label><input id="sk"><button>Uplatnit</button><p>Doprava 79 Kč</p><p>Celkem 673 Kč</p><button>Pokračovat</button>`,
  [67300, 'CZK'],
)
of('hu').cart(
  'hu-paprika',
  ['/kosar', 'Kosár'],
  'found #kup',
  `<h1>Kosár</h1><p>Fűszerpaprika 2 990 Ft</p><label for="kup">Kuponkód</label><input id="kup"><button>Beváltás</button><p>Szállítás 990 Ft</p><p>Összesen 3 980 Ft</p><button>Tovább a pénztárhoz</button>`,
  [398000, 'HUF'],
)
of('ro').checkout(
  'ro-haine',
  ['/finalizare', 'Finalizare comandă'],
  'found .vou input',
  `<h1>Finalizare comandă</h1><p>Geacă 249,99 lei</p><div class="vou"><label>Cod voucher<input></label><button>Aplică</button></div><p>Livrare 19,99 lei</p><p>Total de plată 269,98 lei</p><button>Trimite comanda</button>`,
  [26998, 'RON'],
)
of('el').cart(
  'el-meli',
  ['/kalathi', 'Καλάθι'],
  'found #ek',
  `<h1>Καλάθι αγορών</h1><p>Μέλι 950 γρ. 12,50 €</p><label for="ek">Εκπτωτικός κωδικός</label><input id="ek"><button>Εφαρμογή</button><p>Σύνολο 12,50 €</p><button>Ολοκλήρωση αγοράς</button>`,
  [1250, 'EUR'],
)
of('tr').cart(
  'tr-hali',
  ['/sepet', 'Sepetim'],
  'found .kupon input',
  `<h1>Sepetim</h1><p>Kilim 1.249,90 TL</p><div class="kupon"><input placeholder="İndirim kodu"><button>Uygula</button></div><p>Kargo 49,90 TL</p><p>Toplam 1.299,80 TL</p><button>Sepeti onayla</button>`,
  [129980, 'TRY'],
)
of('ja').cart(
  'ja-cha',
  ['/cart', 'カート'],
  'found #cp',
  `<h1>カート</h1><p>煎茶 100g 1,296円</p><label for="cp">クーポンコード</label><input id="cp"><button>適用する</button><p>送料 550円</p><p>合計（税込） 1,846円</p><button>ご購入手続きへ</button>`,
  [1846, 'JPY'],
)
of('ja').checkout(
  'ja-fuku',
  ['/order/confirm', 'ご注文内容の確認'],
  'hidden',
  `<h1>ご注文内容の確認</h1><p>シャツ ￥6,490</p><a href="#" role="button">クーポンを利用する</a><p>お支払い合計 ￥6,490</p><button>注文を確定する</button>`,
  [6490, 'JPY'],
)
of('ko').cart(
  'ko-hwajang',
  ['/cart', '장바구니'],
  'found .cpn input',
  `<h1>장바구니</h1><p>마스크팩 12,000원</p><div class="cpn"><span>할인코드</span><input><button>적용</button></div><p>배송비 3,000원</p><p>총 결제금액 15,000원</p><button>주문하기</button>`,
  [15000, 'KRW'],
)
of('zh').checkout(
  'zh-cha',
  ['/checkout', '结算'],
  'found #yhm',
  `<h1>订单结算</h1><p>龙井 100克 ￥268.00</p><label for="yhm">优惠码</label><input id="yhm"><button>使用</button><p>运费 ￥0.00</p><p>应付总额 ￥268.00</p><button>提交订单</button>`,
  [26800, 'CNY'],
)
of('ar').cart(
  'ar-oud',
  ['/cart', 'السلة'],
  'found #cpn',
  `<h1>سلة التسوق</h1><p>عود 250.00 ر.س</p><label for="cpn">كود الخصم</label><input id="cpn"><button>تطبيق</button><p>الإجمالي 250.00 ر.س</p><button>إتمام الطلب</button>`,
  [25000, 'SAR'],
)
of('he').cart(
  'he-sefer',
  ['/cart', 'עגלה'],
  'found #kk',
  `<h1>עגלת קניות</h1><p>ספר 89.00 ₪</p><label for="kk">קוד קופון</label><input id="kk"><button>הפעל</button><p>סה"כ לתשלום 89.00 ₪</p><button>לתשלום</button>`,
  [8900, 'ILS'],
)
