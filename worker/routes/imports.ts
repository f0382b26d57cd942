import { createRoute, z } from '@hono/zod-openapi'
import { DomainError, Id, Import, ImportCreate, ImportRefusal } from '../../shared/contracts/index.ts'
import { databaseOf } from '../db/database.ts'
import { newId } from '../db/ids.ts'
import { findImport, insertImport, listImports, listRefusals, type StoredImport } from '../db/imports.ts'
import { findProgram } from '../db/programs.ts'
import { findStore } from '../db/stores.ts'
import type { Env } from '../env.ts'
import { createRouter, type MerchantAuth } from '../http/app.ts'
import { requireKey } from '../http/auth.ts'
import { byKey, json, jsonBody } from '../http/describe.ts'
import { PageQuery, pageOf, toPage } from '../http/paging.ts'
import { refusalsCsv } from '../orders/csv/report.ts'
import { appendToImport, MAX_APPEND_BYTES } from './import-append.ts'

const params = z.object({ importId: Id })

/** Draft: Resumable Uploads for HTTP (draft-ietf-httpbis-resumable-upload), sections 4.1 to 4.3. */
const AppendHeaders = z.object({
  'upload-offset': z.string().regex(/^\d{1,15}$/, 'must be the offset in bytes that these bytes begin at'),
  'upload-complete': z
    .enum(['?0', '?1'])
    .optional()
    .meta({ description: '?1: the file ends with these bytes' }),
})

const REFUSALS_A_PAGE = 1_000
const RefusalQuery = z.object({
  cursor: z.coerce.number().int().min(0).default(0),
  limit: z.coerce.number().int().min(1).max(REFUSALS_A_PAGE).default(200),
})
const RefusalPage = z.strictObject({ items: z.array(ImportRefusal), nextCursor: z.int().nullable() })

const toAnswer = ({ version: _, settings: __, header: ___, ...answer }: StoredImport): Import => answer

const uploadHeaders = ({ offsetBytes, state }: StoredImport) => ({
  'upload-offset': String(offsetBytes),
  'upload-complete': state === 'done' ? '?1' : '?0',
  'upload-limit': `max-append-size=${MAX_APPEND_BYTES}`,
})

async function ownImport(env: Env, merchant: MerchantAuth, importId: string): Promise<StoredImport> {
  const found = await findImport(databaseOf(env, merchant.binding), merchant.merchantId, importId)
  if (!found) throw new DomainError('not_found', `No import ${importId}`)
  return found
}

/** Histories of purchases as CSV files, taken a stretch at a time. */
export const imports = createRouter()
  .openapi(
    createRoute({
      method: 'post',
      path: '/imports',
      tags: ['Imports'],
      summary: 'Begin the import of a CSV file',
      description:
        'Says what the file holds; its bytes follow with PATCH. Rows of one purchase stand together and share `externalRef`.',
      security: byKey,
      middleware: requireKey('purchases:write'),
      request: { body: jsonBody(ImportCreate) },
      responses: { 201: json(Import, 'The import, waiting for its first bytes') },
    }),
    async (c) => {
      const { merchantId, programId, binding } = c.var.merchant
      const { fileName, sizeBytes, ...settings } = c.req.valid('json')
      const db = databaseOf(c.env, binding)
      const [store, program] = await Promise.all([
        findStore(c.env.DB, merchantId, settings.storeId),
        findProgram(db, programId),
      ])
      if (!store || !program) throw new DomainError('not_found', `No store ${settings.storeId}`)
      if (store.verification.verifiedAt === null) {
        throw new DomainError('store_not_verified', `${store.origin} has not been proved yours`)
      }
      if (settings.currency !== program.rules.currency) {
        throw new DomainError('currency_mismatch', `The programme keeps ${program.rules.currency}`, {
          issues: [{ path: '/currency', message: `must be ${program.rules.currency}` }],
        })
      }
      const wanted = { id: newId('imp'), fileName, sizeBytes, settings }
      const made = await insertImport(db, { programId, merchantId }, wanted, Date.now())
      return c.json(toAnswer(made), 201, { ...uploadHeaders(made), location: `/v1/imports/${made.id}` })
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/imports',
      tags: ['Imports'],
      summary: "The merchant's imports, oldest first",
      security: byKey,
      middleware: requireKey('read', 'purchases:write'),
      request: { query: PageQuery },
      responses: { 200: json(pageOf(Import), 'A page of imports') },
    }),
    async (c) => {
      const { merchantId, binding } = c.var.merchant
      const { cursor, limit } = c.req.valid('query')
      const rows = await listImports(databaseOf(c.env, binding), merchantId, cursor ?? '', limit)
      return c.json(toPage(rows.map(toAnswer), limit), 200)
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/imports/{importId}',
      tags: ['Imports'],
      summary: 'An import and how far it has come',
      security: byKey,
      middleware: requireKey('read', 'purchases:write'),
      request: { params },
      responses: { 200: json(Import, 'The import; Upload-Offset says where it goes on') },
    }),
    async (c) => {
      const found = await ownImport(c.env, c.var.merchant, c.req.valid('param').importId)
      return c.json(toAnswer(found), 200, { ...uploadHeaders(found), 'cache-control': 'no-store' })
    },
  )
  .openapi(
    createRoute({
      method: 'patch',
      path: '/imports/{importId}',
      tags: ['Imports'],
      summary: 'Send bytes of the file',
      description: [
        'A resumable upload: `Upload-Offset` is where these bytes begin, and must be where the import stands (409 offset_mismatch',
        'tells where that is). `Upload-Complete: ?1` says that the file ends with them. The answer says how far the import came,',
        'always to the start of a row; send the file on from there, until `state` is `done`. Without `?1` the last purchase is left',
        'for the next request, since its rows may go on: a request should be longer than a purchase. At most 16 MiB a request.',
        '',
        'The file is UTF-8, with a header row; comma, semicolon or tab; fields may be quoted (RFC 4180). Amounts have a decimal',
        'point, or a comma where fields are not parted by it. A row that can’t be taken is refused with its line and reason, and',
        'with it every row of its purchase, so that the corrected file can be sent again. A row of quantity 0 and amount 0 is no',
        'sale: it is reported and left out, and the rest of its purchase is recorded.',
      ].join('\n'),
      security: byKey,
      middleware: requireKey('purchases:write'),
      request: {
        params,
        headers: AppendHeaders,
        body: { required: true, content: { 'text/csv': { schema: z.string().meta({ format: 'binary' }) } } },
      },
      responses: { 200: json(Import, 'The import as it is now, perhaps short of the bytes sent') },
    }),
    async (c) => {
      const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase()
      if (type !== 'text/csv') throw new DomainError('unsupported_media_type', 'Send text/csv')
      const headers = c.req.valid('header')
      const { importId } = c.req.valid('param')
      const before = await ownImport(c.env, c.var.merchant, importId)
      const offset = Number(headers['upload-offset'])
      const refuseOffset = (now: StoredImport) => {
        for (const [name, value] of Object.entries(uploadHeaders(now))) c.header(name, value)
        return new DomainError('offset_mismatch', `The import goes on at ${now.offsetBytes}`, {
          offsetBytes: now.offsetBytes,
        })
      }
      if (offset !== before.offsetBytes) throw refuseOffset(before)
      const body = c.req.raw.body ?? new Blob([]).stream()
      const isLast = headers['upload-complete'] === '?1'
      try {
        const after = await appendToImport(c.env, c.var.merchant, before, body, isLast, Date.now())
        return c.json(toAnswer(after), 200, uploadHeaders(after))
      } catch (error) {
        if (!(error instanceof DomainError) || error.code !== 'offset_mismatch') throw error
        throw refuseOffset(await ownImport(c.env, c.var.merchant, importId))
      }
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/imports/{importId}/refusals',
      tags: ['Imports'],
      summary: 'The refused lines, each with its number and reason',
      description: 'A page as JSON, or the whole report with `Accept: text/csv`.',
      security: byKey,
      middleware: requireKey('read', 'purchases:write'),
      request: { params, query: RefusalQuery },
      responses: {
        200: {
          description: 'Refused lines in the file’s order',
          content: { 'application/json': { schema: RefusalPage }, 'text/csv': { schema: z.string() } },
        },
      },
    }),
    async (c) => {
      const found = await ownImport(c.env, c.var.merchant, c.req.valid('param').importId)
      const db = databaseOf(c.env, c.var.merchant.binding)
      if (/\btext\/csv\b/i.test(c.req.header('accept') ?? '')) {
        const pages = (after: number) => listRefusals(db, found.id, after, REFUSALS_A_PAGE)
        return c.body(refusalsCsv(pages), 200, {
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': `attachment; filename="${found.id}-refused.csv"`,
        })
      }
      const { cursor, limit } = c.req.valid('query')
      const rows = await listRefusals(db, found.id, cursor, limit)
      const items = rows.slice(0, limit)
      return c.json({ items, nextCursor: rows.length > limit ? (items.at(-1)?.line ?? null) : null }, 200)
    },
  )
