/** Crockford's base 32: no I, L, O or U, so that a code read aloud or off a screen is typed as it was meant. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** A code by chance, in groups of four: `XXXX-XXXX` has 40 bits. */
export function newPairingCode(): string {
  const symbols = [...crypto.getRandomValues(new Uint8Array(8))].map((byte) => ALPHABET[byte % 32]).join('')
  return `${symbols.slice(0, 4)}-${symbols.slice(4)}`
}

/** A code as typed, in its one spelling: O is 0, I and L are 1; case, spaces and hyphens say nothing. */
export const foldPairingCode = (typed: string): string =>
  typed.toUpperCase().replace(/[\s-]/g, '').replaceAll('O', '0').replace(/[IL]/g, '1')
