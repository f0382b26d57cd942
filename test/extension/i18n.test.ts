import { describe, expect, test } from 'vitest'
import { PROBLEMS } from '../../shared/contracts/index.ts'
import { REASON_CODES } from '../../shared/engine/reasons.ts'
import { compile } from '../../shared/i18n/compile.ts'
import { formatMemberNumber, formatMoney, pickLocale, t, wordsFor } from '../../shared/i18n/index.ts'
import { sayReason } from '../../shared/i18n/reasons.ts'
import type { Compiled } from '../../shared/i18n/render.ts'
import * as languages from '../../shared/i18n/words/index.ts'
import type { MessageKey } from '../../shared/i18n/words.ts'

const locales = ['en', 'sv', 'da', 'nb', 'ru'] as const
const texts: Record<(typeof locales)[number], Record<string, string>> = languages
const keys = Object.keys(languages.en) as MessageKey[]
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ')

/** The parameters that a sentence names. */
function names(parts: Compiled, found = new Set<string>()): Set<string> {
  for (const part of parts) {
    if (typeof part !== 'object') continue
    if ('arg' in part) found.add(part.arg)
    else {
      found.add(part.plural)
      for (const branch of Object.values(part.of)) names(branch, found)
    }
  }
  return found
}

describe.each(locales)('%s', (locale) => {
  const words: Record<string, string> = texts[locale]

  test('has every sentence and no other', () => expect(Object.keys(words).sort()).toEqual([...keys].sort()))

  test('names the same parameters as English', () => {
    const wrong = keys.filter(
      (key) =>
        String([...names(compile(words[key] ?? ''))].sort()) !==
        String([...names(compile(languages.en[key]))].sort()),
    )
    expect(wrong).toEqual([])
  })

  test.each([0, 1, 2, 5, 12, 21, 1840])('says every sentence with %i', (n) => {
    for (const key of keys) {
      const sample = Object.fromEntries(
        [...names(compile(words[key] ?? ''))].map((name) => [
          name,
          /plural/.test(words[key] ?? '') && words[key]?.includes(`{${name}, plural`) ? n : 'x',
        ]),
      )
      const said = t(locale)(key, sample)
      expect(said.trim(), key).not.toBe('')
      expect(said, key).not.toMatch(/[{}]|undefined|NaN/)
    }
  })

  test('has a sentence for every problem and every reason', () => {
    for (const code of Object.keys(PROBLEMS)) expect(words).toHaveProperty([`problem.${code}`])
    for (const [code, params] of Object.entries(REASON_CODES)) {
      const sample = Object.fromEntries(
        params.map((name) => [
          name,
          { currency: 'SEK', category: 'kaffe', region: 'SE', state: 'paused' }[name as string] ??
            1_800_000_000_000,
        ]),
      )
      expect(sayReason({ code, params: sample }, t(locale), locale), code).toBeTruthy()
    }
  })

  test('does not shout', () => expect(Object.values(words).filter((text) => text.includes('!'))).toEqual([]))
})

test.each([
  ['en', 'You buy coffee every 9 days, last time 12 days ago.'],
  ['sv', 'Du köper coffee med 9 dagars mellanrum, senast för 12 dagar sedan.'],
  ['ru', 'Вы покупаете coffee раз в 9 дней, последний раз 12 дней назад.'],
] as const)('a reason in %s', (locale, expected) =>
  expect(
    sayReason(
      { code: 'categoryRhythm', params: { category: 'coffee', everyDays: 9, daysAgo: 12 } },
      t(locale),
      locale,
    ),
  ).toBe(expected),
)

test('a reason of a newer worker is not said rather than said wrong', () =>
  expect(sayReason({ code: 'phaseOfTheMoon', params: {} }, t('en'), 'en')).toBeNull())

test.each([
  [1, 'балл'],
  [3, 'балла'],
  [11, 'баллов'],
  [21, 'балл'],
])('Russian counts %i as %s', (n, word) => expect(t('ru')('panel.points', { n })).toBe(`${n} ${word}`))

test('money reads as a person writes it', () => {
  expect(plain(formatMoney(-4500, 'SEK', 'en'))).toBe('−45 kr')
  expect(plain(formatMoney(48650, 'SEK', 'sv'))).toBe('486,50 kr')
  expect(plain(formatMoney(48600, 'SEK', 'sv', 'plain'))).toBe('486,00')
  expect(plain(formatMoney(1200, 'JPY', 'en', 'exact'))).toBe('¥1,200')
  expect(formatMemberNumber('7043118622590418')).toBe('7043 1186 2259 0418')
})

test('the language is the first of the browser’s that we speak', () => {
  expect(pickLocale(['fi-FI', 'sv-FI', 'en'])).toBe('sv')
  expect(pickLocale(['no', 'en'])).toBe('nb')
  expect(pickLocale(['fi'])).toBe('en')
})

test('a page gets one language, compiled, and no sentence of the popup', () => {
  const words = wordsFor('da', ['panel.', 'reason.'])
  expect(Object.keys(words)).toContain('panel.apply')
  expect(Object.keys(words).some((key) => key.startsWith('popup.'))).toBe(false)
  expect(JSON.parse(JSON.stringify(words))).toEqual(words)
})
