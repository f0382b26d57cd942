import { appendFileSync } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import type { Store } from '../../shared/contracts/index.ts'
import { ApiError, apiOf } from './api.ts'
import { MERCHANTS } from './catalogue.ts'
import { USUAL_DATA_DIR } from './data-dir.ts'
import { DataFault } from './data-fault.ts'
import { type Demo, readDemo, seed } from './seed.ts'
import { type RunningShop, type ShopKind, startShop } from './shops/index.ts'
import { Plainly } from './terminal.ts'
import { type LocalWorker, startWorker } from './worker.ts'

export { USUAL_DATA_DIR }

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
  /** Shops that kept data knows at another origin than they have now: the extension looks for them there. */
  moved: { kind: ShopKind; registered: string }[]
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
  const kept = options.fresh ? null : await readable(dataDir, () => readDemo(dataDir))
  await readable(dataDir, async () => {
    await mkdir(dataDir, { recursive: true })
    if (!kept) for (const name of REMADE) await rm(join(dataDir, name), { recursive: true, force: true })
  })
  const log = (line: string) => appendFileSync(join(dataDir, 'worker.log'), `${line}\n`)
  const worker = await readable(dataDir, () => startWorker({ dataDir, port: ports.worker, log }))
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
    const moved = kept ? await readable(dataDir, () => movedShops(worker.url, kept, shops)) : []
    const demo = kept ?? (await seed({ ...options, url: worker.url, shops }))
    // Within a minute the clock would learn what the history tells; whoever looks at once is to see it, too.
    if (!kept) await worker.tick()
    return { worker, shops, demo, isNew: !kept, moved, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Which shops kept data knows elsewhere. The books of another start answer to other keys: that is a fault of the data. */
async function movedShops(url: string, kept: Demo, shops: World['shops']): Promise<World['moved']> {
  const stores = await Promise.all(
    MERCHANTS.map(async ({ kind }) => {
      const { apiKey, storeId } = kept.merchants[kind]
      return { kind, registered: (await apiOf(url, apiKey).get<Store>(`/stores/${storeId}`)).origin }
    }),
  )
  return stores.filter(({ kind, registered }) => registered !== shops[kind].origin)
}

/** Starts on kept data. Data that is damaged has a remedy, which is named; anything else says its own one line. */
async function readable<T>(dataDir: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read()
  } catch (error) {
    // A builder's first line only counts its errors.
    const why = String((error as Error).message)
      .split('\n')
      .slice(0, 2)
      .join(' ')
      .trim()
    const isDamaged = error instanceof DataFault || error instanceof ApiError
    throw new Plainly(
      isDamaged
        ? `The kept data can't be read (${why}). Begin anew with: ${freshStart(dataDir)}`
        : `This can't be started: ${why}`,
      { cause: error },
    )
  }
}

/** The command that begins anew in this folder. */
export function freshStart(dataDir: string): string {
  if (dataDir === USUAL_DATA_DIR) return 'npm start -- --fresh'
  return `npm start -- --data ${/[^\w./\\:-]/.test(dataDir) ? JSON.stringify(dataDir) : dataDir} --fresh`
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
