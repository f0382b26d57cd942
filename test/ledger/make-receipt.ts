import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { DAY_MS, type Receipt } from '../../shared/contracts/index.ts'
import { toBase64Url } from '../../shared/ledger/receipts/base64url.ts'
import { type ChainedEntry, canonicalDay, canonicalEntry } from '../../shared/ledger/receipts/canonical.ts'
import { gatherProof, merkleTree } from '../../shared/ledger/receipts/merkle.ts'

/** SHA-256, at once. */
export const sha256 = (bytes: Uint8Array): Uint8Array<ArrayBuffer> =>
  new Uint8Array(createHash('sha256').update(bytes).digest())
/** The day that it was posted on. */
export const DAY = 20_780
/** Second entry of an account, changed by hand. */
export const entry: ChainedEntry = {
  id: 'ent_01K9Z3M8Q4W6E2R5T7Y9A1S3D5',
  programId: 'prg_01K9Z3M8Q4W6E2R5T7Y9A1S3D5',
  enrolmentId: 'enr_01K9Z3M8Q4W6E2R5T7Y9A1S3D5',
  unit: 'points',
  seq: 2,
  reason: 'adjust',
  fromAccount: 'adjusted',
  toAccount: 'available',
  amount: 25,
  lotId: 'lot_01K9Z3M8Q4W6E2R5T7Y9A1S3D5',
  purchaseId: null,
  offerId: null,
  sourceId: null,
  ruleKey: null,
  reverses: null,
  operator: 'Åsa "front desk"',
  note: 'ring\u2028two\n🎁',
  reference: 'adjust:1',
  postedAt: DAY * DAY_MS + 1000,
  previousHash: 'A'.repeat(43),
}

const pair = generateKeyPairSync('ed25519')
/** The public key, base64url. */
export const { x = '' } = pair.publicKey.export({ format: 'jwk' })
const publicKey = { kty: 'OKP', crv: 'Ed25519', alg: 'EdDSA', use: 'sig', kid: 'test', x } as const
const signed = (hash: Uint8Array) => sign(null, hash, pair.privateKey).toString('base64url')

/** A receipt for `entry`, second of three entries of its day. */
export function makeReceipt(): Receipt {
  const { programId, previousHash, ...rest } = entry
  const digest = sha256(Buffer.from(canonicalEntry(entry)))
  const leaves = [sha256(Uint8Array.of(1)), digest, sha256(Uint8Array.of(2))]
  const [tree, gatherer] = [merkleTree(sha256), gatherProof(sha256, 1, 3)]
  for (const leaf of leaves) {
    tree.add(leaf)
    gatherer.add(leaf)
  }
  const root = toBase64Url(tree.root())
  const chain = sha256(Buffer.from(canonicalDay({ programId, day: DAY, entries: 3, root, previous: '' })))
  return {
    version: 1,
    entry: rest,
    programId,
    previousHash,
    hash: toBase64Url(digest),
    keyId: 'test',
    publicKey,
    signature: signed(digest),
    day: {
      day: DAY,
      root,
      entries: 3,
      index: 1,
      proof: gatherer.proof().map(toBase64Url),
      previous: '',
      chain: toBase64Url(chain),
      publicKey,
      signature: signed(chain),
    },
  }
}
