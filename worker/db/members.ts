import type { Member, MemberSelf } from '../../shared/contracts/index.ts'
import { MEMBER_NUMBER_PREFIX, withCheckDigit } from '../../shared/contracts/member-number.ts'
import { brokenPromise, type Db, rowsOf } from './database.ts'

type MemberRow = { id: string; number: string; locale: Member['locale']; created_at: number }
const toMember = (row: MemberRow): Member => ({
  id: row.id,
  number: row.number,
  locale: row.locale,
  createdAt: row.created_at,
})

/** A member number by chance: our prefix, eleven digits, the check digit. */
function newMemberNumber(): string {
  const digits = [...crypto.getRandomValues(new Uint32Array(11))].map((word) => word % 10).join('')
  return withCheckDigit(MEMBER_NUMBER_PREFIX + digits)
}

/** The statement that adds a device; its secret is known by its SHA-256 alone. */
const insertDevice = (db: Db, deviceId: string, memberId: string, secretHash: string, now: number) =>
  db
    .prepare('INSERT INTO devices (id, member_id, secret_hash, created_at) VALUES (?, ?, ?, ?)')
    .bind(deviceId, memberId, secretHash, now)

/** Writes a member and their first device, under a number that nobody has. */
export async function insertMember(
  directory: Db,
  wanted: { memberId: string; deviceId: string; secretHash: string; locale: Member['locale'] },
  now: number,
): Promise<Member> {
  const { memberId, deviceId, secretHash, locale } = wanted
  for (;;) {
    const number = newMemberNumber()
    try {
      await directory.batch([
        directory
          .prepare('INSERT INTO members (id, number, locale, created_at) VALUES (?, ?, ?, ?)')
          .bind(memberId, number, locale, now),
        insertDevice(directory, deviceId, memberId, secretHash, now),
      ])
      return { id: memberId, number, locale, createdAt: now }
    } catch (error) {
      // One in 10^11 per member: another number will do.
      const broken = brokenPromise(error)
      const numberTaken =
        broken && typeof broken === 'object' && 'unique' in broken && broken.unique.includes('members.number')
      if (!numberTaken) throw error
    }
  }
}

/** A device that may still speak for its member, and that member. */
export async function findDevice(
  directory: Db,
  deviceId: string,
): Promise<{ member: Member; secretHash: string } | null> {
  const row = await directory
    .prepare(
      `SELECT m.*, d.secret_hash FROM devices d JOIN members m ON m.id = d.member_id
       WHERE d.id = ? AND d.revoked_at IS NULL`,
    )
    .bind(deviceId)
    .first<MemberRow & { secret_hash: string }>()
  return row && { member: toMember(row), secretHash: row.secret_hash }
}

/** A device that asks in its member's name. Its token outlives its end, so every change asks whether it still may. */
export interface Asking {
  memberId: string
  deviceId: string
}

/** Holds where the device that asks may still speak for its member: bound `?1` (device) and `?2` (member). */
export const STILL_SPEAKS =
  'EXISTS (SELECT 1 FROM devices WHERE id = ?1 AND member_id = ?2 AND revoked_at IS NULL)'

/** Ends a device, and the pairing codes that it may have made. `missing`: no such device that still works. */
export async function revokeDevice(
  directory: Db,
  { memberId, deviceId }: Asking,
  endedId: string,
  now: number,
): Promise<'ended' | 'missing' | 'silenced'> {
  const [asking, ended] = await directory.batch([
    directory.prepare(`SELECT ${STILL_SPEAKS} AS speaks`).bind(deviceId, memberId),
    directory
      .prepare(
        `UPDATE devices SET revoked_at = ?4 WHERE id = ?3 AND member_id = ?2 AND revoked_at IS NULL AND ${STILL_SPEAKS}
         RETURNING id`,
      )
      .bind(deviceId, memberId, endedId, now),
    directory.prepare('DELETE FROM pairing_codes WHERE member_id = ? AND changes() = 1').bind(memberId),
  ])
  if (rowsOf<{ speaks: number }>(asking)[0]?.speaks !== 1) return 'silenced'
  return rowsOf(ended).length === 1 ? 'ended' : 'missing'
}

/** All that the directory holds of a member. `null`: erased. */
export async function findMemberSelf(
  directory: Db,
  memberId: string,
  deviceId: string,
): Promise<MemberSelf | null> {
  const [member, devices, emails, enrolments] = await directory.batch([
    directory.prepare('SELECT * FROM members WHERE id = ?').bind(memberId),
    directory
      .prepare('SELECT id, created_at FROM devices WHERE member_id = ? AND revoked_at IS NULL ORDER BY id')
      .bind(memberId),
    directory
      .prepare('SELECT count(*) AS n FROM member_emails WHERE member_id = ? AND verified_at IS NOT NULL')
      .bind(memberId),
    directory
      .prepare(
        `SELECT p.program_id, p.enrolment_id, s.id AS store_id, s.name, s.origin FROM pseudonyms p
         LEFT JOIN stores s ON s.program_id = p.program_id AND s.verified_at IS NOT NULL
         WHERE p.member_id = ? ORDER BY p.enrolment_id, s.id`,
      )
      .bind(memberId),
  ])
  const [row] = rowsOf<MemberRow>(member)
  if (!row) return null
  type Joined = { program_id: string; enrolment_id: string } & (
    | { store_id: string; name: string; origin: string }
    | { store_id: null }
  )
  const byProgram = Map.groupBy(rowsOf<Joined>(enrolments), (joined) => joined.program_id)
  return {
    ...toMember(row),
    devices: rowsOf<{ id: string; created_at: number }>(devices).map((device) => ({
      id: device.id,
      createdAt: device.created_at,
      current: device.id === deviceId,
    })),
    verifiedEmails: rowsOf<{ n: number }>(emails)[0]?.n ?? 0,
    enrolments: [...byProgram].map(([programId, joined]) => ({
      programId,
      enrolmentId: (joined[0] as Joined).enrolment_id,
      stores: joined.flatMap((j) =>
        j.store_id === null ? [] : [{ storeId: j.store_id, name: j.name, origin: j.origin }],
      ),
    })),
  }
}

/** Where a member is enrolled, and under which pseudonym; nowhere, for a device that no longer speaks for them. */
export async function enrolmentsOf(
  directory: Db,
  { memberId, deviceId }: Asking,
): Promise<{ enrolmentId: string; programId: string; binding: string }[]> {
  const { results } = await directory
    .prepare(
      `SELECT p.enrolment_id AS enrolmentId, p.program_id AS programId, pl.binding FROM pseudonyms p
       JOIN placements pl ON pl.program_id = p.program_id WHERE p.member_id = ?2 AND ${STILL_SPEAKS}`,
    )
    .bind(deviceId, memberId)
    .all<{ enrolmentId: string; programId: string; binding: string }>()
  return results
}

/**
 * Erases a member: every row that could lead from a person to a pseudonym, and mail that waits for them. The
 * programmes' books keep the enrolments, which from here on are nobody's, so that they stay balanced.
 *
 * False: the device that asks has been ended. Somebody who is gone already is erased.
 */
export async function eraseMember(directory: Db, { memberId, deviceId }: Asking): Promise<boolean> {
  // The devices come last, since the one that asks must be there for the others; and a member has no device then.
  const tables = ['pseudonyms', 'pairing_codes', 'member_emails', 'outbox', 'devices']
  const results = await directory.batch([
    ...tables.map((table) =>
      directory
        .prepare(`DELETE FROM ${table} WHERE member_id = ?2 AND ${STILL_SPEAKS}`)
        .bind(deviceId, memberId),
    ),
    directory
      .prepare(
        'DELETE FROM members WHERE id = ?1 AND NOT EXISTS (SELECT 1 FROM devices WHERE member_id = ?1)',
      )
      .bind(memberId),
    directory.prepare('SELECT 1 FROM members WHERE id = ?').bind(memberId),
  ])
  return rowsOf(results.at(-1)).length === 0
}

/** Keeps a pairing code, by its hash alone; the member's earlier ones end. False: the device that asks has been ended. */
export async function insertPairingCode(
  directory: Db,
  { memberId, deviceId }: Asking,
  codeHash: string,
  expiresAt: number,
): Promise<boolean> {
  const [, made] = await directory.batch([
    directory
      .prepare(`DELETE FROM pairing_codes WHERE member_id = ?2 AND ${STILL_SPEAKS}`)
      .bind(deviceId, memberId),
    directory
      .prepare(
        `INSERT INTO pairing_codes (code_hash, member_id, expires_at)
         SELECT ?3, member_id, ?4 FROM devices WHERE id = ?1 AND member_id = ?2 AND revoked_at IS NULL RETURNING 1`,
      )
      .bind(deviceId, memberId, codeHash, expiresAt),
  ])
  return rowsOf(made).length === 1
}

/** Gives a new device to the member behind a code that is neither used nor too old: of two at once, one gets it. */
export async function redeemPairingCode(
  directory: Db,
  codeHash: string,
  device: { deviceId: string; secretHash: string },
  now: number,
): Promise<Member | null> {
  const [, , read] = await directory.batch([
    directory
      .prepare(
        'UPDATE pairing_codes SET used_at = ? WHERE code_hash = ? AND used_at IS NULL AND expires_at > ?',
      )
      .bind(now, codeHash, now),
    directory
      .prepare(
        `INSERT INTO devices (id, member_id, secret_hash, created_at)
         SELECT ?, member_id, ?, ? FROM pairing_codes WHERE code_hash = ? AND changes() = 1`,
      )
      .bind(device.deviceId, device.secretHash, now, codeHash),
    directory
      .prepare('SELECT m.* FROM devices d JOIN members m ON m.id = d.member_id WHERE d.id = ?')
      .bind(device.deviceId),
  ])
  const [row] = rowsOf<MemberRow>(read)
  return row ? toMember(row) : null
}
