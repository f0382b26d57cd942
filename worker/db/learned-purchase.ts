import { DAY_MS, foldCategory, type Profile } from '../../shared/contracts/index.ts'
import { countPurchase, type LearnedDelta } from '../../shared/engine/choosing/counts.ts'
import { fnv1a32 } from '../../shared/engine/holdout.ts'

/** Categories of a buyer's profile that one purchase adds to, on average at most: each is a row that is written. */
const MOST_HELD = 8

/**
 * What a member's purchase teaches ranking, told before it is worked into their profile. What all of the buyer's
 * categories held is added up at each purchase; for who knows many of them only now and then, as many times over as it
 * is left out, so that the sums come out the same and no purchase is dear.
 *
 * @param id of the purchase: its end is chance
 * @param segment the group that the member answers like, if any
 */
export function learnedOfPurchase(
  id: string,
  profile: Profile,
  segment: string | null,
  { purchasedAt, lines }: { purchasedAt: number; lines: readonly Line[] },
): LearnedDelta {
  const { asOf, slow, categories } = profile
  const before = { asOf, slow, categories }
  const delta = countPurchase({ profile: before, segment }, { purchasedAt, ...namesIn(lines) })
  const every = Math.ceil(Object.keys(categories).length / MOST_HELD)
  if (every <= 1) return delta
  const times = fnv1a32(id) % every === 0 ? every : 0
  const counts = delta.counts.flatMap(({ held, together, weighed, ...rest }) => {
    if (held === undefined && weighed === undefined) return [rest]
    const kept = {
      ...(held !== undefined && { held: held * times }),
      ...(together !== undefined && { together: together * times }),
      ...(weighed !== undefined && { weighed: weighed * times }),
    }
    return times === 0 && rest.purchases === undefined ? [] : [{ ...rest, ...kept }]
  })
  return { ...delta, counts }
}

type Line = { sku: string; category?: string | undefined; brand?: string | undefined }

const namesIn = (lines: readonly Line[]) => ({
  categories: lines.flatMap(({ category }) => (category === undefined ? [] : [foldCategory(category)])),
  products: lines.map(({ sku }) => sku),
  brands: lines.flatMap(({ brand }) => (brand === undefined ? [] : [foldCategory(brand)])),
})

/** What a return takes back of it: what the purchase holds no longer, under the day that it was bought on. */
export const unlearnedOfReturn = (
  purchasedAt: number,
  gone: Record<'categories' | 'products' | 'brands', readonly string[]>,
): LearnedDelta => ({
  day: Math.floor(purchasedAt / DAY_MS),
  counts: [
    { scope: 'all', key: '', purchases: -gone.categories.length },
    ...gone.categories.map((key) => ({ scope: 'category' as const, key, purchases: -1 })),
    ...gone.products.map((key) => ({ scope: 'product' as const, key, purchases: -1 })),
    ...gone.brands.map((key) => ({ scope: 'brand' as const, key, purchases: -1 })),
  ],
})
