import { type LookedAt, lookAt } from '../books/enter-segments.ts'
import { saveBooks } from '../books/save-books.ts'
import { catalogueAt } from '../db/compiled.ts'
import { brokenPromise, databaseOf, rowsOf, Stale } from '../db/database.ts'
import { factsPageStatements, toMembers } from '../db/member-facts.ts'
import { insertSegmentEvents } from '../db/segment-events.ts'
import { endPass, listPasses, movePass, type SegmentPass } from '../db/segment-passes.ts'
import type { Env } from '../env.ts'

/** Members read at a time. A profile may hold 100 KB. */
const MEMBERS_A_PAGE = 200

/** Members looked at in one run: a million are through in nine hours, one run a minute. */
const MEMBERS_A_RUN = 2_000

/** Programmes that have their turn in one run. */
const PROGRAMS_A_RUN = 50

/**
 * Looks at the members of every programme once a day, and once more after a segment has changed: whom time alone brought
 * into a segment or out of it. A page is written in one batch with how far it came, so that a run which is broken off is gone
 * on with, and one that is done twice writes once.
 *
 * @returns how many members were looked at
 */
export async function passSegments(
  env: Env,
  binding: string,
  now: number,
  most = MEMBERS_A_RUN,
  page = MEMBERS_A_PAGE,
): Promise<number> {
  let waiting: SegmentPass[] = await listPasses(databaseOf(env, binding), now, PROGRAMS_A_RUN)
  let looked = 0
  // A page each in turn: a large programme does not keep the small ones waiting.
  while (waiting.length > 0 && looked < most) {
    const next: SegmentPass[] = []
    for (const pass of waiting) {
      if (looked >= most) break
      const done = await passPage(env, binding, pass, now, Math.min(page, most - looked)).catch((error) => {
        // What is wrong with one programme must not keep the others from their turn; it comes again in a minute.
        console.error(error)
        return { looked: 0, next: null }
      })
      looked += done.looked
      if (done.next) next.push(done.next)
    }
    waiting = next
  }
  return looked
}

async function passPage(env: Env, binding: string, pass: SegmentPass, now: number, limit: number) {
  const db = databaseOf(env, binding)
  const { programId, afterId } = pass
  const [versions, ...read] = await db.batch([
    db.prepare('SELECT catalogue_version AS version FROM programs WHERE id = ?').bind(programId),
    ...factsPageStatements(db, programId, afterId, limit, now),
  ])
  const members = toMembers(read)
  const version = rowsOf<{ version: number }>(versions)[0]?.version ?? 0
  const catalogue = await catalogueAt(env, binding, programId, version)
  const last = members.at(-1)
  // Nobody is left, or the last segment has been deleted.
  if (!last || catalogue.segments.length === 0) {
    await ending(() => endPass(db, pass, now))
    return { looked: 0, next: null }
  }
  const looked = members.map((member) => lookAt(catalogue, member, now))
  const moved = () => movePass(db, pass, last.enrolmentId, now)
  const write = (some: readonly LookedAt[], more: readonly D1PreparedStatement[]) =>
    saveBooks(
      env,
      db,
      binding,
      some.flatMap(({ open }) => open ?? []),
      [
        ...insertSegmentEvents(
          db,
          some.flatMap(({ events }) => events),
        ),
        ...more,
      ],
    )
  const next = {
    ...pass,
    startedAt: pass.startedAt ?? now,
    afterId: last.enrolmentId,
    version: pass.version + 1,
  }
  try {
    await write(looked, [moved()])
    return { looked: members.length, next }
  } catch (error) {
    if (!isStale(error)) console.error(error)
  }
  // Somebody bought something meanwhile, and undid the whole page: one by one, and whoever is busy is looked at another day.
  for (const one of looked) {
    if (one.events.length === 0) continue
    await write([one], []).catch((error) => {
      if (!isStale(error)) console.error(error)
    })
  }
  const isOurs = await ending(() => db.batch([moved()]))
  return { looked: members.length, next: isOurs ? next : null }
}

const isStale = (error: unknown): boolean => error instanceof Stale || brokenPromise(error) === 'stale'

/** Runs a step of a pass. False: another run has taken it, and goes on from there. */
async function ending(step: () => Promise<unknown>): Promise<boolean> {
  try {
    await step()
    return true
  } catch (error) {
    if (isStale(error)) return false
    throw error
  }
}
