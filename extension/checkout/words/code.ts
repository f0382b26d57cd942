/** Parts of words that name a discount, a code for one, or the use of it, in a field's name, class, label or placeholder. */
export const CODE_PARTS =
  /promo(?!te|ter|ting)|coupon|discount|voucher|offer.{0,2}code|redeem(?!.{0,12}(?:point|poäng|poeng))|deal.{0,2}code|savings?.{0,2}code|rebate|rabatt?(?!.{0,3}%)|(?:pris)?avslag|prisafslag|prisavdrag|prisnedsättning|rea.?kod|(?:ka|ca)mpa(?:nj|ign|gne|nje).{0,2}(?:code|kod)|v[äaeæ]{1,2}r(?:de|di).{0,2}kode?|erbjudandekod|bonus.{0,2}kod|värdecheck|värdebevis|rabattbevis|tilbud(?:s|s.)?kode|kupong?|промо|купон|скидк|код акции|(?:кодов|секретн)\p{L}+ слов|fordels.{0,2}kod|förmåns.{0,2}kod|angebots.{0,2}code|gutschein|aktions.{0,2}(?:code|nummer)|vorteils.{0,2}code|bonus.{0,2}code|r[ée]duction|bons? (?:de r|d.achat)|code.{0,2}(?:avantage|privil[eè]ge|promo)|remise|cup[oóõ][nm]|vale (?:de )?(?:descuento|desconto)|c[oó]digo (?:de )?(?:oferta|promo)|descuento|desconto|sconto|buono|korting|actie.{0,2}code|waardebon|zniżk|promoc|bon(?:u|y)? (?:rabat|podar|zakup)|kod (?:promo|zniż|rabat)|alennus|ale.?koodi|etu.?koodi|tarjous.?koodi|kampanja.?koodi|slevov|sleva|zľav|kedvezmény|kupón|reducere|indirim|kampanya|знижк|промоці|έκπτωσ|κουπόν|クーポン|プロモ|割引|優惠|优惠|折扣|促销码|促銷碼|促销代码|促銷代碼|推广码|推廣碼|折價券|抵[用扣]券|代金券|兑换码|兌換碼|優待コード|キャンペーンコード|バウチャー|바우처|تخفيض|兌換碼|쿠폰|할인|프로모션|ترويج|كوبون|خصم|قسيمة|كود العرض/iu

/** The same, but plain enough to open a panel by: words that only ever name a code. */
export const CODE_TOGGLE = new RegExp(
  [
    "(?:promo(?:tion(?:al|s)?)?|discount|offer|voucher|coupon|gift|savings?|reduction|deal)(?:['’]s)?[\\s_-]{0,2}(?:(?:[/&,]|or|and)[\\s/\\w]{1,22})?(?:codes?|coupons?)(?!\\p{L})",
    '(?<!\\p{L})(?:add|apply|enter|use|have|redeem|got)(?:\\s\\p{L}+){0,3}\\s(?:promo|promotion|voucher|discount)(?!\\p{L})(?!\\s?\\p{L}*(?:card|point))',
    // Of a bare code only what says nothing else of it may stand before: an "activation code" is another thing.
    '(?<!\\p{L})(?:add|apply|enter|use|have|redeem|got|type|paste|insert)(?:\\s(?:an?|any|the|your|my|our|this|another|you|have|got|in|it|here|special|valid|unique|personal|shop|store|web|online)){0,4}\\scodes?(?!\\p{L})',
    '(?<!\\p{L})(?:coupons?|vouchers?|promo codes?)(?!\\p{L})',
    '(?:ra[bp]att?|kampanj|kampagne|kampanje|värde|varde|verdi|værdi|erbjudande|tilbuds?|bonus|rea|fordels|förmåns|voucher|promo|kupong?)[\\s-]?(?:kode?r?(?:n|en|na|ne)?|code)(?!\\p{L})|presentkort eller kod|kode? (?:for|för|på|til) (?:rabatt?|avslag|afslag|avdrag|tilbud)\\p{L}*|(?:har du|lägg till|ange|har du fått)(?: en)? (?:kod|kupong)|(?:har du|tilføj|indtast|legg til|skriv inn)(?: en)? (?:kode|kupon|kupong)(?!\\p{L})|(?<!\\p{L})kupong?(?:e?r|en)?(?!\\p{L})|kupong?kode?n?|kupong?er(?!\\p{L})|(?:rabatt?|värde|verdi|værdi|bonus)-?(?:kupong?(?:e?r|en)?|check(?:ar|en|er)?|sjekk)(?!\\p{L})|(?:lös in|aktivera|använd|indløs|løs inn|brug|bruk)(?: en| et| din)? kode?n?(?!\\p{L})',
    'промо-?код|купон|код (?:скидки|акции|на скидку|купона)|скидочн\\p{L}+ код|(?:кодов|секретн)\\p{L}+ слов\\p{L}+|бонусн\\p{L}+ код|(?:введите|ввести|применить|указать|укажите|добавить|активировать|у меня) (?:свой |ваш |мой )?код(?!\\p{L}|\\s(?:из|от|с|смс|домоф))|промо код|есть код|сертификат',
    'gutschein(?:e|code|nummer|s)?(?!\\p{L})|aktions[\\s-]?code|rabatt[\\s-]?(?:code|gutschein)|vorteils[\\s-]?code|bonus[\\s-]?code|promo[\\s-]?code|(?:coupon|angebots|voucher|spar|gutschein|aktions|rabatt|vorteils)[\\s-]?(?:code|nummer|schlüssel)|(?<!\\p{L})code (?:einlösen|eingeben|hinzufügen|vorhanden)',
    'codes?[\\s-](?:de[\\s-]|d.)?(?:promo|promotionnel|réduction|remise|avantage|privilège|coupon|offre|rabais)|bons? de (?:réduction|remise)|bon d.achat|coupon de réduction|chèques?[\\s-](?:de[\\s-])?réduction|(?:ajouter|ajoutez|saisir|saisissez|entrer|entrez|utiliser|appliquer|j.ai|avez) (?:un|le|mon|votre) code(?!\\p{L}|\\s?(?:postal|d.accès|de sécurité|à usage))|vous un code(?!\\p{L})(?! postal)',
    'cup[oóõ](?:n|nes|m|ns)(?!\\p{L})|c[óo]digos? (?:de )?(?:promo\\p{L}*|descuento|desconto|cup[óo]n|oferta|rebaja)|c[óo]digos? (?:de |do )?(?:cupom|cupão|bono|vale|campaña|campanha)|bono (?:de )?descuento|(?:tienes|añadir|añade|introduce|introducir|usar|usa|aplicar|aplica|canjear|canjea|tem|tens|adicionar|inserir|insira|resgatar) (?:un|el|tu|um|o|seu) c[óo]digo(?!\\p{L}|\\s(?:postal|de (?:segur|verif|acces)))|vale (?:de )?(?:descuento|desconto)',
    'codic[ei] (?:di )?(?:sconto|promo\\p{L}*|coupon|voucher|buono)|(?:hai|inserisci|aggiungi|usa|applica|utilizza) (?:un|il|il tuo) codice(?!\\p{L}|\\s(?:fiscale|postale|di (?:sicur|verif|acc)))|(?:promotie|promo|coupon|voucher|spaar|bonus)[\\s-]?code|kortingsbon|(?:heb je|heeft u|voer|gebruik|vul)(?: hier)? (?:een|je|uw) code(?!\\p{L})|buono sconto|kortings?[\\s-]?(?:code|bon)|actie[\\s-]?code|waardebon|kod(?:u|y)? (?:rabat\\p{L}*|promo\\p{L}*|zniżk\\p{L}*|kuponu)|(?<!\\p{L})kupon(?:u|y|ów)?(?!\\p{L})|bon rabatowy|bon zniżkowy|(?:masz|dodaj|wpisz|użyj|posiadasz|mam|wprowadź|zrealizuj)(?: swój)? kod(?!\\p{L}|\\s(?:pocztowy|sms|z))|alennuskupon\\p{L}+|kuponki(?!\\p{L})|(?:onko sinulla|syötä|lisää|käytä|lunasta) kood\\p{L}+|(?:alennus|ale|etu|tarjous|kampanja|kuponki|promo|bonus)[\\s-]?kood\\p{L}+',
    '(?<!\\p{L})slevov\\p{L}+ (?:k[óo]d|kup[óo]n)|zľavov\\p{L}+ (?:k[óo]d|kup[óo]n)|kup[óo]nk[óo]d|kedvezménykód|cod (?:promo\\p{L}*|de reducere|reducere|voucher)|[iİ]nd[iİ]r[iİ]m (?:kodu|kuponu|çeki)|promosyon kodu|promo ?kód|dárkov\\p{L}+ (?:poukaz|kód)|kampanya kodu|kupon kodu|hediye çeki|код знижки|(?:κωδικός|κουπόνι) (?:έκπτωσης|προσφοράς)|κουπόνι',
    'クーポン|プロモーション ?コード|割引コード|ディスカウントコード|キャンペーンコード|プロモコード|優待(?:コード|番号)|割引券|コードを(?:入力|お持ち|使用|利用)|优惠(?:码|券|代码)|優惠(?:碼|券|代碼)|折扣(?:码|券|碼)|促销码|促銷碼|兑换码|(?:折扣|促销|促銷|推广|推廣)(?:代码|代碼|码|碼)|折價券|抵[用扣]券|代金券|兑换券|兌換[碼券]|输入代码|輸入代碼|쿠폰|할인 ?(?:코드|쿠폰)|(?:프로모|이벤트|혜택) ?코드|할인권|바우처|코드 ?입력|프로모션 ?코드|(?:رمز|كود) (?:ال)?(?:ترويجي?|خصم|تخفيض|قسيمة|كوبون|عرض)|(?:لديك|أدخل|إضافة|أضف|استخدم) (?:رمز|كود)(?!\\p{L}|\\s(?:ال)?(?:بريد|تحقق))|الرمز الترويجي|كود ترويجي|كوبون|قسيمة',
  ].join('|'),
  'iu',
)

/** What names the code field beyond doubt, so that an e-mail address or a gift card named beside it does not speak against it. */
export const CODE_PHRASE =
  /(?:promo(?:tion(?:al)?)?|coupon|discount|voucher|offer)s?[\s_-]{0,2}(?:(?:or|and|\/)[\s\w]{1,14})?(?:code|cd)|(?:promo(?:tion)?|coupon|voucher)[\s_-]?num(?:ber)?|code[\s_-]?(?:promo|r[ée]duction|avantage)|rabatt?[\s_-]?(?:kode?|code)|(?:kampanj|kampanje|kampagne|v[äa]rde|verdi|tilbuds)[\s_-]?kode?|промо-?код|gutschein-?code|c[óo]digo (?:promo|de d)|codice (?:sconto|promo)|kortings?-?code|kod rabat|alennuskood|クーポンコード|优惠码|優惠碼|쿠폰 ?(?:코드|번호)|الرمز الترويجي|كود الخصم|رمز (?:ترويجي|الخصم)/iu

/** A code of some kind: it needs its surroundings to say which. */
export const CODE_WORD =
  /(?<!\p{L})(?:codes?|kode?n?|koodi|код|c[oó]d(?:igo|ice)|kodu?|(?:ال)?(?:رمز|كود))(?!\p{L})|コード|代码|代碼|코드|codeinput|inputcode|codefield/iu

/** Gift cards, which a code must not be typed into unless the same box takes discount codes too. */
export const GIFT_PARTS =
  /gift|present.?kort|gavekort|tilgodebe|geschenk|cadeau|regalo|подароч|ギフト|礼品|禮品|기프트|상품권|هدية|lahjakort|podarunk|store.?credit/iu

/** Fields that are another thing whatever stands around them: where to send mail, who somebody is, how a card is proved. */
export const NEVER_CODE_PARTS =
  /e-?mail|e-?post(?!\p{L})|(?<![a-z])mail(?![a-z])|sähköposti|почт|メール|邮箱|電郵|이메일|البريد|(?<!\p{L})(?:tele)?phone|telefon|teléfono|телефон|電話|电话|전화|(?<![a-z])(?:tel|mobile?|sms)(?![a-z])|search|filter|filtrer|filtrar|filtra(?!\p{L})|фильтр|フィルター|筛选|篩選|필터|(?<![a-z])query(?![a-z])|(?<!\p{L})sök|(?<!\p{L})s[øo][gk](?:\b)|suche|поиск|buscar|cerca(?!\p{L})|recherche|zoek|szukaj|hae(?!\p{L})|検索|搜索|검색|بحث|captcha|zip|post.?(?:al|code|nummer|nr|kode)|pocztow|почтов|postinumero|posta kodu|(?<!\p{L})(?:psč|irsz|cep)(?!\p{L})|irányítószám|codice.?postale|(?<![a-z])plz|индекс|郵便|邮编|우편|cvc|cvv|(?<![a-z])csc|sec(?:urity)?.?code|passw|username|(?<![a-z])otp|one.?time|verif|2fa|engångskod|engangskode|bekräftelsekod|bekr(?:e|æ)ftelseskode|bestätigungscode|sicherheitscode|код (?:подтверждения|из)|weryfik|vahvistuskood|doğrulama|認証|验证码|驗證碼|인증|التحقق|(?<!\p{L})(?:pin|пин).?(?:num|code|kod|код)|暗証番号|iban|(?<![a-z])bic(?![a-z])|personn|(?<![a-z])ssn|referr|refer.?a|empfehl|värvning|parrain|kod polecający|tracking|quantity|(?<![a-z])qty|first.?name|last.?name|full.?name|förnamn|efternamn|nickname/iu

/** Fields that stand beside the code field and are not it. */
export const NOT_CODE_PARTS =
  /(?<![a-z])pin(?![a-z])|loyal|member|medlem|perks|reward|points?(?!\p{L})|poäng|poeng|балл|punkte|employee|staff|student|access|pre.?sale|activation|licen[cs]e|product.?key|unlock|game.?(?:code|key)|steam|class.?(?:code|room)|join.?(?:code|the)|pairing|device|(?<![a-z])agent|kundnummer|kundenummer|kundennummer|customer.?(?:num|no|id)|(?<!\p{L})(?:nip|nif|cif|cvr|kvk|siret|cnpj|cpf|инн|y-tunnus|dič|ičo|orgnr|org\.? ?nr)(?!\p{L})|ovikoodi|dørkode|digicode|citofono|türcode|portiekcode|код двери|門|门禁|オートロック|현관|dealer|presenter|club.?(?:card|num|no)|(?<![a-z])card.?num|credit|(?<![a-z])q(?![a-z])|newsletter|subscribe|nyhetsbrev|tax|(?<![a-z])vat(?![a-z])|geo|gate|door|portkod|dörr|entry|entrance|intercom|домофон|подъезд|invit|anbefal|(?<!\p{L})verv|приглаш|реферал|polecaj|推薦|紹介|邀请|邀請|추천|affiliat|partner|swift|bank|sort.?code|country|area.?code|dial|sku|article|artikel|order.?(?:num|id|no)|(?<![a-z])p\.?o\.?.?num|reference|booking|message|comment|instruction|note|meddelande|countdown|amount|belopp|betrag|montant|recipient|mottagare|empfänger|engrav|company|organi[sz]ation|department|colou?r|size|serial|(?<![a-z])min(?![a-z])|(?<![a-z])max(?![a-z])|percent|(?<!\p{L})find(?!\p{L})|review|tip(?![a-z])|donat/iu

/** Opt-ins that speak of coupons and only send mail. */
export const OPT_IN =
  /e-?mail|e-?post(?!\p{L})|newsletter|nyhetsbrev|nyhedsbrev|рассылк|sms|send me|sign me|sign up|subscribe|special offers|exclusive|receive|get \d+ ?%/iu

/** A heading that asks something about codes, as lists of questions do, and opens an answer. */
export const QUESTION =
  /^\W{0,3}(?:how|where|when|why|what|which|can i|can't|do i|does|is there|hur|var(?:för)?|när|vad|kan jag|hvordan|hvor|hvorfor|hva|hvad|kan jeg|wie|wo|wann|warum|was|kann ich|comment|où|quand|pourquoi|puis-je|c[óo]mo|d[óo]nde|por qué|qué|come|dove|perché|posso|hoe|waar|kan ik|jak|gdzie|dlaczego|czy mogę|miten|missä|miksi|voinko|как|где|почему|можно ли|что)(?!\p{L})|terms|condition|villkor|vilkår|условия|bedingungen|my coupons|mina (?:kuponger|rabatt)|meine gutscheine|how to/iu

/** What a discount is given by whoever makes one: fields of consoles and of pages where deals are shared. */
export const DESCRIBES =
  /(?<!\p{L})(?:name|title|headline|descriptions?|details?|type|amount|value|percent(?:age)?|limit|url|link|id|reason|fiscal|grund|orsak|причина|motif|motivo|kronor|namn|rubrik|beskrivning|beskrivelse|navn|название|описание|тип|beschreibung|bezeichnung|nom|titre|intitulé|nombre|descripción|título|nome|titolo|descrizione|descrição|naam|omschrijving|nazwa|opis|nimi|kuvaus|název|popis)(?!\p{L})|(?:割引|クーポン)(?:名|の説明)|(?:优惠|優惠|折扣)(?:券)?(?:名称|名稱|描述)|(?:쿠폰|할인) ?(?:이름|설명)|(?:وصف|اسم) ال|%/iu

/** What signs somebody up for letters: a field beside it takes an address, whatever the letters promise. */
export const JOIN =
  /(?<!\p{L})(?:subscribe|sign (?:me )?up|join|register|notify me|get (?:my|the|your) (?:code|coupon|discount|offer)|send me|prenumerera|anmäl (?:dig|mig)|tilmeld(?: dig| mig)?|meld (?:på|deg på|meg på)|abonner|подписаться|abonnieren|anmelden|s.inscrire|je m.inscris|s.abonner|suscribirse|suscribirme|suscríbete|iscriviti|inschrijven|aanmelden|assinar|inscrever|zapisz się|find|find (?:coupons|codes|deals)|search|browse|hitta|sök|søg|søk|finn|найти|искать|suchen|finden|chercher|trouver|buscar|cerca|trova|zoeken|szukaj|liity|tilaa uutiskirje|přihlásit|odebírat|abone ol)(?!\p{L})|メルマガ|購読|订阅|訂閱|구독|اشترك/iu

/** A code told to everybody ("Use SAVE10 at checkout"): there is nothing to type beside it. Capitals count. */
export const ADVERT =
  /(?<![\p{L}\d])[A-Z]{3,}\d{1,4}(?![\p{L}\d])|\d ?% ?off(?!\p{L})|(?:at|during) checkout/u

/** A code called nothing else: the word, with at most what is said to whoever types it. */
export const BARE_CODE =
  /^[\s\W]*(?:(?:enter|type|add|paste|insert|use|your|the|a|an|my|have|got|here|in|any|optional|skriv|ange|fyll|lägg|till|din|en|ett|valfritt|har|du|indtast|tast|legg|inn|ind|tilføj|valgfri(?:tt?)?|введите|ввести|ваш|свой|укажите|есть|ihren|ihr|dein(?:en)?|hier|eingeben|haben|sie|einen|saisir|saisissez|votre|le|un|entrez|ici|introduce|introducir|introduzca|tu|el|su|escribe|aquí|inserisci|il|tuo|insira|o|seu|digite|vul|uw|je|jouw|invoeren|voer|wpisz|swój|podaj|syötä|kirjoita|zadejte|váš|vložte|gir(?:in)?|أدخل|ادخل|ال)[\s:]+)*(?:codes?|kode?n?|koodi|koden?|код|c[oó]d(?:igo|ice)|kodu?|kód|رمز|كود|الرمز|الكود|(?:コード|代码|代碼|코드)(?:を?入力|를? ?입력(?:하세요)?)?|(?:请?输入|請?輸入)(?:代码|代碼))(?:[\s:]+(?:here|här|her|hier|ici|aquí|qui|aqui|eingeben|invoeren|optional|valfritt|valgfritt|сюда))?[\s\W]*$/iu

/** What a code gives, where it is not called a discount. */
export const SAVES =
  /(?<!\p{L})(?:savings?|offers?|deals?|perks?|specials?)(?!\p{L})|erbjudande|kampanj|tilbud|avslag|avdrag|nedsatt|(?<!\p{L})fordel|förmån|(?<!\p{L})акци|выгод|(?<!\p{L})aktion(?!\p{L})|vorteil|angebot|rabais|avantage|(?<!\p{L})offre|oferta|ahorro|rebaja|offerta|vantagg|risparm|aanbieding|voordeel|okazj|oszczęd|tarjous|(?<!\p{L})etu(?!\p{L})|nabídk|(?<!\p{L})akc[ei]|fırsat|特典|キャンペーン|活动|活動|혜택|이벤트|(?<!\p{L})عرض/iu

/** What is said to whoever has one and may type it: beside a discount these words open a panel. */
export const OPENS =
  /^\s*[+＋]|\?|？|؟|(?<!\p{L})(?:add|apply|enter|use|have|got|redeem|lägg till|har du|använd|ange|fyll i|lös in|tilføj|indtast|brug|indløs|legg til|skriv inn|bruk|løs inn|есть|добавить|ввести|введите|применить|использовать|у меня|haben sie|hast du|hinzufügen|einlösen|eingeben|vorhanden|ajouter|avez|saisir|utiliser|j.ai|tienes|tengo|añadir|agregar|usar|introducir|aplicar|canjear|hai|ho|aggiungi|inserisci|usa|applica|heb je|heeft u|toevoegen|invoeren|gebruiken|verzilveren|masz|dodaj|wpisz|użyj|mam|posiadam|onko|lisää|syötä|käytä|minulla on|tem|tenho|adicionar|inserir|máte|přidat|zadat|mám|var mı|ekle|gir|kullan|لديك|أدخل|إضافة|أضف|استخدم)(?!\p{L})|入力|使う|使用|利用|お持ち|追加|输入|輸入|添加|입력|사용|있|추가|등록|적용/iu

/** A code shown as an example, in what is typed over: "e.g. SPRING20". Capitals count. */
export const EXAMPLE_CODE =
  /^\W*(?:(?:e\.? ?g\.?|ex\.?|eg|example|t\.? ?ex\.?|f\.? ?eks\.?|z\. ?B\.|bijv\.?|np\.?|esim\.?|p\. ?ej\.?|par ex(?:emple|\.)?|es\.|например|напр\.|例)[:：]?\s*)?(?=[A-ZÅÄÖÆØÉА-Я\d-]*[A-ZÅÄÖÆØА-Я]{3})[A-ZÅÄÖÆØÉА-Я][A-ZÅÄÖÆØÉА-Я\d-]{3,15}\W*$/u
