import { type Caps, type Given, inOrderLane } from './worth.ts'

/** Offers with anything against each other that are searched exactly; a bit each. */
export const MOST_SEARCHED = 20

/** The best allowed set among some offers, added to those that go with all. */
export type Found = { set: number; centi: number; nodes: number }

/** What all offers together take off a line may be below its cap: then it is a mere sum, and no line of the search. */
type Vectors = { caps: Float64Array; perLine: Float64Array[]; free: number[] }

const NO_LINES = new Float64Array(0)

function vectorsOf(contenders: readonly Given[], always: readonly Given[], { perLine }: Caps): Vectors {
  const all = [...contenders, ...always]
  const tight: number[] = []
  perLine.forEach((cap, line) => {
    let sum = 0
    for (const { perLine: own } of all) sum += own?.[line] ?? 0
    if (sum > cap) tight.push(line)
  })
  if (tight.length === 0)
    return {
      caps: NO_LINES,
      perLine: all.map(() => NO_LINES),
      free: all.map(({ perLine: own }) => (own ?? []).reduce((sum, part) => sum + part, 0)),
    }
  const isTight = new Set(tight)
  return {
    caps: Float64Array.from(tight, (line) => perLine[line]!),
    perLine: all.map(({ perLine: own }) => Float64Array.from(tight, (line) => own?.[line] ?? 0)),
    free: all.map(({ perLine: own }) =>
      (own ?? []).reduce((sum, part, line) => (isTight.has(line) ? sum : sum + part), 0),
    ),
  }
}

const bitsOf = (set: number): number => {
  let bits = 0
  for (let rest = set; rest !== 0; rest &= rest - 1) bits += 1
  return bits
}

/** Sets of offers of which any two conflict, such that every offer is in one: an allowed set has one of each at most. */
function cliquesOf(count: number, against: readonly number[]): number[] {
  const cliques: number[] = []
  for (let at = 0; at < count; at += 1) {
    const place = cliques.findIndex((clique) => (clique & ~against[at]!) === 0)
    if (place < 0) cliques.push(1 << at)
    else cliques[place]! |= 1 << at
  }
  return cliques
}

/**
 * The best allowed set: all maximal independent sets of the conflict graph are gone through (Bron and Kerbosch's algorithm
 * with Tomita's pivot, on the offers that go together: no more than 3^(n/3) of them), but for those that can't be better.
 * Two bounds, both from what is written in `worth.ts`: all that could still come in, ignoring conflicts; and what is in
 * already, with the most that each clique of conflicting offers could add alone.
 *
 * @param contenders at most `MOST_SEARCHED`, in the order in which of two equal sets one is preferred
 * @param always go with all of them
 * @param against for each contender, the set of those it conflicts with
 */
export function search(
  contenders: readonly Given[],
  always: readonly Given[],
  against: readonly number[],
  caps: Caps,
): Found {
  const count = contenders.length
  const { caps: lineCaps, perLine, free } = vectorsOf(contenders, always, caps)
  const width = lineCaps.length
  const every = count === 0 ? 0 : 2 ** count - 1
  const order = [...contenders, ...always].filter(({ off }) => off !== null).sort(inOrderLane)
  const orderOffs = order.map(({ off }) => off!)
  // No bit: it always goes.
  const orderBits = order.map((given) => {
    const at = contenders.indexOf(given)
    return at < 0 ? 0 : 1 << at
  })
  let baseFree = 0
  let baseExtra = 0
  let baseShipping = 0
  always.forEach(({ extraCenti, shippingMinor }, at) => {
    baseFree += free[count + at]!
    baseExtra += extraCenti
    baseShipping = Math.max(baseShipping, shippingMinor)
  })

  /** Worth of a set whose tight lines are summed already. */
  function worth(set: number, sums: Float64Array): number {
    let off = baseFree
    let extra = baseExtra
    let shipping = baseShipping
    for (let rest = set; rest !== 0; rest &= rest - 1) {
      const at = 31 - Math.clz32(rest & -rest)
      const given = contenders[at]!
      off += free[at]!
      extra += given.extraCenti
      if (given.shippingMinor > shipping) shipping = given.shippingMinor
    }
    for (let line = 0; line < width; line += 1) {
      off += Math.min(sums[line]!, lineCaps[line]!)
    }
    let left = caps.goodsMinor - off
    for (let at = 0; at < orderOffs.length; at += 1) {
      const bit = orderBits[at]!
      if (bit === 0 || (set & bit) !== 0) left -= orderOffs[at]!(left)
    }
    return (Math.min(caps.goodsMinor - left, caps.allMinor) + shipping) * 100 + extra
  }

  // Room for every depth is made once: the sums of what is chosen, and of all that may still be.
  const room = () =>
    Array.from({ length: count + 1 }, () => (width === 0 ? NO_LINES : new Float64Array(width)))
  const chosenSums = room()
  const allSums = room()
  const add = (into: Float64Array, from: Float64Array, at: number, sign: number): void => {
    const own = perLine[at]!
    for (let line = 0; line < width; line += 1) into[line] = from[line]! + sign * own[line]!
  }
  always.forEach((_, at) => {
    add(chosenSums[0]!, chosenSums[0]!, count + at, 1)
  })
  allSums[0]!.set(chosenSums[0]!)
  for (let at = 0; at < count; at += 1) add(allSums[0]!, allSums[0]!, at, 1)

  const cliques = cliquesOf(count, against)
  const mostAlone = (open: number): number => {
    let sum = 0
    for (const clique of cliques) {
      let most = 0
      for (let rest = open & clique; rest !== 0; rest &= rest - 1) {
        const { aloneCenti } = contenders[31 - Math.clz32(rest & -rest)]!
        if (aloneCenti > most) most = aloneCenti
      }
      sum += most
    }
    return sum
  }

  const best: Found = { set: 0, centi: worth(0, chosenSums[0]!), nodes: 0 }

  function grow(set: number, open: number, done: number, depth: number): void {
    best.nodes += 1
    const most = worth(set | open, allSums[depth]!)
    if (most <= best.centi) return
    let isFree = true
    for (let rest = open; rest !== 0 && isFree; rest &= rest - 1)
      isFree = (against[31 - Math.clz32(rest & -rest)]! & open) === 0
    if (isFree) {
      best.set = set | open
      best.centi = most
      return
    }
    if (worth(set, chosenSums[depth]!) + mostAlone(open) <= best.centi) return

    // The pivot is what goes with most of the others: one of those that conflict with it, or itself, is in every maximal set.
    let branch = open
    let fewest = count + 1
    for (let rest = open | done; rest !== 0; rest &= rest - 1) {
      const at = 31 - Math.clz32(rest & -rest)
      const own = open & (against[at]! | (1 << at))
      const bits = bitsOf(own)
      if (bits < fewest) {
        fewest = bits
        branch = own
      }
    }
    let left = open
    let closed = done
    for (let rest = branch; rest !== 0; rest &= rest - 1) {
      const bit = rest & -rest
      const at = 31 - Math.clz32(bit)
      const nextOpen = left & ~against[at]! & ~bit
      add(chosenSums[depth + 1]!, chosenSums[depth]!, at, 1)
      const sums = allSums[depth + 1]!
      sums.set(allSums[depth]!)
      for (let gone = open & ~nextOpen & ~bit; gone !== 0; gone &= gone - 1)
        add(sums, sums, 31 - Math.clz32(gone & -gone), -1)
      grow(set | bit, nextOpen, closed & ~against[at]!, depth + 1)
      left &= ~bit
      closed |= bit
    }
  }
  if (count > 0) grow(0, every, 0, 0)
  return best
}
