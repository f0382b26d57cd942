import { MAX_AMOUNT } from '../../../shared/contracts/index.ts'

/**
 * Digits of the minor unit where they are not two. Source: ISO 4217, list one. `Intl` is no source for it: it answers
 * by CLDR, which writes an Iraqi dinar without its three digits.
 */
const DIGITS: Record<string, number> = {
  ...Object.fromEntries(
    'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ').map((code) => [code, 0]),
  ),
  ...Object.fromEntries('BHD IQD JOD KWD LYD OMR TND'.split(' ').map((code) => [code, 3])),
  CLF: 4,
  UYW: 4,
}

/** How many digits a currency's minor unit has after the point: 2 for SEK, 0 for JPY, 3 for KWD. */
export const minorDigits = (currency: string): number => DIGITS[currency] ?? 2

/** A value read from a field, or why it can't be. */
export type Read<T> = { value: T } | { reason: string }

/**
 * A decimal number in the major unit as minor units, exactly: digits are moved, nothing is multiplied.
 *
 * `decimalComma` lets a comma stand for the point. Thousands are never grouped: `1,234` would be two amounts.
 */
export function readAmount(text: string, digits: number, decimalComma: boolean): Read<number> {
  const match = (decimalComma ? /^(\d{1,15})(?:[.,](\d{1,15}))?$/ : /^(\d{1,15})(?:\.(\d{1,15}))?$/).exec(
    text,
  )
  if (!match) {
    if (/^-[\d.,]+$/.test(text)) return { reason: 'is negative: what comes back is a return, not a purchase' }
    return { reason: `must be a decimal number such as 1234.50${decimalComma ? ' or 1234,50' : ''}` }
  }
  // Zeros beyond the minor unit say nothing; any other digit there would be money that we dropped.
  const fraction = (match[2] ?? '').replace(/0+$/, '')
  if (fraction.length > digits) return { reason: `has more than ${digits} decimals` }
  const value = Number(match[1] + fraction.padEnd(digits, '0'))
  return value > MAX_AMOUNT ? { reason: `is more than ${MAX_AMOUNT} minor units` } : { value }
}
