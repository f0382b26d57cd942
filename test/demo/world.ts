import { appendFileSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { apiOf } from './api.ts'
import { MERCHANTS } from './catalogue.ts'
import { type Demo, readDemo, seed } from './seed.ts'
import { type RunningShop, type ShopKind, startShop } from './shops/index.ts'
import { Plainly } from './terminal.ts'
import { type LocalWorker, startWorker } from './worker.ts'

/** Where everything answers; 0 takes any port that is free. */
export type Ports = { worker: number } & Record<ShopKind, number>

/** The ports that people know: those of `npm start`. */
export const USUAL_PORTS: Ports = {
  worker: 8787,
  ...(Object.fromEntries(MERCHANTS.map(({ kind, port }) => [kind, port])) as Record<ShopKind, number>),
}

/** The worker and both shops, up and knowing each other. */
export type World = {
  worker: LocalWorker
  shops: Record<ShopKind, RunningShop>
  demo: Demo
  /** Whether this start filled it. */
  isNew: boolean
  stop(): Promise<void>
}

/** What an extension may assume of `dataDir`'s content: anything but the browser's profile is remade. */
const REMADE = ['storage', 'signing-keys.json', 'demo.json', 'browser', 'worker.log']

/**
 * Brings worker and shops up on `dataDir`, and fills them if nobody has yet. A start that was cut short left no
 * `demo.json`: it is begun anew.
 *
 * @throws Plainly where a person can mend it: a port that is taken, data that can't be read
 */
export async function openWorld(options: {
  dataDir: string
  ports: Ports
  now: number
  fresh?: boolean
  maxHouseholds?: number
  sharedDir?: string
}): Promise<World> {
  const { dataDir, ports } = options
  await refuseTakenPorts(ports)
  const kept = options.fresh ? null : await readable(() => readDemo(dataDir))
  if (!kept) for (const name of REMADE) await rm(join(dataDir, name), { recursive: true, force: true })

  await mkdir(dataDir, { recursive: true })
  const log = (line: string) => appendFileSync(join(dataDir, 'worker.log'), `${line}\n`)
  const worker = await readable(() => startWorker({ dataDir, port: ports.worker, log }))
  const shops = Object.fromEntries(
    await Promise.all(
      MERCHANTS.map(async ({ kind }) => {
        const known = kept?.merchants[kind]
        const shop = await startShop({
          kind,
          port: ports[kind],
          worker: worker.url,
          ...(known
            ? { apiKey: known.apiKey, storeId: known.storeId, verificationTokens: [known.token] }
            : {}),
        })
        return [kind, shop] as const
      }),
    ),
  ) as Record<ShopKind, RunningShop>
  const stop = async () => {
    await Promise.all([worker.stop(), ...Object.values(shops).map((shop) => shop.close())])
  }

  try {
    // The books of another start answer to other keys.
    if (kept) await readable(() => apiOf(worker.url, kept.merchants.tallboda.apiKey).get('/merchants/me'))
    const demo = kept ?? (await seed({ ...options, url: worker.url, shops }))
    return { worker, shops, demo, isNew: !kept, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Reads kept data; whatever goes wrong there has one remedy. */
async function readable<T>(read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    const [why = ''] = String((error as Error).message).split('\n')
    throw new Plainly(`The kept data can't be read (${why}). Begin anew with: npm start -- --fresh`, {
      cause: error,
    })
  }
}

/** Says which port is taken before anything is started on the others. */
async function refuseTakenPorts(ports: Ports): Promise<void> {
  for (const port of Object.values(ports)) {
    if (port === 0) continue
    const error = await new Promise<NodeJS.ErrnoException | null>((resolve) => {
      const probe = createServer()
      probe.once('error', resolve)
      probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(null)))
    })
    if (error?.code === 'EADDRINUSE')
      throw new Plainly(
        `Port ${port} is taken. End what uses it (another npm start?), then run the same command again.`,
      )
    if (error) throw error
  }
}
