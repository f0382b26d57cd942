import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { chromium } from 'playwright-core'
import { CHROMIUM_ARGS, findChromium } from '../browser.ts'
import { buildGallery, buildGuest } from './gallery-page.ts'
import type { mount } from './guest.tsx'
import { scenes } from './scenes.ts'

/**
 * Pictures of every state in both themes: `node test/extension/gallery.ts --out .tour/gallery`; `--only panel` draws one
 * surface.
 */
const { values } = parseArgs({
  options: { out: { type: 'string', default: '.tour/gallery' }, only: { type: 'string' } },
})
const out = values.out
const { url } = await buildGallery()
const browser = await chromium.launch({
  executablePath: findChromium(),
  args: CHROMIUM_ARGS,
})
const page = await browser.newPage({
  deviceScaleFactor: 1.5,
  reducedMotion: 'reduce',
  timezoneId: 'Europe/Stockholm',
})
await mkdir(out, { recursive: true })

await page.goto(url('panel', 'offers', 'light'))
const names = await page.evaluate(() => (window as unknown as { gallery: Record<string, string[]> }).gallery)
const size = { panel: [400, 560], popup: [380, 600], welcome: [560, 640] } as Record<string, [number, number]>
for (const theme of ['light', 'dark'] as const) {
  for (const [kind, list] of Object.entries(names)) {
    if (values.only && values.only !== kind) continue
    const [width, height] = size[kind] ?? [400, 600]
    await page.setViewportSize({ width, height })
    const cells: string[] = []
    for (const name of list) {
      await page.goto(url(kind, name, theme))
      const picture = await page.screenshot({ path: join(out, `${kind}-${name}-${theme}.png`) })
      cells.push(
        `<figure><img width="${width}" src="data:image/png;base64,${picture.toString('base64')}"><figcaption>${name}</figcaption></figure>`,
      )
    }
    // One sheet to look at all of them together.
    const sheet = await browser.newPage({ viewport: { width: 4 * (width + 24) + 24, height: 800 } })
    await sheet.setContent(
      `<style>body{margin:24px;background:${theme === 'dark' ? '#111' : '#ddd'};display:flex;flex-wrap:wrap;gap:24px;font:14px sans-serif;color:#777}figure{margin:0}</style>${cells.join('')}`,
    )
    await sheet.screenshot({ path: join(out, `sheet-${kind}-${theme}.png`), fullPage: true })
    await sheet.close()
  }
}
/** What the panel does beside other things: in a corner that is taken, in a phone's window, at 400 % zoom. */
const SCENES = [
  ['chat-bubble', 'folded-offers', 1000, 640],
  ['chat-bubble', 'offers', 1000, 640],
  ['bubble-over-bar', 'folded-code', 390, 700],
  ['pay-bar', 'checkout-together', 390, 700],
  ['plain', 'saved-several', 320, 256],
  ['plain', 'join-ru', 320, 480],
  ['hostile-root', 'offers', 1000, 640],
] as const
const script = await buildGuest()
for (const theme of ['light', 'dark'] as const)
  for (const [scene, state, width, height] of values.only === 'popup' ? [] : SCENES) {
    await page.setViewportSize({ width, height })
    await page.goto('about:blank')
    await page.setContent(scenes[scene]!)
    await page.addScriptTag({ content: script })
    await page.evaluate(
      ([name, shown]) =>
        (window as unknown as { guest: { mount: typeof mount } }).guest.mount(name, null, shown) && undefined,
      [state, theme] as const,
    )
    await page.screenshot({ path: join(out, `scene-${scene}-${state}-${theme}.png`) })
  }
await browser.close()
console.log(`Pictures of ${Object.values(names).flat().length} states in two themes are in ${out}`)
