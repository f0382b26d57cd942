import { describe, expect, test } from 'vitest'
import type { RunState } from '../../extension/checkout/types.ts'
import { apply, applyAndCancelAt, open, shownTotal } from './harness.ts'

/** A checkout in one page. `script` sets `onApply`, called with the code, and may set `onRemove`. */
const shop = (
  script: string,
  form = '',
): string => `<!doctype html><html lang="en"><meta charset="utf-8"><title>Checkout</title><h1>Checkout</h1>
<fieldset><label><input type="radio" name="way" checked> Standard $10.00</label><label><input type="radio" name="way" id="cheap"> Pick up Free</label></fieldset>
<form id="basket">${form}<div class="coupon"><label for="code">Coupon code</label> <input id="code" name="coupon"> <button id="apply">Apply</button><p role="alert" id="said"></p></div></form><ul id="chips" class="coupons"></ul>
<table class="summary"><tr><th>Subtotal</th><td>$90.00</td></tr><tr><th>Shipping</th><td id="shipping">$10.00</td></tr><tr><th>Total</th><td id="total">$100.00</td></tr></table>
<script>
const $ = (id) => document.getElementById(id)
globalThis.pressed = []
let onRemove = () => {}
const total = (text) => { $('total').textContent = text }
const chip = (code) => { $('chips').insertAdjacentHTML('beforeend', '<li>' + code + ' <button type="button" data-code="' + code + '" aria-label="Remove ' + code + '" onclick="this.parentElement.remove();onRemove(\\'' + code + '\\')">×</button></li>') }
$('basket').onsubmit = (event) => { event.preventDefault(); const code = $('code').value; pressed.push(code); $('code').value = ''; setTimeout(() => onApply(code), 150) }
${script}
</script>`

describe.concurrent('a stop', () => {
  test('while the shop takes the code up takes it out again', async () => {
    const page = await open(
      shop(`onApply = (code) => { document.body.append(document.createElement('hr')); setTimeout(() => { chip(code); total('$90.00') }, 1200) }
        onRemove = () => total('$100.00')`),
    )
    const result = await applyAndCancelAt(page, 'SAVE10', 'hr')
    expect(result).toMatchObject({ outcome: 'cancelled', removed: true, savedMinor: null })
    expect(await page.locator('#chips li').count()).toBe(0)
    expect(await shownTotal(page)).toBe('$100.00')
    await page.close()
  })

  test('that the shop outlasts is not told as undone', async () => {
    const page = await open(
      shop(
        `onApply = (code) => { document.body.append(document.createElement('hr')); setTimeout(() => { chip(code); total('$90.00') }, 20000) }`,
      ),
    )
    const result = await applyAndCancelAt(page, 'SAVE10', 'hr')
    expect(result.outcome).toBe('unconfirmed')
    expect(result.removed).not.toBe(true)
    await page.close()
  })
})

test.concurrent('a code that comes back after it was taken out is not told as gone', async () => {
  const page = await open(
    shop(`onApply = (code) => { chip(code); total('$105.00') }
      onRemove = (code) => { total('$100.00'); setTimeout(() => { chip(code); total('$105.00'); $('said').textContent = 'Could not remove coupon' }, 1500) }`),
  )
  const result = await apply(page, 'SAVE10')
  expect(result).toMatchObject({ outcome: 'unconfirmed', savedMinor: null, removed: false })
  await page.close()
})

describe.concurrent('what the member chose just before', () => {
  test.each([
    ['and shows in its row', `$('shipping').textContent = 'Free'; total('$90.00')`, 'chip(code)'],
    ['and shows in the total alone', `total('$90.00')`, ''],
  ])('is no saving of the code: %s', async (_how, chosen, applied) => {
    const page = await open(
      shop(
        `$('cheap').onclick = () => setTimeout(() => { ${chosen} }, 2500); onApply = (code) => { ${applied} }`,
      ),
    )
    await page.evaluate(() => checkout.noteTouches(document))
    await page.check('#cheap')
    const result = await apply(page, 'SAVE10')
    expect(result).toMatchObject({ savedMinor: null, before: { amountMinor: 9000, currency: 'USD' } })
    expect(result.outcome).not.toBe('applied')
    await page.close()
  })
})

describe.concurrent('a count that was changed and not sent', () => {
  test.each([
    ['in a field', '<input type="number" name="qty" id="qty" value="2">'],
    ['in a choice', '<select name="qty" id="qty"><option>1</option><option selected>2</option></select>'],
  ])('%s of the form that would be pressed: nothing is', async (_where, field) => {
    const page = await open(shop(`onApply = (code) => { chip(code); total('$55.00') }`, field))
    await page.locator('#qty').evaluate((field: HTMLInputElement | HTMLSelectElement) => {
      field.value = '1'
    })
    expect(await apply(page, 'SAVE10')).toMatchObject({ outcome: 'unsupported', savedMinor: null })
    expect(await page.evaluate(() => pressed)).toEqual([])
    expect(await page.inputValue('#qty')).toBe('1')
    expect(await page.inputValue('#code')).toBe('')
    await page.close()
  })
})

describe.concurrent('what stood in the code field', () => {
  test.each([
    ['a card number', '4111 1111 1111 1111', ''],
    ['a number of a person', '19811218-9876', ''],
    ['a code of the member', 'MINE20', 'MINE20'],
  ])(
    '%s: kept over a load only where it is no secret, and there again after a refusal',
    async (_what, text, kept) => {
      const page = await open(
        shop(`onApply = (code) => { $('said').textContent = 'Coupon ' + code + ' is not valid' }`),
      )
      const saved: RunState[] = []
      await page.exposeFunction('keep', (state: RunState | null) => void (state && saved.push(state)))
      await page.fill('#code', text)
      const outcome = await page.evaluate(async () => {
        const { keep } = globalThis as unknown as { keep(state: RunState | null): Promise<void> }
        const { signal } = new AbortController()
        return (await checkout.startRun(document, ['SAVE10'], { signal, currency: 'USD', save: keep }))
          .outcome
      })
      expect(outcome).toBe('rejected')
      expect(saved.length).toBeGreaterThan(0)
      expect(new Set(saved.map(({ fieldText }) => fieldText))).toEqual(new Set([kept]))
      if (kept === '') expect(JSON.stringify(saved)).not.toContain(text)
      expect(await page.inputValue('#code')).toBe(text)
      await page.close()
    },
  )
})

test.concurrent('a code of before comes back where ours drove it out and the total never stands still', async () => {
  const page =
    await open(`<!doctype html><html lang="en"><meta charset="utf-8"><title>Checkout</title><h1>Checkout</h1>
<div class="promo-box"><label for="code">Promo code</label> <input id="code" name="promo"> <button type="button" id="apply">Apply</button></div><ul id="chips" class="coupons"></ul>
<table class="summary"><tr><th>Subtotal</th><td>$90.00</td></tr><tr><th>Total</th><td id="total"></td></tr></table>
<script>
const $ = (id) => document.getElementById(id)
let used = 'SPRING15', cents = 9900
const render = () => {
  $('chips').innerHTML = used ? '<li class="coupon">' + used + ' <button data-code="' + used + '">×</button></li>' : ''
  $('total').textContent = used === 'SPRING15' ? '$85.00' : '$100.00'
  const out = $('chips').querySelector('button')
  if (out) out.onclick = () => { used = ''; render() }
}
$('apply').onclick = () => { const code = $('code').value; $('code').value = ''; setTimeout(() => { used = code; render() }, 150) }
setInterval(() => { if (used === 'BAD') $('total').textContent = '$' + (cents-- / 100).toFixed(2) }, 150)
render()
</script>`)
  const result = await apply(page, 'BAD', { timeoutMs: 4000 })
  expect(result).toMatchObject({ outcome: 'unconfirmed', savedMinor: null, removed: true })
  expect(await page.locator('#chips').innerText()).toContain('SPRING15')
  expect(await shownTotal(page)).toBe('$85.00')
  await page.close()
})
