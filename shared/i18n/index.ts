import type { Locale } from '../contracts/index.ts'
import { compile } from './compile.ts'
import { TAGS } from './format.ts'
import { render } from './render.ts'
import type { CompiledWords, Translate } from './translate.ts'
import * as languages from './words/index.ts'
import type { MessageKey, Words } from './words.ts'

export * from './format.ts'
export type { Translate } from './translate.ts'
export type { MessageKey } from './words.ts'

const texts: Record<Locale, Words> = languages
const compiled: Partial<Record<Locale, CompiledWords>> = {}

/** One sentence of one language, compiled the first time it is asked for. */
function sentence(locale: Locale, key: MessageKey) {
  compiled[locale] ??= {}
  const words = compiled[locale]
  words[key] ??= compile(texts[locale][key])
  return words[key]
}

/** The translator of a language: `t(locale)('panel.points', { n: 3 })`. */
export const t =
  (locale: Locale): Translate =>
  (key, params = {}) =>
    render(sentence(locale, key), params, TAGS[locale])

/** The sentences whose keys start with one of `prefixes`, compiled, to be sent where no parser is. */
export function wordsFor(locale: Locale, prefixes: readonly string[]): CompiledWords {
  const keys = (Object.keys(texts[locale]) as MessageKey[]).filter((key) =>
    prefixes.some((prefix) => key.startsWith(prefix)),
  )
  return Object.fromEntries(keys.map((key) => [key, sentence(locale, key)]))
}

/** The language to speak, of those a browser lists, most wanted first. */
export function pickLocale(wanted: readonly string[]): Locale {
  for (const tag of wanted) {
    const language = tag.toLowerCase().split('-')[0] ?? ''
    // Nynorsk and plain "no" readers read bokmål.
    const locale = language === 'no' || language === 'nn' ? 'nb' : language
    if (locale in texts) return locale as Locale
  }
  return 'en'
}
