import { env } from 'cloudflare:workers'
import type { MemberCreated, Session, Store } from '../../shared/contracts/index.ts'
import { call, newMerchant } from './api.ts'
import { servePage } from './outside-world.ts'

let ports = 10_000

/** An origin on this machine that no other test has: local mode lets shops live there. */
export const newOrigin = (): string => {
  ports += 1
  return `http://shop-${crypto.randomUUID().slice(0, 8)}.localhost:${ports}`
}

export const storeBody = (origin = newOrigin()) => ({
  name: 'Tallboda på nätet',
  origin,
  platform: 'woocommerce',
  currency: 'SEK',
  locale: 'sv',
})

/** A store that has not proved its origin. */
export async function newStore(key: string, origin = newOrigin()): Promise<Store> {
  const { status, body } = await call<Store>('POST', '/v1/stores', { bearer: key, body: storeBody(origin) })
  if (status !== 201) throw new Error(`a store answered ${status}: ${JSON.stringify(body)}`)
  return body
}

/** Puts the tokens of stores on the shop, as their merchants would. */
export const serveTokens = (...stores: Store[]): Promise<void> =>
  servePage(stores[0]?.verification.wellKnownUrl as string, {
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ tokens: stores.map((store) => store.verification.token) }),
  })

/** A store that has proved its origin, by the way that a merchant does it. */
export async function newVerifiedStore(key: string, origin = newOrigin()): Promise<Store> {
  const store = await newStore(key, origin)
  await serveTokens(store)
  const { status, body } = await call<Store>('POST', `/v1/stores/${store.id}/verify`, { bearer: key })
  if (status !== 200) throw new Error(`verifying answered ${status}: ${JSON.stringify(body)}`)
  return body
}

/** A merchant with a proved store. */
export async function newShop() {
  const merchant = await newMerchant()
  return { ...merchant, store: await newVerifiedStore(merchant.key) }
}

/** A member who has just joined. */
export async function newMember(locale = 'sv'): Promise<MemberCreated> {
  const { status, body } = await call<MemberCreated>('POST', '/v1/members', { body: { locale } })
  if (status !== 201) throw new Error(`joining answered ${status}: ${JSON.stringify(body)}`)
  return body
}

/** An access token for a member's device; with a store, for its programme. */
export async function newSession(member: MemberCreated, storeId?: string): Promise<Session> {
  const { deviceId, deviceSecret } = member
  const { status, body } = await call<Session>('POST', '/v1/sessions', {
    body: { deviceId, deviceSecret, storeId },
  })
  if (status !== 201) throw new Error(`a session answered ${status}: ${JSON.stringify(body)}`)
  return body
}

/** The version that cached catalogues of a programme are checked against. */
export async function catalogueVersion(programId: string): Promise<number> {
  const row = await env.DB.prepare('SELECT catalogue_version AS v FROM programs WHERE id = ?')
    .bind(programId)
    .first<{ v: number }>()
  return row?.v ?? 0
}

/** An id of the right form that names nothing. */
export const nobody = (kind: string): string => `${kind}_00000000000000000000000000`
