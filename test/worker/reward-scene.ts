import { env } from 'cloudflare:workers'
import type { CatalogueReward, RewardOrder, Unit } from '../../shared/contracts/index.ts'
import { call } from './api.ts'
import { aPurchase, buy, newMember, type TestMember, type World } from './world.ts'

/** Rules under which points can be used at once, and stored value is kept. */
export const REWARD_RULES = {
  returnWindowDays: 0,
  units: { points: { pending: { kind: 'none' as const } }, storedValue: {} },
}

/** A thing to fetch for 100 points, unless said otherwise. */
export async function newReward(world: World, more: Record<string, unknown> = {}): Promise<CatalogueReward> {
  const { status, body } = await call<CatalogueReward>('POST', '/v1/rewards', {
    bearer: world.key,
    body: {
      key: `reward-${crypto.randomUUID().slice(0, 8)}`,
      content: { sv: { name: 'En kopp kaffe' } },
      goods: { kind: 'freeItem', name: 'Coffee' },
      price: { unit: 'points', amount: 100 },
      ...more,
    },
  })
  if (status !== 201) throw new Error(`a reward answered ${status}: ${JSON.stringify(body)}`)
  return body
}

/** A member who has bought for so many kronor, and has as many points. */
export async function richMember(world: World, points = 200): Promise<TestMember> {
  const member = await newMember(world)
  await earn(world, member, points)
  return member
}

export const earn = (world: World, member: TestMember, points: number) =>
  buy(
    world,
    aPurchase(world, member, {
      totalMinor: points * 100,
      lines: [{ sku: 'skogsrost', quantity: 1, amountMinor: points * 100 }],
    }),
  )

export type Refused = {
  type?: string
  refusals?: string[]
  missing?: number
  issues?: { path: string }[]
  detail?: string
}

export const orderOf = (member: TestMember, reward: string, more: Record<string, unknown> = {}) =>
  call<RewardOrder & Refused>('POST', '/v1/members/me/reward-orders', {
    bearer: member.token,
    body: { reward, ...more },
  })

/** An order that must be taken. */
export async function order(member: TestMember, reward: string, more: Record<string, unknown> = {}) {
  const { status, body } = await orderOf(member, reward, more)
  if (status !== 201) throw new Error(`an order answered ${status}: ${JSON.stringify(body)}`)
  return body as RewardOrder
}

export const cancel = (member: TestMember, orderId: string) =>
  call<RewardOrder & Refused>('POST', `/v1/members/me/reward-orders/${orderId}/cancel`, {
    bearer: member.token,
  })

export const change = (world: World, orderId: string, body: Record<string, unknown>) =>
  call<RewardOrder & Refused>('PATCH', `/v1/reward-orders/${orderId}`, { bearer: world.key, body })

/** What stands in the books of a unit. */
export const account = async (member: TestMember, unit: Unit = 'points') =>
  (await env.DB.prepare('SELECT available, held, owed FROM accounts WHERE enrolment_id = ? AND unit = ?')
    .bind(member.enrolmentId, unit)
    .first<{ available: number; held: number; owed: number }>()) ?? { available: 0, held: 0, owed: 0 }

export const leftOf = async (world: World, reward: CatalogueReward) =>
  (await call<CatalogueReward>('GET', `/v1/rewards/${reward.id}`, { bearer: world.key })).body.left
