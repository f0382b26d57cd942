import {
  type Amount,
  Claim,
  type ClaimOutcome,
  Decision,
  type Locale,
  type Partner,
} from '../../shared/contracts/index.ts'
import type { InterestWeight } from '../facts.ts'
import type { Api, Failure, Reply } from './api.ts'
import { attempt } from './attempts.ts'
import type { Clock } from './clock.ts'
import type { Consents } from './consents.ts'
import type { Generation } from './generation.ts'
import type { Interests } from './interests.ts'
import type { Items } from './items.ts'
import { type Members, modified } from './member.ts'
import type { Queue } from './queue.ts'
import type { SentKind } from './sent-log.ts'

/** How long an answer to the same question is taken from memory. Milliseconds. */
const FRESH_MS = 60_000

/** Without an answer a claim may have been made: the decision that it was made on is kept. */
export const PENDING: Failure['code'][] = ['offline', 'timeout', 'clock']

/** What a question holds, as the list of what was sent tells it. */
const sentKind = (hasBasket: boolean, hasInterest: boolean): SentKind =>
  hasBasket
    ? hasInterest
      ? 'decisionBasketInterest'
      : 'decisionBasket'
    : hasInterest
      ? 'decisionInterest'
      : 'decision'

/** The newest decision, and why it could not be renewed, where it could not. */
export type Decided = { decision: Decision | null; fetchedAt: number | null; failure: Failure | null }

/** What is asked of a store: in which language, and for which basket; `totalMinor` is `null` where none is known. */
export interface Question {
  locale: Locale
  totalMinor: number | null
}

interface Parts {
  api: Api
  items: Items
  members: Members
  queue: Queue
  interests: Interests
  consents: Consents
  clock: Clock
  generation: Generation
  now: () => number
}

/** What a member is offered at a store, and what they make of it. */
export function createDecisions(parts: Parts) {
  const { api, items, members, queue, interests, consents, clock, generation, now } = parts
  const forget = (storeId: string) => items.decisions.change(({ [storeId]: _old, ...others }) => others)

  async function decide(
    partner: Partner,
    { locale, totalMinor, freshMs = FRESH_MS }: Question & { freshMs?: number },
  ): Promise<Decided> {
    const { storeId, currency } = partner
    const interest = await interests.weightsFor(storeId)
    const known = (await items.decisions.read())[storeId]
    const { tone } = await items.settings.read()
    const same =
      known?.locale === locale &&
      known.tone === tone &&
      known.totalMinor === totalMinor &&
      JSON.stringify(known.interest) === JSON.stringify(interest)
    // A clock that was turned back must not keep it fresh for hours.
    const fresh = known && same && Math.abs(now() - known.fetchedAt) < freshMs
    if (fresh && known.decision.expiresAt > (await clock.now()))
      return { decision: known.decision, fetchedAt: known.fetchedAt, failure: null }

    const asked = generation.now()
    let sent: InterestWeight[] = []
    const reply = await members.withSession(storeId, async (session) => {
      const { accessToken, programId } = session
      // Once more: only the session says whose programme it is, and the member may have refused it there.
      sent = await interests.weightsFor(storeId)
      if (sent.length > 0)
        sent = (await consents.learn(storeId, session)) ? await interests.weightsFor(storeId) : []
      await interests.noteSent(storeId, sent)
      return api({
        kind: sentKind(totalMinor !== null, sent.length > 0),
        method: 'POST',
        path: '/v1/decisions',
        schema: Decision,
        storeId,
        programId,
        accessToken,
        body: {
          storeId,
          locale,
          tone,
          ...(totalMinor === null ? {} : { basket: { currency, totalMinor } }),
          ...(sent.length === 0 ? {} : { interest: sent }),
        },
      }).then(modified)
    })
    if (!reply.ok)
      return { decision: known?.decision ?? null, fetchedAt: known?.fetchedAt ?? null, failure: reply }
    const decision = reply.value
    const fetchedAt = now()
    // Who was erased or joined anew meanwhile must not find what another was told.
    const keep = <T>(one: T) => {
      return (all: Record<string, T>) => (generation.now() === asked ? { ...all, [storeId]: one } : all)
    }
    const { balance } = decision
    await items.decisions.change(keep({ decision, locale, tone, totalMinor, interest: sent, fetchedAt }))
    await items.balances.change(keep({ balance, currency: decision.currency, at: fetchedAt }))
    return { decision, fetchedAt, failure: null }
  }

  /** Under a key that was kept, the worker answers as it did then: a claim that has run out since is claimed anew. */
  async function claimLive(partner: Partner, offerId: string): Promise<Reply<Claim>> {
    const reply = await claimOnce(partner, offerId)
    return reply.ok && reply.value.expiresAt <= (await clock.now()) ? claimOnce(partner, offerId) : reply
  }

  async function claimOnce({ storeId }: Partner, offerId: string): Promise<Reply<Claim>> {
    const known = (await items.decisions.read())[storeId]
    if (!known) return { ok: false, code: 'decision_expired', retryAfterMs: null }
    const body = { decision: known.decision.token, offerId }
    return attempt(items.attempts, `claim ${storeId} ${offerId}`, body, (idempotencyKey, kept) =>
      members.withSession(storeId, ({ accessToken, programId }) =>
        api({
          kind: 'claim',
          method: 'POST',
          path: '/v1/claims',
          schema: Claim,
          storeId,
          programId,
          accessToken,
          idempotencyKey,
          body: kept,
        }).then(modified),
      ),
    )
  }

  return {
    /** What was decided is out of date. */
    forget,

    /** Decides for a store, with the basket's total where the page showed it. Falls back on the last answer when offline. */
    decide,

    /**
     * Reserves an offer of the latest decision and brings its code; of a new one, where the latest is too old, was forgotten,
     * or was made without the basket that the page shows now.
     */
    async claim(partner: Partner, offerId: string, { locale, totalMinor }: Question): Promise<Reply<Claim>> {
      const { storeId } = partner
      const known = (await items.decisions.read())[storeId]
      const isBlind = totalMinor !== null && known?.totalMinor !== totalMinor
      if (known && !isBlind) {
        const first = await claimLive(partner, offerId)
        if (first.ok || first.code !== 'decision_expired') return first
        await forget(storeId)
      }
      const { failure } = await decide(partner, {
        locale,
        totalMinor: totalMinor ?? known?.totalMinor ?? null,
      })
      return failure ?? claimLive(partner, offerId)
    },

    /** What an offer of the latest decision takes of the member's own; `null` where it takes nothing. */
    async takesOf(storeId: string, offerId: string): Promise<Amount | null> {
      const offers = (await items.decisions.read())[storeId]?.decision.offers ?? []
      const effect = offers.find((offer) => offer.offerId === offerId)?.effect
      return effect?.kind === 'discount' ? (effect.takes ?? null) : null
    },

    /** Reports what the page made of a code, now or when there is a network. */
    async report(storeId: string, claimId: string, body: ClaimOutcome): Promise<void> {
      await queue.add({ kind: 'outcome', storeId, path: `/v1/claims/${claimId}/outcome`, body })
      await forget(storeId)
    },

    /** Reports offers that were really on screen. */
    async exposed(storeId: string, decisionId: string, offerIds: string[]): Promise<void> {
      const known = (await items.decisions.read())[storeId]
      if (known?.decision.id !== decisionId) return
      const decided = new Set(known.decision.offers.map((offer) => offer.offerId))
      const shown = offerIds.filter((id) => decided.has(id))
      if (shown.length === 0) return
      const body = { decision: known.decision.token, offerIds: shown, shownAt: await clock.now() }
      await queue.add({ kind: 'exposure', storeId, path: '/v1/exposures', body })
    },
  }
}
export type Decisions = ReturnType<typeof createDecisions>
