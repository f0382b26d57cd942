import { type Db, rowsOf } from './database.ts'
import { EXPORT_SECTIONS, type ExportSection, toCamel } from './export-sections.ts'
import { type Asking, STILL_SPEAKS } from './members.ts'

/** Rows that a page holds of one section at most: some hundred kilobytes of purchases, read in a second. */
export const EXPORT_LIMIT = 500

/** Where each section that goes on has got to: the values of its order columns. */
export type ExportPlaces = Record<string, (string | number)[]>

type Row = Record<string, unknown>
/** Rows by section, as they are told. */
export type ExportRows = Record<string, Row[]>

/**
 * Sides of random splits that the member came out on: `?1` the pseudonym, `?2` the programme. No index leads from a member
 * to them, so each split there has been is asked about: experiments, and holdouts by every percent that they had.
 */
export const ASSIGNMENTS = `WITH splits (id, what) AS (
    SELECT id, key FROM experiments WHERE program_id = ?2
    UNION SELECT o.id || ':' || (r.definition ->> '$.holdoutPercent'), o.key
      FROM offers o JOIN offer_revisions r ON r.offer_id = o.id
      WHERE o.program_id = ?2 AND r.definition ->> '$.holdoutPercent' > 0
    UNION SELECT id || ':' || (rules ->> '$.offers.holdoutPercent'), '' FROM programs WHERE id = ?2
  )
  SELECT splits.what, a.split_id AS splitId, a.arm, a.first_at AS firstAt
  FROM splits CROSS JOIN assignments a ON a.split_id = splits.id AND a.enrolment_id = ?1`

/** Columns that every row repeats, and that only tell where it is kept. */
const EVERYWHERE = ['enrolment_id', 'program_id', 'rowid']

/** The statement that reads a section's next rows: one more than a page takes, which only says that there are more. */
export function sectionSql(section: ExportSection, goesOn: boolean): string {
  const { table, order, whose = 'enrolment_id', where, with: parts = {} } = section
  const columns = ['t.*', ...(order.includes('rowid') ? ['t.rowid AS rowid'] : [])]
  for (const [name, sql] of Object.entries(parts)) columns.push(`${sql} AS "${name}"`)
  const after = goesOn
    ? ` AND (${order.map((one) => `t.${one}`)}) > (${order.map((_, at) => `?${at + 2}`)})`
    : ''
  const inOrder = order.length > 0 ? ` ORDER BY ${order.map((one) => `t.${one}`)}` : ''
  return `SELECT ${columns} FROM ${table} t WHERE t.${whose} = ?1${where ? ` AND ${where}` : ''}${after}${inOrder} LIMIT ${EXPORT_LIMIT + 1}`
}

function toRecord({ without = [], json = [], with: parts = {} }: ExportSection, row: Row): Row {
  const isJson = (name: string, value: unknown): value is string =>
    typeof value === 'string' && (json.includes(name) || name in parts)
  // What is not there need not be told of each of twenty thousand rows.
  const isThere = (value: unknown) => value !== null && value !== '[]'
  return Object.fromEntries(
    Object.entries(row)
      .filter(([name, value]) => isThere(value) && !EVERYWHERE.includes(name) && !without.includes(name))
      .map(([name, value]) => [toCamel(name), isJson(name, value) ? JSON.parse(value) : value]),
  )
}

/**
 * The next rows that a programme keeps under a pseudonym: one batch, however much there is. `places`: where the sections
 * stand that go on; `null`: all of them from the start. `next` is `null` when there are no more.
 */
export async function readExport(
  db: Db,
  { programId, enrolmentId }: { programId: string; enrolmentId: string },
  places: ExportPlaces | null,
): Promise<{ name: string; rows: ExportRows; next: ExportPlaces | null }> {
  const open = EXPORT_SECTIONS.filter(
    ({ name, order }) => !places || (order.length > 0 && places[name]?.length === order.length),
  )
  const [named, ...results] = await db.batch([
    db.prepare('SELECT name FROM programs WHERE id = ?').bind(programId),
    ...open.map((section) =>
      db.prepare(sectionSql(section, places !== null)).bind(enrolmentId, ...(places?.[section.name] ?? [])),
    ),
    ...(places ? [] : [db.prepare(ASSIGNMENTS).bind(enrolmentId, programId)]),
  ])
  const rows: ExportRows = {}
  const next: ExportPlaces = {}
  for (const [at, section] of open.entries()) {
    const found = rowsOf<Row>(results[at])
    const page = found.slice(0, EXPORT_LIMIT)
    if (page.length > 0) rows[section.name] = page.map((row) => toRecord(section, row))
    const last = page.at(-1)
    if (found.length > EXPORT_LIMIT && last)
      next[section.name] = section.order.map((column) => last[column] as string | number)
  }
  const sides = places ? [] : rowsOf<Row>(results.at(-1))
  if (sides.length > 0) rows.randomSides = sides
  const name = rowsOf<{ name: string }>(named)[0]?.name ?? ''
  return { name, rows, next: Object.keys(next).length > 0 ? next : null }
}

/** A programme of the member's: their pseudonym in it, and where its books are. */
type Joined = { programId: string; enrolmentId: string; binding: string }

/** Whether the device may still ask; and the member's programmes from `from` on, in the order of their ids: two at most. */
export async function programsFrom(
  directory: Db,
  { memberId, deviceId }: Asking,
  from: string,
): Promise<{ speaks: boolean; programs: Joined[] }> {
  const [asking, found] = await directory.batch([
    directory.prepare(`SELECT ${STILL_SPEAKS} AS speaks`).bind(deviceId, memberId),
    directory
      .prepare(
        `SELECT p.program_id AS programId, p.enrolment_id AS enrolmentId, pl.binding FROM pseudonyms p
         JOIN placements pl ON pl.program_id = p.program_id
         WHERE p.member_id = ? AND p.program_id >= ? ORDER BY p.program_id LIMIT 2`,
      )
      .bind(memberId, from),
  ])
  return {
    speaks: rowsOf<{ speaks: number }>(asking)[0]?.speaks === 1,
    programs: rowsOf<Joined>(found),
  }
}

/** All that the directory holds of the person. Addresses are kept as hashes, which are told as what they are. */
export async function readDirectoryExport(directory: Db, memberId: string): Promise<ExportRows> {
  const reading = {
    member: 'SELECT id, number, locale, created_at FROM members WHERE id = ?',
    devices: 'SELECT id, created_at, revoked_at FROM devices WHERE member_id = ? ORDER BY id',
    emails: 'SELECT email_hash AS address_sha256, verified_at FROM member_emails WHERE member_id = ?',
    mails:
      'SELECT recipient, subject, body, created_at, sent_at FROM outbox WHERE member_id = ? ORDER BY id LIMIT 500',
    pairingCodes: 'SELECT expires_at, used_at FROM pairing_codes WHERE member_id = ?',
    programs: 'SELECT program_id, enrolment_id FROM pseudonyms WHERE member_id = ? ORDER BY program_id',
  }
  const results = await directory.batch(
    Object.values(reading).map((sql) => directory.prepare(sql).bind(memberId)),
  )
  return Object.fromEntries(
    Object.keys(reading).map((name, at) => [
      name,
      rowsOf<Row>(results[at]).map((row) =>
        Object.fromEntries(Object.entries(row).map(([column, value]) => [toCamel(column), value])),
      ),
    ]),
  )
}
