import type { Locale } from '../../shared/contracts/index.ts'

/** What the sample shops call their offers and goods, in the languages that the pictures are taken in. */
const WORDS: Record<string, Record<Exclude<Locale, 'en'>, string>> = {
  '45 kr off coffee over 300 kr': {
    sv: '45 kr rabatt på kaffe över 300 kr',
    da: '45 kr. rabat på kaffe over 300 kr.',
    nb: '45 kr rabatt på kaffe over 300 kr',
    ru: 'Скидка 45 kr на кофе от 300 kr',
  },
  'Double points on filters': {
    sv: 'Dubbla poäng på filter',
    da: 'Dobbelt point på filtre',
    nb: 'Doble poeng på filtre',
    ru: 'Двойные баллы за фильтры',
  },
  'Free delivery': { sv: 'Fri frakt', da: 'Gratis fragt', nb: 'Gratis frakt', ru: 'Бесплатная доставка' },
  coffee: { sv: 'kaffe', da: 'kaffe', nb: 'kaffe', ru: 'кофе' },
  filters: { sv: 'filter', da: 'filtre', nb: 'filtre', ru: 'фильтры' },
}

/** A state with the shops' own words in another language; everything else of it is left as it is. */
export function inLanguage<T>(value: T, locale: Locale): T {
  if (locale === 'en') return value
  if (typeof value === 'string') return (WORDS[value]?.[locale] ?? value) as T
  if (Array.isArray(value)) return value.map((one) => inLanguage(one, locale)) as T
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, inLanguage(one, locale)])) as T
}
