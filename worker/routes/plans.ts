import { createRoute, z } from '@hono/zod-openapi'
import { DomainError, MemberPlans, PlanCancel, Slug, Subscription } from '../../shared/contracts/index.ts'
import { refundMinor } from '../../shared/ledger/plans/index.ts'
import { memberPlans } from '../books/member-plans.ts'
import { changeByHand } from '../books/subscribe.ts'
import { catalogueAt } from '../db/compiled.ts'
import { readMemberPlans } from '../db/savings.ts'
import { createRouter } from '../http/app.ts'
import { requireMember } from '../http/auth.ts'
import { byMember, json, jsonBody } from '../http/describe.ts'
import { memberDb } from '../http/member-db.ts'

const params = z.object({ plan: Slug })
const doer = { source: 'member' as const }

/** What a member sees of a programme's paid plans, and the way out of their own. */
export const plans = createRouter()
  .openapi(
    createRoute({
      method: 'get',
      path: '/members/me/plans',
      tags: ['Plans'],
      summary: 'The programme’s plans, what each gives, and whether one’s own pays for itself',
      description:
        'A subscription is as of this instant, whether or not a payment was heard of. A verdict of `behind` says plainly that the plan does not pay; `wayOut` says what comes back by leaving. One that ended is shown for 90 days, and longer while a refund is owed.',
      security: byMember,
      middleware: requireMember,
      responses: { 200: json(MemberPlans, 'In the programme’s own order') },
    }),
    async (c) => {
      const { enrolmentId, programId, binding, db, done } = memberDb(c)
      const now = Date.now()
      const read = await readMemberPlans(db, programId, enrolmentId, now)
      const { rules } = await catalogueAt(c.env, binding, programId, read.catalogueVersion, db)
      done()
      return c.json({ plans: await memberPlans(c.env, rules, enrolmentId, read, now) }, 200)
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/members/me/plans/{plan}/cancel',
      tags: ['Plans'],
      summary: 'Leave a plan at the end of its term, or at once with money back',
      description:
        'With `refund` the plan ends now, and what is left of the fee is owed by the merchant, who pays it out. A subscription that Stripe charges has to be ended there by the merchant as well: a charge that comes after this is refused and told to them.',
      security: byMember,
      middleware: requireMember,
      request: { params, body: jsonBody(PlanCancel) },
      responses: { 200: json(Subscription, 'As it stands now') },
    }),
    async (c) => {
      const { enrolmentId, programId, db, done } = memberDb(c)
      const { plan: key } = c.req.valid('param')
      const { refund } = c.req.valid('json')
      const now = Date.now()
      const meant = { enrolmentId, plan: key }
      const subscription = await changeByHand(db, programId, meant, doer, now, (own, plan, _, savedMinor) => {
        if (!refund) return { kind: 'cancelled', at: now }
        const owed = refundMinor(plan, own, now, savedMinor)
        // Who asks for money back and would get none is better off with the rest of the term.
        if (owed === 0)
          throw new DomainError('subscription_refused', 'Nothing would come back: cancel it instead', {
            reason: 'noRefund',
          })
        return { kind: 'ended', at: now, refundMinor: owed }
      })
      done()
      return c.json(subscription, 200)
    },
  )
  .openapi(
    createRoute({
      method: 'post',
      path: '/members/me/plans/{plan}/resume',
      tags: ['Plans'],
      summary: 'Take a cancellation back, while the term still runs',
      security: byMember,
      middleware: requireMember,
      request: { params },
      responses: { 200: json(Subscription, 'As it stands now') },
    }),
    async (c) => {
      const { enrolmentId, programId, db, done } = memberDb(c)
      const now = Date.now()
      const meant = { enrolmentId, plan: c.req.valid('param').plan }
      const subscription = await changeByHand(db, programId, meant, doer, now, () => ({
        kind: 'resumed',
        at: now,
      }))
      done()
      return c.json(subscription, 200)
    },
  )
