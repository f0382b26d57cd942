import { words } from './list.ts'

/** What a checkout asks and a basket seldom does: where to, by whom, how it is paid. In headings, labels and placeholders. */
export const STEP_PARTS =
  /address|adress(?!e:)|adresse|deliver|shipping|billing|payment|pay (?:by|with)|passenger|travell?er|betal|leverans|levering|frakt|fragt|faktur|gatuadress|доставк|оплат|адрес|плательщик|пассажир|lieferung|lieferadress|rechnungs|zahlung|versand|bezahl|livraison|paiement|expédition|facturation|env[íi]o|entrega|direcci[óo]n|pago|endereço|pagamento|spedizione|consegna|indirizzo|fatturazione|verzend|bezorg|betaal|betaling|dostaw|płatnoś|płac|wysył|toimitus|osoite|maksu|doprav|doručen|platb|adresa|szállítás|cím(?!k)|fizetés|livrare|plat[aă](?!\p{L})|teslimat|ödeme|адреса|сплат|διεύθυνση|αποστολ|πληρωμ|配送|お届け|住所|お支払|送付|地址|收货|收貨|支付方式|付款|送货|送貨|배송|주소|결제|العنوان|التوصيل|الشحن|الدفع/iu

/** Segments of a path that lead to paying: they speak for a checkout where a total or a proof of the payer stands by. */
export const STEP_PATH =
  /(?<=^|[/_.-])(?:pay|payments?|paying|co|till|order|zakaz|ordre|bestill?(?:ing)?|bestallning|best[äa]ll|booking|book|buchung|buchen|delivery|shipping|billing|levering|leverans|dostavka|oplata|versand|lieferung|zahlung|livraison|paiement|reservation|entrega|envio|pago|compra|pedido|spedizione|consegna|pagamento|ordine|betaling|bezorging|bestelling|dostawa|platnosc|zamowienie|toimitus|maksu|tilaus|objednavka|platba|odeme|siparis|jumun|chumon|jiesuan|tickets?|biljett(?:er)?|billett?(?:er)?|bilety?|purchase|hire|enrol+|rsvp|reserv\w*|bok(?:a|ning)|boeken|prenota\w*|rezerwac\w*|varaus|yoyaku|hyra|leie|leje|prenumer\w*|abonn?e\w*|membership|summary|overview|oversi[kg]t|översikt|resumen|riepilogo|podsumowanie|recap\w*|yhteenveto|subscribe|plans?|upgrade|donate|give)(?=[/_.?-]|$)(?![-/_.]?(?:status|track|history|lookup|find|view|details?|\d|confirmed|received|complete|success|thank))/i

/** What proves the payer, and takes no discount. In headings. */
export const PROOF =
  /verif|one.?time|(?<![a-z])otp|authenticat|3.?d.?secure|engångskod|engangskod|bekräftelsekod|bekreftelseskod|bekræftelseskod|код (?:подтверждения|из)|подтверждени|sicherheitscode|bestätigungscode|(?<![a-z])tan(?![a-z])|code de (?:confirm|vérif|sécur)|verificaci|verifica|verificatie|weryfik|vahvistuskood|ověř|doğrula|認証|验证|驗證|인증|التحقق/iu

/** Controls that end a purchase and stand on no page of goods. */
export const PAYS = words(
  'place (?:\\w+ )?order|complete (?:\\w+ )?(?:order|purchase|payment|booking)|submit order|send order|confirm (?:\\w+ )?(?:order|purchase|payment|booking)|pay|book now|betala|slutför(?: köp\\p{L}*| order\\p{L}*| beställning\\p{L}*)?|beställ|skicka beställning|genomför (?:köp|beställning)|bekräfta (?:köp|order|beställning)|betal|bestil|bestill|gennemfør|fullfør|bekræft (?:køb|ordre)|bekreft (?:kjøp|ordre|bestilling)|оплатить|заказать|оформить заказ|подтвердить (?:заказ|покупку|оплату)|bezahlen|zahlen|zahlungspflichtig|jetzt buchen|bestellen|bestellung (?:abschließen|absenden)|payer|commander|valider (?:la|ma|votre|mon|le) commande|régler|pagar|realizar (?:el )?pedido|finalizar (?:a |la )?compra|confirmar (?:o |el )?pedido|tramitar pedido|paga|ordina|conferma ordine|betalen|bestelling plaatsen|zapłać|zamawiam|kupuję i płacę|złóż zamówienie|maksa|tilaa|vahvista tilaus|zaplatit|objednat|dokončit objednávku|öde|siparişi (?:onayla|tamamla)|注文を?確定\\p{L}*|注文する|支払う|提交订单|确认支付|去支付|立即支付|付款|주문하기|결제|ادفع|إتمام الطلب|تأكيد الطلب',
)

/** Who somebody is and where they live, in a field's own words: a checkout asks several of these. */
export const CONTACT_PARTS: RegExp[] = [
  /e-?mail|e-?post|почт|メール|邮箱|이메일|البريد|courriel|correo/iu,
  /(?:first|last|full|sur|given|family).?name|förnamn|efternamn|fornavn|etternavn|(?<!\p{L})(?:name|namn|navn|nom|nombre|nome|naam|imię|nazwisko|nimi|isim|ad soyad|jméno|név|vorname|nachname|apellidos?|cognome|prénom|sobrenome)(?!\p{L})|имя|фамилия|фио|氏名|お名前|姓名|이름|الاسم/iu,
  /phone|telefon|mobil|teléfono|téléphone|телефон|電話|电话|手机|전화|연락처|الهاتف|puhelin|(?<![a-z])tel(?![a-z])/iu,
  /address|adress|street|gat(?:a|e|uadress)|gade|adres|direcci|indirizzo|endereço|osoite|адрес|улица|住所|地址|주소|العنوان|straße|strasse|\brue\b|calle/iu,
  /postcode|post.?(?:nr|nummer|al|kod)|zip|plz|индекс|(?<![a-z])cap(?![a-z])|(?<![a-z])cep(?![a-z])|郵便|邮编|우편|pocztow|postinumero|psč/iu,
  /(?<!\p{L})(?:city|town|ort|stad|poststed|by|stadt|ville|ciudad|città|cidade|miasto|kaupunki|město|şehir|город|plaats)(?!\p{L})|市区|城市|도시|المدينة/iu,
]

/** Pages of somebody's own affairs, of those who make discounts and of those who tell of them: nothing is bought there. */
export const ELSEWHERE_PATH =
  /(?<=^|[/_.-])(?:my.?)?(?:account|profile|admin|dashboard|console|backoffice|seller|merchant|blog|news|articles?|help|faq|support|competition|giveaway|contest|wallet|invite|refer(?:ral)?|friends|reviews|survey|returns?|retur|track(?:ing)?|min-?(?:sida|sidor|side|konto|profil)|mina-?(?:sidor|kuponger|erbjudanden)|mine?-?sider?|mitt-?konto|konto|lk|personal\/(?:profile|coupons)|mein-?konto|mon-?compte|mi-?cuenta|minha-?conta|mio-?account|mijn-?account|moje-?konto|oma-?tili|hesabim|mypage|saldo|balance|guthaben|vouchers?|coupons?|cupones|kupong(?:er|ar)?|kuponer|rabattkoder?|rabatkoder?|promokody|gutscheine|deals?|offers?)(?=[/_.?-]|$)/i
