import { env } from 'cloudflare:workers'
import { createHash } from 'node:crypto'
import { toBase64Url } from '../../shared/ledger/receipts/base64url.ts'
import { canonicalEntry, type SealedEntry } from '../../shared/ledger/receipts/canonical.ts'

const SEALED = `id, program_id AS programId, enrolment_id AS enrolmentId, unit, seq, reason, from_account AS fromAccount, to_account AS toAccount, amount,
  lot_id AS lotId, purchase_id AS purchaseId, offer_id AS offerId, source_id AS sourceId, rule_key AS ruleKey, reverses, operator, note, reference,
  posted_at AS postedAt, previous_hash AS previousHash, hash, key_id AS keyId, signature`

const OWN = ['available', 'pending', 'held', 'owed'] as const

interface Sums {
  seq: number
  head: string
  available: number
  pending: number
  held: number
  owed: number
}

const nothing = (): Sums => ({ seq: 0, head: '', available: 0, pending: 0, held: 0, owed: 0 })

/**
 * What does not hold in a programme's books: numbers, chain, hashes, balances against entries, balances against lots.
 * The whole audit (`npm run audit`) reads a file; this is what of it can be asked in workerd.
 */
export async function faultsIn(programId: string): Promise<string[]> {
  const faults: string[] = []
  const ask = async <T>(sql: string) => (await env.DB.prepare(sql).bind(programId).all<T>()).results
  const own = 'enrolment_id IN (SELECT id FROM enrolments WHERE program_id = ?)'
  const made = new Map<string, Sums>()
  const inLots = new Map<string, { remaining: number; held: number }>()
  for (const entry of await ask<SealedEntry>(
    `SELECT ${SEALED} FROM ledger_entries WHERE program_id = ? ORDER BY enrolment_id, unit, seq`,
  )) {
    const key = `${entry.enrolmentId} ${entry.unit}`
    const sums = made.get(key) ?? nothing()
    made.set(key, sums)
    const { seq, previousHash, hash, fromAccount, toAccount, amount, lotId } = entry
    if (seq !== sums.seq + 1) faults.push(`${key}: ${seq} comes after ${sums.seq}`)
    if (previousHash !== sums.head) faults.push(`${key} ${seq}: not chained to the one before`)
    if (toBase64Url(createHash('sha256').update(canonicalEntry(entry)).digest()) !== hash)
      faults.push(`${key} ${seq}: not what was hashed`)
    sums.seq = seq
    sums.head = hash
    for (const account of OWN) {
      const moved = (Number(toAccount === account) - Number(fromAccount === account)) * amount
      sums[account] += account === 'owed' ? -moved : moved
      if (sums[account] < 0) faults.push(`${key} ${seq}: ${account} is ${sums[account]}`)
    }
    if (lotId === null) continue
    const lot = inLots.get(lotId) ?? { remaining: 0, held: 0 }
    inLots.set(lotId, lot)
    const fills = (account: string) => Number(account === 'pending' || account === 'available')
    lot.remaining += (fills(toAccount) - fills(fromAccount)) * amount
    lot.held += (Number(toAccount === 'held') - Number(fromAccount === 'held')) * amount
  }

  const lots = await ask<{
    id: string
    key: string
    amount: number
    remaining: number
    held: number
    state: string
  }>(`SELECT id, enrolment_id || ' ' || unit AS key, amount, remaining, held, state FROM lots WHERE ${own}`)
  for (const { id, amount, remaining, held } of lots) {
    const entries = inLots.get(id) ?? { remaining: 0, held: 0 }
    if (entries.remaining !== remaining || entries.held !== held)
      faults.push(`lot ${id} holds ${remaining} and ${held}, its entries make ${JSON.stringify(entries)}`)
    if (remaining + held > amount || remaining < 0) faults.push(`lot ${id} holds ${remaining} of ${amount}`)
  }
  for (const account of await ask<Sums & { key: string }>(
    `SELECT enrolment_id || ' ' || unit AS key, seq, head, available, pending, held, owed FROM accounts WHERE ${own}`,
  )) {
    const sums = made.get(account.key) ?? nothing()
    for (const name of ['seq', 'head', ...OWN] as const)
      if (sums[name] !== account[name])
        faults.push(`${account.key}: ${name} is ${account[name]}, entries make ${sums[name]}`)
    const of = (filter: (state: string) => boolean, what: 'remaining' | 'held') =>
      lots.reduce((sum, lot) => sum + (lot.key === account.key && filter(lot.state) ? lot[what] : 0), 0)
    if (of((state) => state === 'pending', 'remaining') !== account.pending)
      faults.push(`${account.key}: pending is not its lots`)
    if (of((state) => state !== 'pending', 'remaining') !== account.available)
      faults.push(`${account.key}: available is not its lots`)
    if (of(() => true, 'held') !== account.held) faults.push(`${account.key}: held is not its lots`)
  }
  return faults
}
