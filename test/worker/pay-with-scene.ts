import { createExecutionContext, createScheduledController, waitOnExecutionContext } from 'cloudflare:test'
import { env } from 'cloudflare:workers'
import type {
  Basket,
  Claim,
  CodeValidation,
  Decision,
  Offer,
  Redemption,
  ReturnResult,
} from '../../shared/contracts/index.ts'
import worker from '../../worker/index.ts'
import { call } from './api.ts'
import {
  aPurchase,
  buy,
  decisionFor,
  newMember,
  newOffer,
  newWorld,
  type TestMember,
  type World,
} from './world.ts'

/** A member with points, and an offer to pay half of a basket with them. A point is 5 öre. */
export interface PayScene {
  world: World
  member: TestMember
  offer: Offer
}

/** Only what is bought of `seed` earns, a point a krona, so that orders paid with points leave the sums plain. */
const SEED_RULE = {
  key: 'seeds',
  scope: { categories: ['seed'] },
  give: { kind: 'proportional' as const, amount: 1, perMinor: 100, wholeStepsOnly: true },
}

/** Makes the scene: `seeds` are lots of points by how many months ago they were earned. Each is good for 12 months. */
export async function payScene(
  seeds: [points: number, monthsAgo: number][],
  {
    rules = {},
    offer = {},
  }: { rules?: Parameters<typeof newWorld>[0]; offer?: Record<string, unknown> } = {},
): Promise<PayScene> {
  const world = await newWorld({
    returnWindowDays: 0,
    units: { points: { expiry: { kind: 'rolling', months: 12 } }, storedValue: {} },
    earn: [SEED_RULE],
    ...rules,
  })
  const member = await newMember(world)
  for (const seed of seeds) await earnPoints(world, member, ...seed)
  return {
    world,
    member,
    offer: await newOffer(world, {
      reward: { kind: 'payWithPoints', maxPercent: 50 },
      code: { kind: 'minted', prefix: 'PAY' },
      ...offer,
    }),
  }
}

export const earnPoints = (world: World, member: TestMember, points: number, monthsAgo = 0) =>
  buy(
    world,
    aPurchase(world, member, {
      purchasedAt: Date.now() - monthsAgo * 30 * 86_400_000 - 60_000,
      totalMinor: points * 100,
      lines: [{ sku: 'seed', category: 'seed', quantity: 1, amountMinor: points * 100 }],
    }),
  )

export const basketOf = (totalMinor: number): Basket => ({
  currency: 'SEK',
  totalMinor,
  lines: [{ sku: 'skogsrost', category: 'Coffee', quantity: 2, amountMinor: totalMinor }],
})

export const decide = ({ world, member }: PayScene, totalMinor?: number): Promise<Decision> =>
  decisionFor(world, member, totalMinor === undefined ? {} : { basket: basketOf(totalMinor) })

/** What paying would take of the member, as they are told; `undefined`: the offer is not theirs. */
export const takes = async (scene: PayScene, totalMinor: number) => {
  const found = (await decide(scene, totalMinor)).offers.find(({ offerId }) => offerId === scene.offer.id)
  return found?.effect.kind === 'discount' ? found.effect.takes : undefined
}

export const claimWith = ({ member, offer }: PayScene, decision: Decision, key?: string) =>
  call<Claim & { type?: string }>('POST', '/v1/claims', {
    bearer: member.token,
    body: { decision: decision.token, offerId: offer.id },
    ...(key ? { headers: { 'idempotency-key': key } } : {}),
  })

export async function claim(scene: PayScene, totalMinor: number): Promise<Claim> {
  const { status, body } = await claimWith(scene, await decide(scene, totalMinor))
  if (status !== 201) throw new Error(`a claim answered ${status}: ${JSON.stringify(body)}`)
  return body
}

export const answer = ({ member }: PayScene, claimId: string, result: string) =>
  call<Claim>('POST', `/v1/claims/${claimId}/outcome`, {
    bearer: member.token,
    body: {
      measuredAt: Date.now(),
      result,
      ...(result === 'applied' ? { currency: 'SEK', totalBeforeMinor: 2, totalAfterMinor: 1 } : {}),
    },
  })

/** An order of coffee that used a code, as the shop sends it: what was paid is less by the discount. */
export const orderWith = (
  { world }: PayScene,
  code: string,
  totalMinor: number,
  discountMinor: number | undefined,
  more: Record<string, unknown> = {},
) =>
  aPurchase(world, null, {
    totalMinor: totalMinor - (discountMinor ?? 0),
    lines: basketOf(totalMinor).lines,
    codes: [{ code, ...(discountMinor === undefined ? {} : { discountMinor }) }],
    ...more,
  })

export const giveBack = ({ world }: PayScene, purchaseRef: string, externalRef: string, quantity: number) =>
  call<ReturnResult>('POST', '/v1/returns', {
    bearer: world.key,
    body: {
      storeId: world.store.id,
      purchaseRef,
      externalRef,
      returnedAt: Date.now(),
      lines: [{ line: 0, quantity }],
    },
  })

export const validate = ({ world }: PayScene, code: string, totalMinor: number) =>
  call<CodeValidation>('POST', '/v1/codes/validate', {
    bearer: world.key,
    body: { storeId: world.store.id, code, basket: basketOf(totalMinor) },
  })

export const redemptions = async ({ world }: PayScene) =>
  (await call<{ items: Redemption[] }>('GET', '/v1/redemptions', { bearer: world.key })).body.items

/** What the member is told they have. */
export const balance = async (scene: PayScene) => {
  const { available, held } = (await decide(scene)).balance
  return { available, held }
}

/** Lots as the database keeps them, soonest to expire first. */
export const lotsOf = async ({ member }: PayScene) =>
  (
    await env.DB.prepare(
      'SELECT amount, remaining, held, state, expires_at AS expiresAt FROM lots WHERE enrolment_id = ? ORDER BY ifnull(expires_at, 9e12), id',
    )
      .bind(member.enrolmentId)
      .all<{ amount: number; remaining: number; held: number; state: string; expiresAt: number }>()
  ).results

export const entriesOf = async ({ member }: PayScene, ...reasons: string[]) =>
  (
    await env.DB.prepare(
      'SELECT reason, from_account AS f, to_account AS t, amount FROM ledger_entries WHERE enrolment_id = ?1 AND reason IN (SELECT value FROM json_each(?2)) ORDER BY unit, seq',
    )
      .bind(member.enrolmentId, JSON.stringify(reasons))
      .all<{ reason: string; f: string; t: string; amount: number }>()
  ).results.map(({ reason, f, t, amount }) => `${reason} ${f}>${t} ${amount}`)

export const holdsOf = async ({ member }: PayScene) =>
  (
    await env.DB.prepare('SELECT amount, state FROM holds WHERE enrolment_id = ? ORDER BY held_at, id')
      .bind(member.enrolmentId)
      .all<{ amount: number; state: string }>()
  ).results.map(({ amount, state }) => `${state} ${amount}`)

/** Lets a reservation's time be up, as a quarter of an hour would. */
export const runOut = async (claimId: string) => {
  const at = Date.now() - 1
  await env.DB.batch([
    env.DB.prepare('UPDATE claims SET expires_at = ? WHERE id = ?').bind(at, claimId),
    env.DB.prepare("UPDATE holds SET expires_at = ? WHERE claim_id = ? AND state = 'held'").bind(at, claimId),
  ])
}

/** The minute's work. */
export async function cron(): Promise<void> {
  const context = createExecutionContext()
  await worker.scheduled(
    createScheduledController({ scheduledTime: new Date(), cron: '* * * * *' }),
    env,
    context,
  )
  await waitOnExecutionContext(context)
}

/** What the offer has given so far. */
export const openOf = ({ offer }: PayScene) =>
  env.DB.prepare('SELECT claims_open AS open, cost_open_minor AS cost FROM offers WHERE id = ?')
    .bind(offer.id)
    .first()
