import {
  DAY_MS,
  DomainError,
  foldCategory,
  foldCode,
  type PurchaseCreate,
  type PurchaseResult,
} from '../../shared/contracts/index.ts'
import { addPurchase, automaticOffers, type Catalogue } from '../../shared/engine/index.ts'
import { earnBase } from '../../shared/ledger/index.ts'
import { newId } from '../db/ids.ts'
import type {
  CodeClaim,
  EnrolmentState,
  NewRedemption,
  PurchaseContext,
  PurchasePlan,
} from '../db/purchases.ts'
import { refused } from '../orders/native.ts'

/** A purchase as it was sent, and who bought, as far as that is known before its codes are looked at. */
export interface Sent {
  index: number
  purchase: PurchaseCreate
  contentHash: string
  enrolmentId: string | null
}

export interface PlanInput {
  catalogue: Catalogue
  context: PurchaseContext
  sent: readonly Sent[]
  merchantId: string
  now: number
  history: boolean
  /** Leave out offers with limits: they have just been used up. */
  withoutLimited: boolean
}

/**
 * Works out what some purchases change: the rows to be written, and what became of each. Purchases of one member
 * build on each other in the order they were sent.
 */
export function planPurchases(input: PlanInput): { plan: PurchasePlan; results: PurchaseResult[] } {
  const { catalogue, context, now } = input
  const plan: PurchasePlan = {
    programId: catalogue.programId,
    now,
    purchases: [],
    lots: [],
    entries: [],
    redemptions: [],
    profiles: [],
  }
  const recorded = new Map(
    context.recorded.map((purchase) => [`${purchase.storeId} ${purchase.externalRef}`, purchase]),
  )
  const states = new Map([...context.enrolments].map(([id, state]) => [id, { ...state }]))
  const spentClaims = new Set<string>()
  const results: PurchaseResult[] = []

  for (const sent of input.sent) {
    const { index, purchase, contentHash } = sent
    const key = `${purchase.storeId} ${purchase.externalRef}`
    const before = recorded.get(key)
    try {
      checkPurchase(purchase, input)
      if (before && before.contentHash !== contentHash) {
        throw new DomainError(
          'conflict',
          `Purchase ${purchase.externalRef} is on record with another content`,
        )
      }
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      results.push(refused(index, purchase.externalRef, error))
      continue
    }
    if (before) {
      const { id, enrolmentId, pointsEarned } = before
      results.push({
        index,
        externalRef: purchase.externalRef,
        status: 'duplicate',
        purchaseId: id,
        enrolmentId,
        pointsEarned,
        redeemedOfferIds: [],
        problem: null,
      })
      continue
    }
    const result = planOne(plan, input, sent, states, spentClaims)
    recorded.set(key, {
      ...result,
      storeId: purchase.storeId,
      externalRef: purchase.externalRef,
      contentHash,
      id: result.purchaseId as string,
    })
    results.push(result)
  }
  for (const [enrolmentId, state] of states) {
    const read = context.enrolments.get(enrolmentId) as EnrolmentState
    if (state.profile !== read.profile)
      plan.profiles.push({ enrolmentId, version: read.profileVersion + 1, profile: state.profile })
  }
  return { plan, results }
}

function checkPurchase(purchase: PurchaseCreate, { catalogue, merchantId, now }: PlanInput): void {
  const store = catalogue.shelves.get(purchase.storeId)?.store
  if (!store || store.merchantId !== merchantId)
    throw new DomainError('not_found', `No verified store ${purchase.storeId}`)
  if (purchase.currency !== catalogue.rules.currency) {
    throw new DomainError(
      'currency_mismatch',
      `The programme keeps ${catalogue.rules.currency}, the purchase ${purchase.currency}`,
    )
  }
  // A shop's clock may run a little ahead; a day ahead is a mistake that would outrank every real purchase.
  if (purchase.purchasedAt > now + DAY_MS) {
    throw new DomainError('invalid_request', 'purchasedAt lies in the future', {
      issues: [{ path: '/purchasedAt', message: 'lies in the future' }],
    })
  }
}

/** Adds one new purchase to the plan. */
function planOne(
  plan: PurchasePlan,
  { catalogue, context, now, history, withoutLimited }: PlanInput,
  { index, purchase, contentHash, enrolmentId: named }: Sent,
  states: Map<string, EnrolmentState>,
  spentClaims: Set<string>,
): PurchaseResult {
  const id = newId('pur')
  const used = claimsUsed(purchase, context.claims, named, spentClaims)
  // A claimed code is proof of who bought; a number may be read out by anybody.
  const enrolmentId = used[0]?.claim.enrolmentId ?? named
  const state = enrolmentId === null ? undefined : states.get(enrolmentId)
  const lines = purchase.lines.map((line) =>
    line.category === undefined ? line : { ...line, category: foldCategory(line.category) },
  )
  const stored = { ...purchase, lines }
  const result: PurchaseResult = {
    index,
    externalRef: purchase.externalRef,
    status: 'recorded',
    purchaseId: id,
    enrolmentId: state ? enrolmentId : null,
    pointsEarned: 0,
    redeemedOfferIds: [],
    problem: null,
  }
  const linePoints = lines.map(() => 0)
  if (state && enrolmentId !== null) {
    const activatesAt = purchase.purchasedAt + catalogue.rules.returnWindowDays * DAY_MS
    const post = (
      reason: 'earn' | 'bonus',
      points: number,
      perLine: readonly number[],
      offerId: string | null,
    ) => {
      if (points === 0) return
      const lotId = newId('lot')
      plan.lots.push({ id: lotId, enrolmentId, purchaseId: id, points, activatesAt })
      plan.entries.push({
        id: newId('ent'),
        enrolmentId,
        seq: ++state.seq,
        reason,
        fromAccount: 'issued',
        // A return window that closed before the purchase was recorded has nothing left to wait for.
        toAccount: activatesAt <= now ? 'available' : 'pending',
        points,
        lotId,
        purchaseId: id,
        offerId,
        reference: offerId ? `${reason}:${id}:${offerId}` : `${reason}:${id}`,
        postedAt: now,
      })
      result.pointsEarned += points
      perLine.forEach((part, line) => {
        linePoints[line] = (linePoints[line] as number) + part
      })
    }
    const redeem = (
      redemption: Pick<
        NewRedemption,
        'claimId' | 'offerId' | 'offerRevision' | 'discountMinor' | 'bonusPoints' | 'automatic'
      >,
    ) => {
      plan.redemptions.push({
        ...redemption,
        id: newId('red'),
        purchaseId: id,
        enrolmentId,
        storeId: purchase.storeId,
        redeemedAt: now,
      })
      result.redeemedOfferIds.push(redemption.offerId)
    }

    const base = earnBase(lines, purchase.totalMinor - purchase.shippingMinor, catalogue.rules)
    post('earn', base.points, base.perLine, null)
    for (const { claim, discountMinor } of used) {
      spentClaims.add(claim.id)
      redeem({
        claimId: claim.id,
        offerId: claim.offerId,
        offerRevision: claim.offerRevision,
        discountMinor,
        bonusPoints: 0,
        automatic: false,
      })
    }
    if (!history) {
      const redeemed = context.redeemed.get(enrolmentId) ?? new Map<string, number>()
      const offers = automaticOffers(
        {
          catalogue,
          storeId: purchase.storeId,
          locale: 'en',
          profile: state.profile,
          enrolmentId,
          usage: { exhausted: context.exhausted, perMember: redeemed },
          basket: {
            currency: purchase.currency,
            totalMinor: purchase.totalMinor,
            shippingMinor: purchase.shippingMinor,
            lines,
          },
          interest: [],
          now: purchase.purchasedAt,
        },
        base.perLine,
      )
      for (const { offer, points, perLine } of offers) {
        const limited = Object.keys(offer.limits).length > 0
        if (limited && withoutLimited) continue
        post('bonus', points, perLine, offer.id)
        redeem({
          claimId: newId('clm'),
          offerId: offer.id,
          offerRevision: offer.revision,
          discountMinor: 0,
          bonusPoints: points,
          automatic: true,
        })
        redeemed.set(offer.id, (redeemed.get(offer.id) ?? 0) + 1)
        context.redeemed.set(enrolmentId, redeemed)
      }
    }
    const spendMinor = lines.reduce((sum, line) => sum + line.amountMinor, 0)
    state.profile = addPurchase(state.profile, {
      purchasedAt: purchase.purchasedAt,
      spendMinor,
      region: purchase.region ?? null,
      lines,
    })
  }
  plan.purchases.push({
    id,
    enrolmentId: result.enrolmentId,
    pointsEarned: result.pointsEarned,
    contentHash,
    purchase: stored,
    linePoints,
  })
  return result
}

/**
 * The claims that a purchase's codes point at, each once. A claim that ran out of its reservation still counts: the
 * shop has given the discount. One that an earlier purchase redeemed does not.
 */
function claimsUsed(
  purchase: PurchaseCreate,
  claims: readonly CodeClaim[],
  named: string | null,
  spent: ReadonlySet<string>,
) {
  const used: { claim: CodeClaim; discountMinor: number }[] = []
  for (const { code, discountMinor } of purchase.codes) {
    const owner = used[0]?.claim.enrolmentId ?? null
    const claim = claims.find(
      (candidate) =>
        candidate.storeId === purchase.storeId &&
        candidate.code === foldCode(code) &&
        !spent.has(candidate.id) &&
        ['reserved', 'applied', 'expired', 'released'].includes(candidate.state) &&
        (candidate.minted
          ? owner === null || candidate.enrolmentId === owner
          : candidate.enrolmentId === (owner ?? named)) &&
        !used.some((other) => other.claim.id === candidate.id),
    )
    if (claim) used.push({ claim, discountMinor: discountMinor ?? claim.costMinor })
  }
  return used
}
