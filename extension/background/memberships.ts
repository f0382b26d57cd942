import { z } from 'zod'
import {
  Cause,
  LedgerEntry,
  type Locale,
  type MemberConsents,
  MemberReward,
  Membership,
  Mirror,
  PickupMenu,
  PickupOrder,
  Receipt,
  RewardOrder,
  type Tone,
  type Unit,
} from '../../shared/contracts/index.ts'
import type { Act, Catalogue, Pickups } from '../facts.ts'
import { actRequest } from './acts.ts'
import type { Api, ApiRequest, Reply } from './api.ts'
import { attempt } from './attempts.ts'
import type { Consents } from './consents.ts'
import type { Interests } from './interests.ts'
import type { Items, StoreSession } from './items.ts'
import { type Members, modified } from './member.ts'

const listOf = <T>(schema: z.ZodType<T>) => z.object({ items: z.array(schema) })
const MemberRewards = z.object({ rewards: z.array(MemberReward) })
const Causes = z.object({ causes: z.array(Cause) })

interface Parts {
  api: Api
  items: Items
  members: Members
  interests: Interests
  consents: Consents
}

/** What a member has in the programme of a store, and what they do with it. */
export function createMemberships({ api, items, members, interests, consents }: Parts) {
  /** `open`: anybody may ask, so nobody says who asks. */
  type Question<T> = Pick<ApiRequest<T>, 'kind' | 'path' | 'schema'> & { open?: boolean }
  const get = <T>(
    storeId: string,
    question: Question<T> | ((session: StoreSession) => Question<T>),
  ): Promise<Reply<T>> =>
    members.withSession(storeId, ({ programId, ...session }) => {
      const { open, ...asked } =
        typeof question === 'function' ? question({ programId, ...session }) : question
      const own = open ? {} : { programId, accessToken: session.accessToken }
      return api({ ...asked, method: 'GET', storeId, ...own }).then(modified)
    })

  return {
    /** Balances, tier and plans, right at this instant. */
    membership: (storeId: string): Promise<Reply<Membership>> =>
      get(storeId, { kind: 'membership', path: '/v1/members/me/membership', schema: Membership }),

    /** All that the programme makes of the member, and why each offer of the store is or is not for them. */
    mirror: (storeId: string, { locale, tone }: { locale: Locale; tone: Tone }): Promise<Reply<Mirror>> =>
      get(storeId, {
        kind: 'mirror',
        path: `/v1/members/me/mirror?storeId=${storeId}&locale=${locale}&tone=${tone}`,
        schema: Mirror,
      }),

    /** What can be ordered, what was, and whom it can be given to. */
    async catalogue(storeId: string): Promise<Reply<Catalogue>> {
      const [rewards, orders, causes] = await Promise.all([
        get(storeId, { kind: 'rewards', path: '/v1/members/me/rewards', schema: MemberRewards }),
        get(storeId, { kind: 'rewards', path: '/v1/members/me/reward-orders', schema: listOf(RewardOrder) }),
        get(storeId, ({ programId }) => ({
          kind: 'causes',
          open: true,
          path: `/v1/programs/${programId}/causes`,
          schema: Causes,
        })),
      ])
      if (!rewards.ok) return rewards
      if (!orders.ok) return orders
      if (!causes.ok) return causes
      const value = {
        rewards: rewards.value.rewards,
        orders: orders.value.items,
        causes: causes.value.causes,
      }
      return { ok: true, value, etag: null }
    },

    /** What was ordered to be fetched, and the store's places and menu. */
    async pickups(storeId: string): Promise<Reply<Pickups>> {
      const [orders, menu] = await Promise.all([
        get(storeId, { kind: 'pickups', path: '/v1/members/me/pickups', schema: listOf(PickupOrder) }),
        get(storeId, { kind: 'pickups', path: `/v1/stores/${storeId}/menu`, schema: PickupMenu }),
      ])
      if (!orders.ok) return orders
      // A store without a menu takes no orders ahead; what was ordered before is still shown.
      if (!menu.ok && menu.code !== 'not_found') return menu
      const value = { orders: orders.value.items, menu: menu.ok ? menu.value : { places: [], items: [] } }
      return { ok: true, value, etag: null }
    },

    /** What the member agrees to in the programme. What was withdrawn on another device is withdrawn here. */
    consents: (storeId: string): Promise<Reply<MemberConsents>> =>
      members.withSession(storeId, (session) => consents.ask(storeId, session)),

    /** The newest entries of the member's accounts of these units; with `before`, those with a lower place than it. */
    async entries(storeId: string, units: readonly Unit[], before?: number): Promise<Reply<LedgerEntry[]>> {
      const replies = await Promise.all(
        units.map((unit) =>
          get(storeId, {
            kind: 'entries',
            path: `/v1/members/me/entries?unit=${unit}${before === undefined ? '' : `&cursor=${before}`}`,
            schema: listOf(LedgerEntry),
          }),
        ),
      )
      const failed = replies.find((reply) => !reply.ok)
      if (failed) return failed
      return { ok: true, value: replies.flatMap((reply) => (reply.ok ? reply.value.items : [])), etag: null }
    },

    /** The signed receipt of one entry. */
    receipt: (storeId: string, { unit, seq }: { unit: Unit; seq: number }): Promise<Reply<Receipt>> =>
      get(storeId, {
        kind: 'receipt',
        path: `/v1/members/me/entries/${seq}/receipt?unit=${unit}`,
        schema: Receipt,
      }),

    /** Does one thing, once, however often it has to be sent. Answers the order where a reward was ordered. */
    async act(storeId: string, act: Act): Promise<Reply<RewardOrder | null>> {
      const { body, ...request } = actRequest(act, storeId)
      const withdraws = act.kind === 'setConsent' && act.purpose === 'interest' && !act.granted
      // Here it ends at once, whether or not the programme can be told.
      if (withdraws) await interests.noteConsent(storeId, false)
      const reply = await attempt(
        items.attempts,
        `act ${storeId} ${JSON.stringify(act)}`,
        // Kept as JSON, which has no `undefined`.
        body ?? null,
        (idempotencyKey, kept): Promise<Reply<RewardOrder | null>> =>
          members.withSession(storeId, ({ accessToken, programId }) =>
            api<RewardOrder | null>({
              ...request,
              schema: act.kind === 'orderReward' ? RewardOrder : z.unknown().transform(() => null),
              storeId,
              programId,
              accessToken,
              idempotencyKey,
              body: kept ?? undefined,
            }).then(modified),
          ),
      )
      if (reply.ok && act.kind === 'setConsent' && act.purpose === 'interest')
        await interests.noteConsent(storeId, act.granted)
      return reply
    },
  }
}
