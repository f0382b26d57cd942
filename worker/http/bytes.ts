/** What workerd's JavaScript has and TypeScript's library does not know yet (TC39 "Uint8Array to/from base64"). */
type Base64 = {
  fromBase64(text: string, options: { alphabet: 'base64url' }): Uint8Array<ArrayBuffer>
  prototype: { toBase64(options: { alphabet: 'base64url'; omitPadding: boolean }): string }
}
const { fromBase64, prototype } = Uint8Array as unknown as Base64

/** Bytes as base64url without padding (RFC 4648 section 5). */
export const toBase64Url = (bytes: Uint8Array): string =>
  prototype.toBase64.call(bytes, { alphabet: 'base64url', omitPadding: true })

/** The bytes of a base64url text, or `null` where it is none. */
export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | null {
  try {
    return fromBase64.call(Uint8Array, text, { alphabet: 'base64url' })
  } catch {
    return null
  }
}

/** A secret of 256 bits, as 43 base64url characters. */
export const newSecret = (): string => toBase64Url(crypto.getRandomValues(new Uint8Array(32)))

/** SHA-256 of a text, as 64 hex digits. */
export async function sha256Hex(text: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text))
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

/** Whether two texts are equal, in a time that does not tell where they differ. */
export function equalInConstantTime(a: string, b: string): boolean {
  const [left, right] = [new TextEncoder().encode(a), new TextEncoder().encode(b)]
  // timingSafeEqual throws on unequal lengths; a length is no secret here, hashes and codes have a fixed one.
  return left.byteLength === right.byteLength && crypto.subtle.timingSafeEqual(left, right)
}
