export { balanceAt } from './balance.ts'
export { bySoonestExpiry, clawBack } from './claw-back.ts'
export { allocate, type Earned, earnBase, paidForGoods, partOfLine } from './earning.ts'
export { type AccountState, after, type LotState, lotsAfter, type Posting, settle } from './postings.ts'
