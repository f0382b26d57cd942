import { serve } from './server.ts'
import { type Order, Shop } from './shop.ts'
import { tallboda } from './tallboda/index.ts'
import { vindfaste } from './vindfaste/index.ts'

export type { Order } from './shop.ts'

/** A shop's make: its host, its trade, and the routes that it serves. */
const KINDS = { tallboda, vindfaste }

export type ShopKind = keyof typeof KINDS

/** What a shop is told when its store has been registered; whatever is left out stays. */
export type ShopSettings = {
  worker?: string
  apiKey?: string
  storeId?: string
  verificationTokens?: string[]
}

export type RunningShop = {
  /** Where a browser finds it: `http://tallboda.localhost:8801`. Chromium resolves `*.localhost` by itself; Node may not. */
  origin: string
  /** The same by address, for those who can't resolve the name. */
  address: string
  configure(settings: ShopSettings): void
  orders(): Order[]
  close(): Promise<void>
}

/**
 * Starts a demo shop on loopback. It sells from the first moment; codes are checked and orders sent once it has an
 * `apiKey` and a `storeId`. `/.well-known/stamkund.json` shows the verification tokens it has been given.
 */
export async function startShop(options: {
  kind: ShopKind
  /** 0 takes any free one. */
  port: number
  worker: string
  apiKey?: string
  storeId?: string
  verificationTokens?: string[]
  log?: (line: string) => void
}): Promise<RunningShop> {
  const kind = KINDS[options.kind]
  const log = options.log ?? (() => {})
  const connection = { worker: options.worker, apiKey: options.apiKey ?? '', storeId: options.storeId ?? '' }
  const shop = new Shop(kind.trade, connection, log)
  let tokens = options.verificationTokens ?? []

  const { port, close } = await serve({
    port: options.port,
    routes: {
      'GET /.well-known/stamkund.json': () => ({ kind: 'json', value: { tokens } }),
      ...kind.routes(shop),
    },
    notFound: kind.notFound(shop),
    log,
  })
  return {
    origin: `http://${kind.host}:${port}`,
    address: `http://127.0.0.1:${port}`,
    configure({ verificationTokens, ...settings }) {
      if (verificationTokens) tokens = verificationTokens
      shop.connection = { ...shop.connection, ...settings }
    },
    orders: () => [...shop.orders.values()],
    close,
  }
}
