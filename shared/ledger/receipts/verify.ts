import { DAY_MS, type Receipt } from '../../contracts/index.ts'
import { fromBase64Url, toBase64Url } from './base64url.ts'
import { type ChainedEntry, canonicalDay, canonicalEntry } from './canonical.ts'
import { rootOfProof } from './merkle.ts'

/**
 * What is looked at in a receipt. `hash`: it is this entry's. `place`: only the first entry has none before. `signature`
 * and `daySignature`: the key signed it. `key` and `dayKey`: the key is one of those that are trusted. `dayFits`: the
 * entry was posted on that day somewhere on earth. `root`: the entry is in the day. `dayChain`: it is this day's.
 */
export type ReceiptCheck =
  | 'hash'
  | 'place'
  | 'signature'
  | 'key'
  | 'dayFits'
  | 'root'
  | 'dayChain'
  | 'daySignature'
  | 'dayKey'

/** A check and whether it holds. */
export interface ReceiptFinding {
  check: ReceiptCheck
  holds: boolean
}

const HOUR_MS = 3_600_000
/** Clocks on earth run from 12 hours behind UTC to 14 before it. */
const [EARLIEST_MS, LATEST_MS] = [-14 * HOUR_MS, 12 * HOUR_MS]

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
}

/** SHA-256 of a text, base64url. */
export const hashOf = async (text: string): Promise<string> =>
  toBase64Url(await sha256(Uint8Array.from(new TextEncoder().encode(text))))

/** An entry's hash; `null` where it has none, because no entry holds such text. */
async function hashOfEntry(entry: ChainedEntry): Promise<string | null> {
  const texts = Object.values(entry).filter((value) => typeof value === 'string')
  return texts.every((text) => text.isWellFormed()) ? hashOf(canonicalEntry(entry)) : null
}

/** Whether a key signed a hash. All three are base64url; what is none was not signed. */
export async function isSignedBy(publicKey: string, hash: string, signature: string): Promise<boolean> {
  const [raw, bytes, given] = [fromBase64Url(publicKey), fromBase64Url(hash), fromBase64Url(signature)]
  if (raw?.byteLength !== 32 || bytes?.byteLength !== 32 || given?.byteLength !== 64) return false
  const key = await crypto.subtle.importKey('raw', raw, 'Ed25519', false, ['verify'])
  return crypto.subtle.verify('Ed25519', key, given, bytes)
}

/** A key's fingerprint, for people to compare: SHA-256 of its 32 bytes, as 16 groups of four hex digits. */
export async function fingerprintOf(publicKey: string): Promise<string> {
  const digest = await sha256(fromBase64Url(publicKey) ?? new Uint8Array())
  const hex = [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('')
  return hex.replace(/(.{4})(?=.)/g, '$1 ')
}

/**
 * Verifies a receipt by itself, offline. It holds if every finding does.
 *
 * @param trusted public keys (base64url) known from elsewhere; left out, the receipt's own keys are taken at its word
 */
export async function verifyReceipt(
  receipt: Receipt,
  trusted?: ReadonlySet<string>,
): Promise<ReceiptFinding[]> {
  const { entry, programId, previousHash, hash, publicKey, signature, day } = receipt
  const findings: ReceiptFinding[] = [
    { check: 'hash', holds: (await hashOfEntry({ ...entry, programId, previousHash })) === hash },
    { check: 'place', holds: (entry.seq === 1) === (previousHash === '') },
    {
      check: 'signature',
      holds: receipt.keyId === publicKey.kid && (await isSignedBy(publicKey.x, hash, signature)),
    },
  ]
  if (trusted) findings.push({ check: 'key', holds: trusted.has(publicKey.x) })
  if (!day) return findings

  const { index, entries, proof, root, chain, previous } = day
  const path = proof.map((step) => fromBase64Url(step) ?? new Uint8Array())
  const leaf = fromBase64Url(hash) ?? new Uint8Array()
  const reached = await rootOfProof(sha256, leaf, { index, size: entries }, path)
  findings.push(
    {
      check: 'dayFits',
      holds:
        entry.postedAt >= day.day * DAY_MS + EARLIEST_MS &&
        entry.postedAt < (day.day + 1) * DAY_MS + LATEST_MS,
    },
    { check: 'root', holds: reached !== null && toBase64Url(reached) === root },
    {
      check: 'dayChain',
      holds: (await hashOf(canonicalDay({ programId, day: day.day, entries, root, previous }))) === chain,
    },
    { check: 'daySignature', holds: await isSignedBy(day.publicKey.x, chain, day.signature) },
  )
  if (trusted) findings.push({ check: 'dayKey', holds: trusted.has(day.publicKey.x) })
  return findings
}
