import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { chmod, mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { build } from 'esbuild'
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from 'miniflare'
import { unstable_getMiniflareWorkerOptions, unstable_splitSqlQuery } from 'wrangler'
import { DataFault, fromKeptData } from './data-fault.ts'

const ROOT = join(import.meta.dirname, '../..')
const MIGRATIONS = join(ROOT, 'worker/db/migrations')
const MINUTE_MS = 60_000

/** The worker as it runs on this machine. */
export type LocalWorker = {
  /** Where it answers, without a slash at the end: what `STAMKUND_API` of a local extension is. */
  url: string
  /** A D1 database, DB unless said otherwise, for tests that compare. The demo goes through the API like everybody else. */
  database(binding?: string): ReturnType<Miniflare['getD1Database']>
  /** Has the clock do its minute's work now, or what it would do at another instant. */
  tick(at?: number): Promise<void>
  stop(): Promise<void>
}

/**
 * Runs the worker on workerd through miniflare, with D1 and the queue of wrangler.toml kept under `dataDir`.
 *
 * @param options.config another wrangler.toml, such as one with several databases
 * @param options.dataDir left out, everything is in memory
 * @param options.port 0: any that is free
 * @throws DataFault when the kept data can't be read; whatever else stands in the way as it is
 */
export async function startWorker(options: {
  dataDir?: string
  port: number
  config?: string
  /** Takes what the worker and workerd say; left out, it goes to stderr. */
  log?: (line: string) => void
}): Promise<LocalWorker> {
  const {
    dataDir,
    config = join(ROOT, 'wrangler.toml'),
    log = (line) => void process.stderr.write(`${line}\n`),
  } = options
  if (dataDir) await mkdir(dataDir, { recursive: true })
  const [source, signingKeys] = await Promise.all([bundleWorker(), fromKeptData(() => keysKeptIn(dataDir))])
  const { workerOptions } = unstable_getMiniflareWorkerOptions(config)
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      ...workerOptions,
      name: 'stamkund',
      modules: [{ type: 'ESModule', path: 'worker.mjs', contents: source }],
      bindings: {
        ...(workerOptions.bindings as object),
        STAMKUND_MODE: 'local',
        REGISTRATION: 'open',
        SIGNING_KEYS: signingKeys,
      },
      // One machine joins with thousands of households at once: the limits are for strangers.
      ratelimits: {},
      host: '127.0.0.1',
      port: options.port,
      log: new Log(LogLevel.NONE),
      handleStructuredLogs: ({ level, message }) => log(`${level} ${message}`),
      // Nothing here reads request.cf, and filling it in would ask the network.
      cf: false,
      ...(dataDir ? { resourcePersistencePath: join(dataDir, 'storage') } : {}),
    }),
  )
  let address: URL
  try {
    address = await miniflare.ready
    for (const binding of Object.keys(workerOptions.d1Databases ?? {}))
      await fromKeptData(async () => migrate(await miniflare.getD1Database(binding)))
  } catch (error) {
    await miniflare.dispose().catch(() => {})
    throw damageIn(error as Error) ?? error
  }

  // The platform's clock, which only a deployment has.
  const tick = async (at = Date.now()) => {
    const worker = await miniflare.getWorker()
    await worker.scheduled({ cron: '* * * * *', scheduledTime: new Date(at) })
  }
  const cron = setInterval(() => tick(), MINUTE_MS)
  cron.unref()
  return {
    url: address.origin,
    database: (binding = 'DB') => miniflare.getD1Database(binding),
    tick,
    async stop() {
      clearInterval(cron)
      await miniflare.dispose()
    },
  }
}

/** What SQLite says of a file that is damaged, which workerd passes on amid its own words; `null` for any other failure. */
function damageIn(error: Error): DataFault | null {
  const [said, why] = /([\w ]+): SQLITE_(?:NOTADB|CORRUPT)/.exec(error.message) ?? []
  return said && why ? new DataFault(why.trim(), { cause: error }) : null
}

/** The worker as one module, as a deployment has it. */
export async function bundleWorker(): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [join(ROOT, 'worker/index.ts')],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2024',
    conditions: ['workerd', 'worker', 'browser'],
    external: ['node:*', 'cloudflare:*'],
    loader: { '.html': 'text', '.txt': 'text', '.sql': 'text' },
    jsx: 'automatic',
    jsxImportSource: 'preact',
    logLevel: 'error',
  })
  return outputFiles[0]!.text
}

/** Applies the migrations that are new, and records each under the name that `wrangler d1 migrations` uses. */
async function migrate(db: Awaited<ReturnType<Miniflare['getD1Database']>>): Promise<void> {
  await db
    .prepare(
      `CREATE TABLE IF NOT EXISTS d1_migrations (id INTEGER PRIMARY KEY AUTOINCREMENT, name TEXT UNIQUE,
       applied_at TIMESTAMP DEFAULT CURRENT_TIMESTAMP NOT NULL)`,
    )
    .run()
  const { results } = await db.prepare('SELECT name FROM d1_migrations').all<{ name: string }>()
  const applied = new Set(results.map((row) => row.name))
  const files = (await readdir(MIGRATIONS)).filter((name) => name.endsWith('.sql')).sort()
  for (const name of files) {
    if (applied.has(name)) continue
    const statements = unstable_splitSqlQuery(await readFile(join(MIGRATIONS, name), 'utf8'))
    // One batch: a migration that fails half-way leaves nothing behind.
    await db.batch([
      ...statements.map((statement) => db.prepare(statement)),
      db.prepare('INSERT INTO d1_migrations (name) VALUES (?)').bind(name),
    ])
  }
}

/** The signing keys of this data folder, made on the first start: a session outlives a restart. */
async function keysKeptIn(dataDir: string | undefined): Promise<string> {
  const made = JSON.stringify({ local: randomBytes(32).toString('base64url') })
  if (!dataDir) return made
  const path = join(dataDir, 'signing-keys.json')
  if (!existsSync(path)) {
    await writeFile(path, made, { mode: 0o600 })
    await chmod(path, 0o600)
    return made
  }
  const kept = await readFile(path, 'utf8')
  if (!isKeyRing(kept)) throw new DataFault('signing-keys.json is damaged')
  return kept
}

/** Whether a text is what SIGNING_KEYS must be: an object of ids and 32 bytes each in base64url. */
function isKeyRing(text: string): boolean {
  try {
    const keys = Object.values(JSON.parse(text) as object)
    return keys.length > 0 && keys.every((key) => typeof key === 'string' && /^[\w-]{43}$/.test(key))
  } catch {
    return false
  }
}
