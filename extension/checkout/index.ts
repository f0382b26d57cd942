/** The only code that touches a store's page. Nothing here starts by itself: `applyCode` is for a member's own click. */
export { classifyPage, type PageClass } from './classify.ts'
export { findCodeField } from './field.ts'
export { parsePrice } from './price.ts'
export {
  holdsCode,
  MAX_HOPS,
  MAX_RUN_MS,
  removeCode,
  resumeRun,
  startRun,
  startRun as applyCode,
} from './run.ts'
export { mayPress } from './safety.ts'
export { pageCurrency, readTotal } from './total.ts'
export type {
  ApplyOptions,
  ApplyOutcome,
  ApplyResult,
  ApplyStep,
  CheckoutAdapter,
  RunPhase,
  RunState,
} from './types.ts'
