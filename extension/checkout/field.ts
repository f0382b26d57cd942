/** The code field, what hides it, what applies it and what takes a code out: one subject a file. */
export { findApply } from './apply-control.ts'
export { codesInUse } from './codes-in-use.ts'
export { fieldScore, findCodeField } from './field-score.ts'
export { findOpenersOf } from './hiding.ts'
export { codePattern, findRemoval } from './removal.ts'
export { findToggles } from './toggles.ts'
