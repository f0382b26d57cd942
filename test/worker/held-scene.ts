import { env } from 'cloudflare:workers'
import { DomainError, type Unit } from '../../shared/contracts/index.ts'
import { draw } from '../../shared/ledger/index.ts'
import { OpenBook } from '../../worker/books/open-book.ts'
import { saveBooks } from '../../worker/books/save-books.ts'
import { catalogueAt } from '../../worker/db/compiled.ts'
import { inTurn } from '../../worker/db/database.ts'
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

/**
 * Spends as every write to books goes: read, settle, draw, seal, write, and again where somebody came between.
 *
 * @param options.once tried once only, and without waiting for a turn
 */
export function spend(
  world: World,
  enrolmentId: string,
  amount: number,
  reference: string,
  options: { unit?: Unit; on?: Env; now?: number; once?: boolean } = {},
): Promise<void> {
  const { unit = 'points', on = env, now = Date.now(), once = false } = options
  const attempt = async () => {
    const asked = { drawFrom: { enrolmentId, unit } }
    const context = await readForMove(on.DB, world.programId, [enrolmentId], now, asked)
    const { rules } = await catalogueAt(on, 'DB', world.programId, context.catalogueVersion)
    const books = context.books.get(enrolmentId)
    if (!books) throw new Error(`no books of ${enrolmentId}`)
    const open = new OpenBook(books, world.programId, rules, now, context.lots)
    const to = { reason: 'spend', toAccount: 'spent', reference, sourceId: reference } as const
    const postings = draw(open.book.lots, { unit, amount, ...to })
    if (!postings) throw new DomainError('insufficient_points', 'There is not enough')
    open.post(postings)
    open.act('spend', now)
    open.settle()
    await saveBooks(on, on.DB, 'DB', [open])
  }
  return once ? attempt() : inTurn(attempt, [enrolmentId])
}

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
