import { describe, expect, test } from 'vitest'
import { apply, open } from './harness.ts'

/** A block checkout: its fields are drawn anew when a code is applied, from what its server has heard of them. */
const shop = (
  hearing: string,
): string => `<!doctype html><html lang="en"><meta charset="utf-8"><title>Checkout</title><h1>Checkout</h1>
<form id="address"></form>
<div class="coupon"><label>Coupon code <input id="code" name="coupon"></label> <button type="button" id="apply">Apply</button></div><ul id="chips"></ul>
<table class="summary"><tr><th>Total</th><td id="total">$100.00</td></tr></table>
<script>
const $ = (id) => document.getElementById(id)
globalThis.wipes = 0
const sent = { street: '', city: '' }
const draw = () => {
  $('address').innerHTML = Object.entries(sent).map(([name, value]) => '<input name="' + name + '" value="' + value + '">').join('')
}
const wipe = () => {
  for (const field of $('address').elements) if (field.value !== '' && sent[field.name] === '') wipes++
  draw()
}
draw()
${hearing}
</script>`

const SAVING = `$('chips').innerHTML = '<li>SAVE10 <button data-code="SAVE10" aria-label="Remove SAVE10">×</button></li>'; $('total').textContent = '$90.00'`

describe.concurrent('an address that has just been typed', () => {
  test('has been sent before a code goes in', async () => {
    // The shop's own scripts send a field once it has been still for 1.5 seconds.
    const page = await open(
      shop(`let timer
$('address').oninput = (event) => { const { name, value } = event.target; clearTimeout(timer); timer = setTimeout(() => { sent[name] = value }, 1500) }
$('apply').onclick = () => setTimeout(() => { wipe(); ${SAVING} }, 200)`),
    )
    await page.fill('[name=street]', 'Storgatan 1')
    expect(await apply(page, 'SAVE10')).toMatchObject({ outcome: 'applied', savedMinor: 1000 })
    expect(await page.inputValue('[name=street]')).toBe('Storgatan 1')
    expect(await page.evaluate(() => (globalThis as unknown as { wipes: number }).wipes)).toBe(0)
    await page.close()
  })

  test('is put back once more where the shop wipes it twice', async () => {
    const page = await open(
      shop(
        `$('apply').onclick = () => setTimeout(() => { wipe(); ${SAVING}; $('address').addEventListener('input', () => setTimeout(wipe, 60), { once: true }) }, 200)`,
      ),
    )
    await page.fill('[name=street]', 'Storgatan 1')
    await page.fill('[name=city]', 'Umeå')
    expect(await apply(page, 'SAVE10')).toMatchObject({ outcome: 'applied' })
    expect(await page.inputValue('[name=street]')).toBe('Storgatan 1')
    expect(await page.inputValue('[name=city]')).toBe('Umeå')
    await page.close()
  })

  test('is not waited for without end', async () => {
    const page = await open(shop(`$('apply').onclick = () => setTimeout(() => { ${SAVING} }, 200)`))
    await page.fill('[name=street]', 'S')
    const result = apply(page, 'SAVE10')
    let over = false
    result.finally(() => {
      over = true
    })
    while (!over) await page.locator('[name=city]').pressSequentially('a', { delay: 50 })
    expect(['applied', 'unconfirmed']).toContain((await result).outcome)
    await page.close()
  })
})
