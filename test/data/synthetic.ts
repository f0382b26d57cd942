import { header, inPieces, localTime, toLine } from './csv.ts'
import { between, gamma, type Random, seeded, waiting } from './random.ts'

const DAY_MS = 86_400_000

/** What a household may buy: how likely a visit is to hold it on average, and the price range in cents. */
const SHELF = [
  { category: 'COFFEE', name: 'GROUND COFFEE', share: 0.12, low: 549, high: 1299 },
  { category: 'COFFEE FILTERS', name: 'FILTERS', share: 0.03, low: 149, high: 329 },
  { category: 'FLUID MILK PRODUCTS', name: 'MILK', share: 0.35, low: 149, high: 399 },
  { category: 'BAKED BREAD/BUNS/ROLLS', name: 'BREAD', share: 0.34, low: 129, high: 449 },
  { category: 'CHEESE', name: 'CHEESE', share: 0.26, low: 199, high: 699 },
  { category: 'YOGURT', name: 'YOGURT', share: 0.2, low: 60, high: 499 },
  { category: 'SOFT DRINKS', name: 'SOFT DRINK', share: 0.3, low: 99, high: 649 },
  { category: 'CANDY - PACKAGED', name: 'CANDY', share: 0.15, low: 100, high: 499 },
  { category: 'COOKIES/CONES', name: 'COOKIES', share: 0.14, low: 199, high: 499 },
  { category: 'EGGS', name: 'EGGS', share: 0.16, low: 119, high: 399 },
] as const

/** Mean days between two visits of a household; each household's own mean is gamma-distributed around its inverse. */
const VISIT_EVERY_DAYS = 6

/** How long the history is: about as long as the real one. */
const HISTORY_DAYS = 243

/** The household that buys coffee every nine days, the last time twelve days before the end. */
export const STEADY_COFFEE_HOUSEHOLD = '1'

/** A made history and what it was made from. */
export type SyntheticHistory = {
  households: string[]
  csv: AsyncIterable<string>
  /** The truth behind the rows: expected purchases a day that hold the category. */
  ratePerDay(household: string, category: string): number
}

/**
 * A synthetic purchase history in the columns that a merchant uploads: seeded, ending at `now` (epoch ms).
 *
 * A household visits as a Poisson process with a gamma-distributed rate; each visit holds a category with the
 * household's own gamma-distributed likelihood. Household `STEADY_COFFEE_HOUSEHOLD` also buys coffee every nine
 * days, give or take some hours. Whoever shows a figure made from it says "synthetic".
 */
export function makeSyntheticHistory(options: {
  seed: number
  now: number
  memberNumberOf(household: string): string
  householdCount?: number
}): SyntheticHistory {
  const random = seeded(options.seed)
  const households = Array.from({ length: options.householdCount ?? 200 }, (_, i) => String(i + 1))
  const truth = new Map(households.map((household) => [household, tastes(random, household)]))

  const visits = households
    .flatMap((household) => visitsOf(random, household, truth.get(household)!))
    .sort((a, b) => b.daysAgo - a.daysAgo)
  // Made as they are read: the members need not be there before the households are known.
  function* lines(): Generator<string> {
    for (const [index, visit] of visits.entries()) {
      for (const shelf of visit.categories) {
        const quantity = random() < 0.8 ? 1 : between(random, 2, 4)
        yield toLine({
          order_ref: `SYN-${options.seed}-${index + 1}`,
          time: localTime(options.now - visit.daysAgo * DAY_MS),
          member: options.memberNumberOf(visit.household),
          sku: `SYN-${SHELF.indexOf(shelf) + 1}${between(random, 1, 5)}`,
          name: `${shelf.name} (SYNTHETIC)`,
          category: shelf.category,
          brand: random() < 0.75 ? 'National' : 'Private',
          quantity: String(quantity),
          amount: ((quantity * between(random, shelf.low, shelf.high)) / 100).toFixed(2),
        })
      }
    }
  }

  return {
    households,
    csv: streamed(lines()),
    ratePerDay(household, category) {
      const taste = truth.get(household)
      const index = SHELF.findIndex((shelf) => shelf.category === category)
      if (!taste || index < 0) return 0
      const steady = household === STEADY_COFFEE_HOUSEHOLD && category === 'COFFEE' ? 1 / 9 : 0
      return taste.visitsPerDay * taste.shares[index]! + steady
    },
  }
}

type Taste = { visitsPerDay: number; shares: number[] }
type Visit = { household: string; daysAgo: number; categories: (typeof SHELF)[number][] }

function tastes(random: Random, household: string): Taste {
  const visitsPerDay = gamma(random, 2, 1 / VISIT_EVERY_DAYS)
  const shares = SHELF.map((shelf) => Math.min(0.95, gamma(random, 1.5, shelf.share)))
  // Other coffee would blur the one rhythm that a reader is shown.
  if (household === STEADY_COFFEE_HOUSEHOLD) shares[0] = 0
  return { visitsPerDay, shares }
}

function visitsOf(random: Random, household: string, taste: Taste): Visit[] {
  const visits: Visit[] = []
  let daysAgo = HISTORY_DAYS - waiting(random, 1 / taste.visitsPerDay)
  for (; daysAgo > 0; daysAgo -= waiting(random, 1 / taste.visitsPerDay)) {
    const categories = SHELF.filter((_, index) => random() < taste.shares[index]!)
    if (categories.length > 0) visits.push({ household, daysAgo, categories })
  }
  if (household === STEADY_COFFEE_HOUSEHOLD)
    for (let days = 12.2; days < HISTORY_DAYS; days += 9)
      visits.push({ household, daysAgo: days + random() * 0.4, categories: [SHELF[0]] })
  return visits
}

async function* streamed(lines: Iterable<string>): AsyncGenerator<string> {
  yield header()
  yield* inPieces(lines)
}
