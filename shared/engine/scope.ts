import { type Basket, foldCategory, type LineScope } from '../contracts/index.ts'

/** The whole basket: what a scope that names nothing means. */
export const WHOLE = -1

/** Distinct scopes by number, and which of them name a category or a SKU. */
export type ScopeIndex = {
  scopes: { categories: string[]; skus: string[] }[]
  byKey: Map<string, number>
  ofCategory: Map<string, number[]>
  ofSku: Map<string, number[]>
}

/**
 * How much of a basket is in a scope: at least and at most. They differ where the basket was read without lines, or
 * with lines whose category nobody knows; units that can't be known are `Infinity` at most.
 */
export type InScope = { leastMinor: number; mostMinor: number; leastUnits: number; mostUnits: number }

/** A basket, counted once for every scope of an index. */
export type Tally = {
  /** What the goods cost: the lines' sum or, where only the total was read, the total without delivery. */
  goodsMinor: number
  shippingMinor: number | null
  whole: InScope
  scopes: readonly InScope[]
}

export const emptyScopes = (): ScopeIndex => ({
  scopes: [],
  byKey: new Map(),
  ofCategory: new Map(),
  ofSku: new Map(),
})

/** The scope's number in the index; two that name the same things have one number. */
export function scopeOf(scope: LineScope | undefined, index: ScopeIndex): number {
  const categories = [...new Set((scope?.categories ?? []).map(foldCategory))].sort()
  const skus = [...new Set(scope?.skus ?? [])].sort()
  if (categories.length + skus.length === 0) return WHOLE
  const key = JSON.stringify([categories, skus])
  const known = index.byKey.get(key)
  if (known !== undefined) return known

  const number = index.scopes.push({ categories, skus }) - 1
  index.byKey.set(key, number)
  for (const category of categories) append(index.ofCategory, category, number)
  for (const sku of skus) append(index.ofSku, sku, number)
  return number
}

function append(lists: Map<string, number[]>, key: string, number: number): void {
  const list = lists.get(key)
  if (list) list.push(number)
  else lists.set(key, [number])
}

/** What a tally says of one scope. */
export const inScope = (tally: Tally, scope: number): InScope =>
  scope === WHOLE ? tally.whole : tally.scopes[scope]!

/** Counts a basket by lines, so that its cost does not grow with the number of offers. */
export function tallyBasket(basket: Basket, index: ScopeIndex): Tally {
  const shippingMinor = basket.shippingMinor ?? null
  if (basket.lines.length === 0)
    return tallyTotal(Math.max(0, basket.totalMinor - (shippingMinor ?? 0)), shippingMinor, index)

  let goodsMinor = 0
  let units = 0
  // Lines without a category may belong to any category: they widen what is possible.
  let namelessMinor = 0
  let namelessUnits = 0
  for (const line of basket.lines) {
    goodsMinor += line.amountMinor
    units += line.quantity
    if (line.category === undefined) {
      namelessMinor += line.amountMinor
      namelessUnits += line.quantity
    }
  }

  const untouched = { leastMinor: 0, mostMinor: 0, leastUnits: 0, mostUnits: 0 }
  const scopes = new Array<InScope>(index.scopes.length).fill(untouched)
  if (namelessUnits > 0) {
    const open = { leastMinor: 0, mostMinor: namelessMinor, leastUnits: 0, mostUnits: namelessUnits }
    for (let i = 0; i < scopes.length; i += 1) if (index.scopes[i]!.categories.length > 0) scopes[i] = open
  }
  const own = new Set<number>()
  for (const line of basket.lines) {
    const byCategory =
      line.category === undefined ? undefined : index.ofCategory.get(foldCategory(line.category))
    const bySku = index.ofSku.get(line.sku)
    for (const scope of byCategory ?? []) count(scope, line.amountMinor, line.quantity, false)
    for (const scope of bySku ?? [])
      if (!byCategory?.includes(scope)) {
        const wasOpen = line.category === undefined && index.scopes[scope]!.categories.length > 0
        count(scope, line.amountMinor, line.quantity, wasOpen)
      }
  }
  return {
    goodsMinor,
    shippingMinor,
    whole: { leastMinor: goodsMinor, mostMinor: goodsMinor, leastUnits: units, mostUnits: units },
    scopes,
  }

  function count(scope: number, amountMinor: number, quantity: number, wasOpen: boolean): void {
    if (!own.has(scope)) {
      own.add(scope)
      scopes[scope] = { ...scopes[scope]! }
    }
    const held = scopes[scope]!
    held.leastMinor += amountMinor
    held.leastUnits += quantity
    if (!wasOpen) {
      held.mostMinor += amountMinor
      held.mostUnits += quantity
    }
  }
}

function tallyTotal(goodsMinor: number, shippingMinor: number | null, index: ScopeIndex): Tally {
  const mostUnits = Number.POSITIVE_INFINITY
  const some = { leastMinor: 0, mostMinor: goodsMinor, leastUnits: 0, mostUnits }
  return {
    goodsMinor,
    shippingMinor,
    whole: { leastMinor: goodsMinor, mostMinor: goodsMinor, leastUnits: goodsMinor > 0 ? 1 : 0, mostUnits },
    scopes: new Array<InScope>(index.scopes.length).fill(some),
  }
}
