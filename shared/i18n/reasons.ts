import type { Locale, Reason } from '../contracts/index.ts'
import { formatDay, formatMoney, TAGS } from './format.ts'
import type { Params } from './render.ts'
import type { Translate } from './translate.ts'
import type { MessageKey } from './words.ts'

/**
 * A reason as a sentence. `null` for a code that these words don't know yet: an older extension meets a newer worker,
 * and says nothing rather than something wrong.
 */
export function sayReason({ code, params }: Reason, t: Translate, locale: Locale): string | null {
  const { amountMinor, currency, startsAt, endsAt, region } = params
  const said: Params = { ...params }
  if (typeof amountMinor === 'number' && typeof currency === 'string')
    said.amount = formatMoney(amountMinor, currency, locale)
  const at = startsAt ?? endsAt
  if (typeof at === 'number') said.date = formatDay(at, locale)
  if (typeof region === 'string' && region.length === 2)
    said.region = new Intl.DisplayNames(TAGS[locale], { type: 'region' }).of(region) ?? region
  try {
    const sentence = t(`reason.${code}` as MessageKey, said)
    return sentence.charAt(0).toLocaleUpperCase(TAGS[locale]) + sentence.slice(1)
  } catch {
    return null
  }
}
