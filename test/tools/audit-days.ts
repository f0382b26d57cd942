import { createHash } from 'node:crypto'
import { fromBase64Url, toBase64Url } from '../../shared/ledger/receipts/base64url.ts'
import { canonicalDay } from '../../shared/ledger/receipts/canonical.ts'
import { merkleTree } from '../../shared/ledger/receipts/merkle.ts'
import { hashed } from './audit-accounts.ts'
import { type Audit, named, rowsOf } from './audit-book.ts'
import type { Keys } from './audit-keys.ts'

interface DayRow {
  programId: string
  day: number
  endsAt: number
  entries: number
  root: string
  previous: string
  chain: string
  keyId: string
  signature: string
}

const sha256 = (content: Uint8Array): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(createHash('sha256').update(content).digest())

/** Works every published day out anew: root, chain, signature, and that the books are closed as far as they say. */
export async function auditDays(audit: Audit, keys: Keys): Promise<void> {
  const { db, fail } = audit
  let [programId, startsAt, previous] = ['', 0, '']
  for (const day of rowsOf<DayRow>(
    db,
    `SELECT program_id AS programId, day, ends_at AS endsAt, entries, root, previous, chain, key_id AS keyId, signature
     FROM ledger_days ORDER BY program_id, day`,
  )) {
    if (day.programId !== programId) {
      programId = day.programId
      startsAt = 0
      previous = ''
    }
    const where = named('ledger_days', { program_id: programId, day: day.day })
    const tree = merkleTree(sha256)
    for (const { hash } of rowsOf<{ hash: string }>(
      db,
      `SELECT hash FROM ledger_entries WHERE program_id = ? AND posted_at >= ? AND posted_at < ? ORDER BY posted_at, id`,
      programId,
      startsAt,
      day.endsAt,
    )) {
      tree.add(fromBase64Url(hash) ?? new Uint8Array())
      const turn = audit.step('days')
      if (turn) await turn
    }
    if (tree.size() !== day.entries)
      fail('root', where, `says ${day.entries} entries, and ${tree.size()} are there`)
    else if (toBase64Url(tree.root()) !== day.root) fail('root', where, 'its root is not that of its entries')
    if (day.previous !== previous) fail('dayChain', where, 'it is not chained to the published day before it')
    if (hashed(canonicalDay(day)) !== day.chain)
      fail('dayChain', where, 'its chain is not that of what stands in it')
    if (keys.signer(day.keyId, day.chain, day.signature) !== 'itself')
      fail('dayChain', where, `key ${day.keyId} did not sign it`)
    if (day.endsAt <= startsAt) fail('dayChain', where, 'it ends before the day before it')
    startsAt = day.endsAt
    previous = day.chain
  }
  for (const { id, sealedUntil, endsAt } of rowsOf<{ id: string; sealedUntil: number; endsAt: number }>(
    db,
    `SELECT p.id, p.sealed_until AS sealedUntil,
       ifnull((SELECT max(d.ends_at) FROM ledger_days d WHERE d.program_id = p.id), 0) AS endsAt
     FROM programs p WHERE sealedUntil <> endsAt`,
  ))
    fail(
      'dayChain',
      named('programs', { id }),
      `is closed until ${sealedUntil}, and published until ${endsAt}`,
    )
}
