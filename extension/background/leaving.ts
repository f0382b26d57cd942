import { z } from 'zod'
import { Session } from '../../shared/contracts/index.ts'
import type { Api, Failure, Reply } from './api.ts'
import { forgetUse } from './forgetting.ts'
import type { Generation } from './generation.ts'
import type { Items, Leaver } from './items.ts'
import { modified } from './member.ts'
import type { KeptBucket } from './partners-kept.ts'

/** Whether the erasure still waits for a connection. */
export type Left = { pending: boolean }

interface Parts {
  api: Api
  items: Items
  generation: Generation
}

/** Erasing the member: on this device at once, elsewhere as soon as the worker answers. */
export function createLeaving({ api, items, generation }: Parts) {
  /** Takes everything of the member's off this device. What tells of nobody stays: language, and how the panel looks. */
  async function wipe(): Promise<void> {
    // First: what is on its way must find itself too late.
    generation.raise()
    await Promise.all([
      items.card.write(null),
      items.aside.write(null),
      forgetUse(items),
      items.sent.write([]),
      items.hiddenVisits.write([]),
      // Which shops' details were fetched tells where the member has been.
      items.shownHere.write({}),
      items.partnersMet.write([]),
      items.partnerBuckets.change(({ all }): Record<string, KeptBucket> => (all ? { all } : {})),
      items.bucketsMeanwhile.write({}),
      items.settings.change((all) => ({ ...all, hiddenStoreIds: [] })),
    ])
  }

  const eraseWith = (accessToken: string): Promise<Reply<unknown>> =>
    api({
      kind: 'erase',
      method: 'DELETE',
      path: '/v1/members/me',
      // Nothing at all is the worker's word that it is done; a page of somebody who stands between is not.
      schema: z.null(),
      accessToken,
    }).then(modified)

  const ask = async ({ card: { deviceId, deviceSecret }, accessToken }: Leaver): Promise<Reply<unknown>> => {
    // Asked again, the worker confirms an erasure that it has made; what a session's refusal means it does not tell.
    const again = accessToken === null ? null : await eraseWith(accessToken)
    if (again && (again.ok || again.code !== 'token_expired')) return again
    const opened = await api({
      kind: 'session',
      method: 'POST',
      path: '/v1/sessions',
      schema: Session,
      body: { deviceId, deviceSecret },
    }).then(modified)
    if (!opened.ok) return opened
    const token = opened.value.accessToken
    await items.leaving.change((all) =>
      all.map((one) => (one.card.deviceId === deviceId ? { ...one, accessToken: token } : one)),
    )
    return eraseWith(token)
  }

  async function finishOnce(): Promise<Left | Failure> {
    let outcome: Left | Failure = { pending: false }
    for (const leaver of await items.leaving.read()) {
      const reply = await ask(leaver)
      if (!reply.ok && reply.code !== 'unauthenticated') {
        outcome = { pending: true }
        continue
      }
      await items.leaving.change((all) => all.filter((one) => one.card.deviceId !== leaver.card.deviceId))
      // A device that was ended may not ask, and nobody has said that its member is gone.
      if (!reply.ok) outcome = { ok: false, code: 'signedOut', retryAfterMs: null }
    }
    return outcome
  }

  let finishing: Promise<Left | Failure> | null = null
  /** Asks once more for an erasure that waits. One request at a time. */
  function finish(): Promise<Left | Failure> {
    finishing ??= finishOnce().finally(() => {
      finishing = null
    })
    return finishing
  }

  return {
    finish,

    isWaiting: async (): Promise<boolean> => (await items.leaving.read()).length > 0,

    /**
     * Erases the member of this device. Safe to repeat: the card is kept for this alone until the worker has answered,
     * and nothing else of the member's is. `signedOut`: this device was ended elsewhere; only what it kept is gone.
     */
    async erase(): Promise<Left | Failure> {
      const card = (await items.card.read()) ?? (await items.aside.read())?.card
      if (card) await items.leaving.change((all) => [...all, { card, accessToken: null }])
      await wipe()
      return finish()
    },
  }
}
export type Leaving = ReturnType<typeof createLeaving>
