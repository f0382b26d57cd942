import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as languages from '../../shared/i18n/privacy/index.ts'
import { launchChromium } from '../browser.ts'
import { buildGallery } from '../extension/gallery-page.ts'

/** Writes the privacy page as one file a language, with nothing to load: to be put at the address that the stores are told. */
export async function writePrivacy(dir: string, host: string): Promise<void> {
  const { url } = await buildGallery(join(import.meta.dirname, 'privacy.tsx'))
  const page = await (await launchChromium()).newPage()
  await mkdir(dir, { recursive: true })
  for (const locale of Object.keys(languages)) {
    await page.goto(url(host, locale, 'light'))
    await writeFile(join(dir, `${locale}.html`), await page.content())
  }
  await page.close()
}
