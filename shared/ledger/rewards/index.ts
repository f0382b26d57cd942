export {
  discountOf,
  type GivingBack,
  type GoodsSpec,
  type OrderFacts,
  type OrderGives,
  type StaysBecause,
} from './goods.ts'
export { judgeReward, type Shelf, type Shopper } from './judge.ts'
export * as goodsKinds from './kinds.ts'
export { monthsBetween } from './months.ts'
export { isOpenAt, opensNextAt } from './opening.ts'
export { goodsSpec } from './registry.ts'
