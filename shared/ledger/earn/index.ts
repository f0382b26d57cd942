export { type CompiledEarnRules, compileEarnRules } from './compile.ts'
export { earn } from './earn.ts'
export {
  type Cut,
  EARN_WHYS,
  type EarnExplained,
  type EarnGiven,
  type EarnInput,
  type EarnLine,
  type EarnMember,
  type EarnOccasion,
  type EarnResult,
  type EarnWhy,
  type PlanHeld,
} from './types.ts'
export { type TakenBack, uncap } from './uncap.ts'
