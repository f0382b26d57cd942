export * as experiments from './experiments/index.ts'
export {
  type BoughtMember,
  type BuyingGroup,
  type FitWhy,
  fitGroups,
  fitLifetime,
  fitSpending,
  fitTiming,
  type LifetimeFit,
  MIN_MEMBERS,
  MIN_REPEATING,
  type SpendGroup,
} from './fit-lifetime.ts'
