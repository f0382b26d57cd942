import { env } from 'cloudflare:workers'

/** Writes an entry straight into the books, past the code: whole and in its turn but for what is said here. */
export async function rawEntry(
  enrolmentId: string,
  columns: Record<string, string | number | null>,
  verb = 'INSERT',
): Promise<D1Result> {
  const account = await env.DB.prepare(
    "SELECT seq, head FROM accounts WHERE enrolment_id = ? AND unit = 'points'",
  )
    .bind(enrolmentId)
    .first<{ seq: number; head: string }>()
  const programId = await env.DB.prepare('SELECT program_id FROM enrolments WHERE id = ?')
    .bind(enrolmentId)
    .first<string>('program_id')
  const row = {
    id: crypto.randomUUID(),
    program_id: programId,
    enrolment_id: enrolmentId,
    unit: 'points',
    seq: (account?.seq ?? 0) + 1,
    reference: crypto.randomUUID(),
    operator: 'a test',
    note: 'on purpose',
    posted_at: Date.now(),
    previous_hash: account?.head ?? '',
    hash: crypto.randomUUID(),
    key_id: 'none',
    signature: 'none',
    ...columns,
  }
  const names = Object.keys(row)
  return env.DB.prepare(
    `${verb} INTO ledger_entries (${names.join(', ')}) VALUES (${names.map(() => '?').join(', ')})`,
  )
    .bind(...Object.values(row))
    .run()
}
