import { createHash } from 'node:crypto'
import type { Receipt, ReceiptDay } from '../../shared/contracts/index.ts'
import { fromBase64Url, toBase64Url } from '../../shared/ledger/receipts/base64url.ts'
import type { SealedEntry } from '../../shared/ledger/receipts/canonical.ts'
import { gatherProof } from '../../shared/ledger/receipts/merkle.ts'
import type { Db } from '../db/database.ts'
import { findDayAt, placeInDay, readHashes } from '../db/ledger-days.ts'
import { findReceiptKey } from '../db/receipt-keys.ts'
import type { Env } from '../env.ts'
import { currentReceiptKeys, type ReceiptKeyJwk, receiptJwk } from '../http/receipt-keys.ts'

/** Hashes read at a time while a day goes by. */
const HASHES_A_READ = 5_000

const sha256 = (content: Uint8Array): Uint8Array<ArrayBuffer> => createHash('sha256').update(content).digest()

/** The public key that an id stands for on a database: one that signed there, or signs now. */
export async function publicKeyOf(env: Env, db: Db, keyId: string): Promise<ReceiptKeyJwk> {
  const kept = await findReceiptKey(db, keyId)
  const key = kept
    ? receiptJwk(keyId, kept)
    : (await currentReceiptKeys(env)).find((one) => one.kid === keyId)
  if (!key) throw new Error(`No public key ${keyId}: it signed and was not kept`)
  return key
}

/** The receipt of an entry: with its day's proof once the day has been published. */
export async function receiptOf(env: Env, db: Db, sealed: SealedEntry): Promise<Receipt> {
  const { programId, previousHash, hash, keyId, signature, ...entry } = sealed
  const publicKey = await publicKeyOf(env, db, keyId)
  const day = await dayOfReceipt(env, db, sealed)
  return { version: 1, entry, programId, previousHash, hash, keyId, publicKey, signature, day }
}

async function dayOfReceipt(env: Env, db: Db, entry: SealedEntry): Promise<ReceiptDay | null> {
  const published = await findDayAt(db, entry.programId, entry.postedAt)
  if (!published) return null
  const index = await placeInDay(db, published, entry)
  const gatherer = gatherProof(sha256, index, published.entries)
  let page: Awaited<ReturnType<typeof readHashes>> = []
  do {
    page = await readHashes(db, entry.programId, published, page.at(-1) ?? null, HASHES_A_READ)
    for (const { hash } of page) gatherer.add(fromBase64Url(hash) as Uint8Array)
  } while (page.length === HASHES_A_READ)
  const { day, root, entries, previous, chain, signature, keyId } = published
  return {
    day,
    root,
    entries,
    index,
    proof: gatherer.proof().map(toBase64Url),
    previous,
    chain,
    publicKey: await publicKeyOf(env, db, keyId),
    signature,
  }
}
