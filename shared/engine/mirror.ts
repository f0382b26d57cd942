import {
  MAX_MIRROR_OFFERS,
  type Mirror,
  type MirrorLine,
  type MirrorOffer,
  type MirrorSegment,
  type MirrorSignal,
  type Profile,
  type Rule,
  type Segment,
  Unit,
  wordsOf,
} from '../contracts/index.ts'
import { checkRule } from './check-rule.ts'
import { chanceOfAny, likelyNext, topOf } from './choosing/index.ts'
import { compare, comparisonsOf, type RuleRun, read, slotOf } from './compile-rule.ts'
import { consented, type MayUse } from './consented.ts'
import { type DecidedBody, decide } from './decide.ts'
import { explainOffer } from './explain.ts'
import { itemsIn } from './profile-items.ts'
import { decay } from './profile-parts.ts'
import { candidateOf, chooserOf } from './ranking.ts'
import { type DecisionInput, isIn, open } from './run.ts'
import type { Signal } from './signal.ts'
import { SIGNALS } from './signal-registry.ts'

/** Of the member's own categories, brands and products, so many are told: those that they buy most, lately counting more. */
const TOLD = 5

/** Windows that are told, in days: a month, a quarter and a year. */
const WINDOWS_DAYS = [30, 90, 365]

/** A chance as it is told: from 0 to 1, four decimals. */
const told = (chance: number): number => Math.min(1, Math.round(chance * 1e4) / 1e4)

type Args = Record<string, string | number>

/** The part of a mirror that the engine makes. */
export type MirrorBody = Pick<
  Mirror,
  | 'personal'
  | 'lifecycle'
  | 'signals'
  | 'segments'
  | 'offers'
  | 'offersLeftOut'
  | 'likelyNext'
  | 'chanceOfAny'
>

/**
 * What the programme makes of a member in a store: every signal, each segment with the lines of its rule, each live offer
 * with its explanation, and what is likely next. Signals and segments tell all that is known; the rest only what the member
 * agreed to.
 */
export function mirrorOf(input: DecisionInput, segments: readonly Segment[], may: MayUse): MirrorBody {
  const run = open(input)
  const { context } = run
  const lifecycle = SIGNALS.get('lifecycle')?.compute(context, {}) ?? null
  const offered = { ...input, ...consented(input, may) }
  const decided = decide(offered)
  const onShelf = offersIn(offered, decided)
  return {
    personal: may.personalOffers,
    lifecycle: lifecycle === null ? null : String(lifecycle),
    signals: [...SIGNALS.values()].flatMap((signal) =>
      argumentsFor(signal, input).map((args) => signalAt(signal, args, run)),
    ),
    segments: segments.map((segment) => segmentAt(segment, run)),
    offers: onShelf.slice(0, MAX_MIRROR_OFFERS).flatMap((offerId) => offerAt(offerId, offered)),
    offersLeftOut: Math.max(0, onShelf.length - MAX_MIRROR_OFFERS),
    ...likelyOf(offered, decided),
  }
}

function signalAt(signal: Signal, args: Args, { context }: RuleRun): MirrorSignal {
  const { name, unit, definition } = signal
  return { name, args, value: signal.compute(context, args), unit, definition }
}

/** What a signal is asked with: what this member buys most, the usual windows, what the programme has. */
function argumentsFor({ args }: Signal, { profile, catalogue }: DecisionInput): Args[] {
  const { segmentOf, rules } = catalogue
  const candidates: Record<string, () => readonly (string | number)[]> = {
    category: () => topCategories(profile),
    brand: () => topItems(profile, 'brands'),
    product: () => topItems(profile, 'products'),
    days: () => WINDOWS_DAYS,
    segment: () => [...segmentOf.keys()],
    plan: () => rules.plans.map(({ key }) => key),
    unit: () => Unit.options.filter((unit) => rules.units[unit] !== undefined),
  }
  const names = 'shape' in args ? Object.keys(args.shape as object) : []
  const each = (name: string): Args[] => (candidates[name]?.() ?? []).map((value) => ({ [name]: value }))
  const taken = (some: Args[]): Args[] =>
    some.flatMap((one) => {
      const parsed = args.safeParse(one)
      return parsed.success ? [parsed.data] : []
    })
  const together = taken(
    names.reduce<Args[]>(
      (found, name) => found.flatMap((one) => each(name).map((more) => ({ ...one, ...more }))),
      [{}],
    ),
  )
  // Some take one thing or another, and not both.
  return together.length > 0 ? together : taken(names.flatMap(each))
}

const topCategories = (profile: Profile | null): string[] =>
  strongest(Object.entries(profile?.categories ?? {}).map(([name, { slow }]) => ({ name, slow })))

function topItems(profile: Profile | null, kind: 'brands' | 'products'): string[] {
  if (profile === null) return []
  return strongest(
    [...itemsIn(profile[kind])].map(([name, { slow, asOf }]) => ({
      name,
      slow: slow * decay(Math.max(0, profile.asOf - asOf)).slow,
    })),
  )
}

const strongest = (counted: { name: string; slow: number }[]): string[] =>
  counted
    .sort((a, b) => b.slow - a.slow || (a.name < b.name ? -1 : 1))
    .slice(0, TOLD)
    .map(({ name }) => name)

function segmentAt({ key, name, rule }: Segment, run: ReturnType<typeof open>): MirrorSegment {
  const compiled = run.catalogue.segmentOf.get(key)
  return {
    key,
    name,
    matched: compiled !== undefined && isIn(compiled, run),
    lines: rule === undefined ? [] : linesOf(rule, run),
  }
}

function linesOf(rule: Rule, run: ReturnType<typeof open>): MirrorLine[] {
  if (checkRule(rule).length > 0) return []
  return comparisonsOf(rule).map((comparison) => {
    // The catalogue was compiled from this very rule: its slots are already in the table.
    const slot = slotOf(comparison, run.catalogue.slots)
    return { comparison, value: read(run, slot), matched: compare(comparison, slot)(run) }
  })
}

/** What ranking makes of a member: what they buy next, and whether they take any of what they would be shown. */
function likelyOf(input: DecisionInput, { offers }: DecidedBody): Pick<Mirror, 'likelyNext' | 'chanceOfAny'> {
  const run = open(input)
  const { catalogue } = input
  const { learned } = catalogue.choices
  const chooser = chooserOf(run)
  const shares = Object.keys(learned.categories).map((category) => ({
    category,
    share: told(likelyNext(category, learned, chooser.segment, chooser.taste)),
  }))
  const shown = offers.flatMap(({ offerId }) => {
    const item = catalogue.offers.get(offerId)
    return item === undefined || item.spec.own ? [] : [candidateOf(item, null, run)]
  })
  return {
    likelyNext: topOf(
      shares,
      TOLD,
      ({ share }) => share,
      (a, b) => a.category < b.category,
    ),
    chanceOfAny: told(chanceOfAny(chooser, shown)),
  }
}

/** The store's live offers: those that the member is offered as they are ranked, then the rest as they were made. */
function offersIn(input: DecisionInput, { offers, nearly }: DecidedBody): string[] {
  const shelf = input.catalogue.shelves.get(input.storeId)
  if (!shelf) return []
  const rest = shelf.offers.map(({ offer }) => offer.id).sort()
  return [
    ...new Set([...offers.map(({ offerId }) => offerId), ...nearly.map(({ offerId }) => offerId), ...rest]),
  ]
}

function offerAt(offerId: string, input: DecisionInput): MirrorOffer[] {
  const offer = input.catalogue.offers.get(offerId)?.offer
  const explained = explainOffer(input, offerId)
  if (!offer || !explained) return []
  const store = input.catalogue.shelves.get(input.storeId)?.store
  const { locale, tone } = input
  const text = wordsOf(offer.content, { locale, tone, fallback: store?.locale })
  const { eligible, gates, segments, lines, reasons, missing } = explained
  return [
    {
      offerId,
      revision: offer.revision,
      key: offer.key,
      headline: text?.headline ?? '',
      eligible,
      gates: gates.map(({ gate, answer, reason }) => ({ gate, answer, reason })),
      segments,
      lines,
      reasons,
      missing,
    },
  ]
}
