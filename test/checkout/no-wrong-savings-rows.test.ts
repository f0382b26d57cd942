import { describe, expect, test } from 'vitest'
import { apply, open } from './harness.ts'

/** A basket without fields for its counts. The shop lets `onApply` say what becomes of a code. */
const shop = (
  script: string,
  rows = '',
): string => `<!doctype html><html lang="en"><meta charset="utf-8"><title>Checkout</title><h1>Checkout</h1>
<ul id="lines"><li class="line-item">Blue mug <span class="q">Qty: 2</span> <span>$50.00</span></li><li class="line-item">Iron pan <span class="q">Qty: 1</span> <span>$40.00</span></li></ul>
<div class="coupon"><label for="code">Coupon code</label> <input id="code" name="coupon"> <button type="button" id="apply">Apply</button><p role="alert" id="said"></p></div><ul id="chips" class="coupons"></ul>
<table class="summary"><tr><th>Subtotal</th><td id="subtotal">$90.00</td></tr><tr><th>Shipping</th><td id="shipping">$10.00</td></tr>${rows}<tbody id="rows"></tbody><tr><th id="label">Total</th><td id="total">$100.00</td></tr></table>
<script>
const $ = (id) => document.getElementById(id)
const total = (text) => { $('total').textContent = text }
const say = (text) => { $('said').textContent = text }
const row = (name, amount) => { $('rows').innerHTML = '<tr><th>' + name + '</th><td>-' + amount + '</td></tr>' }
const chip = (code) => { $('chips').insertAdjacentHTML('beforeend', '<li>' + code + ' <button type="button" data-code="' + code + '" aria-label="Remove ' + code + '" onclick="this.parentElement.remove()">×</button></li>') }
$('apply').onclick = () => { const code = $('code').value; $('code').value = ''; setTimeout(() => onApply(code), 150) }
${script}
</script>`

const onApply = (script: string): string => `onApply = (code) => { ${script} }`

describe.concurrent('no saving is claimed where', () => {
  test.each([
    ['a line is gone whose count is text', `chip(code); $('lines').children[1].remove(); total('$60.00')`],
    [
      'a count in text went down',
      `chip(code); document.querySelector('.q').textContent = 'Qty: 1'; total('$75.00')`,
    ],
    ['loyalty was taken off', `chip(code); row('Loyalty rewards', '$10.00'); total('$90.00')`],
    ['a bonus cheque was taken off', `chip(code); row('Bonuscheck', '$10.00'); total('$90.00')`],
    ['a balance was taken off', `chip(code); row('Account balance used', '$10.00'); total('$90.00')`],
    ['points took off more', `chip(code); $('points').textContent = '-$15.00'; total('$90.00')`],
    [
      'the delivery fell further than the discount',
      `chip(code); row('Discount', '$2.00'); $('shipping').textContent = '$5.00'; total('$93.00')`,
    ],
    [
      'every amount fell alike, as in another currency',
      `chip(code); $('subtotal').textContent = '$81.00'; $('shipping').textContent = '$9.00'; total('$90.00')`,
    ],
    [
      "somebody else's code came in with ours",
      `chip('OTHER50'); chip(code); row('Discount OTHER50', '$50.00'); total('$50.00')`,
    ],
    ['only an offer of another name came in', `row('Flash sale saving', '$10.00'); total('$90.00')`],
    ['words that no list has say no', `say('Hmm, ' + code + ' wants a golden card'); total('$90.00')`],
    ['a Swedish no came', `say('Koden ' + code + ' gäller bara nya kunder'); total('$90.00')`],
    [
      'a no was there for a moment',
      `say('Coupon ' + code + ' is invalid'); setTimeout(() => { say(''); total('$90.00') }, 300)`,
    ],
    [
      'the code is still looked at',
      `say('Checking ' + code + '…'); total('$90.00'); setTimeout(() => say('Coupon not valid'), 3500)`,
    ],
    [
      'the shop still answers, and takes it back',
      `fetch('/cart').then(() => { chip(code); row('Discount', '$10.00'); total('$90.00'); const asking = setInterval(() => fetch('/cart'), 100); setTimeout(() => { clearInterval(asking); $('chips').innerHTML = $('rows').innerHTML = ''; total('$100.00') }, 1500) })`,
    ],
    [
      'the page hoped, and measured its visitors',
      `chip(code); total('$90.00'); fetch('/analytics').catch(() => {}); setTimeout(() => { $('chips').innerHTML = ''; total('$100.00') }, 1500)`,
    ],
  ])('%s', async (_cause, script) => {
    const page = await open(
      shop(onApply(script), '<tr><th>Points</th><td id="points">-$5.00</td></tr>'),
      '/cart',
    )
    const result = await apply(page, 'SAVE10', { timeoutMs: 6000 })
    expect(result).toMatchObject({ savedMinor: null })
    expect(result.outcome).not.toBe('applied')
    await page.close()
  })

  test.each([
    [
      'its row bears the amount with tax worked out again',
      `chip(code); row('Discount', '$10.10'); total('$87.88')`,
      1212,
    ],
    ['its row is the only thing that speaks', `row('Coupon', '$10.00'); total('$90.00')`, 1000],
    ['a line is struck by the code', `chip(code); row('Rabatt (SAVE10)', '$10.00'); total('$90.00')`, 1000],
  ])('and one is where %s', async (_cause, script, savedMinor) => {
    const page = await open(shop(onApply(script)), '/cart')
    expect(await apply(page, 'SAVE10')).toMatchObject({ outcome: 'applied', savedMinor })
    await page.close()
  })
})

/** A shop with one code at a time, whose chip is drawn by `drawn`. */
const oneCode = (
  used: string,
  drawn: string,
): string => `<!doctype html><html lang="en"><meta charset="utf-8"><title>Checkout</title><h1>Checkout</h1>
<div class="promo-box"><label for="code">Promo code</label> <input id="code" name="promo"> <button type="button" id="apply">Apply</button></div><ul id="chips" class="coupons"></ul>
<table class="summary"><tr><th>Subtotal</th><td>$100.00</td></tr><tr><th>Total</th><td id="total"></td></tr></table>
<script>
const $ = (id) => document.getElementById(id), worth = { spring15: 15, vip: 15, save10: 10, best20: 20 }
let used = '${used}'
const render = () => {
  const off = worth[used.toLowerCase()]
  $('chips').innerHTML = used ? ${drawn} : ''
  $('total').textContent = '$' + (100 - (off ?? 0)) + '.00'
  const out = $('chips').querySelector('button')
  if (out) out.onclick = () => { used = ''; render() }
}
$('apply').onclick = () => { const code = $('code').value; $('code').value = ''; setTimeout(() => { used = code; render() }, 100) }
render()
</script>`

describe.concurrent('a code of before is put back that is shown', () => {
  test.each([
    [
      'in small letters',
      'spring15',
      `'<li class="coupon">' + used + ' <button aria-label="Remove">×</button></li>'`,
    ],
    ['in three letters', 'VIP', `'<li class="coupon">' + used + ' <button>Remove</button></li>'`],
    ['in its row alone', 'spring15', `'<li>Discount (' + used + ') −$' + off + '.00</li>'`],
  ])('%s', async (_how, used, drawn) => {
    const page = await open(oneCode(used, drawn))
    expect(await apply(page, 'SAVE10')).toMatchObject({ outcome: 'noSaving', removed: true })
    expect((await page.locator('#chips').innerText()).toLowerCase()).toContain(used.toLowerCase())
    await page.close()
  })

  test('when ours, which was better, is taken out again', async () => {
    const page = await open(
      oneCode(
        'spring15',
        `'<li class="coupon">' + used + ' <button data-code="' + used + '">×</button></li>'`,
      ),
    )
    const { earlier } = await apply(page, 'BEST20')
    expect(earlier).toEqual(['spring15'])
    const undone = await page.evaluate(
      (earlier) =>
        checkout.removeCodes(document, ['BEST20'], {
          signal: new AbortController().signal,
          currency: 'USD',
          expected: { amountMinor: 8500, currency: 'USD' },
          earlier: earlier!,
        }),
      earlier,
    )
    expect(undone).toMatchObject({ outcome: 'cancelled', removed: true })
    expect(await page.locator('#chips').innerText()).toContain('spring15')
    await page.close()
  })
})
