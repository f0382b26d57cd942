/** Of the first `first` in a list, at most `most` may be of one category. */
export type VarietyFloor = { first: number; most: number }

/** Four of one category among ten would be half of what anyone reads. A judgement, not a measurement. */
export const VARIETY: VarietyFloor = { first: 10, most: 3 }

/**
 * A ranked list with a floor of variety: who would be one too many of a category among the first gives their place to the
 * next best of another, and follows right after the first. Nothing is lost, and order is otherwise kept. Where too few of
 * other categories exist, the first places are filled all the same. `categoryOf`: `null` is of no category.
 */
export function varied<T>(
  ranked: readonly T[],
  categoryOf: (item: T) => string | null,
  { first, most }: VarietyFloor = VARIETY,
): T[] {
  const taken = new Map<string, number>()
  const head: T[] = []
  const held: T[] = []
  let at = 0
  for (; at < ranked.length && head.length < first; at += 1) {
    const item = ranked[at]!
    const category = categoryOf(item)
    const count = category === null ? 0 : (taken.get(category) ?? 0)
    if (category !== null && count >= most) held.push(item)
    else {
      if (category !== null) taken.set(category, count + 1)
      head.push(item)
    }
  }
  return [...head, ...held, ...ranked.slice(at)]
}
