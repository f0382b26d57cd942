import type { Page } from 'playwright-core'
import { afterEach, expect, test } from 'vitest'
import { apply, open, pageSource } from './harness.ts'

let page: Page
afterEach(() => page?.close())

// Each page has a code field and nothing that may be pressed for it. The page notes every click and submit.
test.each([
  'only-the-next-button',
  'apply-and-pay',
  'swedish-order-button',
  'submit-in-card-form',
  'card-frame',
  'order-form-around',
])('nothing is pressed on %s, and "copy code" is left', async (name) => {
  page = await open(pageSource(`apply/${name}`))
  const currency = name.startsWith('swedish') ? 'SEK' : 'USD'
  expect(await apply(page, 'SAVE10', { currency })).toMatchObject({
    outcome: 'unsupported',
    savedMinor: null,
  })
  expect(await page.evaluate(() => pressed)).toEqual([])
  expect(await page.evaluate(() => checkout.findCodeField(document, 'any')?.value)).toBe('')
})

test('a script that submits the payment form from our press is stopped', async () => {
  page = await open(pageSource('apply/button-that-submits-the-card'))
  expect(await apply(page, 'SAVE10', { timeoutMs: 2000 })).not.toMatchObject({ outcome: 'applied' })
  expect(await page.evaluate(() => pressed)).toEqual(['apply'])
})

test('the same button pressed by the member still pays: the guard is only up for our own press', async () => {
  page = await open(pageSource('apply/button-that-submits-the-card'))
  await page.click('#apply')
  expect(await page.evaluate(() => pressed)).toEqual(['apply', 'submit order'])
})

test('looking at a page presses nothing, types nothing and sends nothing', async () => {
  page = await open(pageSource('apply/checkbox-opens'))
  const requests: string[] = []
  page.on('request', (request) => requests.push(request.url()))
  const before = await page.content()
  await page.evaluate(() => {
    checkout.classifyPage(document)
    checkout.readTotal(document, { currency: 'USD' })
  })
  expect(await page.content()).toBe(before)
  expect(await page.evaluate(() => pressed)).toEqual([])
  expect(requests).toEqual([])
})

test.each([
  ['Place order', false],
  ['Pay now', false],
  ['Slutför köp', false],
  ['Beställ', false],
  ['Betala', false],
  ['Оформить заказ', false],
  ['Bezahlen', false],
  ['Jetzt kaufen', false],
  ['Weiter', false],
  ['Commander', false],
  ['Finalizar compra', false],
  ['注文を確定する', false],
  ['提交订单', false],
  ['결제하기', false],
  ['إتمام الطلب', false],
  ['Apply', true],
  ['Använd', true],
  ['Применить', true],
  ['Einlösen', true],
  ['Valider', true],
  ['Use PayPal code', true],
])('a button that says %j may be pressed: %s', async (text, may) => {
  page = await open(`<!doctype html><meta charset="utf-8"><button type="button">${text}</button>`)
  expect(await page.evaluate(() => checkout.mayPress(document.querySelector('button')!))).toBe(may)
})
