/**
 * The words by which checkouts are read, in the languages that partner shops speak. Data only: adding a language
 * is adding its words to each list.
 */

/** A word list as one pattern; edges keep "pay" out of "PayPal" in every script that writes words apart. */
const words = (list: string): RegExp => {
  const all = list.split('|')
  const together = all.filter((word) => /[\u3040-\u9fff\uac00-\ud7af]/.test(word))
  const apart = all.filter((word) => !together.includes(word))
  return new RegExp([`(?<!\\p{L})(?:${apart.join('|')})(?!\\p{L})`, ...together].join('|'), 'iu')
}

/** Parts of words that name a discount code in a field's name, class, label or placeholder. */
export const CODE_PARTS =
  /promo(?!te)|coupon|discount|voucher|offer.{0,2}code|redeem|rabatt?(?!.{0,3}%)|kampanj.{0,2}kod|v(?:ä|a)rdekod|värdecheck|kupon|промо|купон|скидк|gutschein|aktions.{0,2}code|r[ée]duction|code.{0,2}avantage|remise|cup[oóõ][nm]|descuento|desconto|sconto|korting|actiecode|alennus|etukoodi|クーポン|割引|優惠|优惠|折扣|쿠폰|할인|프로모션|ترويجي|كوبون|خصم|قسيمة/iu

/** The same, but plain enough to open a panel by: words that only ever name a code. */
export const CODE_TOGGLE = new RegExp(
  [
    '(?:promo(?:tion(?:al)?)?|discount|offer|voucher|coupon|gift)[\\s-]{0,2}(?:or[\\s\\w]{1,16})?codes?(?!\\p{L})',
    '(?<!\\p{L})(?:coupon|voucher)(?!\\p{L})',
    'rabatt?[\\s-]?(?:kode?r?n?|code)|kampanj[\\s-]?kod|kampagnekode|värdekod|vardekod|presentkort eller kod',
    'промо-?код|купон|код скидки',
    'gutschein(?:code)?|aktionscode',
    'code[\\s-](?:de[\\s-])?(?:promo|réduction|remise|avantage)|bon de réduction',
    'cup[oóõ][nm]|código (?:promocional|de (?:descuento|desconto))',
    'codice (?:sconto|promo)|kortingscode|actiecode|kod rabatowy|kupon|alennuskoodi',
    'クーポン|优惠码|優惠碼|優惠券|优惠券|쿠폰|رمز ترويجي|كوبون|قسيمة',
  ].join('|'),
  'iu',
)

/** Gift cards, which a code must not be typed into unless the same box takes discount codes too. */
export const GIFT_PARTS = /gift|present.?kort|gavekort|geschenk|cadeau|regalo|подароч|cadeaubon/iu

/** Fields that stand beside the code field and are not it. */
export const NOT_CODE_PARTS =
  /(?<![a-z])pin(?![a-z])|pin.?(?:num|code)|loyal|member|medlem|perks|reward.?(?:num|card)|employee|staff|access|zip|post.?(?:al|code|nummer|nr)|(?<![a-z])plz|индекс|phone|(?<![a-z])tel(?![a-z])|mobile|e-?mail|(?<![a-z])mail|cvc|cvv|csc|sec(?:urity)?.?code|card.?num|credit|search|(?<![a-z])(?:q|query)(?![a-z])|sök|suche|поиск|captcha|verif|one.?time|(?<![a-z])otp|newsletter|subscribe|nyhetsbrev|ssn|tax|(?<![a-z])vat(?![a-z])|personn|geo|gate|door|portkod|dörr|entry|entrance|intercom|домофон|подъезд|referr|iban|(?<![a-z])bic|swift|bank|sort.?code|country|area.?code|dial|sku|article|artikel|tracking|order.?(?:num|id|no)|booking|message|comment|instruction|meddelande|countdown|password|username|quantity|(?<![a-z])qty/iu

/** Opt-ins that speak of coupons and only send mail. */
export const OPT_IN =
  /e-?mail|newsletter|nyhetsbrev|sms|send me|sign me|subscribe|special offers|exclusive|receive/iu

/** What an apply control says. */
export const APPLY = words(
  'apply|add|redeem|use|submit|ok|go|enter|activate|använd|lägg till|tillämpa|lös in|aktivera|verkställ|anvend|tilføj|indløs|brug|aktiver|bruk|legg til|løs inn|применить|активировать|добавить|использовать|ввести|ок|anwenden|einlösen|hinzufügen|aktivieren|übernehmen|einsetzen|appliquer|ajouter|utiliser|valider|aplicar|añadir|agregar|canjear|usar|validar|applica|usa|aggiungi|riscatta|inserisci|toepassen|gebruiken|toevoegen|inwisselen|verzilveren|zastosuj|użyj|dodaj|aktywuj|zrealizuj|zatwierdź|käytä|lisää|lunasta|aktivoi|adicionar|resgatar|適用|使用|利用|追加|应用|兑换|套用|적용|사용|등록|تطبيق|استخدام|تفعيل',
)

/** The same in a control's name, id, class, `formaction` or test id. */
export const APPLY_PARTS = /apply|redeem|(?:add|submit|use).{0,2}(?:promo|coupon|voucher|discount|code)/i

/** What a remove control says. A bare cross counts only beside the code itself. */
export const REMOVE = words(
  'remove|delete|clear|cancel|take out|undo|ta bort|radera|avbryt|fjern|slet|annuller|удалить|убрать|отменить|entfernen|löschen|stornieren|supprimer|retirer|annuler|enlever|quitar|eliminar|borrar|cancelar|rimuovi|elimina|annulla|verwijder(?:en)?|usuń|anuluj|poista|remover|excluir|削除|取消|移除|删除|삭제|취소|إزالة|حذف',
)
/** The same in attributes. */
export const REMOVE_PARTS = /remove|delete|cancel|clear|close|revoke|(?<![a-z])(?:un|de)apply/i
/** A control that is nothing but a cross. */
export const CROSS = /^[\s]*[×✕✖✗⨯xX🗑][\s]*$/u

/**
 * What a control says that may complete an order or carry the purchase a step on. Pressing one of these is the worst
 * thing this code could do, so the list is wide: a false hit only means "copy the code".
 */
export const ORDER = words(
  'place (?:\\w+ )?order|complete|submit order|send order|confirm (?:\\w+ )?(?:order|purchase|payment)|order (?:now|and pay)|pay|pay now|buy|purchase|(?:to|secure|proceed to) check ?out|^check ?out$|check ?out now|proceed|continue|next|finish|finali[sz]e|betala|slutför|köp|köpa|beställ|beställning|till kassan|fortsätt|gå vidare|nästa|genomför|bekräfta (?:köp|order|beställning)|betal|køb|bestil|gennemfør|fortsæt|afgiv|næste|til kassen|kjøp|bestill|fullfør|fortsett|neste|оформить|оформление|оплатить|купить|заказать|подтвердить|продолжить|далее|перейти|bezahlen|zahlen|kaufen|bestellen|zahlungspflichtig|bestellung|weiter|zur kasse|abschließen|payer|acheter|commander|valider (?:la|ma|votre|mon|le) (?:commande|panier|achat)|continuer|passer|suivant|régler|pagar|comprar|pedido|finalizar|tramitar|continuar|siguiente|próximo|paga|acquista|ordina|procedi|continua|concludi|avanti|betalen|afrekenen|kopen|doorgaan|verder|volgende|zapłać|kup|kupuję|zamawiam|zamówienie|dalej|kontynuuj|maksa|osta|tilaa|jatka|seuraava|注文|購入|支払|決済|次へ|進む|レジ|支付|付款|下单|提交订单|结算|结账|购买|下一步|결제|주문|구매|다음|ادفع|الدفع|شراء|إتمام|أكمل|متابعة|التالي',
)
/** The same in attributes, where "checkout" alone is only the name of the page. */
export const ORDER_PARTS =
  /(?:place|submit|complete|confirm|create|send|review).{0,2}(?:order|purchase|payment)|pay.{0,2}now|buy.{0,2}now|check.?out.{0,2}(?:btn|button|submit|next|continue)|(?:btn|button|proceed|goto|go-to).{0,3}check.?out|continue.{0,2}(?:btn|button|to)|next.{0,2}step/i

/** Labels that are the grand total beyond doubt, and labels that are it where nothing better stands on the page. */
export const TOTAL_STRONG = words(
  'grand total|order total|total (?:to pay|due|payable|cost|price|amount)|amount (?:due|to pay|payable)|balance due|to pay|total to be paid|total for (?:your|this) order|att betala|summa att betala|totalsumma|ordersumma|totalbelopp|total pris|totalpris|i alt|ialt|at betale|samlet (?:pris|beløb|total)|å betale|totalsum|totalbeløp|к оплате|итого к оплате|общая сумма|сумма заказа|общая стоимость|gesamtsumme|gesamtbetrag|gesamtpreis|zu zahlen|zu zahlender betrag|endsumme|endbetrag|rechnungsbetrag|total à payer|montant total|total ttc|total (?:de la )?commande|net à payer|total a pagar|importe total|total (?:del )?pedido|totale ordine|totale da pagare|totale complessivo|te betalen|totaal te betalen|totaalbedrag|do zapłaty|razem do zapłaty|łącznie do zapłaty|maksettava|maksettavaa|yhteensä maksettava|loppusumma|valor total|お支払い?金額|お支払い?合計|ご請求額|合計金額|总计|總計|应付(?:金额|总额)?|應付(?:金額|總額)?|订单总额|실결제금액|총 ?결제 ?금액|결제 ?금액|المجموع الكلي|الإجمالي الكلي|المبلغ الإجمالي',
)
/** Labels that are the grand total where no stronger one stands on the page. */
export const TOTAL_PLAIN = words(
  'total|totals|totalt|summa|sum|samlet|sammenlagt|итого|всего|gesamt|summe|insgesamt|totale|totaal|razem|suma|łącznie|yhteensä|合計|合计|总额|總額|小写合计|합계|총액|الإجمالي|المجموع|总价|總價',
)

/** Words that turn a "total" into something else: a part of it, a count, a saving, a monthly rate. */
export const NOT_TOTAL =
  /sub.?total|(?<!\p{L})sub(?!\p{L})|items?(?!\p{L})|merchandise|products?(?!\p{L})|goods|delsum|mellansum|mellomsum|varor(?!\p{L})|varer(?!\p{L})|vareverdi|zwischen|waren(?!\p{L})|artikel|sous.?total|articles|subtotaal|subtotale|productos|подытог|промежут|товар|międzysum|produkt|välisum|小計|小计|소계|상품|المجموع الفرعي|ship|deliver|frakt|fragt|porto|levering|leverans|versand|liefer|livraison|envío|spedizione|verzend|wysył|dostaw|доставк|送料|运费|배송|toimitus|(?<!\p{L})tax|moms|(?<!\p{L})mva|mwst|(?<!\p{L})ust|(?<!\p{L})vat(?!\p{L})|tva|(?<!\p{L})iva(?!\p{L})|btw|ндс|steuer|sav(?:e|ed|ing)|sparat|sparar|besparing|sparte?|ersparnis|économ|ahorr|risparm|скидк|эконом|discount|rabatt?|remise|réduction|descuento|desconto|sconto|korting|alennus|割引|优惠|할인|خصم|before|without|excl|ekskl|exkl|ohne|hors|(?<!\p{L})ht(?!\p{L})|original|ordinarie|earlier|previous|tidigare|innan|vorher|points?|poäng|poeng|балл|punkte|quantity|qty|antal|кол-во|weight|vikt|month|månad|måned|monat|mois|mes(?!\p{L})|месяц|rate|installment|delbetal|gift ?card|paid|betalt|donation|estimated savings|budget|reward|earn|cashback|to free|left|kvar/iu

/** Phrases that name a discount or a tax and still leave the label a grand total: taken out before the test above. */
export const TOTAL_FILLER =
  /\((?:[^)]*)\)|(?<!\p{L})(?:incl?|inkl|including|inklusive|inbegr|med|with|avec|mit|inclus|incluido|iva incluido|ttc|toutes taxes|i\.v\.a|в том числе|включая|вкл|с ндс|с учетом|с учётом|after|efter|etter|nach|après|tras|dopo|na|po)(?!\p{L})[\s\S]*$/iu

/** What a shop says when it refuses a code. */
export const REFUSAL =
  /invalid|not valid|isn.t valid|not (?:recogni[sz]ed|found|exist|applicable|eligible|active|applied|accepted|available)|does(?:n.t| not) (?:exist|apply|work|meet)|can(?:not|.t) be (?:applied|used|combined|redeemed|added)|cannot apply|could ?n.t (?:apply|find|be applied)|could not|unable to|expired|no longer|incorrect|unknown (?:code|coupon)|already (?:been )?used|not possible|enter a valid|wrong code|no such|rejected|declined|ogiltig|inte giltig|gäller inte|finns inte|gått ut|felaktig|hittades inte|kan inte användas|kunde inte|redan använd|ugyldig|ikke (?:gyldig|fundet|funnet|gyldigt)|udløbet|utløpt|findes ikke|finnes ikke|kan ikke|недейств|неверн|не найден|не существ|истек|истёк|не может|нельзя|не применим|не действует|ungültig|nicht (?:gültig|gefunden|einlösbar|anwendbar|mehr gültig)|abgelaufen|existiert nicht|kann nicht|non valide|invalide|n.est pas valable|n.existe pas|expiré|inválid|no (?:es )?válid|no existe|caducad|expirad|non valido|scadut|non esiste|ongeldig|niet geldig|verlopen|bestaat niet|nieprawidłow|nieważn|wygas|nie istnieje|virheelli|ei kelpaa|vanhentunut|無効|使用できません|期限切れ|无效|無效|已过期|不存在|유효하지|만료|غير صالح|منتهي/iu

/** What a shop says when it took one. */
export const ACCEPTED =
  /(?<!not )(?<!be )(?<!\p{L})applied(?!\p{L})|(?<!\p{L})added(?!\p{L})|success|accepted|redeemed|tillagd|aktiverad|har lagts till|använd(?:s|es)(?!\p{L})|tilføjet|anvendt|lagt til|aktivert|применен|применён|применена|добавлен|активирован|eingelöst|angewendet|hinzugefügt|appliqué|ajouté|aplicado|aplicada|añadido|applicato|aggiunto|toegepast|toegevoegd|zastosowan|dodano|käytetty|lisätty|適用され|適用しました|已使用|已应用|적용되었|تم تطبيق/iu

/** Rows that name a discount, whose coming corroborates that a fall of the total is the code's. */
export const DISCOUNT_ROW =
  /discount|coupon|promo|voucher|saving|you save|rabatt?|kampanj|sparat|besparing|скидк|промокод|купон|gutschein|ersparnis|remise|réduction|économi|descuento|ahorro|sconto|risparmi|korting|kupon|zniżk|alennus|割引|クーポン|优惠|折扣|할인|쿠폰|خصم/iu

/** Paths, headings and classes of a basket, and of a checkout. */
export const CART_PARTS =
  /(?<![a-z])(?:shopping.?)?(?:cart|basket|bag)(?![a-z])|varukorg|kundvagn|kundkorg|indkøbskurv|indkobskurv|handlekurv|handlevogn|warenkorb|panier|carrito|carrello|winkelwagen|winkelmand|koszyk|ostoskori|корзин|korzina|カート|购物车|購物車|장바구니|سلة/iu
/** The same for a checkout. */
export const CHECKOUT_PARTS =
  /check.?out|kassa|kasse(?!\p{L})|kassen|onepage|(?<![a-z])payment|(?<![a-z])order.?review|commande|tramitar|finalizar|afrekenen|оформлен|oformlen|zamówien|tilaus|ご購入手続き|结算|結帳|주문서|الدفع/iu
/** Pages that carry a code field and sell nothing. */
export const SIGN_UP =
  /sign.?up|register|registration|create.{0,12}account|skapa.{0,8}konto|bli medlem|регистрац|registrier|inscri|registr/iu
