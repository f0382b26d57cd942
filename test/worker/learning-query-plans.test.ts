import { env } from 'cloudflare:workers'
import { expect, test } from 'vitest'
import { readCodes, readCohorts, readPeriods } from '../../worker/db/kpis.ts'
import {
  forgetFacts,
  listDuePrograms,
  readBought,
  readFacts,
  readItems,
  readPairs,
} from '../../worker/db/learned.ts'
import { readOccasions } from '../../worker/db/learned-occasions.ts'
import { readSums } from '../../worker/db/learned-sums.ts'
import { togetherStatements } from '../../worker/db/learned-together.ts'
import { listSelfPausing, readOfferMeasured } from '../../worker/db/learned-worth.ts'
import { openExperiments } from '../../worker/db/open-experiments.ts'
import { readSplitSums } from '../../worker/db/split-sums.ts'

type Asked = Pick<D1Database, 'prepare' | 'batch'>

/** What is asked of the database, written down as it is asked. */
async function sqlOf(work: (db: D1Database) => unknown): Promise<string[]> {
  const asked: string[] = []
  const db: Asked = {
    prepare(sql) {
      asked.push(sql)
      return env.DB.prepare(sql)
    },
    batch: (statements) => env.DB.batch(statements),
  }
  await work(db as D1Database)
  return asked
}

/** Tables whose rows grow with trade, by the names that they go by in these queries. */
const GROWING =
  /SCAN (?:p|r|e|a|c|d|l|o|purchases|returns|exposures|assignments|claims|redemptions|enrolments|profiles|ledger_entries|learned_\w+|nps_answers|program_facts|offers)\b(?! (?:VIRTUAL|USING))/

const scope = { programId: 'prg', merchantId: 'mer', storeIds: ['sto'], pointValueCentiMinor: 100 }
const span = { from: 1, to: 2 }
const together = {
  items: new Map([
    ['s:a', -1],
    ['s:b', 1],
  ]),
  pairs: new Map([['s:a', new Map([['s:b', -1]])]]),
}

test.each<[string, (db: D1Database) => unknown]>([
  [
    'figures over a period',
    (db) => readPeriods(db, scope, ['members', 'purchases', 'points', 'answers'], [span]),
  ],
  ['cohorts', (db) => readCohorts(db, scope, [{ month: '2026-01', from: 1, to: 2 }])],
  ['codes beside their holdouts', (db) => readCodes(db, scope, span, 30)],
  [
    'an experiment by margin',
    (db) =>
      readSplitSums(db, 'exp', { outcome: 'marginMinor', storeIds: ['sto'], marginPercent: 30, until: 9 }),
  ],
  [
    'an experiment by purchases',
    (db) =>
      readSplitSums(db, 'exp', { outcome: 'purchases', storeIds: ['sto'], marginPercent: 30, until: 9 }),
  ],
  ['what was on the screen', (db) => readOccasions(db, 'prg', ['sto'])],
  ['programmes that are due', (db) => listDuePrograms(db, 1, 20)],
  ['members who have bought', (db) => readBought(db, 'prg', '', 10)],
  [
    'pairs and items',
    async (db) => [await readPairs(db, 'prg', ['', ''], 5, 10), await readItems(db, 'prg', '', 5, 10)],
  ],
  ['what is added and taken out', (db) => togetherStatements(db, 'prg', together)],
  ['what ranking learns from', (db) => readSums(db, 'prg')],
  ['the latest facts', (db) => readFacts(db, 'prg')],
  ['facts that are forgotten', (db) => forgetFacts(db, 'prg', 1)],
  ['offers that pause themselves', (db) => listSelfPausing(db, 'prg')],
  ['an offer’s effect', (db) => readOfferMeasured(db, 'mer', 'off')],
  ['experiments of a catalogue', (db) => openExperiments(db, 'prg', 1)],
])('%s: no table that grows with trade is walked through', async (_, work) => {
  for (const sql of await sqlOf(work)) {
    const numbers = [...sql.matchAll(/\?(\d)/g)].map(([, number]) => Number(number))
    const count = numbers.length > 0 ? Math.max(...numbers) : (sql.match(/\?/g) ?? []).length
    const { results } = await env.DB.prepare(`EXPLAIN QUERY PLAN ${sql}`)
      .bind(...Array.from({ length: count }, () => '[]'))
      .all<{ detail: string }>()
    for (const { detail } of results) expect(detail, sql).not.toMatch(GROWING)
  }
})

test('the guard bites: a figure over all purchases is one', async () => {
  const { results } = await env.DB.prepare(
    'EXPLAIN QUERY PLAN SELECT sum(p.total_minor) FROM purchases p WHERE p.total_minor > 5',
  ).all<{ detail: string }>()
  expect(results.map(({ detail }) => detail).join()).toMatch(GROWING)
})
