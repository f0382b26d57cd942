import { type Profile, type ProgramRules, type Subscription, Unit } from '../../shared/contracts/index.ts'
import { profileIn } from '../../shared/engine/profile.ts'
import type { MemberFacts } from '../../shared/engine/signal.ts'
import { type Book, type MemberNow, memberNow, trueExpiry } from '../../shared/ledger/index.ts'
import { type ReadBook, readBookStatements, toBooks } from './books.ts'
import { type Db, rowsOf } from './database.ts'
import { notErased } from './erasure.ts'
import type { FactsRead } from './facts-column.ts'

/** What was read of a member, for their facts. */
export interface MemberRead {
  /** With the lots and holds that are due. */
  book: Book
  /** The member's own that nobody has ended. */
  subscriptions: readonly Subscription[]
  facts: FactsRead
}

/** What of a member's books at one instant is told to rules. */
export type FactsSource = Pick<MemberNow, 'accounts' | 'standing' | 'plans'> & { enrolledAt: number }

/**
 * What rules may know of a member, out of their books at an instant and what was read beside them. A debt is taken off what
 * is available. The tier is said by its key also on the first step.
 */
export function memberFacts(
  { accounts, standing, plans, enrolledAt }: FactsSource,
  { lists, segments, expiring }: FactsRead,
  rules: ProgramRules,
): MemberFacts {
  const balances: NonNullable<MemberFacts['balances']> = {}
  for (const unit of Unit.options) {
    if (rules.units[unit] === undefined && accounts[unit] === undefined) continue
    const { available, owed } = accounts[unit] ?? { available: 0, owed: 0 }
    balances[unit] = available - owed
  }
  const tier = standing.tier ?? rules.tiers?.levels[0]?.key ?? null
  let ends: MemberFacts['expiring']
  return {
    tier,
    plans: plans.map(({ key }) => key),
    enrolledAt,
    balances,
    // Worked out when a rule asks: few do, and calendars are slow.
    get expiring() {
      ends ??= expiring
        .flatMap(([unit, amount, expiresAt, expiry]) => {
          const end = trueExpiry(
            { expiry, expiresAt, activatesAt: null },
            { ...standing, tier },
            rules.timeZone,
          )
          return end === null ? [] : [{ unit, amount, expiresAt: end }]
        })
        .sort((a, b) => a.expiresAt - b.expiresAt)
      return ends
    },
    birthMonth: standing.birthMonth,
    lists,
    segments: new Map(segments.map(([key, enteredAt, leftAt]) => [key, { enteredAt, leftAt }])),
  }
}

/** The same member with another tier or other plans. What is worked out only when asked stays so: nothing is copied. */
export const withHeld = (
  facts: MemberFacts,
  held: Partial<Pick<MemberFacts, 'tier' | 'plans'>>,
): MemberFacts => Object.assign(Object.create(facts) as MemberFacts, held)

/**
 * What the segments of a ladder may know of a member: all but the tier. The tier follows from those segments; one that
 * asked for it would ask for itself, so there it can't be said.
 */
export const ladderFacts = (
  { book, subscriptions, facts }: MemberRead,
  rules: ProgramRules,
  now: number,
): MemberFacts =>
  withHeld(
    memberFacts({ ...memberNow(book, subscriptions, rules, now), enrolledAt: book.enrolledAt }, facts, rules),
    { tier: null },
  )

/** A member out of a page of a programme's members. */
export interface MemberRow extends ReadBook {
  enrolmentId: string
  profile: Profile
  profileVersion: number
}

/**
 * The statements of one batch that reads a page of a programme's members with all that rules may know of them: in the
 * order of their ids, after `after` (at first the empty text). Of each as many rows as for a decision.
 * Who has been erased is not among them.
 */
export function factsPageStatements(
  db: Db,
  programId: string,
  after: string,
  limit: number,
  now: number,
): D1PreparedStatement[] {
  const page = `SELECT id AS value FROM enrolments WHERE program_id = ?1 AND id > ?2 AND ${notErased('enrolments.id')} ORDER BY id LIMIT ${Math.trunc(limit)}`
  return [
    db
      .prepare(
        `SELECT p.enrolment_id AS enrolmentId, p.data, p.version FROM (${page}) b JOIN profiles p ON p.enrolment_id = b.value`,
      )
      .bind(programId, after),
    ...readBookStatements(db, { sql: page, binds: [programId, after] }, programId, now),
  ]
}

/** What `factsPageStatements` found, in the order of their ids; fewer than the limit: it was the last page. */
export function toMembers([profiles, ...books]: readonly (D1Result | undefined)[]): MemberRow[] {
  const read = toBooks(books)
  return rowsOf<{ enrolmentId: string; data: string; version: number }>(profiles)
    .sort((a, b) => (a.enrolmentId < b.enrolmentId ? -1 : 1))
    .flatMap(({ enrolmentId, data, version }) => {
      const own = read.get(enrolmentId)
      return own ? [{ ...own, enrolmentId, profile: profileIn(data), profileVersion: version }] : []
    })
}
