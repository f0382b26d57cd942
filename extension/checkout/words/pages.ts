/** Paths, headings and classes of a basket, and of a checkout. */
export const CART_PARTS =
  /(?<![a-z])(?:shopping.?)?(?:cart|basket|bag|trolley)(?![a-z])|varukorg|kundvagn|kundkorg|shoppingväska|(?:indkøbs|indkobs|handle)kurv|(?<!\p{L})kurv(?:en)?(?!\p{L})|handlevogn|warenkorb|einkaufswagen|panier|carrito|(?<!\p{L})cesta(?!\p{L})|carrello|winkelwagen|winkelmand|koszyk|ostoskori|ostoskärry|корзин|korzina|carrinho|sacola|košík|kosik|kosár|kosar|(?<!\p{L})coș|(?<!\p{L})sepet|кошик|koshyk|καλάθι|カート|買い物かご|ショッピングバッグ|购物车|購物車|购物袋|장바구니|سلة|عربة التسوق|حقيبة التسوق/iu
/** The same for a checkout. */
export const CHECKOUT_PARTS =
  /check.?out|kassa|kasse(?!\p{L})|kassen|onepage|(?<![a-z])payment|(?<![a-z])order.?(?:review|form|summary)|place.?order|your order(?!s)|din beställning|din bestilling|ihre bestellung|ご注文(?:内容|情報)|确认订单|確認訂單|(?<!\p{L})betala(?!\p{L})|betaling|bestellung|bezahl|(?<!\p{L})paiement|commande|tramitar|finalizar|(?<!\p{L})pago(?!\p{L})|pagamento|(?<!\p{L})cassa(?!\p{L})|afrekenen|(?<!\p{L})betalen|оформлен|oformlen|оплата заказа|ваш заказ|(?<!\p{L})(?:заказ|zakaz)(?!\p{L})|pokladna|objednávk|pénztár|finalizare|(?<!\p{L})ödeme|оформлення|ταμείο|zamówien|(?<!\p{L})kasa(?!\p{L})|tilaus|kassalle|(?<!\p{L})maksu|ご購入手続き|ご注文手続き|レジ|お支払い?方法|结算|结账|結帳|結賬|주문서|주문.?결제|결제하기|الدفع|إتمام الطلب/iu
/** Pages that carry a code field and sell nothing. */
export const SIGN_UP =
  /sign.?up|register|registration|create.{0,12}account|skapa.{0,8}konto|opret.{0,8}konto|opprett.{0,8}konto|bli medlem|регистрац|registrier|inscri|registr|rejestrac|rekisteröi|会員登録|注册|註冊|회원가입|تسجيل/iu
/** Pages that come after the purchase: they show a total and codes, and nothing can be applied there any more. */
export const AFTERWARDS =
  /thank.?you|thanks for|order.?(?:confirmed|received|complete|placed)|confirmation|(?<!\p{L})tack för|orderbekräftelse|beställningsbekräftelse|(?<!\p{L})tak for|ordrebekræftelse|(?<!\p{L})takk for|ordrebekreftelse|спасибо|заказ (?:принят|оформлен)|danke|bestellbestätigung|merci (?:pour|de)|confirmation de commande|gracias|grazie|bedankt|dziękujemy|kiitos|ありがとう|注文完了|感谢|感謝|订单(?:已|提交成功)|감사합니다|주문 ?완료|شكرا/iu
