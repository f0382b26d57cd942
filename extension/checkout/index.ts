/** The only code that touches a store's page. Nothing here starts by itself: `startRun` is for a member's own click. */
export { classifyPage, type PageClass } from './classify.ts'
export { findCodeField } from './field.ts'
export { noteTouches } from './member-hands.ts'
export { parsePrice } from './price.ts'
export { resumeRun } from './runs/resume.ts'
export { MAX_HOPS, MAX_RUN_MS } from './runs/run.ts'
export { holdsCode } from './runs/shown.ts'
export { startRun } from './runs/start.ts'
export { removeCodes } from './runs/undo.ts'
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
