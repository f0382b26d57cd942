import { createRoute, z } from '@hono/zod-openapi'
import { experiments as analysis } from '../../shared/analytics/index.ts'
import {
  DAY_MS,
  DomainError,
  type Experiment,
  ExperimentChange,
  ExperimentCreate,
  ExperimentResult,
  ExperimentView,
  type FieldIssue,
  Id,
  OfferEffect,
} from '../../shared/contracts/index.ts'
import { type CatalogueExperiment, holdoutSplitId } from '../../shared/engine/split.ts'
import { type Db, databaseOf } from '../db/database.ts'
import {
  type Clash,
  endExperiment,
  findExperiment,
  insertExperiment,
  listExperiments,
  offerIdsByKey,
  startExperiment,
} from '../db/experiments.ts'
import { newId } from '../db/ids.ts'
import { readOfferMeasured } from '../db/learned-worth.ts'
import { findProgram } from '../db/programs.ts'
import { readSplitSums } from '../db/split-sums.ts'
import { listOwnStoreIds } from '../db/stores.ts'
import { createRouter } from '../http/app.ts'
import { requireKey } from '../http/auth.ts'
import { byKey, json, jsonBody } from '../http/describe.ts'
import { PageQuery, pageOf, toPage } from '../http/paging.ts'
import { fieldError } from '../http/reported.ts'

const params = z.object({ experimentId: Id })
const missing = (experimentId: string) => new DomainError('not_found', `No experiment ${experimentId}`)

const refusal = (issues: FieldIssue[]) =>
  new DomainError('invalid_request', `${issues[0]?.path}: ${issues[0]?.message}`, { issues })

/** Whatever has come of it by `now`. */
function viewOf({ merchantId: _, ...experiment }: CatalogueExperiment, now: number): ExperimentView {
  const { startsAt, endsAt } = experiment
  const ended = endsAt !== null && (endsAt <= startsAt ? 'calledOff' : endsAt <= now ? 'ended' : null)
  return { ...experiment, state: ended || (startsAt > now ? 'planned' : 'running') }
}

/** Where in an experiment's arms an offer stands that the merchant has none of, or that another experiment has. */
function armIssues({ arms }: Pick<Experiment, 'arms'>, says: (key: string) => string | null): FieldIssue[] {
  return arms.flatMap(({ offers }, arm) =>
    offers.flatMap((key, at) => {
      const message = says(key)
      return message === null ? [] : [{ path: `/arms/${arm}/offers/${at}`, message }]
    }),
  )
}

function clashIssues(
  experiment: Pick<Experiment, 'arms'>,
  clashes: readonly Clash[],
  offers: ReadonlyMap<string, string>,
): FieldIssue[] {
  const group = clashes.find(({ what }) => what === 'group')
  const inGroup = group
    ? [{ path: '/group', message: `meets the slice of ${group.key}, which runs meanwhile` }]
    : []
  const byOffer = armIssues(experiment, (key) => {
    const clash = clashes.find(({ offerId }) => offerId !== null && offerId === offers.get(key))
    return clash ? `is in ${clash.key}, which runs meanwhile` : null
  })
  return [...inGroup, ...byOffer]
}

const marginPercentOf = async (db: Db, programId: string): Promise<number> =>
  (await findProgram(db, programId))?.rules.offers.marginPercent ?? 0

/** How often a holdout that does nothing may look as if it did, over all looks together. */
const ALPHA = 0.05

/** The two sides of a holdout; the one that is shown nothing is what the other is compared with. */
const holdoutArms = (holdoutPercent: number) => [
  { key: 'holdout', weight: holdoutPercent / 100 },
  { key: 'shown', weight: 1 - holdoutPercent / 100 },
]

/** Random splits of a programme's members, and what each side brought. */
export const experiments = createRouter()
  .openapi(
    createRoute({
      method: 'post',
      path: '/experiments',
      tags: ['Experiments'],
      summary: 'Plan an experiment',
      description:
        'Members are split by a hash, each for good. Offers that an arm names are shown to that arm alone while it runs. The split can’t be changed: another one is another experiment.',
      security: byKey,
      middleware: requireKey('offers:write'),
      request: { body: jsonBody(ExperimentCreate) },
      responses: { 201: json(ExperimentView, 'The experiment') },
    }),
    async (c) => {
      const { merchantId, programId, binding } = c.var.merchant
      const wanted = c.req.valid('json')
      const now = Date.now()
      if (wanted.startsAt < now - DAY_MS) throw fieldError('startsAt', 'lies in the past')
      if (wanted.endsAt !== null && wanted.endsAt <= now) throw fieldError('endsAt', 'lies in the past')
      const db = databaseOf(c.env, binding)
      const keys = [...new Set(wanted.arms.flatMap(({ offers }) => offers))]
      const offers = await offerIdsByKey(db, merchantId, keys)
      const unknown = armIssues(wanted, (key) => (offers.has(key) ? null : `no offer ${key}`))
      if (unknown.length > 0) throw refusal(unknown)
      const made = await insertExperiment(db, { merchantId, programId }, newId('exp'), wanted, offers, now)
      if (made === 'taken') throw new DomainError('conflict', `You have an experiment ${wanted.key} already`)
      if (Array.isArray(made)) throw refusal(clashIssues(wanted, made, offers))
      return c.json(viewOf(made, now), 201)
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/experiments',
      tags: ['Experiments'],
      summary: "The merchant's experiments, oldest first",
      security: byKey,
      middleware: requireKey('read', 'offers:write'),
      request: { query: PageQuery },
      responses: { 200: json(pageOf(ExperimentView), 'A page of experiments') },
    }),
    async (c) => {
      const { merchantId, binding } = c.var.merchant
      const { cursor, limit } = c.req.valid('query')
      const rows = await listExperiments(databaseOf(c.env, binding), merchantId, cursor ?? '', limit)
      const now = Date.now()
      return c.json(
        toPage(
          rows.map((row) => viewOf(row, now)),
          limit,
        ),
        200,
      )
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/experiments/{experimentId}',
      tags: ['Experiments'],
      summary: 'One experiment',
      security: byKey,
      middleware: requireKey('read', 'offers:write'),
      request: { params },
      responses: { 200: json(ExperimentView, 'The experiment') },
    }),
    async (c) => {
      const { merchantId, binding } = c.var.merchant
      const { experimentId } = c.req.valid('param')
      const found = await findExperiment(databaseOf(c.env, binding), merchantId, experimentId)
      if (!found) throw missing(experimentId)
      return c.json(viewOf(found, Date.now()), 200)
    },
  )
  .openapi(
    createRoute({
      method: 'patch',
      path: '/experiments/{experimentId}',
      tags: ['Experiments'],
      summary: 'Begin a planned experiment now, or end one',
      description: 'One that is ended before it began is called off.',
      security: byKey,
      middleware: requireKey('offers:write'),
      request: { params, body: jsonBody(ExperimentChange) },
      responses: { 200: json(ExperimentView, 'The experiment as it is now') },
    }),
    async (c) => {
      const { merchantId, programId, binding } = c.var.merchant
      const { experimentId } = c.req.valid('param')
      const { state } = c.req.valid('json')
      const db = databaseOf(c.env, binding)
      const now = Date.now()
      const found = await findExperiment(db, merchantId, experimentId)
      if (!found) throw missing(experimentId)
      const is = viewOf(found, now)
      const changed =
        state === 'ended'
          ? await endExperiment(db, programId, experimentId, now)
          : await startExperiment(db, programId, experimentId, now)
      if (Array.isArray(changed)) {
        const offers = await offerIdsByKey(
          db,
          merchantId,
          found.arms.flatMap((arm) => arm.offers),
        )
        throw refusal(clashIssues(found, changed, offers))
      }
      // Asked for again, it is as it was asked for.
      if (!changed && is.state !== state)
        throw new DomainError('conflict', `An experiment that is ${is.state} can’t become ${state}`)
      return c.json(changed ? viewOf(changed, now) : is, 200)
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/experiments/{experimentId}/results',
      tags: ['Experiments'],
      summary: 'What an experiment has shown so far',
      description:
        'Of every member who was assigned, whether or not they were shown anything, and of what they bought in your own stores. The intervals hold at every look; `sampleRatioAlarm` says that the split is not as it was to be, and nothing is to be believed.',
      security: byKey,
      middleware: requireKey('read', 'offers:write'),
      request: { params },
      responses: { 200: json(ExperimentResult, 'Lift by arm, with its interval') },
    }),
    async (c) => {
      const { merchantId, programId, binding } = c.var.merchant
      const { experimentId } = c.req.valid('param')
      const db = databaseOf(c.env, binding)
      const experiment = await findExperiment(db, merchantId, experimentId)
      if (!experiment) throw missing(experimentId)
      const { outcome, endsAt } = experiment
      const until = Math.min(endsAt ?? Number.POSITIVE_INFINITY, Date.now())
      const marginPercent = await marginPercentOf(db, programId)
      const storeIds = await listOwnStoreIds(c.env.DB, c.var.merchant)
      const sums = await readSplitSums(db, experimentId, { outcome, storeIds, marginPercent, until })
      return c.json(analysis.analyse(experiment, sums), 200)
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/offers/{offerId}/effect',
      tags: ['Experiments'],
      summary: 'What an offer brings beside its own holdout, and whether that covers its cost',
      description:
        'Margin a member in your own stores, after refunds and all costs, of those who would have seen it: one part was shown it, the holdout was not. Another `holdoutPercent` is another split, measured from then on.',
      security: byKey,
      middleware: requireKey('read', 'offers:write'),
      request: { params: z.object({ offerId: Id }) },
      responses: { 200: json(OfferEffect, 'The effect so far') },
    }),
    async (c) => {
      const { merchantId, programId, binding } = c.var.merchant
      const { offerId } = c.req.valid('param')
      const db = databaseOf(c.env, binding)
      const measured = await readOfferMeasured(db, merchantId, offerId)
      if (!measured) throw new DomainError('not_found', `No offer ${offerId}`)
      const { holdoutPercent, ...counts } = measured
      const marginPercent = await marginPercentOf(db, programId)
      const sums = await readSplitSums(db, holdoutSplitId(offerId, holdoutPercent), {
        outcome: 'marginMinor',
        storeIds: await listOwnStoreIds(c.env.DB, c.var.merchant),
        marginPercent,
        until: Date.now(),
      })
      const side = (arm: string) => sums.find((one) => one.arm === arm) ?? analysis.noSums(arm)
      const [treated, holdout] = [side('shown'), side('holdout')]
      const { answer } = analysis.worthIt({ treated, holdout, holdoutPercent })
      return c.json(
        {
          offerId,
          result: analysis.analyse({ arms: holdoutArms(holdoutPercent), alpha: ALPHA }, sums),
          worth: holdoutPercent === 0 && holdout.members === 0 ? ('noHoldout' as const) : answer,
          ...counts,
        },
        200,
      )
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/program/effect',
      tags: ['Experiments'],
      summary: 'What all offers together bring you beside the programme’s own holdout',
      description:
        'Margin a member in your own stores, after refunds and all costs: of those who are shown offers, and of those who are shown none (`holdoutPercent` of the programme’s offer policy; another percent is measured from then on).',
      security: byKey,
      middleware: requireKey('read'),
      responses: { 200: json(ExperimentResult, 'Lift, with its interval') },
    }),
    async (c) => {
      const { programId, binding } = c.var.merchant
      const db = databaseOf(c.env, binding)
      const program = await findProgram(db, programId)
      if (!program) throw new DomainError('not_found', `No programme ${programId}`)
      const { marginPercent, holdoutPercent } = program.rules.offers
      const until = Date.now()
      const splitId = holdoutSplitId(programId, holdoutPercent)
      const storeIds = await listOwnStoreIds(c.env.DB, c.var.merchant)
      const summed = { outcome: 'marginMinor', storeIds, marginPercent, until } as const
      const sums = await readSplitSums(db, splitId, summed)
      return c.json(analysis.analyse({ arms: holdoutArms(holdoutPercent), alpha: ALPHA }, sums), 200)
    },
  )
