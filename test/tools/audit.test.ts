import { generateKeyPairSync, sign } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { CHECKS, type Check, type Failure } from './audit-book.ts'
import { type Books, writeBooks } from './audit-books.ts'
import { linesOf, statementsOf } from './audit-dump.ts'
import { IDS, idOf } from './audit-ids.ts'
import type { SavedRoot } from './audit-roots.ts'
import { type Known, knownOfNothing, runAudit } from './audit-run.ts'
import { openSources } from './audit-source.ts'
import { runScript } from './run-script.ts'

const folder = mkdtempSync(join(tmpdir(), 'audit-'))
let books: Books
beforeAll(async () => {
  books = await writeBooks(join(folder, 'books'))
}, 60_000)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function audit(path: string, known: Partial<Known> = {}) {
  const [source] = await openSources(path)
  if (!source) throw new Error('nothing was opened')
  const failures: Failure[] = []
  const audited = await runAudit(source.db, (failure) => failures.push(failure), {
    ...knownOfNothing(),
    ...known,
  })
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
    const { totals, keys, ...counts } = audited
    expect(counts).toEqual(CONTENT)
    expect(keys.map(({ keyId }) => keyId)).toEqual(['test'])
    const points = totals.find(({ programId }) => programId === IDS.program)
    expect(points?.outOf.get('issued')).toBe(200n)
    expect(points?.into.get('spent')).toBe(21n)
  }
})

const entry = (n: number) => `id = '${idOf('ent', n)}'`
const lot = (n: number) => `id = '${idOf('lot', n)}'`
const { anna, bo, program, debtProgram } = IDS
const rows = 'ledger_entries'

// Entries, in the order of writing: 1, 2 Anna earns; 3 Cilla earns; 4, 5 Anna waits for a seat, and spends; 6, 7 Anna's transfer to Bo;
// 8, 9 Cilla spends and owes; 10, 11 Bo is adjusted, and that is reversed; 12 Anna spends.
const CASES: [what: string, told: Check[], row: string, ...sql: string[]][] = [
  ['a hole', ['sequence', 'hash', 'balance'], 'seq=7', `UPDATE ${rows} SET seq = 7 WHERE ${entry(12)}`],
  [
    'an entry taken away',
    ['sequence', 'chain', 'balance', 'lot', 'root', 'hold'],
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
    'a debt that no return made',
    ['hash', 'policy'],
    idOf('ent', 9),
    `UPDATE ${rows} SET reason = 'adjust' WHERE ${entry(9)}`,
  ],
  ['a hold that is let go without an entry', ['hold'], anna, `UPDATE holds SET state = 'released'`],
  ['a hold of more than was reserved', ['hold'], IDS.hold, `UPDATE holds SET amount = 11`],
  ['a hold of another member', ['hold'], IDS.hold, `UPDATE holds SET enrolment_id = '${bo}'`],
  ['an order that waits for nothing', ['hold'], IDS.order, `UPDATE reward_orders SET hold_id = NULL`],
  [
    'an order that was cancelled and still holds its price',
    ['hold'],
    IDS.order,
    `UPDATE reward_orders SET state = 'cancelled'`,
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
    const elsewhere: Check[] = ['key', 'trusted', 'published']
    expect(new Set([...CASES.flatMap(([, told]) => told), ...elsewhere])).toEqual(
      new Set(Object.keys(CHECKS)),
    )
  })
})

test('a debt stands as it was made, whatever the rules have become', async () => {
  const path = corrupted(
    `UPDATE programs SET rules = json_set(rules, '$.returns.clawBack', 'within_balance') WHERE id = '${debtProgram}'`,
  )
  expect((await audit(path)).failures).toEqual([])
})

/** What the tests' books say of themselves, as their worker would publish it. */
function published(): { keyId: string; x: string; roots: SavedRoot[]; hash: string } {
  const db = new DatabaseSync(books.path, { readOnly: true })
  const key = db.prepare('SELECT key_id AS keyId, public_key AS x FROM receipt_keys').get()
  const roots = db
    .prepare('SELECT program_id AS programId, day, entries, root, previous, chain FROM ledger_days')
    .all() as unknown[] as SavedRoot[]
  const { hash } = db.prepare(`SELECT hash FROM ${rows} WHERE ${entry(12)}`).get() as { hash: string }
  db.close()
  return { ...(key as { keyId: string; x: string }), roots, hash }
}

describe('held against what is known from elsewhere', () => {
  const pair = generateKeyPairSync('ed25519')
  const other = String(pair.publicKey.export({ format: 'jwk' }).x)

  test('true books hold', async () => {
    const { keyId, x, roots } = published()
    const known = { trusted: [{ keyId, x }], elsewhere: new Map([[keyId, x]]), roots }
    expect((await audit(books.path, known)).failures).toEqual([])
    expect((await audit(books.path, { trusted: [{ keyId: undefined, x }] })).failures).toEqual([])
  })

  test('a key that was not published is told, however well all is signed by it', async () => {
    const { failures } = await audit(books.path, { trusted: [{ keyId: 'other', x: other }] })
    expect(failures).toMatchObject([{ check: 'trusted', row: 'receipt_keys key_id=test' }])
  })

  test('an id that stands for another key elsewhere is told', async () => {
    const { keyId, x } = published()
    const trusted = [
      { keyId, x },
      { keyId, x: other },
    ]
    for (const known of [{ trusted }, { elsewhere: new Map([[keyId, other]]) }])
      expect((await audit(books.path, known)).failures).toMatchObject([
        { check: 'key', row: 'receipt_keys key_id=test', why: expect.stringContaining(other) },
      ])
  })

  test('an entry that another key signed under the same id is told as that', async () => {
    const signature = sign(null, Buffer.from(published().hash, 'base64url'), pair.privateKey)
    const again = `UPDATE ${rows} SET signature = '${signature.toString('base64url')}' WHERE ${entry(12)}`
    const told = async (path: string, known: Partial<Known> = {}) =>
      (await audit(path, known)).failures.map(({ check }) => check)
    expect(await told(corrupted(again))).toEqual(['signature'])
    const beside = `INSERT INTO receipt_keys (key_id, public_key, first_used_at) VALUES ('other', '${other}', 1)`
    expect(await told(corrupted(again, beside))).toEqual(['key', 'signature'])
  })

  test('a day that is not as it was published is told, and one that is gone', async () => {
    const { roots } = published()
    const [first, ...more] = roots
    if (!first) throw new Error('no day')
    const changed = { ...first, root: first.chain }
    const gone = { ...first, programId: idOf('prg', 9) }
    const { failures } = await audit(books.path, { roots: [changed, ...more, gone] })
    expect(failures).toMatchObject([
      { check: 'published', row: `ledger_days program_id=${first.programId} day=${first.day}` },
      { check: 'published', row: `ledger_days program_id=${gone.programId} day=${first.day}` },
    ])
    expect(failures[0]?.why).toBe(`root is ${first.root}, and ${first.chain} was published`)
    expect(failures[1]?.why).toContain('is not there')
  })
})

test('a dump’s lines end at a line feed alone, wherever it was cut', async () => {
  async function* chunks() {
    yield* ["VALUES('a\u2028b\r", "\u0085c\u2029');\n", '\nEN', 'D;']
  }
  const found: string[] = []
  for await (const line of linesOf(chunks())) found.push(line)
  expect(found).toEqual(["VALUES('a\u2028b\r\u0085c\u2029');", '', 'END;'])
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

  test('says that the keys and days were taken at the books’ own word, with fingerprints to compare', async () => {
    const { stdout } = await runScript('audit', [dirname(books.path)], folder)
    expect(stdout).toContain('The keys are the file’s own')
    expect(stdout).toMatch(/test {2}([0-9a-f]{4} ){15}[0-9a-f]{4}/)
    expect(stdout).toContain('The published days are the file’s own')
    expect(stdout).not.toContain(CHECKS.trusted)
    expect(stdout).not.toContain(CHECKS.published)
  })

  test('takes published keys and days, and then nothing at the books’ own word', async () => {
    const { keyId, x, roots } = published()
    const jwk = { kty: 'OKP', crv: 'Ed25519', kid: keyId, x }
    const keys = written('keys.json', JSON.stringify({ keys: [jwk] }))
    const [day, ...more] = roots
    const page = written('page.json', JSON.stringify({ items: more, nextCursor: null }))
    const one = written('day.json', JSON.stringify([day]))
    const { code, stdout } = await runScript(
      'audit',
      [books.path, '--key', keys, '--roots', page, '--roots', one],
      folder,
    )
    expect(stdout).toContain(`✓ ${CHECKS.trusted}`)
    expect(stdout).toContain(`✓ ${CHECKS.published}`)
    expect(stdout).not.toContain('the file’s own')
    expect(code).toBe(0)

    const nowhere = { ...day, programId: idOf('prg', 9) }
    const forged = written('forged.json', JSON.stringify({ items: [{ ...day, root: day?.chain }, nowhere] }))
    const stranger = JSON.stringify({ ...jwk, kid: 'other', x: 'A'.repeat(43) })
    const told = await runScript(
      'audit',
      [books.path, '--json', '--key', stranger, '--roots', forged],
      folder,
    )
    const { databases } = JSON.parse(told.stdout)
    expect(databases[0].keys).toMatchObject([{ kid: keyId, x }])
    expect(databases[0].failures).toMatchObject([
      { check: 'trusted' },
      { check: 'published' },
      { check: 'published', why: 'was published, and is not there' },
    ])
    expect(told.code).toBe(1)
  })

  test.each([
    ['--key', 'nowhere.json', /--key: there is no file/],
    ['--roots', 'nowhere.json', /--roots: there is no file/],
    ['--roots', () => written('no-roots.json', '{"items":[{"day":1}]}'), /holds no answer of/],
    ['--roots', () => written('no-days.json', '{"items":[],"nextCursor":null}'), /holds no published day/],
  ])('says in one line what %s lacks', async (option, value, words) => {
    const given = typeof value === 'string' ? value : value()
    const { code, stderr } = await runScript('audit', [books.path, option, given], folder)
    expect(stderr).toMatch(words)
    expect(stderr.trim().split('\n')).toHaveLength(1)
    expect(code).toBe(2)
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
    ['a folder without books', () => emptyFolder(), /is a folder without books/],
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

function emptyFolder(): string {
  mkdirSync(join(folder, 'empty'), { recursive: true })
  return 'empty'
}

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
