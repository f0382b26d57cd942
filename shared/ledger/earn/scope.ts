import { type EarnScope, foldCategory } from '../../contracts/index.ts'

/** A scope made ready: sets of folded categories and SKUs. Nothing named is `null`. */
export interface CompiledScope {
  categories: ReadonlySet<string> | null
  skus: ReadonlySet<string> | null
  storeIds: ReadonlySet<string> | null
  exceptCategories: ReadonlySet<string> | null
  exceptSkus: ReadonlySet<string> | null
  fullPriceOnly: boolean
}

/** Lists that are left out and lists of nothing mean the same. */
export const compileScope = (scope: EarnScope): CompiledScope => ({
  categories: setOf(scope.categories?.map(foldCategory)),
  skus: setOf(scope.skus),
  storeIds: setOf(scope.storeIds),
  exceptCategories: setOf(scope.exceptCategories?.map(foldCategory)),
  exceptSkus: setOf(scope.exceptSkus),
  fullPriceOnly: scope.fullPriceOnly ?? false,
})

const setOf = (names: readonly string[] | undefined): ReadonlySet<string> | null =>
  names?.length ? new Set(names) : null

/** Whether the scope asks for goods by name, which nothing but a line can have. */
export const namesGoods = ({ categories, skus }: CompiledScope): boolean =>
  categories !== null || skus !== null

/** Whether a line earns; `category` is folded already. */
export function holdsLine(scope: CompiledScope, sku: string, category: string | undefined): boolean {
  const { categories, skus, exceptCategories, exceptSkus } = scope
  if (exceptSkus?.has(sku)) return false
  if (category !== undefined && exceptCategories?.has(category)) return false
  if (!namesGoods(scope)) return true
  return (category !== undefined && categories?.has(category) === true) || skus?.has(sku) === true
}
