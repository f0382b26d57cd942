import { createRoute, z } from '@hono/zod-openapi'
import { choosingQuality } from '../../shared/analytics/choosing-quality.ts'
import { definitionOf, KPIS } from '../../shared/analytics/index.ts'
import {
  ChoosingQuality,
  Cohort,
  DAY_MS,
  KpiDefinition,
  KpiKey,
  KpiReport,
  MAX_INSTANT,
  MIN_INSTANT,
} from '../../shared/contracts/index.ts'
import { cohortsOf, openFigures, reportOf } from '../books/figures.ts'
import { readOccasions } from '../db/learned-occasions.ts'
import { createRouter } from '../http/app.ts'
import { requireKey } from '../http/auth.ts'
import { byKey, json } from '../http/describe.ts'
import { fieldError } from '../http/reported.ts'

const instant = z.coerce.number().int().min(MIN_INSTANT).max(MAX_INSTANT)

/** Longest period, in days: its months are worked out one by one. */
const MOST_DAYS = 1100

/** The period that is looked at unless another one is asked for, in days. */
const USUAL_DAYS = 365

/** Figures with written definitions, from the merchant's own books. */
export const kpis = createRouter()
  .openapi(
    createRoute({
      method: 'get',
      path: '/kpis',
      tags: ['Figures'],
      summary: 'The figures that a programme is run by, each with its definition, unit and formula',
      security: byKey,
      middleware: requireKey('read'),
      responses: { 200: json(z.strictObject({ items: z.array(KpiDefinition) }), 'All figures') },
    }),
    (c) => c.json({ items: KpiKey.options.map((key) => definitionOf(KPIS[key])) }, 200),
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/kpis/{key}',
      tags: ['Figures'],
      summary: 'A figure over a period, its months, and the sums behind it',
      description:
        'Purchases are those in your own stores; members and points are the programme’s. Lifetime value is told only where no other merchant has a store in the programme. Where there is too little to say, the value is `null` and `why` says so. The year up to now, unless `from` and `to` say otherwise.',
      security: byKey,
      middleware: requireKey('read'),
      request: {
        params: z.object({ key: KpiKey }),
        query: z.object({ from: instant.optional(), to: instant.optional() }),
      },
      responses: { 200: json(KpiReport, 'The figure') },
    }),
    async (c) => {
      const { key } = c.req.valid('param')
      const { from: wantedFrom, to: wantedTo } = c.req.valid('query')
      const now = Date.now()
      const to = wantedTo ?? now
      const from = wantedFrom ?? to - USUAL_DAYS * DAY_MS
      if (from >= to) throw fieldError('from', 'must be before to')
      if (to - from > MOST_DAYS * DAY_MS)
        throw fieldError('from', `lies more than ${MOST_DAYS} days before to`)
      const figures = await openFigures(c.env, c.var.merchant)
      return c.json(await reportOf(figures, key, { from, to }, now), 200)
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/quality',
      tags: ['Figures'],
      summary: 'How well offers are chosen in your stores',
      description:
        'The order that members were shown, held against what they took, beside an order by chance, one by popularity, and two by what the member had taken before, how often and how lately. What stands first is seen more: compare it with your own weeks, and measure what choosing brings by an experiment.',
      security: byKey,
      middleware: requireKey('read'),
      responses: { 200: json(ChoosingQuality, 'The figures, or why there are none') },
    }),
    async (c) => {
      const { db, scope } = await openFigures(c.env, c.var.merchant)
      return c.json(choosingQuality(await readOccasions(db, scope.programId, scope.storeIds)), 200)
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/cohorts',
      tags: ['Figures'],
      summary: 'Members by the month of their first purchase, and how many came back in each month since',
      description: 'Of your own stores, in calendar months of the programme that are over.',
      security: byKey,
      middleware: requireKey('read'),
      request: { query: z.object({ months: z.coerce.number().int().min(1).max(36).default(12) }) },
      responses: { 200: json(z.strictObject({ items: z.array(Cohort) }), 'Cohorts, oldest first') },
    }),
    async (c) => {
      const figures = await openFigures(c.env, c.var.merchant)
      return c.json({ items: await cohortsOf(figures, c.req.valid('query').months, Date.now()) }, 200)
    },
  )
