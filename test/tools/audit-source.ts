import {
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readSync,
  rmSync,
  statSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { USUAL_DATA_DIR } from '../demo/data-dir.ts'
import { Plainly } from '../demo/terminal.ts'
import { loadDump } from './audit-dump.ts'
import { namedFile } from './named-file.ts'

/** Books that are open for reading, and where they are from. */
export interface Source {
  name: string
  db: DatabaseSync
  close(): void
}

const TABLES = ['programs', 'enrolments', 'accounts', 'lots', 'ledger_entries', 'ledger_days', 'receipt_keys']

/**
 * The databases to audit: a file of SQLite or a dump of one, or whatever `npm start` keeps here. A database is read at
 * one instant, whoever writes to it meanwhile.
 *
 * @throws Plainly where there is nothing, or nothing that can be read
 */
export async function openSources(file: string | undefined): Promise<Source[]> {
  if (file !== undefined) return [await openFile(namedFile(file), file)]
  const storage = join(USUAL_DATA_DIR, 'storage')
  const files = existsSync(storage)
    ? readdirSync(storage, { recursive: true, encoding: 'utf8' }).filter(
        (path) => path.endsWith('.sqlite') && hasBooks(join(storage, path)),
      )
    : []
  if (files.length === 0)
    throw new Plainly(
      'There are no local books yet: npm start makes some. Or name a file: npm run audit -- FILE',
    )
  return Promise.all(files.map((path) => openFile(join(storage, path), join('.data/storage', path))))
}

function hasBooks(path: string): boolean {
  try {
    const db = new DatabaseSync(path, { readOnly: true })
    const found = db.prepare(`SELECT 1 FROM sqlite_master WHERE name = 'ledger_entries'`).get()
    db.close()
    return found !== undefined
  } catch {
    return false
  }
}

async function openFile(path: string, name: string): Promise<Source> {
  if (!existsSync(path)) throw new Plainly(`There is no file ${name}.`)
  if (!statSync(path).isFile()) throw new Plainly(`${name} is no file.`)
  try {
    const source = startsAs(path, 'SQLite format 3\0') ? openDatabase(path, name) : await openDump(path, name)
    const missing = TABLES.filter(
      (table) =>
        source.db.prepare(`SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?`).get(table) ===
        undefined,
    )
    if (missing.length === 0) return source
    source.close()
    throw new Plainly(`${name} holds no books of Stamkund: it lacks ${missing.join(', ')}.`)
  } catch (error) {
    if (error instanceof Plainly) throw error
    throw new Plainly(`${name} can't be read: ${(error as Error).message}`, { cause: error })
  }
}

function startsAs(path: string, magic: string): boolean {
  const head = Buffer.alloc(magic.length)
  const file = openSync(path, 'r')
  readSync(file, head, 0, magic.length, 0)
  closeSync(file)
  return head.toString('latin1') === magic
}

function openDatabase(path: string, name: string): Source {
  const db = new DatabaseSync(path, { readOnly: true })
  db.exec('BEGIN')
  return { name, db, close: () => db.close() }
}

/** A dump is put into a database of its own, on disk: it may be larger than memory. */
async function openDump(path: string, name: string): Promise<Source> {
  const folder = mkdtempSync(join(tmpdir(), 'stamkund-audit-'))
  const db = new DatabaseSync(join(folder, 'dump.sqlite'))
  const close = () => {
    db.close()
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await loadDump(db, path)
  } catch (error) {
    close()
    throw error
  }
  return { name, db, close }
}
