import { closest, isVisible, queryAll, spacedText } from './dom.ts'

/** Sum of the quantities in the basket's own fields: a total that falls with it is no saving. */
export function quantityInBasket(page: Document): number {
  let sum = 0
  for (const field of queryAll<HTMLInputElement>(
    page,
    'input[type="number" i], input[name*="qty" i], input[name*="quantity" i], select[name*="qty" i], select[name*="quantity" i]',
  )) {
    const value = Number(field.value)
    if (Number.isFinite(value) && value > 0 && value < 10_000) sum += value
  }
  return sum
}

const COUNT =
  'input[type="number" i], input[name*="qty" i], input[name*="quantity" i], select[name*="qty" i], select[name*="quantity" i]'
const LINE =
  'tr, li, [class*="cart-item" i], [class*="cart_item" i], [class*="line-item" i], [class*="cartitem" i], [class*="basket-item" i]'

/**
 * The basket's own lines by their first words: one that is missing afterwards has been taken out, and took its price along.
 * Only rows with a count of their own are lines: what a shop recommends beside the basket changes with every load.
 */
export function linesOfBasket(page: Document): string[] {
  const found = new Set<string>()
  for (const count of queryAll(page, COUNT)) {
    const line = closest(count, LINE)
    if (!line || !isVisible(line) || line.querySelectorAll(COUNT).length > 1) continue
    const link = [...line.querySelectorAll('a[href], h2, h3, h4, th')].find((one) =>
      /\p{L}{2}/u.test(one.textContent ?? ''),
    )
    const name = spacedText(link ?? line)
      .match(/\p{L}[^\d]{2,60}/u)?.[0]
      .trim()
    if (name) found.add(name)
    if (found.size >= 40) break
  }
  return [...found]
}
