import { z } from 'zod'
import { type Locale, text } from './primitives.ts'

/** How a shop's words sound. `plain` is how they are written unless another is given. */
export const Tone = z.enum(['plain', 'warm', 'formal'])
export type Tone = z.infer<typeof Tone>

/** One language's words, and the same in other tones: what a tone leaves out is said plainly. */
const inTones = <Shape extends z.core.$ZodShape>(words: z.ZodObject<Shape>) =>
  words
    .extend({
      tones: z
        .strictObject({ warm: words.partial().optional(), formal: words.partial().optional() })
        .optional(),
    })
    .optional()

/** A merchant's words by language: at least one, each with the tones that the merchant wrote. */
export function wordsByLanguage<Shape extends z.core.$ZodShape>(words: z.ZodObject<Shape>) {
  const one = inTones(words)
  return z
    .strictObject({ en: one, sv: one, da: one, nb: one, ru: one } satisfies Record<Locale, typeof one>)
    .refine((content) => Object.values(content).some(Boolean), 'must hold at least one language')
}

type Toned = { tones?: { warm?: object | undefined; formal?: object | undefined } | undefined }

/**
 * The words that a member reads: their language, or else the store's, or any that is there, English first; in the tone that
 * they chose, and plainly where that was not written. `null`: no words at all.
 */
export function wordsOf<W extends Toned>(
  content: Partial<Record<Locale, W | undefined>>,
  {
    locale,
    tone = 'plain',
    fallback,
  }: { locale: Locale; tone?: Tone | undefined; fallback?: Locale | undefined },
): Omit<W, 'tones'> | null {
  const words =
    content[locale] ?? (fallback && content[fallback]) ?? content.en ?? Object.values(content).find(Boolean)
  if (!words) return null
  const { tones, ...plain } = words
  const toned = tone === 'plain' ? undefined : tones?.[tone]
  return {
    ...plain,
    ...(toned && Object.fromEntries(Object.entries(toned).filter(([, text]) => text !== undefined))),
  }
}

/** What a tier or a plan is called in further languages and tones; who reads another one reads its `name`. */
export const NameWords = wordsByLanguage(z.strictObject({ name: text(60) }))
export type NameWords = z.infer<typeof NameWords>

/** A thing as a member reads it: with the words of their language and tone where it has them, and else with its own. */
export function spoken<T extends { content?: Partial<Record<Locale, Toned | undefined>> | undefined }>(
  thing: T,
  { locale, tone }: { locale: Locale; tone?: Tone | undefined },
): T {
  const words = thing.content?.[locale]
  return words ? { ...thing, ...wordsOf({ [locale]: words }, { locale, tone }) } : thing
}
