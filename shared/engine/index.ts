export { armAt, armOf, type BucketRange, bucketRanges, inSlice, type Split } from './assign.ts'
export { type AutomaticOffer, automaticOffers, type DonationMatched } from './automatic.ts'
export {
  type Had,
  type PastMember,
  type PastPurchase,
  planReplay,
  type Replayed,
  type ReplayPlan,
  replayMember,
} from './backtest.ts'
export { type CountedBy, settle, sumUp } from './backtest-sums.ts'
export {
  type Catalogue,
  type CatalogueData,
  type CatalogueStore,
  compileCatalogue,
} from './catalogue.ts'
export { checkRule } from './check-rule.ts'
export { type RankRecord, replayed } from './choosing/index.ts'
export { groupOf } from './choosing-group.ts'
export { choosingProfile } from './choosing-profile.ts'
export { type BasketAnswer, judgeBasket } from './conditions.ts'
export { consented, type MayUse } from './consented.ts'
export { type DecidedBody, decide, MAX_NEARLY, MAX_OFFERS } from './decide.ts'
export { claimCostMinor, discountPerUnit, effect } from './effect.ts'
export { type Explanation, explainOffer, type GateAnswer, type RuleLine } from './explain.ts'
export { bucket, isHeldOut } from './holdout.ts'
export {
  aliveProbability,
  type Buying,
  buyingOf,
  expectedPurchases,
  expectedValueMinor,
  type Horizon,
  lifetimeValueMinor,
} from './lifetime.ts'
export { wallClockAt } from './local-time.ts'
export { type MirrorBody, mirrorOf } from './mirror.ts'
export {
  addPurchase,
  categoryOf,
  emptyProfile,
  isDiscounted,
  type ProfileLine,
  type ProfilePurchase,
  type ProfileReturn,
  profileIn,
  removeReturn,
  type Span,
} from './profile.ts'
export { brandOf, brandPairs, itemsIn, productOf } from './profile-items.ts'
export { REASON_CODES, type ReasonCode } from './reasons.ts'
export { type Purse, pointsCostMinor } from './reward.ts'
export { fifthOf, type RfmValue, rfmScore } from './rfm.ts'
export { everyDays } from './rhythm.ts'
export {
  type DecisionInput,
  isInSegment,
  type MemberView,
  type PayWith,
  segmentsOf,
  type Usage,
} from './run.ts'
export { MAX_WAYS, type Sense, senseOf } from './satisfiable.ts'
export { SEGMENT_PRESETS } from './segment-presets.ts'
export {
  askingFor,
  checkSegments,
  type SegmentNamed,
  segmentRings,
  segmentsNamed,
} from './segment-rings.ts'
export {
  MAX_EXPIRY_DAYS,
  type MemberFacts,
  type Signal,
  type SignalContext,
  type SignalExample,
  type SignalValue,
} from './signal.ts'
export { SIGNALS } from './signal-registry.ts'
export * as signals from './signals/index.ts'
export type { Assignment, CatalogueExperiment } from './split.ts'
export { ofUnit, ofUnits, spread } from './spread.ts'
export {
  bestCombination,
  type Candidate,
  type Combination,
  checkCause,
  checkStacking,
  combine,
  goesWith,
  MOST_SEARCHED,
  shareOut,
} from './stacking/index.ts'
