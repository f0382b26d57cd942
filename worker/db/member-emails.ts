import { type Db, rowsOf } from './database.ts'
import { type Asking, STILL_SPEAKS } from './members.ts'

/** Wrong answers after which a code is worth nothing. */
export const MAX_ATTEMPTS = 5

/** A mail that waits to be sent. */
export interface Mail {
  id: string
  recipient: string
  subject: string
  body: string
  createdAt: number
  sentAt: number | null
}

/** What may be asked about one address within `EMAIL_WINDOW_MS`, whoever asks: mails sent to it, wrong answers to them. */
export const MAX_MAILS_OF_ADDRESS = 5
/** See `MAX_MAILS_OF_ADDRESS`. More than `MAX_ATTEMPTS`, so that one stranger's do not use up the owner's. */
export const MAX_ATTEMPTS_OF_ADDRESS = 10
/** How long what was asked about an address is counted, in milliseconds: as long as a mailed code runs. */
export const EMAIL_WINDOW_MS = 15 * 60_000

/**
 * Notes that a member says an address is theirs, and puts the mail that asks them in the outbox.
 *
 * Asking again while a code still runs keeps its count of wrong answers, and a code that was guessed at too often
 * must run out first: else asking would be a way to guess for ever. What is counted for the address outlives the
 * members who asked, for the same reason.
 */
export async function claimEmail(
  directory: Db,
  claim: { memberId: string; emailHash: string; codeHash: string; expiresAt: number },
  mail: Mail,
  now: number,
): Promise<'asked' | 'verified' | 'locked'> {
  const [read, , , , , after] = await directory.batch([
    directory
      .prepare('SELECT verified_at FROM member_emails WHERE email_hash = ? AND member_id = ?')
      .bind(claim.emailHash, claim.memberId),
    directory
      .prepare(
        `INSERT INTO email_counts (email_hash, ends_at, mails, attempts) VALUES (?, ?, 0, 0)
         ON CONFLICT (email_hash) DO UPDATE SET ends_at = excluded.ends_at, mails = 0, attempts = 0 WHERE ends_at <= ?`,
      )
      .bind(claim.emailHash, now + EMAIL_WINDOW_MS, now),
    directory
      .prepare(
        `INSERT INTO member_emails (email_hash, member_id, code_hash, code_expires_at)
         SELECT ?1, m.id, ?3, ?4 FROM members m JOIN email_counts c ON c.email_hash = ?1
         WHERE m.id = ?2 AND c.mails < ?7 AND c.attempts < ?8
         ON CONFLICT (email_hash, member_id) DO UPDATE SET
           attempts = CASE WHEN code_expires_at > ?5 THEN attempts ELSE 0 END,
           code_hash = excluded.code_hash, code_expires_at = excluded.code_expires_at
         WHERE verified_at IS NULL AND (code_expires_at <= ?5 OR attempts < ?6)`,
      )
      .bind(
        claim.emailHash,
        claim.memberId,
        claim.codeHash,
        claim.expiresAt,
        now,
        MAX_ATTEMPTS,
        MAX_MAILS_OF_ADDRESS,
        MAX_ATTEMPTS_OF_ADDRESS,
      ),
    directory
      .prepare(
        `INSERT INTO outbox (id, member_id, recipient, subject, body, created_at)
         SELECT ?, ?, ?, ?, ?, ? WHERE changes() = 1`,
      )
      .bind(mail.id, claim.memberId, mail.recipient, mail.subject, mail.body, mail.createdAt),
    directory
      .prepare('UPDATE email_counts SET mails = mails + 1 WHERE email_hash = ? AND changes() = 1')
      .bind(claim.emailHash),
    directory.prepare('SELECT 1 FROM outbox WHERE id = ?').bind(mail.id),
  ])
  if (rowsOf(after).length === 1) return 'asked'
  const [row] = rowsOf<{ verified_at: number | null }>(read)
  return row?.verified_at ? 'verified' : 'locked'
}

/**
 * Counts an attempt and hands out the hash to compare with; `null`: nothing asked, too late or too often, by this
 * member or by all who say that the address is theirs, or the device has been ended.
 */
export async function takeAttempt(
  directory: Db,
  { memberId, deviceId }: Asking,
  emailHash: string,
  now: number,
): Promise<string | null> {
  const [taken] = await directory.batch([
    directory
      .prepare(
        `UPDATE member_emails SET attempts = attempts + 1
         WHERE email_hash = ?3 AND member_id = ?2 AND verified_at IS NULL AND attempts < ?5 AND code_expires_at > ?4
           AND ${STILL_SPEAKS}
           AND NOT EXISTS (SELECT 1 FROM email_counts WHERE email_hash = ?3 AND ends_at > ?4 AND attempts >= ?6)
         RETURNING code_hash`,
      )
      .bind(deviceId, memberId, emailHash, now, MAX_ATTEMPTS, MAX_ATTEMPTS_OF_ADDRESS),
    directory
      .prepare(
        `INSERT INTO email_counts (email_hash, ends_at, mails, attempts) SELECT ?1, ?2, 0, 1 WHERE changes() = 1
         ON CONFLICT (email_hash) DO UPDATE SET
           attempts = CASE WHEN ends_at > ?3 THEN attempts + 1 ELSE 1 END,
           mails = CASE WHEN ends_at > ?3 THEN mails ELSE 0 END,
           ends_at = CASE WHEN ends_at > ?3 THEN ends_at ELSE excluded.ends_at END`,
      )
      .bind(emailHash, now + EMAIL_WINDOW_MS, now),
  ])
  return rowsOf<{ code_hash: string }>(taken)[0]?.code_hash ?? null
}

/** Forgets what was asked about addresses, once it no longer counts. */
export async function forgetCounts(directory: Db, now: number): Promise<void> {
  await directory.prepare('DELETE FROM email_counts WHERE ends_at <= ?').bind(now).run()
}

/** Marks an address as the member's. Whoever reads its mail now has it: an earlier member's claim to it ends. */
export async function confirmEmail(
  directory: Db,
  memberId: string,
  emailHash: string,
  now: number,
): Promise<void> {
  await directory.batch([
    directory
      .prepare('DELETE FROM member_emails WHERE email_hash = ? AND member_id <> ?')
      .bind(emailHash, memberId),
    directory
      .prepare('UPDATE member_emails SET verified_at = ? WHERE email_hash = ? AND member_id = ?')
      .bind(now, emailHash, memberId),
  ])
}

type MailRow = {
  id: string
  recipient: string
  subject: string
  body: string
  created_at: number
  sent_at: number | null
}
const toMail = (row: MailRow): Mail => ({
  id: row.id,
  recipient: row.recipient,
  subject: row.subject,
  body: row.body,
  createdAt: row.created_at,
  sentAt: row.sent_at,
})

/** Takes mails that nobody has taken, oldest first: of two senders at once, one gets each. */
export async function takeMail(directory: Db, now: number, limit: number): Promise<Mail[]> {
  const { results } = await directory
    .prepare(
      `UPDATE outbox SET sent_at = ? WHERE id IN (SELECT id FROM outbox WHERE sent_at IS NULL ORDER BY id LIMIT ?)
       RETURNING *`,
    )
    .bind(now, limit)
    .all<MailRow>()
  return results.map(toMail)
}

/** Puts a mail back that could not be sent. */
export async function returnMail(directory: Db, mailId: string): Promise<void> {
  await directory.prepare('UPDATE outbox SET sent_at = NULL WHERE id = ?').bind(mailId).run()
}

/** Forgets mails: those sent, and those older than `before`, whose codes have long run out. */
export async function forgetMail(directory: Db, mailIds: string[], before: number): Promise<void> {
  await directory
    .prepare('DELETE FROM outbox WHERE id IN (SELECT value FROM json_each(?)) OR created_at < ?')
    .bind(JSON.stringify(mailIds), before)
    .run()
}

/** The latest mails, newest first. */
export async function listMail(directory: Db, limit: number): Promise<Mail[]> {
  const { results } = await directory
    .prepare('SELECT * FROM outbox ORDER BY id DESC LIMIT ?')
    .bind(limit)
    .all<MailRow>()
  return results.map(toMail)
}
