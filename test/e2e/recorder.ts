import { createServer, type IncomingMessage } from 'node:http'
import { type AddressInfo, createServer as createTcpServer, type Server } from 'node:net'

/** A request as it reached the worker's port. */
export interface Recorded {
  method: string
  /** Without its query. */
  path: string
  /** Names of everything in its query and its JSON body: `basket.totalMinor`; of a list, those of its items. */
  fields: string[]
  /** Its headers, names in lower case. */
  headers: Record<string, string>
}

/** Names of the leaves of a JSON value. */
export function fieldsOf(value: unknown, at = ''): string[] {
  if (Array.isArray(value))
    return [...new Set(value.flatMap((one) => (isObject(one) ? fieldsOf(one, at) : [at])))]
  if (!isObject(value)) return [at]
  return Object.entries(value).flatMap(([key, one]) => fieldsOf(one, at === '' ? key : `${at}.${key}`))
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

/** A port that passes everything on to the worker, and remembers what it was asked. */
export async function openRecorder(workerUrl: string) {
  const recorded: Recorded[] = []
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request)
    const { pathname, searchParams } = new URL(request.url ?? '/', workerUrl)
    const method = request.method ?? 'GET'
    // The browser's own question before a request has neither query nor body of ours; where it came from it does say.
    recorded.push({
      method,
      path: pathname,
      fields: [...searchParams.keys(), ...(body.length > 0 ? fieldsOf(JSON.parse(body.toString())) : [])],
      headers: request.headers as Record<string, string>,
    })
    const { host: _host, connection: _connection, ...headers } = request.headers
    const reply = await fetch(new URL(request.url ?? '/', workerUrl), {
      method,
      headers: headers as Record<string, string>,
      ...(body.length > 0 ? { body: new Uint8Array(body) } : {}),
    })
    const kept = [...reply.headers].filter(
      ([name]) => !/^(?:content-encoding|content-length|transfer-encoding)$/.test(name),
    )
    response.writeHead(reply.status, Object.fromEntries(kept))
    response.end(Buffer.from(await reply.arrayBuffer()))
  })
  const port = await listen(server)
  return { port, recorded, close: () => close(server) }
}

/** A port to which every host leads that nobody should ask: counts the knocks. */
export async function openTrap() {
  let knocks = 0
  const server = createTcpServer((socket) => {
    knocks += 1
    socket.destroy()
  })
  const port = await listen(server)
  return { port, knocks: () => knocks, close: () => close(server) }
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return (server.address() as AddressInfo).port
}

const close = (server: Server): Promise<void> => new Promise((resolve) => server.close(() => resolve()))
