import { type Basket, foldCategory, type Line, type LineScope } from '../contracts/index.ts'

/** The whole basket: what a scope that names nothing means. */
export const WHOLE = -1

/** What a scope names: folded categories and brands, and SKUs as the shop writes them; each in order, none twice. */
export type Scope = { categories: string[]; brands: string[]; skus: string[] }

/** Distinct scopes by number, and which of them name a category, a brand or a SKU. */
export type ScopeIndex = {
  scopes: Scope[]
  byKey: Map<string, number>
  ofCategory: Map<string, number[]>
  ofBrand: Map<string, number[]>
  ofSku: Map<string, number[]>
  /** Scopes that name any category, and those that name any brand: a line that does not say may be in them. */
  naming: { categories: number[]; brands: number[] }
}

/**
 * How much of a basket is in a scope: at least and at most. They differ where the basket was read without lines, or
 * with lines whose category or brand nobody knows; units that can't be known are `Infinity` at most.
 */
export type InScope = { leastMinor: number; mostMinor: number; leastUnits: number; mostUnits: number }

/** A basket, counted once for every scope of an index. */
export type Tally = {
  /** What the goods cost: the lines' sum or, where only the total was read, the total without delivery. */
  goodsMinor: number
  shippingMinor: number | null
  whole: InScope
  scopes: readonly InScope[]
  /** None: only the total was read. */
  lines: readonly Line[]
  /** Which lines are in a scope, by its number: worked out when it is first asked for. */
  held: Map<number, Uint8Array>
}

export const emptyScopes = (): ScopeIndex => ({
  scopes: [],
  byKey: new Map(),
  ofCategory: new Map(),
  ofBrand: new Map(),
  ofSku: new Map(),
  naming: { categories: [], brands: [] },
})

const distinct = (names: readonly string[]): string[] => [...new Set(names)].sort()

/** The scope's number in the index; two that name the same things have one number. */
export function scopeOf(scope: LineScope | undefined, index: ScopeIndex): number {
  const categories = distinct((scope?.categories ?? []).map(foldCategory))
  const brands = distinct((scope?.brands ?? []).map(foldCategory))
  const skus = distinct(scope?.skus ?? [])
  if (categories.length + brands.length + skus.length === 0) return WHOLE
  const key = JSON.stringify([categories, brands, skus])
  const known = index.byKey.get(key)
  if (known !== undefined) return known

  const number = index.scopes.push({ categories, brands, skus }) - 1
  index.byKey.set(key, number)
  if (categories.length > 0) index.naming.categories.push(number)
  if (brands.length > 0) index.naming.brands.push(number)
  for (const category of categories) append(index.ofCategory, category, number)
  for (const brand of brands) append(index.ofBrand, brand, number)
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

/** For each line, whether it is in a scope: 0 it is not, 1 nobody can say (its category or brand is not known), 2 it is. */
export function heldIn(tally: Tally, scope: number, { scopes }: ScopeIndex): Uint8Array {
  const known = tally.held.get(scope)
  if (known) return known
  const held = new Uint8Array(tally.lines.length)
  if (scope === WHOLE) held.fill(2)
  else {
    const { categories, brands, skus } = scopes[scope]!
    const named = { categories: new Set(categories), brands: new Set(brands), skus: new Set(skus) }
    tally.lines.forEach(({ category, brand, sku }, line) => {
      if (
        named.skus.has(sku) ||
        (category !== undefined && named.categories.has(foldCategory(category))) ||
        (brand !== undefined && named.brands.has(foldCategory(brand)))
      )
        held[line] = 2
      else if (
        (category === undefined && categories.length > 0) ||
        (brand === undefined && brands.length > 0)
      )
        held[line] = 1
    })
  }
  tally.held.set(scope, held)
  return held
}

/** Counts a basket by lines, so that its cost does not grow with the number of offers. */
export function tallyBasket(basket: Basket, index: ScopeIndex): Tally {
  const shippingMinor = basket.shippingMinor ?? null
  if (basket.lines.length === 0)
    return tallyTotal(Math.max(0, basket.totalMinor - (shippingMinor ?? 0)), shippingMinor, index)

  let goodsMinor = 0
  let units = 0
  // Lines without a category may belong to any category, and so with brands: they widen what is possible.
  const nameless = { category: nothing(), brand: nothing(), both: nothing() }
  for (const { amountMinor, quantity, category, brand } of basket.lines) {
    goodsMinor += amountMinor
    units += quantity
    if (category === undefined) add(nameless.category, amountMinor, quantity)
    if (brand === undefined) add(nameless.brand, amountMinor, quantity)
    if (category === undefined && brand === undefined) add(nameless.both, amountMinor, quantity)
  }

  const untouched = { leastMinor: 0, mostMinor: 0, leastUnits: 0, mostUnits: 0 }
  const scopes = new Array<InScope>(index.scopes.length).fill(untouched)
  if (nameless.category.mostUnits > 0)
    for (const scope of index.naming.categories) scopes[scope] = nameless.category
  if (nameless.brand.mostUnits > 0)
    for (const scope of index.naming.brands)
      scopes[scope] = index.scopes[scope]!.categories.length === 0 ? nameless.brand : either(nameless)

  const own = new Set<number>()
  for (const line of basket.lines) {
    const byCategory =
      line.category === undefined ? undefined : index.ofCategory.get(foldCategory(line.category))
    const byBrand =
      line.brand === undefined || index.ofBrand.size === 0
        ? undefined
        : index.ofBrand.get(foldCategory(line.brand))
    for (const scope of byCategory ?? []) count(scope, line)
    for (const scope of byBrand ?? []) if (!byCategory?.includes(scope)) count(scope, line)
    for (const scope of index.ofSku.get(line.sku) ?? [])
      if (!byCategory?.includes(scope) && !byBrand?.includes(scope)) count(scope, line)
  }
  return {
    goodsMinor,
    shippingMinor,
    whole: { leastMinor: goodsMinor, mostMinor: goodsMinor, leastUnits: units, mostUnits: units },
    scopes,
    lines: basket.lines,
    held: new Map(),
  }

  function count(scope: number, { amountMinor, quantity, category, brand }: Line): void {
    if (!own.has(scope)) {
      own.add(scope)
      scopes[scope] = { ...scopes[scope]! }
    }
    const held = scopes[scope]!
    held.leastMinor += amountMinor
    held.leastUnits += quantity
    const { categories, brands } = index.scopes[scope]!
    const wasOpen =
      (category === undefined && categories.length > 0) || (brand === undefined && brands.length > 0)
    if (!wasOpen) add(held, amountMinor, quantity)
  }
}

const nothing = (): InScope => ({ leastMinor: 0, mostMinor: 0, leastUnits: 0, mostUnits: 0 })

function add(most: InScope, amountMinor: number, units: number): void {
  most.mostMinor += amountMinor
  most.mostUnits += units
}

const either = ({ category, brand, both }: Record<'category' | 'brand' | 'both', InScope>): InScope => ({
  ...nothing(),
  mostMinor: category.mostMinor + brand.mostMinor - both.mostMinor,
  mostUnits: category.mostUnits + brand.mostUnits - both.mostUnits,
})

function tallyTotal(goodsMinor: number, shippingMinor: number | null, index: ScopeIndex): Tally {
  const mostUnits = Number.POSITIVE_INFINITY
  const some = { leastMinor: 0, mostMinor: goodsMinor, leastUnits: 0, mostUnits }
  return {
    goodsMinor,
    shippingMinor,
    whole: { leastMinor: goodsMinor, mostMinor: goodsMinor, leastUnits: goodsMinor > 0 ? 1 : 0, mostUnits },
    scopes: new Array<InScope>(index.scopes.length).fill(some),
    lines: [],
    held: new Map(),
  }
}
