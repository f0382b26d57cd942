import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { decisionStatements } from '../../worker/db/decisions.ts'
import { enrolledByKeys, enrolStatements, pseudonymStatements } from '../../worker/db/enrolments.ts'
import { listDue } from '../../worker/db/ledger.ts'
import { readPurchaseContext } from '../../worker/db/purchases.ts'
import { readReturnContext } from '../../worker/db/returns.ts'

/** What is asked of the database, written down instead of asked. */
async function sqlOf(
  work: (db: Pick<D1Database, 'prepare' | 'batch'>) => Promise<unknown>,
): Promise<string[]> {
  const asked: string[] = []
  const db = {
    prepare(sql: string) {
      asked.push(sql)
      return env.DB.prepare(sql)
    },
    batch: (statements: D1PreparedStatement[]) => env.DB.batch(statements),
  } as Pick<D1Database, 'prepare' | 'batch'>
  await work(db)
  return asked
}

/** Tables whose rows grow with trade; a scan of one is a query that gets slower every day. */
const GROWING =
  /SCAN (?:TABLE )?(p|c|l|o|u|e|purchases|purchase_lines|claims|lots|ledger_entries|offer_uses|profiles|accounts|redemptions|returns|enrolments|standings|holds|h|s|m|members|member_emails|pseudonyms)\b(?! USING (?:COVERING )?INDEX (?:lots_due_anywhere|holds_due_anywhere|standings_due))/

/** Something for every parameter; a plan does not depend on what. */
function valuesFor(sql: string): string[] {
  const numbered = [...sql.matchAll(/\?(\d)/g)].map(([, number]) => Number(number))
  const count = numbered.length > 0 ? Math.max(...numbered) : (sql.match(/\?/g) ?? []).length
  return Array.from({ length: count }, () => '[]')
}

test.each<[string, (db: Pick<D1Database, 'prepare' | 'batch'>) => Promise<unknown>]>([
  ['deciding', async (db) => decisionStatements(db as D1Database, 'prg', 'enr', 1)],
  [
    'recording purchases',
    (db) =>
      readPurchaseContext(
        db as D1Database,
        'prg',
        [['sto', 'a']],
        [['sto', 'A']],
        enrolledByKeys('prg', [['number', '1']]),
        1,
      ),
  ],
  [
    'a return',
    (db) =>
      readReturnContext(
        db as D1Database,
        {
          storeId: 'sto',
          purchaseRef: 'a',
          externalRef: 'b',
          returnedAt: 1,
          lines: [{ line: 0, quantity: 1 }],
        },
        'prg',
        1,
      ),
  ],
  [
    'enrolling',
    async (db) => {
      const few = enrolledByKeys('prg', [['number', '1']])
      const by = db as D1Database
      return [...pseudonymStatements(by, few), ...enrolStatements(by, few, 'prg', 1)]
    },
  ],
  ['finding what is due', (db) => listDue(db as D1Database, 1, 10)],
])('%s looks rows up, and scans no table that grows', async (_, work) => {
  const asked = await sqlOf(work)
  expect(asked.length).toBeGreaterThan(0)
  for (const sql of asked) {
    const { results } = await env.DB.prepare(`EXPLAIN QUERY PLAN ${sql}`)
      .bind(...valuesFor(sql))
      .all<{ detail: string }>()
    const plan = results.map((row) => row.detail)
    expect(
      plan.filter((line) => GROWING.test(line)),
      `${sql}\n${plan.join('\n')}`,
    ).toEqual([])
  }
})

test('the check bites', async () => {
  const { results } = await env.DB.prepare('EXPLAIN QUERY PLAN SELECT * FROM lots l WHERE amount > 3').all<{
    detail: string
  }>()
  expect(results.some((row) => GROWING.test(row.detail))).toBe(true)
})
