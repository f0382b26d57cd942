import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as listing from '../../shared/i18n/listing/index.ts'

/** Most characters that a store takes. Sources: Chrome Web Store (summary), addons.mozilla.org (summary), Edge (description). */
export const LIMITS = { summary: 132, description: 10_000 }

/** A store's long description: every part, with an empty line between. */
export const descriptionOf = ({ lead, does, doesNot, yours, languages }: (typeof listing)['en']): string =>
  [lead, does, doesNot, yours, languages].join('\n\n')

/** Writes the listing's texts, one folder a language. */
export async function writeListing(dir: string): Promise<void> {
  for (const [locale, words] of Object.entries(listing)) {
    await mkdir(join(dir, locale), { recursive: true })
    await writeFile(join(dir, locale, 'summary.txt'), `${words.summary}\n`)
    await writeFile(join(dir, locale, 'description.txt'), `${descriptionOf(words)}\n`)
  }
}
