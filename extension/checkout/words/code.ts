/** Parts of words that name a discount, a code for one, or the use of it, in a field's name, class, label or placeholder. */
export const CODE_PARTS =
  /promo(?!te|ter|ting)|coupon|discount|voucher|offer.{0,2}code|redeem(?!.{0,12}(?:point|poäng|poeng))|deal.{0,2}code|savings?.{0,2}code|rebate|rabatt?(?!.{0,3}%)|rea.?kod|(?:ka|ca)mpa(?:nj|ign|gne|nje).{0,2}(?:code|kod)|v[äaeæ]{1,2}r(?:de|di).{0,2}kode?|erbjudandekod|bonus.{0,2}kod|värdecheck|tilbud(?:s|s.)?kode|kupong?|промо|купон|скидк|код акции|gutschein|aktions.{0,2}(?:code|nummer)|vorteils.{0,2}code|bonus.{0,2}code|r[ée]duction|bons? (?:de r|d.achat)|code.{0,2}(?:avantage|privil[eè]ge|promo)|remise|cup[oóõ][nm]|vale (?:de )?(?:descuento|desconto)|c[oó]digo (?:de )?(?:oferta|promo)|descuento|desconto|sconto|buono|korting|actie.{0,2}code|waardebon|zniżk|promoc|bon(?:u|y)? (?:rabat|podar|zakup)|kod (?:promo|zniż|rabat)|alennus|ale.?koodi|etu.?koodi|tarjous.?koodi|kampanja.?koodi|slevov|sleva|zľav|kedvezmény|kupón|reducere|indirim|kampanya|знижк|промоці|έκπτωσ|κουπόν|クーポン|プロモ|割引|優惠|优惠|折扣|促销码|促銷碼|兑换码|兌換碼|쿠폰|할인|프로모션|ترويج|كوبون|خصم|قسيمة|كود العرض/iu

/** The same, but plain enough to open a panel by: words that only ever name a code. */
export const CODE_TOGGLE = new RegExp(
  [
    "(?:promo(?:tion(?:al|s)?)?|discount|offer|voucher|coupon|gift|savings?|reduction|deal)(?:['’]s)?[\\s_-]{0,2}(?:(?:[/&,]|or|and)[\\s/\\w]{1,22})?(?:codes?|coupons?)(?!\\p{L})",
    '(?<!\\p{L})(?:add|apply|enter|use|have|redeem|got)(?:\\s\\p{L}+){0,3}\\s(?:promo|promotion|voucher|discount|code)(?!\\p{L})(?!\\s?\\p{L}*(?:card|point))',
    '(?<!\\p{L})(?:coupons?|vouchers?|promo codes?)(?!\\p{L})',
    '(?:ra[bp]att?|kampanj|kampagne|kampanje|värde|varde|verdi|erbjudande|tilbuds?|bonus|rea)[\\s-]?(?:kode?r?(?:n|en|na|ne)?|code)(?!\\p{L})|presentkort eller kod|(?:har du|lägg till|ange|har du fått)(?: en)? (?:kod|kupong)|(?:har du|tilføj|indtast|legg til|skriv inn)(?: en)? (?:kode|kupon|kupong)(?!\\p{L})|(?<!\\p{L})kupong?(?:e?r|en)?(?!\\p{L})|kupong?kode?n?|kupong?er(?!\\p{L})',
    'промо-?код|купон|код (?:скидки|акции|на скидку|купона)|скидочн\\p{L}+ код|есть код|сертификат',
    'gutschein(?:e|code|nummer|s)?(?!\\p{L})|aktions[\\s-]?code|rabatt[\\s-]?(?:code|gutschein)|vorteils[\\s-]?code|bonus[\\s-]?code|promo[\\s-]?code',
    'codes?[\\s-](?:de[\\s-])?(?:promo|promotionnel|réduction|remise|avantage|privilège|coupon)|bons? de (?:réduction|remise)|bon d.achat|coupon de réduction',
    'cup[oóõ](?:n|nes|m|ns)(?!\\p{L})|c[óo]digos? (?:de )?(?:promo\\p{L}*|descuento|desconto|cup[óo]n|oferta|rebaja)|vale (?:de )?(?:descuento|desconto)',
    'codic[ei] (?:di )?(?:sconto|promo\\p{L}*|coupon|voucher|buono)|buono sconto|kortings?[\\s-]?(?:code|bon)|actie[\\s-]?code|waardebon|kod(?:u|y)? (?:rabat\\p{L}*|promo\\p{L}*|zniżk\\p{L}*|kuponu)|(?<!\\p{L})kupon(?:u|y|ów)?(?!\\p{L})|bon rabatowy|(?:alennus|ale|etu|tarjous|kampanja|kuponki)[\\s-]?kood\\p{L}+',
    '(?<!\\p{L})slevov\\p{L}+ (?:k[óo]d|kup[óo]n)|zľavov\\p{L}+ (?:k[óo]d|kup[óo]n)|kup[óo]nk[óo]d|kedvezménykód|cod (?:promo\\p{L}*|de reducere|reducere|voucher)|[iİ]ndirim kodu|kampanya kodu|kupon kodu|hediye çeki|код знижки|(?:κωδικός|κουπόνι) (?:έκπτωσης|προσφοράς)|κουπόνι',
    'クーポン|プロモーション ?コード|割引コード|ディスカウントコード|优惠(?:码|券|代码)|優惠(?:碼|券|代碼)|折扣(?:码|券|碼)|促销码|促銷碼|兑换码|쿠폰|할인 ?(?:코드|쿠폰)|프로모션 ?코드|(?:رمز|كود) (?:ال)?(?:ترويجي?|خصم|قسيمة|كوبون|عرض)|الرمز الترويجي|كود ترويجي|كوبون|قسيمة',
  ].join('|'),
  'iu',
)

/** What names the code field beyond doubt, so that an e-mail address or a gift card named beside it does not speak against it. */
export const CODE_PHRASE =
  /(?:promo(?:tion(?:al)?)?|coupon|discount|voucher|offer)s?[\s_-]{0,2}(?:(?:or|and|\/)[\s\w]{1,14})?(?:code|cd)|(?:promo(?:tion)?|coupon|voucher)[\s_-]?num(?:ber)?|code[\s_-]?(?:promo|r[ée]duction|avantage)|rabatt?[\s_-]?(?:kode?|code)|(?:kampanj|kampanje|kampagne|v[äa]rde|verdi|tilbuds)[\s_-]?kode?|промо-?код|gutschein-?code|c[óo]digo (?:promo|de d)|codice (?:sconto|promo)|kortings?-?code|kod rabat|alennuskood|クーポンコード|优惠码|優惠碼|쿠폰 ?(?:코드|번호)|الرمز الترويجي|كود الخصم|رمز (?:ترويجي|الخصم)/iu

/** A code of some kind: it needs its surroundings to say which. */
export const CODE_WORD =
  /(?<!\p{L})(?:codes?|kode?n?|koodi|код|c[oó]d(?:igo|ice)|kodu?|رمز|كود)(?!\p{L})|コード|代码|代碼|코드|codeinput|inputcode|codefield/iu

/** Gift cards, which a code must not be typed into unless the same box takes discount codes too. */
export const GIFT_PARTS =
  /gift|present.?kort|gavekort|tilgodebe|geschenk|cadeau|regalo|подароч|ギフト|礼品|禮品|기프트|상품권|هدية|lahjakort|podarunk|store.?credit/iu

/** Fields that are another thing whatever stands around them: where to send mail, who somebody is, how a card is proved. */
export const NEVER_CODE_PARTS =
  /e-?mail|e-?post(?!\p{L})|(?<![a-z])mail(?![a-z])|sähköposti|почт|メール|邮箱|電郵|이메일|البريد|(?<!\p{L})(?:tele)?phone|telefon|teléfono|телефон|電話|电话|전화|(?<![a-z])(?:tel|mobile?|sms)(?![a-z])|search|(?<![a-z])query(?![a-z])|(?<!\p{L})sök|(?<!\p{L})s[øo][gk](?:\b)|suche|поиск|buscar|cerca(?!\p{L})|recherche|zoek|szukaj|hae(?!\p{L})|検索|搜索|검색|بحث|captcha|zip|post.?(?:al|code|nummer|nr|kode)|(?<![a-z])plz|индекс|郵便|邮编|우편|cvc|cvv|(?<![a-z])csc|sec(?:urity)?.?code|passw|username|(?<![a-z])otp|one.?time|verif|2fa|(?<!\p{L})pin.?(?:num|code|kod)|iban|(?<![a-z])bic(?![a-z])|personn|(?<![a-z])ssn|referr|refer.?a|empfehl|värvning|parrain|kod polecający|tracking|quantity|(?<![a-z])qty|first.?name|last.?name|full.?name|förnamn|efternamn|nickname/iu

/** Fields that stand beside the code field and are not it. */
export const NOT_CODE_PARTS =
  /(?<![a-z])pin(?![a-z])|loyal|member|medlem|perks|reward|points?(?!\p{L})|poäng|poeng|балл|punkte|employee|staff|student|access|(?<![a-z])card.?num|credit|(?<![a-z])q(?![a-z])|newsletter|subscribe|nyhetsbrev|tax|(?<![a-z])vat(?![a-z])|geo|gate|door|portkod|dörr|entry|entrance|intercom|домофон|подъезд|invit|affiliat|partner|swift|bank|sort.?code|country|area.?code|dial|sku|article|artikel|order.?(?:num|id|no)|(?<![a-z])p\.?o\.?.?num|reference|booking|message|comment|instruction|note|meddelande|countdown|amount|belopp|betrag|montant|recipient|mottagare|empfänger|engrav|company|organi[sz]ation|department|colou?r|size|serial|(?<![a-z])min(?![a-z])|(?<![a-z])max(?![a-z])|percent|review|tip(?![a-z])|donat/iu

/** Opt-ins that speak of coupons and only send mail. */
export const OPT_IN =
  /e-?mail|e-?post(?!\p{L})|newsletter|nyhetsbrev|nyhedsbrev|рассылк|sms|send me|sign me|sign up|subscribe|special offers|exclusive|receive|get \d+ ?%/iu

/** A heading that asks something about codes, as lists of questions do, and opens an answer. */
export const QUESTION =
  /^\W{0,3}(?:how|where|when|why|what|which|can i|can't|do i|does|is there|hur|var(?:för)?|när|vad|kan jag|hvordan|hvor|hvorfor|hva|hvad|kan jeg|wie|wo|wann|warum|was|kann ich|comment|où|quand|pourquoi|puis-je|c[óo]mo|d[óo]nde|por qué|qué|come|dove|perché|posso|hoe|waar|kan ik|jak|gdzie|dlaczego|czy mogę|miten|missä|miksi|voinko|как|где|почему|можно ли|что)(?!\p{L})|terms|condition|villkor|vilkår|условия|bedingungen|my coupons|mina (?:kuponger|rabatt)|meine gutscheine|how to/iu
