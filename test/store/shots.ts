import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import * as listing from '../../shared/i18n/listing/index.ts'
import { launchChromium } from '../browser.ts'
import { buildGallery } from '../extension/gallery-page.ts'
import { SHOTS } from './shots-list.ts'

/** What every store takes, in pixels. Source: Chrome Web Store, images; Edge and Mozilla take the same. */
const SIZE = { width: 1280, height: 800 }

/** Takes the listing's pictures in every language; answers how many. */
export async function takeShots(dir: string): Promise<number> {
  const { url } = await buildGallery(join(import.meta.dirname, 'shot.tsx'))
  const browser = await launchChromium()
  const page = await browser.newPage({
    viewport: SIZE,
    reducedMotion: 'reduce',
    timezoneId: 'Europe/Stockholm',
  })
  let taken = 0
  for (const locale of Object.keys(listing)) {
    await mkdir(join(dir, locale), { recursive: true })
    for (const { name } of SHOTS) {
      await page.goto(url(name, locale, 'light'))
      await page.screenshot({ path: join(dir, locale, `${name}.png`) })
      taken += 1
    }
  }
  await browser.close()
  return taken
}
