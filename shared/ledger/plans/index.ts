export { breakEven, LIFETIME_YEARS } from './break-even.ts'
export { type CurrentPlan, currentPlans } from './current.ts'
export {
  type Opening,
  type Standpoint,
  SUBSCRIPTION_REFUSALS,
  type SubscriptionEvent,
  type SubscriptionEventKind,
  type SubscriptionRefusal,
  type Term,
  TRANSITIONS,
} from './machine.ts'
export { isGood, PAST_DUE_MS, subscriptionAt } from './read.ts'
export { LIFETIME_WITHDRAWAL_MS, refundMinor, usedMinor } from './refund.ts'
export {
  type RecordedSaving,
  type Saving,
  type SavingPurchase,
  savingsOfPurchase,
  savingsTakenBack,
} from './savings.ts'
export { type StripeContext, type StripeFact, type StripeOutcome, subscriptionOfFacts } from './stripe.ts'
export { firstTerm, termEnd, termPaidFor } from './terms.ts'
export { type PlanTerms, type SubscriptionResult, standpointAt, subscriptionAfter } from './write.ts'
