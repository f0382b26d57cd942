import { expect, test } from 'vitest'
import { parsePrice } from '../../extension/checkout/price.ts'
import { prices } from './prices.ts'

test.each(prices)('%j in a store of %s is %s', (text, currency, amountMinor, meant) => {
  expect(parsePrice(text, { currency })).toEqual(
    amountMinor === null ? null : { amountMinor, currency: meant ?? currency },
  )
})

test('the table is wide: 200 prices, 30 currencies, 5 scripts, and bad ones', () => {
  const scripts = [
    'Latin',
    'Cyrillic',
    'Arabic',
    'Han',
    'Hangul',
    'Hebrew',
    'Thai',
    'Devanagari',
    'Bengali',
  ].filter((script) => prices.some(([text]) => new RegExp(`\\p{Script=${script}}`, 'u').test(text)))
  expect(prices.length).toBeGreaterThanOrEqual(200)
  expect(new Set(prices.map(([, currency, , meant]) => meant ?? currency)).size).toBeGreaterThanOrEqual(30)
  expect(scripts.length).toBeGreaterThanOrEqual(5)
  expect(prices.filter(([, , amountMinor]) => amountMinor === null).length).toBeGreaterThanOrEqual(30)
  expect(new Set(prices.map(([text, currency]) => `${text} ${currency}`)).size).toBe(prices.length)
})

test('what Intl writes is read back, in every currency and locale at hand', () => {
  const locales = [
    'en-US',
    'en-IN',
    'sv-SE',
    'da-DK',
    'nb-NO',
    'de-DE',
    'de-CH',
    'fr-FR',
    'es-ES',
    'ru-RU',
    'pl-PL',
    'ja-JP',
    'ar-EG',
    'fa-IR',
    'hi-IN',
  ]
  const currencies = ['USD', 'EUR', 'GBP', 'SEK', 'NOK', 'DKK', 'CHF', 'RUB', 'PLN', 'JPY', 'KWD', 'INR']
  const wrong: string[] = []
  for (const locale of locales) {
    for (const currency of currencies) {
      const format = new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay: 'code' })
      const digits = format.resolvedOptions().maximumFractionDigits ?? 2
      for (const amountMinor of [0, 5, 99, 4500, 123456, 98765432, -1010]) {
        const text = format.format(amountMinor / 10 ** digits)
        if (parsePrice(text, { currency })?.amountMinor !== amountMinor) wrong.push(`${locale} ${text}`)
      }
    }
  }
  expect(wrong).toEqual([])
})
