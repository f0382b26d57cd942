import { WellKnown } from '../../shared/contracts/index.ts'
import type { Env } from '../env.ts'
import { resolve } from './dns.ts'
import { guardedFetch, isLocalHost, refuseUrl } from './outbound.ts'

/** What a TXT record of a proved store says. */
export const dnsProof = (token: string): string => `stamkund-verification=${token}`

/** Where a proof was looked for, and why it was not found there. */
export type Attempt = { method: 'well-known' | 'dns'; where: string; reason: string }

/** An origin to be proved, where its proof is looked for, and the token that proves it. */
export interface Claimed {
  origin: string
  token: string
  wellKnownUrl: string
  dnsRecord: string
}

async function onStore(env: Env, { wellKnownUrl, token }: Claimed): Promise<string | null> {
  const answer = await guardedFetch(env, new URL(wellKnownUrl))
  if (!answer.ok) return answer.reason
  try {
    const { tokens } = WellKnown.parse(JSON.parse(answer.text))
    return tokens.includes(token) ? null : 'does not list the token'
  } catch {
    return 'is not JSON of the form {"tokens": ["..."]}'
  }
}

async function inDns(env: Env, { dnsRecord, token }: Claimed): Promise<string | null> {
  try {
    const records = await resolve(env, dnsRecord, 'TXT')
    return records.includes(dnsProof(token)) ? null : 'has no TXT record with the token'
  } catch {
    return 'could not be resolved'
  }
}

/** Looks for the token on the shop, then in the DNS: what proved the origin, or all that was tried. */
export async function proveOwnership(env: Env, claimed: Claimed): Promise<'well-known' | 'dns' | Attempt[]> {
  const onStoreReason = await onStore(env, claimed)
  if (onStoreReason === null) return 'well-known'
  const attempts: Attempt[] = [{ method: 'well-known', where: claimed.wellKnownUrl, reason: onStoreReason }]
  // No resolver knows a name of the developer's machine.
  if (isLocalHost(new URL(claimed.origin).hostname)) return attempts
  const dnsReason = await inDns(env, claimed)
  if (dnsReason === null) return 'dns'
  return [...attempts, { method: 'dns', where: claimed.dnsRecord, reason: dnsReason }]
}

/** How many origins are asked at once: D1 and fetch together have six connections an invocation. */
const AT_ONCE = 4

/** Proves origins, some at a time, and answers in their order. */
export async function proveEach(
  env: Env,
  claimed: readonly Claimed[],
): Promise<('well-known' | 'dns' | Attempt[])[]> {
  const proofs: ('well-known' | 'dns' | Attempt[])[] = []
  for (let at = 0; at < claimed.length; at += AT_ONCE)
    proofs.push(
      ...(await Promise.all(claimed.slice(at, at + AT_ONCE).map((one) => proveOwnership(env, one)))),
    )
  return proofs
}

/** Why an origin may not be a store's, as far as its address says; `null`: it may. */
export function refuseOrigin(env: Pick<Env, 'STAMKUND_MODE'>, origin: string): string | null {
  const url = new URL(origin)
  const refusal = refuseUrl(env, url)
  if (refusal) return refusal
  // Another spelling of the same name, and to a browser another site.
  if (url.hostname.endsWith('.')) return 'must not end in a dot'
  // Whoever may open a port on a shared machine need not own its name.
  return url.port !== '' && !isLocalHost(url.hostname) ? 'must not name a port' : null
}
