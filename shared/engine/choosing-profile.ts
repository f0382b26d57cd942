import type { Profile } from '../contracts/index.ts'
import type { ChoosingCounter, ChoosingProfile } from './choosing/member.ts'
import { itemsIn } from './profile-items.ts'
import { decay } from './profile-parts.ts'

/** A profile as choosing reads it. Brands and products are unpacked when an offer is about some, and then once. */
export function choosingProfile(profile: Profile): ChoosingProfile {
  const { asOf, slow, categories } = profile
  let brands: Record<string, ChoosingCounter> | undefined
  let products: Record<string, ChoosingCounter> | undefined
  return {
    asOf,
    slow,
    categories,
    get brands() {
      brands ??= countersOf(profile.brands, asOf)
      return brands
    },
    get products() {
      products ??= countersOf(profile.products, asOf)
      return products
    },
  }
}

/** Own properties even of a product numbered `__proto__`. */
const countersOf = (packed: string, asOf: number): Record<string, ChoosingCounter> =>
  Object.fromEntries(
    [...itemsIn(packed)].map(([key, item]) => [
      key,
      { slow: item.slow * decay(asOf - item.asOf).slow, lastAt: item.lastAt },
    ]),
  )
