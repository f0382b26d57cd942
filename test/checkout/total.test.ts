import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { open } from './harness.ts'

/** How summaries are written: markup, the store's currency, the grand total in minor units (`null`: none is to be read). */
const summaries: [name: string, html: string, currency: string, amountMinor: number | null][] = [
  ['label and price in one line', '<p>Total: $45.00</p>', 'USD', 4500],
  [
    'tfoot before tbody',
    '<table><tfoot><tr><td>Total</td><td>$110.00</td></tr></tfoot><tbody><tr><td>Subtotal</td><td>$100.00</td></tr></tbody></table>',
    'USD',
    11000,
  ],
  ['never the subtotal', '<div><span>Subtotal</span><span>$90.00</span></div>', 'USD', null],
  [
    'never shipping, tax or saving',
    '<dl><dt>Shipping total</dt><dd>$5</dd><dt>Total tax</dt><dd>$9</dd><dt>Total savings</dt><dd>$11</dd><dt>You save a total of</dt><dd>$11</dd></dl>',
    'USD',
    null,
  ],
  ['never a number of items', '<p>Total items: 3</p><p>Total quantity 4</p>', 'USD', null],
  ['a grand total after a plain one', '<p>Total <b>$90</b></p><p>Grand total <b>$99</b></p>', 'USD', 9900],
  ['a saving below the total', '<p>Total <b>$90.00</b></p><p>Total discount <b>$10.00</b></p>', 'USD', 9000],
  [
    'a total before discount',
    '<p>Total before discount <b>$100</b></p><p>Total after discount <b>$90</b></p>',
    'USD',
    9000,
  ],
  ['tax named inside the label', '<p>Total incl. VAT</p><p>$120.00</p>', 'USD', 12000],
  [
    'a mini-cart in the header',
    '<header><div class="minicart">Total: $999.00</div></header><main><p>Total: $45.00</p></main>',
    'USD',
    4500,
  ],
  [
    'a mini-cart after the page',
    '<main><p>Total: $45.00</p></main><div class="mini-cart-drawer">Total: $999.00</div>',
    'USD',
    4500,
  ],
  ['the mini-cart where nothing else is', '<div class="mini-cart">Total: $45.00</div>', 'USD', 4500],
  [
    'split digits',
    '<p>Total</p><p><span>$</span> <span>267</span> <span>.</span> <span>49</span></p>',
    'USD',
    26749,
  ],
  ['raised cents', '<div><div>Total</div><div>$267<sup>49</sup></div></div>', 'USD', 26749],
  ['the old total struck through', '<p>Total <del>$100.00</del> <b>$90.00</b></p>', 'USD', 9000],
  [
    'struck through by a style',
    '<p>Total <span style="text-decoration:line-through">$100.00</span> <b>$90.00</b></p>',
    'USD',
    9000,
  ],
  [
    'hidden totals',
    '<p style="display:none">Total: $1.00</p><p>Total: $45.00</p><p style="visibility:hidden">Total: $2.00</p>',
    'USD',
    4500,
  ],
  [
    'text for screen readers alone',
    '<p>Total <span style="position:absolute;width:1px;height:1px;overflow:hidden;clip:rect(0 0 0 0)">$1.00</span><b>$45.00</b></p>',
    'USD',
    4500,
  ],
  [
    'line totals in a table of goods',
    '<table><thead><tr><th>Product</th><th>Price</th><th>Total</th></tr></thead><tr><td>Mug</td><td>$10</td><td>$20</td></tr></table><p>Order total $25</p>',
    'USD',
    2500,
  ],
  [
    'only line totals',
    '<table><thead><tr><th>Product</th><th>Price</th><th>Total</th></tr></thead><tr><td>Mug</td><td>$10</td><td>$20</td></tr></table>',
    'USD',
    null,
  ],
  [
    'line totals in cards',
    '<div class="cart-item">Mug<p>Total: $20</p></div><div class="cart-item">Cup<p>Total: $30</p></div><div class="summary"><p>Total: $55</p></div>',
    'USD',
    5500,
  ],
  ['a monthly rate', '<p>Total $45.00</p><p>Total per month $5.00</p>', 'USD', 4500],
  ['no label, but a class', '<div class="order-total"><span class="price">$45.00</span></div>', 'USD', 4500],
  ['a class that says subtotal', '<div class="order-subtotal"><span>$45.00</span></div>', 'USD', null],
  ['currency after the label', '<p>Total (USD)</p><p>$45.00</p>', 'USD', 4500],
  ['a count in the label', '<div><span>Total (3 items)</span><span>$45.00</span></div>', 'USD', 4500],
  ['two currencies', '<p>Total <b>19,56 лв</b> / <b>10,00 €</b></p>', 'EUR', 1000],
  ['points beside the total', '<p>Total points: 450</p><p>Total: $45.00</p>', 'USD', 4500],
  ['a button that repeats it', '<p>Total: $45.00</p><button>Pay total $46.00</button>', 'USD', 4500],
  [
    'a shadow root',
    '<sum-box></sum-box><script>document.querySelector("sum-box").attachShadow({mode:"open"}).innerHTML="<p>Total</p><p>$45.00</p>"</script>',
    'USD',
    4500,
  ],
  [
    'Swedish',
    '<div><span>Delsumma</span><span>400 kr</span></div><div><span>Frakt</span><span>49 kr</span></div><div><span>Varav moms</span><span>90 kr</span></div><div><span>Att betala</span><span>449 kr</span></div><div>Du sparar <b>51 kr</b></div>',
    'SEK',
    44900,
  ],
  ['Swedish, one word', '<dl><dt>Varor</dt><dd>400 kr</dd><dt>Summa</dt><dd>449:-</dd></dl>', 'SEK', 44900],
  ['Swedish, with VAT', '<p>Totalt inkl. moms: <b>1 234,50 kr</b></p>', 'SEK', 123450],
  ['Danish', '<tr><td>Subtotal</td><td>90,00 kr.</td></tr><p>I alt <b>1.100,00 kr.</b></p>', 'DKK', 110000],
  ['Norwegian', '<p>Delsum <b>kr 90</b></p><p>Å betale <b>kr 100,00</b></p>', 'NOK', 10000],
  [
    'Russian',
    '<p>Товары (3) <b>1 100 ₽</b></p><p>Скидка <b>−100 ₽</b></p><p>Доставка <b>234 ₽</b></p><p>Итого <b>1 234 ₽</b></p>',
    'RUB',
    123400,
  ],
  [
    'Russian, to pay',
    '<p>Итого к оплате: <b>1 234 ₽</b></p><p>Итого без скидки <b>1 500 ₽</b></p>',
    'RUB',
    123400,
  ],
  [
    'German',
    '<p>Zwischensumme <b>90,00 €</b></p><p>Gesamtsumme <b>100,00 €</b></p><p>inkl. MwSt. <b>15,97 €</b></p>',
    'EUR',
    10000,
  ],
  [
    'French',
    '<p>Sous-total <b>90,00 €</b></p><p>Total TTC <b>100,00 €</b></p><p>Total HT <b>83,33 €</b></p>',
    'EUR',
    10000,
  ],
  ['Spanish', '<p>Subtotal <b>90,00 €</b></p><p>Total (IVA incluido) <b>100,00 €</b></p>', 'EUR', 10000],
  ['Dutch', '<p>Subtotaal <b>€ 90,00</b></p><p>Te betalen <b>€ 100,00</b></p>', 'EUR', 10000],
  ['Polish', '<p>Dostawa <b>10,00 zł</b></p><p>Do zapłaty <b>100,00 zł</b></p>', 'PLN', 10000],
  ['Finnish', '<p>Välisumma <b>90,00 €</b></p><p>Yhteensä <b>100,00 €</b></p>', 'EUR', 10000],
  ['Japanese', '<p>小計 <b>¥2,800</b></p><p>合計(税込) <b>¥3,200</b></p>', 'JPY', 3200],
  ['Arabic', '<p>المجموع الفرعي <b>٩٠ د.إ</b></p><p>الإجمالي <b>١٠٠ د.إ</b></p>', 'AED', 10000],
  ['none', '<p>Welcome</p>', 'USD', null],
]

let page: Page
beforeAll(async () => {
  page = await open('<!doctype html><meta charset="utf-8"><body>')
})
afterAll(() => page.close())

test.each(summaries)('%s', async (_name, html, currency, amountMinor) => {
  await page.setContent(`<!doctype html><html lang="en"><meta charset="utf-8"><body>${html}`)
  const read = await page.evaluate((currency) => checkout.readTotal(document, { currency }), currency)
  expect(read).toEqual(amountMinor === null ? null : { amountMinor, currency })
})

test('a page of 10,000 elements is read quickly and to the same total', async () => {
  await page.setContent(
    '<!doctype html><body><main></main><div class="summary"><p>Subtotal $90</p><p>Total $100.00</p></div><label>Promo code <input name="promo"></label>',
  )
  const { read, milliseconds } = await page.evaluate(() => {
    document.querySelector('main')!.innerHTML =
      '<div class="card"><p>A mug</p><span>$12.00</span><button>Add to cart</button></div>'.repeat(2500)
    const startedAt = performance.now()
    checkout.classifyPage(document)
    const read = checkout.readTotal(document, { currency: 'USD' })
    return { read, milliseconds: performance.now() - startedAt }
  })
  console.log(`10,000 elements: ${milliseconds.toFixed(1)} ms`)
  expect(read).toEqual({ amountMinor: 10_000, currency: 'USD' })
})
