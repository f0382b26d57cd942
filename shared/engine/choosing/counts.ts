import { DAY_MS, FAST_HALF_LIFE_DAYS, type Learned, type LearnedRate } from '../../contracts/index.ts'
import { dayOf } from '../profile-parts.ts'
import type { ChoosableOffer, Chooser } from './chance.ts'
import { expectedOf } from './chance.ts'
import { type ChoosingMember, tasteAt } from './member.ts'

/** What counters are of. `segmentCategory` has the key `segment|category`; `all` has the key ''. */
export const COUNT_SCOPES = [
  'all',
  'category',
  'product',
  'brand',
  'offer',
  'segment',
  'segmentCategory',
] as const
export type CountScope = (typeof COUNT_SCOPES)[number]

/** The sums of one key. Their meaning: `Learned`. */
export const SUMS = [
  'purchases',
  'together',
  'held',
  'weighed',
  'exposures',
  'expected',
  'redemptions',
  'sent',
  'redeemed',
] as const
type Sums = Record<(typeof SUMS)[number], number>

/** What is added to one key's counters: left out, nothing. */
export type LearnedCount = { scope: CountScope; key: string } & Partial<Sums>

/** What one event adds, under the UTC day that it falls on. In a database: `x = x + ?` by (scope, key, day). */
export type LearnedDelta = { day: number; counts: LearnedCount[] }

/** All sums of one key, and its purchases by day while they are recent. */
type Counted = Sums & { scope: CountScope; key: string; days: Map<number, number> }

/** The counters of one programme: a sum of deltas, in whatever order and grouping they came. */
export type LearnedCounts = Map<string, Counted>

/** Days after which a purchase's part in `recent` is below a thousandth, and its day may be forgotten. */
export const RECENT_DAYS = 10 * FAST_HALF_LIFE_DAYS

/** Scopes whose purchases are also wanted by day. */
const DATED: ReadonlySet<CountScope> = new Set(['all', 'category'])

/**
 * What a purchase teaches, told before it is worked into the member's profile. A purchase counts once for each of its
 * categories, products and brands; keys are folded as the profile's are.
 */
export function countPurchase(
  member: Pick<ChoosingMember, 'profile' | 'segment'>,
  purchase: {
    purchasedAt: number
    categories: readonly string[]
    products: readonly string[]
    brands: readonly string[]
  },
): LearnedDelta {
  const { segment } = member
  const { profile, aged, total } = tasteAt(member.profile, purchase.purchasedAt)
  const bought = new Set(purchase.categories)
  const times = bought.size
  const counts: LearnedCount[] = []
  if (times > 0) {
    counts.push({ scope: 'all', key: '', purchases: times, weighed: total * times })
    const held = Object.entries(profile?.categories ?? {})
    for (const [key, { slow }] of held)
      counts.push({
        scope: 'category',
        key,
        held: slow * aged * times,
        ...(bought.has(key) && { together: slow * aged }),
      })
    for (const key of bought) counts.push({ scope: 'category', key, purchases: 1 })
    if (segment !== null) counts.push({ scope: 'segment', key: segment, purchases: times })
  }
  if (segment !== null)
    for (const key of bought)
      counts.push({ scope: 'segmentCategory', key: `${segment}|${key}`, purchases: 1 })
  for (const key of new Set(purchase.products)) counts.push({ scope: 'product', key, purchases: 1 })
  for (const key of new Set(purchase.brands)) counts.push({ scope: 'brand', key, purchases: 1 })
  return { day: dayOf(purchase.purchasedAt), counts }
}

/** What showing offers to a member on one occasion teaches. `shown` are places in the chooser's index. */
export function countExposure(
  member: Pick<ChoosingMember, 'segment'>,
  chooser: Chooser,
  offers: readonly ChoosableOffer[],
  shown: readonly number[],
): LearnedDelta {
  const counts: LearnedCount[] = [{ scope: 'all', key: '', sent: 1 }]
  if (member.segment !== null) counts.push({ scope: 'segment', key: member.segment, sent: 1 })
  for (const place of shown) {
    const expected = expectedOf(chooser, place)
    for (const { share, ...level } of levelsOf(offers[place]!))
      counts.push({ ...level, exposures: share, expected: share * expected })
  }
  return { day: dayOf(chooser.taste.now), counts }
}

/** What a redemption teaches. `first`: it is the first that came of its occasion. */
export function countRedemption(
  member: Pick<ChoosingMember, 'segment'>,
  offer: ChoosableOffer,
  { redeemedAt, first }: { redeemedAt: number; first: boolean },
): LearnedDelta {
  const counts: LearnedCount[] = levelsOf(offer).map(({ share, ...level }) => ({
    ...level,
    redemptions: share,
  }))
  if (first) {
    counts.push({ scope: 'all', key: '', redeemed: 1 })
    if (member.segment !== null) counts.push({ scope: 'segment', key: member.segment, redeemed: 1 })
  }
  return { day: dayOf(redeemedAt), counts }
}

/**
 * Counters of offers alone, with those of the levels above them worked in: for whoever counts each offer under its own id,
 * and knows only later what it was about. In place; offers that are not given count for all and nothing else.
 */
export function spreadRates(
  state: LearnedCounts,
  offers: ReadonlyMap<string, ChoosableOffer>,
): LearnedCounts {
  const sums = [...state.values()].filter(({ scope }) => scope === 'offer')
  if (sums.length === 0) return state
  let redemptions = 0
  for (const { key, exposures, expected, redemptions: own } of sums) {
    redemptions += own
    const offer = offers.get(key) ?? { id: key, categories: [], brands: [], target: NOTHING_NAMED }
    const counts = levelsOf(offer)
      .filter(({ scope }) => scope !== 'offer')
      .map(({ share, ...level }) => ({
        ...level,
        exposures: exposures * share,
        expected: expected * share,
        redemptions: own * share,
      }))
    applyDelta(state, { day: 0, counts })
  }
  // Of an occasion nobody knows whether more than one offer was taken: no more of them were answered than there were.
  for (const counted of state.values())
    if (counted.scope === 'segment') counted.redeemed = Math.max(0, Math.min(counted.sent, counted.redeemed))
  const sent = state.get('all|')?.sent ?? 0
  return applyDelta(state, {
    day: 0,
    counts: [{ scope: 'all', key: '', redeemed: Math.min(sent, redemptions) }],
  })
}

const NOTHING_NAMED = { categories: [], products: [], brands: [] }

/** The levels that an offer's rate is learned on, with its share in each. */
export const levelsOf = (offer: ChoosableOffer): { scope: CountScope; key: string; share: number }[] => [
  { scope: 'all', key: '', share: 1 },
  ...offer.categories.map(({ key, share }) => ({ scope: 'category' as const, key, share })),
  ...offer.brands.map((key) => ({ scope: 'brand' as const, key, share: 1 / offer.brands.length })),
  { scope: 'offer', key: offer.id, share: 1 },
]

/** Counters with a delta worked in, in place. */
export function applyDelta(state: LearnedCounts, { day, counts }: LearnedDelta): LearnedCounts {
  for (const { scope, key, ...sums } of counts) {
    const name = `${scope}|${key}`
    let counted = state.get(name)
    if (!counted) {
      counted = { scope, key, ...zeros(), days: new Map() }
      state.set(name, counted)
    }
    for (const sum in sums) counted[sum as keyof Sums] += sums[sum as keyof Sums] ?? 0
    if (sums.purchases && DATED.has(scope))
      counted.days.set(day, (counted.days.get(day) ?? 0) + sums.purchases)
  }
  return state
}

const zeros = (): Sums => Object.fromEntries(SUMS.map((sum) => [sum, 0])) as Sums

/** What the counters teach as of `now`, epoch ms UTC. Changes nothing: asked for a later day first, an earlier one is told alike. */
export function learnedFrom(state: LearnedCounts, now: number): Learned {
  const all = state.get('all|')
  const learned: Learned = {
    v: 1,
    at: now,
    purchases: all?.purchases ?? 0,
    recent: recentOf(all, now),
    weighed: all?.weighed ?? 0,
    sent: all?.sent ?? 0,
    redeemed: all?.redeemed ?? 0,
    categories: {},
    products: {},
    brands: {},
    segments: {},
    rates: { all: rateOf(all), categories: {}, brands: {}, offers: {} },
  }
  for (const counted of state.values()) place(counted, learned, now)
  return learned
}

function place(counted: Counted, learned: Learned, now: number): void {
  const { scope, key, purchases } = counted
  if (scope === 'category' && (purchases > 0 || counted.held > 0))
    put(learned.categories, key, {
      purchases,
      recent: recentOf(counted, now),
      together: counted.together,
      held: counted.held,
    })
  if (scope === 'product') put(learned.products, key, purchases)
  if (scope === 'brand' && purchases > 0) put(learned.brands, key, purchases)
  if (scope === 'segment') {
    const { categories } = segmentOf(learned, key)
    put(learned.segments, key, { sent: counted.sent, redeemed: counted.redeemed, purchases, categories })
  }
  if (scope === 'segmentCategory') {
    const at = key.indexOf('|')
    put(segmentOf(learned, key.slice(0, at)).categories, key.slice(at + 1), purchases)
  }
  if (counted.exposures === 0 && counted.redemptions === 0) return
  if (scope === 'category') put(learned.rates.categories, key, rateOf(counted))
  if (scope === 'brand') put(learned.rates.brands, key, rateOf(counted))
  if (scope === 'offer') put(learned.rates.offers, key, rateOf(counted))
}

function segmentOf(learned: Learned, key: string): Learned['segments'][string] {
  if (!Object.hasOwn(learned.segments, key))
    put(learned.segments, key, { sent: 0, redeemed: 0, purchases: 0, categories: {} })
  return learned.segments[key]!
}

/** A key may be `__proto__`: assigned, it would change what the record inherits instead. */
function put<T>(record: Record<string, T>, key: string, value: T): void {
  if (key === '__proto__')
    Object.defineProperty(record, key, { value, enumerable: true, configurable: true, writable: true })
  else record[key] = value
}

const rateOf = (counted: Counted | undefined): LearnedRate => ({
  exposures: counted?.exposures ?? 0,
  expected: counted?.expected ?? 0,
  redemptions: counted?.redemptions ?? 0,
})

/** Decayed from the beginning of each day: an hour of 28 days' half-life is a thousandth. */
function recentOf(counted: Counted | undefined, now: number): number {
  let recent = 0
  for (const [day, purchases] of counted?.days ?? []) {
    const age = now / DAY_MS - day
    if (age <= RECENT_DAYS) recent += purchases * 0.5 ** (age / FAST_HALF_LIFE_DAYS)
  }
  return recent
}
