import { type Complements, DAY_MS, foldCategory } from '../contracts/index.ts'
import { categoryOf } from './profile.ts'
import { productOf } from './profile-items.ts'
import type { SignalContext } from './signal.ts'

/** For so many days what was bought is what something else may go with. A month: what is bought once in a while is still in use. */
export const LATELY_DAYS = 30

/** By item (`c:` and a folded category, or `s:` and a SKU): what goes with it, and its lift. */
type Companions = Map<string, Map<string, number>>

const known = new WeakMap<Complements, Companions>()

/** Lift goes both ways, though only the better half of a pair may have kept it. */
function companionsIn(complements: Complements): Companions {
  const found = known.get(complements)
  if (found) return found
  const companions: Companions = new Map()
  const put = (item: string, other: string, lift: number) => {
    const own = companions.get(item) ?? new Map<string, number>()
    companions.set(item, own.set(other, Math.max(lift, own.get(other) ?? 0)))
  }
  for (const [item, others] of Object.entries(complements))
    for (const [other, lift] of others) {
      put(item, other, lift)
      put(other, item, lift)
    }
  known.set(complements, companions)
  return companions
}

/** Whether the member has the item in the basket, or bought it lately. */
function isAround(item: string, { basket, profile, now }: SignalContext): boolean {
  const name = item.slice(2)
  const isCategory = item.startsWith('c:')
  if (isCategory ? basket?.categories.has(foldCategory(name)) : basket?.skus.has(name)) return true
  const kept = isCategory ? categoryOf(profile, name) : productOf(profile, name)
  return kept !== undefined && now - kept.lastAt <= LATELY_DAYS * DAY_MS
}

/**
 * The best lift of an item with what is in the basket or was bought lately, two decimals; `null`: nothing that is known to go
 * with it is there.
 */
export function complementLiftOf(item: string, context: SignalContext): number | null {
  const complements = context.programme?.complements
  if (!complements) return null
  let best: number | null = null
  for (const [other, lift] of companionsIn(complements).get(item) ?? [])
    if ((best === null || lift > best) && isAround(other, context)) best = lift
  return best === null ? null : Math.round(best * 100) / 100
}
