import type { EntryReason, Receipt, Unit } from '../../shared/contracts/index.ts'
import { fingerprintOf, type ReceiptCheck, verifyReceipt } from '../../shared/ledger/receipts/verify.ts'
import { count } from '../demo/terminal.ts'

/** One thing that was looked at, in words: the sentence says what is so where it holds. */
export interface ProofLine {
  check: ReceiptCheck
  holds: boolean
  sentence: string
  detail: string
}

/** What a receipt says and what it proves. */
export interface ReceiptWords {
  title: string
  entry: string[]
  proof: ProofLine[]
  /** What the reader has to know beside it: what was taken at the receipt's word, what is not there yet. */
  notes: string[]
  holds: boolean
  /** Whether it was held against keys known from elsewhere: without them anybody's signature fits. */
  keysGiven: boolean
  /** What came of it, in a sentence or two. */
  verdict: string
}

const UNITS: Record<Unit, [one: string, more: string]> = {
  points: ['point', 'points'],
  statusCredits: ['status credit', 'status credits'],
  storedValue: ['minor unit of stored value', 'minor units of stored value'],
  stamps: ['stamp', 'stamps'],
}

const REASONS: Record<EntryReason, string> = {
  earn: 'earned',
  bonus: 'earned by an offer',
  gift: 'given',
  topUp: 'paid in',
  release: 'came free to use',
  hold: 'reserved',
  unhold: 'no longer reserved',
  spend: 'spent',
  restore: 'given back after a return',
  clawback: 'taken back after a return',
  repay: 'repaid what was owed',
  expire: 'expired',
  transfer: 'handed on between members',
  convert: 'converted',
  adjust: 'changed by hand',
  reverse: 'a correction of an earlier entry',
}

const instant = (at: number): string =>
  `${new Date(at).toLocaleString('en-GB', { dateStyle: 'long', timeStyle: 'medium', timeZone: 'UTC' })} UTC`
const date = (day: number): string =>
  new Date(day * 86_400_000).toLocaleDateString('en-GB', { dateStyle: 'long', timeZone: 'UTC' })

/** A receipt verified and put in words. `trusted`: public keys known from elsewhere. */
export async function receiptWords(receipt: Receipt, trusted?: ReadonlySet<string>): Promise<ReceiptWords> {
  const findings = await verifyReceipt(receipt, trusted)
  const { entry, publicKey, day } = receipt
  const [one, more] = UNITS[entry.unit]
  const told = (hash: string) => `SHA-256 ${hash}`
  const lines: Record<ReceiptCheck, [sentence: string, detail: string]> = {
    hash: ['Nothing in the entry has been changed', told(receipt.hash)],
    place:
      entry.seq === 1
        ? ['It is the first entry of its account', 'none before it']
        : [`It names the entry before it, number ${count(entry.seq - 1)}`, told(receipt.previousHash)],
    signature: [`It was signed with the key ${receipt.keyId}`, 'Ed25519'],
    key: ['That key is one of those you gave', publicKey.x],
    dayFits: ['It was posted on that day', day ? date(day.day) : ''],
    root: [day ? `It is one of that day’s ${count(day.entries)} entries` : '', day ? `root ${day.root}` : ''],
    dayChain: [
      day?.previous ? 'That day is chained to the one before it' : 'That day is the first of the chain',
      day ? `chain ${day.chain}` : '',
    ],
    daySignature: [`That day’s root was signed with the key ${day?.publicKey.kid}`, 'Ed25519'],
    dayKey: ['That key is one of those you gave', day?.publicKey.x ?? ''],
  }
  const notes: string[] = []
  if (!trusted) {
    notes.push(
      'The key is the receipt’s own. Compare its fingerprint with that of the published key,',
      'at /.well-known/stamkund-receipt-keys of the programme’s worker, or give that key with --key:',
    )
    for (const key of new Map(
      [publicKey, ...(day ? [day.publicKey] : [])].map((each) => [each.x, each]),
    ).values())
      notes.push(`  ${key.kid}  ${await fingerprintOf(key.x)}`)
  }
  if (!day)
    notes.push(
      'Its day’s root was not published yet when the receipt was made. Ask for it again an hour after that day has ended.',
    )
  else
    notes.push(`Compare the root of day ${day.day} with /v1/programs/${receipt.programId}/roots/${day.day}.`)
  const failed = findings.filter(({ holds }) => !holds).length
  return {
    title: `Entry ${count(entry.seq)} in an account of ${entry.unit === 'storedValue' ? 'stored value' : more}`,
    entry: [
      `${count(entry.amount)} ${entry.amount === 1 ? one : more}, ${REASONS[entry.reason]}, on ${instant(entry.postedAt)}`,
      `from ${entry.fromAccount} to ${entry.toAccount}, reference ${entry.reference}`,
      ...(entry.operator === null
        ? []
        : [`by ${entry.operator}${entry.note === null ? '' : `: ${entry.note}`}`]),
      `entry ${entry.id}, member ${entry.enrolmentId}, programme ${receipt.programId}`,
    ],
    proof: findings.map(({ check, holds }) => {
      const [sentence, detail] = lines[check]
      return { check, holds, sentence, detail }
    }),
    notes,
    holds: failed === 0,
    keysGiven: trusted !== undefined,
    verdict:
      failed > 0
        ? `The receipt does not hold: ${failed} of ${findings.length} proofs failed.`
        : trusted
          ? 'All of it holds.'
          : 'It fits together. Whose key signed it was not looked at: compare it with the published keys, or give them with --key.',
  }
}
