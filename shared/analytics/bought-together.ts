import type { Complements } from '../contracts/index.ts'

/** What is counted as purchases and returns arrive: how many purchases held an item, and how many held two. */
export type TogetherCounts = {
  purchases: number
  items: Iterable<readonly [item: string, purchases: number]>
  /** In either order; the same pair may come twice and is added up. */
  pairs: Iterable<readonly [one: string, other: string, purchases: number]>
}

/** Below which two things are not said to belong together. */
export type TogetherLimits = {
  /** Purchases that held both. */
  minTogether: number
  /** The same as a share of all purchases. */
  minSupport: number
  /** Share of purchases with the first that held the second too. */
  minConfidence: number
  /** Companions kept of an item. */
  perItem: number
}

/**
 * Five purchases are the fewest of which nobody can say that it was one person's list; one in fifty is the least that is worth
 * an offer's place.
 */
export const TOGETHER_LIMITS: TogetherLimits = {
  minTogether: 5,
  minSupport: 0.0001,
  minConfidence: 0.02,
  perItem: 10,
}

type Companion = { item: string; lift: number; support: number }

/**
 * What is bought with what, by lift: purchases with both x all purchases / (purchases with one x purchases with the other). Only
 * what is bought together more than if neither knew of the other. Items and companions come in a fixed order, whatever order the
 * counts come in; of equal lift the more frequent first, then by name.
 */
export function boughtTogether(counts: TogetherCounts, limits: Partial<TogetherLimits> = {}): Complements {
  const { minTogether, minSupport, minConfidence, perItem } = { ...TOGETHER_LIMITS, ...limits }
  const items = new Map(counts.items)
  const found = new Map<string, Companion[]>()
  for (const [one, other, together] of added(counts.pairs)) {
    const [withOne, withOther] = [items.get(one) ?? 0, items.get(other) ?? 0]
    // Counts are written one after another: a pair may for a moment be ahead of its items.
    if (together > Math.min(withOne, withOther) || together < minTogether) continue
    const support = together / counts.purchases
    const lift = (together / withOne) * (counts.purchases / withOther)
    if (!(support >= minSupport && support <= 1 && lift > 1)) continue
    if (together / withOne >= minConfidence) put(found, one, { item: other, lift, support })
    if (together / withOther >= minConfidence) put(found, other, { item: one, lift, support })
  }
  return Object.fromEntries(
    [...found]
      .sort(([one], [other]) => byName(one, other))
      .map(([item, companions]) => [
        item,
        companions
          .sort(
            (one, other) =>
              other.lift - one.lift || other.support - one.support || byName(one.item, other.item),
          )
          .slice(0, perItem)
          .map(({ item: companion, lift, support }): [string, number, number] => [companion, lift, support]),
      ]),
  )
}

/** Each pair once, and none of a thing with itself. */
function* added(pairs: TogetherCounts['pairs']): Generator<[string, string, number]> {
  const sums = new Map<string, Map<string, number>>()
  for (const [a, b, together] of pairs) {
    if (a === b) continue
    const [one, other] = a < b ? [a, b] : [b, a]
    const ofOne = sums.get(one) ?? new Map<string, number>()
    ofOne.set(other, (ofOne.get(other) ?? 0) + together)
    sums.set(one, ofOne)
  }
  for (const [one, others] of sums) for (const [other, together] of others) yield [one, other, together]
}

function put(found: Map<string, Companion[]>, item: string, companion: Companion): void {
  const kept = found.get(item)
  if (kept) kept.push(companion)
  else found.set(item, [companion])
}

/** By code units: the same on every machine, whatever its language. */
const byName = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)
