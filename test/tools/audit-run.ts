import type { DatabaseSync } from 'node:sqlite'
import { auditAccounts, auditDoubleEntry, keptKeys, type UnitTotals } from './audit-accounts.ts'
import { type Audit, countOf, type Failure } from './audit-book.ts'
import { auditDays } from './audit-days.ts'
import { auditLinks } from './audit-links.ts'
import { auditLots } from './audit-lots.ts'

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
}

/**
 * Proves a database's books. Reads row by row: it needs no more memory for a million entries than for one.
 *
 * @param fail is told each failure as it is found
 * @param progress is told now and then how far it has come, of 1
 */
export async function runAudit(
  db: DatabaseSync,
  fail: (failure: Failure) => void,
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
  const keys = keptKeys(audit)
  const totals = await auditAccounts(audit, keys)
  auditDoubleEntry(audit, totals)
  await auditLots(audit)
  auditLinks(audit)
  await auditDays(audit, keys)
  return {
    entries,
    accounts: table('accounts'),
    lots: table('lots'),
    days: table('ledger_days'),
    programs: table('programs'),
    totals,
  }
}
