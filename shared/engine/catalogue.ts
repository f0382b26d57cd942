import type {
  FieldIssue,
  Locale,
  Offer,
  ProgramFacts,
  ProgramRules,
  Rule,
  Segment,
} from '../contracts/index.ts'
import { checkRule } from './check-rule.ts'
import { choosable } from './choosable.ts'
import { indexOffers, learnedFrom, type OfferIndex } from './choosing/index.ts'
import { type CompiledOffer, compileOffer } from './compile-offer.ts'
import { compileRule, emptySlots, type Matcher, type SlotTable } from './compile-rule.ts'
import { emptyScopes, type ScopeIndex } from './scope.ts'
import { segmentRings } from './segment-rings.ts'
import { type Shelf, shelfOf } from './shelf.ts'
import { armsByOffer, type CatalogueExperiment, type OfferArms } from './split.ts'

/** What deciding needs to know of a store. */
export type CatalogueStore = { id: string; merchantId: string; currency: string; locale: Locale }

/** A programme's rules, stores, segments and offers, as the database holds them. */
export type CatalogueData = {
  programId: string
  version: number
  rules: ProgramRules
  stores: CatalogueStore[]
  segments: Segment[]
  offers: Offer[]
  /** What the programme's history tells; left out, nothing yet. */
  facts?: ProgramFacts | null
  /** Those that run or are to run; left out, none. */
  experiments?: CatalogueExperiment[]
  /** Keys of the segments by whose rule, as it is now, everybody has been looked at; left out, none. */
  settled?: readonly string[]
}

/** A named rule, ready to be evaluated; `place` is its index in `segments`. */
export type CompiledSegment = Matcher & { id: string; key: string; place: number; isList: boolean }

/** A programme made ready for deciding: built once a version, read by every decision. */
export type Catalogue = {
  programId: string
  version: number
  rules: ProgramRules
  slots: SlotTable
  scopes: ScopeIndex
  facts: ProgramFacts | null
  segments: CompiledSegment[]
  segmentOf: Map<string, CompiledSegment>
  /** As many zeros as there are segments: copied at the start of every run, which is faster than filling. */
  unasked: number[]
  settled: ReadonlySet<string>
  shelves: Map<string, Shelf>
  offers: Map<string, CompiledOffer>
  /** What choosing knows of the offers, by their place. */
  choices: OfferIndex
  /** The experiments that name an offer, by its id. */
  arms: Map<string, OfferArms>
  /** Some split may hold back any offer: the programme's own holdout, or an experiment. */
  splitsAll: boolean
  /** What can't be evaluated as written, and therefore matches nobody: nothing that still can is lost over it. */
  broken: { what: 'segment' | 'offer'; id: string; issues: FieldIssue[] }[]
}

/** What a programme without history has learned. */
const NOTHING_LEARNED = learnedFrom(new Map(), 0)

const NOBODY: Matcher = { test: () => false, collect: () => {} }

/** Members whom an uploaded list names. Why a shop put them there is not for us to tell. */
const listed = (segmentId: string): Matcher => ({
  test: ({ context }) => context.member?.lists?.includes(segmentId) ?? false,
  collect: () => {},
})

/** Compiles a programme. Never throws over one bad rule: it goes to `broken` and matches nobody. */
export function compileCatalogue(data: CatalogueData): Catalogue {
  const slots = emptySlots()
  const scopes = emptyScopes()
  const broken: Catalogue['broken'] = []

  const matcherOf = (what: 'segment' | 'offer', id: string, rule: Rule): Matcher => {
    const issues = checkRule(rule)
    if (issues.length === 0) return compileRule(rule, slots)
    broken.push({ what, id, issues })
    return NOBODY
  }

  const rings = segmentRings(data.segments)
  const segmentMatcher = ({ id, key, rule }: Segment): Matcher => {
    const ring = rings.get(key)
    if (ring) {
      broken.push({ what: 'segment', id, issues: [ring] })
      return NOBODY
    }
    return rule === undefined ? listed(id) : matcherOf('segment', id, rule)
  }
  const segments = data.segments.map((segment, place) => ({
    id: segment.id,
    key: segment.key,
    place,
    isList: segment.rule === undefined,
    ...segmentMatcher(segment),
  }))
  const byKey = new Map(segments.map((segment) => [segment.key, segment]))

  const offers = new Map<string, CompiledOffer>()
  for (const offer of data.offers) {
    const { segments: keys, rule } = offer.audience
    const missing = keys.filter((key) => !byKey.has(key))
    if (missing.length > 0)
      broken.push({
        what: 'offer',
        id: offer.id,
        issues: missing.map((key) => ({
          path: `/audience/segments/${keys.indexOf(key)}`,
          message: `no segment ${key}`,
        })),
      })
    const found = keys.flatMap((key) => byKey.get(key) ?? [])
    const matcher = rule === undefined ? null : matcherOf('offer', offer.id, rule)
    offers.set(offer.id, { ...compileOffer(offer, found, matcher, scopes, data.rules), place: offers.size })
  }

  const shelves = new Map<string, Shelf>()
  for (const store of data.stores) {
    const onSale = [...offers.values()].filter(({ offer }) => offer.state === 'live' && holdsIn(offer, store))
    shelves.set(store.id, shelfOf(store, onSale))
  }
  const { programId, version, rules } = data
  const arms = armsByOffer(data.experiments ?? [], offers.values())
  return {
    programId,
    version,
    rules,
    facts: data.facts ?? null,
    slots,
    scopes,
    segments,
    segmentOf: byKey,
    unasked: segments.map(() => 0),
    settled: new Set(data.settled),
    shelves,
    offers,
    choices: indexOffers(
      [...offers.values()].map(({ offer }) => choosable(offer)),
      data.facts?.learned ?? NOTHING_LEARNED,
    ),
    arms,
    splitsAll: arms.size > 0 || rules.offers.holdoutPercent > 0,
    broken,
  }
}

/** Whether the offer is for this store: one of its merchant's and, where it names stores, among them. */
export const holdsIn = (offer: Offer, store: CatalogueStore): boolean =>
  offer.merchantId === store.merchantId && (offer.storeIds.length === 0 || offer.storeIds.includes(store.id))
