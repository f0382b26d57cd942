/** Bytes as base64url without padding (RFC 4648 section 5), wherever receipts are read: Node, worker, browser. */
export const toBase64Url = (bytes: Uint8Array): string =>
  btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '')

/** The bytes of a base64url text; `null` where it is none, or is not the only spelling of its bytes. */
export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[\w-]*$/.test(text) || text.length % 4 === 1) return null
  const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (letter) =>
    letter.charCodeAt(0),
  )
  // Bits that are left over in the last letter would make two texts of one hash.
  return toBase64Url(bytes) === text ? bytes : null
}
