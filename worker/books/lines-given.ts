import { DomainError, type ReturnCreate } from '../../shared/contracts/index.ts'
import { allocate, paidForGoods, partOfLine } from '../../shared/ledger/index.ts'
import type { RecordedLine, ReturnContext } from '../db/returns.ts'

/** A line of which something comes back, and how many units of it. */
export type Given = RecordedLine & { units: number }

/**
 * The lines that a return names, each once.
 *
 * @throws DomainError invalid_request, return_exceeds_purchase
 */
export function linesGiven(context: ReturnContext, wanted: ReturnCreate): Given[] {
  const units = new Map<number, number>()
  for (const { line, quantity } of wanted.lines) units.set(line, (units.get(line) ?? 0) + quantity)
  return [...units].map(([number, quantity]) => {
    const at = wanted.lines.findIndex((asked) => asked.line === number)
    const line = context.lines.find((candidate) => candidate.line === number)
    if (!line)
      throw new DomainError('invalid_request', `The purchase has no line ${number}`, {
        issues: [{ path: `/lines/${at}/line`, message: 'is not in the purchase' }],
      })
    if (line.returnedQuantity + quantity > line.quantity) {
      const left = line.quantity - line.returnedQuantity
      throw new DomainError('return_exceeds_purchase', `Line ${number} has ${left} left to return`, {
        issues: [{ path: `/lines/${at}/quantity`, message: `at most ${left}` }],
      })
    }
    return { ...line, units: quantity }
  })
}

/** A line's whole amount or points, as far as the units of this return go. */
export const part = (line: Given, whole: number) =>
  partOfLine(whole, line.quantity, line.returnedQuantity, line.returnedQuantity + line.units)

/** What was paid for each line: an order's discount that its lines do not show is shared among them. */
export function paidPerLine({ purchase, lines }: ReturnContext): number[] {
  const goodsMinor = (purchase?.totalMinor ?? 0) - (purchase?.shippingMinor ?? 0)
  return allocate(
    paidForGoods(lines, goodsMinor),
    lines.map((line) => line.amountMinor),
  )
}

/** What of the goods has come back with this return and those before it. */
export function goodsBack(context: ReturnContext, given: readonly Given[], whole: boolean) {
  const goodsMinor = context.lines.reduce((sum, line) => sum + line.amountMinor, 0)
  const backMinor = context.lines.reduce((sum, line) => {
    const units = line.returnedQuantity + (given.find((g) => g.line === line.line)?.units ?? 0)
    return sum + partOfLine(line.amountMinor, line.quantity, 0, units)
  }, 0)
  return { backMinor, goodsMinor, whole }
}

/** How much of an amount that belongs to the whole purchase has come back with this return and those before it. */
export function shareBack(
  context: ReturnContext,
  given: readonly Given[],
  whole: boolean,
): (all: number) => number {
  const { backMinor, goodsMinor } = goodsBack(context, given, whole)
  return (all) => (whole ? all : goodsMinor === 0 ? 0 : partOfLine(all, goodsMinor, 0, backMinor))
}
