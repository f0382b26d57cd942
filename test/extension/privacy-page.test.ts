import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as languages from '../../shared/i18n/privacy/index.ts'
import { launchChromium } from '../browser.ts'
import { buildGallery } from './gallery-page.ts'

let page: Awaited<ReturnType<Awaited<ReturnType<typeof launchChromium>>['newPage']>>
let url: Awaited<ReturnType<typeof buildGallery>>['url']

beforeAll(async () => {
  ;({ url } = await buildGallery(join(import.meta.dirname, '../store/privacy.tsx')))
  page = await (await launchChromium()).newPage({ viewport: { width: 900, height: 900 } })
})
afterAll(() => page.close())

test.each(Object.entries(languages))(
  'in %s its titles stand out, and nothing is wider than the page',
  async (locale, { nothing, tokenAlone }) => {
    await page.goto(url('api.example', locale, 'light'))
    const size = (selector: string) =>
      page
        .locator(selector)
        .first()
        .evaluate((element) => Number.parseFloat(getComputedStyle(element).fontSize))
    expect(await size('.privacy')).toBe(14)
    expect(await size('h1')).toBe(34)
    expect(await size('h2')).toBe(20)
    expect(await size('.fields')).toBe(12)
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(900)
    // Only what carries nothing says so; a token alone is named.
    const said = await page.locator('.fields').allInnerTexts()
    expect(said.filter((text) => text === nothing)).toHaveLength(3)
    expect(said.filter((text) => text === tokenAlone).length).toBeGreaterThan(3)
  },
)
