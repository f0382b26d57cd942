/**
 * The `most` items of the highest value, best first; of equal ones those that `before` puts first. Costs little for a
 * long list, of which all but a few are looked at once: a sort would order those that nobody reads. `atMost`: a value that
 * an item's is never above, where that is cheaper to know.
 */
export function topOf<T>(
  items: readonly T[],
  most: number,
  valueOfItem: (item: T) => number,
  before: (a: T, b: T) => boolean,
  atMost?: (item: T) => number,
): T[] {
  const top: T[] = []
  const values: number[] = []
  for (const item of items) {
    if (atMost !== undefined && top.length === most && atMost(item) < values[most - 1]!) continue
    const value = valueOfItem(item)
    if (top.length === most && !stands(value, item, most - 1)) continue
    let low = 0
    let high = top.length
    while (low < high) {
      const middle = (low + high) >> 1
      if (stands(value, item, middle)) high = middle
      else low = middle + 1
    }
    // Moved by hand: for so few, `splice` takes several times as long.
    for (let at = Math.min(top.length, most - 1); at > low; at -= 1) {
      top[at] = top[at - 1]!
      values[at] = values[at - 1]!
    }
    top[low] = item
    values[low] = value
  }
  return top

  function stands(value: number, item: T, at: number): boolean {
    return value > values[at]! || (value === values[at]! && before(item, top[at]!))
  }
}
