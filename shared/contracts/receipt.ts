import { z } from 'zod'
import { LedgerEntry } from './ledger.ts'
import { Id, Instant } from './primitives.ts'

/** SHA-256, base64url without padding. */
const Hash = z.string().regex(/^[\w-]{43}$/, 'must be a SHA-256 hash in base64url')
/** A hash, or nothing where there is none before. */
const HashBefore = z.union([z.literal(''), Hash])
/** Ed25519, base64url without padding. */
const Signature = z.string().regex(/^[\w-]{86}$/, 'must be an Ed25519 signature in base64url')
const KeyId = z.string().regex(/^[A-Za-z][\w-]{0,99}$/, 'must be the id of a key')

/** A public key that receipts are verified by (RFC 8037). */
export const ReceiptKey = z
  .strictObject({
    kty: z.literal('OKP'),
    crv: z.literal('Ed25519'),
    alg: z.literal('EdDSA'),
    use: z.literal('sig'),
    kid: KeyId,
    x: z.string().regex(/^[\w-]{43}$/, 'must be 32 bytes in base64url'),
  })
  .meta({ id: 'ReceiptKey' })
export type ReceiptKey = z.infer<typeof ReceiptKey>

/** Every key that signs or ever signed (RFC 7517). */
export const ReceiptKeys = z.strictObject({ keys: z.array(ReceiptKey) }).meta({ id: 'ReceiptKeys' })
export type ReceiptKeys = z.infer<typeof ReceiptKeys>

/**
 * What is published of a programme's day once it is over: a Merkle root (RFC 6962) over the hashes of its entries in the
 * order of `postedAt` and id, chained to the last day that had any, and signed. `chain` is SHA-256 of the sorted JSON of
 * `day`, `entries`, `previous`, `programId` and `root`.
 */
export const DayRoot = z
  .strictObject({
    programId: Id,
    /** Days since 1970-01-01 by the calendar of the programme's time zone. */
    day: z.int(),
    entries: z.int().min(1),
    root: Hash,
    previous: HashBefore,
    chain: Hash,
    keyId: KeyId,
    signature: Signature,
    sealedAt: Instant,
  })
  .meta({ id: 'DayRoot' })
export type DayRoot = z.infer<typeof DayRoot>

/** A published day with what it is made of: the hashes of its entries, a page at a time, and the key that signed it. */
export const DayProof = DayRoot.extend({
  publicKey: ReceiptKey,
  hashes: z.array(Hash),
  nextCursor: z.string().nullable(),
}).meta({ id: 'DayProof' })
export type DayProof = z.infer<typeof DayProof>

/** That an entry is in a published day: the path from its hash to the root, from the leaf up. */
export const ReceiptDay = z.strictObject({
  day: z.int(),
  root: Hash,
  entries: z.int().min(1),
  /** The entry's place among the day's, from 0. */
  index: z.int().min(0),
  proof: z.array(Hash).max(64),
  previous: HashBefore,
  chain: Hash,
  publicKey: ReceiptKey,
  signature: Signature,
})
export type ReceiptDay = z.infer<typeof ReceiptDay>

/**
 * What proves an entry to anybody, without asking anybody. `hash` is SHA-256 of the sorted JSON (RFC 8785) of the entry's
 * fields with `programId` and `previousHash`; `signature` is over its 32 bytes.
 */
export const Receipt = z
  .strictObject({
    version: z.literal(1),
    entry: LedgerEntry.omit({ purchasedAt: true }),
    programId: Id,
    /** Hash of the entry before in the same account; `''` for the first. */
    previousHash: HashBefore,
    hash: Hash,
    keyId: KeyId,
    publicKey: ReceiptKey,
    signature: Signature,
    /** `null` until the day is over and its root published. */
    day: ReceiptDay.nullable(),
  })
  .meta({ id: 'Receipt' })
export type Receipt = z.infer<typeof Receipt>
