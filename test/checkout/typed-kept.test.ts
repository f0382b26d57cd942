import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type * as Typed from '../../extension/checkout/typed-fields.ts'
import { launchChromium } from '../browser.ts'

declare global {
  var typing: typeof Typed
}

let page: Page
beforeAll(async () => {
  const { outputFiles } = await build({
    entryPoints: [fileURLToPath(new URL('../../extension/checkout/typed-fields.ts', import.meta.url))],
    bundle: true,
    write: false,
    format: 'iife',
    globalName: 'typing',
    charset: 'utf8',
  })
  page = await (await launchChromium()).newPage()
  await page.setContent('<!doctype html><title>Checkout</title><body>')
  await page.addScriptTag({ content: `${outputFiles[0]!.text};globalThis.typing = typing` })
})
afterAll(() => page?.close())

const draw = (body: string): Promise<void> =>
  page.evaluate((body) => {
    document.body.innerHTML = body
    typing.watchTyping(document)
  }, body)

const note = () => page.evaluate(() => typing.noteTyped(document, document.querySelector('#code')))

/** The shop's own script, then our putting back. */
const wipeAndRestore = (noted: Awaited<ReturnType<typeof note>>, script: string) =>
  page.evaluate(
    ([noted, script]) => {
      new Function(script)()
      typing.restoreTyped(document, noted)
    },
    [noted, script] as const,
  )

const held = (selector: string): Promise<string> =>
  page
    .locator(selector)
    .evaluate((field: HTMLInputElement) =>
      /checkbox|radio/.test(field.type) ? String(field.checked) : (field.value ?? field.innerText),
    )

describe('what the member typed comes back', () => {
  test.each<[string, string, Record<string, string>, string, Record<string, string>?]>([
    [
      'into two fields of one name',
      '<form><input name="city" id="a"></form><form><input name="city" id="b"></form>',
      { '#a': 'Umeå', '#b': 'Luleå' },
      "document.querySelectorAll('input').forEach((field) => { field.value = '' })",
    ],
    [
      'as a long note',
      '<textarea name="note"></textarea>',
      { textarea: 'x'.repeat(9000) },
      "document.querySelector('textarea').value = ''",
    ],
    [
      'into a field with only a label',
      '<label>Street <input class="st"></label>',
      { input: 'Storgatan' },
      "document.querySelector('input').value = ''",
    ],
    [
      'into fields that have other names each time',
      '<div><label>Street <input name="f1" class="s"></label><label>City <input name="f2" class="c"></label></div>',
      { '.s': 'Storgatan', '.c': 'Umeå' },
      "document.querySelector('div').innerHTML = '<label>City <input name=f1 class=c></label><label>Street <input name=f9 class=s></label>'",
    ],
    [
      'over what the shop had saved',
      '<input name="street" value="Saved street">',
      { input: 'Typed' },
      "document.querySelector('input').value = 'Saved street'",
    ],
    [
      'into the page itself',
      '<div contenteditable="true" id="n" style="min-height:20px"></div>',
      { '#n': 'Ring the bell' },
      "document.querySelector('#n').textContent = ''",
    ],
  ])('%s', async (_what, body, typed, script, expected = typed) => {
    await draw(body)
    for (const [selector, text] of Object.entries(typed)) await page.fill(selector, text)
    await wipeAndRestore(await note(), script)
    for (const [selector, text] of Object.entries(expected)) expect(await held(selector)).toBe(text)
  })

  test('as ticks and choices, other than those that are paid for', async () => {
    await draw(
      `<label><input type="checkbox" id="g" name="g"> Leave at the door</label> <p><label><input type="checkbox" id="p" name="p"> Gift wrap $5.00</label></p>
      <p><label><input type="radio" name="w" id="am" value="am" checked> Morning</label><label><input type="radio" name="w" id="pm" value="pm"> Evening</label></p>
      <select name="floor"><option>1</option><option>2</option></select>`,
    )
    for (const box of ['#g', '#p', '#pm']) await page.check(box)
    await page.selectOption('select', '2')
    await wipeAndRestore(
      await note(),
      "for (const id of ['g', 'p']) document.getElementById(id).checked = false; document.getElementById('am').checked = true; document.querySelector('select').value = '1'",
    )
    expect([await held('#g'), await held('#p'), await held('#pm'), await held('select')]).toEqual([
      'true',
      'false',
      'true',
      '2',
    ])
  })

  test('where it is wiped some seconds after the answer', async () => {
    await draw('<input name="street">')
    await page.fill('input', 'Storgatan')
    await wipeAndRestore(
      await note(),
      "setTimeout(() => { const field = document.querySelector('input'); field.value = ''; field.className = 'wiped' }, 1500)",
    )
    await page.waitForFunction(
      () => document.querySelector<HTMLInputElement>('.wiped')?.value === 'Storgatan',
    )
  })
})

describe("the member's own hand wins", () => {
  const during = async (text: string, script: string): Promise<string> => {
    await draw('<input name="street">')
    await page.fill('input', 'Stor')
    const noted = await note()
    await page.fill('input', text)
    await wipeAndRestore(noted, script)
    return held('input')
  }
  test('where they typed on and the shop wiped it', async () =>
    expect(await during('Storgatan 1', "document.querySelector('input').value = ''")).toBe('Storgatan 1'))
  test('where they typed on and the shop drew what it had heard', async () =>
    expect(await during('Storgatan 1', "document.querySelector('input').value = 'Stor'")).toBe('Storgatan 1'))
  test('where they emptied it', async () => expect(await during('', '')).toBe(''))
  test('and what the shop wrote anew is left', async () => {
    await draw('<input name="street">')
    await page.fill('input', 'storgatan 1')
    await wipeAndRestore(await note(), "document.querySelector('input').value = 'Storgatan 1'")
    expect(await held('input')).toBe('Storgatan 1')
  })
})
