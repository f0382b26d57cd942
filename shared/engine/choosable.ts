import { foldCategory, type LineScope, type Offer } from '../contracts/index.ts'
import type { ChoosableOffer } from './choosing/index.ts'
import { partsOf, rewardScope } from './effect.ts'

/** An offer as choosing knows it: what its reward or, where that names nothing, its condition is about. */
export function choosable({
  id,
  reward,
  conditions,
}: Pick<Offer, 'id' | 'reward' | 'conditions'>): ChoosableOffer {
  const scope = rewardScope(reward)
  const rewarded = [...partsOf(reward).map((part) => part.scope), ...(scope ? [scope] : [])]
  const about = rewarded.some(names) ? rewarded : conditions.lines ? [conditions.lines] : []
  const categories = distinct(about.flatMap((one) => one.categories ?? []).map(foldCategory))
  const brands = distinct(about.flatMap((one) => one.brands ?? []).map(foldCategory))
  return {
    id,
    categories: categories.map((key) => ({ key, share: 1 / categories.length })),
    brands,
    target: { categories, brands, products: distinct(about.flatMap((one) => one.skus ?? [])) },
  }
}

const names = ({ categories = [], brands = [], skus = [] }: LineScope): boolean =>
  categories.length + brands.length + skus.length > 0

const distinct = (names: readonly string[]): string[] => [...new Set(names)]
