import {
  DomainError,
  MAX_AMOUNT,
  type ProgramRules,
  type Transfer,
  type TransferCreate,
} from '../../shared/contracts/index.ts'
import {
  dayOf,
  draw,
  type LotOpening,
  type LotState,
  type Posting,
  trueExpiry,
} from '../../shared/ledger/index.ts'
import { catalogueAt, peekCatalogue, readCatalogue } from '../db/compiled.ts'
import { type Db, inTurn, Stale } from '../db/database.ts'
import { enrolByNumbers } from '../db/enrolments.ts'
import { newId } from '../db/ids.ts'
import { keepDone, readForMove } from '../db/moves.ts'
import { insertTransfer, readSent, sentOn } from '../db/transfers.ts'
import type { Env } from '../env.ts'
import { fieldError } from '../http/reported.ts'
import { OpenBook } from './open-book.ts'
import { saveBooks } from './save-books.ts'
import { missing } from './whose.ts'

/** Who hands something on, and how their request is known if it comes again. */
export interface Sender {
  enrolmentId: string
  programId: string
  binding: string
  db: Db
  requestKey: string | null
}

/**
 * Hands something on to another member of the programme, who is enrolled where they are new to it. Lots go soonest to
 * expire first, each with its own terms and end; both books are written in one batch, so that it is in one of them and
 * never in both or none.
 *
 * @throws DomainError invalid_request, not_found, transfer_limit, insufficient_points, busy
 */
export async function transfer(
  env: Env,
  sender: Sender,
  wanted: TransferCreate,
  now: number,
): Promise<Transfer> {
  const { db, enrolmentId, programId, binding, requestKey } = sender
  const { unit, amount, toNumber, note = null } = wanted
  // Asked before anybody is enrolled for it; the rules that count are read with the books.
  const kept = peekCatalogue(programId) ?? (await readCatalogue(env, binding, programId, db))
  requireTransferable(kept.rules, wanted)
  const toId = (await enrolByNumbers(env, programId, binding, [toNumber], now)).get(toNumber)
  if (!toId) throw missing('/toNumber', 'is nobody’s number')
  if (toId === enrolmentId) throw fieldError('toNumber', 'is your own')

  return inTurn(async () => {
    const context = await readForMove(db, programId, [enrolmentId, toId], now, {
      drawFrom: { enrolmentId, unit },
      requestKey,
      also: [readSent(db, enrolmentId, now)],
    })
    if (context.done) return { ...(context.done as Transfer), note }
    const [own, theirs] = [context.books.get(enrolmentId), context.books.get(toId)]
    if (!own) throw new DomainError('not_found', 'This membership is gone')
    // Enrolled just now, and not yet on the replica that was read.
    if (!theirs) throw new Stale(new Error('The recipient is not there yet'))
    const { rules } = await catalogueAt(env, binding, programId, context.catalogueVersion, db)
    const { perDay } = requireTransferable(rules, wanted)
    const day = dayOf(now, rules.timeZone)
    requireRoom(perDay - sentOn(context.also[0], day, unit), amount)

    const from = new OpenBook(own, programId, rules, now, context.lots)
    const to = new OpenBook(theirs, programId, rules, now)
    const id = newId('trf')
    move(from, to, wanted, id, rules)
    const row = {
      id,
      programId,
      fromEnrolmentId: enrolmentId,
      toEnrolmentId: toId,
      unit,
      amount,
      note,
      day,
      transferredAt: now,
    }
    const answer: Transfer = { id, direction: 'sent', unit, amount, note, transferredAt: now }
    await saveBooks(
      env,
      db,
      binding,
      [from, to],
      // What one wrote to the other stands in one place alone, where it can be taken out again.
      () => [insertTransfer(db, row), ...keepDone(db, requestKey, { ...answer, note: null }, now)],
    )
    return answer
  }, [enrolmentId, toId])
}

function requireTransferable({ transfers }: ProgramRules, { unit }: TransferCreate) {
  if (transfers === null) throw fieldError('unit', 'the programme lets nothing be handed on')
  if (transfers.unit !== unit) throw fieldError('unit', `only ${transfers.unit} can be handed on`)
  return transfers
}

function requireRoom(left: number, amount: number): void {
  if (amount <= left) return
  const message = `at most ${Math.max(0, left)} more today`
  throw new DomainError('transfer_limit', message, { issues: [{ path: '/amount', message }] })
}

function move(from: OpenBook, to: OpenBook, wanted: TransferCreate, id: string, rules: ProgramRules): void {
  const { unit, amount } = wanted
  const common = { unit, reason: 'transfer' as const, sourceId: id }
  const lots = new Map(from.book.lots.map((lot) => [lot.id, lot]))
  const drawn = draw([...lots.values()], {
    ...common,
    amount,
    toAccount: 'transferred',
    reference: `transfer:${id}`,
  })
  if (!drawn) {
    const message = `${from.account(unit).available} can be handed on`
    throw new DomainError('insufficient_points', message, { issues: [{ path: '/amount', message }] })
  }
  const { available, pending, held } = to.account(unit)
  if (available + pending + held + amount > MAX_AMOUNT)
    throw fieldError('amount', 'is more than the other member’s account can hold')

  const opened = drawn.map((posting) =>
    handedOn(lots.get(posting.lotId as string) as LotState, posting, from, rules),
  )
  from.post(drawn)
  to.post(
    opened.map((lot) => ({
      ...common,
      fromAccount: 'transferred',
      toAccount: 'available',
      amount: lot.amount,
      lotId: lot.id,
      reference: `transfer:${id}:${lot.id}`,
    })),
    opened,
  )
  from.act('spend', from.now)
  from.settle()
  to.settle()
}

/**
 * The recipient's lot for what was drawn from one: same terms, and the same end. The end is the one that the sender was
 * told, which their acts may have put off; a tier of theirs that held it off is left with it, as by `leaveTier`.
 */
function handedOn(
  lot: LotState,
  { amount, sourceId: id = null }: Posting,
  { standing, now }: OpenBook,
  rules: ProgramRules,
): LotOpening {
  const context = {
    ...standing,
    tier: standing.tier ?? rules.tiers?.levels[0]?.key ?? null,
    tierEndsAt: now,
  }
  return {
    id: newId('lot'),
    unit: lot.unit,
    amount,
    remaining: 0,
    state: 'pending',
    earnedAt: lot.earnedAt,
    activatesAt: now,
    activatesOn: null,
    expiresAt: trueExpiry(lot, context, rules.timeZone),
    expiry: lot.expiry,
    purchaseId: null,
    sourceId: id,
    ruleKey: null,
  }
}
