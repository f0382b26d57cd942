/** What a shop says when it refuses a code. */
export const REFUSAL =
  /does(?:n.t| not) qualify|(?:was|is|been|be) (?:refused|denied|declined)|(?:is|are|valid) (?:only )?for (?:new|selected|other|some|our|first)|(?:only|reserved|restricted|limited) (?:valid )?(?:for|to) |(?:new|first.time|existing) (?:customers|members) only|for members (?:of|only)|not (?:for|meant|yet|allowed|permitted|supported)|can(?: ?not|.t) (?:use|apply|redeem|accept)|ineligible|gäller (?:bara|endast|enbart)|(?:bara|endast|enbart) (?:för|giltig)|kan inte|(?:kun|bare) (?:for|til|gyldig)|(?:gælder|gjelder) (?:kun|bare)|afvist|avvist|avvisad|nekad|только для|только нов|отклон|отказан|не распространяется|не подходит|gilt nur|nur für|abgelehnt|réservé|uniquement|seulement pour|refusé|solo para|únicamente|rechazad|solo per|rifiutat|alleen voor|geweigerd|tylko dla|odrzuc|vain uusille|hylätty|invalid|not valid|isn.t valid|not (?:recogni[sz]ed|found|exist|applicable|eligible|active|applied|accepted|available)|does(?:n.t| not) (?:exist|apply|work|meet)|can(?: ?not|.t) be (?:applied|used|combined|redeemed|added)|cannot apply|could ?n.t (?:apply|find|be applied)|could not|unable to|expired|no longer|incorrect|unknown (?:code|coupon)|already (?:been )?used|not possible|enter a valid|wrong code|not a valid|did ?n.t work|does ?n.t seem|has ended|sold out|minimum (?:spend|order|purchase)|limit reached|please (?:check|try)|try again|no such|rejected|declined|ogiltig|fel kod|koden (?:fungerar|stämmer|finns|gäller) inte|har upphört|okänd|kan ej|inte (?:längre|giltigt)|försök igen|inte giltig|gäller inte|finns inte|gått ut|felaktig|hittades inte|kan inte användas|kunde inte|redan använd|ugyldig|virker ikke|fungerer ikke|er brukt|er brugt|ikke gjelder|gjelder ikke|gælder ikke|ukjent|ukendt|feil kode|forkert kode|prøv igjen|prøv igen|ikke (?:gyldig|fundet|funnet|gyldigt)|udløbet|utløpt|findes ikke|finnes ikke|kan ikke|недейств|некоррект|не подходит|не сработал|не активен|уже использован|неправильн|не распростран|не принят|ошибка|попробуйте|неверн|не найден|не существ|истек|истёк|не может|нельзя|не применим|не действует|ungültig|unbekannt|leider|bereits (?:eingelöst|verwendet)|konnte nicht|falsch|nicht (?:gültig|gefunden|einlösbar|anwendbar|mehr gültig)|abgelaufen|existiert nicht|kann nicht|non valide|incorrect|inconnu|déjà (?:été )?utilisé|ne peut|n.est plus|pas reconnu|invalide|n.est pas valable|n.existe pas|expiré|inválid|no se (?:pudo|puede|ha encontrado|reconoce)|incorrecto|ya (?:se ha|ha sido) (?:usado|utilizado)|no (?:es )?válid|no existe|caducad|expirad|non valido|non (?:è )?(?:valida|riconosciut|applicabile|utilizzabile)|errat|già (?:stato )?utilizzat|inesistente|scadut|non esiste|ongeldig|onjuist|niet (?:bekend|herkend|gevonden|van toepassing|mogelijk)|al gebruikt|werkt niet|niet geldig|verlopen|bestaat niet|nieprawidłow|błędn|nie (?:został|jest|można|znaleziono)|niewłaściw|wykorzystan|nieważn|wygas|nie istnieje|virheelli|ei (?:ole voimassa|löydy|kelvollinen|voi|voida|toimi)|on jo käytetty|tuntematon|väärä|ei kelpaa|vanhentunut|無効|無效|正しくありません|ご利用いただけません|見つかりません|存在しません|利用できません|使えません|有効期限|不可用|不正确|錯誤|错误|不能使用|无法使用|無法使用|未找到|已失效|已使用过|使用できません|期限切れ|无效|無效|已过期|不存在|유효하지|사용할 수 없|존재하지|잘못된|만료된|이미 사용|만료|غير صحيح|غير متاح|لا يمكن|انتهت|خاطئ|تم استخدامه|غير صالح|منتهي/iu

/** What a shop says when it took one. */
export const ACCEPTED =
  /(?<!not )(?<!be )(?<!\p{L})applied(?!\p{L})|(?<!\p{L})added(?!\p{L})|success|accepted|redeemed|tillagd|aktiverad|har lagts till|använd(?:s|es)(?!\p{L})|tilføjet|anvendt|lagt til|aktivert|применен|применён|применена|добавлен|активирован|eingelöst|angewendet|hinzugefügt|appliqué|ajouté|aplicado|aplicada|añadido|applicato|aggiunto|toegepast|toegevoegd|zastosowan|dodano|käytetty|lisätty|適用され|適用しました|已使用|已应用|적용되었|تم تطبيق/iu

/** Rows that name a discount, whose coming corroborates that a fall of the total is the code's. */
export const DISCOUNT_ROW =
  /discount|coupon|promo|voucher|saving|you save|rabatt?|kampanj|sparat|besparing|скидк|промокод|купон|gutschein|ersparnis|remise|réduction|économi|descuento|ahorro|sconto|risparmi|korting|kupon|zniżk|alennus|割引|クーポン|优惠|折扣|할인|쿠폰|خصم/iu

/** What a shop says while it has not made up its mind. */
export const PENDING =
  /(?:checking|validating|verifying|applying|processing|please wait|loading)|kontrollerar|(?:tjekker|sjekker|kontrollerer)|validerer|(?:lägger|legger) (?:på|til)|vänligen vänta|vent venligst|vennligst vent|провер(?:яем|ка|яется)|применяем|подождите|wird geprüft|wird überprüft|bitte warten|vérification en cours|veuillez patienter|comprobando|verificando|espere|verifica in corso|attendere|controleren…|even geduld|sprawdzamy|proszę czekać|tarkistetaan|確認中|验证中|확인 중/iu

/** What lowers a total without any code. */
export const CREDIT_ROW =
  /points|loyalty|rewards?(?!\p{L})|poäng|poeng|point(?!\p{L})|балл|бонус|bonus|treuepunkte|gift ?(?:card|voucher)|presentkort|gåvokort|gavekort|geschenkkarte|cart[ae]s? (?:cadeau|regalo)|tarjeta regalo|cadeau(?:bon|kaart)|lahjakortti|подарочн|store credit|account (?:balance|credit)|credit (?:used|applied)|prepaid|kundsaldo|(?<!\p{L})saldo(?!\p{L})|tillgodo|tilgode|guthaben|wallet|cashback/iu

/** Rows of a summary that change by themselves: what the state takes, and what bringing it costs. */
export const TAX_ROW =
  /(?<!\p{L})(?:tax(?:es)?|vat|gst|hst|moms|mva|ндс|mwst|umsatzsteuer|tva|iva|btw|alv|podatek)(?!\p{L})/iu
export const SHIPPING_ROW =
  /shipping|delivery|postage|frakt|levering|leverans|доставк|versand|livraison|env[ií]o|spedizione|verzend|wysyłk|dostaw|toimitus|配送|送料|运费|배송/iu

/** What costs nothing. */
export const FREE =
  /(?<!\p{L})(?:free|gratis|fri|kostnadsfri\p{L}*|бесплатн\p{L}*|kostenlos|frei|gratuit\p{L}*|offert\p{L}*|ilmainen|darmow\p{L}*|無料|免费|무료)(?!\p{L})/iu
