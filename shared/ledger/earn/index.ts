export { type CompiledEarnRules, compileEarnRules } from './compile.ts'
export { earn } from './earn.ts'
export type {
  Cut,
  EarnExplained,
  EarnGiven,
  EarnInput,
  EarnLine,
  EarnMember,
  EarnOccasion,
  EarnResult,
  PlanHeld,
} from './types.ts'
export { type TakenBack, uncap } from './uncap.ts'
