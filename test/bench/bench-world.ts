import { readdir, readFile } from 'node:fs/promises'
import { Agent, request } from 'node:http'
import { join } from 'node:path'
import { build } from 'esbuild'
import { convertV4MiniflareOptions, Miniflare } from 'miniflare'

const ROOT = join(import.meta.dirname, '../..')

/** A request with a JSON body, or with bytes as they are. */
export interface BenchRequest {
  bearer?: string
  body?: unknown
  raw?: Uint8Array
  headers?: Record<string, string>
  /** Not counted: for runs that measure time. */
  plain?: boolean
}

/** The worker on workerd, reached over its own socket, without a log. */
export interface Bench {
  call<T>(
    method: string,
    path: string,
    options?: BenchRequest,
  ): Promise<{ status: number; bytes: number; json: T }>
  /** What D1 was asked since the last time this was called. */
  counts(): Promise<{ d1Calls: number; rowsRead: number }>
  sql(...statements: string[]): Promise<void>
  /** CPU that workerd has used so far, all threads, in microseconds. */
  cpuUs(): Promise<number>
  stop(): Promise<void>
}

/** Clock ticks a second in /proc/PID/stat (USER_HZ): 100 on every Linux that Node runs on. */
const TICK_US = 10_000

export async function startBench(): Promise<Bench> {
  if (process.platform !== 'linux') throw new Error('CPU is read from /proc: run this benchmark on Linux')
  const { outputFiles } = await build({
    entryPoints: [join(import.meta.dirname, 'counted-worker.ts')],
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2024',
    conditions: ['workerd', 'worker', 'browser'],
    external: ['node:*', 'cloudflare:*'],
    minify: true,
  })
  const before = await children()
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({
      name: 'bench',
      modules: true,
      script: outputFiles[0]?.text ?? '',
      compatibilityDate: '2026-11-01',
      compatibilityFlags: ['nodejs_compat'],
      host: '127.0.0.1',
      port: 0,
      cf: false,
      unsafeDirectSockets: [{ host: '127.0.0.1', port: 0 }],
      d1Databases: ['DB'],
      queueProducers: { EXPOSURES: 'exposures' },
      bindings: {
        STAMKUND_MODE: 'local',
        REGISTRATION: 'open',
        SIGNING_KEYS: JSON.stringify({ bench: 'YmVuY2gtYmVuY2gtYmVuY2gtYmVuY2gtYmVuY2gtMTI' }),
      },
    }),
  )
  // The direct socket is workerd's own: requests do not pass through a proxy that would be measured too.
  await miniflare.ready
  const origin = await miniflare.unsafeGetDirectURL()
  const [pid] = (await children()).filter((child) => !before.includes(child))
  const agent = new Agent({ keepAlive: true, maxSockets: 4 })

  const call = <T>(method: string, path: string, options: BenchRequest = {}) =>
    new Promise<{ status: number; bytes: number; json: T }>((resolve, reject) => {
      const body = options.raw ?? (options.body === undefined ? undefined : JSON.stringify(options.body))
      const outgoing = request(
        new URL(path, origin),
        {
          method,
          agent,
          headers: {
            ...(options.bearer ? { authorization: `Bearer ${options.bearer}` } : {}),
            ...(body === undefined
              ? {}
              : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) }),
            ...options.headers,
            ...(options.plain ? { 'x-bench-plain': '1' } : {}),
          },
        },
        (answer) => {
          const chunks: Buffer[] = []
          answer.on('data', (chunk: Buffer) => chunks.push(chunk))
          answer.on('end', () => {
            const text = Buffer.concat(chunks)
            const isJson = /json/.test(answer.headers['content-type'] ?? '')
            resolve({
              status: answer.statusCode ?? 0,
              bytes: text.byteLength,
              json: (isJson ? JSON.parse(text.toString()) : null) as T,
            })
          })
        },
      )
      outgoing.on('error', reject)
      outgoing.end(body)
    })

  const bench: Bench = {
    call,
    counts: async () => (await call<{ d1Calls: number; rowsRead: number }>('GET', '/bench/counts')).json,
    sql: async (...statements) => void (await call('POST', '/bench/sql', { body: statements })),
    async cpuUs() {
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
      // Fields after the command's name in brackets: utime and stime are the 12th and 13th.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      return (Number(fields[11]) + Number(fields[12])) * TICK_US
    },
    async stop() {
      agent.destroy()
      await miniflare.dispose()
    },
  }
  const migrations = join(ROOT, 'worker/db/migrations')
  const db = await miniflare.getD1Database('DB')
  const { unstable_splitSqlQuery } = await import('wrangler')
  for (const file of (await readdir(migrations)).filter((name) => name.endsWith('.sql')).sort()) {
    await db.batch(
      unstable_splitSqlQuery(await readFile(join(migrations, file), 'utf8')).map((sql) => db.prepare(sql)),
    )
  }
  return bench
}

/** Processes that this one started: workerd is among them. */
async function children(): Promise<string[]> {
  const list = await readFile(`/proc/self/task/${process.pid}/children`, 'utf8')
  return list.trim().split(' ').filter(Boolean)
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[sorted.length >> 1] ?? Number.NaN
}

/**
 * CPU a request of each subject, in microseconds: the median of several interleaved rounds, so that whatever else
 * the machine is doing falls on all subjects alike.
 */
export async function cpuPerRequest<K extends string>(
  bench: Bench,
  subjects: Record<K, () => Promise<{ status: number }>>,
  { rounds = 9, requests = 400 } = {},
): Promise<{ median: Record<K, number>; rounds: Record<K, number[]> }> {
  const names = Object.keys(subjects) as K[]
  const measured = Object.fromEntries(names.map((name) => [name, [] as number[]])) as Record<K, number[]>
  const run = async (name: K) => {
    for (let sent = 0; sent < requests; sent += 1) {
      const { status } = await subjects[name]()
      if (status !== 200) throw new Error(`${name} answered ${status}`)
    }
  }
  // Once unmeasured: what is compiled and cached at first must not be counted.
  for (const name of names) await run(name)
  for (let round = 0; round < rounds; round += 1) {
    for (const name of round % 2 ? [...names].reverse() : names) {
      const startedAt = await bench.cpuUs()
      await run(name)
      measured[name].push(((await bench.cpuUs()) - startedAt) / requests)
    }
    process.stderr.write(`\rround ${round + 1} of ${rounds}`)
  }
  process.stderr.write('\r                    \r')
  return {
    median: Object.fromEntries(names.map((name) => [name, median(measured[name])])) as Record<K, number>,
    rounds: measured,
  }
}

/** The median over rounds of one subject's cost against another's in the same round. */
export const ratioByRound = (a: readonly number[], b: readonly number[]): number =>
  median(a.map((value, round) => value / (b[round] as number)))

export const round2 = (value: number): number => Math.round(value * 100) / 100
