import { pagesIn, type UnseenPage } from '../page.ts'

/** Pages of the continent and of farther away that have no field for a discount's code. */
export const continentalOthers: UnseenPage[] = []
const of = (lang: string) => pagesIn(lang, continentalOthers)

of('de').other(
  'de-tan',
  ['/anmelden/code', 'Bestätigung'],
  'none',
  `<h1>Bestätigungscode eingeben</h1><input maxlength="6"><button>Bestätigen</button>`,
)
of('de').other(
  'de-guthaben-anew',
  ['/gutschein/guthaben', 'Guthaben prüfen'],
  'none',
  `<h1>Guthaben prüfen</h1><label>Gutscheinnummer<input></label><label>PIN<input></label><button>Prüfen</button>`,
)
of('de').checkout(
  'de-ustid',
  ['/kasse', 'Kasse'],
  'none',
  `<h1>Rechnungsadresse</h1><label>USt-IdNr.<input></label><label>Kostenstelle<input></label><p>Gesamtsumme 119,00 €</p><button>Weiter</button>`,
  [11900, 'EUR'],
)
of('de').cart(
  'de-korb-ohne',
  ['/warenkorb', 'Warenkorb'],
  'none',
  `<h1>Warenkorb</h1><p>Kissen 29,99 €</p><p>Gutscheine können Sie im nächsten Schritt einlösen.</p><p>Gesamtsumme 29,99 €</p><label>PLZ für den Versand<input></label><button>Berechnen</button><a href="/kasse">Zur Kasse</a>`,
  [2999, 'EUR'],
)
of('de').other(
  'de-gutscheine',
  ['/gutscheincodes', 'Gutscheincodes'],
  'none',
  `<h1>Aktuelle Gutscheincodes</h1><p>HERBST10 <button>Kopieren</button></p><input type="email" placeholder="E-Mail"><button>Gutschein sichern</button>`,
)
of('nl').other(
  'nl-cadeau',
  ['/cadeaukaart', 'Cadeaukaart kopen'],
  'none',
  `<h1>Cadeaukaart kopen</h1><label>Bedrag<input></label><label>Boodschap<input></label><button>In winkelwagen</button>`,
)
of('nl').other(
  'nl-track',
  ['/volg', 'Volg je pakket'],
  'none',
  `<h1>Volg je pakket</h1><label>Trackcode<input></label><label>Postcode<input></label><button>Zoeken</button>`,
)
of('fr').other(
  'fr-parrain',
  ['/inscription', 'Inscription'],
  'none',
  `<h1>Créer un compte</h1><input type="email" placeholder="E-mail"><label>Code parrain (facultatif)<input></label><button>Créer mon compte</button>`,
)
of('fr').checkout(
  'fr-digicode-here',
  ['/commande/livraison', 'Livraison'],
  'none',
  `<h1>Livraison</h1><label>Adresse<input></label><label>Digicode<input></label><label>Code postal<input></label><p>Total 45,00 €</p><button>Continuer</button>`,
  [4500, 'EUR'],
)
of('fr').cart(
  'fr-sans',
  ['/panier', 'Panier'],
  'none',
  `<h1>Panier</h1><p>Savon 6,00 €</p><p>Total 6,00 €</p><label>Point relais<input placeholder="Code postal ou ville"></label><button>Rechercher</button><a href="/commande">Commander</a>`,
  [600, 'EUR'],
)
of('es').other(
  'es-sms',
  ['/acceso', 'Acceso'],
  'none',
  `<h1>Introduce el código que te enviamos</h1><input><button>Verificar</button>`,
)
of('es').checkout(
  'es-nif',
  ['/finalizar-compra', 'Finalizar'],
  'none',
  `<h1>Facturación</h1><label>NIF/CIF<input></label><label>Código postal<input></label><p>Total 20,00 €</p><button>Realizar pedido</button>`,
  [2000, 'EUR'],
)
of('it').other(
  'it-saldo',
  ['/gift-card/saldo', 'Saldo'],
  'none',
  `<h1>Verifica saldo</h1><label>Codice gift card<input></label><button>Verifica</button>`,
)
of('it').checkout(
  'it-cf',
  ['/cassa', 'Cassa'],
  'none',
  `<h1>Dati di fatturazione</h1><label>Codice fiscale<input></label><label>Codice destinatario (SDI)<input></label><p>Totale 70,00 €</p><button>Conferma ordine</button>`,
  [7000, 'EUR'],
)
of('pt').checkout(
  'br-cpf',
  ['/checkout/dados', 'Dados'],
  'none',
  `<h1>Seus dados</h1><label>CPF<input></label><label>CEP<input></label><button type="button">Calcular frete</button><p>Total R$ 99,00</p><button>Continuar</button>`,
  [9900, 'BRL'],
)
of('pl').other(
  'pl-paczka',
  ['/sledzenie', 'Śledzenie'],
  'none',
  `<h1>Śledź przesyłkę</h1><label>Numer przesyłki<input></label><button>Śledź</button>`,
)
of('pl').checkout(
  'pl-nip-anew',
  ['/zamowienie', 'Zamówienie'],
  'none',
  `<h1>Dane do faktury</h1><label>NIP<input></label><label>Kod pocztowy<input></label><p>Razem 150,00 zł</p><button>Zamawiam</button>`,
  [15000, 'PLN'],
)
of('cs').other(
  'cs-overeni',
  ['/prihlaseni', 'Přihlášení'],
  'none',
  `<h1>Zadejte kód z SMS</h1><input><button>Ověřit</button>`,
)
of('hu').other(
  'hu-nyeremeny',
  ['/jatek', 'Nyereményjáték'],
  'none',
  `<h1>Nyereményjáték</h1><label>Csomagoláson lévő kód<input></label><button>Feltöltés</button>`,
)
of('tr').checkout(
  'tr-vergi',
  ['/odeme', 'Ödeme'],
  'none',
  `<h1>Fatura bilgileri</h1><label>Vergi numarası<input></label><p>Toplam 450,00 TL</p><button>Siparişi tamamla</button>`,
  [45000, 'TRY'],
)
of('ja').other(
  'ja-ninsho-here',
  ['/login', '認証'],
  'none',
  `<h1>認証コードを入力してください</h1><input><button>認証する</button>`,
)
of('ja').checkout(
  'ja-yubin-anew',
  ['/order/address', 'お届け先'],
  'none',
  `<h1>お届け先</h1><label>郵便番号<input></label><button type="button">住所検索</button><p>合計 3,300円</p><button>次へ</button>`,
  [3300, 'JPY'],
)
of('ko').other(
  'ko-injeung-anew',
  ['/join', '본인인증'],
  'none',
  `<h1>인증번호 입력</h1><input><button>확인</button><label>추천인 코드<input></label>`,
)
of('zh').other(
  'zh-yanzheng-two',
  ['/login', '登录'],
  'none',
  `<h1>请输入验证码</h1><input><button>登录</button>`,
)
of('ar').other(
  'ar-tahaqoq',
  ['/login', 'تسجيل الدخول'],
  'none',
  `<h1>أدخل رمز التحقق</h1><input><button>تأكيد</button>`,
)
