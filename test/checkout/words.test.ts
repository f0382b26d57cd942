import { expect, test } from 'vitest'
import {
  APPLY,
  CODE_PARTS,
  CODE_TOGGLE,
  MAYBE_TOTAL,
  NOT_TOTAL,
  ORDER,
  REFUSAL,
  REMOVE,
  TOTAL_PLAIN,
  TOTAL_STRONG,
} from '../../extension/checkout/words.ts'

interface Said {
  field: string[]
  toggle: string[]
  apply: string[]
  remove: string[]
  order: string[]
  refusal: string[]
  total: string[]
  part: string[]
}

/** What shops write, in each language that we read. */
const languages: Record<string, Said> = {
  en: {
    field: [
      'Promo code',
      'Discount code or gift card',
      'Voucher code',
      'Enter coupon',
      'Offer code',
      'Savings code',
    ],
    toggle: [
      'Have a coupon?',
      'Add promo code',
      'Got a discount code?',
      'Gift card or discount code',
      'Apply Discount',
    ],
    apply: ['Apply', 'Redeem', 'Apply coupon', 'Use code'],
    remove: ['Remove', 'Remove coupon', 'Cancel coupon'],
    order: ['Place order', 'Pay now', 'Continue to payment', 'Buy now', 'Proceed to checkout'],
    refusal: [
      'This code is invalid',
      'Coupon "X" does not exist!',
      'This code has expired',
      "Sorry, that code isn't valid",
    ],
    total: [
      'Total',
      'Order total',
      'Grand total',
      'Amount due',
      'Total to pay',
      'Estimated total',
      'You pay',
    ],
    part: ['Subtotal', 'Total savings', 'Shipping', 'Total tax', 'Total items'],
  },
  sv: {
    field: [
      'Rabattkod',
      'Kampanjkod',
      'Värdekod',
      'Presentkort eller rabattkod',
      'Erbjudandekod',
      'Bonuskod',
    ],
    toggle: [
      'Har du en rabattkod?',
      'Lägg till kampanjkod',
      'Ange rabattkod',
      'Har du en kod?',
      'Lägg till rabattkoden',
    ],
    apply: ['Använd', 'Lägg till', 'Aktivera', 'Lös in', 'Använd koden', 'Verkställ'],
    remove: ['Ta bort', 'Ta bort rabattkod', 'Radera'],
    order: ['Slutför köp', 'Betala', 'Till kassan', 'Fortsätt', 'Köp nu', 'Gå vidare', 'Bekräfta köp'],
    refusal: [
      'Koden är ogiltig',
      'Rabattkoden finns inte',
      'Koden har gått ut',
      'Koden kunde inte användas',
      'Fel kod',
    ],
    total: [
      'Att betala',
      'Totalt',
      'Summa',
      'Totalsumma',
      'Totalt att betala',
      'Summa att betala',
      'Totalbelopp',
    ],
    part: ['Delsumma', 'Varav moms', 'Totalt sparat', 'Frakt', 'Totalt antal varor'],
  },
  da: {
    field: ['Rabatkode', 'Kampagnekode', 'Gavekort eller rabatkode', 'Tilbudskode', 'Kuponkode'],
    toggle: [
      'Har du en rabatkode?',
      'Indtast rabatkode',
      'Tilføj rabatkode',
      'Har du en kode?',
      'Tilføj kuponkode',
    ],
    apply: ['Anvend', 'Tilføj', 'Indløs', 'Brug', 'Aktivér kode tilføj'],
    remove: ['Fjern', 'Slet', 'Fjern rabatkode'],
    order: ['Gennemfør køb', 'Betal', 'Bestil', 'Fortsæt', 'Til kassen', 'Køb nu', 'Næste'],
    refusal: [
      'Koden er ugyldig',
      'Rabatkoden findes ikke',
      'Koden er udløbet',
      'Koden kan ikke bruges',
      'Forkert kode',
    ],
    total: ['I alt', 'Total', 'Samlet pris', 'Total at betale', 'At betale', 'I alt at betale'],
    part: ['Subtotal', 'Moms udgør', 'Du sparer i alt', 'Fragt', 'Levering i alt'],
  },
  nb: {
    field: ['Rabattkode', 'Kampanjekode', 'Verdikode', 'Gavekort eller rabattkode', 'Tilbudskode'],
    toggle: ['Har du en rabattkode?', 'Legg til rabattkode', 'Skriv inn kampanjekode', 'Har du en kode?'],
    apply: ['Bruk', 'Legg til', 'Aktiver', 'Løs inn', 'Bruk koden'],
    remove: ['Fjern', 'Fjern rabattkode', 'Slett kode fjern'],
    order: ['Fullfør kjøp', 'Betal', 'Bestill', 'Fortsett', 'Kjøp nå', 'Til kassen', 'Neste'],
    refusal: [
      'Koden er ugyldig',
      'Koden finnes ikke',
      'Koden er utløpt',
      'Rabattkoden kan ikke brukes',
      'Koden virker ikke',
    ],
    total: ['Totalt', 'Sum', 'Å betale', 'Totalsum', 'Totalt å betale', 'Totalbeløp', 'Sum å betale'],
    part: ['Delsum', 'Herav mva', 'Du sparer totalt', 'Frakt', 'Sum varer'],
  },
  ru: {
    field: ['Промокод', 'Введите промокод', 'Купон', 'Код скидки', 'Промо-код'],
    toggle: ['У меня есть промокод', 'Ввести промокод', 'Добавить купон', 'Есть промокод?', 'Код на скидку'],
    apply: ['Применить', 'Активировать', 'Добавить', 'Использовать', 'ОК'],
    remove: ['Удалить', 'Убрать', 'Отменить', 'Удалить промокод'],
    order: [
      'Оформить заказ',
      'Оплатить',
      'Купить',
      'Перейти к оформлению',
      'Подтвердить заказ',
      'Продолжить',
    ],
    refusal: [
      'Промокод недействителен',
      'Неверный промокод',
      'Промокод не найден',
      'Срок действия истёк',
      'Промокод не существует',
      'Промокод нельзя применить',
    ],
    total: [
      'Итого',
      'К оплате',
      'Итого к оплате',
      'Всего',
      'Общая стоимость',
      'Сумма заказа',
      'Итоговая сумма',
    ],
    part: ['Товары', 'Скидка', 'Доставка', 'Итого без скидки', 'В том числе НДС'],
  },
  de: {
    field: ['Gutscheincode', 'Rabattcode', 'Aktionscode', 'Gutschein', 'Vorteilscode'],
    toggle: [
      'Gutschein einlösen',
      'Gutscheincode hinzufügen',
      'Hast du einen Rabattcode?',
      'Aktionscode eingeben',
    ],
    apply: ['Einlösen', 'Anwenden', 'Hinzufügen', 'Übernehmen'],
    remove: ['Entfernen', 'Löschen', 'Gutschein entfernen'],
    order: ['Zahlungspflichtig bestellen', 'Jetzt kaufen', 'Zur Kasse', 'Weiter', 'Bezahlen'],
    refusal: [
      'Der Gutscheincode ist ungültig',
      'Gutschein nicht gefunden',
      'Der Code ist abgelaufen',
      'Code existiert nicht',
    ],
    total: ['Gesamtsumme', 'Gesamtbetrag', 'Summe', 'Gesamt', 'Zu zahlen', 'Endsumme'],
    part: ['Zwischensumme', 'Versand', 'MwSt.', 'Gesamtersparnis', 'Warenwert'],
  },
  fr: {
    field: ['Code promo', 'Code de réduction', 'Bon de réduction', 'Code avantage', 'Code promotionnel'],
    toggle: ['Ajouter un code promo', 'Avez-vous un code de réduction ?', "Bon d'achat", 'Code avantage'],
    apply: ['Appliquer', 'Ajouter', 'Valider', 'Utiliser'],
    remove: ['Supprimer', 'Retirer', 'Annuler'],
    order: ['Passer la commande', 'Payer', 'Valider ma commande', 'Continuer', 'Acheter'],
    refusal: ["Ce code n'est pas valable", 'Code promo invalide', 'Ce code a expiré', "Ce code n'existe pas"],
    total: ['Total', 'Total TTC', 'Total à payer', 'Montant total', 'Net à payer'],
    part: ['Sous-total', 'Livraison', 'Total des remises', 'Total HT', 'TVA'],
  },
  es: {
    field: ['Código promocional', 'Código de descuento', 'Cupón', 'Cupón de descuento', 'Vale descuento'],
    toggle: ['¿Tienes un cupón?', 'Añadir código promocional', 'Código de descuento'],
    apply: ['Aplicar', 'Canjear', 'Añadir', 'Usar'],
    remove: ['Eliminar', 'Quitar', 'Quitar cupón'],
    order: ['Tramitar pedido', 'Pagar', 'Finalizar compra', 'Comprar', 'Continuar'],
    refusal: ['El cupón no es válido', 'Código inválido', 'El código ha caducado', 'El cupón no existe'],
    total: ['Total', 'Total a pagar', 'Importe total', 'Total del pedido'],
    part: ['Subtotal', 'Envío', 'Total ahorrado', 'Descuento', 'IVA'],
  },
  it: {
    field: ['Codice sconto', 'Codice promozionale', 'Buono sconto', 'Codice coupon'],
    toggle: ['Hai un codice sconto?', 'Aggiungi codice promozionale', 'Buono sconto'],
    apply: ['Applica', 'Aggiungi', 'Usa', 'Riscatta'],
    remove: ['Rimuovi', 'Elimina', 'Annulla'],
    order: ["Procedi all'ordine", 'Paga', 'Acquista', 'Ordina', 'Continua'],
    refusal: ['Codice non valido', 'Il codice è scaduto', 'Il codice non esiste'],
    total: ['Totale', 'Totale ordine', 'Totale da pagare', 'Totale complessivo'],
    part: ['Subtotale', 'Spedizione', 'Totale risparmiato', 'Sconto', 'IVA'],
  },
  nl: {
    field: ['Kortingscode', 'Actiecode', 'Vouchercode', 'Waardebon', 'Kortingsbon'],
    toggle: ['Heb je een kortingscode?', 'Actiecode toevoegen', 'Kortingscode invoeren'],
    apply: ['Toepassen', 'Gebruiken', 'Toevoegen', 'Verzilveren'],
    remove: ['Verwijderen', 'Verwijder', 'Kortingscode verwijderen'],
    order: ['Bestelling plaatsen betalen', 'Betalen', 'Afrekenen', 'Doorgaan', 'Volgende'],
    refusal: [
      'De code is ongeldig',
      'Code is niet geldig',
      'De code is verlopen',
      'De kortingscode bestaat niet',
    ],
    total: ['Totaal', 'Te betalen', 'Totaalbedrag', 'Totaalprijs'],
    part: ['Subtotaal', 'Verzendkosten', 'Korting', 'BTW'],
  },
  pl: {
    field: ['Kod rabatowy', 'Kod promocyjny', 'Kupon', 'Kod zniżkowy', 'Bon rabatowy'],
    toggle: ['Mam kod rabatowy', 'Dodaj kod promocyjny', 'Masz kupon?'],
    apply: ['Zastosuj', 'Dodaj', 'Użyj', 'Zrealizuj'],
    remove: ['Usuń', 'Usuń kod', 'Anuluj'],
    order: ['Zamawiam i płacę', 'Zapłać', 'Kup teraz', 'Dalej', 'Kontynuuj'],
    refusal: ['Nieprawidłowy kod', 'Kod jest nieważny', 'Kod wygasł', 'Kod nie istnieje'],
    total: ['Razem', 'Do zapłaty', 'Suma', 'Łącznie', 'Łączna kwota', 'Wartość zamówienia'],
    part: ['Wartość produktów', 'Dostawa', 'Rabat', 'Suma częściowa produktów'],
  },
  fi: {
    field: ['Alennuskoodi', 'Kampanjakoodi', 'Etukoodi', 'Tarjouskoodi', 'Alekoodi'],
    toggle: ['Onko sinulla alennuskoodi?', 'Lisää alennuskoodi', 'Syötä kampanjakoodi'],
    apply: ['Käytä', 'Lisää', 'Lunasta', 'Aktivoi'],
    remove: ['Poista', 'Poista koodi', 'Peruuta'],
    order: ['Tilaa', 'Maksa', 'Osta', 'Jatka', 'Seuraava'],
    refusal: ['Virheellinen koodi', 'Koodi ei kelpaa', 'Koodi on vanhentunut', 'Koodia ei löydy'],
    total: ['Yhteensä', 'Maksettavaa', 'Loppusumma', 'Kokonaissumma'],
    part: ['Välisumma', 'Toimitus', 'Tuotteet yhteensä', 'Alennus'],
  },
  ja: {
    field: ['クーポンコード', 'プロモーションコード', 'クーポン', '割引コード'],
    toggle: ['クーポンを使う', 'プロモーションコードを入力', '割引コードを追加'],
    apply: ['適用', '適用する', '使用する', '追加'],
    remove: ['削除', '取り消す', '解除'],
    order: ['注文を確定する', '購入する', 'レジに進む', '次へ', 'お支払いへ'],
    refusal: ['無効なコードです', 'このクーポンは使用できません', '有効期限切れです', '正しくありません'],
    total: ['合計', '合計金額', 'お支払い金額', 'ご請求額', '合計(税込)'],
    part: ['小計', '送料', '割引', '消費税'],
  },
  zh: {
    field: ['优惠码', '优惠券', '折扣码', '優惠碼', '促销码'],
    toggle: ['使用优惠券', '输入优惠码', '優惠券', '添加折扣码'],
    apply: ['应用', '使用', '兑换', '套用', '确定'],
    remove: ['移除', '删除', '取消'],
    order: ['提交订单', '去结算', '立即购买', '支付', '下一步'],
    refusal: ['优惠码无效', '优惠券已过期', '优惠码不存在', '优惠码错误'],
    total: ['合计', '总计', '应付总额', '订单总额', '實付金額', '总价'],
    part: ['小计', '运费', '优惠', '数量'],
  },
  ko: {
    field: ['쿠폰 코드', '할인 코드', '프로모션 코드', '쿠폰번호'],
    toggle: ['쿠폰 사용', '할인 코드 입력', '프로모션 코드 추가'],
    apply: ['적용', '적용하기', '사용', '등록'],
    remove: ['삭제', '취소', '해제'],
    order: ['결제하기', '주문하기', '구매하기', '다음'],
    refusal: [
      '유효하지 않은 쿠폰입니다',
      '만료된 쿠폰입니다',
      '존재하지 않는 코드입니다',
      '사용할 수 없는 쿠폰',
    ],
    total: ['합계', '총 결제금액', '최종 결제금액', '총액', '결제 예정 금액'],
    part: ['소계', '배송비', '할인금액', '총 상품금액'],
  },
  ar: {
    field: ['رمز ترويجي', 'كود الخصم', 'قسيمة', 'كوبون', 'رمز القسيمة'],
    toggle: ['هل لديك كوبون؟', 'أضف كود الخصم', 'رمز ترويجي', 'أدخل قسيمة'],
    apply: ['تطبيق', 'استخدام', 'تفعيل'],
    remove: ['إزالة', 'حذف', 'إلغاء'],
    order: ['إتمام الطلب', 'ادفع الآن', 'شراء', 'متابعة', 'التالي'],
    refusal: ['الكود غير صالح', 'الرمز غير صحيح', 'انتهت صلاحية القسيمة', 'قسيمة منتهية'],
    total: ['الإجمالي', 'المجموع', 'المبلغ الإجمالي', 'إجمالي الطلب', 'المجموع الكلي'],
    part: ['المجموع الفرعي', 'الشحن', 'الخصم', 'ضريبة القيمة المضافة'],
  },
}

const lacking = (texts: string[], ...patterns: RegExp[]): string[] =>
  texts.filter((text) => !patterns.some((pattern) => pattern.test(text)))

test.each(Object.entries(languages))(
  '%s: field, toggle, apply, remove, order, refusal and totals are known',
  (_, said) => {
    expect({
      field: lacking(said.field, CODE_PARTS),
      toggle: lacking(said.toggle, CODE_TOGGLE),
      apply: lacking(said.apply, APPLY),
      remove: lacking(said.remove, REMOVE),
      order: lacking(said.order, ORDER),
      refusal: lacking(said.refusal, REFUSAL),
      total: lacking(said.total, TOTAL_STRONG, TOTAL_PLAIN),
      // The quick look must let every total through.
      quick: lacking(said.total, MAYBE_TOTAL),
      part: lacking(said.part, NOT_TOTAL),
    }).toEqual({
      field: [],
      toggle: [],
      apply: [],
      remove: [],
      order: [],
      refusal: [],
      total: [],
      quick: [],
      part: [],
    })
  },
)

test.each(Object.entries(languages))('%s: what applies or removes a code orders nothing', (_, said) => {
  expect([...said.apply, ...said.remove].filter((text) => ORDER.test(text))).toEqual([])
  expect(said.order.filter((text) => REMOVE.test(text) || CODE_TOGGLE.test(text))).toEqual([])
})
