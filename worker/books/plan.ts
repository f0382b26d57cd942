import {
  DAY_MS,
  DomainError,
  foldCategory,
  type PurchaseCreate,
  type PurchaseResult,
} from '../../shared/contracts/index.ts'
import { type Catalogue, groupOf } from '../../shared/engine/index.ts'
import { newId } from '../db/ids.ts'
import { learnedOfPurchase } from '../db/learned-purchase.ts'
import type { EnrolmentState, PurchaseContext, PurchasePlan, RecordedPurchase } from '../db/purchases.ts'
import type { CodeOrder } from '../db/reward-codes.ts'
import { refused } from '../orders/native.ts'
import { checkDiscounts, codesUsed, rewardsUsed, typedUnclaimed } from './codes-used.ts'
import { addMemberPurchase, type MemberState, type Room } from './member-purchase.ts'
import { OpenBook } from './open-book.ts'
import { giveAsWell, sharesOf } from './sale-shares.ts'
import { watchSegments } from './segment-moves.ts'

/** A purchase as it was sent, and who bought, as far as that is known before its codes are looked at. */
export interface Sent {
  index: number
  purchase: PurchaseCreate
  contentHash: string
  enrolmentId: string | null
}

/** All that planning needs: what was sent, what is on record, and the rules. */
export interface PlanInput {
  catalogue: Catalogue
  context: PurchaseContext
  sent: readonly Sent[]
  merchantId: string
  now: number
  history: boolean
}

/**
 * Works out what some purchases change: the rows to be written, and what became of each. Purchases of one member
 * build on each other in the order they were sent. Nothing that was read is changed, so a retry may read anew.
 */
export function planPurchases(input: PlanInput): {
  plan: PurchasePlan
  books: OpenBook[]
  results: PurchaseResult[]
} {
  const { catalogue, context, now } = input
  const plan: PurchasePlan = {
    programId: catalogue.programId,
    now,
    purchases: [],
    redemptions: [],
    codesUsed: [],
    donations: [],
    savings: [],
    profiles: [],
    segmentEvents: [],
    learned: [],
  }
  const recorded = new Map(context.recorded.map((purchase) => [referenceOf(purchase), purchase]))
  const lotsOf = (enrolmentId: string) => context.holdLots.get(enrolmentId) ?? []
  // What is held for these orders is not let go before they are looked at, though its time be up.
  const held = [...context.holds.values()].map(({ id }) => id)
  const states = new Map(
    [...context.enrolments].map(([id, { profile, may, books }]): [string, MemberState] => {
      const open = new OpenBook(books, catalogue.programId, catalogue.rules, now, lotsOf(id), held)
      return [id, { profile, may, open, segments: watchSegments(catalogue, open, profile, now, 'member') }]
    }),
  )
  const spentClaims = new Set<string>()
  const room: Room | null = input.history
    ? null
    : {
        exhausted: context.exhausted,
        limited: new Map([...context.limited].map(([id, left]) => [id, { ...left }])),
        redeemed: new Map([...context.redeemed].map(([id, times]) => [id, new Map(times)])),
        households: context.households,
        capUsed: new Map(context.capUsed),
      }

  const results = input.sent.map((sent): PurchaseResult => {
    const { index, purchase } = sent
    try {
      checkPurchase(sent, input)
      const before = recorded.get(referenceOf(purchase))
      if (before) return duplicate(sent, before)
      const result = planOne(plan, sent, catalogue, context, room, states, spentClaims)
      const { contentHash } = sent
      const { storeId, externalRef } = purchase
      recorded.set(referenceOf(purchase), {
        ...result,
        id: result.purchaseId as string,
        storeId,
        externalRef,
        contentHash,
      })
      return result
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      return refused(index, purchase.externalRef, error)
    }
  })
  const books: OpenBook[] = []
  for (const [enrolmentId, { profile, open, segments }] of states) {
    const read = context.enrolments.get(enrolmentId) as EnrolmentState
    // Whoever bought nothing new is left as they are: a retry writes nothing.
    if (profile === read.profile) continue
    plan.profiles.push({ enrolmentId, version: read.profileVersion + 1, profile })
    plan.segmentEvents.push(...segments.events(profile, read.profileVersion + 1))
    books.push(open)
  }
  return { plan, books, results }
}

const referenceOf = ({ storeId, externalRef }: { storeId: string; externalRef: string }): string =>
  `${storeId} ${externalRef}`

/** A refusal that names the field of the purchase, by its place in the call. */
const refuse = (
  code: 'not_found' | 'currency_mismatch' | 'invalid_request',
  index: number,
  field: string,
  detail: string,
): never => {
  throw new DomainError(code, detail, { issues: [{ path: `/purchases/${index}/${field}`, message: detail }] })
}

function checkPurchase({ purchase, index }: Sent, { catalogue, merchantId, now }: PlanInput): void {
  const store = catalogue.shelves.get(purchase.storeId)?.store
  const { currency } = catalogue.rules
  if (store?.merchantId !== merchantId)
    refuse('not_found', index, 'storeId', `No verified store ${purchase.storeId}`)
  if (purchase.currency !== currency)
    refuse('currency_mismatch', index, 'currency', `The programme keeps ${currency}`)
  // A shop's clock may run a little ahead; a day ahead is a mistake that would outrank every real purchase.
  if (purchase.purchasedAt > now + DAY_MS)
    refuse('invalid_request', index, 'purchasedAt', 'lies in the future')
}

/**
 * What is on record already. Who bought is compared by pseudonym, never by what was sent: a hash over a member number
 * would tell that number to anybody who tries them all.
 */
function duplicate(
  { index, purchase, contentHash, enrolmentId }: Sent,
  before: RecordedPurchase,
): PurchaseResult {
  const otherBuyer = enrolmentId !== null && before.enrolmentId !== null && enrolmentId !== before.enrolmentId
  // An order with codes may have been credited to their owner, so that the number on it says nothing.
  if (before.contentHash !== contentHash || (otherBuyer && purchase.codes.length === 0)) {
    throw new DomainError('conflict', `Purchase ${purchase.externalRef} is on record with another content`)
  }
  const { id: purchaseId, enrolmentId: recordedAs, pointsEarned, earned } = before
  return {
    index,
    externalRef: purchase.externalRef,
    status: 'duplicate',
    purchaseId,
    enrolmentId: recordedAs,
    pointsEarned,
    earned,
    redeemedOfferIds: [],
    pastLimitOfferIds: [],
    problem: null,
  }
}

const isPooled = ({ goods }: CodeOrder): boolean => goods.kind === 'code' && goods.source.kind === 'pool'

/** Adds one new purchase to the plan. */
function planOne(
  plan: PurchasePlan,
  { index, purchase: sent, contentHash, enrolmentId: named }: Sent,
  catalogue: Catalogue,
  context: PurchaseContext,
  room: Room | null,
  states: Map<string, MemberState>,
  spentClaims: Set<string>,
): PurchaseResult {
  const id = newId('pur')
  const lines = sent.lines.map(({ category, brand, ...line }) => ({
    ...line,
    ...(category === undefined ? {} : { category: foldCategory(category) }),
    ...(brand === undefined ? {} : { brand: foldCategory(brand) }),
  }))
  const purchase = { ...sent, lines }
  // One that was given back says nothing: the points are the member's again, and whoever still types it may be anybody.
  const rewarded = rewardsUsed(purchase, context.codeOrders, spentClaims).filter(
    ({ state }) => state !== 'cancelled',
  )
  // A reward's code that we made is one member's, as a claim's is. One of the shop's own works for whoever types it, so it
  // tells who bought only where nothing else does.
  const holder =
    rewarded.find((order) => !isPooled(order))?.enrolmentId ?? named ?? rewarded[0]?.enrolmentId ?? null
  const { owner, used } = codesUsed(purchase, context.claims, holder, spentClaims)
  const state = owner === null ? undefined : states.get(owner)
  const enrolmentId = state ? owner : null
  // What was sold before the programme heard of it has no offers.
  if (room && enrolmentId !== null) used.push(...typedUnclaimed(purchase, enrolmentId, used, catalogue))
  checkDiscounts(purchase, index, used)
  const result: PurchaseResult = {
    index,
    externalRef: purchase.externalRef,
    status: 'recorded',
    purchaseId: id,
    enrolmentId,
    pointsEarned: 0,
    earned: [],
    redeemedOfferIds: [],
    pastLimitOfferIds: [],
    problem: null,
  }
  const before = state?.profile
  const lineEarned =
    state && enrolmentId !== null
      ? addMemberPurchase(plan, { id, purchase, enrolmentId, state, used }, catalogue, room, context, result)
      : lines.map(() => ({}))
  if (before) plan.learned.push(learnedOfPurchase(id, before, groupOf(before, catalogue.facts), purchase))
  for (const { claim } of used) spentClaims.add(claim.id)
  for (const order of rewarded) {
    // One of the shop's own has been used, whoever it was that typed it.
    if (order.enrolmentId !== enrolmentId && !isPooled(order)) continue
    spentClaims.add(order.id)
    plan.codesUsed.push({ id: order.id, version: order.version, purchaseId: id })
  }
  // What was sold before the programme heard of it was sold without this promise.
  if (room) giveAsWell(plan.donations, sharesOf(purchase, id, catalogue.rules))
  plan.purchases.push({
    id,
    enrolmentId,
    pointsEarned: result.pointsEarned,
    contentHash,
    earned: result.earned,
    purchase,
    lineEarned,
  })
  return result
}
