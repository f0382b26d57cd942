import { env } from 'cloudflare:workers'
import type {
  Charge,
  MerchantCreated,
  PickupOrder,
  ProgramCreated,
  Store,
  TopUp,
} from '../../shared/contracts/index.ts'
import type { RulesInput } from '../plain-rules.ts'
import { call } from './api.ts'
import { newOrigin, serveTokens, storeBody } from './scene.ts'
import { newWorld, type TestMember, type World } from './world.ts'

/** A problem document beside what was asked for. */
export type Told<T> = T & { type?: string; issues?: { path: string }[]; [more: string]: unknown }

export const ALWAYS = [{ days: [1, 2, 3, 4, 5, 6, 7], opens: '00:00', closes: '24:00' }]

export const place = (key: string, openingHours: unknown = ALWAYS) => ({
  key,
  name: `Tallboda ${key}`,
  address: 'Tallvägen 1, Tallboda',
  openingHours,
})

export const MENU = {
  places: [place('square'), place('never', [])],
  items: [
    { sku: 'latte', name: 'Caffè latte', category: 'Coffee', amountMinor: 500 },
    { sku: 'bun', name: 'Kanelbulle', category: 'Bakery', amountMinor: 300 },
  ],
}

export const putMenu = (world: World, menu: unknown = MENU, key = world.key) =>
  call<Told<typeof MENU>>('PUT', `/v1/stores/${world.store.id}/menu`, { bearer: key, body: menu })

/** A world whose programme keeps stored value, with a menu. */
export async function newCafe(rules: Partial<RulesInput> = {}): Promise<World> {
  const world = await newWorld({ returnWindowDays: 0, units: { points: {}, storedValue: {} }, ...rules })
  await putMenu(world)
  return world
}

/** A world that began as a preset does, in its own currency. */
export async function newPresetWorld(preset: string, currency: string): Promise<World> {
  const begun = await call<ProgramCreated>('POST', '/v1/programs', { body: { preset } })
  const { program, joinCode } = begun.body
  const { body } = await call<MerchantCreated>('POST', '/v1/merchants', {
    body: { name: 'Tallboda Kaffebar', join: { programId: program.id, code: joinCode } },
  })
  const bearer = body.apiKey.key
  const store = (
    await call<Store>('POST', '/v1/stores', { bearer, body: { ...storeBody(newOrigin()), currency } })
  ).body
  await serveTokens(store)
  const verified = await call<Store>('POST', `/v1/stores/${store.id}/verify`, { bearer })
  if (verified.status !== 200) throw new Error(`verifying answered ${verified.status}`)
  return { key: bearer, merchantId: body.merchant.id, programId: program.id, store: verified.body }
}

let references = 0
export const newRef = (): string => {
  references += 1
  return `till-${references}`
}

export const topUp = (world: World, member: TestMember, amountMinor: number, more: object = {}) =>
  call<Told<TopUp>>('POST', '/v1/stored-value/top-ups', {
    bearer: world.key,
    body: {
      storeId: world.store.id,
      externalRef: newRef(),
      memberNumber: member.member.number,
      amountMinor,
      ...more,
    },
  })

export const charge = (world: World, member: TestMember, amountMinor: number, more: object = {}) =>
  call<Told<Charge>>('POST', '/v1/stored-value/charges', {
    bearer: world.key,
    body: {
      storeId: world.store.id,
      externalRef: newRef(),
      memberNumber: member.member.number,
      amountMinor,
      ...more,
    },
  })

export const refund = (world: World, externalRef: string) =>
  call<Told<Charge>>('POST', `/v1/stored-value/charges/${encodeURIComponent(externalRef)}/refund`, {
    bearer: world.key,
    body: { storeId: world.store.id },
  })

/** Orders ahead: a latte and a bun in an hour, 8.00 in all, unless said otherwise. */
export const orderAhead = (world: World, member: TestMember, more: object = {}) =>
  call<Told<PickupOrder>>('POST', '/v1/members/me/pickups', {
    bearer: member.token,
    body: {
      storeId: world.store.id,
      placeKey: 'square',
      pickupAt: Date.now() + 3_600_000,
      lines: [
        { sku: 'latte', quantity: 1 },
        { sku: 'bun', quantity: 1 },
      ],
      ...more,
    },
  })

export const collect = (world: World, pickupId: string, member: TestMember) =>
  call<Told<PickupOrder>>('POST', `/v1/pickups/${pickupId}/collect`, {
    bearer: world.key,
    body: { memberNumber: member.member.number },
  })

export const setState = (world: World, pickupId: string, state: string) =>
  call<Told<PickupOrder>>('PATCH', `/v1/pickups/${pickupId}`, { bearer: world.key, body: { state } })

export const cancelOwn = (member: TestMember, pickupId: string) =>
  call<Told<PickupOrder>>('POST', `/v1/members/me/pickups/${pickupId}/cancel`, { bearer: member.token })

/** What stands in the books of a member's unit. */
export const accountOf = (member: TestMember, unit = 'storedValue') =>
  env.DB.prepare(
    'SELECT available, pending, held, owed, seq FROM accounts WHERE enrolment_id = ? AND unit = ?',
  )
    .bind(member.enrolmentId, unit)
    .first<{ available: number; pending: number; held: number; owed: number; seq: number }>()

/** How much of a unit can be used. */
export const balanceOf = async (member: TestMember, unit = 'storedValue'): Promise<number> =>
  (await accountOf(member, unit))?.available ?? 0
