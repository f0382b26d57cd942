import type { en } from './words/en.ts'

/** The name of a sentence. */
export type MessageKey = keyof typeof en

/** One language: every sentence, as ICU MessageFormat. */
export type Words = Record<MessageKey, string>
