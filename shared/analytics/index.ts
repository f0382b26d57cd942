export {
  boughtTogether,
  TOGETHER_LIMITS,
  type TogetherCounts,
  type TogetherLimits,
} from './bought-together.ts'
export { type CohortRow, cohorts } from './cohorts.ts'
export * as experiments from './experiments/index.ts'
export { type BoughtMember, fitGroups, fitLifetime, type LifetimeFit } from './fit-lifetime.ts'
export { fitSpending, type SpendGroup } from './fit-spending.ts'
export { type BuyingGroup, fitTiming } from './fit-timing.ts'
export { forecastAt, goalStatus, type Measured, MIN_POINTS } from './goals.ts'
export * as kpis from './kpis/index.ts'
export type { CodeRow, Kpi, KpiAnswer, KpiExample, KpiInputs } from './kpis/kpi.ts'
export { type FitWhy, MIN_MEMBERS, MIN_REPEATING } from './maximum-likelihood.ts'
export { definitionOf, KPIS, measure } from './measure.ts'
export { quintilesOf, rfmCuts, type Tally, tally } from './rfm.ts'
