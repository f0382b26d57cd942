import {
  type CategoryProfile,
  foldCategory,
  MAX_BRANDS,
  MAX_CATEGORIES,
  MAX_PRODUCTS,
  type Profile,
  RECENT_DAYS_KEPT,
} from '../contracts/index.ts'
import { daypartOf, localTime } from './local-time.ts'
import { addItems, removeItems } from './profile-items.ts'
import { byCategory, changeDay, dayOf, decay, rounded } from './profile-parts.ts'

/** What a profile needs of a purchase. `spendMinor` is the sum of its lines: goods, without delivery. */
export type ProfilePurchase = {
  purchasedAt: number
  spendMinor: number
  region?: string | null
  /** Bought with a code. */
  coded?: boolean
  lines: readonly ProfileLine[]
}

/** What a profile needs of a line. */
export type ProfileLine = {
  sku?: string | null | undefined
  category?: string | null | undefined
  brand?: string | null | undefined
  amountMinor: number
  /** What the line would cost without its discounts; left out, the same. */
  beforeDiscountMinor?: number | undefined
}

/** Whether a purchase was one at a discount: with a code, or with a line that cost less than it would have. */
export const isDiscounted = ({ coded, lines }: Pick<ProfilePurchase, 'coded' | 'lines'>): boolean =>
  coded === true ||
  lines.some(({ amountMinor, beforeDiscountMinor = amountMinor }) => beforeDiscountMinor > amountMinor)

/** First and last instant among the purchases that still stand. */
export type Span = { firstAt: number; lastAt: number }

/** What a profile needs of a return. The caller asks the database what still stands once the return is worked in. */
export type ProfileReturn = {
  /** When the purchase was made, not when it came back. */
  purchasedAt: number
  refundMinor: number
  /** Nothing of the purchase is left. */
  wholePurchase: boolean
  /** Whether the purchase was counted as discounted, and as coded. */
  discounted: boolean
  coded: boolean
  lines: readonly ProfileLine[]
  /** Of what among `lines` no unit of this purchase is left; what went before is not among them. */
  goneCategories: readonly string[]
  goneBrands: readonly string[]
  goneProducts: readonly string[]
  latest: {
    firstAt: number | null
    lastAt: number | null
    /** By folded category, for those among `lines`; `null`: no purchase of it is left. */
    categories: Record<string, Span | null>
    /** Likewise by folded brand and by SKU, for those that are gone; left out, no purchase of it is left. */
    brands: Record<string, Span | null>
    products: Record<string, Span | null>
  }
}

/** The profile of a member for whom nothing has been recorded. */
export const emptyProfile = (): Profile => ({
  v: 1,
  purchases: 0,
  spendMinor: 0,
  firstAt: null,
  lastAt: null,
  asOf: 0,
  slow: 0,
  fast: 0,
  categories: {},
  brands: '',
  products: '',
  discounted: 0,
  coded: 0,
  weekdays: [0, 0, 0, 0, 0, 0, 0],
  dayparts: [0, 0, 0, 0, 0],
  days: '',
  region: null,
  regionAt: null,
})

/** A profile as it is stored; what it was stored without is as nobody has it. */
export const profileIn = (stored: string): Profile => ({
  ...emptyProfile(),
  ...(JSON.parse(stored) as Partial<Profile>),
})

/** What the profile holds of a folded category. */
export function categoryOf(profile: Profile | null, category: string): CategoryProfile | undefined {
  const kept = profile?.categories[category]
  // A shop may name a category `constructor`. What every object inherits has no counters; asking for those is a
  // quarter of the price of asking whether the property is the object's own.
  return typeof kept?.slow === 'number' ? kept : undefined
}

/**
 * The profile with a purchase worked in. Purchases may arrive in any order and give the same profile, up to the
 * rounding of counters (and up to what was dropped, for a member with more than `MAX_CATEGORIES`, `MAX_BRANDS` or
 * `MAX_PRODUCTS`).
 *
 * @param timeZone the programme's, by which weekdays and parts of the day are counted
 */
export function addPurchase(profile: Profile, purchase: ProfilePurchase, timeZone: string): Profile {
  const at = purchase.purchasedAt
  const asOf = Math.max(profile.asOf, at)
  const aged = decay(asOf - profile.asOf)
  const weight = decay(asOf - at)
  const held = byCategory(purchase.lines)

  const categories = new Map<string, CategoryProfile>()
  for (const [name, kept] of Object.entries(profile.categories))
    categories.set(name, {
      ...kept,
      slow: rounded(kept.slow * aged.slow),
      fast: rounded(kept.fast * aged.fast),
    })
  for (const [name, amountMinor] of held) {
    const kept = categories.get(name)
    categories.set(name, {
      purchases: (kept?.purchases ?? 0) + 1,
      spendMinor: (kept?.spendMinor ?? 0) + amountMinor,
      firstAt: Math.min(kept?.firstAt ?? at, at),
      lastAt: Math.max(kept?.lastAt ?? at, at),
      slow: rounded((kept?.slow ?? 0) + weight.slow),
      fast: rounded((kept?.fast ?? 0) + weight.fast),
      recentDays: [...(kept?.recentDays ?? []), dayOf(at)].sort((a, b) => a - b).slice(-RECENT_DAYS_KEPT),
    })
  }

  const { weekday, hour } = localTime(timeZone, at)
  return {
    ...profile,
    purchases: profile.purchases + 1,
    spendMinor: profile.spendMinor + purchase.spendMinor,
    firstAt: Math.min(profile.firstAt ?? at, at),
    lastAt: Math.max(profile.lastAt ?? at, at),
    asOf,
    slow: rounded(profile.slow * aged.slow + held.size * weight.slow),
    fast: rounded(profile.fast * aged.fast + held.size * weight.fast),
    categories: bounded(categories),
    brands: addItems(profile.brands, brandsOf(purchase.lines), at, MAX_BRANDS),
    products: addItems(profile.products, productsOf(purchase.lines), at, MAX_PRODUCTS),
    discounted: profile.discounted + Number(isDiscounted(purchase)),
    coded: profile.coded + Number(purchase.coded === true),
    weekdays: counted(profile.weekdays, weekday, 1),
    dayparts: counted(profile.dayparts, daypartOf(hour), 1),
    days: changeDay(profile.days, { day: dayOf(at), purchases: 1, spendMinor: purchase.spendMinor }, asOf),
    ...latestRegion(profile, purchase),
  }
}

/**
 * The profile with a return worked out of it: adding a purchase and returning all of it leaves the profile as it was,
 * decayed to the same instant. Three things can't come back: day buckets that had already left the longest window,
 * a day pushed out of a category's `recentDays`, and the region before this purchase's (a return does not say that
 * the member was never there).
 *
 * @param timeZone the programme's; one that has changed since the purchase takes from the weekday that it says now
 */
export function removeReturn(profile: Profile, change: ProfileReturn, timeZone: string): Profile {
  const purchases = profile.purchases - (change.wholePurchase ? 1 : 0)
  if (purchases <= 0) return emptyProfile()

  const weight = decay(profile.asOf - change.purchasedAt)
  const gone = new Set(
    byCategory(change.goneCategories.map((category) => ({ category, amountMinor: 0 }))).keys(),
  )
  const categories = new Map(Object.entries(profile.categories))
  let pairs = 0
  for (const [name, amountMinor] of byCategory(change.lines)) {
    if (gone.has(name)) pairs += 1
    // A dropped category is not here, though its share of the totals is.
    const kept = categories.get(name)
    if (!kept) continue
    const left = gone.has(name) ? without(kept, change.purchasedAt, weight) : kept
    const span = Object.hasOwn(change.latest.categories, name) ? change.latest.categories[name] : undefined
    if (left.purchases <= 0 || span === null) categories.delete(name)
    else categories.set(name, { ...left, ...span, spendMinor: Math.max(0, kept.spendMinor - amountMinor) })
  }

  const { latest, purchasedAt, wholePurchase } = change
  const { weekday, hour } = localTime(timeZone, purchasedAt)
  const whole = wholePurchase ? -1 : 0
  return {
    ...profile,
    purchases,
    spendMinor: Math.max(0, profile.spendMinor - change.refundMinor),
    firstAt: latest.firstAt,
    lastAt: latest.lastAt,
    slow: categories.size === 0 ? 0 : rounded(profile.slow - pairs * weight.slow),
    fast: categories.size === 0 ? 0 : rounded(profile.fast - pairs * weight.fast),
    categories: Object.fromEntries(categories),
    brands: removeItems(
      profile.brands,
      new Set(change.goneBrands.map(foldCategory)),
      purchasedAt,
      latest.brands,
    ),
    products: removeItems(profile.products, new Set(change.goneProducts), purchasedAt, latest.products),
    discounted: Math.max(0, profile.discounted + (change.discounted ? whole : 0)),
    coded: Math.max(0, profile.coded + (change.coded ? whole : 0)),
    weekdays: counted(profile.weekdays, weekday, whole),
    dayparts: counted(profile.dayparts, daypartOf(hour), whole),
    days: changeDay(
      profile.days,
      { day: dayOf(purchasedAt), purchases: whole, spendMinor: -change.refundMinor },
      profile.asOf,
    ),
  }
}

const brandsOf = (lines: readonly ProfileLine[]): Set<string> =>
  new Set(
    lines.flatMap(({ brand }) => {
      const name = brand ? foldCategory(brand) : ''
      return name === '' ? [] : [name]
    }),
  )

const productsOf = (lines: readonly ProfileLine[]): Set<string> =>
  new Set(lines.flatMap(({ sku }) => (sku ? [sku] : [])))

const counted = (counts: readonly number[], place: number, change: number): number[] =>
  counts.map((count, at) => (at === place ? Math.max(0, count + change) : count))

function without(
  kept: CategoryProfile,
  purchasedAt: number,
  weight: { slow: number; fast: number },
): CategoryProfile {
  const recentDays = [...kept.recentDays]
  const at = recentDays.lastIndexOf(dayOf(purchasedAt))
  if (at >= 0) recentDays.splice(at, 1)
  return {
    ...kept,
    purchases: kept.purchases - 1,
    slow: rounded(kept.slow - weight.slow),
    fast: rounded(kept.fast - weight.fast),
    recentDays,
  }
}

/** `Object.fromEntries` makes own properties even of a category named `__proto__`. */
function bounded(categories: Map<string, CategoryProfile>): Record<string, CategoryProfile> {
  if (categories.size > MAX_CATEGORIES) {
    const weakestFirst = [...categories].sort(([a, x], [b, y]) => x.slow - y.slow || (a < b ? -1 : 1))
    for (const [name] of weakestFirst.slice(0, categories.size - MAX_CATEGORIES)) categories.delete(name)
  }
  return Object.fromEntries(categories)
}

function latestRegion(profile: Profile, purchase: ProfilePurchase): Pick<Profile, 'region' | 'regionAt'> {
  const { region, regionAt } = profile
  if (!purchase.region) return { region, regionAt }
  const at = purchase.purchasedAt
  // Of two regions at one instant the later in the alphabet stands, whichever arrived first.
  const newer = regionAt === null || at > regionAt || (at === regionAt && purchase.region > (region ?? ''))
  return newer ? { region: purchase.region, regionAt: at } : { region, regionAt }
}
