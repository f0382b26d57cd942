import { z } from 'zod'
import {
  ConsentPurpose,
  Id,
  isMemberNumber,
  PickupCreate,
  PlanCancel,
  RewardOrderCreate,
  Slug,
  Unit,
  UnitAmount,
} from '../../shared/contracts/index.ts'
import type { Act } from '../facts.ts'
import type { ApiRequest } from './api.ts'

/** An act as a page of ours sends it. */
export const ActInput = z.discriminatedUnion('kind', [
  RewardOrderCreate.extend({ kind: z.literal('orderReward') }),
  z.strictObject({ kind: z.literal('cancelOrder'), orderId: Id }),
  PlanCancel.extend({ kind: z.literal('cancelPlan'), plan: Slug }),
  z.strictObject({ kind: z.literal('resumePlan'), plan: Slug }),
  PickupCreate.omit({ storeId: true }).extend({ kind: z.literal('placePickup') }),
  z.strictObject({ kind: z.literal('cancelPickup'), pickupId: Id }),
  z.strictObject({ kind: z.literal('setBirthMonth'), month: z.int().min(1).max(12).nullable() }),
  z.strictObject({
    kind: z.literal('transfer'),
    toNumber: z.string().refine(isMemberNumber),
    unit: Unit,
    amount: UnitAmount,
  }),
  z.strictObject({ kind: z.literal('setConsent'), purpose: ConsentPurpose, granted: z.boolean() }),
])

/** What an act asks of the worker. */
type ActRequest = Pick<ApiRequest<unknown>, 'kind' | 'method' | 'path' | 'body'>

const ME = '/v1/members/me'

/** The request behind an act: one place that knows where each of them goes. */
export function actRequest(act: Act, storeId: string): ActRequest {
  const post = (kind: ActRequest['kind'], path: string, body?: unknown): ActRequest => ({
    kind,
    method: 'POST',
    path: ME + path,
    body,
  })
  switch (act.kind) {
    case 'orderReward': {
      const { reward, cause } = act
      return post('rewardOrder', '/reward-orders', { reward, ...(cause !== undefined && { cause }) })
    }
    case 'cancelOrder':
      return post('rewardOrder', `/reward-orders/${act.orderId}/cancel`)
    case 'cancelPlan':
      return post('plan', `/plans/${act.plan}/cancel`, { refund: act.refund })
    case 'resumePlan':
      return post('plan', `/plans/${act.plan}/resume`)
    case 'placePickup': {
      const { placeKey, pickupAt, lines } = act
      return post('pickup', '/pickups', { storeId, placeKey, pickupAt, lines })
    }
    case 'cancelPickup':
      return post('pickup', `/pickups/${act.pickupId}/cancel`)
    case 'setBirthMonth':
      return {
        kind: 'birthMonth',
        path: `${ME}/birth-month`,
        ...(act.month === null
          ? { method: 'DELETE' as const }
          : { method: 'PUT' as const, body: { month: act.month } }),
      }
    case 'transfer': {
      const { toNumber, unit, amount } = act
      return post('transfer', '/transfers', { toNumber, unit, amount })
    }
    case 'setConsent':
      return {
        kind: 'consent',
        method: 'PUT',
        path: `${ME}/consents/${act.purpose}`,
        body: { granted: act.granted },
      }
  }
}
