import {
  DomainError,
  MAX_AMOUNT,
  type ProgramRules,
  type TopUp,
  type TopUpCreate,
} from '../../shared/contracts/index.ts'
import { expiresAtFirst, type LotOpening } from '../../shared/ledger/index.ts'
import { catalogueAt, requireOwnStore } from '../db/compiled.ts'
import { brokenPromise, databaseOf, Stale } from '../db/database.ts'
import { newId } from '../db/ids.ts'
import { readForMove } from '../db/moves.ts'
import { insertTopUp, readTopUp, topUpIn } from '../db/stored-value.ts'
import type { Env } from '../env.ts'
import type { MerchantAuth } from '../http/app.ts'
import { fieldError } from '../http/reported.ts'
import { OpenBook } from './open-book.ts'
import { saveBooks } from './save-books.ts'
import { enrolling, inTurnOf, missing, newBooks } from './whose.ts'

/**
 * What has to be so before money is put on a card or taken off it.
 *
 * @throws DomainError no_stored_value, currency_mismatch
 */
export function requireStoredValue(rules: ProgramRules, currency: string | undefined): void {
  if (!rules.units.storedValue)
    throw new DomainError('no_stored_value', 'Its rules name no storedValue among their units')
  if (currency !== undefined && currency !== rules.currency)
    throw new DomainError('currency_mismatch', `The programme keeps ${rules.currency}`, {
      issues: [{ path: '/currency', message: `must be ${rules.currency}` }],
    })
}

/** Another request with the same reference was faster: read again, and it is there. */
export function staleIfTaken(error: unknown, table: 'top_ups' | 'charges'): unknown {
  const broken = brokenPromise(error)
  const taken =
    broken !== null &&
    typeof broken === 'object' &&
    'unique' in broken &&
    broken.unique.startsWith(`${table}.`)
  return taken || /stale charge/.test(String(error)) ? new Stale(error) : error
}

/**
 * Puts money that a shop has taken on a member's card, once per (store, external reference). It can be used at once,
 * and runs out, if ever, as the programme says of stored value.
 *
 * @throws DomainError not_found, no_stored_value, currency_mismatch, invalid_request, conflict, busy
 */
export async function topUp(
  env: Env,
  merchant: MerchantAuth,
  wanted: TopUpCreate,
  now: number,
): Promise<{ topUp: TopUp; isNew: boolean }> {
  const { programId, binding } = merchant
  const { storeId, externalRef, amountMinor } = wanted
  await requireOwnStore(env, merchant, storeId)
  const db = databaseOf(env, binding)
  return inTurnOf(env, merchant, wanted, async (meant) => {
    const { enrolmentId } = meant
    const context = await readForMove(db, programId, [enrolmentId], now, {
      also: [readTopUp(db, storeId, externalRef)],
    })
    const before = topUpIn(context.also[0])
    if (before) {
      const same =
        before.enrolmentId === enrolmentId &&
        before.amountMinor === amountMinor &&
        before.currency === (wanted.currency ?? before.currency)
      if (!same) throw new DomainError('conflict', `Top-up ${externalRef} is on record with another content`)
      return { topUp: before, isNew: false }
    }
    const { rules } = await catalogueAt(env, binding, programId, context.catalogueVersion)
    requireStoredValue(rules, wanted.currency)
    const known = context.books.get(enrolmentId)
    if (!known && meant.memberId === null) throw missing('/enrolmentId', `No enrolment ${enrolmentId}`)
    const open = new OpenBook(known ?? newBooks(enrolmentId, rules, now), programId, rules, now)
    const { available, pending, held } = open.account('storedValue')
    if (available + pending + held + amountMinor > MAX_AMOUNT)
      throw fieldError('amountMinor', 'is more than the card can hold')

    const id = newId('top')
    const lot = lotOf(id, amountMinor, rules, now)
    open.post(
      [
        {
          unit: 'storedValue',
          reason: 'topUp',
          fromAccount: 'funded',
          toAccount: 'available',
          amount: amountMinor,
          lotId: lot.id,
          sourceId: id,
          reference: `topUp:${id}`,
        },
      ],
      [lot],
    )
    open.settle()
    const paidIn: TopUp = {
      id,
      storeId,
      externalRef,
      enrolmentId,
      amountMinor,
      currency: rules.currency,
      balanceMinor: open.account('storedValue').available,
      toppedUpAt: now,
    }
    try {
      const first = known ? [] : await enrolling(env, merchant, meant, now)
      await saveBooks(env, db, binding, [open], [insertTopUp(db, programId, paidIn)], first)
    } catch (error) {
      throw staleIfTaken(error, 'top_ups')
    }
    return { topUp: paidIn, isNew: true }
  })
}

/** The lot that the money is put into: there at once, and for as long as the programme keeps stored value. */
function lotOf(sourceId: string, amount: number, rules: ProgramRules, now: number): LotOpening {
  const expiry = rules.units.storedValue?.expiry ?? { kind: 'never' }
  return {
    id: newId('lot'),
    unit: 'storedValue',
    amount,
    remaining: 0,
    state: 'pending',
    earnedAt: now,
    activatesAt: now,
    activatesOn: null,
    expiresAt: expiresAtFirst(expiry, now, rules.timeZone),
    expiry: expiry.kind === 'never' ? null : expiry,
    purchaseId: null,
    sourceId,
    ruleKey: null,
  }
}
