import {
  foldCategory,
  type LineScope,
  type Offer,
  type OpeningRange,
  type ProgramRules,
} from '../contracts/index.ts'
import type { CompiledSegment } from './catalogue.ts'
import type { Matcher } from './compile-rule.ts'
import { partsOf, rewardScope, specOf } from './effect.ts'
import { seedState } from './holdout.ts'
import type { RewardSpec } from './reward.ts'
import { type ScopeIndex, scopeOf, WHOLE } from './scope.ts'

/** Lines that a basket must hold, over a scope of the catalogue's index. */
export type LineCondition = { scope: number; quantity: number; minAmountMinor: number }

/** Units of several scopes that must all be there, none counted twice. */
export type PartCondition = { scope: number; quantity: number }

/** An offer with everything worked out beforehand that does not depend on the member, the basket or the instant. */
export type CompiledOffer = {
  offer: Offer
  startsAt: number
  /** `Infinity`: no end. */
  endsAt: number
  /** `Infinity`: no cap. */
  perMember: number
  holdoutPercent: number
  holdoutState: number
  /** Any of these, where there are any. */
  segments: CompiledSegment[]
  /** The audience named segments, whether or not they still exist. */
  segmented: boolean
  /** Tiers and plans of which one has to be held; `null`: none has to. */
  held: { tiers: readonly string[]; plans: readonly string[] } | null
  matcher: Matcher | null
  firstPurchase: boolean
  /** `null`: at any time of the week. */
  hours: readonly OpeningRange[] | null
  minBasketMinor: number
  /** What the offer asks of lines. A reward asks by itself for the units that it can't do without. */
  lines: LineCondition[]
  /** Where a reward can't do without units of several scopes: those, none of them counted twice. */
  parts: PartCondition[] | null
  rewardScope: number
  /** Scopes of the reward's parts, in its own order. */
  partScopes: readonly number[]
  spec: RewardSpec
  /** Folded categories that the offer is about: its reward's, or else its condition's. */
  categories: string[]
  /** Its place in the catalogue's choices; -1 outside a catalogue. */
  place: number
}

/** Prepares an offer over the catalogue's own segments and scopes. */
export function compileOffer(
  offer: Offer,
  segments: CompiledSegment[],
  matcher: Matcher | null,
  index: ScopeIndex,
  rules: ProgramRules,
): CompiledOffer {
  const { conditions, limits, reward, schedule } = offer
  const scope = rewardScope(reward)
  const lines: LineCondition[] = []
  if (conditions.lines) {
    const { quantity, minAmountMinor } = conditions.lines
    lines.push({ scope: scopeOf(conditions.lines, index), quantity, minAmountMinor: minAmountMinor ?? 0 })
  }
  const rewarded = scopeOf(scope, index)
  const partScopes = partsOf(reward).map((part) => scopeOf(part.scope, index))
  const parts = together(partsOf(reward).map(({ quantity }, at) => ({ scope: partScopes[at]!, quantity })))
  if (parts.length === 1) {
    const { scope: only, quantity } = parts[0]!
    if (lines[0]?.scope === only) lines[0].quantity = Math.max(lines[0].quantity, quantity)
    else lines.push({ scope: only, quantity, minAmountMinor: 0 })
  }
  // A basket on which nothing could be paid is short of one on which something can.
  const leastMinor = specOf(reward).own?.leastInScopeMinor(reward, rules) ?? 0
  for (const line of lines)
    if (line.scope === rewarded) line.minAmountMinor = Math.max(line.minAmountMinor, leastMinor)
  return {
    offer,
    startsAt: schedule.startsAt,
    endsAt: Math.min(
      schedule.endsAt ?? Number.POSITIVE_INFINITY,
      // What everybody may do is nobody's offer.
      reward.kind === 'earlyAccess' ? reward.everybodyAt : Number.POSITIVE_INFINITY,
    ),
    perMember: limits.perMember ?? Number.POSITIVE_INFINITY,
    holdoutPercent: offer.holdoutPercent,
    holdoutState: seedState(offer.id),
    segments,
    segmented: offer.audience.segments.length > 0,
    held: heldBy(offer.audience),
    matcher,
    firstPurchase: conditions.firstPurchase === true,
    hours: conditions.hours ?? null,
    minBasketMinor: Math.max(conditions.minBasketMinor ?? 0, rewarded === WHOLE ? leastMinor : 0),
    lines,
    parts: parts.length > 1 ? parts : null,
    rewardScope: rewarded,
    partScopes,
    spec: specOf(reward),
    categories:
      namedIn([...partsOf(reward).map((part) => part.scope), ...(scope ? [scope] : [])]) ??
      namedIn(conditions.lines ? [conditions.lines] : []) ??
      [],
    place: -1,
  }
}

const heldBy = ({ tiers = [], plans = [] }: Offer['audience']): CompiledOffer['held'] =>
  tiers.length + plans.length === 0 ? null : { tiers, plans }

/** Parts of one scope are one part: their units are not counted twice either. */
function together(parts: readonly PartCondition[]): PartCondition[] {
  const byScope = new Map<number, PartCondition>()
  for (const part of parts) {
    const same = byScope.get(part.scope)
    if (same) same.quantity += part.quantity
    else byScope.set(part.scope, { ...part })
  }
  return [...byScope.values()]
}

function namedIn(scopes: readonly LineScope[]): string[] | undefined {
  const names = new Set(scopes.flatMap(({ categories = [] }) => categories.map(foldCategory)))
  return names.size > 0 ? [...names] : undefined
}
