export { bestCombination, type Combination, combine, shareOut } from './best-combination.ts'
export { checkCause, checkStacking } from './check-stacking.ts'
export { MOST_SEARCHED } from './search.ts'
export { type Candidate, type Given, mostCenti } from './worth.ts'
