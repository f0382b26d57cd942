import { z } from '@hono/zod-openapi'
import { Id } from '../../shared/contracts/index.ts'

/** Cursor paging: the list goes on after the id that the page before it ended with. */
export const PageQuery = z.object({
  cursor: Id.optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
})

/** A page of items; `nextCursor` is `null` on the last one. */
export const pageOf = <S extends z.ZodType>(item: S) =>
  z.strictObject({ items: z.array(item), nextCursor: Id.nullable() })

/** A page out of rows of which one more than `limit` were asked for: the extra row only says that there are more. */
export function toPage<T extends { id: string }>(rows: T[], limit: number) {
  const items = rows.slice(0, limit)
  return { items, nextCursor: rows.length > limit ? (items.at(-1)?.id ?? null) : null }
}
