export {
  boughtTogether,
  TOGETHER_LIMITS,
  type TogetherCounts,
  type TogetherLimits,
} from './bought-together.ts'
export { type CohortRow, cohorts } from './cohorts.ts'
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
export { forecastAt, goalStatus, type Measured, MIN_POINTS } from './goals.ts'
export * as kpis from './kpis/index.ts'
export type { CodeRow, Kpi, KpiAnswer, KpiExample, KpiInputs } from './kpis/kpi.ts'
export { definitionOf, KPIS, measure, measureAll } from './measure.ts'
export { quintilesOf, rfmCuts, type Tally, tally } from './rfm.ts'
