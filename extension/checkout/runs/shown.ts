import { closest, texts, visibleText } from '../dom.ts'
import { codePattern } from '../field.ts'
import { mentionsOf, refuses } from '../mentions.ts'
import { findPrices } from '../price.ts'
import { pageCurrency } from '../total.ts'
import type { CheckoutAdapter } from '../types.ts'
import { ladder } from './run.ts'

/** Whether the page shows this code as in use, or names it otherwise than in a refusal. Reads only. */
export const holdsCode = (page: Document, code: string): boolean =>
  ladder(page).some((adapter) => adapter.removeControl(page, code) !== null) ||
  mentionsOf(page, code, pageCurrency(page)).some((one) => one !== 'refused')

/** Whether the page shows this code as in use now: it can be taken out, or a row of the summary names it beside an amount. */
export function showsCode(page: Document, adapter: CheckoutAdapter, code: string, currency: string): boolean {
  if (adapter.removeControl(page, code)) return true
  const named = codePattern(code)
  for (const [element, text] of texts(page, (text) => text.length < 120 && named.test(text))) {
    if (refuses(text)) continue
    const row = closest(element, 'tr, li, dl, dd, p, div')
    const whole = row ? visibleText(row) : ''
    if (whole.length < 160 && !refuses(whole) && findPrices(whole, { currency }).length > 0) return true
  }
  return false
}
