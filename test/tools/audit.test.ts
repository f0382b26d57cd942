import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CHECKS, type Check, type Failure } from './audit-book.ts'
import { type Books, writeBooks } from './audit-books.ts'
import { statementsOf } from './audit-dump.ts'
import { IDS, idOf } from './audit-ids.ts'
import { runAudit } from './audit-run.ts'
import { openSources } from './audit-source.ts'
import { runScript } from './run-script.ts'

const folder = mkdtempSync(join(tmpdir(), 'audit-'))
let books: Books
beforeAll(async () => {
  books = await writeBooks(join(folder, 'books'))
}, 60_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function audit(path: string) {
  const [source] = await openSources(path)
  if (!source) throw new Error('nothing was opened')
  const failures: Failure[] = []
  const audited = await runAudit(source.db, (failure) => failures.push(failure))
  source.close()
  return { audited, failures }
}

let copies = 0

/** A copy of the books without anything that holds its promises, changed by hand. */
function corrupted(...sql: string[]): string {
  copies += 1
  const path = join(folder, `corrupted-${copies}.sqlite`)
  // Whole, with what is still in its write-ahead log.
  const whole = new DatabaseSync(books.path, { readOnly: true })
  whole.exec(`VACUUM INTO '${path}'`)
  whole.close()
  const db = new DatabaseSync(path)
  db.exec('PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON')
  for (const { name } of db.prepare(`SELECT name FROM sqlite_master WHERE type = 'trigger'`).all())
    db.exec(`DROP TRIGGER "${name}"`)
  for (const statement of sql) {
    const { changes } = db.prepare(statement).run()
    if (changes === 0) throw new Error(`corrupted nothing: ${statement}`)
  }
  db.close()
  return path
}

const CONTENT = { programs: 2, accounts: 3, entries: 12, lots: 4, days: 5 }

test('true books hold, read from the database or from a dump of it', async () => {
  const dump = join(folder, 'dump.sql')
  writeFileSync(dump, books.dump)
  for (const path of [books.path, dump]) {
    const { audited, failures } = await audit(path)
    expect(failures).toEqual([])
    const { totals, ...counts } = audited
    expect(counts).toEqual(CONTENT)
    const points = totals.find(({ programId }) => programId === IDS.program)
    expect(points?.outOf.get('issued')).toBe(200n)
    expect(points?.into.get('spent')).toBe(21n)
  }
})

const entry = (n: number) => `id = '${idOf('ent', n)}'`
const lot = (n: number) => `id = '${idOf('lot', n)}'`
const { anna, bo, cilla, program, debtProgram } = IDS
const rows = 'ledger_entries'

// Entries, in the order of writing: 1, 2 Anna earns; 3 Cilla earns; 4, 5 Anna's hold is spent; 6, 7 Anna's transfer to Bo;
// 8, 9 Cilla spends and owes; 10, 11 Bo is adjusted, and that is reversed; 12 Anna spends.
const CASES: [what: string, told: Check[], row: string, ...sql: string[]][] = [
  ['a hole', ['sequence', 'hash', 'balance'], 'seq=7', `UPDATE ${rows} SET seq = 7 WHERE ${entry(12)}`],
  [
    'an entry taken away',
    ['sequence', 'chain', 'balance', 'lot', 'root', 'lotOverdrawn', 'negative'],
    idOf('ent', 5),
    `DELETE FROM ${rows} WHERE ${entry(4)}`,
  ],
  ['another note', ['hash'], idOf('ent', 10), `UPDATE ${rows} SET note = 'nothing' WHERE ${entry(10)}`],
  [
    'another instant',
    ['hash'],
    idOf('ent', 12),
    `UPDATE ${rows} SET posted_at = posted_at + 1 WHERE ${entry(12)}`,
  ],
  [
    'half a text',
    ['hash'],
    idOf('ent', 10),
    `UPDATE ${rows} SET note = CAST(x'ff' AS TEXT) WHERE ${entry(10)}`,
  ],
  [
    'another link of the chain',
    ['chain', 'hash'],
    idOf('ent', 2),
    `UPDATE ${rows} SET previous_hash = hash WHERE ${entry(2)}`,
  ],
  ['another head', ['chain'], bo, `UPDATE accounts SET head = 'x' WHERE enrolment_id = '${bo}'`],
  [
    'a signature of another entry',
    ['signature'],
    idOf('ent', 2),
    `UPDATE ${rows} SET signature = (SELECT signature FROM ${rows} WHERE ${entry(1)}) WHERE ${entry(2)}`,
  ],
  ['a key that nobody kept', ['signature', 'dayChain'], 'key_id', `DELETE FROM receipt_keys`],
  [
    'another key',
    ['signature', 'dayChain'],
    'id=',
    `UPDATE receipt_keys SET public_key = '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo'`,
  ],
  [
    'a gift without an entry',
    ['balance', 'doubleEntry', 'lotBalance'],
    anna,
    `UPDATE accounts SET available = available + 1 WHERE enrolment_id = '${anna}'`,
  ],
  [
    'an account with nothing behind it',
    ['balance', 'doubleEntry', 'lotBalance'],
    'unit=stamps',
    `INSERT INTO accounts (enrolment_id, unit, available) VALUES ('${anna}', 'stamps', 1)`,
  ],
  [
    'a spend of more than there was',
    ['hash', 'negative', 'balance', 'doubleEntry', 'lot', 'lotOverdrawn'],
    idOf('ent', 12),
    `UPDATE ${rows} SET amount = 500 WHERE ${entry(12)}`,
  ],
  [
    'a debt where none is allowed',
    ['policy'],
    cilla,
    `UPDATE programs SET rules = json_set(rules, '$.returns.clawBack', 'within_balance') WHERE id = '${debtProgram}'`,
  ],
  [
    'a balance below zero',
    ['balance', 'policy', 'doubleEntry', 'lotBalance'],
    bo,
    `UPDATE accounts SET available = -1 WHERE enrolment_id = '${bo}'`,
  ],
  [
    'a unit swapped for another',
    ['orphan', 'hash', 'chain', 'sequence', 'balance', 'doubleEntry', 'negative'],
    idOf('ent', 12),
    `UPDATE ${rows} SET unit = 'stamps' WHERE ${entry(12)}`,
  ],
  [
    'a lot that holds more',
    ['lot', 'lotBalance'],
    idOf('lot', 1),
    `UPDATE lots SET remaining = remaining + 1 WHERE ${lot(1)}`,
  ],
  [
    'a lot that holds more back',
    ['lot', 'lotBalance'],
    idOf('lot', 1),
    `UPDATE lots SET held = held + 1 WHERE ${lot(1)}`,
  ],
  [
    'a lot filled above its amount',
    ['lotOverdrawn'],
    idOf('ent', 1),
    `UPDATE lots SET amount = 119 WHERE ${lot(1)}`,
  ],
  [
    'a draw on a lot that is empty',
    ['hash', 'lot', 'lotOverdrawn', 'orphan'],
    idOf('ent', 12),
    `UPDATE ${rows} SET lot_id = '${idOf('lot', 4)}' WHERE ${entry(12)}`,
  ],
  ['a lot in another state', ['lotBalance'], anna, `UPDATE lots SET state = 'active' WHERE ${lot(2)}`],
  [
    'a lot closed with something in it',
    ['lot', 'lotBalance'],
    idOf('lot', 2),
    `UPDATE lots SET state = 'closed' WHERE ${lot(2)}`,
  ],
  [
    'a transfer that came from nobody',
    ['hash', 'transfer'],
    'source_id=trf_2',
    `UPDATE ${rows} SET source_id = 'trf_2' WHERE ${entry(7)}`,
  ],
  [
    'a correction of another entry',
    ['hash', 'reversal'],
    idOf('ent', 11),
    `UPDATE ${rows} SET reverses = '${idOf('ent', 1)}' WHERE ${entry(11)}`,
  ],
  [
    'a correction of nothing',
    ['hash', 'reversal'],
    idOf('ent', 11),
    `UPDATE ${rows} SET reverses = NULL WHERE ${entry(11)}`,
  ],
  [
    'a lot that nothing filled',
    ['orphan'],
    idOf('lot', 9),
    `INSERT INTO lots (id, enrolment_id, unit, amount, earned_at) VALUES ('${idOf('lot', 9)}', '${anna}', 'points', 1, 1)`,
  ],
  ['a lot that is gone', ['orphan', 'lotBalance'], idOf('lot', 3), `DELETE FROM lots WHERE ${lot(3)}`],
  [
    'a lot of another member',
    ['orphan', 'lotBalance'],
    idOf('lot', 3),
    `UPDATE lots SET enrolment_id = '${anna}' WHERE ${lot(3)}`,
  ],
  [
    'an entry without a lot',
    ['hash', 'orphan', 'lot'],
    idOf('ent', 12),
    `UPDATE ${rows} SET lot_id = NULL WHERE ${entry(12)}`,
  ],
  [
    'an account that is gone',
    ['orphan', 'doubleEntry'],
    'programs',
    `DELETE FROM accounts WHERE enrolment_id = '${bo}'`,
  ],
  [
    'a member that is gone',
    ['orphan', 'doubleEntry'],
    idOf('ent', 7),
    `DELETE FROM enrolments WHERE id = '${bo}'`,
  ],
  [
    'an entry of another programme',
    ['orphan', 'hash', 'doubleEntry', 'root'],
    idOf('ent', 10),
    `UPDATE ${rows} SET program_id = '${debtProgram}' WHERE ${entry(10)}`,
  ],
  [
    'another root',
    ['root', 'dayChain'],
    `program_id=${program}`,
    `UPDATE ledger_days SET root = chain WHERE program_id = '${program}'`,
  ],
  [
    'another count of a day',
    ['root', 'dayChain'],
    `program_id=${program}`,
    `UPDATE ledger_days SET entries = entries + 1 WHERE program_id = '${program}'`,
  ],
  [
    'a day chained to nothing',
    ['dayChain'],
    'ledger_days',
    `UPDATE ledger_days SET previous = '' WHERE previous <> '' AND program_id = '${program}'`,
  ],
  [
    'a day that nobody signed',
    ['dayChain'],
    'ledger_days',
    `UPDATE ledger_days SET signature = (SELECT signature FROM ${rows} LIMIT 1) WHERE previous = ''`,
  ],
  [
    'a day that is gone',
    ['root', 'dayChain'],
    'ledger_days',
    `DELETE FROM ledger_days WHERE previous = '' AND program_id = '${program}'`,
  ],
  [
    'the last day gone',
    ['dayChain'],
    'programs',
    `DELETE FROM ledger_days WHERE program_id = '${debtProgram}' AND previous <> ''`,
  ],
  [
    'books open again',
    ['dayChain'],
    'programs',
    `UPDATE programs SET sealed_until = 0 WHERE id = '${program}'`,
  ],
  [
    'history rewritten with all care, but for what was published',
    ['root'],
    'ledger_days',
    `UPDATE accounts SET seq = 2, available = 20, head = (SELECT hash FROM ${rows} WHERE ${entry(10)}) WHERE enrolment_id = '${bo}'`,
    `UPDATE lots SET remaining = 20 WHERE ${lot(3)}`,
    `DELETE FROM ${rows} WHERE ${entry(11)}`,
  ],
]

describe('tells', () => {
  test.each(CASES)('%s', async (_, told, row, ...sql) => {
    const { failures } = await audit(corrupted(...sql))
    expect([...new Set(failures.map(({ check }) => check))].sort()).toEqual([...told].sort())
    expect(
      failures.map((failure) => `${failure.row} ${failure.why} ${row === 'key_id' ? row : ''}`).join('\n'),
    ).toContain(row)
  })

  test('each of its promises in at least one of these', () => {
    expect(new Set(CASES.flatMap(([, told]) => told))).toEqual(new Set(Object.keys(CHECKS)))
  })
})

test('a dump is read statement by statement, whatever its texts hold', async () => {
  async function* lines() {
    yield* [
      'PRAGMA defer_foreign_keys=TRUE;',
      'CREATE TABLE a (',
      "  b TEXT, -- an operator's; word",
      '  "c;d" TEXT',
      ');',
      `INSERT INTO "a" VALUES('it''s;`,
      ` two lines; -- no comment');`,
      'CREATE TRIGGER t AFTER INSERT ON a BEGIN',
      '  SELECT 1;',
      'END;',
      'SELECT 2;',
    ]
  }
  const found: string[] = []
  for await (const statement of statementsOf(lines())) found.push(statement.slice(0, 14))
  expect(found).toEqual(['PRAGMA defer_f', 'CREATE TABLE a', 'INSERT INTO "a', 'CREATE TRIGGER', 'SELECT 2;'])
})

describe('npm run audit', () => {
  test('says that the books hold, and ends with 0', async () => {
    const { code, stdout } = await runScript('audit', [basename(books.path)], dirname(books.path))
    expect(stdout).toContain('12 entries')
    expect(stdout).toContain('The books hold.')
    expect(code).toBe(0)
  })

  test('names the row that does not, and ends with 1', async () => {
    const path = corrupted(`UPDATE ${rows} SET note = 'nothing' WHERE ${entry(10)}`)
    const { code, stdout } = await runScript('audit', [path], folder)
    expect(stdout).toContain(`Not so: ${CHECKS.hash}`)
    expect(stdout).toContain(`ledger_entries id=${idOf('ent', 10)}`)
    expect(code).toBe(1)
    const json = await runScript('audit', [path, '--json'], folder)
    const { holds, databases } = JSON.parse(json.stdout)
    expect(holds).toBe(false)
    expect(databases[0]).toMatchObject({ ...CONTENT, failures: [{ check: 'hash' }] })
    expect(json.code).toBe(1)
  })

  test.each([
    ['no file', () => 'nowhere.sqlite', /There is no file nowhere.sqlite/],
    ['a folder', () => '.', /is no file/],
    ['a database of something else', () => emptyDatabase(), /holds no books of Stamkund: it lacks programs/],
    ['a text of something else', () => written('letter.sql', 'Dear Sir,\nno.'), /holds no books/],
    ['a damaged database', () => damaged(), /can't be read/],
    [
      'a damaged dump',
      () => written('cut.sql', books.dump.slice(0, books.dump.indexOf('INSERT INTO "ledger_entries"') + 60)),
      /can't be read/,
    ],
  ])('says in one line that %s can’t be audited, and ends with 2', async (_, path, words) => {
    const { code, stdout, stderr } = await runScript('audit', [path()], folder)
    expect(stdout + stderr).toMatch(words)
    expect(stderr.trim().split('\n')).toHaveLength(1)
    expect(code).toBe(2)
  })
})

function written(name: string, content: string | Buffer): string {
  writeFileSync(join(folder, name), content)
  return name
}

function emptyDatabase(): string {
  const db = new DatabaseSync(join(folder, 'empty.sqlite'))
  db.exec('CREATE TABLE other (id INTEGER)')
  db.close()
  return 'empty.sqlite'
}

function damaged(): string {
  return written('damaged.sqlite', `SQLite format 3\0${'not at all '.repeat(1000)}`)
}
