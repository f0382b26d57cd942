import { openItems } from '../../extension/background/items.ts'
import { createParts, type PartsInput } from '../../extension/background/parts.ts'
import type { Area } from '../../extension/background/store.ts'
import { type Answer, type Seen, serve } from './http.ts'
import { decision, member, NOW } from './samples.ts'

/** A refusal as the worker words it. */
export const problem = (code: string, status: number, headers: Record<string, string> = {}): Answer => ({
  status,
  body: { type: `/problems/${code}`, title: code, status },
  headers,
})

export const card = { member, deviceId: `dev_${'0'.repeat(26)}`, deviceSecret: 's'.repeat(43) }
export const session = {
  accessToken: 'token',
  expiresAt: NOW + 600_000,
  member,
  enrolmentId: `enr_${'0'.repeat(26)}`,
  programId: decision.programId,
}

/** Storage in memory whose raw content can be read, and written as an older version or a broken disk would. */
export function openArea(): Area & { raw: Record<string, string> } {
  const raw: Record<string, string> = {}
  return {
    raw,
    get: async (key) => (raw[key] === undefined ? undefined : JSON.parse(raw[key])),
    set: async (key, value) => {
      raw[key] = JSON.stringify(value)
    },
  }
}

type Route = Answer | ((request: Seen, count: number) => Answer)

/**
 * The background's parts against a real HTTP server, for a member who has joined, with a clock that the test turns.
 * `again`: the parts made anew on the same storage, as when the browser had put the background to sleep.
 */
export async function start(own: Record<string, Route> = {}) {
  const { base, seen } = await serve((request, count) => {
    const route = own[`${request.method} ${request.path}`] ?? own[request.path]
    if (route !== undefined) return typeof route === 'function' ? route(request, count) : route
    if (request.path === '/v1/sessions') return { status: 201, body: session }
    if (request.path === '/v1/decisions') return { status: 200, body: decision }
    if (request.path === '/v1/members/me/consents' && request.method === 'GET')
      return { status: 200, body: { consents: [], history: [] } }
    return problem('not_found', 404)
  })
  const clock = { now: NOW }
  const slept: number[] = []
  const [local, memory] = [openArea(), openArea()]
  let keys = 0
  const again = (more: Pick<PartsInput, 'mayCollect'> = {}) => {
    const items = openItems(local, memory)
    const parts = createParts({
      base,
      items,
      now: () => clock.now,
      newKey: () => `key-${++keys}`,
      ...more,
      sleep: async (ms) => {
        slept.push(ms)
        clock.now += ms
      },
    })
    return { items, ...parts }
  }
  const first = again()
  await first.items.card.write(card)
  const asked = (path: string) => seen.filter((request) => request.path === path)
  return { base, seen, asked, clock, slept, local, memory, again, ...first }
}
