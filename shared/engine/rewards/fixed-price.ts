import { counted, take } from '../counted.ts'

/** Each unit in scope for one price, the dearest first; a cheaper one stays as it is. */
export const fixedPrice = counted<'fixedPrice'>({
  kind: 'fixedPrice',
  parts: ({ scope }) => [{ scope, quantity: 1 }],
  cut({ priceMinor, mostUnits = Number.POSITIVE_INFINITY }, runs) {
    const cut = new Map<number, number>()
    let left = mostUnits
    for (const run of runs) {
      const units = Math.min(left, run.units)
      if (units === 0 || run.priceMinor <= priceMinor) break
      take(cut, run.line, units * (run.priceMinor - priceMinor))
      left -= units
    }
    return cut
  },
  guess: ({ priceMinor }, scopeMinor) => Math.max(0, scopeMinor - priceMinor),
})
