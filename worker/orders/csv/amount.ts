import { MAX_AMOUNT } from '../../../shared/contracts/index.ts'

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
