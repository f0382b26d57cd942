/**
 * Whose device this is, as a number that rises whenever that changes: at a join, a pairing, an erasure. What was asked for
 * under an older one must not be written: it is another's, or of nobody any more. Kept in memory, as what is asked for is.
 */
export interface Generation {
  now(): number
  raise(): void
}

/** See `Generation`. */
export function createGeneration(): Generation {
  let count = 0
  return {
    now: () => count,
    raise() {
      count += 1
    },
  }
}
