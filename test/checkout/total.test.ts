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
  [
    'labels in one column, sums in the next',
    '<section style="display:flex"><div><div>Subtotal</div><div>Delivery</div><div><b>Total</b></div></div><div><div>$120.00</div><div>$9.00</div><div><b>$129.00</b></div></div></section>',
    'USD',
    12900,
  ],
  [
    'columns of which one has a row more',
    '<section style="display:flex"><div><div>Subtotal</div><div>Discount</div><div>Delivery</div><div>Total</div></div><div><div>$120.00</div><div>$9.00</div><div>$129.00</div></div></section>',
    'USD',
    null,
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
  ['instalments after the total', '<p>Total <b>$100.00</b></p><p>or 4 × $25.00</p>', 'USD', 10000],
  ["instalments in the total's own line", '<p>Total <b>$100.00</b> or 4 x $25.00</p>', 'USD', 10000],
  ['only what one of four payments is', '<p>Total: 4 × $25.00</p>', 'USD', null],
  ['a rate by the month', '<p>Total <b>$9.00/mo</b></p>', 'USD', null],
  ['payments in words', '<p>Total</p><p>4 payments of $25.00</p>', 'USD', null],
  [
    'a tax line between',
    '<dl><dt>Total VAT (20%)</dt><dd>£20.00</dd><dt>Total</dt><dd>£120.00</dd></dl>',
    'GBP',
    12000,
  ],
  [
    'the tax after the price',
    '<p>Total <b>£120.00</b> <small>including £20.00 VAT</small></p>',
    'GBP',
    12000,
  ],
  [
    'what was saved in the same row',
    '<div><span>Total</span> <span>$90.00</span> <em>You save $10.00</em></div>',
    'USD',
    9000,
  ],
  [
    'an old total by class alone',
    '<p>Total <span class="price-old">$100.00</span> <b class="price-new">$90.00</b></p>',
    'USD',
    9000,
  ],
  [
    'a duplicate for the eye alone',
    '<p>Total <span aria-hidden="true">$45.00</span><span style="position:absolute;clip-path:inset(50%);width:9px">45 dollars 00</span></p>',
    'USD',
    4500,
  ],
  [
    'a hidden copy for phones',
    '<div style="display:none" class="summary"><p>Total $40.00</p></div><div><p>Total $45.00</p></div>',
    'USD',
    4500,
  ],
  [
    'a drawer beyond the edge',
    '<main><p>Total: $45.00</p></main><aside style="position:fixed;left:100%;width:300px"><p>Order total: $40.00</p></aside>',
    'USD',
    4500,
  ],
  [
    'a folded summary',
    '<div style="height:0;overflow:hidden"><p>Order total: $40.00</p></div><p>Total $45.00</p>',
    'USD',
    4500,
  ],
  [
    'digits in boxes of their own',
    '<p>Total</p><div style="display:flex"><span>$</span><span>2</span><span>6</span><span>7</span><span>.</span><span>4</span><span>9</span></div>',
    'USD',
    26749,
  ],
  [
    'digits in inline boxes',
    '<p>Total <b><i style="display:inline-block">$</i><i style="display:inline-block">1</i><i style="display:inline-block">0</i><i style="display:inline-block">5</i></b></p>',
    'USD',
    10500,
  ],
  [
    'a rolling counter says nothing',
    `<p>Total <b>$${'<i style="display:inline-block"><u>0</u><u>1</u><u>2</u><u>3</u><u>4</u><u>5</u><u>6</u><u>7</u><u>8</u><u>9</u></i>'.repeat(2)}</b></p>`,
    'USD',
    null,
  ],
  [
    'a rolling counter with a label',
    `<p>Total <b role="img" aria-label="$45.00">$${'<i style="display:inline-block"><u>0</u><u>1</u><u>2</u><u>3</u><u>4</u><u>5</u><u>6</u><u>7</u><u>8</u><u>9</u></i>'.repeat(2)}</b></p>`,
    'USD',
    4500,
  ],
  [
    'the same total above and below',
    '<div class="bar">Total $45.00</div><main><table><tr><th>Total</th><td>$45.00</td></tr></table></main>',
    'USD',
    4500,
  ],
  [
    'free delivery that is near',
    '<p>Total <b>$45.00</b></p><p>$5.00 to go until free delivery</p><p>Total to free shipping <b>$50.00</b></p>',
    'USD',
    4500,
  ],
  ['a count without brackets', '<div><span>Total 3 items</span> <span>$45.00</span></div>', 'USD', 4500],
  [
    'a deposit and what is left',
    '<p>Total deposit <b>$5.00</b></p><p>Total <b>$45.00</b></p><p>Total left to pay later <b>$40.00</b></p>',
    'USD',
    4500,
  ],
  ['a total that is zero', '<p>Subtotal <b>$45.00</b></p><p>Total <b>$0.00</b></p>', 'USD', 0],
  [
    'a total in a slot',
    '<sum-row><b slot="price">$45.00</b></sum-row><script>document.querySelector("sum-row").attachShadow({mode:"open"}).innerHTML="<p>Total</p><p><slot name=price></slot></p>"</script>',
    'USD',
    4500,
  ],
  [
    'a table whose head names its columns',
    '<table><tr><th>Subtotal</th><th>Shipping</th><th>Total</th></tr><tr><td>$40.00</td><td>$5.00</td><td>$45.00</td></tr></table>',
    'USD',
    4500,
  ],
  [
    "two currencies, the shop's own second",
    '<p>Total <b>£36.00</b> <small>(approx. $45.00)</small></p>',
    'USD',
    4500,
  ],
  ['a lone other currency', '<p>Total <b>£36.00</b></p>', 'GBP', 3600],
  ['points that would pay it', '<p>Total 4,500 points or $45.00</p><p>Order total $45.00</p>', 'USD', 4500],
  [
    'Swedish, traps',
    '<p>Totalt antal varor 3</p><p>Totalt moms <b>9 kr</b></p><p>Totalt sparat <b>20 kr</b></p><p>Total summa <b>449 kr</b></p>',
    'SEK',
    44900,
  ],
  [
    'Swedish, invoice by the month',
    '<p>Att betala <b>449 kr</b></p><p>Dela upp: 3 × 150 kr</p>',
    'SEK',
    44900,
  ],
  [
    'Danish, traps',
    '<p>Moms udgør <b>20,00 kr.</b></p><p>Du sparer i alt <b>30,00 kr.</b></p><p>Total at betale <b>1.100,00 kr.</b></p>',
    'DKK',
    110000,
  ],
  [
    'Norwegian, traps',
    '<p>Herav mva <b>kr 20</b></p><p>Du sparer totalt <b>kr 30</b></p><p>Totalt å betale <b>kr 1 100,-</b></p>',
    'NOK',
    110000,
  ],
  [
    'Russian, traps',
    '<p>Общая скидка <b>−100 ₽</b></p><p>Вес <b>2 кг</b></p><p>Общая стоимость <b>1 234 ₽</b></p><p>Начислим баллов <b>12</b></p>',
    'RUB',
    123400,
  ],
  [
    'Italian',
    '<p>Subtotale <b>90,00 €</b></p><p>Spedizione <b>10,00 €</b></p><p>Totale ordine (IVA inclusa) <b>100,00 €</b></p>',
    'EUR',
    10000,
  ],
  [
    'German, traps',
    '<p>Gesamtersparnis <b>10,00 €</b></p><p>Summe der Artikel <b>90,00 €</b></p><p>Zu zahlen <b>100,00 €</b></p>',
    'EUR',
    10000,
  ],
  [
    'Dutch, traps',
    '<p>Totaal artikelen (3) <b>€ 90,00</b></p><p>Totaal incl. btw <b>€ 100,00</b></p>',
    'EUR',
    10000,
  ],
  [
    'French, traps',
    '<p>Total des remises <b>10,00 €</b></p><p>Total articles <b>90,00 €</b></p><p>Total à payer <b>100,00 €</b></p>',
    'EUR',
    10000,
  ],
  [
    'Spanish, traps',
    '<p>Total ahorrado <b>10,00 €</b></p><p>Total a pagar <b>100,00 €</b></p>',
    'EUR',
    10000,
  ],
  [
    'Polish, traps',
    '<p>Wartość produktów <b>90,00 zł</b></p><p>Łączna kwota <b>100,00 zł</b></p>',
    'PLN',
    10000,
  ],
  [
    'Finnish, traps',
    '<p>Tuotteet yhteensä <b>90,00 €</b></p><p>Maksettavaa <b>100,00 €</b></p>',
    'EUR',
    10000,
  ],
  [
    'Japanese, traps',
    '<p>商品合計 <b>¥2,800</b></p><p>送料 <b>¥400</b></p><p>お支払い金額 <b>¥3,200</b></p><p>獲得ポイント 32</p>',
    'JPY',
    3200,
  ],
  [
    'Chinese',
    '<p>商品小计 <b>¥90.00</b></p><p>优惠 <b>-¥10.00</b></p><p>应付总额 <b>¥80.00</b></p>',
    'CNY',
    8000,
  ],
  [
    'Korean',
    '<p>총 상품금액 <b>90,000원</b></p><p>할인금액 <b>-10,000원</b></p><p>최종 결제금액 <b>80,000원</b></p>',
    'KRW',
    80000,
  ],
  [
    'Arabic, traps',
    '<p>الشحن <b>10 ر.س</b></p><p>إجمالي الخصم <b>5 ر.س</b></p><p>إجمالي الطلب <b>100 ر.س</b></p>',
    'SAR',
    10000,
  ],
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
