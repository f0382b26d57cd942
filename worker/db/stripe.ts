import type { StripeSettings } from '../../shared/contracts/index.ts'
import type { StripeFact, StripeOutcome } from '../../shared/ledger/plans/index.ts'
import { type Db, rowsOf } from './database.ts'
import { type KeptFact, readByStripeId, readRules, rulesIn, STORED, storedIn } from './subscriptions.ts'

/** The name of the database that a programme is placed on; `null`: no such programme. */
export async function findPlacement(directory: Db, programId: string): Promise<string | null> {
  const row = await directory
    .prepare('SELECT binding FROM placements WHERE program_id = ?')
    .bind(programId)
    .first<{ binding: string }>()
  return row?.binding ?? null
}

/** What a programme's Stripe signs with, sealed; `null`: the programme is not joined to Stripe. */
export async function findSealedSecret(db: Db, programId: string): Promise<string | null> {
  const row = await db
    .prepare('SELECT sealed_secret AS sealed FROM stripe_settings WHERE program_id = ?')
    .bind(programId)
    .first<{ sealed: string }>()
  return row?.sealed ?? null
}

/** Keeps what a programme's Stripe signs with, in place of what it signed with before. */
export async function saveSealedSecret(
  db: Db,
  programId: string,
  sealed: string,
  now: number,
): Promise<void> {
  await db
    .prepare(
      `INSERT INTO stripe_settings (program_id, sealed_secret, updated_at) VALUES (?, ?, ?)
       ON CONFLICT (program_id) DO UPDATE SET sealed_secret = excluded.sealed_secret, updated_at = excluded.updated_at`,
    )
    .bind(programId, sealed, now)
    .run()
}

/** Whether a programme is joined to Stripe, and the latest events of there that could not be applied. */
export async function readStripeSettings(
  db: Db,
  programId: string,
): Promise<Pick<StripeSettings, 'configured' | 'updatedAt' | 'unapplied'>> {
  const [settings, unapplied] = await db.batch([
    db.prepare('SELECT updated_at AS updatedAt FROM stripe_settings WHERE program_id = ?').bind(programId),
    db
      .prepare(
        `SELECT external_id AS eventId, type, outcome, reason, happened_at AS happenedAt FROM subscription_events
         WHERE program_id = ? AND outcome <> 'applied' AND source = 'stripe' ORDER BY recorded_at DESC LIMIT 20`,
      )
      .bind(programId),
  ])
  const [row] = rowsOf<{ updatedAt: number }>(settings)
  return {
    configured: row !== undefined,
    updatedAt: row?.updatedAt ?? null,
    unapplied: rowsOf<StripeSettings['unapplied'][number]>(unapplied),
  }
}

/** What a refund is about: a subscription at Stripe; a customer's who has one, for nobody knows what; or `null`, nothing of ours. */
export type Refunded = { stripeId: string } | 'unknownPayment' | null

/**
 * What a refund is about, by what it names of the payment, or by what is known of the invoice that was paid with it. By
 * its customer alone it can't be told: who has a plan buys other things as well.
 */
export async function findRefunded(
  db: Db,
  programId: string,
  payments: readonly string[],
  customer: string | null,
): Promise<Refunded> {
  const [byPayment, byCustomer] = await db.batch([
    db
      .prepare(
        `SELECT p.stripe_id AS stripeId FROM json_each(?2) j CROSS JOIN stripe_payments p
         WHERE p.program_id = ?1 AND p.payment = j.value
         UNION ALL
         SELECT p.stripe_id FROM json_each(?2) j CROSS JOIN stripe_invoice_payments i CROSS JOIN stripe_payments p
         WHERE i.program_id = ?1 AND i.payment = j.value AND p.program_id = ?1 AND p.payment = i.invoice`,
      )
      .bind(programId, JSON.stringify(payments)),
    db
      .prepare('SELECT 1 FROM stripe_subscriptions WHERE program_id = ? AND customer = ? LIMIT 1')
      .bind(programId, customer),
  ])
  const [named] = rowsOf<{ stripeId: string }>(byPayment)
  if (named) return named
  return rowsOf(byCustomer).length > 0 ? 'unknownPayment' : null
}

/** The statement that keeps what an invoice was paid with. */
export const saveInvoicePayments = (
  db: Db,
  programId: string,
  invoice: string,
  payments: readonly string[],
): D1PreparedStatement =>
  db
    .prepare(
      'INSERT OR IGNORE INTO stripe_invoice_payments (program_id, payment, invoice) SELECT ?1, value, ?2 FROM json_each(?3)',
    )
    .bind(programId, invoice, JSON.stringify(payments))

type EventRow = {
  id: string
  fact: string
  happenedAt: number
  outcome: StripeOutcome['outcome']
  reason: string | null
}

/** All that is known of a subscription at Stripe, in one round trip. */
export async function readStripeContext(
  db: Db,
  wanted: {
    programId: string
    stripeId: string
    externalId: string
    enrolmentId: string | null
    /** What the event itself names of payments. */
    payments: readonly string[]
  },
) {
  const { programId, stripeId, externalId, enrolmentId, payments } = wanted
  const owner = `coalesce((SELECT enrolment_id FROM stripe_subscriptions WHERE program_id = ?1 AND stripe_id = ?2), ?3)`
  const [known, rules, link, events, own, enrolment, current, paidWith] = await db.batch([
    readKnownEvent(db, programId, externalId),
    readRules(db, programId),
    db
      .prepare(
        'SELECT version, enrolment_id AS enrolmentId FROM stripe_subscriptions WHERE program_id = ? AND stripe_id = ?',
      )
      .bind(programId, stripeId),
    db
      .prepare(
        `SELECT id, fact, happened_at AS happenedAt, outcome, reason FROM subscription_events
         WHERE program_id = ? AND stripe_id = ? AND fact <> 'null'`,
      )
      .bind(programId, stripeId),
    readByStripeId(db, programId, stripeId),
    db.prepare('SELECT 1 FROM enrolments WHERE id = ? AND program_id = ?').bind(enrolmentId, programId),
    db
      .prepare(`SELECT ${STORED} FROM subscriptions s WHERE s.enrolment_id = ${owner} AND s.state <> 'ended'`)
      .bind(programId, stripeId, enrolmentId),
    db
      .prepare(
        `SELECT invoice, payment FROM stripe_invoice_payments WHERE program_id = ?1 AND invoice IN (
           SELECT payment FROM stripe_payments WHERE program_id = ?1 AND stripe_id = ?2 UNION ALL SELECT value FROM json_each(?3))`,
      )
      .bind(programId, stripeId, JSON.stringify(payments)),
  ])
  return {
    /** What the invoices were paid with, where they did not say so themselves. */
    paidWith: rowsOf<{ invoice: string; payment: string }>(paidWith),
    known: knownIn(known),
    rules: rulesIn(rules),
    link: rowsOf<{ version: number; enrolmentId: string | null }>(link)[0] ?? null,
    events: rowsOf<EventRow>(events).map(({ fact, ...row }) => ({
      ...row,
      fact: { ...(JSON.parse(fact) as KeptFact), eventId: row.id, at: row.happenedAt } as StripeFact,
    })),
    stored: storedIn(own)[0] ?? null,
    enrolled: rowsOf(enrolment).length === 1,
    /** What the member has, by this subscription and by others. */
    current: storedIn(current),
  }
}

/** Reads what became of an event that was delivered before. */
export const readKnownEvent = (db: Db, programId: string, externalId: string): D1PreparedStatement =>
  db
    .prepare('SELECT outcome, reason FROM subscription_events WHERE program_id = ? AND external_id = ?')
    .bind(programId, externalId)

/** The row of `readKnownEvent`. */
export const knownIn = (result: D1Result | undefined): StripeOutcome | null =>
  rowsOf<StripeOutcome>(result)[0] ?? null

/** The statements that bring what is known of a subscription at Stripe up to date, in turn. */
export const saveStripeLink = (
  db: Db,
  link: {
    programId: string
    stripeId: string
    version: number
    enrolmentId: string | null
    customer: string | null
  },
  payments: readonly string[],
): D1PreparedStatement[] => [
  link.version === 0
    ? db
        .prepare(
          'INSERT INTO stripe_subscriptions (program_id, stripe_id, version, enrolment_id, customer) VALUES (?, ?, 1, ?, ?)',
        )
        .bind(link.programId, link.stripeId, link.enrolmentId, link.customer)
    : db
        .prepare(
          `UPDATE stripe_subscriptions SET version = ?3, enrolment_id = coalesce(enrolment_id, ?4), customer = coalesce(customer, ?5)
           WHERE program_id = ?1 AND stripe_id = ?2`,
        )
        .bind(link.programId, link.stripeId, link.version + 1, link.enrolmentId, link.customer),
  db
    .prepare(
      'INSERT OR IGNORE INTO stripe_payments (program_id, payment, stripe_id) SELECT ?1, value, ?2 FROM json_each(?3)',
    )
    .bind(link.programId, link.stripeId, JSON.stringify(payments)),
]

/** The statements that tell what has come of events that were kept before, now that more is known. */
export const updateOutcomes = (
  db: Db,
  programId: string,
  stripeId: string,
  subscriptionId: string | null,
  changed: readonly (StripeOutcome & { id: string })[],
): D1PreparedStatement[] => [
  db
    .prepare(
      `UPDATE subscription_events SET outcome = j.value ->> 'outcome', reason = j.value ->> 'reason'
       FROM json_each(?1) j WHERE subscription_events.id = j.value ->> 'id'`,
    )
    .bind(JSON.stringify(changed)),
  db
    .prepare(
      'UPDATE subscription_events SET subscription_id = ?3 WHERE program_id = ?1 AND stripe_id = ?2 AND subscription_id IS NULL AND ?3 IS NOT NULL',
    )
    .bind(programId, stripeId, subscriptionId),
]
