import { type Amount, type Claim, DomainError } from '../../shared/contracts/index.ts'
import { draw } from '../../shared/ledger/index.ts'
import { booksOf, type LotRow, readBookStatements, toBooks, toLot, writeBookStatements } from '../db/books.ts'
import {
  givesBack,
  type NewClaim,
  type OutcomeOf,
  openClaimsStatement,
  outcomeFrom,
  outcomeStatements,
  reserveStatements,
  saveOutcome,
} from '../db/claims.ts'
import { catalogueAt } from '../db/compiled.ts'
import { brokenPromise, type Db, inTurn, rowsOf, Stale } from '../db/database.ts'
import {
  HOLD_STATEMENTS,
  holdStatements,
  insertHold,
  replaceHold,
  spendableLots,
  toHolds,
} from '../db/holds.ts'
import { newId } from '../db/ids.ts'
import type { Env } from '../env.ts'
import { unhold } from './capture.ts'
import { closeBooks, OpenBook } from './open-book.ts'
import { keepKey } from './seal.ts'

/** Where the member's books are. */
export interface Place {
  env: Env
  db: Db
  binding: string
  programId: string
}

const versionStatement = (db: Db, programId: string) =>
  db.prepare('SELECT catalogue_version AS version FROM programs WHERE id = ?').bind(programId)

/**
 * Reserves an offer that is paid with what the member has, and holds that amount for as long as the reservation: in one
 * batch. Asked again within it, the same claim comes back and nothing more is held; with another amount, because the
 * basket changed, the hold is replaced. `null`: this revision of the offer is not live.
 *
 * @throws DomainError insufficient_points, busy; the database's `offer exhausted` where a budget or cap would be passed
 */
export async function reserveHeld(
  { env, db, binding, programId }: Place,
  wanted: NewClaim,
  takes: Amount,
): Promise<Claim | null> {
  const { enrolmentId, offerId, storeId, offerRevision, now } = wanted
  const { unit, amount } = takes
  return inTurn(async () => {
    const [versions, live, open, spendable, ...rest] = await db.batch([
      versionStatement(db, programId),
      db
        .prepare(`SELECT 1 FROM offers WHERE id = ? AND program_id = ? AND state = 'live' AND revision = ?`)
        .bind(offerId, programId, offerRevision),
      openClaimsStatement(db, enrolmentId, offerId),
      spendableLots(db, enrolmentId, unit),
      ...holdStatements(db, {
        sql: `SELECT id AS value FROM claims INDEXED BY claims_held WHERE enrolment_id = ?1 AND offer_id = ?2 AND state IN ('reserved', 'applied')`,
        binds: [enrolmentId, offerId],
      }),
      ...readBookStatements(db, booksOf(enrolmentId), programId, now),
    ])
    if (rowsOf(live).length === 0) return null
    const read = toBooks(rest.slice(HOLD_STATEMENTS)).get(enrolmentId)
    if (!read) throw new DomainError('not_found', 'This membership is gone')
    const { holds, lots } = toHolds(rest)
    const here = rowsOf<Claim>(open).filter((claim) => claim.storeId === storeId && claim.expiresAt > now)
    const kept = here.find((claim) => claim.offerRevision === offerRevision)
    const claim = kept ? { ...wanted, id: kept.id } : wanted
    const heldFor = (id: string | undefined) => {
      const hold = id === undefined ? undefined : holds.get(id)
      return hold?.state === 'held' && hold.expiresAt > now ? hold : undefined
    }
    const before = heldFor(kept?.id)
    const asBefore = before?.unit === unit && before.amount === amount

    const statements = reserveStatements(db, claim)
    const answersAt = statements.length - 1
    const key = await keepKey(env, db, binding)
    if (!asBefore) {
      const version = rowsOf<{ version: number }>(versions)[0]?.version ?? 0
      const { rules } = await catalogueAt(env, binding, programId, version, db)
      const known = [...(lots.get(enrolmentId) ?? []), ...rowsOf<LotRow>(spendable).map(toLot)]
      const book = new OpenBook(read, programId, rules, now, known)
      for (const earlier of here.filter(({ offerRevision: its }) => its !== offerRevision)) {
        const hold = heldFor(earlier.id)
        if (!hold) continue
        book.post(unhold(hold, hold.parts), [], known)
        book.endHold(hold.id, 'released')
      }
      if (before) book.post(unhold(before, before.parts), [], known)
      const hold = { id: newId('hld'), enrolmentId, unit, amount, claimId: claim.id, heldAt: now }
      const postings = draw(book.book.lots, {
        unit,
        amount,
        reason: 'hold',
        toAccount: 'held',
        reference: `hold:${hold.id}`,
        sourceId: hold.id,
      })
      if (postings === null)
        throw new DomainError(
          'insufficient_points',
          `It takes ${amount} ${unit}, and ${book.account(unit).available} are there`,
        )
      book.post(postings.map((posting) => ({ ...posting, offerId })))
      book.settle()
      statements.push(
        ...writeBookStatements(db, await closeBooks(env, [book])),
        ...(before ? [replaceHold(db, before.id)] : []),
        insertHold(db, hold),
        ...key.statements,
      )
    }
    try {
      const results = await db.batch(statements)
      if (!asBefore) key.written()
      return rowsOf<Claim>(results[answersAt])[0] ?? null
    } catch (error) {
      const broken = brokenPromise(error)
      const taken = typeof broken === 'object' && broken !== null && 'unique' in broken ? broken.unique : ''
      const none = typeof broken === 'object' && broken !== null && 'check' in broken
      // The reservation ended between our read and write, or another one came: read again, and see.
      if (none || /claims\.id|holds\.claim_id/.test(taken)) throw new Stale(error)
      throw error
    }
  })
}

/**
 * Writes down what happened at the checkout. Where that gives a claim's place back, what was held for it goes back to its
 * lots in the same batch. `null`: not this member's claim.
 *
 * @throws DomainError busy
 */
export async function answerClaim(
  { env, db, binding, programId }: Place,
  of: OutcomeOf,
): Promise<Claim | null> {
  const { claimId, enrolmentId, outcome, now } = of
  const first = await saveOutcome(db, of)
  if (!first) return null
  const { claim, held } = first
  const open = claim.state === 'reserved' || claim.state === 'applied'
  if (!held || !open || claim.expiresAt <= now || !givesBack(outcome)) return claim

  return inTurn(async () => {
    const [versions, ...rest] = await db.batch([
      versionStatement(db, programId),
      ...holdStatements(db, { sql: 'SELECT ?1 AS value', binds: [claimId] }),
      ...readBookStatements(db, booksOf(enrolmentId), programId, now),
    ])
    const { holds, lots } = toHolds(rest)
    const hold = holds.get(claimId)
    const read = toBooks(rest.slice(HOLD_STATEMENTS)).get(enrolmentId)
    // An order, or the end of its time, came first.
    if (!read || hold?.state !== 'held') return (await saveOutcome(db, of))?.claim ?? null
    const version = rowsOf<{ version: number }>(versions)[0]?.version ?? 0
    const { rules } = await catalogueAt(env, binding, programId, version, db)
    const known = lots.get(enrolmentId) ?? []
    const book = new OpenBook(read, programId, rules, now, known, [hold.id])
    book.post(unhold(hold, hold.parts), [], known)
    book.endHold(hold.id, 'released')
    book.settle()
    const key = await keepKey(env, db, binding)
    const results = await db.batch([
      ...writeBookStatements(db, await closeBooks(env, [book])),
      ...key.statements,
      ...outcomeStatements(db, of, true),
    ])
    key.written()
    return outcomeFrom(results)?.claim ?? null
  })
}
