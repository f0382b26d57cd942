import { DAY_MS, type Learned } from '../../shared/contracts/index.ts'
import {
  applyDelta,
  type ChoosableOffer,
  chance,
  chanceOfAny,
  countExposure,
  countPurchase,
  countRedemption,
  indexOffers,
  type LearnedCounts,
  learnedFrom,
  likelyNext,
  nearness,
  type OfferIndex,
  openChooser,
  type PreparedTarget,
  tasteAt,
} from '../../shared/engine/choosing/index.ts'
import { Household } from './household.ts'
import type { Campaign, Query, StreamLine } from './stream.ts'

type CouponQuery = Extract<Query, { task: 'T1' }>

/** A campaign of a stream: its coupons as offers. */
type Mailing = { offers: ChoosableOffer[]; byCoupon: Map<string, number> }

/** What was learned, as of an instant, and the campaigns that have been prepared from it. */
type Snapshot = { learned: Learned; indexes: Map<string, OfferIndex> }

/**
 * Reads a stream from top to bottom, keeps counters, and answers its queries with the engine's own functions. Answering
 * changes nothing: the same stream with queries left out gives the same answers to the rest.
 */
export class Reader {
  readonly counts: LearnedCounts = new Map()
  readonly households = new Map<string, Household>()
  readonly mailings = new Map<string, Mailing>()
  categories: readonly string[] = []
  candidates: readonly string[] = []
  private readonly segments = new Map<string, string>()
  private day = Number.NEGATIVE_INFINITY
  /** As of the day's first exposure. */
  private atExposure: Snapshot | null = null
  /** For queries: thrown away as soon as anything was counted. */
  private atQuery: { snapshot: Snapshot; day: number } | null = null

  /** Works an event in. */
  read(line: Exclude<StreamLine, Query>): void {
    if ('d' in line && line.e !== 'campaign' && line.d > this.day) {
      this.day = line.d
      this.atExposure = null
    }
    if (line.e === 'meta') {
      this.categories = line.categories
      this.candidates = line.t2cand.map((place) => this.categoryAt(place))
    } else if (line.e === 'member') this.segments.set(line.h, segmentOf(line.seg))
    else if (line.e === 'campaign') {
      this.mailings.set(line.k, this.mailingOf(line))
      // Somebody may have asked, or been sent it, before it was told what it is.
      this.atExposure?.indexes.delete(line.k)
      this.atQuery?.snapshot.indexes.delete(line.k)
    } else {
      if (line.e === 'target') this.expose(line)
      else if (line.e === 'redeem') this.redeem(line)
      else this.buy(line)
      this.atQuery = null
    }
  }

  /** The query's scores, higher for likelier. */
  answer(query: Query): number[] {
    const member = this.households.get(query.h) ?? new Household(this.segments.get(query.h) ?? UNKNOWN)
    const snapshot = this.snapshotFor(query)
    const now = query.d * DAY_MS
    if (query.task === 'T2') {
      const taste = tasteAt(member.profile, now)
      // Those of whom nothing is known answer alike, but are no group of one taste.
      const segment = member.segment === UNKNOWN ? null : member.segment
      return this.candidates.map((category) => likelyNext(category, snapshot.learned, segment, taste))
    }
    const chooser = openChooser(member, this.indexOf(query.k, snapshot), now)
    if (query.task === 'T3') return [chanceOfAny(chooser)]
    return this.placesOf(query).map((place) => (place === undefined ? 0 : chance(chooser, place)))
  }

  /** The coupons that a query asks about: its own list, or else all of its campaign's. */
  asked = (query: CouponQuery): readonly string[] =>
    query.cand ?? this.mailings.get(query.k)?.offers.map(({ id }) => id) ?? []

  /** What the coupons that a query asks about are good for, and how near that is to the household. */
  eligible(query: CouponQuery): { target: PreparedTarget; held: number }[] {
    const index = this.indexOf(query.k, this.snapshotFor(query))
    const member = this.households.get(query.h) ?? new Household(UNKNOWN)
    const chooser = openChooser(member, index, query.d * DAY_MS)
    return this.placesOf(query).map((place) =>
      place === undefined
        ? NOWHERE
        : { target: index.targets[index.offers[place]!.target]!, held: nearness(chooser, place).held },
    )
  }

  private placesOf(query: CouponQuery): (number | undefined)[] {
    const mailing = this.mailings.get(query.k)
    return this.asked(query).map((coupon) => mailing?.byCoupon.get(coupon))
  }

  household(h: string): Household {
    let found = this.households.get(h)
    if (!found) {
      found = new Household(this.segments.get(h) ?? UNKNOWN)
      this.households.set(h, found)
    }
    return found
  }

  categoryAt = (place: number): string => this.categories[place] ?? `category ${place}`

  /** What was learned before the query. */
  snapshotFor(query: Query): Snapshot {
    if (this.atQuery?.day !== query.d) this.atQuery = { snapshot: this.snapshotAt(query.d), day: query.d }
    return this.atQuery.snapshot
  }

  private snapshotAt = (day: number): Snapshot => ({
    learned: learnedFrom(this.counts, day * DAY_MS),
    indexes: new Map(),
  })

  private indexOf(k: string, { learned, indexes }: Snapshot): OfferIndex {
    let index = indexes.get(k)
    if (!index) {
      index = indexOffers(this.mailings.get(k)?.offers ?? [], learned)
      indexes.set(k, index)
    }
    return index
  }

  private expose({ d, h, k }: { d: number; h: string; k: string }): void {
    const member = this.household(h)
    const offers = this.mailings.get(k)?.offers ?? []
    this.atExposure ??= this.snapshotAt(d)
    const chooser = openChooser(member, this.indexOf(k, this.atExposure), d * DAY_MS)
    applyDelta(this.counts, countExposure(member, chooser, offers, [...offers.keys()]))
    member.sent += 1
  }

  private redeem({ d, h, k, u }: { d: number; h: string; k: string; u: string }): void {
    const member = this.household(h)
    const mailing = this.mailings.get(k)
    const offer = mailing?.offers[mailing.byCoupon.get(u) ?? -1] ?? bare(u)
    const first = !member.answered.has(k)
    applyDelta(this.counts, countRedemption(member, offer, { redeemedAt: d * DAY_MS, first }))
    member.answered.add(k)
    member.redemptions += 1
  }

  private buy(line: { d: number; h: string; c: number; p: string; cd?: number | null | undefined }): void {
    const member = this.household(line.h)
    const category = this.categoryAt(line.c)
    // The stream's makers are read from its campaigns alone: a rate is learned by them, a taste is not.
    const purchase = { categories: [category], products: [line.p], brands: [] }
    applyDelta(this.counts, countPurchase(member, { purchasedAt: line.d * DAY_MS, ...purchase }))
    member.buy(line.d, category, line.p, (line.cd ?? 0) !== 0)
  }

  private mailingOf({ items }: Campaign): Mailing {
    const offers = items.map(({ u, cats, m, products }) => ({
      id: u,
      categories: cats.map(([place, share]) => ({ key: this.categoryAt(place), share })),
      brands: m,
      // A coupon that names no products is for its categories: for nothing at all would mean the whole basket.
      target: {
        categories: products.length > 0 ? [] : cats.map(([place]) => this.categoryAt(place)),
        products,
        brands: [],
      },
    }))
    return { offers, byCoupon: new Map(offers.map(({ id }, place) => [id, place])) }
  }
}

const NOWHERE = {
  target: {
    within: [],
    withinPrior: 0,
    categories: [],
    products: new Set<string>(),
    brands: [],
    setPrior: 0,
    whole: false,
  },
  held: 0,
}

const UNKNOWN = 'unknown'

/** Of `age|income` the income: it tells more of what is bought and redeemed than the age, in the months at hand. */
const segmentOf = (seg: string | null | undefined): string => seg?.split('|')[1] || UNKNOWN

const bare = (id: string): ChoosableOffer => ({
  id,
  categories: [],
  brands: [],
  target: { categories: [], products: [], brands: [] },
})
