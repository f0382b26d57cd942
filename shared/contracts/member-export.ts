import { z } from 'zod'
import { Id, Instant } from './primitives.ts'

/** One row of what is kept of a member: names and values as they are kept, without what proves who may ask. */
const ExportRecord = z.record(z.string(), z.unknown())

/**
 * A page of all that is held of a member. `program`: whose books it is from; `null`: the directory, which alone knows the
 * person. Sections of several pages are joined in the order in which they come; `nextCursor` is `null` on the last page.
 */
export const MemberExportPage = z
  .strictObject({
    readAt: Instant,
    program: z.strictObject({ programId: Id, name: z.string(), enrolmentId: Id }).nullable(),
    sections: z.record(z.string(), z.array(ExportRecord)),
    nextCursor: z.string().nullable(),
  })
  .meta({ id: 'MemberExportPage' })
export type MemberExportPage = z.infer<typeof MemberExportPage>
