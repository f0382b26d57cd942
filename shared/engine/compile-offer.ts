import { foldCategory, type LineScope, type Offer, type ProgramRules } from '../contracts/index.ts'
import type { CompiledSegment } from './catalogue.ts'
import type { Matcher } from './compile-rule.ts'
import { rewardScope, specOf } from './effect.ts'
import { seedState } from './holdout.ts'
import type { RewardSpec } from './reward.ts'
import { type ScopeIndex, scopeOf, WHOLE } from './scope.ts'

/** Lines that a basket must hold, over a scope of the catalogue's index. */
export type LineCondition = { scope: number; quantity: number; minAmountMinor: number }

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
  minBasketMinor: number
  /** What the offer asks of lines. A scoped reward asks for one unit in scope by itself: else it would give nothing. */
  lines: LineCondition[]
  rewardScope: number
  spec: RewardSpec
  /** Folded categories that the offer is about: its reward's, or else its condition's. */
  categories: string[]
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
  if (rewarded !== WHOLE && lines[0]?.scope !== rewarded)
    lines.push({ scope: rewarded, quantity: 1, minAmountMinor: 0 })
  // A basket on which nothing could be paid is short of one on which something can.
  const leastMinor = specOf(reward).own?.leastInScopeMinor(reward, rules) ?? 0
  for (const line of lines)
    if (line.scope === rewarded) line.minAmountMinor = Math.max(line.minAmountMinor, leastMinor)
  return {
    offer,
    startsAt: schedule.startsAt,
    endsAt: schedule.endsAt ?? Number.POSITIVE_INFINITY,
    perMember: limits.perMember ?? Number.POSITIVE_INFINITY,
    holdoutPercent: offer.holdoutPercent,
    holdoutState: seedState(offer.id),
    segments,
    segmented: offer.audience.segments.length > 0,
    held: heldBy(offer.audience),
    matcher,
    minBasketMinor: Math.max(conditions.minBasketMinor ?? 0, rewarded === WHOLE ? leastMinor : 0),
    lines,
    rewardScope: rewarded,
    spec: specOf(reward),
    categories: namedIn(scope) ?? namedIn(conditions.lines) ?? [],
  }
}

const heldBy = ({ tiers = [], plans = [] }: Offer['audience']): CompiledOffer['held'] =>
  tiers.length + plans.length === 0 ? null : { tiers, plans }

const namedIn = (scope: LineScope | undefined): string[] | undefined =>
  scope?.categories?.length ? [...new Set(scope.categories.map(foldCategory))] : undefined
