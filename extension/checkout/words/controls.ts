import { words } from './list.ts'

/** What an apply control says. */
export const APPLY = words(
  'apply|update|recalculate|uppdatera|räkna om|opdater|oppdater|tjek|sjekk|пересчитать|обновить|aktualisieren|bijwerken|recalculer|actualizar|aggiorna|przelicz|päivitä|přepočítat|claim|unlock|check|validate|lägg på|använda|kontrollera|legge til|legg inn|sett inn|kontroller|tilføje|проверить|ввод|подтвердить код|prüfen|vérifier|comprobar|verifica|conferma codice|controleren|sprawdź|dopisz|vahvista koodi|add|redeem|use|submit|ok|go|enter|activate|använd|lägg till|tillämpa|lös in|aktivera|verkställ|anvend|tilføj|indløs|brug|aktiver|bruk|legg til|løs inn|применить|активировать|добавить|использовать|ввести|ок|anwenden|einlösen|hinzufügen|aktivieren|übernehmen|einsetzen|appliquer|ajouter|utiliser|valider|aplicar|añadir|agregar|canjear|usar|validar|applica|usa|aggiungi|riscatta|inserisci|toepassen|gebruiken|toevoegen|inwisselen|verzilveren|zastosuj|użyj|dodaj|aktywuj|zrealizuj|zatwierdź|käytä|lisää|lunasta|aktivoi|adicionar|resgatar|activer|ativar|syötä|přidat|vložit|aktivovat|nota|uplatnit|použít|použiť|uplatniť|beváltás|alkalmaz|érvényesít|aplică|adaugă|uygula|kullan|застосувати|εφαρμογή|適用|再計算|確定|入力|使う|使用|利用|追加|应用|兑换|確認|确认|确定|兌換|领取|套用|적용|입력|확인|사용|등록|تطبيق|تحقق|إضافة|أضف|طبق|تأكيد|استخدام|تفعيل|החל|הפעל|הוסף|ממש|מימוש|אישור|ใช้|ใช้งาน|ใช้โค้ด|ตกลง|áp dụng|sử dụng|pakai|gunakan|terapkan|tukarkan|primijeni|primeni|iskoristi|uporabi|unovči|vnesi|приложи|използвай|добави|въведи|rakenda|kasuta|lisa|pielietot|izmantot|piemērot|pievienot|taikyti|pritaikyti|naudoti|panaudoti|pridėti',
)

/** What only a control that makes a code count says: the words of `APPLY` that neither prove a person nor add goods. */
export const USES = words(
  'apply|redeem|använd|lös in|tillämpa|anvend|indløs|brug|bruk|løs inn|применить|использовать|активировать|anwenden|einlösen|appliquer|utiliser|aplicar|usar|canjear|applica|usa|riscatta|toepassen|gebruiken|inwisselen|verzilveren|zastosuj|użyj|käytä|lunasta|resgatar|uplatnit|použít|uygula|kullan|適用|使う|使用|利用|应用|兑换|兌換|적용|사용|تطبيق|استخدام|החל|הפעל|ממש|מימוש|ใช้โค้ด|áp dụng|sử dụng|pakai|gunakan|terapkan|tukarkan|primijeni|primeni|iskoristi|uporabi|unovči|приложи|използвай|rakenda|kasuta|pielietot|izmantot|piemērot|taikyti|pritaikyti|naudoti|panaudoti',
)

/** Words that send whatever they stand beside: they apply a code only where there is nothing else that they could send. */
export const SENDS =
  /(?<!\p{L})(?:ok|okay|ок|update|recalculate|uppdatera|räkna om|opdater|oppdater|tjek|sjekk|пересчитать|обновить|aktualisieren|bijwerken|recalculer|actualizar|aggiorna|przelicz|päivitä|přepočítat|go|submit|enter|valider|validar|validate|check|zatwierdź|ввод|проверить|tamam|تأكيد)(?!\p{L})|再計算|確定|確認|确认|确定|확인|입력/giu

/** The same in a control's name, id, class, `formaction` or test id. */
export const APPLY_PARTS = /apply|redeem|(?:add|submit|use).{0,2}(?:promo|coupon|voucher|discount|code)/i

/** What a control says that has no words of its own: the sentence before it says what it opens. */
export const HERE = words(
  'here|add|enter|show|open|expand|yes|här|lägg till|ange|visa|öppna|ja|her|tilføj|indtast|vis|åbn|legg til|skriv inn|åpne|сюда|здесь|нажмите|ввести|добавить|показать|да|hier|eingeben|hinzufügen|anzeigen|öffnen|ici|ajouter|saisir|afficher|oui|aquí|añadir|introducir|mostrar|qui|aggiungi|inserisci|mostra|toevoegen|invoeren|tonen|tutaj|dodaj|wpisz|pokaż|tästä|lisää|syötä|näytä|aqui|adicionar|inserir|zde|buraya|ekle|こちら|入力する|追加|点击这里|点此|添加|输入|여기|추가|입력|هنا|أضف|إضافة',
)

/** What a remove control says. A bare cross counts only beside the code itself. */
export const REMOVE = words(
  'remove|discard|detach|släng|fjerne|slette|убери|снять|сбросить|entferne|aufheben|zurücksetzen|désactiver|anular|desactivar|retirar|togli|cancella|rimuovere|wissen|intrekken|skasuj|wyczyść|peruuta|tyhjennä|delete|clear|cancel|take out|undo|ta bort|radera|avbryt|fjern|slet|annuller|удалить|убрать|отменить|entfernen|löschen|stornieren|supprimer|retirer|annuler|enlever|quitar|eliminar|borrar|cancelar|rimuovi|elimina|annulla|verwijder(?:en)?|usuń|anuluj|poista|remover|excluir|削除|取り消す|取り消し|解除|清除|해제|إلغاء|取消|移除|删除|삭제|취소|إزالة|حذف|הסר|הסרה|מחק|ביטול|ลบ|ยกเลิก|xóa|hapus|ukloni|odstrani|премахни|изтрий|eemalda|kustuta|noņemt|dzēst|pašalinti|ištrinti|eltávolít\\p{L}*|törlés|șterge|elimină|kaldır|sil|odebrat|odstranit|odstrániť|αφαίρεση|видалити|прибрати',
)

/** The same in attributes. */
export const REMOVE_PARTS = /remove|delete|cancel|clear|close|revoke|(?<![a-z])(?:un|de)apply/i

/** What empties more than a code's place, or takes out goods that came with a code. */
export const REMOVE_MORE =
  /(?<!\p{L})(?:all|everything|empty|entire|alla|allt|alle|alt|töm|tøm|все|всё|очист\p{L}+|корзин\p{L}+ очист\p{L}+|leeren|vider|tout|toute?s|vaciar|todo|todos|svuota|tutto|leegmaken|alles|opróżnij|wszystk\p{L}+|tyhjennä|kaikki)(?!\p{L})|(?:clear|delete|cancel|discard|remove|reset)(?: (?:the|your|my|this|shopping))? (?:cart|basket|bag|trolley|order|checkout|item|product|gift)|(?:free|bonus) (?:gift|item|product|sample|goods)|(?<!\p{L})gift(?! ?(?:card|code|voucher|certificate))(?!\p{L})|gratis(?:vara|gåva|prov|produkt|gave)|(?<!\p{L})gåvan?(?!\p{L})|(?<!\p{L})gaven?(?!\p{L})|подар(?:ок|ка|ки)(?!\p{L})|geschenk(?!gutschein|karte)|cadeau(?!bon)|regalo/iu

/** A control that is nothing but a cross. */
export const CROSS = /^[\s]*[×✕✖✗⨯xX🗑][\s]*$/u

/**
 * What a control says that may complete an order or carry the purchase a step on. Pressing one of these is the worst
 * thing this code could do, so the list is wide: a false hit only means "copy the code".
 */
export const ORDER = words(
  'place (?:\\w+ )?order|complete|submit (?:\\w+ )?order|send (?:\\w+ )?order|confirm(?!\\s(?:\\p{L}+\\s)?(?:promo|coupon|voucher|discount|offer|code))|^order$|order (?:now|it|and pay)|pre-?order|pay|buy|purchase|book|book (?:now|it)|reserve|donate|give now|start (?:\\w+ )?(?:free )?(?:trial|subscription|membership)|authori[sz]e|i agree|agree and|place (?:a |my |your )?bid|get tickets|upgrade|transfer|settle|enrol?l|commit|hand in|save and close|done|(?:to|secure|proceed to) check ?out|^check ?out$|check ?out now|proceed|continue|next|finish|finali[sz]e|betala|slutför|köp|köpa|beställ|beställning|till kassan|fortsätt|gå vidare|nästa|genomför|bekräfta (?:köp|order|beställning)|betal|køb|bestil|gennemfør|fortsæt|afgiv|næste|til kassen|kjøp|bestill|fullfør|fortsett|neste|оформить|оформление|оплатить|купить|заказать|подтвердить|продолжить|далее|перейти|bezahlen|zahlen|kaufen|bestellen|zahlungspflichtig|bestellung|weiter|zur kasse|abschließen|payer|acheter|commander|valider (?:la|ma|votre|mon|le) (?:commande|panier|achat)|continuer|passer|suivant|régler|pagar|comprar|pedido|tramitar|continuar|siguiente|próximo|paga|acquista|ordina|procedi|continua|concludi|avanti|betalen|afrekenen|kopen|doorgaan|verder|volgende|zapłać|kup|kupuję|zamawiam|zamówienie|dalej|kontynuuj|maksa|osta|tilaa|jatka|seuraava|注文|購入|支払|決済|次へ|進む|レジ|支付|付款|下单|提交订单|结算|结账|购买|下一步|결제|주문|구매|다음|ادفع|الدفع|شراء|إتمام|أكمل|متابعة|التالي|' +
    // Bare words of agreement and booking, and orders in the languages whose shops are met least.
    'boka|bekräfta|lägg (?:din |min )?(?:order|beställning)|till betalning(?:en)?|godkänn|reservera|skänk|donera|starta (?:prov|medlemskap|prenumeration)|skicka(?: in)?|klar|bekræft|til betaling|læg ordre|send ordre|reserver|godkend|donér|bekreft|til betaling(?:en)?|legg (?:inn )?(?:ordre|bestilling)|godkjenn|send bestilling|gi gave|забронировать|бронировать|бронь|отправить|готово|к оплате|пожертвовать|замовити|оформити|сплатити|оплатити|купити|підтвердити|продовжити|далі|забронювати|buchen|reservieren|bestätigen|absenden|abschicken|spenden|jetzt (?:kaufen|bestellen|buchen)|réserver|confirmer|envoyer|terminer|commandez|faire un don|reservar|confirmar(?! (?:el )?(?:c[óo]digo|cup))|enviar|hacer (?:el |un )?pedido|realizar (?:el )?(?:pedido|pago|compra)|finalizar|encomendar|fazer (?:o )?pedido|fechar (?:o )?pedido|concluir|pagamento|ir para|avançar|doar|prenota|conferma(?! (?:il )?codice)|invia|completa|effettua|dona|bevestig(?:en)?|reserveer|reserveren|plaats|versturen|verzenden|doneer|potwierdź(?! kod)|potwierdzam|rezerwuj|zarezerwuj|złóż|wyślij|przejdź|vahvista(?! koodi)|varaa|lähetä|siirry|lahjoita|objednat|objednávk\\p{L}*|koupit|zaplatit|odeslat|dokončit|pokračovat|potvrdit|rezervovat|závazně|objednať|kúpiť|zaplatiť|odoslať|dokončiť|pokračovať|potvrdiť|rezervovať|záväzne|megrendel\\p{L}*|rendelés\\p{L}*|megveszem|vásárlás|vásárol|fizet(?:ek|és)|tovább|befejez\\p{L}*|véglegesít\\p{L}*|foglal(?:ás|ok)|comand[ăa]|trimite(?: comanda)?|finalizea?z[ăa]|plăte[șs]te|plat[ăa]|cump[ăa]r[ăa]|continu[ăa]|rezerv[ăa]|satın al|sipariş(?:i|imi)?(?: (?:ver|tamamla|onayla))?|öde|ödeme(?:ye|yi)?(?: (?:yap|geç|tamamla))?|devam(?: et)?|onayla|tamamla|rezervasyon|đặt (?:hàng|mua|chỗ)|thanh toán|mua(?: (?:hàng|ngay))?|hoàn (?:tất|thành)|tiếp tục|xác nhận|beli|bayar|pesan|lanjut(?:kan)?|αγορά|αγοράστε|πληρωμή|παραγγελία|ολοκλήρωση\\p{L}*|συνέχεια|υποβολή|επιβεβαίωση|κράτηση|予約|申し込む|送信|预订|預訂|예약|ซื้อ|สั่งซื้อ|ชำระเงิน|ยืนยัน|שלם|לתשלום|(?:ה)?זמן עכשיו|בצע הזמנה|ביצוע הזמנה|אישור הזמנה|סיום הזמנה|קנה(?: עכשיו)?|רכישה|המשך|สั่งซื้อ|ชำระเงิน|ยืนยันการสั่งซื้อ|ซื้อเลย|ดำเนินการต่อ|đặt hàng|thanh toán|mua(?: ngay)?|tiếp tục|bayar|pesan|beli|buat pesanan|lanjut(?:kan)?|naruči|plati|kupi|dovrši|završi|potvrdi narudžbu|nastavi|oddaj naročilo|plačaj|naroči|nadaljuj|поръчай|плати|купи|завърши|потвърди|продължи|към плащане|telli|osta|esita tellimus|kinnita tellimus|jätka|maksma|pasūtīt|apmaksāt|maksāt|pirkt|turpināt|noformēt|užsakyti|mokėti|apmokėti|pirkti|tęsti|patvirtinti užsakymą',
)

/** Who is paid through: a button that bears one of these names pays, unless it speaks of a code. */
export const PAY_BRAND = words(
  'swish|klarna|pay ?pal|vipps|mobile ?pay|apple ?pay|google ?pay|g ?pay|amazon ?pay|shop ?pay|samsung ?pay|ali ?pay|we ?chat ?pay|trustly|qliro|svea|walley|afterpay|clearpay|affirm|bancontact|giropay|blik|przelewy24|paytrail|payconiq|twint|bizum|mir pay|сбп|юmoney|sber ?pay|bankid|visa|mastercard|amex',
)

/** What signs somebody up, or sends a code somewhere, and applies none. */
export const SENDS_CODE =
  /(?<!\p{L})(?:get|send|reveal|email|text)(?: me)?(?: (?:my|your|the|a|an|it))?(?: \d+ ?%)?(?: (?:off|free))? ?(?:promo|discount|coupon|voucher|offer|code)s?(?: code)?(?!\p{L})|(?<!\p{L})(?:(?:hämta|skicka)(?: (?:min|din|en|mig))?|få (?:min|din)) (?:rabatt|kod)\p{L}*|(?<!\p{L})(?:hent(?: (?:min|din|en|meg|mig))?|få (?:min|din)) (?:rabatt?|kode)\p{L}*|получить (?:\p{L}+ )?(?:код|промокод|скидк|купон)|(?:rabatt|code|gutschein)\p{L}* (?:sichern|erhalten|anfordern)|(?:recevoir|obtenir) (?:mon|le|un) (?:code|bon)|(?:recibir|obtener|quiero) (?:mi|el|un) (?:c[óo]digo|cup[óo]n|descuento)/iu

/**
 * The same in attributes, where "checkout" alone is only the name of the page. BigCommerce calls every button of its own
 * `optimizedCheckout-buttonPrimary` or `-buttonSecondary` (checkout-js, packages/ui/src/button/Button.tsx).
 */
export const ORDER_PARTS =
  /(?:place|submit|complete|confirm|create|send|review).{0,2}(?:order|purchase|payment)|pay.{0,2}now|buy.{0,2}now|(?<!optimized)check.?out.{0,2}(?:btn|button|submit|next|continue)|(?:btn|button|proceed|goto|go-to).{0,3}check.?out|continue.{0,2}(?:btn|button|to)|next.{0,2}step/i
