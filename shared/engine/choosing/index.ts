export {
  type Affinity,
  likelyNext,
  type PreparedTarget,
  type Target,
} from './affinity.ts'
export {
  type ChoosableOffer,
  type Chooser,
  chance,
  chanceOfAny,
  expectedOf,
  indexOffers,
  nearness,
  type OfferIndex,
  openChooser,
} from './chance.ts'
export {
  applyDelta,
  COUNT_SCOPES,
  type CountScope,
  countExposure,
  countPurchase,
  countRedemption,
  type LearnedCount,
  type LearnedCounts,
  type LearnedDelta,
  learnedFrom,
  SUMS,
  spreadRates,
} from './counts.ts'
export {
  type ChoosingCounter,
  type ChoosingMember,
  type ChoosingProfile,
  type Taste,
  tasteAt,
} from './member.ts'
export {
  type Candidate,
  type Ranked,
  type RankRecord,
  rank,
  rankRecord,
  replayed,
  valueUndrawn,
} from './rank.ts'
export { type OfferFacts, posterior, type Rate, redemptionRate } from './redemption.ts'
export { responsiveness } from './response.ts'
export { drawSeed, drawState, thompson } from './thompson.ts'
export { topOf } from './top.ts'
export { expectedValue, fatigue, type Worth } from './value.ts'
export { VARIETY, type VarietyFloor, varied } from './variety.ts'
