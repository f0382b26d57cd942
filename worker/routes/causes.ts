import { createRoute, z } from '@hono/zod-openapi'
import {
  Cause,
  CauseCreate,
  CauseReplace,
  CauseStatement,
  type CauseTotal,
  DAY_MS,
  DomainError,
  Id,
  Instant,
  Slug,
} from '../../shared/contracts/index.ts'
import { monthsBetween } from '../../shared/ledger/rewards/index.ts'
import { findCause, insertCauses, listCauses, replaceCause, sumDonations } from '../db/causes.ts'
import { brokenPromise, databaseOf } from '../db/database.ts'
import { newId } from '../db/ids.ts'
import { findProgram } from '../db/programs.ts'
import { findPlacement } from '../db/receipts.ts'
import { createRouter } from '../http/app.ts'
import { requireKey } from '../http/auth.ts'
import { byKey, json, jsonBody } from '../http/describe.ts'
import { fieldError } from '../http/reported.ts'

/** The longest time that one statement is about: ten years. */
const LONGEST_MS = 3653 * DAY_MS

const params = z.object({ key: Slug })
const Causes = z.strictObject({ causes: z.array(Cause) }).meta({ id: 'Causes' })
const instant = z.coerce.number().pipe(Instant)

const missing = (key: string) => new DomainError('not_found', `No cause ${key}`)

/** What a programme gives to, for all to see; and what the shop pays out. */
export const causes = createRouter()
  .openapi(
    createRoute({
      method: 'post',
      path: '/causes',
      tags: ['Causes'],
      summary: 'Add a cause',
      security: byKey,
      middleware: requireKey('rewards:write'),
      request: { body: jsonBody(CauseCreate) },
      responses: { 201: json(Cause, 'The cause, which takes gifts from now on') },
    }),
    async (c) => {
      const { programId, binding } = c.var.merchant
      const cause = c.req.valid('json')
      const db = databaseOf(c.env, binding)
      try {
        await db.batch(insertCauses(db, programId, [{ ...cause, id: newId('cau') }], Date.now()))
      } catch (error) {
        const broken = brokenPromise(error)
        if (broken && typeof broken === 'object' && 'unique' in broken)
          throw new DomainError('conflict', `The programme has a cause ${cause.key} already`)
        throw error
      }
      return c.json((await findCause(db, programId, cause.key)) as Cause, 201)
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/causes',
      tags: ['Causes'],
      summary: 'The programme’s causes with their totals, oldest first',
      security: byKey,
      middleware: requireKey('read', 'rewards:write'),
      responses: { 200: json(Causes, 'All of them') },
    }),
    async (c) => {
      const { programId, binding } = c.var.merchant
      return c.json({ causes: (await listCauses(databaseOf(c.env, binding), programId)) ?? [] }, 200)
    },
  )
  .openapi(
    createRoute({
      method: 'put',
      path: '/causes/{key}',
      tags: ['Causes'],
      summary: 'Tell a cause anew, or close it',
      description: 'One that is not open takes no new gifts. What it was given stays.',
      security: byKey,
      middleware: requireKey('rewards:write'),
      request: { params, body: jsonBody(CauseReplace) },
      responses: { 200: json(Cause, 'The cause as it is now') },
    }),
    async (c) => {
      const { programId, binding } = c.var.merchant
      const { key } = c.req.valid('param')
      const db = databaseOf(c.env, binding)
      const found = (await replaceCause(db, programId, key, c.req.valid('json')))
        ? await findCause(db, programId, key)
        : null
      if (!found) throw missing(key)
      return c.json(found, 200)
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/causes/{key}/statement',
      tags: ['Causes'],
      summary: 'What a cause was given in a time, month by month',
      description:
        'A gift counts in the month in which it was made, by the programme’s calendar; what a return took back is taken off there.',
      security: byKey,
      middleware: requireKey('read', 'rewards:write'),
      request: { params, query: z.strictObject({ fromAt: instant, toAt: instant }) },
      responses: { 200: json(CauseStatement, 'The statement; months without gifts are left out') },
    }),
    async (c) => {
      const { programId, binding } = c.var.merchant
      const { key } = c.req.valid('param')
      const { fromAt, toAt } = c.req.valid('query')
      if (toAt <= fromAt) throw fieldError('toAt', 'must be after fromAt')
      if (toAt - fromAt > LONGEST_MS) throw fieldError('toAt', 'lies more than ten years after fromAt')
      const db = databaseOf(c.env, binding)
      const [program, cause] = await Promise.all([findProgram(db, programId), findCause(db, programId, key)])
      if (!program || !cause) throw missing(key)
      const { currency, timeZone } = program.rules
      const periods = monthsBetween(fromAt, toAt, timeZone)
      const given = await sumDonations(db, programId, key, periods, currency)
      const months = given.map(({ name: month, total }) => ({ month, total }))
      const total = addUp(
        currency,
        given.map((month) => month.total),
      )
      return c.json({ cause: key, name: cause.name, fromAt, toAt, total, months }, 200)
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/programs/{programId}/causes',
      tags: ['Causes'],
      summary: 'What a programme has given, for anybody to see',
      request: { params: z.object({ programId: Id }) },
      responses: { 200: json(Causes, 'Every cause with its total since the programme began') },
    }),
    async (c) => {
      const { programId } = c.req.valid('param')
      const binding = await findPlacement(c.env.DB, programId)
      const found = binding === null ? null : await listCauses(databaseOf(c.env, binding), programId)
      if (!found) throw new DomainError('not_found', `No programme ${programId}`)
      return c.json({ causes: found }, 200)
    },
  )

const addUp = (currency: string, totals: readonly CauseTotal[]): CauseTotal => {
  const sum = (part: 'membersMinor' | 'shopMinor' | 'gifts' | 'sales') =>
    totals.reduce((all, total) => all + total[part], 0)
  return {
    currency,
    membersMinor: sum('membersMinor'),
    shopMinor: sum('shopMinor'),
    gifts: sum('gifts'),
    sales: sum('sales'),
  }
}
