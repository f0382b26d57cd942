import { closest, isVisible, parentOf, queryAll, spacedText, texts, visibleText } from './dom.ts'
import { query } from './natives.ts'

const COUNT =
  'input[type="number" i], input[name*="qty" i], input[name*="quantity" i], select[name*="qty" i], select[name*="quantity" i]'
const LINE =
  'tr, li, [class*="cart-item" i], [class*="cart_item" i], [class*="line-item" i], [class*="cartitem" i], [class*="basket-item" i]'

type Count = HTMLInputElement | HTMLSelectElement

/** Sum of the quantities in the basket's own fields: a total that falls with it is no saving. */
export function quantityInBasket(page: Document): number {
  let sum = 0
  for (const field of queryAll<Count>(page, COUNT)) {
    const value = Number(field.value)
    if (Number.isFinite(value) && value > 0 && value < 10_000) sum += value
  }
  return sum
}

/**
 * Whether a form holds a count that the member has changed and not sent: pressing any control of that form would send it
 * too, and the total would fall for its sake.
 */
export const holdsUnsentCount = (form: HTMLFormElement): boolean =>
  query<Count>(form, COUNT).some((field) =>
    field.localName === 'select'
      ? [...(field as HTMLSelectElement).options].some((one) => one.defaultSelected && !one.selected)
      : field.hasAttribute('value') && field.value !== (field as HTMLInputElement).defaultValue,
  )

const COUNTED =
  /(?<!\p{L})(?:qty|quantity|antal|antall|кол-во|количество|menge|anzahl|stückzahl|quantité|qté|cantidad|quantità|aantal|ilość|määrä|数量|수량)\.?\s*[:×x]?\s*(\d{1,4})(?!\d)|(?<![\d.,])(\d{1,4})\s*(?:×|x(?!\p{L}))(?!\s*\d)|(?<![\d\p{L}])[×x]\s*(\d{1,4})(?![\d.,])|(?<![\d.,])(\d{1,4})\s*(?:items?|pcs|pieces?|articles?|artiklar|varor|varer|artikel|produkte?r?|товар\p{L}*|шт|stk|st\.?|art[ií]culos?|articoli|artikelen|szt|kpl|tuotetta|点|件|개)(?!\p{L})/giu
const NAMED_ALONE =
  /^(?:qty|quantity|antal|antall|кол-во|количество|menge|anzahl|quantité|qté|cantidad|quantità|aantal|ilość|määrä|数量|수량)\.?:?$/iu

/** What the page writes of how much is in the basket: "Qty: 2", "2 ×", "Total (3 items)". Sums by the word beside the number. */
export function countsInText(page: Document): Record<string, number> {
  const sums: Record<string, number> = {}
  const wanted = (text: string): boolean => text.length < 90 && (/\d/.test(text) || NAMED_ALONE.test(text))
  for (const [element, text] of texts(page, wanted)) {
    const parent = NAMED_ALONE.test(text) ? parentOf(element) : null
    const whole = parent ? visibleText(parent) : text
    if (whole.length > 90) continue
    for (const match of whole.matchAll(COUNTED)) {
      const written = match.slice(1).find((one) => one !== undefined)
      const word = match[0].replace(/[\d\s.:]/g, '').toLowerCase()
      // One of a thing is written otherwise than several.
      const name = /^items?$/.test(word) ? 'item' : word
      sums[name] = (sums[name] ?? 0) + Number(written)
    }
  }
  return sums
}

/**
 * The basket's own lines by their first words: one that is missing afterwards has been taken out, and took its price along.
 * Only rows with a count of their own are lines: what a shop recommends beside the basket changes with every load.
 */
export function linesOfBasket(page: Document): string[] {
  const found: string[] = []
  for (const count of queryAll(page, COUNT)) {
    const line = closest(count, LINE)
    if (!line || !isVisible(line) || line.querySelectorAll(COUNT).length > 1) continue
    const link = [...line.querySelectorAll('a[href], h2, h3, h4, th')].find((one) =>
      /\p{L}{2}/u.test(one.textContent ?? ''),
    )
    const name = spacedText(link ?? line)
      .match(/\p{L}[^\d]{2,60}/u)?.[0]
      .trim()
    if (name) found.push(name)
    if (found.length >= 40) break
  }
  return found
}
