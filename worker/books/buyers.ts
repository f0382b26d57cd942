import type { PurchaseCreate } from '../../shared/contracts/index.ts'
import { databaseOf } from '../db/database.ts'
import {
  type Enrolled,
  enrolledByKeys,
  enrolledIds,
  enrolStatements,
  type MemberKey,
  pseudonymStatements,
  pseudonymsIn,
} from '../db/enrolments.ts'
import type { Env } from '../env.ts'
import type { MerchantAuth } from '../http/app.ts'

/** Up to so many members are looked up by every statement that asks for them; more are named by a call of their own. */
const FEW = 20

/** Who bought, as far as purchases name them by number or verified e-mail; those named by a code are found with it. */
export interface Buyers {
  enrolled: Enrolled
  /** Statements that go before whatever reads `enrolled`, in its batch. */
  before: D1PreparedStatement[]
  /** The buyer of a purchase, out of what `before` answered. */
  named(before: readonly D1Result[]): (purchase: PurchaseCreate) => string | null
}

/**
 * Prepares to find and enrol the buyers. Where the directory and the programme are one database, that costs no call of
 * its own; otherwise one, to the directory.
 */
export async function buyersOf(
  env: Env,
  { programId, binding }: MerchantAuth,
  purchases: readonly PurchaseCreate[],
  now: number,
): Promise<Buyers> {
  const db = databaseOf(env, binding)
  const keys = purchases.flatMap(({ buyer }): MemberKey[] => [
    ...(buyer.memberNumber ? [['number', buyer.memberNumber] as MemberKey] : []),
    ...(buyer.emailHash ? [['email', buyer.emailHash] as MemberKey] : []),
  ])
  if (keys.length === 0) return { enrolled: enrolledIds([]), before: [], named: () => () => null }
  const byKeys = enrolledByKeys(programId, keys)
  const names = pseudonymStatements(env.DB, byKeys)
  if (db === env.DB && keys.length <= FEW) {
    return {
      enrolled: byKeys,
      before: [...names, ...enrolStatements(db, byKeys, programId, now)],
      named: (before) => naming(pseudonymsIn(before[1])),
    }
  }
  const [, read] = await env.DB.batch(names)
  const found = pseudonymsIn(read)
  const enrolled = enrolledIds([...new Set(found.values())])
  return { enrolled, before: enrolStatements(db, enrolled, programId, now), named: () => naming(found) }
}

/** A member's number outranks their address. */
const naming =
  (found: ReadonlyMap<string, string>) =>
  ({ buyer }: PurchaseCreate): string | null =>
    found.get(`number ${buyer.memberNumber}`) ?? found.get(`email ${buyer.emailHash}`) ?? null
