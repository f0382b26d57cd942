import type {
  Claim,
  Decision,
  MemberCreated,
  MerchantCreated,
  Offer,
  OfferCreate,
  PurchaseResult,
  Segment,
  Store,
} from '../../shared/contracts/index.ts'
import { call, newMerchant } from './api.ts'
import { newMember as join, newSession, newVerifiedStore } from './scene.ts'

/** A merchant with a verified store, and what tests do in it. Every test has its own. */
export interface World {
  key: string
  merchantId: string
  programId: string
  store: Store
}

export async function newWorld(rules: Parameters<typeof newMerchant>[0] = {}): Promise<World> {
  const merchant = await newMerchant(rules)
  return { ...merchant, store: await newVerifiedStore(merchant.key) }
}

/** Another merchant of the world's programme, with a verified store of its own. */
export async function newSecondMerchant(world: World): Promise<World> {
  const { code } = (await call<{ code: string }>('POST', '/v1/program/join-code', { bearer: world.key })).body
  const { status, body } = await call<MerchantCreated>('POST', '/v1/merchants', {
    body: { name: 'Granntorps Te', join: { programId: world.programId, code } },
  })
  if (status !== 201) throw new Error(`joining answered ${status}: ${JSON.stringify(body)}`)
  const { key } = body.apiKey
  return {
    key,
    merchantId: body.merchant.id,
    programId: world.programId,
    store: await newVerifiedStore(key),
  }
}

export interface TestMember extends MemberCreated {
  token: string
  enrolmentId: string
}

/** A member with a session in the world's store. */
export async function newMember(world: World): Promise<TestMember> {
  const joined = await join()
  const session = await newSession(joined, world.store.id)
  return { ...joined, token: session.accessToken, enrolmentId: session.enrolmentId as string }
}

let orders = 0

/** A purchase as a shop sends it: two bags of coffee for 200 kr, unless said otherwise. */
export const aPurchase = (world: World, member: TestMember | null, more: Record<string, unknown> = {}) => {
  orders += 1
  return {
    storeId: world.store.id,
    externalRef: `order-${orders}`,
    purchasedAt: Date.now() - 60_000,
    currency: 'SEK',
    totalMinor: 20_000,
    lines: [{ sku: 'skogsrost', category: 'Coffee', quantity: 2, amountMinor: 20_000 }],
    buyer: member ? { memberNumber: member.member.number } : {},
    ...more,
  }
}

export async function buy(world: World, ...purchases: unknown[]): Promise<PurchaseResult[]> {
  const { status, body } = await call<{ results: PurchaseResult[] }>('POST', '/v1/purchases', {
    bearer: world.key,
    body: { purchases },
  })
  if (status !== 200) throw new Error(`purchases answered ${status}: ${JSON.stringify(body)}`)
  return body.results
}

export async function newSegment(world: World, key: string, rule: unknown): Promise<Segment> {
  const { status, body } = await call<Segment>('POST', '/v1/segments', {
    bearer: world.key,
    body: { key, name: key, rule },
  })
  if (status !== 201) throw new Error(`segment answered ${status}: ${JSON.stringify(body)}`)
  return body
}

/** A live offer: 15% off, minted, for everyone, unless said otherwise. */
export async function newOffer(
  world: World,
  more: Partial<OfferCreate> | Record<string, unknown> = {},
): Promise<Offer> {
  orders += 1
  const { status, body } = await call<Offer>('POST', '/v1/offers', {
    bearer: world.key,
    body: {
      key: `offer-${orders}`,
      content: { en: { headline: '15% off' }, sv: { headline: '15 % rabatt' } },
      reward: { kind: 'percentOff', percent: 15 },
      schedule: { startsAt: Date.now() - 3_600_000 },
      code: { kind: 'minted', prefix: 'KAFFE' },
      state: 'live',
      accept: ['endless'],
      ...more,
    },
  })
  if (status !== 201) throw new Error(`offer answered ${status}: ${JSON.stringify(body)}`)
  return body
}

export async function decisionFor(
  world: World,
  member: TestMember,
  more: Record<string, unknown> = {},
): Promise<Decision> {
  const { status, body } = await call<Decision>('POST', '/v1/decisions', {
    bearer: member.token,
    body: { storeId: world.store.id, ...more },
  })
  if (status !== 200) throw new Error(`decision answered ${status}: ${JSON.stringify(body)}`)
  return body
}

export const claimOf = (member: TestMember, decision: Decision, offerId: string) =>
  call<Claim & { type?: string }>('POST', '/v1/claims', {
    bearer: member.token,
    body: { decision: decision.token, offerId },
  })
