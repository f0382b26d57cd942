import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type * as ApplyControl from '../../extension/checkout/apply-control.ts'
import type * as Removal from '../../extension/checkout/removal.ts'
import type * as Safety from '../../extension/checkout/safety.ts'
import type * as Secrets from '../../extension/checkout/secrets.ts'
import type * as Typed from '../../extension/checkout/typed-fields.ts'
import { launchChromium } from '../browser.ts'

declare global {
  var hands: typeof ApplyControl &
    typeof Removal &
    typeof Secrets &
    typeof Typed &
    Pick<typeof Safety, 'guardForms' | 'dropGuards' | 'formOfEnter'>
}

const room = fileURLToPath(new URL('../../extension/checkout', import.meta.url))

let page: Page
beforeAll(async () => {
  const { outputFiles } = await build({
    stdin: {
      contents:
        "export * from './apply-control.ts'; export * from './removal.ts'; export * from './secrets.ts'; export * from './typed-fields.ts'; export { dropGuards, formOfEnter, guardForms } from './safety.ts'",
      resolveDir: room,
    },
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'hands',
    charset: 'utf8',
  })
  page = await (await launchChromium()).newPage()
  await page.route('**/*', (route) =>
    route.request().isNavigationRequest() && route.request().frame() === page.mainFrame()
      ? route.fulfill({
          contentType: 'text/html; charset=utf-8',
          body: '<!doctype html><title>Cart</title><body>',
        })
      : route.abort(),
  )
  await page.goto('http://shop.test/cart')
  await page.addScriptTag({
    content: `${outputFiles[0]!.text};globalThis.hands = hands`,
  })
})
afterAll(() => page?.close())

/** The id of what would be pressed to apply the code in `#code`. */
const applies = (body: string): Promise<string | null> =>
  page.evaluate((body) => {
    document.body.innerHTML = body
    return hands.findApply(document.querySelector<HTMLInputElement>('#code')!)?.id ?? null
  }, body)

/** Whether Enter in `#code` would be pressed. */
const enters = (body: string): Promise<boolean> =>
  page.evaluate((body) => {
    document.body.innerHTML = body
    return hands.formOfEnter(document.querySelector<HTMLInputElement>('#code')!) !== null
  }, body)

/** The id of what would be pressed to take a code out. */
const removes = (body: string, code = 'SAVE10'): Promise<string | null> =>
  page.evaluate(
    ([body, code]) => {
      document.body.innerHTML = body
      return hands.findRemoval(document, code)?.id ?? null
    },
    [body, code] as const,
  )

const FIELD = '<label for="code">Promo code (optional)</label> <input id="code" name="coupon">'
const inOrder = (button: string) =>
  `<form id="order" action="/pay" method="post"><input type="hidden" name="basket" value="1">${FIELD} ${button}</form>`
const inOwn = (button: string) => `<form class="coupon-form" action="/cart">${FIELD} ${button}</form>`

const ORDERS =
  'Book|Book now|Reserve|Confirm|Donate|Subscribe|Start trial|Sign up|Join|Done|I agree|Authorize|Place bid|Upgrade|Transfer|Get tickets|Swish|Klarna|PayPal|Vipps|MobilePay|Apple Pay|Google Pay|Pay with card|Boka|Bekräfta|Lägg order|Till betalning|Skicka|Godkänn|Bestill nå|Bekreft|Fullfør|Bekræft|Забронировать|Отправить|Готово|Подписаться|Замовити|Buchen|Reservieren|Absenden|Réserver|Confirmar|Reservar|Finalizar|Conferma|Prenota|Bevestigen|Potwierdź|Rezerwuj|Vahvista|Varaa|Objednat|Odeslat|Objednať|Rendelés|Megrendelem|Comandă|Finalizează|Satın al|Sipariş ver|Ödeme yap|Đặt hàng|Thanh toán|Hoàn tất|Beli|Bayar|Αγορά|Πληρωμή|Ολοκλήρωση παραγγελίας|ซื้อ'.split(
    '|',
  )

describe('no hand of ours presses', () => {
  test.each(ORDERS)("%j, in an order form or the code field's own", async (text) => {
    const button = `<button id="b">${text}</button>`
    expect([await applies(inOrder(button)), await applies(inOwn(button))]).toEqual([null, null])
  })

  test.each(['OK', 'Go', 'Submit', 'Valider', 'Enter', '→', '✓', '<svg width="20" height="20"></svg>'])(
    '%j where it could send anything but a code',
    async (text) => {
      const button = `<button id="b">${text}</button>`
      const more = `<form action="/cart">${FIELD}<label>City <input name="city"></label> ${button}</form>`
      const said = `<form action="/cart"><label>Anything <input id="code" name="x"></label> ${button}</form>`
      expect([await applies(inOrder(button)), await applies(more), await applies(said)]).toEqual([
        null,
        null,
        null,
      ])
      expect(await applies(inOwn(button))).toBe('b')
    },
  )

  test.each([
    ['drawn before it', '<style>#b::before{content:"Place order"}</style><button id="b"></button>'],
    [
      'drawn in it',
      '<style>#b i::after{content:attr(data-say)}</style><button id="b"><i data-say="Place order"></i></button>',
    ],
    [
      'in its label',
      '<span id="lab">Place order</span><button id="b" aria-labelledby="lab"><svg width="20" height="20"></svg></button>',
    ],
  ])('an order whose words are %s', async (_where, button) => expect(await applies(inOwn(button))).toBeNull())

  test('a named "Apply" in an order form; one with a code\'s address of its own it does', async () => {
    const order = '<button id="place">Place order</button>'
    expect(await applies(inOrder(`<button id="b" name="op">Apply</button>${order}`))).toBeNull()
    expect(await applies(inOrder(`<button id="b" formaction="/next">Apply</button>${order}`))).toBeNull()
    expect(await applies(inOrder(`<button id="b" formaction="/apply-coupon">Apply</button>${order}`))).toBe(
      'b',
    )
  })

  test("a code's name of its own in an order form, unless the order has none or the same", async () => {
    const among = (name: string, order: string) =>
      applies(inOrder(`<input type="submit" id="b" name="${name}" value="Apply">${order}`))
    expect(
      await among('ctl00$btnCoupon', '<input type="submit" name="ctl00$btnOrder" value="Place order">'),
    ).toBe('b')
    expect(await among('ctl00$btnCoupon', '<input type="submit" value="Place order">')).toBeNull()
    expect(await among('coupon', '<button name="coupon">Place order</button>')).toBeNull()
    expect(await among('op', '<button name="order">Place order</button>')).toBeNull()
    expect(await among('coupon-checkout-continue', '<button name="order">Place order</button>')).toBeNull()
  })

  test.each([
    '<form><label for="code">Get a discount code</label><input id="code" name="promo_signup" placeholder="Your contact"><button id="b">Get code</button></form>',
    '<form><p>Subscribe and get a promo code</p><input id="code" name="voucher_contact" placeholder="Enter your phone for a voucher"><button id="b">Submit</button></form>',
    '<form class="coupon"><label for="code">Coupon to your e-mail</label><input id="code" name="coupon"><button id="b">Apply</button></form>',
    '<form><p>Join our newsletter for a coupon</p><input id="code" name="coupon"><button id="b">Apply</button></form>',
    '<div><input id="code" name="coupon" placeholder="Coupon"><button id="b" type="button">Get my discount</button></div>',
  ])('what has letters sent: %s', async (body) => expect(await applies(body)).toBeNull())
})

describe('Enter', () => {
  test.each([
    `<form>${FIELD}</form>`,
    `<form method="post" action="/cart/coupon"><input type="hidden" name="csrf" value="1">${FIELD}</form>`,
    `<form action="#">${FIELD}</form>`,
  ])("is pressed in a form that is a code's own: %s", async (body) => expect(await enters(body)).toBe(true))

  test.each([
    FIELD,
    `<form>${FIELD}<input name="note"></form>`,
    `<form>${FIELD}<button>Place order</button></form>`,
    `<form>${FIELD}<button type="button">Next</button></form>`,
    `<form id="f">${FIELD}</form><button form="f">Pay</button>`,
    `<form action="/pay">${FIELD}</form>`,
    `<form action="/checkout/complete" method="post">${FIELD}</form>`,
    `<form>${FIELD}<input autocomplete="cc-number"></form>`,
    `<form>${FIELD}<select name="method"><option>Card</option></select></form>`,
  ])('is not pressed where it may do more: %s', async (body) => expect(await enters(body)).toBe(false))
})

const CARDS = [
  '<label>Card number <input></label>',
  '<label>Kortnummer <input></label>',
  '<label>Номер карты <input></label>',
  '<input name="kartnr">',
  '<input id="pan">',
  '<input name="cc_num">',
  '<input name="cardNo">',
  '<input placeholder="1234 1234 1234 1234">',
  '<input class="card-number">',
  '<span id="q">Kortnr</span><input aria-labelledby="q">',
  '<input name="x1" value="4111 1111 1111 1111">',
  '<input type="tel" name="a"><input placeholder="MM/YY"><input placeholder="CVC">',
  '<label>CVV <input name="s"></label>',
  '<label>Säkerhetskod <input name="s"></label>',
  '<label>Sikkerhetskode <input name="s"></label>',
  '<label>MM / ÅÅ <input name="s"></label>',
  '<label>IBAN <input name="ib"></label>',
  '<iframe src="https://pay.swish.nu/x"></iframe>',
  '<iframe src="https://x.nets.eu/"></iframe>',
  '<iframe src="https://api.qliro.com/f"></iframe>',
  '<iframe src="https://js.klarna.com/f"></iframe>',
  '<iframe src="https://api.vipps.no/f"></iframe>',
  '<iframe src="https://www.mobilepay.dk/f"></iframe>',
  '<iframe src="https://checkoutapi.svea.com/f"></iframe>',
]

describe('a form with a card', () => {
  test.each(CARDS)('is not submitted: %s', async (card) => {
    expect(await applies(`<form action="/x">${card}${FIELD}<button id="b">Apply</button></form>`)).toBeNull()
  })

  test.each([
    '<label>Gift card number <input></label>',
    '<label>Presentkortsnummer <input></label>',
    '<label>Medlemskortnummer <input></label>',
    '<div class="card-no-border card"><input name="note"></div>',
    '<label>Phone <input value="0701234567"></label>',
    '<iframe src="https://videos.test/embed"></iframe>',
  ])('is another thing than %s', async (other) => {
    expect(await applies(`<form action="/x">${other}${FIELD}<button id="b">Apply</button></form>`)).toBe('b')
  })
})

describe('what is never kept', () => {
  test.each([
    ...CARDS.filter((card) => card.startsWith('<label>')).map((card) =>
      card.replace('<input', '<input value="12"'),
    ),
    '<input name="anything" value="4111111111111111">',
    '<input name="anything" value="4111-1111-1111-1111">',
    '<label>Personnummer <input value="1"></label>',
    '<input name="anything" value="19811228-9874">',
    '<input name="anything" value="811228-9874">',
    '<input name="ssn" value="1">',
    '<input name="anything" value="078-05-1120">',
    '<input name="anything" value="SE45 5000 0000 0583 9825 7466">',
    '<label>Lösenord <input value="1"></label>',
    '<input name="smsCode" value="1">',
    '<input name="otp" value="1">',
    '<input type="text" autocomplete="one-time-code" value="1">',
    '<textarea name="anything">4111111111111111</textarea>',
  ])('%s', async (field) => {
    const kept = await page.evaluate((field) => {
      document.body.innerHTML = `${field}<input name="street" value="Storgatan 1"><input type="tel" name="tel" value="+46701234567">`
      return hands.noteTyped(document, null).map(({ value }) => value)
    }, field)
    expect(kept).toEqual(['Storgatan 1', '+46701234567'])
  })
})

const dress = (button: string) =>
  `<div class="cart-item"><a href="#d">Summer dress</a> <span>$90.00</span> ${button}</div>`

describe('a code is not taken out by', () => {
  test.each([
    ['SUMMER', dress('<button id="b" aria-label="Remove Summer dress">Remove</button>')],
    ['SUMMER', '<p><button id="b">Remove Summer dress</button></p>'],
    ['SUMMER', '<p><button id="b" data-product="summer-dress">Remove</button></p>'],
    ['SUMMER', dress('<button id="b" data-code="SUMMER">×</button>')],
    [
      'SAVE10',
      '<div class="cart-item"><span>Blue mug</span> <em>use SAVE10</em> <button id="b">×</button></div>',
    ],
    ['SAVE10', '<p><span>Blue mug</span> <em>use SAVE10</em> <button id="b">×</button></p>'],
    [
      'SAVE10',
      '<li>Mug SAVE10 <input type="number" value="1"> <button id="b" aria-label="Remove SAVE10">×</button></li>',
    ],
    ['SAVE10', '<button id="b">Clear cart and SAVE10</button>'],
    ['SAVE10', '<button id="b">Remove all (SAVE10 will be lost)</button>'],
    ['SAVE10', '<button id="b">Empty cart, SAVE10</button>'],
    [
      'SAVE10',
      '<ul class="coupons"><li>Free gift with SAVE10 <button id="b" aria-label="Remove free gift SAVE10">×</button></li></ul>',
    ],
    ['SAVE10', '<ul class="coupons"><li>Free gift with SAVE10 <button id="b">×</button></li></ul>'],
  ])('%s: %s', async (code, body) => expect(await removes(body, code)).toBeNull())

  test.each([
    '<li>SAVE10 <button id="b" data-code="SAVE10" aria-label="Remove SAVE10">×</button></li>',
    '<li>SAVE10 <button id="b">×</button></li>',
    '<tr><th>Coupon: save10</th><td>-$10.00 <a id="b" href="#" class="woocommerce-remove-coupon" data-coupon="save10">[Remove]</a></td></tr>'.replace(
      /^(.*)$/,
      '<table>$1</table>',
    ),
    '<p class="discount">SAVE10 -$10.00 <button id="b">Remove</button></p>',
    '<p><button id="b">Ta bort rabattkoden SAVE10 från varukorgen</button></p>',
    '<p><button id="b">Удалить промокод SAVE10 из корзины</button></p>',
    '<p><button id="b">Supprimer le code promo SAVE10 du panier</button></p>',
    '<p>SAVE10 (10% off) <button id="b"><svg width="10" height="10"></svg></button></p>',
  ])('and is by %s', async (body) => expect(await removes(body)).toBe('b'))
})

describe('the guard', () => {
  /** A page whose script sends its form of its own accord; what was sent is counted. */
  const guarded = (form: string): Promise<void> =>
    page.evaluate((form) => {
      document.body.innerHTML = `${form}<input id="elsewhere"><button id="pay" type="button">Pay</button>`
      document.body.onsubmit = (event) => {
        event.preventDefault()
        document.body.dataset.sent = 'yes'
      }
      document.getElementById('pay')!.onclick = () => document.forms[0]!.requestSubmit()
      delete document.body.dataset.sent
      hands.guardForms(document)
    }, form)
  const send = (): Promise<string | undefined> =>
    page.evaluate(() => {
      document.forms[0]!.requestSubmit()
      return document.body.dataset.sent
    })
  const CARD = '<form><input name="cardnumber"></form>'

  test.each([
    CARD,
    '<form><button>Place order</button></form>',
    '<form><label>Kortnr <input></label></form>',
  ])('refuses %s that a script sends', async (form) => {
    await guarded(form)
    expect(await send()).toBeUndefined()
  })
  test('lets a form of another kind through', async () => {
    await guarded('<form><input name="coupon"></form>')
    expect(await send()).toBe('yes')
  })
  test('stands while the member types or points elsewhere, and gives way to their own press', async () => {
    await guarded(CARD)
    await page.click('#elsewhere')
    expect(await send()).toBeUndefined()
    await page.click('#pay')
    expect(await page.evaluate(() => document.body.dataset.sent)).toBe('yes')
  })
  test('is gone when the run is over', async () => {
    await guarded(CARD)
    await page.evaluate(() => hands.dropGuards(document))
    expect(await send()).toBe('yes')
  })
})
