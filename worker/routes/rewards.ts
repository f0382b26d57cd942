import { createRoute, z } from '@hono/zod-openapi'
import {
  CatalogueReward,
  CodePool,
  CodePoolUpload,
  DomainError,
  type FieldIssue,
  Id,
  MemberReward,
  type ProgramRules,
  RewardAccess,
  RewardCreate,
} from '../../shared/contracts/index.ts'
import { goodsSpec, judgeReward } from '../../shared/ledger/rewards/index.ts'
import { shopperOf } from '../books/order-reward.ts'
import { seatWaiting } from '../books/seat-waiting.ts'
import { listCauses } from '../db/causes.ts'
import { fillPool, type PoolRefusal, readPool } from '../db/code-pools.ts'
import { catalogueAt, memberAt, readCatalogue } from '../db/compiled.ts'
import { brokenPromise, databaseOf, inTurn } from '../db/database.ts'
import { newId } from '../db/ids.ts'
import {
  findReward,
  insertRewards,
  listRewards,
  readAccess,
  readMemberRewards,
  replaceReward,
} from '../db/rewards.ts'
import { foreignStores } from '../db/stores.ts'
import type { Env } from '../env.ts'
import { createRouter, type MerchantAuth } from '../http/app.ts'
import { requireKey, requireMember } from '../http/auth.ts'
import { byKey, byMember, json, jsonBody } from '../http/describe.ts'
import { invalidRequest } from '../http/errors.ts'
import { MemberMeant, memberAsked } from '../http/member-asked.ts'
import { memberDb } from '../http/member-db.ts'
import { PageQuery, pageOf, toPage } from '../http/paging.ts'
import { fieldError } from '../http/reported.ts'

const params = z.object({ rewardId: Id })

const MemberRewards = z.strictObject({ rewards: z.array(MemberReward) }).meta({ id: 'MemberRewards' })

const missing = (rewardId: string) => new DomainError('not_found', `No reward ${rewardId}`)

/** What a reward leans on: the programme's units, tiers, plans and causes, and the merchant's stores. */
async function check(env: Env, merchant: MerchantAuth, reward: RewardCreate): Promise<void> {
  const { merchantId, programId, binding } = merchant
  const { rules } = await readCatalogue(env, binding, programId)
  const { goods } = reward
  const causes = goods.kind === 'donation' ? await listCauses(databaseOf(env, binding), programId) : null
  const foreign =
    goods.kind === 'earlyAccess' && goods.storeId
      ? await foreignStores(env.DB, merchantId, [goods.storeId])
      : []
  const issues = [
    ...leaningOn(reward, rules, causes?.map(({ key }) => key) ?? []),
    ...foreign.map(() => ({ path: '/goods/storeId', message: 'is no store of yours' })),
  ]
  if (issues.length > 0) throw invalidRequest(issues)
}

function leaningOn(
  { goods, price, audience }: RewardCreate,
  rules: ProgramRules,
  causes: string[],
): FieldIssue[] {
  const unknown = (keys: readonly string[], among: readonly string[], path: string, what: string) =>
    keys.flatMap((key, at) =>
      among.includes(key) ? [] : [{ path: `${path}/${at}`, message: `no ${what} ${key}` }],
    )
  const needs = (unit: keyof ProgramRules['units'], path: string) =>
    rules.units[unit] ? [] : [{ path, message: `the programme keeps no ${unit}` }]
  return [
    ...needs(price.unit, '/price/unit'),
    ...(goods.kind === 'topUp' ? needs('storedValue', '/goods/kind') : []),
    ...(goods.kind === 'donation'
      ? causes.length === 0
        ? [{ path: '/goods/kind', message: 'needs a cause to give to' }]
        : unknown(goods.causes, causes, '/goods/causes', 'cause')
      : []),
    ...unknown(audience.tiers, rules.tiers?.levels.map(({ key }) => key) ?? [], '/audience/tiers', 'tier'),
    ...unknown(
      audience.plans,
      rules.plans.map(({ key }) => key),
      '/audience/plans',
      'plan',
    ),
  ]
}

/** Where a reward is over before anybody can order it: the field that says so. */
function overAt({ goods }: RewardCreate, now: number): DomainError | null {
  const endsAt = goodsSpec(goods).endsAt(goods)
  if (endsAt === null || endsAt > now) return null
  return fieldError(goods.kind === 'seat' ? 'goods/eventAt' : 'goods/everybodyAt', 'lies in the past')
}

/** The pool, or the refusal as it is told. */
function poolOrThrow(result: CodePool | PoolRefusal | null, rewardId: string): CodePool {
  if (result === null || ('refused' in result && result.refused === 'missing'))
    throw new DomainError('not_found', `No reward ${rewardId} with codes of yours`)
  if ('refused' in result) throw invalidRequest(result.issues)
  return result
}

/** The catalogue of rewards: what the merchant puts there, and what a member can order of it. */
export const rewards = createRouter()
  .openapi(
    createRoute({
      method: 'post',
      path: '/rewards',
      tags: ['Rewards'],
      summary: 'Put a reward into the catalogue',
      security: byKey,
      middleware: requireKey('rewards:write'),
      request: { body: jsonBody(RewardCreate) },
      responses: { 201: json(CatalogueReward, 'The reward') },
    }),
    async (c) => {
      const { programId, binding } = c.var.merchant
      const reward = c.req.valid('json')
      const over = overAt(reward, Date.now())
      if (over) throw over
      await check(c.env, c.var.merchant, reward)
      const db = databaseOf(c.env, binding)
      const id = newId('rew')
      try {
        await db.batch(insertRewards(db, programId, [{ id, reward }], Date.now()))
      } catch (error) {
        const broken = brokenPromise(error)
        if (broken && typeof broken === 'object' && 'unique' in broken)
          throw new DomainError('conflict', `The programme has a reward ${reward.key} already`)
        throw error
      }
      return c.json((await findReward(db, programId, id)) as CatalogueReward, 201)
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/rewards',
      tags: ['Rewards'],
      summary: "The programme's rewards, oldest first",
      security: byKey,
      middleware: requireKey('read', 'rewards:write'),
      request: { query: PageQuery.strict() },
      responses: { 200: json(pageOf(CatalogueReward), 'A page of rewards') },
    }),
    async (c) => {
      const { programId, binding } = c.var.merchant
      const { cursor, limit } = c.req.valid('query')
      const rows = await listRewards(databaseOf(c.env, binding), programId, cursor ?? '', limit + 1)
      return c.json(toPage(rows, limit), 200)
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/rewards/{rewardId}',
      tags: ['Rewards'],
      summary: 'One reward, with what is left of it',
      security: byKey,
      middleware: requireKey('read', 'rewards:write'),
      request: { params },
      responses: { 200: json(CatalogueReward, 'The reward') },
    }),
    async (c) => {
      const { programId, binding } = c.var.merchant
      const { rewardId } = c.req.valid('param')
      const reward = await findReward(databaseOf(c.env, binding), programId, rewardId)
      if (!reward) throw missing(rewardId)
      return c.json(reward, 200)
    },
  )
  .openapi(
    createRoute({
      method: 'put',
      path: '/rewards/{rewardId}',
      tags: ['Rewards'],
      summary: 'Replace a reward',
      description:
        'All of it but its key and what kind of goods it is. What was ordered stays as it was ordered, but an event that is moved takes its seats and its waiting list along. More seats go to those who wait.',
      security: byKey,
      middleware: requireKey('rewards:write'),
      request: { params, body: jsonBody(RewardCreate) },
      responses: { 200: json(CatalogueReward, 'The reward as it is now') },
    }),
    async (c) => {
      const { programId, binding } = c.var.merchant
      const { rewardId } = c.req.valid('param')
      const wanted = c.req.valid('json')
      const db = databaseOf(c.env, binding)
      const before = await findReward(db, programId, rewardId)
      if (!before) throw missing(rewardId)
      if (wanted.key !== before.key) throw fieldError('key', `stays ${before.key}`)
      if (kindOf(wanted) !== kindOf(before)) throw fieldError('goods/kind', `stays ${kindOf(before)}`)
      const now = Date.now()
      if (eventOf(wanted) !== eventOf(before)) {
        const over = overAt(wanted, now)
        if (over) throw over
      }
      await check(c.env, c.var.merchant, wanted)
      const reward = await replaceReward(db, programId, rewardId, wanted, now)
      if (!reward) throw missing(rewardId)
      if (wanted.goods.kind !== 'seat') return c.json(reward, 200)
      await seatWaiting(c.env, { programId, binding, db }, rewardId, now)
      return c.json((await findReward(db, programId, rewardId)) ?? reward, 200)
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/rewards/{rewardId}/codes',
      tags: ['Rewards'],
      summary: 'Upload codes of your own for a reward',
      description: 'All of them, or none: one that was uploaded before refuses them all.',
      security: byKey,
      middleware: requireKey('rewards:write'),
      request: { params, body: jsonBody(CodePoolUpload) },
      responses: { 201: json(CodePool, 'What the pool holds now') },
    }),
    async (c) => {
      const { programId, binding } = c.var.merchant
      const { rewardId } = c.req.valid('param')
      const { codes } = c.req.valid('json')
      const db = databaseOf(c.env, binding)
      const result = await inTurn(() => fillPool(db, programId, rewardId, codes, Date.now()))
      return c.json(poolOrThrow(result, rewardId), 201)
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/rewards/{rewardId}/codes',
      tags: ['Rewards'],
      summary: 'How many codes of your own are left',
      security: byKey,
      middleware: requireKey('read', 'rewards:write'),
      request: { params },
      responses: { 200: json(CodePool, 'What the pool holds; never the codes themselves') },
    }),
    async (c) => {
      const { programId, binding } = c.var.merchant
      const { rewardId } = c.req.valid('param')
      const pool = await readPool(databaseOf(c.env, binding), programId, rewardId)
      return c.json(poolOrThrow(pool, rewardId), 200)
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/rewards/{rewardId}/access',
      tags: ['Rewards'],
      summary: 'Whether a member may buy now what a reward opens early',
      description:
        'For early access alone: asked by the shop before it sells. Everybody may from `everybodyAt`, whoever has ordered the reward from the `opensAt` that it had then.',
      security: byKey,
      middleware: requireKey('read', 'rewards:write'),
      request: {
        params,
        query: z.strictObject(MemberMeant).superRefine((meant, context) => {
          if ((meant.memberNumber === undefined) === (meant.enrolmentId === undefined))
            context.addIssue({
              code: 'custom',
              path: ['memberNumber'],
              message: 'either it or enrolmentId is needed',
            })
        }),
      },
      responses: { 200: json(RewardAccess, 'How it stands now') },
    }),
    async (c) => {
      const { programId, binding } = c.var.merchant
      const { rewardId } = c.req.valid('param')
      // A stranger's number is an answer as well: they may when everybody may.
      const enrolmentId = await memberAsked(c.env.DB, programId, c.req.valid('query'))
      const read = await readAccess(databaseOf(c.env, binding), programId, rewardId, enrolmentId)
      if (read?.reward.goods.kind !== 'earlyAccess')
        throw new DomainError('not_found', `No reward ${rewardId} that gives early access`)
      const { opensAt, everybodyAt } = read.reward.goods
      const now = Date.now()
      const mayBuy = now >= everybodyAt || (read.ownFrom !== null && now >= read.ownFrom)
      return c.json({ mayBuy, opensAt: read.ownFrom ?? opensAt, everybodyAt }, 200)
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/members/me/rewards',
      tags: ['Rewards'],
      summary: 'What can be ordered, and what stands in the way of the rest',
      security: byMember,
      middleware: requireMember,
      responses: { 200: json(MemberRewards, 'Every reward that is not paused, oldest first') },
    }),
    async (c) => {
      const { enrolmentId, programId, binding, db, done } = memberDb(c)
      const now = Date.now()
      const read = await readMemberRewards(db, programId, enrolmentId, now)
      if (!read) throw new DomainError('not_found', 'This membership is gone')
      const { shelves } = read
      const { rules } = await catalogueAt(c.env, binding, programId, read.catalogueVersion, db)
      const member = memberAt(rules, read.read, now)
      done()
      return c.json(
        {
          rewards: shelves.map((shelf) =>
            judgeReward(
              shelf,
              shopperOf(member, rules, shelf.reward.price.unit, shelf.has),
              rules.timeZone,
              now,
            ),
          ),
        },
        200,
      )
    },
  )

const eventOf = ({ goods }: Pick<RewardCreate, 'goods'>) => (goods.kind === 'seat' ? goods.eventAt : null)

/** What kind of goods; a code's source is part of it, for a pool's codes are the shop's. */
const kindOf = ({ goods }: Pick<RewardCreate, 'goods'>): string =>
  goods.kind === 'code' ? `${goods.source.kind} code` : goods.kind
