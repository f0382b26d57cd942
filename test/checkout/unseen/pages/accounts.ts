import { pagesIn, type UnseenPage } from '../page.ts'

/** Accounts, log-ins, memberships and cards: codes of every kind but the one that lowers a basket's total. */
export const accounts: UnseenPage[] = []
const en = pagesIn('en', accounts)
const sv = pagesIn('sv', accounts)
const da = pagesIn('da', accounts)
const nb = pagesIn('nb', accounts)
const ru = pagesIn('ru', accounts)
const de = pagesIn('de', accounts)
const it = pagesIn('it', accounts)
const zh = pagesIn('zh', accounts)
const ko = pagesIn('ko', accounts)

en.other(
  'login',
  ['/login', 'Log in'],
  'none',
  `<h1>Log in</h1><p>Members get 10% discount</p><input type="email"><input type="password"><button>Log in</button>`,
)
en.other(
  'account-coupons',
  ['/account/coupons', 'My coupons'],
  'none',
  `<h1>My coupons</h1><ul><li>10% off — code SPRING10 <button>Copy</button></li><li>Free shipping — SHIP0 <button>Copy</button></li></ul><p>Your coupons are applied automatically.</p>`,
)
en.other(
  'account-coupons-filter',
  ['/account/offers', 'My offers'],
  'none',
  `<h1>Offers and vouchers</h1><input placeholder="Filter offers"><button>Filter</button><article>Save 20% <button>Activate</button></article>`,
)
en.other(
  'gift-card-balance',
  ['/gift-cards/balance', 'Gift card balance'],
  'none',
  `<h1>Check your gift card balance</h1><label>Card number <input name="card"></label><label>PIN <input name="pin"></label><button>Check balance</button>`,
)
en.other(
  'gift-card-redeem-account',
  ['/account/giftcards', 'Gift cards'],
  'none',
  `<h1>Gift cards</h1><p>Balance: $0.00</p><label>Claim code <input placeholder="Enter gift card number"></label><button>Add to balance</button>`,
)
en.other(
  'otp-login',
  ['/verify', 'Verify'],
  'none',
  `<h1>Two-step verification</h1><p>Enter the 6-digit code</p><input name="code" maxlength="6"><button>Verify</button>`,
)
en.other(
  'captcha',
  ['/contact', 'Contact'],
  'none',
  `<h1>Contact us</h1><textarea></textarea><img alt="code"><label>Enter the code shown <input name="captcha_code"></label><button>Send</button>`,
)
en.other(
  'signup-newsletter',
  ['/newsletter', 'Newsletter'],
  'none',
  `<h1>Get 15% off</h1><p>Sign up and we will e-mail you a discount code.</p><input type="text" name="email" placeholder="Your e-mail"><button>Get my code</button>`,
)
en.other(
  'popup-newsletter',
  ['/', 'Home'],
  'none',
  `<main><h1>New in</h1></main><div class="modal" role="dialog"><h2>Unlock 20% off</h2><p>Enter your phone to get your coupon</p><input placeholder="Phone number"><button>Claim my coupon</button></div>`,
)
en.other(
  'referral-share',
  ['/refer', 'Refer a friend'],
  'none',
  `<h1>Give $20, get $20</h1><p>Your referral code</p><input readonly value="ANNA-2291"><button>Copy</button><input placeholder="Friend's name"><button>Send invite</button>`,
)
en.other(
  'vat-profile',
  ['/account/company', 'Company'],
  'none',
  `<h1>Company details</h1><label>VAT ID <input></label><label>Company code <input></label><button>Apply</button>`,
)
en.other(
  'invite-code-beta',
  ['/join', 'Join'],
  'none',
  `<h1>Request access</h1><label>Invitation code <input name="invite"></label><button>Enter</button>`,
)
en.other(
  'register-product',
  ['/support/register', 'Register product'],
  'none',
  `<h1>Register your product</h1><input placeholder="Serial number"><input placeholder="Date code"><button>Register</button>`,
)
en.other(
  'loyalty-link-card',
  ['/rewards', 'Rewards'],
  'none',
  `<h1>Link your rewards card</h1><input placeholder="16-digit card number"><button>Add</button><p>1,250 points. Save $5 with each 500.</p>`,
)
en.other(
  'subscription-manage',
  ['/account/subscription', 'Subscription'],
  'none',
  `<h1>Your subscription</h1><p>Total each month: $9.99</p><p>Discount: 50% for 3 months</p><button>Cancel subscription</button>`,
)
sv.other(
  'sv-logga-in',
  ['/logga-in', 'Logga in'],
  'none',
  `<h1>Logga in</h1><input placeholder="E-post eller medlemsnummer"><input type="password"><button>Logga in</button><p>Bli medlem och få rabatt</p>`,
)
sv.other(
  'sv-mina-checkar',
  ['/mina-sidor/checkar', 'Mina bonuscheckar'],
  'none',
  `<h1>Mina bonuscheckar</h1><p>Värdecheck 50 kr, kod 88123 <button>Kopiera kod</button></p><p>Används i kassan.</p>`,
)
sv.other(
  'sv-saldo-presentkort',
  ['/presentkort/saldo', 'Saldo'],
  'none',
  `<h1>Kontrollera saldo på presentkort</h1><input placeholder="Presentkortskod"><button>Visa saldo</button>`,
)
sv.other(
  'sv-bankid-kod',
  ['/verifiera', 'Verifiera'],
  'none',
  `<h1>Ange engångskoden</h1><input maxlength="6"><button>Fortsätt</button>`,
)
da.other(
  'da-kundeklub',
  ['/kundeklub', 'Kundeklub'],
  'none',
  `<h1>Kundeklub</h1><p>Få 100 kr. rabat</p><input placeholder="Mobilnummer"><button>Tilmeld</button>`,
)
da.other(
  'da-gavekort-saldo',
  ['/gavekort', 'Gavekort'],
  'none',
  `<h1>Tjek saldo på gavekort</h1><label>Gavekortkode <input></label><button>Tjek</button>`,
)
nb.other(
  'nb-kundeklubb-kode',
  ['/min-side', 'Min side'],
  'none',
  `<h1>Min side</h1><p>Dine rabattkoder: SOMMER10</p><label>Engangskode <input></label><button>Bekreft</button>`,
)
nb.other(
  'nb-ansattnummer',
  ['/ansatt', 'Ansattkjøp'],
  'none',
  `<h1>Ansattkjøp</h1><label>Ansattnummer <input></label><button>Logg inn</button>`,
)
ru.other(
  'ru-vhod-sms',
  ['/login', 'Вход'],
  'none',
  `<h1>Вход</h1><p>Код подтверждения</p><input maxlength="4"><button>Войти</button>`,
)
ru.other(
  'ru-moi-promokody',
  ['/lk/promo', 'Мои промокоды'],
  'none',
  `<h1>Мои промокоды</h1><p>SALE500 — скидка 500 ₽ <button>Скопировать</button></p>`,
)
ru.other(
  'ru-balans-sertifikata',
  ['/certificate', 'Баланс сертификата'],
  'none',
  `<h1>Проверить баланс подарочного сертификата</h1><input placeholder="Номер сертификата"><input placeholder="ПИН-код"><button>Проверить</button>`,
)
ru.other(
  'ru-priglasi-druga',
  ['/friends', 'Пригласи друга'],
  'none',
  `<h1>Пригласи друга</h1><p>Ваш код приглашения</p><input readonly value="IVAN77"><button>Копировать</button>`,
)
de.other(
  'de-anmelden-kundennummer',
  ['/login', 'Anmelden'],
  'none',
  `<h1>Anmelden</h1><input placeholder="Kundennummer"><input type="password"><button>Anmelden</button>`,
)
de.other(
  'de-guthaben',
  ['/gutschein-guthaben', 'Guthaben abfragen'],
  'none',
  `<h1>Guthaben der Geschenkkarte abfragen</h1><input placeholder="Kartennummer"><input placeholder="PIN"><button>Abfragen</button>`,
)
it.other(
  'it-tessera',
  ['/tessera', 'Tessera'],
  'none',
  `<h1>Associa la tessera</h1><input placeholder="Numero tessera"><button>Aggiungi</button>`,
)
zh.other(
  'zh-yanzhengma',
  ['/login', '登录'],
  'none',
  `<h1>登录</h1><input placeholder="手机号"><input placeholder="验证码"><button>获取验证码</button><button>登录</button>`,
)
ko.other(
  'ko-injeung',
  ['/login', '로그인'],
  'none',
  `<h1>본인 인증</h1><input placeholder="인증번호 6자리"><button>확인</button>`,
)
