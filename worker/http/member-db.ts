import type { Context } from 'hono'
import { DomainError } from '../../shared/contracts/index.ts'
import { type Db, databaseOf } from '../db/database.ts'
import type { AppEnv } from './app.ts'

/** Carries how far the caller has seen the database (D1's Sessions API), both ways. */
export const BOOKMARK_HEADER = 'Stamkund-Bookmark'

/** The member's programme: their pseudonym in it, and a session of its database. */
export interface MemberDb {
  enrolmentId: string
  programId: string
  binding: string
  db: Db
  /** Hands the bookmark back with the answer: whoever sends it again reads at least this, from any replica. */
  done(): void
}

/**
 * Opens a session on the database of the member's programme. Reads may come from any replica that has seen what this
 * member has seen; a write goes to the primary and moves the bookmark on.
 *
 * @throws DomainError forbidden where the token is for no programme
 */
export function memberDb(c: Context<AppEnv>): MemberDb {
  const { enrolment } = c.get('member')
  if (!enrolment)
    throw new DomainError('forbidden', 'This token is for no store; ask for a session with a storeId')
  const bookmark = c.req.header(BOOKMARK_HEADER)
  const session = databaseOf(c.env, enrolment.binding).withSession(
    bookmark && /^[\w-]{1,200}$/.test(bookmark) ? bookmark : 'first-unconstrained',
  )
  return {
    ...enrolment,
    db: session,
    done: () => {
      const next = session.getBookmark()
      if (next) c.header(BOOKMARK_HEADER, next)
    },
  }
}
