/** A basket's inner part, and the one field in it that takes a code; `null` where none does. */
export type FieldCase = [title: string, body: string, selector: string | null]

/** Ways in which a code field is named, by itself or by what stands around it. */
export const fields: FieldCase[] = [
  // Its name stands before it, as text of any kind.
  ['a paragraph before', '<p>Promo code</p><input name="pc1"><button>Apply</button>', '[name=pc1]'],
  ['bare text before', 'Rabattkod <input name="x1"><button>OK</button>', '[name=x1]'],
  ['a heading before', '<h3>Gutscheincode</h3><div><input><button>Einlösen</button></div>', 'div input'],
  [
    'a name and a star',
    '<span>Kod rabatowy</span><sup>*</sup><div class="r"><input><button>OK</button></div>',
    '.r input',
  ],
  [
    'a name and "optional"',
    '<b>Kortingscode</b> <i>(optioneel)</i><div class="r"><input><button>→</button></div>',
    '.r input',
  ],
  [
    'a definition list of many fields',
    '<dl><dt>Namn</dt><dd><input name="namn"></dd><dt>Kampanjkod</dt><dd><input name="f3"></dd><dt>Ort</dt><dd><input name="ort"></dd></dl>',
    '[name=f3]',
  ],
  [
    'a table of many fields',
    '<table><tr><td>Navn<td><input name="navn"><tr><td>Rabatkode<td><input name="a7"><td><button>Brug</button></table>',
    '[name=a7]',
  ],
  [
    'a floating name after it',
    '<div class="f"><input placeholder=" "><span class="floating">Code promo</span></div><button>Valider</button>',
    '.f input',
  ],
  [
    'a question before',
    '<div>Есть промокод?</div><div class="r"><input><button>ОК</button></div>',
    '.r input',
  ],
  [
    'a secret word',
    '<div>Кодовое слово</div><div class="r"><input><button>Применить</button></div>',
    '.r input',
  ],
  ['japanese', '<p>クーポンコード</p><div class="r"><input><button>適用</button></div>', '.r input'],
  [
    'a japanese campaign',
    '<p>キャンペーンコード</p><div class="r"><input><button>適用</button></div>',
    '.r input',
  ],
  ['chinese', '<p>折扣代码</p><div class="r"><input><button>使用</button></div>', '.r input'],
  ['korean', '<p>할인코드</p><div class="r"><input><button>적용</button></div>', '.r input'],
  ['arabic', '<p>كود الخصم</p><div class="r"><input><button>تطبيق</button></div>', '.r input'],
  ['finnish', '<p>Onko sinulla koodi?</p><div class="r"><input><button>Käytä</button></div>', '.r input'],
  ['spanish', '<p>¿Tienes un código?</p><div class="r"><input><button>Aplicar</button></div>', '.r input'],
  ['italian', '<p>Hai un codice?</p><div class="r"><input><button>Applica</button></div>', '.r input'],
  ['polish', '<p>Masz kod?</p><div class="r"><input><button>Dodaj</button></div>', '.r input'],
  ['dutch', '<p>Heb je een code?</p><div class="r"><input><button>Toevoegen</button></div>', '.r input'],
  ['french', '<p>Vous avez un code ?</p><div class="r"><input><button>OK</button></div>', '.r input'],
  ['german', '<p>Aktionsnummer</p><div class="r"><input><button>OK</button></div>', '.r input'],
  ['norwegian', '<p>Verdikode</p><div class="r"><input><button>Bruk</button></div>', '.r input'],
  // What applies it names it.
  [
    'its button says what it applies',
    '<div class="r"><input><button>Apply coupon</button></div>',
    '.r input',
  ],
  [
    'its button is called so',
    '<div class="r"><input name="f7"><button name="apply_coupon">›</button></div>',
    '.r input',
  ],
  [
    'its button says so in russian',
    '<div class="r"><input placeholder="..."><button>Применить промокод</button></div>',
    '.r input',
  ],
  // Attributes of other trades.
  ['angular', '<input formcontrolname="promoCode"><button>Apply</button>', '[formcontrolname]'],
  ['a bound model', '<input ng-model="vm.couponCode">', '[ng-model]'],
  [
    'what describes its error',
    '<input aria-describedby="coupon-error"><button>Apply</button>',
    '[aria-describedby]',
  ],
  ['a test hook', '<input data-hook="coupon-input">', '[data-hook]'],
  // Pictures.
  [
    'a drawn coupon',
    '<div class="r"><svg><use href="#icon-coupon"></use></svg><input><button aria-label="Apply">→</button></div>',
    '.r input',
  ],
  [
    'a percent sign',
    '<div class="r"><i class="fa fa-percent"></i><input><button>Apply</button></div>',
    '.r input',
  ],
  // A code of no other kind that is applied.
  ['nothing but a code', '<label>Code <input name="code"></label><button>Apply</button>', '[name=code]'],
  ['a code in swedish', '<input placeholder="Ange kod"><button>Använd</button>', 'input'],
  ['a code in german', '<input placeholder="Code eingeben"><button>Einlösen</button>', 'input'],
  ['a code in japanese', '<input placeholder="コードを入力"><button>適用</button>', 'input'],
  // Not codes, or not ours.
  ['a code that proves a person', '<label>Code <input name="c"></label><button>Verify</button>', null],
  ['a code of goods', '<label>Article code <input name="c"></label><button>Apply</button>', null],
  ['a discount in percent', '<label>Discount (%) <input name="d"></label>', null],
  ['a search for coupons', '<label>Shop or brand <input></label><button>Find coupons</button>', null],
  ['activation code', '<p>Enter your activation code</p><input name="c1"><button>Activate</button>', null],
  ['game key', '<label>Redeem your game code <input name="gamekey"></label><button>Go</button>', null],
  ['presale', '<p>Have a presale code?</p><input name="c1"><button>Unlock</button>', null],
  ['gate code', '<p>Enter your gate code</p><input name="c1"><button>OK</button>', null],
  ['class code', '<p>Enter your class code</p><input name="c1"><button>Join</button>', null],
  [
    'employee code',
    '<p>Use your employee discount</p><label>Employee number <input name="emp"></label>',
    null,
  ],
  ['italian tax code', '<p>Inserisci il tuo codice fiscale</p><input name="cf"><button>OK</button>', null],
  ['polish post code', '<p>Wpisz kod pocztowy</p><input name="kp"><button>OK</button>', null],
  ['spanish post code', '<p>Introduce tu código postal</p><input name="cp"><button>OK</button>', null],
  ['french post code', '<p>Saisissez votre code postal</p><input name="cp"><button>OK</button>', null],
  ['a code from a message', '<p>Введите код из SMS</p><input name="k"><button>Подтвердить</button>', null],
  [
    'letters that promise a coupon',
    '<p>Get a coupon code every week</p><input name="addr"><button>Subscribe</button>',
    null,
  ],
  ['letters in swedish', '<p>Få en rabattkod direkt</p><input name="a"><button>Prenumerera</button>', null],
  ['letters in german', '<p>Rabattcode sichern</p><input name="a"><button>Anmelden</button>', null],
  [
    'an advertised code over a search',
    '<p>Use code SAVE10 at checkout</p><form action="/search"><input name="s"><button>Go</button></form>',
    null,
  ],
  [
    'an advertised code over a note',
    '<p>Rabattkod SOMMAR20</p><input name="namn2"><button>OK</button>',
    null,
  ],
  ['a search among coupons', '<h2>Coupons</h2><input type="search" name="s"><button>Go</button>', null],
  [
    'a discount that is made',
    '<label>Discount title <input name="t"></label><label>Value <input name="v"></label><button>Save</button>',
    null,
  ],
  [
    'a discount made in swedish',
    '<label>Rabattens namn <input name="t"></label><button>Spara</button>',
    null,
  ],
  [
    'a discount made in german',
    '<label>Rabatt-Bezeichnung <input name="t"></label><button>Speichern</button>',
    null,
  ],
  [
    'a discount made in russian',
    '<label>Название скидки <input name="t"></label><button>Сохранить</button>',
    null,
  ],
  ['a deal that is shared', '<input placeholder="Coupon description"><button>Submit coupon</button>', null],
  ['a tag that is added', '<div><i class="icon-tag"></i><input><button>Add</button></div>', null],
  [
    'a name after a code text',
    '<p>Have a promo code? You can add it later.</p><label>First name <input></label>',
    null,
  ],
  [
    'an unlabelled field two fields on',
    '<p>Promo codes are added at payment</p><input placeholder="City"><input><button>Next</button>',
    null,
  ],
]

/** What opens a field that is not in the page yet; `null` where nothing on the page is one. */
export const openers: FieldCase[] = [
  ['a box that only takes focus', '<div tabindex="0" class="o">Lägg till rabattkod</div>', '.o'],
  ['a plus before the words', '<div class="o">+ Add promo code</div>', '.o'],
  ['an arrow after the words', '<div class="o">Har du en kupong? ▾</div>', '.o'],
  ['a class that says so', '<div class="accordion-title">Gutschein einlösen</div>', '.accordion-title'],
  ['a switch', '<div role="switch" aria-checked="false" class="o">У меня есть промокод</div>', '.o'],
  ['a listener in the markup', '<span onclick="void 0" class="o">쿠폰 사용</span>', '.o'],
  ['turkish capitals', '<button class="o">İNDİRİM KODU EKLE</button>', '.o'],
  ['a disclosure', '<button aria-expanded="false" class="o">Kampanjkod eller värdecheck</button>', '.o'],
  [
    'a checkbox beside its words',
    '<div><input type="checkbox" class="o"> <span>Jag har en rabattkod</span></div>',
    '.o',
  ],
  ['"click here" after a question', '<p>Har du en rabattkod? <a href="#" class="o">Klicka här</a></p>', '.o'],
  ['"add" beside a name', '<div><span>Promo code</span><button class="o">Add</button></div>', '.o'],
  ['"ici" after a question', '<p>Vous avez un code promo ? <button class="o">Cliquez ici</button></p>', '.o'],
  ['a code to copy', '<div>Promo code SAVE10 <button>Copy</button></div>', null],
  ['a code in use', '<div>Promo code <b>SAVE10</b> <button>Remove</button></div>', null],
  ['coupons elsewhere', '<p>Coupons <a href="/coupons">Show</a></p>', null],
  ['a banner', '<button>Use code SAVE10 for 10% off</button>', null],
  ['an invitation', '<button>Have an invitation code?</button>', null],
  ['text alone', '<p>Promo codes can be entered at payment.</p><button>Add</button>', null],
]

/** What hides a field that is in the page: the selector is of what is to be pressed. */
export const hiders: FieldCase[] = [
  [
    'a summary of one word',
    '<details><summary>Discount</summary><input name="discount" placeholder="Discount code"><button type="button">Apply</button></details>',
    'summary',
  ],
  [
    'a summary without words',
    '<details><summary><svg width="9" height="9"></svg>&nbsp;+</summary><input name="promo"></details>',
    'summary',
  ],
  [
    'named by its id',
    '<button type="button" aria-controls="p1">Betalsätt och annat</button><div id="p1" hidden><input name="rabattkod"></div>',
    '[aria-controls]',
  ],
  [
    'a target',
    '<a href="#" data-bs-target="#p2">Mer</a><p>…</p><div id="p2" class="off"><div><input name="coupon"></div></div>',
    'a[data-bs-target]',
  ],
  [
    'before it, and shut',
    '<div><h4><button type="button" aria-expanded="false">Spar mer</button></h4></div><div class="off"><input name="kupong"></div>',
    '[aria-expanded]',
  ],
  [
    'a checkbox and its label',
    '<label class="l"><input type="checkbox"> Rabatt</label><div class="off"><input name="rabattkod"></div>',
    '[type=checkbox]',
  ],
  [
    'a quantity before it',
    '<button type="button">−</button><div class="off"><input name="coupon"></div>',
    null,
  ],
  [
    'what ends the purchase',
    '<button type="button" aria-controls="p3">Continue</button><div id="p3" hidden><input name="coupon"></div>',
    null,
  ],
  [
    'what takes out',
    '<button type="button" aria-expanded="false">Remove discount</button><div class="off"><input name="coupon"></div>',
    null,
  ],
  ['another page', '<a href="/coupons">Coupons</a><div class="off"><input name="coupon"></div>', null],
]
