import { foldCategory } from '../../contracts/index.ts'
import { paidForGoods } from '../earning.ts'
import type { Ratio } from './ratio.ts'
import { type CompiledScope, holdsLine } from './scope.ts'
import type { EarnLine, EarnOccasion } from './types.ts'

/** A purchase's goods, looked at once for all rules. */
export interface Goods {
  lines: readonly EarnLine[]
  /** What was paid for them all, and the sum of their lines. */
  paidMinor: number
  sumMinor: number
}

/** The goods of a purchase with folded categories. A total without lines is one line that nothing names. */
export function goodsOf({ lines, goodsPaidMinor }: Extract<EarnOccasion, { kind: 'purchase' }>): Goods {
  const read: readonly EarnLine[] = lines.length > 0 ? lines : [{ sku: '', amountMinor: goodsPaidMinor }]
  return {
    lines: read.map((line) =>
      line.category === undefined ? line : { ...line, category: foldCategory(line.category) },
    ),
    paidMinor: paidForGoods(read, goodsPaidMinor),
    sumMinor: read.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
  }
}

const isDiscounted = ({ amountMinor, beforeDiscountMinor = amountMinor }: EarnLine): boolean =>
  amountMinor < beforeDiscountMinor

/** What of a purchase is in a rule's scope. */
export interface InScope {
  held: boolean
  /** What each line contributes, by the rule's basis; 0 outside the scope. Lines in scope that cost nothing count alike where all do. */
  weights: number[]
  /** Pieces of each line, where it is in scope and was paid for: goods given away would earn again. */
  pieces: number[]
  /** What counts in minor units. A discount on the whole purchase is shared in proportion, exactly, whichever line comes first. */
  minor: Ratio
}

/** The part of the goods that a rule counts. */
export function inScope(goods: Goods, scope: CompiledScope, basis: 'paid' | 'beforeDiscount'): InScope {
  const holds = goods.lines.map(
    (line) => holdsLine(scope, line.sku, line.category) && !(scope.fullPriceOnly && isDiscounted(line)),
  )
  const amounts = goods.lines.map((line, i) =>
    !holds[i] ? 0 : basis === 'paid' ? line.amountMinor : (line.beforeDiscountMinor ?? line.amountMinor),
  )
  const sum = amounts.reduce((total, amount) => total + amount, 0)
  const discounted = basis === 'paid' && goods.paidMinor < goods.sumMinor
  return {
    held: holds.includes(true),
    weights: sum > 0 ? amounts : holds.map(Number),
    pieces: goods.lines.map(({ quantity = 1, amountMinor }, i) =>
      holds[i] && amountMinor > 0 ? quantity : 0,
    ),
    minor: discounted
      ? { top: BigInt(sum) * BigInt(goods.paidMinor), over: BigInt(goods.sumMinor) }
      : { top: BigInt(sum), over: 1n },
  }
}
