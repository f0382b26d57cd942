import {
  type Amount,
  type Basket,
  foldCategory,
  type Locale,
  type Profile,
  type Reason,
} from '../contracts/index.ts'
import type { Catalogue, CompiledSegment, Shelf } from './catalogue.ts'
import type { CompiledOffer } from './compile-offer.ts'
import { type RuleRun, startRun } from './compile-rule.ts'
import type { Purse } from './reward.ts'
import { type Tally, tallyBasket } from './scope.ts'
import type { SignalContext } from './signal.ts'

/** How far the programme's offers have been used. */
export type Usage = {
  /** Offers whose total or budget is spent. */
  exhausted: ReadonlySet<string>
  /** The member's own claims that hold a place, by offer; those with none may be left out. */
  perMember: ReadonlyMap<string, number>
}

/** What a member holds of the programme: their tier, `null` on the first step, and keys of the plans that are good. */
export type Holding = { tier: string | null; plans: readonly string[] }

/** What a member can pay with. */
export type PayWith = {
  available: Purse
  /** What the member's own open reservations hold, by offer: for that offer it is there to be used. */
  reserved?: ReadonlyMap<string, Amount>
}

/** Everything one decision is made from. */
export type DecisionInput = {
  catalogue: Catalogue
  storeId: string
  locale: Locale
  profile: Profile | null
  /** Left out: not known, and offers for tiers or plans are nobody's. */
  holding?: Holding | undefined
  /** Left out: not known, and there is nothing to pay with. */
  payWith?: PayWith | undefined
  enrolmentId: string
  usage: Usage
  basket?: Basket | null | undefined
  interest?: readonly { category: string; weight: number }[]
  /** Epoch ms UTC. */
  now: number
}

/** What a member is judged by, apart from any store or basket. */
export type MemberView = Pick<DecisionInput, 'profile' | 'interest' | 'now'>

const UNASKED = 0
const OUT = 1
const IN = 2

/** One decision under way: what has been worked out so far, each at most once. */
export type Run = RuleRun & {
  catalogue: Catalogue
  /** By a segment's place: unasked, out or in. */
  segments: number[]
  shelf: Shelf | undefined
  enrolmentId: string
  holding: Holding | null
  payWith: PayWith | null
  usage: Usage
  now: number
  /** `null`: nothing is known of a basket, or nothing is in it: the member is looking around. */
  tally: Tally | null
}

/** What signals may read, of one member of the catalogue's programme. */
export function contextOf(catalogue: Catalogue, { profile, interest, now }: MemberView): SignalContext {
  return {
    profile,
    now,
    interest: interest?.length ? weights(interest) : null,
    timeZone: catalogue.rules.timeZone,
    currency: catalogue.rules.currency,
  }
}

function weights(interest: NonNullable<MemberView['interest']>): Map<string, number> {
  const byCategory = new Map<string, number>()
  for (const { category, weight } of interest) byCategory.set(foldCategory(category), weight)
  return byCategory
}

/** Opens a decision. A basket in another currency than the programme's is not read. */
export function open(input: DecisionInput): Run {
  const { catalogue, basket } = input
  const readable =
    basket &&
    basket.currency === catalogue.rules.currency &&
    (basket.lines.length > 0 || basket.totalMinor > 0)
  return {
    ...startRun(catalogue.slots, contextOf(catalogue, input)),
    catalogue,
    segments: new Array<number>(catalogue.segments.length).fill(UNASKED),
    shelf: catalogue.shelves.get(input.storeId),
    enrolmentId: input.enrolmentId,
    holding: input.holding ?? null,
    payWith: input.payWith ?? null,
    usage: input.usage,
    now: input.now,
    tally: readable ? tallyBasket(basket, catalogue.scopes) : null,
  }
}

/** What the member can pay with by this offer. */
export function purseFor({ offer }: CompiledOffer, { payWith }: Run): Purse | null {
  if (payWith === null) return null
  const held = payWith.reserved?.get(offer.id)
  if (held === undefined) return payWith.available
  return { ...payWith.available, [held.unit]: (payWith.available[held.unit] ?? 0) + held.amount }
}

/** Whether the member is in a segment: asked of the rule once a decision, by whichever offer comes first. */
export function isIn(segment: CompiledSegment, run: Run): boolean {
  const known = run.segments[segment.place]!
  if (known !== UNASKED) return known === IN
  const member = segment.test(run)
  run.segments[segment.place] = member ? IN : OUT
  return member
}

/** Whether the offer is meant for this member: in any of its segments, of any of its tiers or plans, and fitting its rule. */
export function isAudience(item: CompiledOffer, run: Run): boolean {
  if (item.held && !holdsAny(item.held, run)) return false
  if (item.segmented && !firstSegment(item, run)) return false
  return item.matcher === null || item.matcher.test(run)
}

function holdsAny(
  { tiers, plans }: NonNullable<CompiledOffer['held']>,
  { holding, catalogue }: Run,
): boolean {
  if (holding === null) return false
  const tier = holding.tier ?? catalogue.rules.tiers?.levels[0]?.key
  return (tier !== undefined && tiers.includes(tier)) || holding.plans.some((plan) => plans.includes(plan))
}

/** The facts behind a match: those of the first segment that holds the member, then those of the offer's own rule. */
export function audienceReasons(item: CompiledOffer, run: Run): Reason[] {
  const reasons: Reason[] = []
  firstSegment(item, run)?.collect(run, reasons)
  item.matcher?.collect(run, reasons)
  return reasons
}

function firstSegment(item: CompiledOffer, run: Run): CompiledSegment | undefined {
  for (const segment of item.segments) if (isIn(segment, run)) return segment
  return undefined
}

/** The keys of the segments that hold this member, in the catalogue's order. */
export function segmentsOf(catalogue: Catalogue, member: MemberView): string[] {
  const run = startRun(catalogue.slots, contextOf(catalogue, member))
  const keys: string[] = []
  for (const segment of catalogue.segments) if (segment.test(run)) keys.push(segment.key)
  return keys
}
