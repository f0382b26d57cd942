import { createRoute, z } from '@hono/zod-openapi'
import {
  DomainError,
  JoinCode,
  Preset,
  Program,
  ProgramCreate,
  ProgramCreated,
  type ProgramData,
  ProgramRules,
} from '../../shared/contracts/index.ts'
import { presets, programOf } from '../../shared/presets/program-of.ts'
import { brokenByRules } from '../books/offer-checks.ts'
import { listCauses } from '../db/causes.ts'
import { type Db, databaseOf, inTurn, Stale } from '../db/database.ts'
import { liveOffers } from '../db/offers.ts'
import { beginProgram, findProgram, saveJoinHash, saveProgramRules } from '../db/programs.ts'
import { createRouter } from '../http/app.ts'
import { requireKey } from '../http/auth.ts'
import { newSecret, sha256Hex } from '../http/bytes.ts'
import { byKey, byOperator, json, jsonBody } from '../http/describe.ts'
import { invalidRequest } from '../http/errors.ts'
import { rateLimit } from '../http/rate-limit.ts'
import { requireRegistrar } from '../http/registrar.ts'
import { fieldError } from '../http/reported.ts'

/**
 * The data behind a request for a programme.
 *
 * @param path where the request stands in the body
 * @throws DomainError invalid_request where it names a preset that there is not
 */
export function dataOf(create: ProgramCreate, path: string): ProgramData {
  const data = programOf(create)
  if (data) return data
  const known = presets().map(({ key }) => key)
  throw fieldError(`${path}preset`, `is none of ${known.join(', ')}`)
}

/** Programmes: beginning one, its rules, and who may join. */
export const programs = createRouter()
  .openapi(
    createRoute({
      method: 'get',
      path: '/presets',
      tags: ['Programmes'],
      summary: 'Kinds of programme to begin with',
      responses: {
        200: json(
          z.strictObject({ presets: z.array(Preset) }),
          'Each as the data that it is, with its sources',
        ),
      },
    }),
    (c) => c.json({ presets: presets() }, 200),
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/programs',
      tags: ['Programmes'],
      summary: 'Begin a programme',
      description:
        'From a preset (`preset`) or from the whole data (`name` and `rules`): the same schema checks both. Merchants join it with the code in the answer. For the operator alone, unless this deployment has opened registration.',
      security: byOperator,
      middleware: [rateLimit('registration'), requireRegistrar] as const,
      request: { body: jsonBody(ProgramCreate) },
      responses: { 201: json(ProgramCreated, 'The programme, and the code that lets merchants join') },
    }),
    async (c) => {
      const joinCode = newSecret()
      const data = dataOf(c.req.valid('json'), '')
      const { program, binding, inProgram, inDirectory } = beginProgram(
        c.env,
        data,
        await sha256Hex(joinCode),
        Date.now(),
      )
      const db = databaseOf(c.env, binding)
      // A programme nobody can find disturbs nobody; one that is found and not there would.
      if (db === c.env.DB) await db.batch([...inProgram, ...inDirectory])
      else {
        await db.batch(inProgram)
        await c.env.DB.batch(inDirectory)
      }
      return c.json({ program, joinCode }, 201)
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/program/join-code',
      tags: ['Programmes'],
      summary: 'Let another merchant join the programme',
      description: 'A new code; the one before ends.',
      security: byKey,
      middleware: requireKey('program:write'),
      responses: { 201: json(JoinCode, 'The code, shown this once') },
    }),
    async (c) => {
      const code = newSecret()
      await saveJoinHash(c.env.DB, c.var.merchant.programId, await sha256Hex(code))
      return c.json({ code }, 201)
    },
  )
  .openapi(
    createRoute({
      method: 'put',
      path: '/program/rules',
      tags: ['Programmes'],
      summary: "Replace the programme's rules",
      description:
        'What members hold and what live offers name has to stay: a unit, a tier, a plan, a group. Pause such an offer first, or write it anew.',
      security: byKey,
      middleware: requireKey('program:write'),
      request: { body: jsonBody(ProgramRules) },
      responses: { 200: json(Program, 'The programme as it is now') },
    }),
    async (c) => {
      const { programId, merchantId, binding } = c.var.merchant
      const db = databaseOf(c.env, binding)
      const rules = c.req.valid('json')
      const program = await inTurn(async () => {
        // Read first: what changes from here on makes the version another one.
        const live = await liveOffers(db, programId)
        const before = await findProgram(db, programId)
        if (!before) throw new DomainError('not_found', 'The programme is gone')
        checkSuccession(before.rules, rules)
        const named = brokenByRules(live.offers, before.rules, rules, merchantId)
        if (named.length > 0) throw invalidRequest(named)
        if (rules.saleShares.length > 0) await checkShares(db, programId, rules)
        if (!(await saveProgramRules(db, programId, rules, live.catalogueVersion))) throw new Stale(programId)
        return { ...before, rules }
      }, [programId])
      return c.json(program, 200)
    },
  )

/** A share of each sale is given to a cause that is there. */
async function checkShares(db: Db, programId: string, { saleShares }: ProgramRules): Promise<void> {
  const keys = (await listCauses(db, programId))?.map(({ key }) => key)
  const issues = saleShares.flatMap(({ cause }, at) =>
    keys?.includes(cause) ? [] : [{ path: `/saleShares/${at}/cause`, message: `no cause ${cause}` }],
  )
  if (issues.length > 0) throw invalidRequest(issues)
}

/** What new rules have to keep of those before: what is on record would otherwise mean something else, or vanish. */
function checkSuccession(before: ProgramRules, after: ProgramRules): void {
  // Purchases on record are amounts in this currency.
  if (after.currency !== before.currency)
    throw new DomainError('currency_mismatch', `The programme keeps ${before.currency}`, {
      issues: [{ path: '/currency', message: 'cannot change' }],
    })
  for (const unit of Object.keys(before.units) as (keyof ProgramRules['units'])[])
    if (before.units[unit] && !after.units[unit])
      throw fieldError(`units/${unit}`, 'stays once it is kept: members may hold some')
}
