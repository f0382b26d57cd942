/**
 * The real worker behind a database that counts: every call to D1 and every row it read. Serves the benchmarks alone,
 * with doors of their own: /bench/control, the same single batch and constant JSON; /bench/bare-purchase, a purchase as it
 * would be written if nothing had to be known or held; and /bench/counts.
 */

import { decisionStatements } from '../../worker/db/decisions.ts'
import type { Env } from '../../worker/env.ts'
import worker from '../../worker/index.ts'

const counts = { d1Calls: 0, rowsRead: 0 }
const control = { programId: '', enrolmentId: '', body: '{}' }

const count = <T extends { meta?: { rows_read?: number } }>(results: T[]): void => {
  counts.d1Calls += 1
  for (const { meta } of results) counts.rowsRead += meta?.rows_read ?? 0
}

const COUNTED = new Set(['first', 'run', 'all', 'raw'])

/** A statement that counts when it is sent by itself; a batch unwraps it. */
function counted(statement: D1PreparedStatement): D1PreparedStatement {
  return new Proxy(statement, {
    get(target, property) {
      if (property === 'unwrapped') return target
      const value = Reflect.get(target, property) as (...args: unknown[]) => unknown
      if (property === 'bind')
        return (...args: unknown[]) => counted(value.apply(target, args) as D1PreparedStatement)
      if (!COUNTED.has(property as string)) return value.bind(target)
      return async (...args: unknown[]) => {
        const answer = await value.apply(target, args)
        count([answer && typeof answer === 'object' && 'meta' in answer ? (answer as D1Result) : {}])
        return answer
      }
    },
  })
}

function countingDatabase<D extends D1Database | D1DatabaseSession>(db: D): D {
  return new Proxy(db, {
    get(target, property) {
      const value = Reflect.get(target, property) as (...args: unknown[]) => unknown
      if (property === 'prepare') return (sql: string) => counted(target.prepare(sql))
      if (property === 'withSession')
        return (at: string) => countingDatabase((target as D1Database).withSession(at))
      if (property === 'batch') {
        return async (statements: { unwrapped?: D1PreparedStatement }[]) => {
          const results = await target.batch(
            statements.map((statement) => statement.unwrapped ?? (statement as D1PreparedStatement)),
          )
          count(results)
          return results
        }
      }
      return value.bind(target)
    },
  })
}

/** What a purchase comes to where it is only written down. */
interface BarePurchase {
  id: string
  programId: string
  enrolmentId: string
  storeId: string
  externalRef: string
  totalMinor: number
  lines: unknown[]
}

async function barePurchase(request: Request): Promise<BarePurchase> {
  const { purchases } = (await request.json()) as { purchases: [BarePurchase] }
  const { programId, enrolmentId } = control
  return { ...purchases[0], id: `pur_${crypto.randomUUID()}`, programId, enrolmentId }
}

/** Three statements: the purchase, its lines, and a row of the size of an entry that nothing is held to. */
function barePurchaseStatements(db: D1Database, purchase: BarePurchase): D1PreparedStatement[] {
  const { id, programId, enrolmentId, storeId, externalRef, totalMinor, lines } = purchase
  const now = Date.now()
  return [
    db
      .prepare(
        `INSERT INTO purchases (id, program_id, store_id, external_ref, enrolment_id, purchased_at, recorded_at, currency, total_minor, shipping_minor, points_earned, content_hash)
         VALUES (?, ?, ?, ?, ?, ?, ?, 'SEK', ?, 0, 0, 'x')`,
      )
      .bind(id, programId, storeId, externalRef, enrolmentId, now, now, totalMinor),
    db
      .prepare(
        `INSERT INTO purchase_lines (purchase_id, line, enrolment_id, purchased_at, sku, category, quantity, amount_minor)
         SELECT ?2, key, ?3, ?4, value ->> 'sku', value ->> 'category', value ->> 'quantity', value ->> 'amountMinor' FROM json_each(?1)`,
      )
      .bind(JSON.stringify(lines), id, enrolmentId, now),
    db
      .prepare(
        'INSERT INTO bench_entries (id, enrolment_id, purchase_id, amount, posted_at, hash, signature) VALUES (?, ?, ?, ?, ?, ?, ?)',
      )
      .bind(`ent_${id}`, enrolmentId, id, 1, now, 'h'.repeat(43), 's'.repeat(86)),
  ]
}

const BENCH: Record<string, (request: Request, env: Env) => Promise<Response>> = {
  async '/bench/control'(_, env) {
    // The session that a decision reads through is part of the batch's cost.
    const db = env.DB.withSession('first-unconstrained')
    await db.batch(decisionStatements(db, control.programId, control.enrolmentId, Date.now()))
    return new Response(control.body, {
      headers: { 'content-type': 'application/json', 'stamkund-bookmark': db.getBookmark() ?? '' },
    })
  },
  async '/bench/bare-purchase'(request, env) {
    const purchase = await barePurchase(request)
    await env.DB.batch(barePurchaseStatements(env.DB, purchase))
    return Response.json({ id: purchase.id })
  },
  async '/bench/bare-read-and-purchase'(request, env) {
    const purchase = await barePurchase(request)
    await env.DB.batch([
      env.DB.prepare('SELECT catalogue_version FROM programs WHERE id = ?').bind(purchase.programId),
      env.DB.prepare('SELECT id FROM purchases WHERE store_id = ? AND external_ref = ?').bind(
        purchase.storeId,
        purchase.externalRef,
      ),
      env.DB.prepare('SELECT version, data FROM profiles WHERE enrolment_id = ?').bind(purchase.enrolmentId),
    ])
    await env.DB.batch(barePurchaseStatements(env.DB, purchase))
    return Response.json({ id: purchase.id })
  },
  async '/bench/set'(request) {
    Object.assign(control, await request.json())
    return new Response()
  },
  async '/bench/counts'() {
    const answer = Response.json(counts)
    Object.assign(counts, { d1Calls: 0, rowsRead: 0 })
    return answer
  },
  async '/bench/sql'(request, env) {
    await env.DB.batch(((await request.json()) as string[]).map((sql) => env.DB.prepare(sql)))
    return new Response()
  },
}

export default {
  fetch(request, env, context) {
    const { pathname } = new URL(request.url)
    const own = BENCH[pathname]
    if (own) return own(request, env)
    // Counting costs a little; a run that measures time asks without it.
    const plain = request.headers.has('x-bench-plain')
    return worker.fetch(request, plain ? env : { ...env, DB: countingDatabase(env.DB) }, context)
  },
  queue: worker.queue,
} satisfies ExportedHandler<Env, never>
