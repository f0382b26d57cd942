import { type Charge, type ChargeCreate, DomainError } from '../../shared/contracts/index.ts'
import { draw, type Posting, restore } from '../../shared/ledger/index.ts'
import { catalogueAt, requireOwnStore } from '../db/compiled.ts'
import { databaseOf, inTurn } from '../db/database.ts'
import { newId } from '../db/ids.ts'
import { readForMove } from '../db/moves.ts'
import {
  chargeIn,
  insertCharge,
  readCharge,
  readSpentParts,
  refundCharge,
  type StoredCharge,
  spentPartsIn,
} from '../db/stored-value.ts'
import type { Env } from '../env.ts'
import type { MerchantAuth } from '../http/app.ts'
import { OpenBook } from './open-book.ts'
import { saveBooks } from './save-books.ts'
import { requireStoredValue, staleIfTaken } from './top-up.ts'
import { enrolling, inTurnOf, newBooks } from './whose.ts'

const shown = ({ upTo: _, ...charge }: StoredCharge): Charge => charge

/**
 * Takes what is to be paid at the till from the stored value of whoever shows the card, soonest to expire first, once
 * per (store, external reference).
 *
 * @throws DomainError not_found, no_stored_value, currency_mismatch, insufficient_points with what is there, conflict, busy
 */
export async function charge(
  env: Env,
  merchant: MerchantAuth,
  wanted: ChargeCreate,
  now: number,
): Promise<{ charge: Charge; isNew: boolean }> {
  const { programId, binding } = merchant
  const { storeId, externalRef, amountMinor, upTo } = wanted
  await requireOwnStore(env, merchant, storeId)
  const db = databaseOf(env, binding)
  return inTurnOf(env, merchant, wanted, async (meant) => {
    const { enrolmentId } = meant
    const context = await readForMove(db, programId, [enrolmentId], now, {
      drawFrom: { enrolmentId, unit: 'storedValue' },
      also: [readCharge(db, storeId, externalRef)],
    })
    const before = chargeIn(context.also[0])
    if (before) {
      const same =
        before.enrolmentId === enrolmentId &&
        before.chargedMinor + before.restMinor === amountMinor &&
        before.upTo === upTo &&
        before.currency === (wanted.currency ?? before.currency)
      if (!same) throw new DomainError('conflict', `Charge ${externalRef} is on record with another content`)
      return { charge: shown(before), isNew: false }
    }
    const { rules } = await catalogueAt(env, binding, programId, context.catalogueVersion)
    requireStoredValue(rules, wanted.currency)
    const known = context.books.get(enrolmentId)
    const open = new OpenBook(known ?? newBooks(enrolmentId, rules, now), programId, rules, now, context.lots)
    const { available } = open.account('storedValue')
    const chargedMinor = upTo ? Math.min(available, amountMinor) : amountMinor
    const id = newId('chg')
    const drawn = draw(open.book.lots, {
      unit: 'storedValue',
      amount: chargedMinor,
      reason: 'spend',
      toAccount: 'spent',
      reference: `charge:${id}`,
      sourceId: id,
    })
    if (!drawn)
      throw new DomainError('insufficient_points', `There is ${available} on the card, in minor units`, {
        availableMinor: available,
        currency: rules.currency,
      })
    if (chargedMinor > 0) {
      open.post(drawn)
      open.act('spend', now)
      open.settle()
    }
    const done: StoredCharge = {
      id,
      storeId,
      externalRef,
      enrolmentId,
      currency: rules.currency,
      chargedMinor,
      restMinor: amountMinor - chargedMinor,
      balanceMinor: open.account('storedValue').available,
      chargedAt: now,
      refundedAt: null,
      upTo,
    }
    try {
      const first = known ? [] : await enrolling(env, merchant, meant, now)
      await saveBooks(env, db, binding, [open], [insertCharge(db, programId, done)], first)
    } catch (error) {
      throw staleIfTaken(error, 'charges')
    }
    return { charge: shown(done), isNew: true }
  })
}

/** What comes back repays what is owed first, from the very lots that it came back to: those alone are known here. */
function repayOf(back: readonly Posting[], open: OpenBook): Posting[] {
  const { owed, seq } = open.account('storedValue')
  let left = owed
  return back.flatMap(({ unit, lotId, amount: restored, sourceId = null }, at) => {
    const amount = Math.min(left, restored)
    left -= amount
    const reference = `repay:${open.enrolmentId}:${unit}:${seq + 1 + at}`
    return amount === 0
      ? []
      : [
          {
            unit,
            reason: 'repay',
            fromAccount: 'available',
            toAccount: 'owed',
            amount,
            lotId,
            sourceId,
            reference,
          },
        ]
  })
}

/**
 * Gives a charge back to the lots it was taken from, each with its own expiry. A second time changes nothing.
 *
 * @throws DomainError not_found, busy
 */
export async function refund(
  env: Env,
  merchant: MerchantAuth,
  storeId: string,
  externalRef: string,
  now: number,
): Promise<Charge> {
  const { programId, binding } = merchant
  await requireOwnStore(env, merchant, storeId)
  const db = databaseOf(env, binding)
  const read = () => readCharge(db, storeId, externalRef).all()
  const known = chargeIn(await read())
  if (!known) throw new DomainError('not_found', `No charge ${externalRef} in this store`)
  return inTurn(async () => {
    const context = await readForMove(db, programId, [known.enrolmentId], now, {
      also: [readCharge(db, storeId, externalRef), readSpentParts(db, storeId, externalRef)],
    })
    const [found, parts] = context.also
    const before = chargeIn(found) ?? known
    if (before.refundedAt !== null) return shown(before)
    const { rules } = await catalogueAt(env, binding, programId, context.catalogueVersion)
    const books = context.books.get(known.enrolmentId)
    if (!books) throw new Error(`No books of ${known.enrolmentId}`)
    const open = new OpenBook(books, programId, rules, now)
    const back = restore(spentPartsIn(parts), 'storedValue', before.chargedMinor, {
      reference: `restore:${before.id}`,
      sourceId: before.id,
    })
    open.post(back)
    open.post(repayOf(back, open))
    try {
      await saveBooks(env, db, binding, [open], [refundCharge(db, before.id, now)])
    } catch (error) {
      throw staleIfTaken(error, 'charges')
    }
    return shown({ ...before, refundedAt: now })
  }, [known.enrolmentId])
}
