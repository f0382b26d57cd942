import { createRoute, z } from '@hono/zod-openapi'
import { DomainError, MemberExportPage } from '../../shared/contracts/index.ts'
import { databaseOf } from '../db/database.ts'
import { programsFrom, readDirectoryExport, readExport } from '../db/member-export.ts'
import { createRouter } from '../http/app.ts'
import { deviceEnded, requireMember } from '../http/auth.ts'
import { byMember, json } from '../http/describe.ts'
import { memberOf, rateLimit } from '../http/rate-limit.ts'

/** Where an export goes on: in which programme, and where its sections stand; `null`: at their start. */
const Cursor = z.strictObject({
  program: z.string().max(60),
  places: z.record(z.string().max(40), z.array(z.union([z.string().max(300), z.number()])).max(4)).nullable(),
})
type Cursor = z.infer<typeof Cursor>

const toText = (cursor: Cursor): string =>
  btoa(String.fromCharCode(...new TextEncoder().encode(JSON.stringify(cursor))))

function fromText(text: string): Cursor {
  try {
    const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
    return Cursor.parse(JSON.parse(new TextDecoder().decode(bytes)))
  } catch {
    throw new DomainError('invalid_request', 'This cursor came from no page')
  }
}

/** All that is held of a member, for the member alone. */
export const memberExport = createRouter().openapi(
  createRoute({
    method: 'get',
    path: '/members/me/export',
    tags: ['Members'],
    security: byMember,
    summary: 'All that is held of the member',
    description:
      'Page after page: first what the directory holds of the person, then what every programme keeps under their pseudonym there. A page holds at most 500 rows of a section, so that it is as quick for 20,000 purchases as for two; sections that span pages are joined in the order in which they come. Any token of the member does. Answers kept for a day so that a retry changes nothing are copies of the same and are not in it.',
    middleware: [requireMember, rateLimit('export', memberOf)] as const,
    request: { query: z.object({ cursor: z.string().max(4_000).optional() }) },
    responses: { 200: json(MemberExportPage, 'A page, and the cursor of the next') },
  }),
  async (c) => {
    const { cursor } = c.req.valid('query')
    const at = cursor === undefined ? null : fromText(cursor)
    const { memberId } = c.var.member
    const { speaks, programs } = await programsFrom(c.env.DB, c.var.member, at?.program ?? '')
    if (!speaks) throw deviceEnded()
    const [program, following] = programs
    const startOf = (one: typeof program) => one && toText({ program: one.programId, places: null })
    const readAt = Date.now()

    if (!at || !program) {
      const sections = at ? {} : await readDirectoryExport(c.env.DB, memberId)
      return c.json({ readAt, program: null, sections, nextCursor: (!at && startOf(program)) || null }, 200)
    }
    const { programId, enrolmentId, binding } = program
    // A programme that is gone meanwhile leaves the next one to begin.
    const places = programId === at.program ? at.places : null
    const { name, rows, next } = await readExport(databaseOf(c.env, binding), program, places)
    const nextCursor = next ? toText({ program: programId, places: next }) : (startOf(following) ?? null)
    return c.json({ readAt, program: { programId, name, enrolmentId }, sections: rows, nextCursor }, 200)
  },
)
