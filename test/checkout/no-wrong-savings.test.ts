import { describe, expect, test } from 'vitest'
import { apply, applyAll, open, shownTotal } from './harness.ts'

/**
 * A basket whose total falls at the time of our press, each time for a cause of its own. `script` sets `globalThis.onApply`,
 * which is called with the code. The shop shows every code as in use, so that only the cause can raise the doubt.
 */
const shop = (
  script: string,
  rows = '',
): string => `<!doctype html><html lang="en"><meta charset="utf-8"><title>Shopping cart</title><h1>Shopping cart</h1>
<table class="cart"><tbody id="lines"><tr class="cart-item"><th><a href="#mug">Blue mug</a></th><td><input type="number" name="qty1" value="1"></td><td>$50.00</td></tr>
<tr class="cart-item"><th><a href="#pan">Iron pan</a></th><td><input type="number" name="qty2" value="1"></td><td>$40.00</td></tr></tbody></table>
<label><input type="radio" name="ship" id="cheap"> Pick up</label>
<div class="coupon"><label for="code">Coupon code</label> <input id="code" name="coupon"> <button type="button" id="apply">Apply</button><p role="alert" id="said"></p></div><ul id="chips"></ul>
<table class="summary"><tr><th>Subtotal</th><td id="subtotal">$90.00</td></tr><tr><th>Shipping</th><td id="shipping">$10.00</td></tr>${rows}<tbody id="rows"></tbody><tr><th id="label">Total</th><td id="total">$100.00</td></tr></table>
<script>
const $ = (id) => document.getElementById(id)
const total = (text) => { $('total').textContent = text }
const chip = (code) => { $('chips').insertAdjacentHTML('beforeend', '<li>' + code + ' <button type="button" data-code="' + code + '" aria-label="Remove ' + code + '" onclick="this.parentElement.remove()">×</button></li>') }
$('apply').onclick = () => { const code = $('code').value; $('code').value = ''; setTimeout(() => onApply(code), 150) }
${script}
</script>`

describe.concurrent('no saving is claimed where', () => {
  test.each([
    [
      'a line is gone from the basket',
      `onApply = (code) => { chip(code); $('lines').rows[1].remove(); total('$60.00') }`,
    ],
    [
      'a count went down',
      `onApply = (code) => { chip(code); $('lines').querySelector('input').value = '0'; total('$50.00') }`,
    ],
    [
      'another line has taken the place of one',
      `onApply = (code) => { chip(code); $('lines').rows[1].querySelector('a').textContent = 'Spoon'; total('$80.00') }`,
    ],
    [
      'points came in',
      `onApply = (code) => { chip(code); $('rows').innerHTML = '<tr><th>Bonus points used</th><td>-$10.00</td></tr>'; total('$90.00') }`,
    ],
    [
      'a gift card came in',
      `onApply = (code) => { chip(code); $('rows').innerHTML = '<tr><th>Gift card</th><td>-$10.00</td></tr>'; total('$90.00') }`,
    ],
    ['the currency was switched', `onApply = (code) => { chip(code); total('€90.00') }`],
    [
      'the row became another one',
      `onApply = (code) => { chip(code); $('label').textContent = 'Total to pay today'; total('$10.00') }`,
    ],
    [
      'the code was refused while the total fell',
      `onApply = (code) => { $('said').textContent = 'Coupon ' + code + ' is not valid'; $('shipping').textContent = '$0.00'; total('$90.00') }`,
    ],
    [
      'the code was refused and nothing else changed but the total',
      `onApply = (code) => { $('said').textContent = 'Coupon ' + code + ' is not valid'; total('$90.00') }`,
    ],
    [
      'nothing was said and the delivery became cheaper',
      `onApply = () => { $('shipping').textContent = '$5.00'; total('$95.00') }`,
    ],
    [
      'the total falls and comes back',
      `onApply = (code) => { total('$90.00'); setTimeout(() => { total('$100.00'); $('said').textContent = 'Coupon ' + code + ' is not valid' }, 500) }`,
    ],
    [
      'the total never stands still',
      `onApply = (code) => { chip(code); let cents = 9900; setInterval(() => total('$' + (cents-- / 100).toFixed(2)), 150) }`,
    ],
    ['the total is gone', `onApply = (code) => { chip(code); $('total').parentElement.remove() }`],
  ])('%s', async (_cause, script) => {
    const page = await open(shop(script), '/cart')
    const result = await apply(page, 'SAVE10', { timeoutMs: 4000 })
    expect(result).toMatchObject({ savedMinor: null })
    expect(result.outcome).not.toBe('applied')
    expect(result.codes[0]!.outcome).not.toBe('applied')
    await page.close()
  })

  test('the member chose a cheaper delivery meanwhile', async () => {
    const page = await open(
      shop(`onApply = (code) => { chip(code); total('$90.00') }
        $('cheap').onclick = () => { $('shipping').textContent = '$0.00'; total('$90.00') }
        onApply = (code) => { chip(code) }`),
      '/cart',
    )
    const result = apply(page, 'SAVE10', { timeoutMs: 6000 })
    await page.waitForSelector('#chips li')
    await page.check('#cheap')
    expect(await result).toMatchObject({ outcome: 'unconfirmed', savedMinor: null })
    await page.close()
  })

  test('the total had already moved between two codes', async () => {
    const page = await open(
      shop(
        `onApply = (code) => { chip(code); if (code === 'ONE') { total('$90.00'); addEventListener('input', () => total('$70.00'), { once: true }) } }`,
      ),
      '/cart',
    )
    const result = await applyAll(page, ['ONE', 'TWO'], { timeoutMs: 4000 })
    expect(result).toMatchObject({ outcome: 'unconfirmed', savedMinor: null })
    await page.close()
  })

  test('and where the cause is the code, one is', async () => {
    const page = await open(
      shop(
        `onApply = (code) => { chip(code); $('rows').innerHTML = '<tr><th>Discount</th><td>-$10.00</td></tr>'; total('$90.00') }`,
      ),
      '/cart',
    )
    expect(await apply(page, 'SAVE10')).toMatchObject({ outcome: 'applied', savedMinor: 1000 })
    expect(await shownTotal(page)).toBe('$90.00')
    await page.close()
  })

  test('free delivery by the code is a saving', async () => {
    const page = await open(
      shop(`onApply = (code) => { chip(code); $('shipping').textContent = 'Free'; total('$90.00') }`),
      '/cart',
    )
    expect(await apply(page, 'SHIPFREE')).toMatchObject({ outcome: 'applied', savedMinor: 1000 })
    await page.close()
  })
})
