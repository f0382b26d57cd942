export { earnedTier, matchTier, nextReviewAt, reviewTier, rise, type TierOutcome } from './review.ts'
export { entitlementsOf, tierStanding } from './view.ts'
export { keptDays, type TierContext, windowAt } from './window.ts'
