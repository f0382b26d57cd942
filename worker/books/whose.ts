import { DomainError, type ProgramRules } from '../../shared/contracts/index.ts'
import { emptyProfile } from '../../shared/engine/profile.ts'
import { emptyStanding } from '../../shared/ledger/standing.ts'
import type { ReadBook } from '../db/books.ts'
import { databaseOf, inTurn, Stale } from '../db/database.ts'
import {
  enrolledIds,
  enrolStatements,
  findByNumber,
  insertPseudonym,
  keepPseudonym,
} from '../db/enrolments.ts'
import { NO_FACTS } from '../db/facts-column.ts'
import { newId } from '../db/ids.ts'
import type { Env } from '../env.ts'
import type { MerchantAuth } from '../http/app.ts'

/** A refusal because somebody or something is not there, which names the field that asked for it. */
export const missing = (path: string, message: string): DomainError =>
  new DomainError('not_found', message, { issues: [{ path, message }] })

/** A programme, and where its books are. */
type Place = Pick<MerchantAuth, 'programId' | 'binding'>
/** Whom a request names: one of the two. */
type Named = { memberNumber?: string | undefined; enrolmentId?: string | undefined }

/** Whose books a merchant means. */
export interface Meant {
  enrolmentId: string
  /** The member behind a number that was sent; `null`: a pseudonym was sent, and has to be in the programme already. */
  memberId: string | null
  /** The pseudonym is made up here, and nobody has heard of it yet. */
  isNew: boolean
}

/**
 * Whose books a merchant means, looked up and no more: whoever is new to the programme is enrolled by the write that
 * goes through. See `inTurnOf`.
 *
 * @throws DomainError not_found
 */
async function enrolmentMeant(env: Env, { programId }: Place, named: Named): Promise<Meant> {
  const { memberNumber, enrolmentId } = named
  if (memberNumber === undefined) return { enrolmentId: enrolmentId as string, memberId: null, isNew: false }
  const found = await findByNumber(env.DB, programId, memberNumber)
  if (!found) throw missing('/memberNumber', 'is nobody’s number')
  return {
    enrolmentId: found.enrolmentId ?? newId('enr'),
    memberId: found.memberId,
    isNew: found.enrolmentId === null,
  }
}

/**
 * Runs a read-compute-write on the books that a merchant means, as `inTurn` does. Who was new and was enrolled by
 * another request meanwhile is looked up anew.
 *
 * @throws DomainError not_found, busy
 */
export async function inTurnOf<T>(
  env: Env,
  place: Place,
  named: Named,
  attempt: (meant: Meant) => Promise<T>,
): Promise<T> {
  const first = await enrolmentMeant(env, place, named)
  let meant = first
  // Nobody else waits for a pseudonym that was made up here: until there is one, a member is their number.
  const whose = first.isNew ? (named.memberNumber as string) : first.enrolmentId
  return inTurn(async () => {
    if (meant.isNew) meant = await enrolmentMeant(env, place, named)
    return attempt(meant)
  }, [whose])
}

/**
 * The statements that enrol a member who is meant, to be the first of the batch that writes for them; none for a
 * pseudonym that was sent. They change nothing where the member is enrolled.
 *
 * @throws Stale where another request gave the member their pseudonym
 */
export async function enrolling(
  env: Env,
  { programId, binding }: Place,
  { enrolmentId, memberId, isNew }: Meant,
  now: number,
): Promise<D1PreparedStatement[]> {
  if (memberId === null) return []
  const db = databaseOf(env, binding)
  const enrol = enrolStatements(db, enrolledIds([enrolmentId]), programId, now)
  if (!isNew) return enrol
  if (db === env.DB) return [insertPseudonym(db, memberId, programId, enrolmentId), ...enrol]
  // The directory is another database: what dies between the two is healed by the next request, which finds the pseudonym.
  const own = await keepPseudonym(env.DB, memberId, programId, enrolmentId)
  if (own !== enrolmentId) throw new Stale('enrolled meanwhile')
  return enrol
}

/** The books of somebody who is being enrolled, as the statements of `enrolling` leave them. */
export const newBooks = (enrolmentId: string, rules: ProgramRules, now: number): ReadBook => ({
  book: { enrolmentId, enrolledAt: now, accounts: {}, lots: [], holds: [], standing: emptyStanding() },
  standingVersion: 1,
  standingDueAt: null,
  subscriptions: [],
  profile: rules.tiers?.basis.kind === 'segment' ? emptyProfile() : null,
  facts: NO_FACTS,
  heads: {},
})
