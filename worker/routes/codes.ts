import { createRoute } from '@hono/zod-openapi'
import {
  type Basket,
  CodeValidate,
  type CodeValidation,
  CodeValidation as CodeValidationSchema,
  DomainError,
  foldCode,
  isWithinHours,
  type Offer,
  type ProgramRules,
} from '../../shared/contracts/index.ts'
import {
  type Catalogue,
  claimCostMinor,
  effect,
  goesWith,
  judgeBasket,
  type Purse,
  wallClockAt,
} from '../../shared/engine/index.ts'
import { discountOf } from '../../shared/ledger/rewards/index.ts'
import { type CodeContext, readCodeContext } from '../db/claims.ts'
import { catalogueAt, requireOwnStore } from '../db/compiled.ts'
import { databaseOf } from '../db/database.ts'
import type { CodeOrder } from '../db/reward-codes.ts'
import { createRouter } from '../http/app.ts'
import { requireKey } from '../http/auth.ts'
import { byKey, json, jsonBody } from '../http/describe.ts'

const no = (code: string, reason: CodeValidation['reason'], offer?: Offer): CodeValidation => ({
  valid: false,
  code,
  reason,
  offerId: offer?.id ?? null,
  headline: null,
  effect: null,
})

/** The offer whose own static code this is, in this store. */
const staticOffer = (catalogue: Catalogue, storeId: string, code: string): Offer | undefined =>
  catalogue.shelves
    .get(storeId)
    ?.offers.find(({ offer }) => offer.code?.kind === 'static' && foldCode(offer.code.code) === code)?.offer

type Limit = { exhausted: boolean; budgetMinor: number | null }

/** Whether an offer that nobody has claimed is open: a claim stays good for its time, whatever its offer has become. */
function isOpen({ schedule, conditions }: Offer, { timeZone }: ProgramRules, now: number): boolean {
  if (schedule.startsAt > now || (schedule.endsAt !== null && schedule.endsAt <= now)) return false
  if (conditions.hours === undefined) return true
  const { weekday, time } = wallClockAt(timeZone, now)
  return isWithinHours(conditions.hours, weekday, time)
}

/** What speaks against the code on this basket. */
function whyNot(
  offer: Offer,
  { claim, limited, capLeftMinor, capped }: CodeContext,
  basket: Basket,
  rules: ProgramRules,
  now: number,
): CodeValidation['reason'] {
  if (claim?.state === 'redeemed' || claim?.state === 'reversed') return 'used'
  if (claim && (claim.expiresAt <= now || claim.state === 'expired' || claim.state === 'released'))
    return 'expired'
  if (claim === null && !isOpen(offer, rules, now)) return 'notLive'
  if (judgeBasket(offer, basket, rules).answer !== 'yes') return 'conditions'
  const limit: Limit = limited.get(offer.id) ?? { exhausted: false, budgetMinor: null }
  // A claim holds its own place; a static code, which anybody types, has none left.
  const caps = capped.get(offer.id)
  if (claim === null && (limit.exhausted || caps?.exhausted)) return 'used'
  const ofCaps = claim === null ? (caps?.leftMinor ?? null) : capLeftMinor
  // What a claim holds is its own, though its offer's limits be lower by now.
  const left =
    Math.max(
      claim === null ? Number.NEGATIVE_INFINITY : 0,
      Math.min(limit.budgetMinor ?? Number.POSITIVE_INFINITY, ofCaps ?? Number.POSITIVE_INFINITY),
    ) + (claim?.costMinor ?? 0)
  const purse = purseOf(claim)
  if (offer.reward.kind === 'payWithPoints') {
    if (purse === null) return 'expired'
    // What was held for one basket may be too much for a smaller one, and too little of it is nothing.
    const worked = effect(offer.reward, basket, rules, purse)
    if (!('amountMinor' in worked) || !worked.amountMinor) return 'conditions'
  }
  return claimCostMinor(offer, basket, rules, purse) > left ? 'used' : null
}

/** What a reward's code is worth: the shop that uploaded it may know better than we do. */
function ofReward(order: CodeOrder, basket: Basket, rules: ProgramRules): CodeValidation {
  const { code, goods, content } = order
  if (order.usedAt !== null) return no(code, 'used')
  if (order.state === 'cancelled') return no(code, 'expired')
  const discount = discountOf(goods)
  const worked = discount && effect(discount, basket, rules)
  if (worked && 'amountMinor' in worked && worked.amountMinor === 0) return no(code, 'conditions')
  const words = Object.values(content).find(Boolean)
  return { valid: true, code, offerId: null, headline: words?.name ?? null, effect: worked, reason: null }
}

/** What the claim holds: no more than that is paid with. */
const purseOf = (claim: CodeContext['claim']): Purse | null =>
  claim?.held ? { [claim.held.unit]: claim.held.amount } : null

/** For shops that ask whether a code may be used. */
export const codes = createRouter().openapi(
  createRoute({
    method: 'post',
    path: '/codes/validate',
    tags: ['Codes'],
    security: byKey,
    summary: 'Ask what a code is worth on a basket',
    description: 'Changes nothing, so it may be asked as often as the basket changes.',
    middleware: requireKey('codes:read'),
    request: { body: jsonBody(CodeValidate) },
    responses: { 200: json(CodeValidationSchema, 'Whether it may be used, and what it takes off') },
  }),
  async (c) => {
    const { storeId, basket, code: typed, together = [] } = c.req.valid('json')
    const { programId, binding } = c.var.merchant
    const code = foldCode(typed)
    const now = Date.now()
    await requireOwnStore(c.env, c.var.merchant, storeId)
    const others = together.map(foldCode).filter((other) => other !== code)
    const context = await readCodeContext(databaseOf(c.env, binding), programId, storeId, code, now, others)
    const { claim } = context
    const catalogue = await catalogueAt(c.env, binding, programId, context.catalogueVersion)
    const { rules } = catalogue
    if (basket.currency !== rules.currency)
      throw new DomainError('currency_mismatch', `The programme keeps ${rules.currency}`, {
        issues: [{ path: '/basket/currency', message: `must be ${rules.currency}` }],
      })
    const offer = claim ? context.claimedOffer : staticOffer(catalogue, storeId, code)
    if (!offer && context.order) return c.json(ofReward(context.order, basket, rules), 200)
    if (!offer) return c.json(no(code, 'unknown'), 200)
    const why = whyNot(offer, context, basket, rules, now)
    if (why) return c.json(no(code, why, offer), 200)
    const typedBefore = others.flatMap(
      (other) =>
        context.others.find((claimed) => claimed.code === other)?.offer ??
        staticOffer(catalogue, storeId, other) ??
        [],
    )
    if (!goesWith(offer, typedBefore, rules.offers)) return c.json(no(code, 'notTogether', offer), 200)
    const words = Object.values(offer.content).find(Boolean)
    return c.json(
      {
        valid: true,
        code,
        offerId: offer.id,
        headline: words?.headline ?? null,
        effect: effect(offer.reward, basket, rules, purseOf(claim)),
        reason: null,
      },
      200,
    )
  },
)
