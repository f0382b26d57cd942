import { minorDigits } from '../contracts/currency.ts'
import type { Locale } from '../contracts/index.ts'

/**
 * How each language writes numbers and dates. English is written as in Sweden ("1 840", "29 Nov", "14:32"):
 * its readers are in the Nordic countries.
 */
export const TAGS: Record<Locale, string> = {
  en: 'en-SE',
  sv: 'sv-SE',
  da: 'da-DK',
  nb: 'nb-NO',
  ru: 'ru-RU',
}

/** English speakers here write kronor as their neighbours do, "45 kr", but dollars as everybody does, "$45". */
const moneyTag = (locale: Locale, currency: string): string =>
  locale === 'en' && !['SEK', 'NOK', 'DKK', 'ISK'].includes(currency) ? 'en-GB' : TAGS[locale]

/**
 * Money as a person writes it, of `amountMinor` in minor units of `currency` (ISO 4217). `whole` leaves out the decimals of an even amount ("45 kr"), `plain` the currency
 * ("486,00", for the rows of a slip).
 */
export function formatMoney(
  amountMinor: number,
  currency: string,
  locale: Locale,
  style: 'whole' | 'exact' | 'plain' = 'whole',
): string {
  const digits = minorDigits(currency)
  const text = new Intl.NumberFormat(moneyTag(locale, currency), {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
    ...(style === 'plain' ? {} : { style: 'currency', currency, currencyDisplay: 'narrowSymbol' }),
    ...(style === 'whole' ? { trailingZeroDisplay: 'stripIfInteger' } : {}),
  } as Intl.NumberFormatOptions).format(amountMinor / 10 ** digits)
  // Languages differ on hyphen or minus; the look has the minus, which is as wide as a plus.
  return text.replace('-', '−')
}

/** A day near enough to need no year: "29 Nov". `at` is epoch ms; `timeZone`, IANA, only where the reader's own is not meant. */
export const formatDay = (at: number, locale: Locale, timeZone?: string): string =>
  new Intl.DateTimeFormat(TAGS[locale], { day: 'numeric', month: 'short', timeZone }).format(at)

/** A time of day: "14:32". `at` is epoch ms; `timeZone`, IANA, only where the reader's own is not meant. */
export const formatTime = (at: number, locale: Locale, timeZone?: string): string =>
  new Intl.DateTimeFormat(TAGS[locale], { hour: '2-digit', minute: '2-digit', timeZone }).format(at)

/** A number with its language's grouping and at most three decimals: "1 840". A negative one has a true minus. */
export const formatNumber = (n: number, locale: Locale): string =>
  new Intl.NumberFormat(TAGS[locale]).format(n).replace('-', '−')

/** A member number, 16 digits, in fours as it is read aloud: "7043 1186 2259 0418". */
export const formatMemberNumber = (number: string): string => number.replace(/(\d{4})(?=\d)/g, '$1 ')

/** A share as its language writes it: "15%", "15 %". `percent` is 15 for fifteen per cent; one decimal at most. */
export const formatPercent = (percent: number, locale: Locale): string =>
  new Intl.NumberFormat(TAGS[locale], { style: 'percent', maximumFractionDigits: 1 }).format(percent / 100)
