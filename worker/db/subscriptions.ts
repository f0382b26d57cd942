import type { ProgramRules, Subscription } from '../../shared/contracts/index.ts'
import type { StripeFact } from '../../shared/ledger/plans/index.ts'
import { brokenPromise, type Db, rowsOf, Stale } from './database.ts'

/** A subscription as it was read, with what tells a later writer that somebody came between. */
export interface StoredSubscription {
  subscription: Subscription
  version: number
  /** Its subscription or checkout session at Stripe; `null` where it is kept by hand. */
  stripeId: string | null
}

const SUBSCRIPTION = `s.id, s.enrolment_id AS enrolmentId, s.plan, s.state, s.started_at AS startedAt, s.term_starts_at AS termStartsAt,
  s.term_ends_at AS termEndsAt, s.trial_ends_at AS trialEndsAt, s.grace_ends_at AS graceEndsAt, s.ended_at AS endedAt,
  s.fee_minor AS feeMinor, s.refunded_minor AS refundedMinor, s.refund_owed_minor AS refundOwedMinor, s.currency, s.source`
/** The columns of a subscription as it is stored, over the alias `s`, as `storedIn` reads them. */
export const STORED = `${SUBSCRIPTION}, s.version, s.stripe_id AS stripeId`

type StoredRow = Subscription & { version: number; stripeId: string | null; savedMinor?: number }

/** A row of `STORED` as it is handed on. */
const toStored = ({ version, stripeId, savedMinor: _, ...subscription }: StoredRow): StoredSubscription => ({
  subscription,
  version,
  stripeId,
})

/**
 * All subscriptions of an enrolment that nobody has ended, in one column of a row that is read anyway: one look at the
 * index `subscriptions_current`. What is good now, `currentPlans` tells of what `subscriptionsIn` reads.
 *
 * @param enrolmentId SQL for the enrolment's id, such as `?1` or `e.id`
 */
export const subscriptionsColumn = (enrolmentId: string): string =>
  `(SELECT json_group_array(json_object('id', s.id, 'enrolmentId', s.enrolment_id, 'plan', s.plan, 'state', s.state,
    'startedAt', s.started_at, 'termStartsAt', s.term_starts_at, 'termEndsAt', s.term_ends_at, 'trialEndsAt', s.trial_ends_at,
    'graceEndsAt', s.grace_ends_at, 'endedAt', s.ended_at, 'feeMinor', s.fee_minor, 'refundedMinor', s.refunded_minor,
    'refundOwedMinor', s.refund_owed_minor, 'currency', s.currency, 'source', s.source))
   FROM subscriptions s WHERE s.enrolment_id = ${enrolmentId} AND s.state <> 'ended')`

/** The subscriptions in a column of `subscriptionsColumn`. */
export const subscriptionsIn = (column: string): Subscription[] => JSON.parse(column) as Subscription[]

/**
 * Reads the latest ended subscription of each plan, of those that ended after `since` or of which something is still
 * owed: one look at the index `subscriptions_over`.
 */
export const readEnded = (db: Db, enrolmentId: string, since: number): D1PreparedStatement =>
  db
    .prepare(
      // SQLite takes the other columns from the row that has the maximum.
      `SELECT ${SUBSCRIPTION}, max(s.ended_at) AS latestAt FROM subscriptions s
       WHERE s.enrolment_id = ?1 AND s.state = 'ended' AND (s.ended_at > ?2 OR s.refund_owed_minor > 0) GROUP BY s.plan`,
    )
    .bind(enrolmentId, since)

/** The rows of `readEnded`. */
export const endedIn = (result: D1Result | undefined): Subscription[] =>
  rowsOf<Subscription & { latestAt: number }>(result).map(({ latestAt: _, ...subscription }) => subscription)

/** Reads an enrolment's subscriptions that nobody has ended, with their versions. */
export const readCurrent = (db: Db, enrolmentId: string): D1PreparedStatement =>
  db
    .prepare(`SELECT ${STORED} FROM subscriptions s WHERE s.enrolment_id = ? AND s.state <> 'ended'`)
    .bind(enrolmentId)

/** The rows of `readCurrent`, or of `readByStripeId`. */
export const storedIn = (result: D1Result | undefined): StoredSubscription[] =>
  rowsOf<StoredRow>(result).map(toStored)

/** Reads the subscription behind one at Stripe. */
export const readByStripeId = (db: Db, programId: string, stripeId: string): D1PreparedStatement =>
  db
    .prepare(`SELECT ${STORED} FROM subscriptions s WHERE s.program_id = ? AND s.stripe_id = ?`)
    .bind(programId, stripeId)

/** Reads a programme's rules as they are now. */
export const readRules = (db: Db, programId: string): D1PreparedStatement =>
  db.prepare('SELECT rules FROM programs WHERE id = ?').bind(programId)

/** The rules of `readRules`; `null`: no such programme here. */
export const rulesIn = (result: D1Result | undefined): ProgramRules | null => {
  const [row] = rowsOf<{ rules: string }>(result)
  return row ? (JSON.parse(row.rules) as ProgramRules) : null
}

/** Which subscription is meant: by its id, or a member's of one plan. */
export type Meant = { id: string } | { enrolmentId: string; plan: string }

/** What a subscription has saved in the term that runs. */
const SAVED = `(SELECT ifnull(sum(t.amount_minor), 0) FROM savings t
  WHERE t.subscription_id = s.id AND t.saved_at >= s.term_starts_at) AS savedMinor`

/** A subscription of the programme, the programme's rules and what the plan has saved, in one round trip. */
export async function findSubscription(
  db: Db,
  programId: string,
  meant: Meant,
): Promise<{ stored: StoredSubscription | null; rules: ProgramRules | null; savedMinor: number }> {
  const statement =
    'id' in meant
      ? db
          .prepare(`SELECT ${STORED}, ${SAVED} FROM subscriptions s WHERE s.id = ?1 AND s.program_id = ?2`)
          .bind(meant.id, programId)
      : db
          .prepare(
            `SELECT ${STORED}, ${SAVED} FROM subscriptions s WHERE s.enrolment_id = ?1 AND s.plan = ?3 AND s.state <> 'ended' AND s.program_id = ?2`,
          )
          .bind(meant.enrolmentId, programId, meant.plan)
  const [found, rules] = await db.batch([statement, readRules(db, programId)])
  const savedMinor = rowsOf<{ savedMinor: number }>(found)[0]?.savedMinor ?? 0
  return { stored: storedIn(found)[0] ?? null, rules: rulesIn(rules), savedMinor }
}

/** What somebody has to know who gives a plan by hand: whether the member is here, and has it already. */
export async function readOpening(db: Db, programId: string, enrolmentId: string) {
  const [enrolment, current, rules] = await db.batch([
    db.prepare('SELECT 1 FROM enrolments WHERE id = ? AND program_id = ?').bind(enrolmentId, programId),
    readCurrent(db, enrolmentId),
    readRules(db, programId),
  ])
  return { enrolled: rowsOf(enrolment).length === 1, current: storedIn(current), rules: rulesIn(rules) }
}

/** A page of the programme's subscriptions, oldest first, and its rules; one more than `limit` where there are more. */
export async function listSubscriptions(
  db: Db,
  programId: string,
  after: string,
  limit: number,
): Promise<{ rows: Subscription[]; rules: ProgramRules | null }> {
  const [page, rules] = await db.batch([
    db
      .prepare(
        `SELECT ${SUBSCRIPTION} FROM subscriptions s WHERE s.program_id = ? AND s.id > ? ORDER BY s.id LIMIT ?`,
      )
      .bind(programId, after, limit + 1),
    readRules(db, programId),
  ])
  return { rows: rowsOf<Subscription>(page), rules: rulesIn(rules) }
}

/** The statement that adds a subscription. */
export const insertSubscription = (
  db: Db,
  programId: string,
  s: Subscription,
  stripeId: string | null,
): D1PreparedStatement =>
  db
    .prepare(
      `INSERT INTO subscriptions (id, program_id, enrolment_id, plan, state, started_at, term_starts_at, term_ends_at, trial_ends_at,
         grace_ends_at, ended_at, fee_minor, refunded_minor, refund_owed_minor, currency, source, stripe_id)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .bind(
      s.id,
      programId,
      s.enrolmentId,
      s.plan,
      s.state,
      s.startedAt,
      s.termStartsAt,
      s.termEndsAt,
      s.trialEndsAt,
      s.graceEndsAt,
      s.endedAt,
      s.feeMinor,
      s.refundedMinor,
      s.refundOwedMinor,
      s.currency,
      s.source,
      stripeId,
    )

/** The statement that saves a subscription; one that somebody else changed since `version` undoes the batch. */
export const updateSubscription = (db: Db, s: Subscription, version: number): D1PreparedStatement =>
  db
    .prepare(
      `UPDATE subscriptions SET version = ?2, state = ?3, started_at = ?4, term_starts_at = ?5, term_ends_at = ?6, trial_ends_at = ?7,
         grace_ends_at = ?8, ended_at = ?9, fee_minor = ?10, refunded_minor = ?11, refund_owed_minor = ?12 WHERE id = ?1`,
    )
    .bind(
      s.id,
      version + 1,
      s.state,
      s.startedAt,
      s.termStartsAt,
      s.termEndsAt,
      s.trialEndsAt,
      s.graceEndsAt,
      s.endedAt,
      s.feeMinor,
      s.refundedMinor,
      s.refundOwedMinor,
    )

/** A fact without what stands in columns beside it. */
export type KeptFact = StripeFact extends infer F
  ? F extends StripeFact
    ? Omit<F, 'eventId' | 'at'>
    : never
  : never

/** Something that happened to a subscription, as it is kept. */
export interface NewEvent {
  id: string
  programId: string
  subscriptionId: string | null
  stripeId: string | null
  externalId: string | null
  source: 'stripe' | 'hand' | 'member'
  type: string
  /** `null`: of a type that no plan is about. */
  fact: KeptFact | null
  outcome: 'applied' | 'waiting' | 'ignored' | 'refused'
  reason: string | null
  operator: string | null
  note: string | null
  happenedAt: number
  recordedAt: number
}

/** The statement that keeps an event. One from outside that is there already undoes the batch. */
export const insertEvent = (db: Db, event: NewEvent): D1PreparedStatement =>
  db
    .prepare(
      `INSERT INTO subscription_events (id, program_id, subscription_id, stripe_id, external_id, source, type, fact, outcome, reason,
         operator, note, happened_at, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .bind(
      event.id,
      event.programId,
      event.subscriptionId,
      event.stripeId,
      event.externalId,
      event.source,
      event.type,
      JSON.stringify(event.fact),
      event.outcome,
      event.reason,
      event.operator,
      event.note,
      event.happenedAt,
      event.recordedAt,
    )

/**
 * Writes what an event changed, in one batch.
 *
 * @throws Stale where another writer came between: whoever called reads again
 */
export async function writeTurn(db: Db, statements: D1PreparedStatement[]): Promise<void> {
  try {
    await db.batch(statements)
  } catch (error) {
    const broken = brokenPromise(error)
    const taken =
      broken !== null &&
      typeof broken === 'object' &&
      'unique' in broken &&
      /^(subscriptions|subscription_events|stripe_subscriptions|pseudonyms)\./.test(broken.unique)
    if (taken || /stale subscription/.test(String(error))) throw new Stale(error)
    throw error
  }
}
