/** Letters and digits that are told apart when read aloud or typed (Crockford's base 32, without vowels). */
const ALPHABET = '0123456789BCDFGHJKMNPQRSTVWXYZ'

/** Length of the part left to chance: 30^8 is 6.6e11, so that guessing among a million live codes is hopeless. */
const LENGTH = 8

/** A code for one member: the offer's prefix, and chance. */
export function mintCode(prefix: string): string {
  let tail = ''
  while (tail.length < LENGTH) {
    for (const byte of crypto.getRandomValues(new Uint8Array(LENGTH))) {
      // 240 is the last multiple of 30 in a byte: what lies above would make some letters likelier.
      if (byte < 240 && tail.length < LENGTH) tail += ALPHABET[byte % ALPHABET.length]
    }
  }
  return `${prefix}-${tail}`
}
