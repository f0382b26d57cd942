import type { PairingCode, Session } from '../../shared/contracts/index.ts'
import { type Api, apiOf } from './api.ts'
import type { ShopKind } from './shops/index.ts'
import type { World } from './world.ts'

/** The demo's member at a store: their own door, and the pseudonym that the store's programme knows them by. */
export async function memberAt(
  { worker, demo }: Pick<World, 'worker' | 'demo'>,
  kind: ShopKind,
): Promise<{ api: Api; enrolmentId: string }> {
  const { deviceId, deviceSecret } = demo.member
  const { storeId } = demo.merchants[kind]
  const session = await apiOf(worker.url).post<Session>('/sessions', { deviceId, deviceSecret, storeId })
  return { api: apiOf(worker.url, session.accessToken), enrolmentId: session.enrolmentId! }
}

/** A code with which another device, such as the browser's extension, becomes the demo's member. */
export async function newPairingCode({ worker, demo }: Pick<World, 'worker' | 'demo'>): Promise<string> {
  const { deviceId, deviceSecret } = demo.member
  const { accessToken } = await apiOf(worker.url).post<Session>('/sessions', { deviceId, deviceSecret })
  const { code } = await apiOf(worker.url, accessToken).post<PairingCode>('/members/me/pairing-codes')
  return code
}
