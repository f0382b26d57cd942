import { describe, expect, test } from 'vitest'
import * as listing from '../../shared/i18n/listing/index.ts'
import { descriptionOf, LIMITS } from './listing.ts'

describe.each(Object.entries(listing))('the listing in %s', (locale, words) => {
  test('fits into every store', () => {
    expect(words.summary.length).toBeLessThanOrEqual(LIMITS.summary)
    expect(descriptionOf(words).length).toBeLessThanOrEqual(LIMITS.description)
  })

  test('says everything that the English one says, in words of its own', () => {
    const { en } = listing
    expect(Object.keys(words).sort()).toEqual(Object.keys(en).sort())
    for (const [key, text] of Object.entries(words)) {
      expect(text.trim(), key).not.toBe('')
      if (locale !== 'en') expect(text, key).not.toBe(en[key as keyof typeof en])
      const bullets = (said: string) => said.match(/^• /gm)?.length ?? 0
      expect(bullets(text), key).toBe(bullets(en[key as keyof typeof en]))
      expect(text, key).not.toMatch(/!/)
    }
  })
})
