import { env } from 'cloudflare:workers'
import { DomainError, type Unit } from '../../shared/contracts/index.ts'
import { draw, type LotState, restore } from '../../shared/ledger/index.ts'
import { OpenBook } from '../../worker/books/open-book.ts'
import { saveBooks } from '../../worker/books/save-books.ts'
import { LOT, type LotRow, toLot } from '../../worker/db/books.ts'
import { catalogueAt } from '../../worker/db/compiled.ts'
import { inTurn, rowsOf } from '../../worker/db/database.ts'
import { readForMove } from '../../worker/db/moves.ts'
import type { Env } from '../../worker/env.ts'
import { aPurchase, buy, newMember, newWorld, type TestMember, type World } from './world.ts'

/** A member who has so many points that can be spent now. */
export async function memberWith(world: World, points: number): Promise<TestMember> {
  const member = await newMember(world)
  const amountMinor = points * 100
  const lines = [{ sku: 'a', quantity: 1, amountMinor }]
  const [result] = await buy(world, aPurchase(world, member, { totalMinor: amountMinor, lines }))
  if (result?.pointsEarned !== points) throw new Error(`earned ${result?.pointsEarned}`)
  return member
}

/** A programme where points can be used at once, and a member with a balance of 50. */
export async function fiftyPoints(rules: Parameters<typeof newWorld>[0] = {}) {
  const world = await newWorld({ returnWindowDays: 0, ...rules })
  return { world, member: await memberWith(world, 50) }
}

/** How often each thing was the end of it. */
export const tally = (ends: readonly string[]): Record<string, number> =>
  Object.fromEntries([...Map.groupBy(ends, (end) => end)].map(([end, all]) => [end, all.length]))

interface Writing {
  unit?: Unit
  on?: Env
  now?: number
  once?: boolean
  /** An earlier act: the lots it drew from are read besides those that can be spent. */
  source?: string
}

/**
 * Changes a member's books as every write goes: read, settle, post, seal, write, and again where somebody came between.
 *
 * @param options.once tried once only, and without waiting for a turn
 */
async function write<T>(
  world: World,
  enrolmentId: string,
  { unit = 'points', on = env, now = Date.now(), once = false, source }: Writing,
  work: (open: OpenBook, parts: Part[], lots: LotState[]) => { answer: T; also?: D1PreparedStatement[] },
): Promise<T> {
  const attempt = async () => {
    const parts = source === undefined ? [] : await partsOf(source)
    const asked = { drawFrom: { enrolmentId, unit }, also: [lotsOf(parts)] }
    const context = await readForMove(on.DB, world.programId, [enrolmentId], now, asked)
    const { rules } = await catalogueAt(on, 'DB', world.programId, context.catalogueVersion)
    const books = context.books.get(enrolmentId)
    if (!books) throw new Error(`no books of ${enrolmentId}`)
    const own = rowsOf<LotRow>(context.also[0]).map(toLot)
    const lots = [...new Map([...context.lots, ...own].map((lot) => [lot.id, lot])).values()]
    const open = new OpenBook(books, world.programId, rules, now, lots)
    const { answer, also } = work(open, parts, own)
    open.settle()
    await saveBooks(on, on.DB, 'DB', [open], also)
    return answer
  }
  return once ? attempt() : inTurn(attempt, [enrolmentId])
}

interface Part {
  unit: Unit
  lotId: string
  amount: number
}

/** What an act took of which lots, in order. */
const partsOf = async (source: string): Promise<Part[]> =>
  (
    await env.DB.prepare(
      "SELECT unit, lot_id AS lotId, amount FROM ledger_entries WHERE source_id = ? AND reason IN ('spend', 'hold') ORDER BY seq",
    )
      .bind(source)
      .all<Part>()
  ).results

const lotsOf = (parts: Part[]) =>
  env.DB.prepare(`SELECT ${LOT} FROM lots l WHERE l.id IN (SELECT value FROM json_each(?))`).bind(
    JSON.stringify(parts.map(({ lotId }) => lotId)),
  )

const insufficient = () => new DomainError('insufficient_points', 'There is not enough')

/** Spends points, or another unit, for nothing in particular. */
export const spend = (
  world: World,
  enrolmentId: string,
  amount: number,
  reference: string,
  options: Writing = {},
): Promise<void> =>
  write(world, enrolmentId, options, (open) => {
    const { unit = 'points' } = options
    const to = { reason: 'spend', toAccount: 'spent', reference, sourceId: reference } as const
    const postings = draw(open.book.lots, { unit, amount, ...to })
    if (!postings) throw insufficient()
    open.post(postings)
    open.act('spend', open.now)
    return { answer: undefined }
  })

/** Gives all of a spend back to its lots. */
export const restoreSpend = (world: World, enrolmentId: string, source: string, now: number): Promise<void> =>
  write(world, enrolmentId, { now, source }, (open, parts, lots) => {
    const all = parts.reduce((sum, { amount }) => sum + amount, 0)
    open.post(
      restore(parts, 'points', all, { reference: `undo:${source}`, sourceId: `undo:${source}` }),
      [],
      lots,
    )
    return { answer: undefined }
  })

/** Holds points until an instant. */
export const hold = (
  world: World,
  enrolmentId: string,
  amount: number,
  id: string,
  until: number,
  now: number,
): Promise<void> =>
  write(world, enrolmentId, { now }, (open) => {
    const to = { reason: 'hold', toAccount: 'held', reference: id, sourceId: id } as const
    const postings = draw(open.book.lots, { unit: 'points', amount, ...to })
    if (!postings) throw insufficient()
    open.post(postings)
    const row = env.DB.prepare(
      'INSERT INTO holds (id, enrolment_id, unit, amount, held_at, expires_at) VALUES (?, ?, ?, ?, ?, ?)',
    ).bind(id, enrolmentId, 'points', amount, now, until)
    return { answer: undefined, also: [row] }
  })

const endHold =
  (state: 'spent' | 'released', reason: 'spend' | 'unhold', toAccount: 'spent' | 'available') =>
  async (world: World, enrolmentId: string, id: string, now: number): Promise<boolean> => {
    const row = await env.DB.prepare('SELECT state, expires_at AS until FROM holds WHERE id = ?')
      .bind(id)
      .first<{ state: string; until: number }>()
    if (row?.state !== 'held' || row.until <= now) return false
    return write(world, enrolmentId, { now, source: id }, (open, parts, lots) => {
      const postings = parts.map((part) => ({
        ...part,
        reason,
        fromAccount: 'held' as const,
        toAccount,
        sourceId: id,
        reference: `${reason}:${id}:${part.lotId}`,
      }))
      open.post(postings, [], lots)
      open.endHold(id, state)
      return { answer: true }
    })
  }

/** Spends what is held, as an order that comes does. `false`: its time is up. */
export const capture = endHold('spent', 'spend', 'spent')
/** Lets go what is held. `false`: its time is up. */
export const release = endHold('released', 'unhold', 'available')

/** What is kept of a member's account, and what its entries and lots make. */
export const accountOf = (enrolmentId: string, unit: Unit = 'points') =>
  env.DB.prepare(
    `SELECT a.seq, a.available, a.pending, a.held, a.owed, count(e.id) AS entries,
       sum(((e.to_account = 'available') - (e.from_account = 'available')) * e.amount) AS entriesMake,
       (SELECT sum(remaining) FROM lots WHERE enrolment_id = ?1 AND unit = ?2 AND state <> 'pending') AS lotsMake
     FROM accounts a JOIN ledger_entries e ON e.enrolment_id = ?1 AND e.unit = ?2
     WHERE a.enrolment_id = ?1 AND a.unit = ?2 GROUP BY 1, 2, 3, 4, 5`,
  )
    .bind(enrolmentId, unit)
    .first<
      Record<
        'seq' | 'available' | 'pending' | 'held' | 'owed' | 'entries' | 'entriesMake' | 'lotsMake',
        number
      >
    >()
