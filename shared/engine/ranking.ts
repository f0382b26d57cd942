import { DAY_MS, MAX_AMOUNT, typicalStepMinor } from '../contracts/index.ts'
import {
  type Candidate as Choice,
  type Chooser,
  drawState,
  fatigue,
  openChooser,
  type Ranked,
  rank,
} from './choosing/index.ts'
import { groupOf } from './choosing-group.ts'
import { choosingProfile } from './choosing-profile.ts'
import type { CompiledOffer } from './compile-offer.ts'
import type { Run } from './run.ts'
import { WHOLE } from './scope.ts'
import { mostCenti } from './stacking/index.ts'

/** A basket nobody has seen, of a member without history, is taken for so many of the programme's earning steps. */
const TYPICAL_STEPS = 100

/** Of an unread basket, this much is taken to be in a reward's scope. */
const SCOPED_SHARE = 0.5

/** A discount of this share of the basket draws half as well as a gift of it all. A judgement; what is learned outweighs it. */
const HALF_DRAWING_SHARE = 0.1

/** What the member looks at most on their device draws twice. */
const STRONGEST_INTEREST = 3

/**
 * What a sale at a loss counts for, of the margin it would have had: the merchant has published the offer and given it a
 * budget, so it stands behind the others, and is not hidden.
 */
const LEAST_MARGIN_SHARE = 0.05

/** An offer that may be shown, what it comes to on the basket (`null`: that can't be said), and what it is ranked by. */
export type Candidate = Choice & {
  item: CompiledOffer
  amount: number | null
  /** The most it can be worth on the basket; see `mostCenti`. */
  mostCenti: number
}

/** The choice of one member at one instant, over the catalogue's own index of offers. */
export const chooserOf = ({ catalogue, context, usage, now }: Run): Chooser =>
  openChooser(
    {
      profile: context.profile && choosingProfile(context.profile),
      sent: usage.occasions ?? 0,
      redemptions: usage.redemptions ?? 0,
      couponed: context.profile?.coded ?? 0,
      segment: groupOf(context.profile, catalogue.facts),
    },
    catalogue.choices,
    now,
  )

/** Eligible offers by expected value, best first. The same member sees the same draws all day. */
export function rankOffers(
  candidates: readonly Candidate[],
  chooser: Chooser,
  run: Run,
): Ranked<Candidate>[] {
  const { catalogue, enrolmentId, now } = run
  const { explores } = catalogue.rules.offers
  return rank(candidates, chooser, {
    drawState: explores ? drawState(catalogue.programId, enrolmentId, Math.floor(now / DAY_MS)) : null,
  })
}

/** An offer with all that it is ranked by. What is paid with the member's own is worth 0: it stands below every saving. */
export function candidateOf(item: CompiledOffer, amount: number | null, run: Run): Candidate {
  const { usage, catalogue } = run
  run.typicalMinor ??= typicalMinor(run)
  const typical = run.typicalMinor
  const worth = Math.min(MAX_AMOUNT, worthMinor(item, amount, typical, run))
  const marginMinor = (typical * catalogue.rules.offers.marginPercent) / 100
  const shown = usage.shown?.get(item.offer.id)
  return {
    item,
    amount,
    mostCenti: mostCenti(item.spec, amount, catalogue.rules),
    place: item.place,
    marginMinor: item.spec.own
      ? 0
      : Math.round(Math.max(marginMinor - worth, marginMinor * LEAST_MARGIN_SHARE)),
    priority: item.offer.priority,
    fatigue: shown === undefined ? 1 : fatigue(shown, usage.perMember.get(item.offer.id) ?? 0),
    category: item.categories[0] ?? null,
    appeal: drawing(worth, typical) * interestIn(item, run),
  }
}

/** How a saving draws by its size: 1 at a tenth of the basket, up to 2. Three decimals. */
const drawing = (worth: number, typical: number): number =>
  Math.round((2000 * worth) / Math.max(1, worth + typical * HALF_DRAWING_SHARE)) / 1000

/** 1, or up to 2 where the member has been looking at one of the offer's categories. */
function interestIn({ categories }: CompiledOffer, { context: { interest } }: Run): number {
  if (interest === null) return 1
  let most = 0
  for (const category of categories) most = Math.max(most, interest.get(category) ?? 0)
  return 1 + most / STRONGEST_INTEREST
}

function worthMinor(item: CompiledOffer, amount: number | null, typical: number, run: Run): number {
  if (item.spec.own) return 0
  const { rules } = run.catalogue
  const scopeMinor = typical * (item.rewardScope === WHOLE ? 1 : SCOPED_SHARE)
  const expected = amount ?? item.spec.guess(item.offer.reward, Math.floor(scopeMinor), rules)
  if (item.spec.unit === 'minor') return expected
  return (expected * (rules.pointValueCentiMinor ?? 1)) / 100
}

function typicalMinor({ tally, context: { profile }, catalogue }: Run): number {
  if (tally !== null && tally.goodsMinor > 0) return tally.goodsMinor
  if (profile !== null && profile.purchases > 0) return profile.spendMinor / profile.purchases
  return TYPICAL_STEPS * typicalStepMinor(catalogue.rules)
}
