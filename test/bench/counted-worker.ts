/**
 * The real worker behind a database that counts: every call to D1 and every row it read. Serves the benchmarks alone,
 * with two doors of their own: /bench/control, the same single batch and constant JSON, and /bench/counts.
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

const BENCH: Record<string, (request: Request, env: Env) => Promise<Response>> = {
  async '/bench/control'(_, env) {
    // The session that a decision reads through is part of the batch's cost.
    const db = env.DB.withSession('first-unconstrained')
    await db.batch(decisionStatements(db, control.programId, control.enrolmentId, Date.now()))
    return new Response(control.body, {
      headers: { 'content-type': 'application/json', 'stamkund-bookmark': db.getBookmark() ?? '' },
    })
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
