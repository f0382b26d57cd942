import {
  type Amount,
  DAY_MS,
  DomainError,
  type Earned,
  type EventCreate,
  type EventResult,
  MAX_AMOUNT,
  type Profile,
  type ProgramRules,
  type Unit,
} from '../../shared/contracts/index.ts'
import type { Catalogue } from '../../shared/engine/index.ts'
import { expiresAtFirst, type Posting } from '../../shared/ledger/index.ts'
import { catalogueAt } from '../db/compiled.ts'
import { databaseOf, inTurn } from '../db/database.ts'
import { enrolByNumbers } from '../db/enrolments.ts'
import {
  type EventContext,
  eventStatements,
  insertEvents,
  type NewEvent,
  type RecordedEvent,
  toEventContext,
} from '../db/events.ts'
import { newId } from '../db/ids.ts'
import { readForMove } from '../db/moves.ts'
import { insertSegmentEvents } from '../db/segment-events.ts'
import type { Env } from '../env.ts'
import type { MerchantAuth } from '../http/app.ts'
import { sha256Hex } from '../http/bytes.ts'
import { refusedEvent, type SentEvent } from '../orders/events.ts'
import { earnNow, type Gift, memberContext, tierProgress } from './earn-now.ts'
import { OpenBook } from './open-book.ts'
import { saveBooks } from './save-books.ts'
import { type SegmentWatch, watchSegments } from './segment-moves.ts'

type Sent = SentEvent & { enrolmentId: string; contentHash: string }

/** What planning needs: what is on record, and the members' books, which are posted to. */
interface Plan {
  catalogue: Catalogue
  merchantId: string
  context: EventContext
  open: Map<string, OpenBook>
  /** By enrolment. */
  segments: Map<string, SegmentWatch | undefined>
  recorded: Map<string, RecordedEvent>
  fresh: NewEvent[]
}

/**
 * Records events: each once per type and the sender's id, answered for itself. What waited for it is set free, then what
 * the rules give for it is posted; all in one batch.
 *
 * @throws DomainError busy
 */
export async function recordEvents(
  env: Env,
  merchant: MerchantAuth,
  events: readonly SentEvent[],
  now: number,
): Promise<EventResult[]> {
  const { known, refused } = await findMembers(env, merchant, events, now)
  if (known.length === 0) return refused
  const { programId, binding, merchantId } = merchant
  const db = databaseOf(env, binding)
  const ids = [...new Set(known.map(({ enrolmentId }) => enrolmentId))]
  const also = eventStatements(db, merchantId, {
    references: known.map(({ event }) => [event.type, event.id]),
    waitingFor: known.map(({ enrolmentId, event }) => [enrolmentId, event.type]),
    purchases: known.flatMap(({ event }) =>
      event.storeId && event.purchaseRef ? [[event.storeId, event.purchaseRef]] : [],
    ),
  })
  return inTurn(async () => {
    const read = await readForMove(db, programId, ids, now, { also })
    const context = toEventContext(read.also)
    const catalogue = await catalogueAt(env, binding, programId, read.catalogueVersion)
    const waiting = Map.groupBy(context.waiting, (row) => row.enrolmentId)
    const open = new Map(
      [...read.books].map(([id, book]): [string, OpenBook] => {
        const more = (waiting.get(id) ?? []).map(({ lot }) => lot)
        return [id, new OpenBook(book, programId, catalogue.rules, now, more)]
      }),
    )
    const segments = new Map(
      [...open].map(([id, book]) => [id, watch(catalogue, book, context.profiles.get(id)?.profile)]),
    )
    const recorded = new Map(context.recorded.map((event) => [keyOf(event.type, event.externalId), event]))
    const plan: Plan = { catalogue, merchantId, context, open, segments, recorded, fresh: [] }
    const results = known.map((sent) => {
      try {
        return planEvent(plan, sent)
      } catch (error) {
        if (!(error instanceof DomainError)) throw error
        return refusedEvent(sent.index, sent.event.id, error)
      }
    })
    // Whoever nothing new happened to is left as they are: a retry writes nothing.
    const touched = new Set(plan.fresh.map(({ enrolmentId }) => enrolmentId))
    const books = [...open.values()].filter(({ enrolmentId }) => touched.has(enrolmentId))
    const moves = [...touched].flatMap((id) => {
      const known = context.profiles.get(id)
      return (known && segments.get(id)?.events(known.profile, known.version)) ?? []
    })
    await saveBooks(env, db, binding, books, () => [
      ...insertEvents(db, merchant, plan.fresh, now),
      ...insertSegmentEvents(db, moves),
    ])
    return [...refused, ...results]
  }, ids)
}

const keyOf = (type: string, externalId: string): string => `${type} ${externalId}`

/** A refusal that names the field of the event, by its place in the call. */
const refusal = (code: 'not_found' | 'invalid_request', index: number, field: string, message: string) =>
  new DomainError(code, message, { issues: [{ path: `/events/${index}/${field}`, message }] })

/** Tells whose each event is. Those that can't be are refused before anybody is enrolled for them. */
async function findMembers(env: Env, merchant: MerchantAuth, events: readonly SentEvent[], now: number) {
  const refused: EventResult[] = []
  const refuse = (
    { index, event }: SentEvent,
    field: string,
    code: 'not_found' | 'invalid_request',
    why: string,
  ) => refused.push(refusedEvent(index, event.id, refusal(code, index, field, why)))
  const inTime = events.filter((sent) => {
    // A clock may run a little ahead; a day ahead is a mistake that would outrank everything real.
    if (sent.event.occurredAt <= now + DAY_MS) return true
    refuse(sent, 'occurredAt', 'invalid_request', 'lies in the future')
    return false
  })
  const numbers = [...new Set(inTime.flatMap(({ event }) => event.memberNumber ?? []))]
  const byNumber =
    numbers.length > 0
      ? await enrolByNumbers(env, merchant.programId, merchant.binding, numbers, now)
      : new Map<string, string>()
  const known: Sent[] = []
  for (const sent of inTime) {
    const { memberNumber, enrolmentId = byNumber.get(memberNumber ?? '') } = sent.event
    if (enrolmentId === undefined) refuse(sent, 'memberNumber', 'not_found', 'is nobody’s number')
    else known.push({ ...sent, enrolmentId, contentHash: await contentHashOf(sent.event) })
  }
  return { known, refused }
}

/** What tells a retry from another event under the same id. The member is left out: a hash over a number would tell it. */
const contentHashOf = ({ memberNumber: _, enrolmentId: __, ...event }: EventCreate): Promise<string> =>
  sha256Hex(JSON.stringify(event))

function planEvent(plan: Plan, { index, event, enrolmentId, contentHash }: Sent): EventResult {
  const { catalogue, context, recorded } = plan
  const before = recorded.get(keyOf(event.type, event.id))
  if (before) {
    if (before.contentHash !== contentHash || before.enrolmentId !== enrolmentId)
      throw new DomainError('conflict', `Event ${event.id} is on record with another content`)
    return toResult(index, before, 'duplicate')
  }
  const open = plan.open.get(enrolmentId)
  const profile = context.profiles.get(enrolmentId)?.profile
  const segments = plan.segments.get(enrolmentId)
  if (!open || !profile || !segments)
    throw refusal('not_found', index, 'enrolmentId', `no enrolment ${enrolmentId}`)
  const purchaseId = purchaseMeant(plan, index, event, enrolmentId)

  const id = newId('evt')
  const { type, occurredAt, amountMinor } = event
  const { rules } = catalogue
  const entered = segments.entered(profile, occurredAt)
  const earned = earnNow(
    rules,
    open,
    { kind: 'event', type, occurredAt, amountMinor },
    memberContext(open, rules, entered, occurredAt),
  )
  requireRoom(open, earned.gifts)
  // First what waited: what is earned by this event and waits for such a one waits for the next.
  const ofPurchase = (lotId: string) =>
    purchaseId === null ||
    context.waiting.some((row) => row.lot.id === lotId && row.purchaseId === purchaseId)
  const released = release(open, rules, type, ofPurchase, id)
  earned.post(earned.gifts, { sourceId: id, earnedAt: occurredAt, reference: id })
  open.act('event', occurredAt)
  tierProgress(open, catalogue, profile, open.now, {
    at: occurredAt,
    goodsPaidMinor: 0,
    purchases: 0,
    gifts: earned.gifts,
  })
  open.settle()
  segments.took()

  const row: NewEvent = {
    id,
    type,
    externalId: event.id,
    enrolmentId,
    contentHash,
    earned: earned.gifts.map(toEarned),
    released,
    purchaseId,
    amountMinor: amountMinor ?? null,
    occurredAt,
  }
  plan.fresh.push(row)
  recorded.set(keyOf(type, event.id), row)
  return toResult(index, row, 'recorded')
}

const toResult = (index: number, event: RecordedEvent, status: 'recorded' | 'duplicate'): EventResult => ({
  index,
  id: event.externalId,
  status,
  eventId: event.id,
  enrolmentId: event.enrolmentId,
  earned: event.earned,
  released: event.released,
  problem: null,
})

const toEarned = ({ unit, amount, ruleKey, activatesAt, cut }: Gift): Earned => ({
  unit,
  amount,
  rule: ruleKey,
  offerId: null,
  activatesAt,
  cut,
})

/** The purchase that an event is about: the member's own, in a store of the merchant's. `null`: about none. */
function purchaseMeant(
  { catalogue, merchantId, context }: Plan,
  index: number,
  event: EventCreate,
  enrolmentId: string,
) {
  const { storeId, purchaseRef } = event
  if (storeId === undefined || purchaseRef === undefined) return null
  if (catalogue.shelves.get(storeId)?.store.merchantId !== merchantId)
    throw refusal('not_found', index, 'storeId', `no verified store ${storeId}`)
  const purchase = context.purchases.find((one) => one.storeId === storeId && one.externalRef === purchaseRef)
  if (!purchase || purchase.enrolmentId !== enrolmentId)
    throw refusal('not_found', index, 'purchaseRef', 'is no purchase of this member in this store')
  return purchase.id
}

/**
 * Follows a member from the last thing they did. An event changes nothing of what was bought, but time does: who lapsed, or
 * came to their anniversary, is noticed by the first thing they do then.
 */
function watch(catalogue: Catalogue, open: OpenBook, profile: Profile | undefined): SegmentWatch | undefined {
  const latestAt = Math.max(open.book.enrolledAt, ...Object.values(open.standing.acts))
  return profile && watchSegments(catalogue, open, profile, latestAt, 'time')
}

function requireRoom(open: OpenBook, gifts: readonly Gift[]): void {
  for (const unit of new Set(gifts.map((gift) => gift.unit))) {
    const { available, pending, held } = open.account(unit)
    const more = gifts.reduce((sum, gift) => sum + (gift.unit === unit ? gift.amount : 0), 0)
    if (available + pending + held + more > MAX_AMOUNT)
      throw new DomainError('invalid_request', `It would earn ${more} ${unit}, more than an account can hold`)
  }
}

/** Sets free what waited for such an event; the clocks of what can be used now start now. */
function release(
  open: OpenBook,
  { timeZone }: ProgramRules,
  type: string,
  isMeant: (lotId: string) => boolean,
  sourceId: string,
): Amount[] {
  const lots = open.book.lots.filter(
    (lot) => lot.state === 'pending' && lot.activatesOn === type && isMeant(lot.id),
  )
  const sums = new Map<Unit, number>()
  for (const lot of lots) {
    const end = lot.expiry === null ? null : expiresAtFirst(lot.expiry, open.now, timeZone)
    const posting: Posting = {
      unit: lot.unit,
      reason: 'release',
      fromAccount: 'pending',
      toAccount: 'available',
      amount: lot.remaining,
      lotId: lot.id,
      sourceId,
      reference: `release:${lot.id}`,
    }
    open.post([posting])
    if (end !== null) open.moveEnd(lot.id, end)
    sums.set(lot.unit, (sums.get(lot.unit) ?? 0) + lot.remaining)
  }
  return [...sums].map(([unit, amount]) => ({ unit, amount }))
}
