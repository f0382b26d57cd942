import { createRoute, z } from '@hono/zod-openapi'
import { Balance, DomainError, LedgerEntry, Redemption, Unit } from '../../shared/contracts/index.ts'
import { balanceOf } from '../../shared/ledger/index.ts'
import { catalogueAt, memberAt } from '../db/compiled.ts'
import { databaseOf } from '../db/database.ts'
import { readDecisionInputs } from '../db/decisions.ts'
import { listEntries, listRedemptions } from '../db/ledger.ts'
import { createRouter } from '../http/app.ts'
import { requireKey, requireMember } from '../http/auth.ts'
import { byKey, byMember, json } from '../http/describe.ts'
import { memberDb } from '../http/member-db.ts'
import { PageQuery, pageOf, toPage } from '../http/paging.ts'

const EntryPage = z
  .strictObject({ items: z.array(LedgerEntry), nextCursor: z.string().nullable() })
  .meta({ id: 'EntryPage' })

/** What is in the books: a member's own points, and the redemptions that a merchant paid for. */
export const ledger = createRouter()
  .openapi(
    createRoute({
      method: 'get',
      path: '/members/me/balance',
      tags: ['Members'],
      security: byMember,
      summary: 'Points in the programme that the token is for',
      middleware: requireMember,
      responses: { 200: json(Balance, 'Right at this instant, whatever has been posted') },
    }),
    async (c) => {
      const { enrolmentId, programId, binding, db, done } = memberDb(c)
      const now = Date.now()
      const inputs = await readDecisionInputs(db, programId, enrolmentId, now)
      if (!inputs) throw new DomainError('not_found', 'This membership is gone')
      const { rules } = await catalogueAt(c.env, binding, programId, inputs.catalogueVersion, db)
      const member = memberAt(rules, inputs, now)
      done()
      return c.json(balanceOf(member, 'points', inputs.nextReleaseAt, rules), 200)
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/members/me/entries',
      tags: ['Members'],
      security: byMember,
      summary: 'Every movement of points, newest first',
      middleware: requireMember,
      request: {
        query: PageQuery.extend({
          unit: Unit.default('points'),
          cursor: z
            .string()
            .regex(/^\d{1,15}$/, 'must be a cursor that a page gave')
            .optional(),
        }),
      },
      responses: { 200: json(EntryPage, 'A page, and the cursor of the next') },
    }),
    async (c) => {
      const { enrolmentId, db, done } = memberDb(c)
      const { unit, cursor, limit } = c.req.valid('query')
      const before = cursor === undefined ? null : Number(cursor)
      const rows = await listEntries(db, enrolmentId, unit, before, limit + 1)
      done()
      // Entries are paged by their place in the account, which has no holes.
      const { items, nextCursor } = toPage(rows, limit)
      return c.json({ items, nextCursor: nextCursor && String(items.at(-1)?.seq) }, 200)
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/redemptions',
      tags: ['Claims'],
      security: byKey,
      summary: "Redemptions of the merchant's offers, newest first",
      middleware: requireKey('read'),
      request: { query: PageQuery },
      responses: { 200: json(pageOf(Redemption), 'A page, and the cursor of the next') },
    }),
    async (c) => {
      const { merchantId, programId, binding } = c.var.merchant
      const { cursor, limit } = c.req.valid('query')
      const db = databaseOf(c.env, binding)
      return c.json(
        toPage(await listRedemptions(db, programId, merchantId, cursor ?? null, limit + 1), limit),
        200,
      )
    },
  )
