import { foldCode, type PurchaseCreate, type PurchaseResult } from '../../shared/contracts/index.ts'
import { catalogueAt } from '../db/compiled.ts'
import { brokenPromise, databaseOf, inTurn, Stale } from '../db/database.ts'
import { enrolByNumbers, findByEmailHashes } from '../db/enrolments.ts'
import { type PurchaseContext, readPurchaseContext, recordStatements } from '../db/purchases.ts'
import type { Env } from '../env.ts'
import type { MerchantAuth } from '../http/app.ts'
import { sha256Hex } from '../http/bytes.ts'
import { closeBooks } from './open-book.ts'
import { planPurchases, type Sent } from './plan.ts'
import { keepKey } from './seal.ts'

/** How some purchases are to be recorded. */
export interface RecordOptions {
  /** Epoch ms UTC. */
  now: number
  /** Where each stood in what the caller sent, if some of that was refused before; their own order otherwise. */
  positions?: readonly number[]
  /** An old purchase brought in: it earns points and shapes the profile, and no offer applies to it. */
  history?: boolean
  /** Statements that belong to the same batch, such as an import's progress. They run even where nothing is new. */
  also?: (results: PurchaseResult[]) => D1PreparedStatement[]
}

/**
 * Records purchases: each one's points, profile and redemptions in one batch with it, each at most once per
 * (store, external reference). One read and one write, however many they are; a writer that came between makes
 * it read again. One that can't be taken is refused by itself, and the others are recorded.
 *
 * @throws DomainError busy
 */
export async function recordPurchases(
  env: Env,
  merchant: MerchantAuth,
  purchases: readonly PurchaseCreate[],
  options: RecordOptions,
): Promise<PurchaseResult[]> {
  const db = databaseOf(env, merchant.binding)
  const sent: Sent[] = await Promise.all(
    purchases.map(async (purchase, index) => ({
      index: options.positions?.[index] ?? index,
      purchase,
      contentHash: await contentHashOf(purchase),
      enrolmentId: null,
    })),
  )
  await findBuyers(env, merchant, sent, options.now)

  const references = sent.map(({ purchase }): [string, string] => [purchase.storeId, purchase.externalRef])
  const codes = sent.flatMap(({ purchase }) =>
    purchase.codes.map(({ code }): [string, string] => [purchase.storeId, foldCode(code)]),
  )
  const known = [...new Set(sent.flatMap(({ enrolmentId }) => enrolmentId ?? []))]

  return inTurn(async () => {
    const context: PurchaseContext = await readPurchaseContext(
      db,
      merchant.programId,
      references,
      codes,
      known,
      options.now,
    )
    const catalogue = await catalogueAt(env, merchant.binding, merchant.programId, context.catalogueVersion)
    const { plan, books, results } = planPurchases({
      catalogue,
      context,
      sent,
      merchantId: merchant.merchantId,
      now: options.now,
      history: options.history ?? false,
    })
    const key = await keepKey(env, db, merchant.binding)
    const statements = [
      ...recordStatements(db, plan, await closeBooks(env, books)),
      ...(options.also?.(results) ?? []),
    ]
    if (statements.length === 0) return results
    try {
      await db.batch([...statements, ...key.statements])
      key.written()
    } catch (error) {
      const broken = brokenPromise(error)
      // Somebody took the last of an offer between our read and write: read again, and the purchase goes without it.
      if (broken === 'exhausted') throw new Stale(error)
      // The same purchase, or the same code, arrived twice at once: read again, and it is there.
      const taken = typeof broken === 'object' && broken !== null && 'unique' in broken ? broken.unique : ''
      if (/purchases\.store_id|redemptions\.claim_id/.test(taken)) throw new Stale(error)
      throw error
    }
    return results
  })
}

/** What tells a retry from another purchase under the same reference. The buyer is left out: see `duplicate`. */
const contentHashOf = ({ buyer: _, ...purchase }: PurchaseCreate): Promise<string> =>
  sha256Hex(JSON.stringify(purchase))

/** Fills in the members that are named by number or verified e-mail; those named by a code are found with it. */
async function findBuyers(env: Env, merchant: MerchantAuth, sent: Sent[], now: number): Promise<void> {
  const numbers = [...new Set(sent.flatMap(({ purchase }) => purchase.buyer.memberNumber ?? []))]
  const hashes = [...new Set(sent.flatMap(({ purchase }) => purchase.buyer.emailHash ?? []))]
  const none = new Map<string, string>()
  const { programId, binding } = merchant
  const [byNumber, byEmail] = await Promise.all([
    numbers.length > 0 ? enrolByNumbers(env, programId, binding, numbers, now) : none,
    hashes.length > 0 ? findByEmailHashes(env, programId, binding, hashes, now) : none,
  ])
  for (const item of sent) {
    const { memberNumber, emailHash } = item.purchase.buyer
    item.enrolmentId = byNumber.get(memberNumber ?? '') ?? byEmail.get(emailHash ?? '') ?? null
  }
}
