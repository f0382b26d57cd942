import type { Env } from '../env.ts'
import { canonicalAddress, isPublicAddress } from './addresses.ts'
import { resolve } from './dns.ts'
import { readLimited } from './read-limited.ts'

/** Limits on what a merchant can make the worker fetch: how long it waits, how much it reads, how far it is sent on. */
export const TIMEOUT_MS = 5_000
/** See `TIMEOUT_MS`. */
export const MAX_BYTES = 16_384
/** See `TIMEOUT_MS`. */
export const MAX_HOPS = 3

/** What came of it: the text of a 2xx answer, or why there is none, in words for the merchant. */
export type Outbound = { ok: true; text: string } | { ok: false; reason: string }

const bare = (hostname: string) => hostname.replace(/\.$/, '')

/** A shop on the developer's own machine: `localhost`, a name under it (RFC 6761), or 127.0.0.1. */
export function isLocalHost(hostname: string): boolean {
  const host = bare(hostname)
  return host === 'localhost' || host.endsWith('.localhost') || host === '127.0.0.1'
}

/** Names that no public resolver answers for (RFC 6761, RFC 6762, ICANN 2024-07-29), and names without a dot. */
const isPrivateName = (host: string): boolean =>
  !host.includes('.') || /\.(local|localhost|internal|home\.arpa|onion|test|invalid|lan)$/.test(host)

/** Why an address may not be asked, as far as it can be seen without a resolver; `null`: it may. */
export function refuseUrl(env: Pick<Env, 'STAMKUND_MODE'>, url: URL): string | null {
  if (url.username !== '' || url.password !== '') return 'must not hold credentials'
  if (isLocalHost(url.hostname) && env.STAMKUND_MODE === 'local')
    return /^https?:$/.test(url.protocol) ? null : 'must be http or https'
  if (url.protocol !== 'https:') return 'must be https'
  if (canonicalAddress(url.hostname) !== null)
    return isPublicAddress(url.hostname) ? null : 'must not be a private address'
  return isPrivateName(bare(url.hostname)) ? 'must not be a private name' : null
}

/** Asks the resolver first: a public name can point at a private address. */
async function refuseResolved(env: Env, url: URL): Promise<string | null> {
  if (isLocalHost(url.hostname) || canonicalAddress(url.hostname) !== null) return null
  const host = bare(url.hostname)
  const answers = (await Promise.all([resolve(env, host, 'A'), resolve(env, host, 'AAAA')])).flat()
  if (answers.length === 0) return 'the name has no address'
  // The fetch below resolves anew, so an answer can change in between; Cloudflare's network does not route to private addresses.
  return answers.every(isPublicAddress) ? null : 'the name points at a private address'
}

/** Resolvers of Linux may not know names under localhost, so they are asked for where they must be (RFC 6761). */
function toRequest(url: URL, timeoutMs: number): Request {
  const target = new URL(url)
  const headers = new Headers({ accept: 'application/json', 'user-agent': 'Stamkund/1.0 (ownership check)' })
  if (isLocalHost(url.hostname) && url.hostname !== '127.0.0.1') {
    target.hostname = '127.0.0.1'
    // The runtime writes `Host` itself; shops that share a port tell each other apart by this.
    headers.set('x-forwarded-host', url.host)
  }
  return new Request(target, { headers, redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) })
}

const site = (url: URL) => `${bare(url.hostname).replace(/^www\./, '')}:${url.port}`

/**
 * Fetches what a stranger named, without lending them our place in the network: https only, public addresses only,
 * the same guard on every hop, hops within the same host (with or without `www.`) only, and limits on time and size.
 */
export async function guardedFetch(env: Env, start: URL, timeoutMs = TIMEOUT_MS): Promise<Outbound> {
  let url = start
  try {
    for (let hop = 0; hop <= MAX_HOPS; hop += 1) {
      const refusal = refuseUrl(env, url) ?? (await refuseResolved(env, url))
      if (refusal) return { ok: false, reason: refusal }
      const response = await fetch(toRequest(url, timeoutMs))
      const location = response.headers.get('location')
      if (response.status >= 300 && response.status < 400 && location !== null) {
        await response.body?.cancel()
        if (!URL.canParse(location, url)) return { ok: false, reason: 'redirected to no address' }
        url = new URL(location, url)
        if (site(url) !== site(start)) return { ok: false, reason: `redirected to another site, ${url.host}` }
        continue
      }
      if (!response.ok) {
        await response.body?.cancel()
        return { ok: false, reason: `answered ${response.status}` }
      }
      const text = await readLimited(response, MAX_BYTES)
      return text === null
        ? { ok: false, reason: `answered more than ${MAX_BYTES} bytes` }
        : { ok: true, text }
    }
    return { ok: false, reason: `redirected more than ${MAX_HOPS} times` }
  } catch (error) {
    // Time-outs, refused connections, a resolver that can't tell: not found is all that the merchant needs of it.
    const timedOut = error instanceof Error && error.name === 'TimeoutError'
    return { ok: false, reason: timedOut ? `no answer within ${timeoutMs} ms` : 'could not be reached' }
  }
}
