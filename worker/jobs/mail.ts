import { forgetCounts, forgetMail, returnMail, takeMail } from '../db/member-emails.ts'
import type { Env } from '../env.ts'

/** Mails sent in one go. */
const BATCH = 20

/** A code that was mailed is worth nothing after a quarter of an hour; an hour later its mail is dropped unsent. */
const KEEP_MS = 75 * 60_000

/**
 * Sends what waits in the outbox, and forgets it: the outbox is the only place where an address ever stands.
 * In local mode a mail is printed instead, and stays to be read at `/dev/mail`.
 */
export async function deliverMail(env: Env, now: number): Promise<void> {
  await forgetCounts(env.DB, now)
  const mails = await takeMail(env.DB, now, BATCH)
  if (env.STAMKUND_MODE === 'local') {
    for (const mail of mails) console.log(`Mail to ${mail.recipient}: ${mail.subject}\n${mail.body}`)
    return
  }
  const sent: string[] = []
  for (const mail of mails) {
    try {
      if (!env.MAIL || !env.MAIL_FROM)
        throw new Error('Bind MAIL (send_email) and set MAIL_FROM to send mail')
      await env.MAIL.send({ to: mail.recipient, from: env.MAIL_FROM, subject: mail.subject, text: mail.body })
      sent.push(mail.id)
    } catch (error) {
      // The next minute's cron tries again.
      console.error(error)
      await returnMail(env.DB, mail.id)
    }
  }
  await forgetMail(env.DB, sent, now - KEEP_MS)
}
