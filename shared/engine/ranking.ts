import { MAX_AMOUNT, typicalStepMinor } from '../contracts/index.ts'
import type { CompiledOffer } from './compile-offer.ts'
import { categoryOf } from './profile.ts'
import type { Run } from './run.ts'
import { WHOLE } from './scope.ts'

/** A basket nobody has seen, of a member without history, is taken for so many of the programme's earning steps. */
const TYPICAL_STEPS = 100

/** Of an unread basket, this much is taken to be in a reward's scope. */
const SCOPED_SHARE = 0.5

/** What a member never buys counts half, what they buy most or look at now up to twice. */
const LEAST_AFFINITY = 0.5
const AFFINITY_SPAN = 1.5
const STRONGEST_INTEREST = 3

/**
 * An offer's place in the ranking: its worth to the member in minor units, times how near its categories are to them
 * (0.5 to 2; 1 for an offer about no category), times the merchant's own weight (0.5 to 1.5). Finite, never below 0,
 * three decimals. The member's worth comes first: weight and affinity together move an offer at most twelvefold. What is
 * paid with what the member has is their own money: worth 0, so that it stands below every real saving.
 */
export function scoreOf(item: CompiledOffer, amount: number | null, run: Run): number {
  const worth = Math.min(MAX_AMOUNT, worthMinor(item, amount, run))
  return Math.round(worth * affinityOf(item, run) * (0.5 + item.offer.priority / 100) * 1000) / 1000
}

function worthMinor(item: CompiledOffer, amount: number | null, run: Run): number {
  if (item.spec.own) return 0
  const { rules } = run.catalogue
  const scopeMinor = typicalMinor(run) * (item.rewardScope === WHOLE ? 1 : SCOPED_SHARE)
  const expected = amount ?? item.spec.guess(item.offer.reward, Math.floor(scopeMinor), rules)
  if (item.spec.unit === 'minor') return expected
  return (expected * (rules.pointValueCentiMinor ?? 1)) / 100
}

function typicalMinor({ tally, context: { profile }, catalogue }: Run): number {
  if (tally !== null && tally.goodsMinor > 0) return tally.goodsMinor
  if (profile !== null && profile.purchases > 0) return profile.spendMinor / profile.purchases
  return TYPICAL_STEPS * typicalStepMinor(catalogue.rules)
}

/** The nearest of the offer's categories: by its decayed share of what the member buys, or by what they look at. */
function affinityOf({ categories }: CompiledOffer, { context: { profile, interest } }: Run): number {
  if (categories.length === 0) return 1
  let nearest = 0
  for (const category of categories) {
    const kept = categoryOf(profile, category)
    const share = kept && profile && profile.slow > 0 ? Math.min(1, kept.slow / profile.slow) : 0
    const looked = (interest?.get(category) ?? 0) / STRONGEST_INTEREST
    nearest = Math.max(nearest, Math.sqrt(share), looked)
  }
  return LEAST_AFFINITY + AFFINITY_SPAN * Math.min(1, nearest)
}
