import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { onTestFinished } from 'vitest'

export interface Seen {
  method: string
  path: string
  headers: IncomingMessage['headers']
  body: unknown
}
/** `text`: a body that is no JSON. */
export type Answer =
  | { status: number; body?: unknown; text?: string; headers?: Record<string, string> }
  | 'hang up'

/** A server on the loopback that answers as told and remembers what it was asked. */
export async function serve(
  answer: (request: Seen, count: number) => Answer,
): Promise<{ base: string; seen: Seen[] }> {
  const seen: Seen[] = []
  const server = createServer(async (request, response) => {
    let text = ''
    for await (const chunk of request) text += chunk
    const { method = '', url = '', headers } = request
    const asked = { method, path: url, headers, body: text === '' ? null : JSON.parse(text) }
    seen.push(asked)
    // The tests' clock is not this machine's: a test that is about the clock says what the worker's shows.
    response.sendDate = false
    const reply = answer(asked, seen.length)
    if (reply === 'hang up') return request.socket.destroy()
    response.writeHead(reply.status, { 'Content-Type': 'application/json', ...reply.headers })
    response.end(reply.text ?? (reply.body === undefined ? '' : JSON.stringify(reply.body)))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return { base: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, seen }
}
