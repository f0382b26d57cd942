import { words } from './list.ts'

/** What an apply control says. */
export const APPLY = words(
  'apply|apply code|claim|unlock|check|validate|submit code|lägg på|använda|kontrollera|legge til|legg inn|sett inn|kontroller|tilføje|проверить|ввод|подтвердить код|prüfen|gutschein einlösen|vérifier|comprobar|verifica|conferma codice|controleren|sprawdź|dopisz|vahvista koodi|validar código|add|redeem|use|submit|ok|go|enter|activate|använd|lägg till|tillämpa|lös in|aktivera|verkställ|anvend|tilføj|indløs|brug|aktiver|bruk|legg til|løs inn|применить|активировать|добавить|использовать|ввести|ок|anwenden|einlösen|hinzufügen|aktivieren|übernehmen|einsetzen|appliquer|ajouter|utiliser|valider|aplicar|añadir|agregar|canjear|usar|validar|applica|usa|aggiungi|riscatta|inserisci|toepassen|gebruiken|toevoegen|inwisselen|verzilveren|zastosuj|użyj|dodaj|aktywuj|zrealizuj|zatwierdź|käytä|lisää|lunasta|aktivoi|adicionar|resgatar|uplatnit|použít|použiť|uplatniť|beváltás|alkalmaz|érvényesít|aplică|adaugă|uygula|kullan|застосувати|εφαρμογή|適用|確定|入力|適用する|使う|確認|使用|利用|追加|应用|兑换|確認|确认|确定|兌換|领取|使用优惠|套用|적용|입력|확인|사용|등록|تطبيق|تحقق|إضافة|أضف|طبق|تأكيد|استخدام|تفعيل',
)

/** What only a control that makes a code count says: the words of `APPLY` that neither prove a person nor add goods. */
export const USES = words(
  'apply|redeem|använd|lös in|tillämpa|anvend|indløs|brug|bruk|løs inn|применить|использовать|активировать|anwenden|einlösen|appliquer|utiliser|aplicar|usar|canjear|applica|usa|riscatta|toepassen|gebruiken|inwisselen|verzilveren|zastosuj|użyj|käytä|lunasta|resgatar|uplatnit|použít|uygula|kullan|適用|使う|使用|利用|应用|兑换|兌換|적용|사용|تطبيق|استخدام',
)

/** The same in a control's name, id, class, `formaction` or test id. */
export const APPLY_PARTS = /apply|redeem|(?:add|submit|use).{0,2}(?:promo|coupon|voucher|discount|code)/i

/** What a control says that has no words of its own: the sentence before it says what it opens. */
export const HERE = words(
  'here|click here|tap here|add|add one|enter|enter it|show|open|expand|yes|här|klicka här|tryck här|lägg till|ange|visa|öppna|ja|her|klik her|klikk her|trykk her|tilføj|indtast|vis|åbn|legg til|skriv inn|åpne|сюда|здесь|нажмите|нажмите здесь|ввести|добавить|показать|да|hier|hier klicken|klicken sie hier|eingeben|hinzufügen|anzeigen|öffnen|ici|cliquez ici|ajouter|saisir|afficher|oui|aquí|haz clic aquí|añadir|introducir|mostrar|qui|clicca qui|aggiungi|inserisci|mostra|klik hier|toevoegen|invoeren|tonen|tutaj|kliknij tutaj|dodaj|wpisz|pokaż|tästä|napsauta tästä|lisää|syötä|näytä|aqui|clique aqui|adicionar|inserir|zde|klikněte zde|buraya|buraya tıklayın|ekle|こちら|入力する|追加|点击这里|点此|添加|输入|여기|추가|입력|هنا|اضغط هنا|أضف|إضافة',
)

/** What a remove control says. A bare cross counts only beside the code itself. */
export const REMOVE = words(
  'remove|discard|detach|släng|ta bort kod|fjerne|slette|убери|снять|сбросить|entferne|aufheben|zurücksetzen|löschen|désactiver|anular|desactivar|retirar|togli|cancella|rimuovere|wissen|intrekken|skasuj|wyczyść|peruuta|tyhjennä|delete|clear|cancel|take out|undo|ta bort|radera|avbryt|fjern|slet|annuller|удалить|убрать|отменить|entfernen|löschen|stornieren|supprimer|retirer|annuler|enlever|quitar|eliminar|borrar|cancelar|rimuovi|elimina|annulla|verwijder(?:en)?|usuń|anuluj|poista|remover|excluir|削除|取り消す|取り消し|解除|清除|取消使用|해제|إلغاء|取消|移除|删除|삭제|취소|إزالة|حذف',
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

/**
 * The same in attributes, where "checkout" alone is only the name of the page. BigCommerce calls every button of its own
 * `optimizedCheckout-buttonPrimary` or `-buttonSecondary` (checkout-js, packages/ui/src/button/Button.tsx).
 */
export const ORDER_PARTS =
  /(?:place|submit|complete|confirm|create|send|review).{0,2}(?:order|purchase|payment)|pay.{0,2}now|buy.{0,2}now|(?<!optimized)check.?out.{0,2}(?:btn|button|submit|next|continue)|(?:btn|button|proceed|goto|go-to).{0,3}check.?out|continue.{0,2}(?:btn|button|to)|next.{0,2}step/i
