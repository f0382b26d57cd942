import {
  DomainError,
  type Plan,
  type ProgramRules,
  type Subscription,
  type SubscriptionCreate,
} from '../../shared/contracts/index.ts'
import {
  firstTerm,
  type SubscriptionEvent,
  type SubscriptionRefusal,
  subscriptionAfter,
} from '../../shared/ledger/plans/index.ts'
import { type Db, databaseOf, inTurn } from '../db/database.ts'
import { newId } from '../db/ids.ts'
import {
  findSubscription,
  insertEvent,
  insertSubscription,
  type Meant,
  type NewEvent,
  readOpening,
  updateSubscription,
  writeTurn,
} from '../db/subscriptions.ts'
import type { Env } from '../env.ts'
import type { MerchantAuth } from '../http/app.ts'
import { closeStatement, isGoodAt } from './stripe-events.ts'
import { enrolling, inTurnOf, missing } from './whose.ts'

/** Who does something to a subscription, and why: the merchant's operator, or the member. */
export type Doer = { source: 'hand'; operator: string; reason: string } | { source: 'member' }

/** Why something can't be done to a subscription, in words. */
const REFUSED: Record<SubscriptionRefusal, string> = {
  notStarted: 'It has not begun',
  alreadyStarted: 'It has begun already',
  beforeStart: 'It had not begun then',
  inTrial: 'Nothing is due in a trial',
  isCancelled: 'It has been cancelled',
  notCancelled: 'It has not been cancelled',
  nothingPaid: 'Nothing has been paid for it',
  paidAlready: 'That has been paid already',
  moreThanPaid: 'That is more than was paid for the term that runs',
  noTermEnd: 'A lifetime has no end to wait for: end it at once',
  feeTooLarge: 'That is more than can be kept of one term’s fee',
  termOutOfTime: 'That would last longer than can be kept',
  over: 'It is over',
}

const refusal = (reason: SubscriptionRefusal | 'alreadyCurrent', detail: string): DomainError =>
  new DomainError('subscription_refused', detail, { reason })

const invalid = (path: string, message: string): DomainError =>
  new DomainError('invalid_request', `${path}: ${message}`, { issues: [{ path, message }] })

const eventRow = (
  programId: string,
  subscriptionId: string,
  stripeId: string | null,
  event: SubscriptionEvent,
  doer: Doer,
  now: number,
): NewEvent => ({
  id: newId('evt'),
  programId,
  subscriptionId,
  stripeId,
  externalId: null,
  source: doer.source,
  type: event.kind,
  fact: { kind: 'hand', event },
  outcome: 'applied',
  reason: null,
  operator: doer.source === 'hand' ? doer.operator : null,
  note: doer.source === 'hand' ? doer.reason : null,
  happenedAt: event.at,
  recordedAt: now,
})

/**
 * Gives a member a plan by hand, paid for or on trial.
 *
 * @throws DomainError not_found, invalid_request, subscription_refused where the member has it
 */
export const openByHand = (
  env: Env,
  merchant: Pick<MerchantAuth, 'programId' | 'binding'>,
  wanted: SubscriptionCreate,
  now: number,
): Promise<Subscription> =>
  inTurnOf(env, merchant, wanted, async (meant) => {
    const { programId, binding } = merchant
    const { enrolmentId } = meant
    const db = databaseOf(env, binding)
    const { enrolled, current, rules } = await readOpening(db, programId, enrolmentId)
    if (!rules) throw new Error(`No programme ${programId} where it is placed`)
    if (!enrolled && meant.memberId === null) throw missing('/enrolmentId', `No enrolment ${enrolmentId}`)
    const plan = rules.plans.find(({ key }) => key === wanted.plan)
    if (!plan) throw invalid('/plan', `no plan ${wanted.plan}`)
    if (wanted.trial && plan.trialDays === 0) throw invalid('/trial', 'the plan has no trial')
    const had = current.find(({ subscription }) => subscription.plan === plan.key)
    if (had && isGoodAt(rules, now)(had)) throw refusal('alreadyCurrent', 'The member has this plan')

    const opening = { id: newId('sub'), enrolmentId, source: 'hand' as const }
    const event: SubscriptionEvent = wanted.trial
      ? { kind: 'trialStarted', at: now, opening, trialEndsAt: now + plan.trialDays * 86_400_000 }
      : {
          kind: 'started',
          at: now,
          opening,
          term: firstTerm(plan, now, rules.timeZone),
          paidMinor: wanted.paidMinor ?? plan.price.amountMinor,
        }
    const result = subscriptionAfter(null, event, plan)
    if ('refused' in result) throw refusal(result.refused, REFUSED[result.refused])
    const { operator, reason } = wanted
    const doer: Doer = { source: 'hand', operator, reason }
    await writeTurn(db, [
      ...(enrolled ? [] : await enrolling(env, merchant, meant, now)),
      ...(had ? [closeStatement(db, had, rules, now)] : []),
      insertSubscription(db, programId, result.subscription, null),
      insertEvent(db, eventRow(programId, opening.id, null, event, doer, now)),
    ])
    return result.subscription
  })

/** What is left of a plan that the programme has dropped: enough to end it, and no more. */
const dropped = ({ plan, currency }: Subscription): Plan => ({
  key: plan,
  name: plan,
  price: { amountMinor: 1, currency },
  term: 'year',
  trialDays: 0,
  graceDays: 0,
  refund: 'none',
  entitlements: { freeShipping: false },
})

/**
 * Does something to a subscription by hand: what, `eventOf` says from how it stands.
 *
 * @throws DomainError not_found, subscription_refused with the reason
 */
export const changeByHand = (
  db: Db,
  programId: string,
  meant: Meant,
  doer: Doer,
  now: number,
  eventOf: (
    subscription: Subscription,
    plan: Plan,
    rules: ProgramRules,
    savedMinor: number,
  ) => SubscriptionEvent,
): Promise<Subscription> =>
  inTurn(async () => {
    const { stored, rules, savedMinor } = await findSubscription(db, programId, meant)
    if (!stored || !rules) throw new DomainError('not_found', 'No such subscription')
    const { subscription, version, stripeId } = stored
    const plan = rules.plans.find(({ key }) => key === subscription.plan) ?? dropped(subscription)
    const event = eventOf(subscription, plan, rules, savedMinor)
    const result = subscriptionAfter(subscription, event, plan)
    if ('refused' in result) throw refusal(result.refused, REFUSED[result.refused])
    await writeTurn(db, [
      updateSubscription(db, result.subscription, version),
      insertEvent(db, eventRow(programId, subscription.id, stripeId, event, doer, now)),
    ])
    return result.subscription
  })
