import { createRoute, z } from '@hono/zod-openapi'
import { goalStatus, KPIS } from '../../shared/analytics/index.ts'
import { DomainError, type Goal, GoalCreate, GoalView, Id } from '../../shared/contracts/index.ts'
import { type Figures, historyOf, openFigures } from '../books/figures.ts'
import { databaseOf } from '../db/database.ts'
import { deleteGoal, findGoal, insertGoal, listGoals, replaceGoal } from '../db/goals.ts'
import { newId } from '../db/ids.ts'
import { WITHOUT_MONTHS } from '../db/kpis.ts'
import { createRouter } from '../http/app.ts'
import { requireKey } from '../http/auth.ts'
import { byKey, json, jsonBody } from '../http/describe.ts'
import { pageOf, toPage } from '../http/paging.ts'
import { fieldError } from '../http/reported.ts'

const params = z.object({ goalId: Id })
const missing = (goalId: string) => new DomainError('not_found', `No goal ${goalId}`)

/** A page of goals is short: each one's figure is looked back at. */
const GoalQuery = z.object({
  cursor: Id.optional(),
  limit: z.coerce.number().int().min(1).max(20).default(20),
})

/** Goals that can be judged: the figure has a past to draw on from, and can take the value. */
function requireMeasurable({ metric, target }: GoalCreate): void {
  if (WITHOUT_MONTHS.has(metric))
    throw fieldError('metric', 'is told of the present only, so that no goal can be followed')
  const { least, most } = KPIS[metric]
  if (least !== null && target < least) throw fieldError('target', `can’t be below ${least}`)
  if (most !== null && target > most) throw fieldError('target', `can’t be above ${most}`)
}

const viewOf = async (figures: Figures, goal: Goal, now: number): Promise<GoalView> => ({
  ...goal,
  // Once its day has come, it is judged by what stood then.
  status: goalStatus(goal, await historyOf(figures, goal.metric, Math.min(now, goal.deadlineAt)), now),
})

/** What a merchant wants a figure to become, and whether it will. */
export const goals = createRouter()
  .openapi(
    createRoute({
      method: 'post',
      path: '/goals',
      tags: ['Figures'],
      summary: 'Set a goal',
      security: byKey,
      middleware: requireKey('program:write'),
      request: { body: jsonBody(GoalCreate) },
      responses: { 201: json(GoalView, 'The goal, and how it stands') },
    }),
    async (c) => {
      const wanted = c.req.valid('json')
      const now = Date.now()
      if (wanted.deadlineAt <= now) throw fieldError('deadlineAt', 'lies in the past')
      requireMeasurable(wanted)
      const figures = await openFigures(c.env, c.var.merchant)
      const goal = await insertGoal(figures.db, c.var.merchant.merchantId, newId('gol'), wanted, now)
      return c.json(await viewOf(figures, goal, now), 201)
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/goals',
      tags: ['Figures'],
      summary: 'Goals, oldest first, and whether each will be met',
      security: byKey,
      middleware: requireKey('read'),
      request: { query: GoalQuery },
      responses: { 200: json(pageOf(GoalView), 'A page of goals') },
    }),
    async (c) => {
      const { cursor, limit } = c.req.valid('query')
      const now = Date.now()
      const figures = await openFigures(c.env, c.var.merchant)
      const rows = await listGoals(figures.db, c.var.merchant.merchantId, cursor ?? '', limit)
      const { items, nextCursor } = toPage(rows, limit)
      const views: GoalView[] = []
      for (const goal of items) views.push(await viewOf(figures, goal, now))
      return c.json({ items: views, nextCursor }, 200)
    },
  )
  .openapi(
    createRoute({
      method: 'get',
      path: '/goals/{goalId}',
      tags: ['Figures'],
      summary: 'One goal: on track or not, with the forecast',
      security: byKey,
      middleware: requireKey('read'),
      request: { params },
      responses: { 200: json(GoalView, 'The goal, and how it stands') },
    }),
    async (c) => {
      const { goalId } = c.req.valid('param')
      const { merchantId, binding } = c.var.merchant
      const goal = await findGoal(databaseOf(c.env, binding), merchantId, goalId)
      if (!goal) throw missing(goalId)
      return c.json(await viewOf(await openFigures(c.env, c.var.merchant), goal, Date.now()), 200)
    },
  )
  .openapi(
    createRoute({
      method: 'put',
      path: '/goals/{goalId}',
      tags: ['Figures'],
      summary: 'Set a goal anew',
      security: byKey,
      middleware: requireKey('program:write'),
      request: { params, body: jsonBody(GoalCreate) },
      responses: { 200: json(GoalView, 'The goal as it is now') },
    }),
    async (c) => {
      const { goalId } = c.req.valid('param')
      const { merchantId, binding } = c.var.merchant
      const wanted = c.req.valid('json')
      const db = databaseOf(c.env, binding)
      if (!(await findGoal(db, merchantId, goalId))) throw missing(goalId)
      requireMeasurable(wanted)
      const goal = await replaceGoal(db, merchantId, goalId, wanted)
      if (!goal) throw missing(goalId)
      return c.json(await viewOf(await openFigures(c.env, c.var.merchant), goal, Date.now()), 200)
    },
  )
  .openapi(
    createRoute({
      method: 'delete',
      path: '/goals/{goalId}',
      tags: ['Figures'],
      summary: 'Let a goal go',
      security: byKey,
      middleware: requireKey('program:write'),
      request: { params },
      responses: { 204: { description: 'Gone' } },
    }),
    async (c) => {
      const { goalId } = c.req.valid('param')
      const { merchantId, binding } = c.var.merchant
      if (!(await deleteGoal(databaseOf(c.env, binding), merchantId, goalId))) throw missing(goalId)
      return c.body(null, 204)
    },
  )
