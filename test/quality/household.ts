import { DAY_MS } from '../../shared/contracts/index.ts'
import type { ChoosingCounter, ChoosingMember } from '../../shared/engine/choosing/index.ts'
import { decay } from '../../shared/engine/profile-parts.ts'

/** A household as a `ChoosingMember`, whose counters a stream's lines are worked into, and what baselines ask of it. */
export class Household implements ChoosingMember {
  readonly profile = {
    asOf: 0,
    slow: 0,
    categories: {} as Record<string, ChoosingCounter>,
    products: {} as Record<string, ChoosingCounter>,
  }
  sent = 0
  redemptions = 0
  couponed = 0
  segment: string | null
  /** Campaigns of which something was redeemed. */
  readonly answered = new Set<string>()
  /** Purchases ever: what the baselines call frequency. */
  purchases = 0
  readonly categoriesEver = new Map<string, number>()
  readonly productsEver = new Map<string, number>()

  constructor(segment: string) {
    this.segment = segment
  }

  /** Works a line of a purchase in. */
  buy(day: number, category: string, product: string, couponed: boolean): void {
    const { profile } = this
    const at = day * DAY_MS
    if (at > profile.asOf || this.purchases === 0) {
      const aged = decay(at - profile.asOf).slow
      profile.asOf = at
      profile.slow *= aged
      for (const counters of [profile.categories, profile.products])
        for (const key in counters) counters[key]!.slow *= aged
    }
    profile.slow += 1
    for (const [counters, key] of [
      [profile.categories, category],
      [profile.products, product],
    ] as const)
      counters[key] = { slow: (counters[key]?.slow ?? 0) + 1, lastAt: at }
    this.purchases += 1
    this.categoriesEver.set(category, (this.categoriesEver.get(category) ?? 0) + 1)
    this.productsEver.set(product, (this.productsEver.get(product) ?? 0) + 1)
    if (couponed) this.couponed += 1
  }
}
