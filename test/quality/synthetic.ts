import { gamma } from '../../shared/engine/choosing/random.ts'
import { between, type Random, seeded } from '../data/random.ts'
import type { Campaign, Label, Query, StreamLine } from './stream.ts'

const SEED = 20_170_102
const HOUSEHOLDS = 800
const CATEGORIES = 24
const PRODUCTS_OF_CATEGORY = 12
const LAST_DAY = 240

/** Purchases of an average household. */
const PURCHASES = 50

/** How much alike tastes are, by category: concentrations of a Dirichlet, from cat food to bananas. */
const SCARCE = 0.15
const COMMON = 1.5

/** The same of products within a category: people keep to a few. */
const FAVOURITE = 0.3

const CAMPAIGN_EVERY_DAYS = 14
const FIRST_CAMPAIGN_DAY = 30
const CAMPAIGN_DAYS = 28
const COUPONS = 30

/** Coupons that there are; a campaign has some of them. */
const POOL = 60

/** Of all households, those that a campaign is sent to. */
const SENT_SHARE = 0.6

/** Redemptions of a campaign by an average household. */
const REDEMPTIONS = 0.7

const ASKED_DAYS = [120, 148, 176, 204]
const HORIZON_DAYS = 28

/** Segments: one is twice as ready to redeem as the other. */
const SEGMENTS = [
  { seg: 'any|ready', readiness: 4 / 3 },
  { seg: 'any|slow', readiness: 2 / 3 },
] as const

/** A made stream and what it was made from. */
export type Synthetic = {
  lines: StreamLine[]
  labels: Label[]
  /** The scores of one who knows every parameter. */
  oracle: (query: Query) => number[]
  /** By household: the share of their purchases that each category has. */
  tastes: ReadonlyMap<string, readonly number[]>
  /** By coupon: redemptions to be expected of all who were sent it. */
  expected: ReadonlyMap<string, number>
}

/**
 * A stream of the same form as the real one. A household's tastes are a Dirichlet draw around everyone's, its activity
 * and readiness gamma draws; it redeems a coupon as a Poisson process, at the coupon's rate times its readiness times the
 * share of its purchases that the coupon's products have. Seeded: the same seed gives the same stream.
 */
export function syntheticStream(seed: number = SEED): Synthetic {
  const random = seeded(seed)
  const concentrations = Array.from({ length: CATEGORIES }, (_, c) => (c % 3 === 0 ? COMMON : SCARCE))
  const popularity = shares(Array.from({ length: PRODUCTS_OF_CATEGORY }, (_, rank) => 1 / (rank + 1)))
  const households = Array.from({ length: HOUSEHOLDS }, (_, h) => {
    const { seg, readiness } = SEGMENTS[h % 2]!
    return {
      h: `${h + 1}`,
      seg,
      taste: shares(concentrations.map((concentration) => gamma(random, concentration))),
      perDay: (gamma(random, 2) / 2) * (PURCHASES / LAST_DAY),
      ready: readiness * gamma(random, 1),
      // Of each category, the shares of its products: favourites around what everyone buys.
      favourites: concentrations.map(() =>
        shares(popularity.map((share) => share * gamma(random, FAVOURITE))),
      ),
    }
  })

  const events: { day: number; order: number; line: StreamLine }[] = []
  const tell = (day: number, order: number, line: StreamLine) => events.push({ day, order, line })
  const labels: Label[] = []
  const scores = new Map<string, number[]>()
  const expected = new Map<string, number>()
  const bought = new Map<string, { day: number; c: number }[]>()

  for (const { h, taste, perDay, ready, favourites } of households) {
    const mine: { day: number; c: number }[] = []
    for (let day = 0; day <= LAST_DAY; day += 1)
      for (let left = poisson(random, perDay); left > 0; left -= 1) {
        const c = drawn(random, taste)
        const p = productOf(c, drawn(random, favourites[c]!))
        const cd = random() < 0.05 * ready ? -0.5 : 0
        tell(day, 3, { e: 'buy', d: day, h, c, m: `m${c % 7}`, p, cd })
        mine.push({ day, c })
      }
    bought.set(h, mine)
  }

  const pool = Array.from({ length: POOL }, (_, i) => coupon(random, `u${i}`))
  let number = 0
  for (let d = FIRST_CAMPAIGN_DAY; d + CAMPAIGN_DAYS <= LAST_DAY; d += CAMPAIGN_EVERY_DAYS) {
    number += 1
    const k = `${number}`
    const first = between(random, 0, POOL - 1)
    const coupons = Array.from({ length: COUPONS }, (_, i) => pool[(first + i) % POOL]!)
    tell(d, 0, { e: 'campaign', d, k, t: 'B', items: coupons.map(({ item }) => item) } satisfies Campaign)
    for (const { h, taste, ready, favourites } of households) {
      if (random() >= SENT_SHARE) continue
      tell(d, 2, { e: 'target', d, h, k })
      const rates = coupons.map(({ c, covered, pull }) => {
        const share = covered.reduce((sum, rank) => sum + favourites[c]![rank]!, 0) * taste[c]!
        return REDEMPTIONS * ready * pull * share
      })
      const times = rates.map((rate) => poisson(random, rate))
      const y = times.flatMap((count, i) => (count > 0 ? [i] : []))
      for (const i of y)
        tell(d + between(random, 1, CAMPAIGN_DAYS), 3, { e: 'redeem', d: 0, h, u: coupons[i]!.item.u, k })
      for (const [i, rate] of rates.entries())
        expected.set(coupons[i]!.item.u, (expected.get(coupons[i]!.item.u) ?? 0) + 1 - Math.exp(-rate))
      const cand = coupons.map(({ item }) => item.u)
      ask({ e: 'q', task: 'T3', id: `T3.${k}.${h}`, d, h, k }, y.length > 0 ? 1 : 0, [
        rates.reduce((a, b) => a + b),
      ])
      if (y.length > 0) ask({ e: 'q', task: 'T1', id: `T1.${k}.${h}`, d, h, k, cand }, y, rates)
    }
  }

  for (const d of ASKED_DAYS)
    for (const { h, taste } of households) {
      const later = bought.get(h)!.filter(({ day }) => day >= d && day < d + HORIZON_DAYS)
      const y = [...new Set(later.map(({ c }) => c))].sort((a, b) => a - b)
      if (y.length > 0) ask({ e: 'q', task: 'T2', id: `T2.${d}.${h}`, d, h }, y, taste)
    }

  function ask(query: Query, y: Label['y'], oracle: number[]): void {
    tell(query.d, 1, query)
    labels.push({ id: query.id, task: query.task, h: query.h, y } as Label)
    scores.set(query.id, oracle)
  }

  events.sort((a, b) => a.day - b.day || a.order - b.order)
  const categories = Array.from({ length: CATEGORIES }, (_, c) => `category ${c}`)
  return {
    lines: [
      { e: 'meta', categories, t2cand: [...categories.keys()] },
      ...households.map(({ h, seg }): StreamLine => ({ e: 'member', h, seg })),
      ...events.map(({ day, line }): StreamLine => (line.e === 'redeem' ? { ...line, d: day } : line)),
    ],
    labels,
    oracle: ({ id }) => scores.get(id)!,
    tastes: new Map(households.map(({ h, taste }) => [h, taste])),
    expected,
  }
}

const productOf = (c: number, rank: number): string => `p${c}-${rank}`

/** A coupon for some products of one category, some of them readier redeemed than others. */
function coupon(random: Random, u: string) {
  const c = between(random, 0, CATEGORIES - 1)
  const first = between(random, 0, PRODUCTS_OF_CATEGORY - 1)
  const covered = [...Array(between(random, 1, PRODUCTS_OF_CATEGORY - first)).keys()].map((i) => first + i)
  const products = covered.map((rank) => productOf(c, rank))
  const item = { u, cats: [[c, 1]] as [number, number][], m: [`m${c % 7}`], products }
  return { item, c, covered, pull: gamma(random, 4) / 4 }
}

function shares(weights: readonly number[]): number[] {
  const sum = weights.reduce((a, b) => a + b, 0)
  return weights.map((weight) => weight / sum)
}

function drawn(random: Random, chances: readonly number[]): number {
  let left = random()
  const at = chances.findIndex((chance) => {
    left -= chance
    return left < 0
  })
  return at < 0 ? chances.length - 1 : at
}

/** Knuth's: fit for small means. */
function poisson(random: Random, mean: number): number {
  const least = Math.exp(-mean)
  let count = 0
  for (let product = random(); product > least; product *= random()) count += 1
  return count
}
