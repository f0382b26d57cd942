/** Codes are compared without case: shops change it. */
const plain = (code: string): string => code.trim().toLowerCase()

export const sameCode = (one: string, other: string): boolean => plain(one) === plain(other)

/** Whether a code is among these. */
export const has = (codes: readonly string[], code: string): boolean =>
  codes.some((one) => sameCode(one, code))

/** These codes, less those. */
export const without = (codes: readonly string[], less: readonly string[]): string[] =>
  codes.filter((code) => !has(less, code))

/** Whether two baskets hold the same codes, in whatever order. */
export const sameCodes = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((code) => has(other, code))
