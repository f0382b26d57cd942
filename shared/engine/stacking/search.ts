import { type Caps, type Given, inOrderLane } from './worth.ts'

/** Offers with anything against each other that are searched exactly; a bit each. */
export const MOST_SEARCHED = 20

/** The best allowed set among some offers, added to those that go with all. */
export type Found = { set: number; centi: number; nodes: number }

/** Lines, what they may still give up, and for each contender what it takes off them. */
type Falls = { caps: Float64Array; own: Float64Array[] }

/**
 * What contenders take off lines. Where all that may come together is below a line's cap, it is a mere sum: `free`, for
 * each contender. The lines that are left are held one by one, and, for bounds, those that the same contenders fall on as
 * one line: a cap for all of them is never less than their caps one by one, and mostly the same.
 */
type LineLane = { free: Float64Array; each: Falls; merged: Falls }

const NO_LINES = new Float64Array(0)
/** Most baskets have no line that is held: nothing is made for them. */
const zeros = (length: number): Float64Array => (length === 0 ? NO_LINES : new Float64Array(length))

const placeOf = (set: number): number => 31 - Math.clz32(set & -set)

function lineLane(
  contenders: readonly Given[],
  cliques: readonly number[],
  caps: ArrayLike<number>,
): LineLane {
  const count = contenders.length
  const falling = contenders.flatMap(({ perLine }, at) => (perLine === null ? [] : [{ at, perLine }]))
  const cliqueOf = contenders.map((_, at) => cliques.findIndex((clique) => (clique & (1 << at)) !== 0))
  const most = new Float64Array(cliques.length)
  const free = new Float64Array(count)
  const tight: number[] = []
  const alike = new Map<number, number>()
  const mergedAt: number[] = []
  for (let line = 0; line < caps.length; line += 1) {
    if (caps[line] === 0) continue
    most.fill(0)
    let touching = 0
    for (const { at, perLine } of falling) {
      const own = perLine[line]!
      if (own === 0) continue
      touching |= 1 << at
      const clique = cliqueOf[at]!
      if (own > most[clique]!) most[clique] = own
    }
    if (touching === 0) continue
    if (most.reduce((sum, own) => sum + own, 0) <= caps[line]!) {
      for (const { at, perLine } of falling) free[at]! += perLine[line]!
      continue
    }
    tight.push(line)
    const known = alike.get(touching)
    mergedAt.push(known ?? alike.size)
    if (known === undefined) alike.set(touching, alike.size)
  }
  const room = (width: number): Falls => ({
    caps: zeros(width),
    own: contenders.map(() => zeros(width)),
  })
  const [each, merged] = [room(tight.length), room(alike.size)]
  for (let i = 0; i < tight.length; i += 1) {
    const line = tight[i]!
    const into = mergedAt[i]!
    each.caps[i] = caps[line]!
    merged.caps[into]! += caps[line]!
    for (const { at, perLine } of falling) {
      each.own[at]![i] = perLine[line]!
      merged.own[at]![into]! += perLine[line]!
    }
  }
  return { free, each, merged }
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
 * with Tomita's pivot, on the offers that go together: no more than 3^(n/3) of them), but for those that can't be better:
 * what is in already, with the most that each clique of conflicting offers could add to it by one of them, is no less than
 * all that can come of it. That follows from what is written in `worth.ts`, since no offer adds more to a larger set: a
 * sum under a cap, what is left to take a part of, and the dearest delivery leave it less.
 *
 * @param contenders at most `MOST_SEARCHED`; of two that are worth the same alone, the first one is tried first
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
  const cliques = cliquesOf(count, against)
  const order = [...contenders, ...always].filter(({ off }) => off !== null).sort(inOrderLane)
  const orderOffs = order.map(({ off }) => off!)
  // No bit: it always goes.
  const orderBits = order.map((given) => {
    const at = contenders.indexOf(given)
    return at < 0 ? 0 : 1 << at
  })
  const lineCaps = Float64Array.from(caps.perLine)
  let baseOff = 0
  let baseExtra = 0
  let baseShipping = 0
  for (const { perLine, extraCenti, shippingMinor } of always) {
    baseExtra += extraCenti
    baseShipping = Math.max(baseShipping, shippingMinor)
    perLine?.forEach((own, line) => {
      const off = Math.min(own, lineCaps[line]!)
      lineCaps[line]! -= off
      baseOff += off
    })
  }
  const { free, each, merged } = lineLane(contenders, cliques, lineCaps)
  const width = merged.caps.length

  function isFree(open: number): boolean {
    for (let rest = open; rest !== 0; rest &= rest - 1)
      if ((against[placeOf(rest)]! & open) !== 0) return false
    return true
  }

  /** Off the lines by some offers, of which each line's sum is known. */
  function offLines(set: number, sums: Float64Array, { caps: most }: Falls): number {
    let off = baseOff
    for (let rest = set; rest !== 0; rest &= rest - 1) off += free[placeOf(rest)]!
    for (let line = 0; line < most.length; line += 1) off += Math.min(sums[line]!, most[line]!)
    return off
  }

  const shippingOf = (set: number): number => {
    let shipping = baseShipping
    for (let rest = set; rest !== 0; rest &= rest - 1)
      shipping = Math.max(shipping, contenders[placeOf(rest)]!.shippingMinor)
    return shipping
  }

  function worth(set: number, off: number): number {
    let extra = baseExtra
    for (let rest = set; rest !== 0; rest &= rest - 1) extra += contenders[placeOf(rest)]!.extraCenti
    let left = caps.goodsMinor - off
    for (let at = 0; at < orderOffs.length; at += 1) {
      const bit = orderBits[at]!
      if (bit === 0 || (set & bit) !== 0) left -= orderOffs[at]!(left)
    }
    return (Math.min(caps.goodsMinor - left, caps.allMinor) + shippingOf(set)) * 100 + extra
  }

  const add = (into: Float64Array, from: Float64Array, own: Float64Array): void => {
    for (let line = 0; line < into.length; line += 1) into[line] = from[line]! + own[line]!
  }
  const eachSums = new Float64Array(each.caps.length)
  function worthExactly(set: number): number {
    eachSums.fill(0)
    for (let rest = set; rest !== 0; rest &= rest - 1) add(eachSums, eachSums, each.own[placeOf(rest)]!)
    return worth(set, offLines(set, eachSums, each))
  }

  /** The most that an offer adds to what is chosen already, and to whatever more is. */
  function adds(at: number, sums: Float64Array, off: number, shipping: number): number {
    const { off: offOrder, perLine, shippingMinor, extraCenti } = contenders[at]!
    let minor = Math.max(0, shippingMinor - shipping)
    if (offOrder !== null) minor += offOrder(caps.goodsMinor - off)
    if (perLine !== null) {
      const own = merged.own[at]!
      minor += free[at]!
      for (let line = 0; line < width; line += 1) {
        const left = merged.caps[line]! - sums[line]!
        if (left > 0) minor += Math.min(left, own[line]!)
      }
    }
    return minor * 100 + extraCenti
  }

  /** Of each clique the most that one of some offers adds, all together. */
  function mostOf(open: number, added: Float64Array): number {
    let sum = 0
    for (const clique of cliques) {
      let most = 0
      for (let rest = open & clique; rest !== 0; rest &= rest - 1)
        most = Math.max(most, added[placeOf(rest)]!)
      sum += most
    }
    return sum
  }

  const best: Found = { set: 0, centi: worthExactly(0), nodes: 0 }
  const tryOut = (set: number): void => {
    const centi = worthExactly(set)
    if (centi <= best.centi) return
    best.set = set
    best.centi = centi
  }

  // What is worth most alone, as far as it goes together, is often the best, and next to it there is little to look at.
  const byWorth = contenders
    .map((_, at) => at)
    .sort((a, b) => contenders[b]!.aloneCenti - contenders[a]!.aloneCenti)
  tryOut(byWorth.reduce((set, at) => ((set & against[at]!) === 0 ? set | (1 << at) : set), 0))

  // Room for a depth is made once: the sums of what is chosen, and what each offer would add to it.
  const chosenSums = [zeros(width)]
  const addedAt: Float64Array[] = []

  function grow(set: number, open: number, done: number, depth: number): void {
    best.nodes += 1
    if (isFree(open)) {
      tryOut(set | open)
      return
    }
    const sums = chosenSums[depth]!
    const off = offLines(set, sums, merged)
    const shipping = shippingOf(set)
    const centi = worth(set, off)
    addedAt[depth] ??= new Float64Array(count)
    const added = addedAt[depth]!
    for (let rest = open; rest !== 0; rest &= rest - 1) {
      const at = placeOf(rest)
      added[at] = adds(at, sums, off, shipping)
    }
    if (centi + mostOf(open, added) <= best.centi) return

    // The pivot is what goes with most of the others: one of those that conflict with it, or itself, is in every maximal set.
    let branch = open
    let fewest = count + 1
    for (let rest = open | done; rest !== 0; rest &= rest - 1) {
      const at = placeOf(rest)
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
      const at = placeOf(rest)
      const nextOpen = left & ~against[at]! & ~bit
      if (centi + added[at]! + mostOf(nextOpen, added) > best.centi) {
        chosenSums[depth + 1] ??= zeros(width)
        add(chosenSums[depth + 1]!, sums, merged.own[at]!)
        grow(set | bit, nextOpen, closed & ~against[at]!, depth + 1)
      }
      left &= ~bit
      closed |= bit
    }
  }
  if (count > 0) grow(0, 2 ** count - 1, 0, 0)
  return best
}
