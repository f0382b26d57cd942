import {
  type Locale,
  type Member,
  MemberCreated,
  PairingCode,
  Session,
} from '../../shared/contracts/index.ts'
import type { Api, Failure, Reply } from './api.ts'
import { NOT_MODIFIED } from './api.ts'
import { attempt } from './attempts.ts'
import type { Items, StoreSession } from './items.ts'

/** A token this near its end would run out on the way. Milliseconds. */
const MARGIN_MS = 30_000

/** Replies that say the token, not the question, was wrong. */
const STALE: Failure['code'][] = ['token_expired', 'unauthenticated']

/** Who the member is on this device, and the tokens that prove it. */
export function createMembers({ api, items, now }: { api: Api; items: Items; now: () => number }) {
  const asking = new Map<string, Promise<Reply<StoreSession>>>()

  const keep = async (reply: Reply<MemberCreated>): Promise<Reply<Member>> => {
    if (!reply.ok) return reply
    await items.card.write(reply.value)
    await Promise.all([items.sessions.write({}), items.decisions.write({}), items.balances.write({})])
    return { ...reply, value: reply.value.member }
  }

  async function openSession(storeId: string | undefined): Promise<Reply<StoreSession>> {
    const known = (await items.sessions.read())[storeId ?? '']
    if (known && known.expiresAt - MARGIN_MS > now()) return { ok: true, value: known, etag: null }
    const card = await items.card.read()
    if (!card) return { ok: false, code: 'unauthenticated', retryAfterMs: null }
    const { deviceId, deviceSecret } = card
    const reply = await api({
      kind: 'session',
      method: 'POST',
      path: '/v1/sessions',
      schema: Session,
      programIdOf: (opened) => opened.programId,
      storeId,
      body: { deviceId, deviceSecret, storeId },
    }).then(modified)
    if (!reply.ok) return reply
    const { accessToken, expiresAt, programId } = reply.value
    const session = { accessToken, expiresAt, programId }
    await items.sessions.change((all) => ({ ...all, [storeId ?? '']: session }))
    return { ok: true, value: session, etag: null }
  }

  /** One request for a token at a time and store, however many wait for it. */
  function session(storeId: string | undefined): Promise<Reply<StoreSession>> {
    const key = storeId ?? ''
    const running = asking.get(key) ?? openSession(storeId).finally(() => asking.delete(key))
    asking.set(key, running)
    return running
  }

  return {
    /** The member of this device, or `null` before they join. */
    current: async (): Promise<Member | null> => (await items.card.read())?.member ?? null,

    /** Joins with one click. A member stays the same member however often it is pressed. */
    async join(locale: Locale): Promise<Reply<Member>> {
      const card = await items.card.read()
      if (card) return { ok: true, value: card.member, etag: null }
      return keep(
        await attempt(items.attempts, 'join', { locale }, (idempotencyKey, body) =>
          api({
            kind: 'join',
            method: 'POST',
            path: '/v1/members',
            schema: MemberCreated,
            body,
            idempotencyKey,
          }).then(modified),
        ),
      )
    },

    /** Fetches the member's card from their other device's code. */
    async pair(code: string): Promise<Reply<Member>> {
      return keep(
        await attempt(items.attempts, `pair ${code}`, { code }, (idempotencyKey, body) =>
          api({
            kind: 'pair',
            method: 'POST',
            path: '/v1/devices',
            schema: MemberCreated,
            body,
            idempotencyKey,
          }).then(modified),
        ),
      )
    },

    /** A code that lets another device fetch the card. */
    pairingCode(): Promise<Reply<PairingCode>> {
      return this.withSession(undefined, ({ accessToken }) =>
        api({
          kind: 'pairingCode',
          method: 'POST',
          path: '/v1/members/me/pairing-codes',
          schema: PairingCode,
          accessToken,
          idempotencyKey: crypto.randomUUID(),
        }).then(modified),
      )
    },

    /** Runs a call with a valid token; once more with a new one if the worker no longer takes it. */
    async withSession<T>(
      storeId: string | undefined,
      call: (session: StoreSession) => Promise<Reply<T>>,
    ): Promise<Reply<T>> {
      const first = await session(storeId)
      if (!first.ok) return first
      const reply = await call(first.value)
      if (reply.ok || !STALE.includes(reply.code)) return reply
      await items.sessions.change(({ [storeId ?? '']: _stale, ...others }) => others)
      const second = await session(storeId)
      return second.ok ? call(second.value) : second
    },
  }
}
export type Members = ReturnType<typeof createMembers>

/** A reply to a question without an ETag: a 304 to it would be the worker's mistake. */
export const modified = <T>(reply: Reply<T | typeof NOT_MODIFIED>): Reply<T> =>
  reply.ok && reply.value === NOT_MODIFIED
    ? { ok: false, code: 'internal', retryAfterMs: null }
    : (reply as Reply<T>)
