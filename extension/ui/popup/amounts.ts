import type { FullBalance, TierStanding, Unit } from '../../../shared/contracts/index.ts'
import { formatDay, formatMoney, formatNumber, TAGS } from '../../../shared/i18n/format.ts'
import type { Speech } from '../offer-words.ts'

/** An amount of a unit as a person says it: "126 points", "45 kr". `currency` is the programme's. */
export function sayAmount(unit: Unit, amount: number, currency: string, { t, locale }: Speech): string {
  if (unit === 'storedValue') return formatMoney(amount, currency, locale)
  // Plurals are those of the amount; the sign is set before it, as the look has it.
  const said = t(`unit.${unit}`, { n: Math.abs(amount) })
  return amount < 0 ? `−${said}` : said
}

/** The number by which words beside an amount are declined: money is one sum, however much it is. */
export const countOf = (unit: Unit, amount: number): number => (unit === 'storedValue' ? 1 : Math.abs(amount))

/**
 * An amount as a person types it, or copies it from where the popup wrote it ("1 250", "1.250" in Danish). `digits` are
 * those of the minor unit, 0 for what is whole. Answers in the minor unit; `null` where it is no such amount.
 */
export function readAmount(text: string, digits: number, locale: Speech['locale']): number | null {
  const group = new Intl.NumberFormat(TAGS[locale])
    .formatToParts(1_000_000)
    .find(({ type }) => type === 'group')
  const dotted = group?.value === '.' && digits < 3
  const compact = text.replace(/\s/g, '')
  const plain =
    dotted && /^\d{1,3}(?:\.\d{3})+(?:,\d+)?$/.test(compact) ? compact.replaceAll('.', '') : compact
  const match = /^(\d{1,12})(?:[.,](\d+))?$/.exec(plain)
  const [, whole = '', part = ''] = match ?? []
  if (!match || part.length > digits) return null
  return Number(whole + part.padEnd(digits, '0'))
}

/** What a ladder counts, as a person says it; a bare number where an older worker does not say of what. */
export function sayCounted(
  basis: TierStanding['basis'],
  amount: number,
  currency: string,
  speech: Speech,
): string {
  switch (basis?.kind) {
    case 'earned':
      return sayAmount(basis.unit, amount, currency, speech)
    case 'spend':
      return formatMoney(amount, currency, speech.locale)
    case 'purchases':
      return speech.t('unit.purchases', { n: amount })
    default:
      return formatNumber(amount, speech.locale)
  }
}

/** What a person needs to be told a day: the reader's language, what day it is, and the programme's time zone. */
export interface Dates {
  locale: Speech['locale']
  /** Epoch ms. */
  now: number
  timeZone?: string | undefined
}

const yearOf = (at: number, timeZone: string | undefined) =>
  new Intl.DateTimeFormat('en', { year: 'numeric', timeZone }).format(at)

/** A day, with its year only where it is another than this one: "5 Dec", "31 Mar 2027". */
export function sayDay(at: number, { locale, now, timeZone }: Dates): string {
  if (yearOf(at, timeZone) === yearOf(now, timeZone)) return formatDay(at, locale, timeZone)
  const full = new Intl.DateTimeFormat(TAGS[locale], {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone,
  }).format(at)
  // Russian adds "г." for the year, which a date in the middle of a sentence does without.
  return full.replace(/\sг\.$/, '')
}

/** The last day on which something still holds that ends at `endsAt`: what ends at midnight is good the day before. */
export const sayLastDay = (endsAt: number, dates: Dates): string => sayDay(endsAt - 1, dates)

/** A day as a heading, with its year where it is not this one: "Friday 20 November". In the reader's own time. */
export const sayHeading = (at: number, { locale, now }: Dates): string =>
  new Intl.DateTimeFormat(TAGS[locale], {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    ...(yearOf(at, undefined) !== yearOf(now, undefined) && { year: 'numeric' }),
  }).format(at)

/** The balance that stands first on the card: points where the programme keeps them. */
export const leading = (balances: readonly FullBalance[]): FullBalance | null =>
  balances.find(({ unit }) => unit === 'points') ?? balances[0] ?? null

/** A month by its name, standing alone: "March". `month` is 1 to 12. */
export const sayMonth = (month: number, locale: Speech['locale']): string =>
  new Intl.DateTimeFormat(TAGS[locale], { month: 'long', timeZone: 'UTC' }).format(
    Date.UTC(2024, month - 1, 1),
  )
