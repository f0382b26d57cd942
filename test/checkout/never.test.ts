import type { Page } from 'playwright-core'
import { describe, expect, test } from 'vitest'
import { apply, applyAll, open } from './harness.ts'

/** What a page saw of us: presses and submits in their order, and every way in which an address or a cookie may change. */
interface Seen {
  pressed: string[]
  submitted: string[]
  wrote: string[]
}

declare global {
  var seen: Seen
}

const RECORDER = `<script>
globalThis.seen = { pressed: [], submitted: [], wrote: [] }
for (const name of ['pointerdown', 'mousedown', 'pointerup', 'mouseup', 'click'])
  document.addEventListener(name, (event) => { const at = event.target.closest('button, a, input, [role]'); seen.pressed.push(at ? at.id || at.name || at.textContent : event.target.localName) }, true)
document.addEventListener('submit', (event) => { seen.submitted.push(event.target.id); event.preventDefault() }, true)
for (const name of ['submit', 'requestSubmit']) { const own = HTMLFormElement.prototype[name]; HTMLFormElement.prototype[name] = function (...given) { seen.submitted.push(this.id); if (name !== 'submit') own.apply(this, given) } }
const cookie = Object.getOwnPropertyDescriptor(Document.prototype, 'cookie')
Object.defineProperty(document, 'cookie', { get() { seen.wrote.push('cookie read'); return cookie.get.call(document) }, set(value) { seen.wrote.push('cookie ' + value) } })
for (const name of ['pushState', 'replaceState']) { const own = history[name]; history[name] = function (...given) { seen.wrote.push(name + ' ' + given[2]); return own.apply(this, given) } }
for (const store of ['setItem', 'removeItem', 'clear']) { const own = Storage.prototype[store]; Storage.prototype[store] = function (...given) { seen.wrote.push('storage ' + given[0]); return own.apply(this, given) } }
navigation.addEventListener('navigate', (event) => { seen.wrote.push('navigate ' + event.destination.url); event.preventDefault() })
</script>`

const TOTAL = '<table class="summary"><tr><th>Total</th><td id="total">$100.00</td></tr></table>'
const PAY =
  '<form id="order"><input name="card" autocomplete="cc-number"><button id="place">Place order</button></form><form id="next"><button id="continue">Continue</button></form>'
const FIELD =
  '<div class="coupon"><label>Coupon code <input id="code" name="coupon"></label> <button type="button" id="apply">Apply</button><p id="said" role="alert"></p></div><ul id="chips"></ul>'
const GENERAL =
  '<div class="cart-item">Mug <button type="button" id="removeItem">Remove</button></div><button type="button" id="empty">Remove all</button><a id="clear" href="/cart/clear">Clear cart</a>'

const ANSWERS = `<script>
const by = (id) => document.getElementById(id)
const used = []
const worth = { SAVE10: 10, NOTHING: 0 }
const draw = () => { by('chips').innerHTML = used.map((code) => '<li>' + code + CONTROL(code) + '</li>').join(''); by('total').textContent = '$' + (100 - used.reduce((sum, code) => sum + worth[code], 0)) + '.00' }
const CONTROL = (code) => ' <button type="button" data-code="' + code + '" id="remove' + code + '" aria-label="Remove ' + code + '" onclick="used.splice(used.indexOf(\\'' + code + '\\'), 1); draw()">×</button>'
if (by('apply')) by('apply').onclick = () => { const code = by('code').value; by('code').value = ''; setTimeout(() => { if (code in worth) used.push(code); else by('said').textContent = code + ' is not valid'; draw() }, 100) }
</script>`

const page = (body: string, script = ANSWERS): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>Checkout</title><body>${RECORDER}<h1>Checkout</h1>${body}${script}`

const seenBy = (tab: Page): Promise<Seen> => tab.evaluate(() => seen)
/** Controls pressed, each once. */
const controls = ({ pressed }: Seen): string[] => [...new Set(pressed)]

describe.concurrent('a run never', () => {
  test('presses more than what applies its codes and takes them out', async () => {
    const tab = await open(page(FIELD + GENERAL + TOTAL + PAY))
    const result = await applyAll(tab, ['NOTHING', 'SAVE10', 'WRONG'])
    expect(result).toMatchObject({ outcome: 'applied', savedMinor: 1000 })
    const seen = await seenBy(tab)
    expect(controls(seen).sort()).toEqual(['apply', 'removeNOTHING', 'removeSAVE10'])
    expect(seen.submitted).toEqual([])
    await tab.close()
  })

  test('writes a cookie, an address or a storage of the shop, nor reads its cookies', async () => {
    const tab = await open(page(FIELD + TOTAL + PAY))
    await tab.goto('http://shop.test/checkout?utm_source=a&ref=b&gclid=c')
    await applyAll(tab, ['SAVE10', 'WRONG'])
    expect((await seenBy(tab)).wrote).toEqual([])
    expect(tab.url()).toContain('/checkout?utm_source=a&ref=b&gclid=c')
    expect(await tab.context().cookies()).toEqual([])
    await tab.close()
  })

  test.each([
    [
      'places the order',
      '<label>Coupon code <input name="coupon"></label> <button type="button" id="bad">Apply and place order</button>',
    ],
    [
      'pays',
      '<label>Coupon code <input name="coupon"></label> <button type="button" id="bad">Pay now</button>',
    ],
    [
      'goes on with the purchase',
      '<form id="f"><label>Coupon code <input name="coupon"></label> <button id="bad">Continue to payment</button></form>',
    ],
    [
      'submits the form with the card',
      '<form id="f"><label>Coupon code <input name="coupon"></label> <button id="bad">Apply</button> <input name="n" autocomplete="cc-number"></form>',
    ],
    [
      'submits the form with the card from outside',
      '<form id="f"><input name="n" autocomplete="cc-number"></form><div class="coupon"><label>Coupon code <input form="f" name="coupon"></label> <button form="f" id="bad">Apply</button></div>',
    ],
    [
      'places the order by its name',
      '<label>Coupon code <input name="coupon"></label> <button type="button" id="bad" class="place-order-button">Apply</button>',
    ],
    [
      'submits the form with a frame for the card',
      '<form id="f"><label>Coupon code <input name="coupon"></label> <button id="bad">Apply</button> <iframe title="card number"></iframe></form>',
    ],
  ])('presses what %s', async (_what, body) => {
    const tab = await open(page(body + TOTAL, '<script></script>'))
    expect(await apply(tab, 'SAVE10', { timeoutMs: 2000 })).toMatchObject({
      outcome: 'unsupported',
      savedMinor: null,
    })
    const seen = await seenBy(tab)
    expect(seen.pressed).toEqual([])
    expect(seen.submitted).toEqual([])
    await tab.close()
  })

  test('presses a general "remove", though its code saves nothing and stays', async () => {
    const bare = ANSWERS.replace(/const CONTROL = .*/, "const CONTROL = () => ''")
    const tab = await open(page(FIELD + GENERAL + TOTAL, bare))
    expect(await apply(tab, 'NOTHING')).toMatchObject({ outcome: 'noSaving', removed: false })
    expect(controls(await seenBy(tab))).toEqual(['apply'])
    await tab.close()
  })

  test('tries again where the shop wants a person: one press, then the code is given to copy', async () => {
    const trusting = `<script>document.getElementById('apply').onclick = (event) => { if (event.isTrusted) document.getElementById('total').textContent = '$90.00' }</script>`
    const tab = await open(page(FIELD + TOTAL, trusting))
    const result = await applyAll(tab, ['SAVE10', 'OTHER'], { timeoutMs: 2000 })
    expect(result).toMatchObject({ outcome: 'unsupported', savedMinor: null })
    expect((await seenBy(tab)).pressed.filter((one) => one === 'apply')).toHaveLength(5)
    expect(await tab.inputValue('#code')).toBe('')
    await tab.close()
  })

  test('begins by itself: the bundle in a page does nothing until it is called', async () => {
    const tab = await open(page(FIELD + GENERAL + TOTAL + PAY))
    const before = await tab.content()
    await tab.evaluate(async () => {
      checkout.classifyPage(document)
      checkout.readTotal(document)
      checkout.holdsCode(document, 'SAVE10')
      await new Promise((resolve) => setTimeout(resolve, 1500))
    })
    expect(await tab.content()).toBe(before)
    expect(await seenBy(tab)).toEqual({ pressed: [], submitted: [], wrote: [] })
    await tab.close()
  })
})
