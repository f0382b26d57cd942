import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { sumDonations } from '../../worker/db/causes.ts'
import { readCodeContext } from '../../worker/db/claims.ts'
import { fillPool } from '../../worker/db/code-pools.ts'
import { decisionStatements } from '../../worker/db/decisions.ts'
import { enrolledByKeys, enrolStatements, pseudonymStatements } from '../../worker/db/enrolments.ts'
import { listDue } from '../../worker/db/ledger.ts'
import { factsPageStatements } from '../../worker/db/member-facts.ts'
import { readBucket } from '../../worker/db/partners.ts'
import { readPurchaseContext } from '../../worker/db/purchases.ts'
import { readReturnContext } from '../../worker/db/returns.ts'
import { readOrdering } from '../../worker/db/reward-ordering.ts'
import { listOrders } from '../../worker/db/reward-orders.ts'
import { readOrderContext } from '../../worker/db/reward-queue.ts'
import { readMemberRewards } from '../../worker/db/rewards.ts'
import { insertSegmentEvents, listSegmentEvents } from '../../worker/db/segment-events.ts'
import { changeList, enrolmentsByNumbers, listMembers } from '../../worker/db/segment-lists.ts'
import { readMembers, sampleMembers } from '../../worker/db/segment-members.ts'
import { listPasses } from '../../worker/db/segment-passes.ts'
import { deleteSegment } from '../../worker/db/segments.ts'
import { listStores, updateStore } from '../../worker/db/stores.ts'

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
  /SCAN (?:TABLE )?(p|c|l|o|u|e|purchases|purchase_lines|claims|lots|ledger_entries|offer_uses|profiles|accounts|redemptions|returns|enrolments|standings|holds|h|s|m|members|member_emails|pseudonyms|w(?! VIRTUAL)|d|reward_orders|donations|pool_codes|t|segment_states|segment_events|segment_lists|sites|stores)\b(?! USING (?:COVERING )?INDEX (?:lots_due_anywhere|holds_due_anywhere|standings_due))/

/** All members of a programme, looked through for a few of them. */
const EVERYBODY = /SEARCH e USING (?:COVERING )?INDEX enrolments_\w+ \(program_id=\?\)$/

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
  ['a page of members', async (db) => factsPageStatements(db as D1Database, 'prg', '', 500, 1)],
  ['ordering a reward', (db) => readOrdering(db as D1Database, 'prg', 'enr', 'key', 1)],
  ['giving a reward back', (db) => readOrderContext(db as D1Database, 'prg', { orderId: 'ord' }, 1)],
  ['seating who waits', (db) => readOrderContext(db as D1Database, 'prg', { rewardId: 'rew' }, 1)],
  ['what can be ordered', (db) => readMemberRewards(db as D1Database, 'prg', 'enr', 1)],
  ['a member’s orders', (db) => listOrders(db as D1Database, 'prg', { enrolmentId: 'enr' }, null, 1, 1)],
  ['orders of a reward', (db) => listOrders(db as D1Database, 'prg', { reward: 'key' }, null, 1, 1)],
  ['orders of a programme', (db) => listOrders(db as D1Database, 'prg', {}, null, 1, 1)],
  ['a shop’s question about a code', (db) => readCodeContext(db as D1Database, 'prg', 'sto', 'A', 1)],
  ['filling a pool', (db) => fillPool(db as D1Database, 'prg', 'rew', ['a'], 1)],
  ['a cause’s statement', (db) => sumDonations(db as D1Database, 'prg', 'key', [], 'SEK')],
  ['counting a segment', (db) => sampleMembers(db as D1Database, 'prg', 10)],
  ['looking at members by their ids', (db) => readMembers(db as D1Database, 'prg', ['enr'], 1)],
  ['whose turn it is to be looked at', (db) => listPasses(db as D1Database, 1, 10)],
  ['who came into a segment', (db) => listSegmentEvents(db as D1Database, 'seg', '', 10)],
  ['noting who came', async (db) => insertSegmentEvents(db as D1Database, [{} as never])],
  ['a list', (db) => listMembers(db as D1Database, 'seg', '', 10)],
  ['changing a list', (db) => changeList(db as D1Database, 'prg', 'seg', 'replace', ['enr'], 1)],
  ['finding members of a list', (db) => enrolmentsByNumbers(db as D1Database, 'prg', ['1'])],
  ['deleting a segment', (db) => deleteSegment(db as D1Database, 'prg', 'seg')],
  ['the partners of a bucket', (db) => readBucket(db as D1Database, '0101')],
  ['a merchant’s stores with their sites', (db) => listStores(db as D1Database, 'mer', '', 10)],
  ['changing a store’s sites', (db) => updateStore(db as D1Database, 'mer', 'sto', { sites: [] }, 1)],
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
      plan.filter((line) => GROWING.test(line) || EVERYBODY.test(line)),
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
