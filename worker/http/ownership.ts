import { type Store, WellKnown } from '../../shared/contracts/index.ts'
import type { Env } from '../env.ts'
import { resolve } from './dns.ts'
import { guardedFetch, isLocalHost } from './outbound.ts'

/** What a TXT record of a proved store says. */
export const dnsProof = (token: string): string => `stamkund-verification=${token}`

/** Where a proof was looked for, and why it was not found there. */
export type Attempt = { method: 'well-known' | 'dns'; where: string; reason: string }

async function onStore(env: Env, store: Store): Promise<string | null> {
  const answer = await guardedFetch(env, new URL(store.verification.wellKnownUrl))
  if (!answer.ok) return answer.reason
  try {
    const { tokens } = WellKnown.parse(JSON.parse(answer.text))
    return tokens.includes(store.verification.token) ? null : 'does not list the token'
  } catch {
    return 'is not JSON of the form {"tokens": ["..."]}'
  }
}

async function inDns(env: Env, store: Store): Promise<string | null> {
  try {
    const records = await resolve(env, store.verification.dnsRecord, 'TXT')
    return records.includes(dnsProof(store.verification.token)) ? null : 'has no TXT record with the token'
  } catch {
    return 'could not be resolved'
  }
}

/** Looks for the store's token on the store, then in the DNS: what proved it, or all that was tried. */
export async function proveOwnership(env: Env, store: Store): Promise<'well-known' | 'dns' | Attempt[]> {
  const { wellKnownUrl, dnsRecord } = store.verification
  const onStoreReason = await onStore(env, store)
  if (onStoreReason === null) return 'well-known'
  const attempts: Attempt[] = [{ method: 'well-known', where: wellKnownUrl, reason: onStoreReason }]
  // No resolver knows a name of the developer's machine.
  if (isLocalHost(new URL(store.origin).hostname)) return attempts
  const dnsReason = await inDns(env, store)
  if (dnsReason === null) return 'dns'
  return [...attempts, { method: 'dns', where: dnsRecord, reason: dnsReason }]
}
