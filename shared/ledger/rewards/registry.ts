import type { RewardGoods } from '../../contracts/index.ts'
import type { GoodsSpec } from './goods.ts'
import * as kinds from './kinds.ts'

const SPECS = new Map<string, GoodsSpec>(
  // A spec only ever sees goods of its own kind.
  (Object.values(kinds) as unknown as GoodsSpec[]).map((spec) => [spec.kind, spec]),
)

/** What ordering this kind of goods does. */
export const goodsSpec = (goods: RewardGoods): GoodsSpec => SPECS.get(goods.kind)!
