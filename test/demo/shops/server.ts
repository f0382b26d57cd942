import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Html } from './html.ts'

/** Longest body that a shop reads, in bytes. */
const MAX_BODY_BYTES = 64_000

/** A request as a shop's pages see it. */
export type Request = {
  method: string
  url: URL
  cookies: Record<string, string>
  /** Fields of a posted form. */
  form: URLSearchParams
  /** A posted JSON body; `null` where there is none or it is no JSON. */
  json: unknown
  headers: IncomingMessage['headers']
  /** What the route's pattern caught. */
  params: Record<string, string>
}

/** Markup, a file, JSON, or a way to another page. */
export type Reply =
  | { kind: 'page'; page: Html; status?: number; cookies?: string[] }
  | { kind: 'file'; type: string; body: string }
  | { kind: 'json'; value: unknown; status?: number; cookies?: string[] }
  | { kind: 'seeOther'; location: string; cookies?: string[] }

export type Handler = (request: Request) => Reply | Promise<Reply>

/** `'GET /product/:slug'` and who answers it. */
export type Routes = Record<string, Handler>

/** Our own pages load nothing from elsewhere and run nothing that stands in the markup. */
const POLICY =
  "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"

/** Serves the routes on loopback; port 0 takes any free one. Rejects with the socket's error if the port is taken. */
export async function serve(options: {
  port: number
  routes: Routes
  notFound: Handler
  log(line: string): void
}): Promise<{ port: number; close(): Promise<void> }> {
  const server = createServer((incoming, outgoing) => {
    answer(options, incoming, outgoing).catch((error: unknown) => {
      options.log(
        `${incoming.method} ${incoming.url}: ${error instanceof Error ? error.stack : String(error)}`,
      )
      if (!outgoing.headersSent) outgoing.writeHead(500, { 'content-type': 'text/plain; charset=utf-8' })
      outgoing.end('Something broke in this shop.')
    })
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port, '127.0.0.1', resolve)
  })
  return { port: (server.address() as AddressInfo).port, close: () => closeServer(server) }
}

async function answer(
  { routes, notFound }: { routes: Routes; notFound: Handler },
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const host = incoming.headers.host ?? 'localhost'
  const url = new URL(incoming.url ?? '/', `http://${host}`)
  const body = await readBody(incoming)
  if (body === null) {
    outgoing.writeHead(413, { connection: 'close' }).end()
    return
  }
  // A form on someone else's page must not fill this basket: browsers name the page's origin on every post.
  const from = incoming.headers.origin
  if (incoming.method !== 'GET' && from !== undefined && from !== url.origin) {
    outgoing.writeHead(403).end()
    return
  }
  const { handler, params } = match(routes, incoming.method ?? 'GET', url.pathname)
  const reply = await (handler ?? notFound)({
    method: incoming.method ?? 'GET',
    url,
    cookies: readCookies(incoming.headers.cookie),
    form: new URLSearchParams(body),
    json: parseJson(body),
    headers: incoming.headers,
    params,
  })
  send(outgoing, reply)
}

function send(outgoing: ServerResponse, reply: Reply): void {
  outgoing.setHeader('content-security-policy', POLICY)
  outgoing.setHeader('x-content-type-options', 'nosniff')
  outgoing.setHeader('cache-control', 'no-store')
  if ('cookies' in reply && reply.cookies) outgoing.setHeader('set-cookie', reply.cookies)
  switch (reply.kind) {
    case 'page':
      outgoing.writeHead(reply.status ?? 200, { 'content-type': 'text/html; charset=utf-8' })
      return void outgoing.end(reply.page.text)
    case 'file':
      outgoing.writeHead(200, { 'content-type': reply.type })
      return void outgoing.end(reply.body)
    case 'json':
      outgoing.writeHead(reply.status ?? 200, { 'content-type': 'application/json' })
      return void outgoing.end(JSON.stringify(reply.value))
    case 'seeOther':
      outgoing.writeHead(303, { location: reply.location })
      return void outgoing.end()
  }
}

function match(
  routes: Routes,
  method: string,
  pathname: string,
): { handler: Handler | null; params: Record<string, string> } {
  const asked = pathname.split('/')
  for (const [route, handler] of Object.entries(routes)) {
    const [verb, pattern = ''] = route.split(' ')
    const parts = pattern.split('/')
    if (verb !== method || parts.length !== asked.length) continue
    const params: Record<string, string> = {}
    const fits = parts.every((part, index) => {
      if (!part.startsWith(':')) return part === asked[index]
      params[part.slice(1)] = decoded(asked[index]!)
      return asked[index] !== ''
    })
    if (fits) return { handler, params }
  }
  return { handler: null, params: {} }
}

/** A path that is no valid percent-encoding names nothing we sell, and that is all there is to say. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

async function readBody(incoming: IncomingMessage): Promise<string | null> {
  const chunks: Buffer[] = []
  let sizeBytes = 0
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    sizeBytes += chunk.length
    if (sizeBytes > MAX_BODY_BYTES) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function parseJson(text: string): unknown {
  try {
    return text === '' ? null : JSON.parse(text)
  } catch {
    return null
  }
}

function readCookies(header = ''): Record<string, string> {
  return Object.fromEntries(
    header.split(';').map((pair) => {
      const [name = '', ...value] = pair.trim().split('=')
      return [name, value.join('=')]
    }),
  )
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()))
    // A browser keeps its connections open; without this the shop would wait for it.
    server.closeAllConnections()
  })
}
