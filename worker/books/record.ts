import { foldCode, type PurchaseCreate, type PurchaseResult } from '../../shared/contracts/index.ts'
import type { LotState } from '../../shared/ledger/index.ts'
import { catalogueAt } from '../db/compiled.ts'
import { brokenPromise, databaseOf, inTurn, Stale } from '../db/database.ts'
import { readPurchaseContext, recordStatements } from '../db/purchases.ts'
import type { Env } from '../env.ts'
import type { MerchantAuth } from '../http/app.ts'
import { sha256Hex } from '../http/bytes.ts'
import { buyersOf } from './buyers.ts'
import { closeBooks, type OpenBook } from './open-book.ts'
import { planPurchases } from './plan.ts'
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
  /** Pays a new purchase out of its member's own books, in the same batch. For one member's purchases alone. */
  pay?: {
    /** All lots that may be drawn from. Read after the books, so that whoever comes between undoes the batch. */
    lots(): Promise<LotState[]>
    take(open: OpenBook, result: PurchaseResult): void
  }
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
  const sent = await Promise.all(
    purchases.map(async (purchase, index) => ({
      index: options.positions?.[index] ?? index,
      purchase,
      contentHash: await contentHashOf(purchase),
    })),
  )
  const buyers = await buyersOf(env, merchant, purchases, options.now)

  const references = sent.map(({ purchase }): [string, string] => [purchase.storeId, purchase.externalRef])
  const codes = sent.flatMap(({ purchase }) =>
    purchase.codes.map(({ code }): [string, string] => [purchase.storeId, foldCode(code)]),
  )

  // Whose books they are is read with the rest: until then a member is their number.
  const numbers = [...new Set(purchases.flatMap(({ buyer }) => buyer.memberNumber ?? []))]

  return inTurn(async () => {
    const context = await readPurchaseContext(
      db,
      merchant.programId,
      references,
      codes,
      buyers.enrolled,
      options.now,
      buyers.before,
      Math.min(...purchases.map(({ purchasedAt }) => purchasedAt)),
    )
    const buyerOf = buyers.named(context.before)
    const lots = (await options.pay?.lots()) ?? []
    for (const { books } of context.enrolments.values()) books.book.lots.push(...lots)
    const catalogue = await catalogueAt(env, merchant.binding, merchant.programId, context.catalogueVersion)
    const { plan, books, results } = planPurchases({
      catalogue,
      context,
      sent: sent.map((one) => ({ ...one, enrolmentId: buyerOf(one.purchase) })),
      merchantId: merchant.merchantId,
      now: options.now,
      history: options.history ?? false,
    })
    for (const result of results) {
      const open = books.find(({ enrolmentId }) => enrolmentId === result.enrolmentId)
      if (open && result.status === 'recorded') options.pay?.take(open, result)
    }
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
  }, numbers)
}

/** What tells a retry from another purchase under the same reference. The buyer is left out: see `duplicate`. */
const contentHashOf = ({ buyer: _, ...purchase }: PurchaseCreate): Promise<string> =>
  sha256Hex(JSON.stringify(purchase))
