import {
  type AdjustmentCreate,
  DomainError,
  type Expiry,
  type GiftCreate,
  type LedgerEntry,
  MAX_AMOUNT,
  type MovesPosted,
  type ProgramRules,
  type Unit,
} from '../../shared/contracts/index.ts'
import type { Catalogue } from '../../shared/engine/index.ts'
import { emptyProfile } from '../../shared/engine/profile.ts'
import { draw, expiresAtFirst, type LotOpening } from '../../shared/ledger/index.ts'
import { catalogueAt } from '../db/compiled.ts'
import { databaseOf } from '../db/database.ts'
import { newId } from '../db/ids.ts'
import { keepDone, type MoveAsked, type MoveContext, readForMove } from '../db/moves.ts'
import type { Env } from '../env.ts'
import type { MerchantAuth } from '../http/app.ts'
import { fieldError } from '../http/reported.ts'
import { tierProgress } from './earn-now.ts'
import { OpenBook } from './open-book.ts'
import { saveBooks } from './save-books.ts'
import type { NewEntry } from './seal.ts'
import { enrolling, inTurnOf, missing, newBooks } from './whose.ts'

/** The programme that something is done to by hand, and how the request is known if it comes again. */
export type Hand = Pick<MerchantAuth, 'programId' | 'binding'> & { requestKey: string | null }

/**
 * Gives a member something on the programme's behalf: a lot of its own, that can be used at once.
 *
 * @throws DomainError not_found, invalid_request, busy
 */
export function give(env: Env, hand: Hand, wanted: GiftCreate, now: number): Promise<MovesPosted> {
  const { unit, amount, operator, reason } = wanted
  return inBooks(env, hand, wanted, now, {}, (open, catalogue) => {
    const terms = wanted.expiry ?? catalogue.rules.units[unit]?.expiry ?? { kind: 'never' }
    if (wanted.expiry) requireTerms(wanted.expiry, catalogue.rules, now)
    const lot = requireLot(open, catalogue.rules, unit, amount, terms)
    const id = newId('adj')
    const entry = {
      unit,
      amount,
      lotId: lot.id,
      sourceId: id,
      operator,
      note: reason,
      reference: `gift:${id}`,
    }
    open.post([{ ...entry, reason: 'gift', fromAccount: 'issued', toAccount: 'available' }], [lot])
    countCredits(open, catalogue, unit, amount)
    return (posted) => posted.sourceId === id
  })
}

/**
 * Adds to what a member has, or takes of it, soonest-expiring lots first and never below zero.
 *
 * @throws DomainError not_found, invalid_request, insufficient_points, busy
 */
export function adjust(env: Env, hand: Hand, wanted: AdjustmentCreate, now: number): Promise<MovesPosted> {
  const { enrolmentId, unit, operator, reason: note } = wanted
  const amount = Math.abs(wanted.amount)
  const asked = wanted.amount < 0 ? { drawFrom: { enrolmentId, unit } } : {}
  return inBooks(env, hand, { enrolmentId }, now, asked, (open, catalogue) => {
    requireUnit(catalogue.rules, unit)
    const id = newId('adj')
    const common = {
      unit,
      amount,
      reason: 'adjust' as const,
      sourceId: id,
      operator,
      note,
      reference: `adjust:${id}`,
    }
    if (wanted.amount > 0) {
      const terms = catalogue.rules.units[unit]?.expiry ?? { kind: 'never' }
      const lot = requireLot(open, catalogue.rules, unit, amount, terms)
      open.post([{ ...common, fromAccount: 'adjusted', toAccount: 'available', lotId: lot.id }], [lot])
    } else {
      const drawn = draw(open.book.lots, { ...common, toAccount: 'adjusted' })
      if (!drawn) {
        const message = `at most ${open.account(unit).available} can be taken`
        throw new DomainError('insufficient_points', message, { issues: [{ path: '/amount', message }] })
      }
      open.post(drawn)
    }
    countCredits(open, catalogue, unit, wanted.amount)
    return (posted) => posted.sourceId === id
  })
}

/**
 * Reads a member's books, lets `work` post to them, and writes them. A request that was done before is answered again.
 *
 * @param work says which of the entries that are written were asked for: others may have come due by themselves
 */
export function inBooks(
  env: Env,
  { programId, binding, requestKey }: Hand,
  whose: Pick<GiftCreate, 'memberNumber' | 'enrolmentId'>,
  now: number,
  asked: MoveAsked,
  work: (open: OpenBook, catalogue: Catalogue, context: MoveContext) => (posted: NewEntry) => boolean,
): Promise<MovesPosted> {
  const db = databaseOf(env, binding)
  return inTurnOf(env, { programId, binding }, whose, async (meant) => {
    const { enrolmentId } = meant
    const context = await readForMove(db, programId, [enrolmentId], now, { ...asked, requestKey })
    if (context.done) return context.done as MovesPosted
    const known = context.books.get(enrolmentId)
    if (!known && meant.memberId === null) throw missing('/enrolmentId', `no enrolment ${enrolmentId}`)
    const catalogue = await catalogueAt(env, binding, programId, context.catalogueVersion)
    const read = known ?? newBooks(enrolmentId, catalogue.rules, now)
    const open = new OpenBook(read, programId, catalogue.rules, now, context.lots)
    const isMeant = work(open, catalogue, context)
    open.settle()
    const posted = (entries: readonly NewEntry[]): MovesPosted => ({
      enrolmentId,
      entries: entries.filter(isMeant).map(toEntry),
    })
    const keep = (entries: readonly NewEntry[]) => keepDone(db, requestKey, posted(entries), now)
    const first = known ? [] : await enrolling(env, { programId, binding }, meant, now)
    return posted(await saveBooks(env, db, binding, [open], keep, first))
  })
}

const toEntry = ({
  programId: _,
  previousHash: __,
  hash: ___,
  keyId: ____,
  signature: _____,
  ...entry
}: NewEntry): LedgerEntry => ({ ...entry, purchasedAt: null })

const requireUnit = ({ units }: ProgramRules, unit: Unit): void => {
  if (!units[unit]) throw fieldError('unit', `the programme keeps no ${unit}`)
}

/** A lot for something that comes by hand, under terms whose clock starts now. */
function requireLot(
  open: OpenBook,
  rules: ProgramRules,
  unit: Unit,
  amount: number,
  terms: Expiry,
): LotOpening {
  requireUnit(rules, unit)
  const { available, pending, held } = open.account(unit)
  if (available + pending + held + amount > MAX_AMOUNT)
    throw fieldError('amount', 'is more than the account can hold')
  return {
    id: newId('lot'),
    unit,
    amount,
    remaining: 0,
    state: 'pending',
    earnedAt: open.now,
    activatesAt: open.now,
    activatesOn: null,
    expiresAt: expiresAtFirst(terms, open.now, rules.timeZone),
    expiry: terms.kind === 'never' ? null : terms,
    purchaseId: null,
    sourceId: null,
    ruleKey: null,
  }
}

function requireTerms(expiry: Expiry, { tiers }: ProgramRules, now: number): void {
  if (expiry.kind === 'fixed' && expiry.at <= now) throw fieldError('expiry/at', 'must lie ahead')
  if (!('exceptTiers' in expiry)) return
  expiry.exceptTiers.forEach((key, at) => {
    if (!tiers?.levels.some((level) => level.key === key))
      throw fieldError(`expiry/exceptTiers/${at}`, `no tier ${key}`)
  })
}

/** Status credits are for nothing but the tier, so that those given or taken by hand count towards it. */
export function countCredits(
  open: OpenBook,
  catalogue: Catalogue,
  unit: Unit,
  amount: number,
  at = open.now,
): void {
  if (unit !== 'statusCredits' || catalogue.rules.tiers?.basis.kind !== 'earned') return
  tierProgress(open, catalogue, emptyProfile(), open.now, {
    at,
    goodsPaidMinor: 0,
    purchases: 0,
    gifts: [{ unit, amount }],
  })
}
