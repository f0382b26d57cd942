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

const TABLES = [
  'programs',
  'enrolments',
  'accounts',
  'lots',
  'ledger_entries',
  'ledger_days',
  'receipt_keys',
  'holds',
  'reward_orders',
]

/**
 * The databases to audit: a file of SQLite or a dump of one, those of a folder, or whatever `npm start` keeps here. A database is read at
 * one instant, whoever writes to it meanwhile.
 *
 * @throws Plainly where there is nothing, or nothing that can be read
 */
export async function openSources(file: string | undefined): Promise<Source[]> {
  if (file === undefined) {
    const local = await openFolder(join(USUAL_DATA_DIR, 'storage'), '.data/storage')
    if (local.length > 0) return local
    throw new Plainly(
      'There are no local books yet: npm start makes some. Or name a file: npm run audit -- FILE',
    )
  }
  const path = namedFile(file)
  if (!existsSync(path)) throw new Plainly(`There is no file ${file}.`)
  if (!statSync(path).isDirectory()) return [await openFile(path, file)]
  const found = await openFolder(path, file)
  if (found.length === 0) throw new Plainly(`${file} is a folder without books.`)
  return found
}

/** Whatever books are in a folder, such as that of `npm start -- --data FOLDER`. */
function openFolder(folder: string, name: string): Promise<Source[]> {
  const files = existsSync(folder)
    ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
        (path) => path.endsWith('.sqlite') && hasBooks(join(folder, path)),
      )
    : []
  return Promise.all(files.map((path) => openFile(join(folder, path), join(name, path))))
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
