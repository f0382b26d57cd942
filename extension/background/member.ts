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
import type { Clock } from './clock.ts'
import { forgetUse } from './forgetting.ts'
import type { Generation } from './generation.ts'
import type { Card, Items, StoreSession } from './items.ts'

/** A token this near its end would run out on the way. Milliseconds. */
const MARGIN_MS = 30_000

/** Replies that say the token, not the question, was wrong. */
const STALE: Failure['code'][] = ['token_expired', 'unauthenticated']

/** How often a card that was put aside is tried again, where somebody looks. Milliseconds. */
const TRY_AGAIN_MS = 60_000

interface Parts {
  api: Api
  items: Items
  clock: Clock
  generation: Generation
  now: () => number
  /** Sends what waits in the name of whoever the card is still of. */
  flush: () => Promise<unknown>
}

/** Who the member is on this device, and the tokens that prove it. */
export function createMembers({ api, items, clock, generation, now, flush }: Parts) {
  const asking = new Map<string, Promise<Reply<StoreSession>>>()

  /** Keeps a new card, unless this device became another's, or nobody's, since `asked` for it. */
  const keep = async (reply: Reply<MemberCreated>, asked: number): Promise<Reply<Member>> => {
    if (!reply.ok) return reply
    const live = await items.card.read()
    const former = live ?? (await items.aside.read())?.card
    const isAnother = former?.member.id !== reply.value.member.id
    // What waits is the former member's: it goes under their name or not at all.
    if (live && isAnother) await flush()
    if (generation.now() !== asked) return { ok: false, code: 'unauthenticated', retryAfterMs: null }
    generation.raise()
    const kept = generation.now()
    if (isAnother) await forgetUse(items)
    else await Promise.all([items.sessions.write({}), items.decisions.write({}), items.balances.write({})])
    await items.aside.write(live && isAnother ? { card: live, triedAt: now() } : null)
    await items.card.change((card) => (generation.now() === kept ? reply.value : card))
    return { ...reply, value: reply.value.member }
  }

  const ask = ({ deviceId, deviceSecret }: Card, storeId: string | undefined) =>
    api({
      kind: 'session',
      method: 'POST',
      path: '/v1/sessions',
      schema: Session,
      programIdOf: (opened) => opened.programId,
      storeId,
      body: { deviceId, deviceSecret, storeId },
    }).then(modified)

  /** The worker no longer knows this device: it was ended elsewhere, or its member was erased. */
  async function putAside(card: Card, asked: number): Promise<Failure> {
    const isStill = () => generation.now() === asked
    await items.aside.change((aside) => (isStill() ? { card, triedAt: now() } : aside))
    await items.card.change((known) => (isStill() ? null : known))
    if (isStill())
      await Promise.all([items.sessions.write({}), items.decisions.write({}), items.bookmarks.write({})])
    return { ok: false, code: 'signedOut', retryAfterMs: null }
  }

  async function openSession(storeId: string | undefined): Promise<Reply<StoreSession>> {
    const known = (await items.sessions.read())[storeId ?? '']
    if (known && known.expiresAt - MARGIN_MS > (await clock.now()))
      return { ok: true, value: known, etag: null }
    const asked = generation.now()
    const card = await items.card.read()
    if (!card) {
      const code = (await items.aside.read()) ? 'signedOut' : 'unauthenticated'
      return { ok: false, code, retryAfterMs: null }
    }
    const reply = await ask(card, storeId)
    const isStill = () => generation.now() === asked
    if (!reply.ok) return reply.code === 'unauthenticated' && isStill() ? putAside(card, asked) : reply
    if (!isStill()) return { ok: false, code: 'unauthenticated', retryAfterMs: null }
    const { accessToken, expiresAt, programId } = reply.value
    const session = { accessToken, expiresAt, programId, consentsAsked: false }
    await items.sessions.change((all) => (isStill() ? { ...all, [storeId ?? '']: session } : all))
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

    /** Whether the card of this device was put aside. It is tried once more first, at most once a minute. */
    async isSignedOut(): Promise<boolean> {
      const aside = await items.aside.read()
      if (!aside) return false
      if (Math.abs(now() - aside.triedAt) < TRY_AGAIN_MS) return true
      const asked = generation.now()
      const isStill = () => generation.now() === asked
      await items.aside.change((known) => (known && isStill() ? { ...aside, triedAt: now() } : known))
      const reply = await ask(aside.card, undefined)
      if (!isStill()) return false
      if (!reply.ok) return true
      await items.card.change((card) => (isStill() ? aside.card : card))
      await items.aside.change((known) => (isStill() ? null : known))
      return false
    },

    /** Joins with one click. A member stays the same member however often it is pressed. */
    async join(locale: Locale): Promise<Reply<Member>> {
      const asked = generation.now()
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
        asked,
      )
    },

    /** Fetches the member's card from their other device's code. */
    async pair(code: string): Promise<Reply<Member>> {
      const asked = generation.now()
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
        asked,
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
