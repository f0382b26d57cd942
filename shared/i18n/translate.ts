import type { Locale } from '../contracts/index.ts'
import { TAGS } from './format.ts'
import { type Compiled, type Params, render } from './render.ts'
import type { MessageKey } from './words.ts'

/** A language's sentences, compiled; a part of them where only a part is needed. */
export type CompiledWords = Partial<Record<MessageKey, Compiled>>

/** Says a sentence. Shape of `t('panel.points', { n: 3 })`. */
export type Translate = (key: MessageKey, params?: Params) => string

/** A translator over sentences that are compiled already. Throws on a sentence that was not brought along. */
export const translatorOf =
  (words: CompiledWords, locale: Locale): Translate =>
  (key, params = {}) => {
    const sentence = words[key]
    if (!sentence) throw new Error(`No sentence ${key} in ${locale}`)
    return render(sentence, params, TAGS[locale])
  }
