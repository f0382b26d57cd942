import { DAY_MS } from '../../shared/contracts/index.ts'
import { tasteAt } from '../../shared/engine/choosing/index.ts'
import { fnv1a32 } from '../../shared/engine/holdout.ts'
import type { Reader } from './reader.ts'
import type { Query } from './stream.ts'

type Ranker = (reader: Reader, query: Query) => number[]

/** A number that has nothing to do with what it is of, but is always the same. */
export const chanceNumber = (id: string, place: number): number => fnv1a32(String(fnv1a32(`${id}/${place}`)))

/**
 * What the engine is set beside; all are fed by the same reader. `own` ranks by how often the household bought what is
 * asked about, `recent` by the same with a half-life of 180 days, `popularity` by how often everyone did.
 */
export const RANKERS = {
  random: (reader, query) =>
    Array.from({ length: sizeOf(reader, query) }, (_, place) => chanceNumber(query.id, place)),
  popularity: (reader, query) => {
    if (query.task === 'T3') return [0]
    const { categories, products } = reader.snapshotFor(query).learned
    if (query.task === 'T1')
      return reader.eligible(query).map(({ target }) => {
        let bought = 0
        for (const product of target.products ?? []) bought += products[product] ?? 0
        return bought
      })
    return reader.candidates.map((category) => categories[category]?.recent ?? 0)
  },
  own: (reader, query) => {
    const household = reader.households.get(query.h)
    if (query.task === 'T3') return [household?.purchases ?? 0]
    if (query.task === 'T2')
      return reader.candidates.map((category) => household?.categoriesEver.get(category) ?? 0)
    return reader.eligible(query).map(({ target: { products } }) => {
      let bought = 0
      for (const [product, times] of household?.productsEver ?? [])
        if (products?.has(product)) bought += times
      return bought
    })
  },
  recent: (reader, query) => {
    const taste = tasteAt(reader.households.get(query.h)?.profile ?? null, query.d * DAY_MS)
    if (query.task === 'T3') return [taste.total]
    if (query.task === 'T2')
      return reader.candidates.map((category) => taste.profile?.categories[category]?.slow ?? 0)
    return reader.eligible(query).map(({ held }) => held)
  },
  stamkund: (reader, query) => reader.answer(query),
} satisfies Record<string, Ranker>

/** Names of the rankers, the engine last. */
export type RankerName = keyof typeof RANKERS
export const RANKER_NAMES = Object.keys(RANKERS) as RankerName[]

function sizeOf(reader: Reader, query: Query): number {
  if (query.task === 'T3') return 1
  return query.task === 'T2' ? reader.candidates.length : reader.asked(query).length
}
