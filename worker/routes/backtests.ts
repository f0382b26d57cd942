import { createRoute } from '@hono/zod-openapi'
import {
  Backtest,
  BacktestCreate,
  DomainError,
  type FieldIssue,
  type Offer,
} from '../../shared/contracts/index.ts'
import { backtest } from '../books/backtest.ts'
import { checkOffer } from '../books/check-offer.ts'
import { loadCatalogue } from '../db/catalogue.ts'
import { databaseOf } from '../db/database.ts'
import { newId } from '../db/ids.ts'
import { listProgramStores } from '../db/stores.ts'
import { createRouter } from '../http/app.ts'
import { requireKey } from '../http/auth.ts'
import { byKey, json, jsonBody } from '../http/describe.ts'
import { invalidRequest } from '../http/errors.ts'
import { fieldError } from '../http/reported.ts'

/** Refusals of an offer as they are told of the body that it is a part of. */
async function ofBody(checked: Promise<void>): Promise<void> {
  try {
    await checked
  } catch (error) {
    const issues =
      error instanceof DomainError ? (error.extra?.issues as FieldIssue[] | undefined) : undefined
    if (!issues) throw error
    throw invalidRequest(issues.map((issue) => ({ ...issue, path: `/offer${issue.path}` })))
  }
}

/** Trying an offer on what was bought, before it is published. */
export const backtests = createRouter().openapi(
  createRoute({
    method: 'post',
    path: '/offers/backtest',
    tags: ['Offers'],
    security: byKey,
    summary: 'Try an offer on the last days’ purchases',
    description:
      'Who would have had it, what it would have cost, which limits it would have hit and when, which live offers it is in the way of, and how many would have bought anyway. Each purchase is judged by what was known before it. Nothing is written. A key that a live offer has: that one is taken to be replaced.',
    middleware: requireKey('read', 'offers:write'),
    request: { body: jsonBody(BacktestCreate) },
    responses: { 200: json(Backtest, 'What it would have done') },
  }),
  async (c) => {
    const { merchantId, programId, binding } = c.var.merchant
    const { offer, days } = c.req.valid('json')
    const { accept: _, ...definition } = offer
    if (offer.reward.kind === 'payWithPoints')
      throw fieldError('offer/reward/kind', 'is paid with what members had then, which nobody has kept')
    const db = databaseOf(c.env, binding)
    const [, stores, data] = await Promise.all([
      ofBody(checkOffer(c.env, c.var.merchant, definition, null)),
      listProgramStores(c.env.DB, programId),
      loadCatalogue(db, programId, Date.now()),
    ])
    if (!data) throw new DomainError('not_found', 'The programme is gone')
    const known = new Set(data.segments.map(({ key }) => key))
    const missing = offer.audience.segments.flatMap((key, at) =>
      known.has(key) ? [] : [{ path: `/offer/audience/segments/${at}`, message: `no segment ${key}` }],
    )
    if (missing.length > 0) throw invalidRequest(missing)
    const now = Date.now()
    const draft: Offer = {
      ...definition,
      id: newId('off'),
      merchantId,
      revision: 1,
      state: 'draft',
      createdAt: now,
      updatedAt: now,
    }
    return c.json(await backtest(db, { programId, data, stores }, draft, days, now), 200)
  },
)
