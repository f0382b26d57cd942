import type { Line, Offer, ProgramRules } from '../contracts/index.ts'
import {
  type AboutScope,
  type Anyway,
  aboutOf,
  anywayAt,
  type Bought,
  noteBought,
} from './backtest-anyway.ts'
import { type Catalogue, type CatalogueData, compileCatalogue } from './catalogue.ts'
import type { CompiledOffer } from './compile-offer.ts'
import { judge } from './conditions.ts'
import { consented, type MayUse } from './consented.ts'
import { claimCostMinor, effect, rewardBasket } from './effect.ts'
import { passesAll } from './gates.ts'
import { addPurchase, emptyProfile } from './profile.ts'
import { pointsCostMinor } from './reward.ts'
import { open, type Run } from './run.ts'
import { inReach } from './shelf.ts'
import type { MemberFacts } from './signal.ts'
import { combine } from './stacking/best-combination.ts'
import { conflicts, modesOf, traitsOf } from './stacking/conflicts.ts'

/** A purchase as it is on record. */
export type PastPurchase = {
  id: string
  storeId: string
  purchasedAt: number
  currency: string
  totalMinor: number
  shippingMinor: number
  discounted: boolean
  coded: boolean
  lines: readonly Line[]
}

/** A member, and all that they bought in the programme, oldest first: in whatever store, and before the window as well. */
export type PastMember = {
  enrolmentId: string
  may: MayUse
  /** Where they were last known to be, and since when. */
  region: { code: string; since: number } | null
  /** What was known of them at an instant. */
  factsAt(at: number): MemberFacts
  purchases: readonly PastPurchase[]
}

/** A purchase that would have had the offer, whatever its limits. */
export type Had = {
  enrolmentId: string
  purchaseId: string
  storeId: string
  at: number
  goodsMinor: number
  /** What the offer would have given, and what that costs; points at their worth. */
  givesMinor: number
  costMinor: number
  /** The cost can't be said: it is the most that it can be. */
  costAtMost: boolean
  anyway: Anyway
  /** Live offers that fit as well and can't be used together with it. */
  against: { offerId: string; wins: 'draft' | 'live' | 'neither' }[]
}

/** What came of one member. */
export type Replayed = { purchases: number; goodsMinor: number; unread: number; had: Had[] }

/** A draft made ready to be tried on what was bought in its stores from an instant to another. */
export type ReplayPlan = {
  catalogue: Catalogue
  draft: CompiledOffer
  /** Live offers that it can't be used together with. */
  opposed: ReadonlySet<CompiledOffer>
  from: number
  until: number
  storeIds: ReadonlySet<string>
  about: AboutScope
  /** How long the offer would last. */
  lastsMs: number
}

/**
 * Compiles a draft among a programme's live offers. Draft and live offers are on all the time: what is asked is how they
 * go together, not when they happen to begin. The draft has no holdout, as that depends on an id which it has not got; the
 * programme's own holdout holds.
 */
export function planReplay(
  data: CatalogueData,
  draft: Offer,
  window: { from: number; until: number },
): ReplayPlan {
  const others = data.offers.filter(
    ({ merchantId, key }) => merchantId !== draft.merchantId || key !== draft.key,
  )
  const catalogue = compileCatalogue({
    ...data,
    experiments: [],
    offers: [...others, { ...draft, state: 'live', holdoutPercent: 0 }],
  })
  for (const item of catalogue.offers.values()) {
    item.startsAt = Number.NEGATIVE_INFINITY
    item.endsAt = Number.POSITIVE_INFINITY
  }
  const stores = [...catalogue.shelves.values()].filter(({ offers }) =>
    offers.some(({ offer }) => offer.id === draft.id),
  )
  const modes = modesOf(data.rules.offers)
  const item = catalogue.offers.get(draft.id) as CompiledOffer
  const traits = traitsOf(item.offer, modes)
  const opposed = [...catalogue.offers.values()].filter(
    (other) => other !== item && conflicts(traits, traitsOf(other.offer, modes), data.rules.offers),
  )
  const { startsAt, endsAt } = draft.schedule
  return {
    ...window,
    catalogue,
    draft: item,
    opposed: new Set(opposed),
    storeIds: new Set(stores.map(({ store }) => store.id)),
    about: aboutOf(draft),
    lastsMs: endsAt === null ? window.until - window.from : endsAt - startsAt,
  }
}

const goodsOf = (lines: readonly Line[]): number =>
  lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0)

/**
 * Replays one member's purchases in their order. Each is judged by the profile of those before it: what came later never
 * changes who would have had the offer. Returns are not worked in: when they came, most offers were over.
 */
export function replayMember(member: PastMember, plan: ReplayPlan): Replayed {
  const { from, until, storeIds, about, lastsMs, catalogue } = plan
  const { timeZone } = catalogue.rules
  const found: Replayed = { purchases: 0, goodsMinor: 0, unread: 0, had: [] }
  const bought: Bought = { fullPriceAt: [], days: [] }
  let profile = emptyProfile()
  for (const purchase of member.purchases) {
    const { purchasedAt: at, lines } = purchase
    if (at >= until) break
    if (at >= from && storeIds.has(purchase.storeId)) {
      found.purchases += 1
      found.goodsMinor += goodsOf(lines)
      const known = member.region && member.region.since <= at ? member.region.code : null
      const had = tryOn({ ...profile, region: known }, member, purchase, plan)
      if (had === 'unread') found.unread += 1
      else if (had !== null)
        found.had.push({ ...had, anyway: anywayAt(bought, at, { lookBackMs: until - from, lastsMs }) })
    }
    noteBought(bought, purchase, about)
    profile = addPurchase(profile, { ...purchase, spendMinor: goodsOf(lines) }, timeZone)
  }
  return found
}

function tryOn(
  profile: ReturnType<typeof emptyProfile>,
  { enrolmentId, may, factsAt }: PastMember,
  { id, storeId, purchasedAt, currency, totalMinor, shippingMinor, lines }: PastPurchase,
  plan: ReplayPlan,
): Omit<Had, 'anyway'> | 'unread' | null {
  const { catalogue, draft } = plan
  const basket = { currency, totalMinor, shippingMinor, lines: [...lines] }
  const run = open({
    catalogue,
    storeId,
    enrolmentId,
    basket,
    locale: 'en',
    ...consented({ profile, member: factsAt(purchasedAt), interest: [] }, may),
    usage: { exhausted: new Set(), perMember: new Map() },
    now: purchasedAt,
  })
  if (run.tally === null || !passesAll(draft, run)) return null
  const answer = judge(draft, run.tally, catalogue.scopes)
  if (answer === 'unknown') return 'unread'
  const worth = answer === 'yes' ? worthOf(draft.offer, basket, catalogue.rules) : null
  if (worth === null) return null
  return {
    enrolmentId,
    purchaseId: id,
    storeId,
    at: purchasedAt,
    goodsMinor: goodsOf(lines),
    ...worth,
    against: againstOn(plan, run),
  }
}

type Worth = Pick<Had, 'givesMinor' | 'costMinor' | 'costAtMost'>

/** What an offer gives and costs on a basket that it fits; `null`: nothing, and then it is not used. */
function worthOf(offer: Offer, basket: Parameters<typeof effect>[1], rules: ProgramRules): Worth | null {
  const worked = effect(offer.reward, basket, rules)
  const same = (minor: number): Worth => ({ givesMinor: minor, costMinor: minor, costAtMost: false })
  if (worked.kind === 'access') return same(0)
  if (worked.kind === 'gift') {
    const { reward } = offer
    const costMinor = reward.kind === 'gift' ? reward.costMinor : undefined
    return { ...same(worked.worthMinor), costMinor: costMinor ?? worked.worthMinor }
  }
  const amount = worked.kind === 'points' ? worked.points : worked.amountMinor
  if (amount === 0) return null
  if (amount === null) return { ...same(claimCostMinor(offer, basket, rules)), costAtMost: true }
  return same(worked.kind === 'points' ? pointsCostMinor(amount, rules) : amount)
}

/** The live offers on this basket that the draft can't be used with, and who is in the best combination. */
function againstOn({ draft, opposed }: ReplayPlan, run: Run): Had['against'] {
  if (opposed.size === 0) return []
  const { catalogue, shelf, tally } = run
  const { rules, scopes } = catalogue
  const fits = inReach(shelf!, run).filter(
    (item) => item !== draft && passesAll(item, run) && judge(item, tally!, scopes) === 'yes',
  )
  const against = fits.filter((item) => opposed.has(item))
  if (against.length === 0) return []
  const candidates = [draft, ...fits].map((item) => ({
    item,
    amount: item.spec.amount(item.offer.reward, rewardBasket(item, tally!, scopes), rules, null),
  }))
  const best = new Set(combine(candidates, tally!, scopes, rules).given.map(({ offer }) => offer.id))
  return against.map(({ offer }) => ({
    offerId: offer.id,
    wins: best.has(draft.offer.id) ? 'draft' : best.has(offer.id) ? 'live' : 'neither',
  }))
}
