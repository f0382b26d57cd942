import type { DatabaseSync } from 'node:sqlite'
import { auditAccounts, auditDoubleEntry, type UnitTotals } from './audit-accounts.ts'
import { type Audit, countOf, type Failure } from './audit-book.ts'
import { auditDays } from './audit-days.ts'
import { auditHolds } from './audit-holds.ts'
import { auditKeys, type KnownKeys } from './audit-keys.ts'
import { auditLinks } from './audit-links.ts'
import { auditLots } from './audit-lots.ts'
import { auditRoots, type SavedRoot } from './audit-roots.ts'

/** Rows between two breaths: few enough that Ctrl-C is heard at once, so many that the breaths cost nothing. */
const ROWS_A_BREATH = 2_000

/** What an audit went through. */
export interface Audited {
  entries: number
  accounts: number
  lots: number
  days: number
  programs: number
  totals: UnitTotals[]
  /** The keys that signed it, by the database's own word. */
  keys: { keyId: string; x: string }[]
}

/** What is known from elsewhere, to hold books against: without it they are judged by their own keys and roots. */
export interface Known extends KnownKeys {
  /** Published days of these programmes, saved when they were published. */
  roots: readonly SavedRoot[]
}

/** Nothing but what the books say of themselves. */
export const knownOfNothing = (): Known => ({ trusted: null, elsewhere: new Map(), roots: [] })

/**
 * Proves a database's books. Reads row by row: it needs no more memory for a million entries than for one.
 *
 * @param fail is told each failure as it is found
 * @param known is held against them, and learns their keys
 * @param progress is told now and then how far it has come, of 1
 */
export async function runAudit(
  db: DatabaseSync,
  fail: (failure: Failure) => void,
  known: Known = knownOfNothing(),
  progress: (share: number, what: string) => void = () => {},
): Promise<Audited> {
  const table = (name: string) => countOf(db, `SELECT count(*) AS n FROM ${name}`)
  const entries = table('ledger_entries')
  // Every entry is walked three times: by account, by lot, by day. Signatures make the first far the longest.
  const all = entries * 12 || 1
  let [walked, work] = [0, 0]
  const audit: Audit = {
    db,
    fail: (check, row, why) => fail({ check, row, why }),
    step(what) {
      walked += 1
      work += what === 'entries' ? 10 : 1
      if (walked % ROWS_A_BREATH !== 0) return undefined
      progress(Math.min(1, work / all), what)
      return new Promise((resolve) => setImmediate(resolve))
    },
  }
  const keys = auditKeys(audit, known)
  const totals = await auditAccounts(audit, keys)
  auditDoubleEntry(audit, totals)
  await auditLots(audit)
  auditHolds(audit)
  auditLinks(audit)
  await auditDays(audit, keys)
  auditRoots(audit, known.roots)
  return {
    entries,
    accounts: table('accounts'),
    lots: table('lots'),
    days: table('ledger_days'),
    programs: table('programs'),
    totals,
    keys: [...keys.kept].map(([keyId, { x }]) => ({ keyId, x })),
  }
}
