import { MemberConsents } from '../../shared/contracts/index.ts'
import type { Api, Reply } from './api.ts'
import type { Interests } from './interests.ts'
import type { Items, StoreSession } from './items.ts'
import { modified } from './member.ts'

/** What the member agrees to in a store's programme, as the programme has it: they may have changed it on another device. */
export function createConsents({ api, items, interests }: { api: Api; items: Items; interests: Interests }) {
  async function ask(
    storeId: string,
    { programId, accessToken }: StoreSession,
  ): Promise<Reply<MemberConsents>> {
    const reply = await api({
      kind: 'consents',
      method: 'GET',
      path: '/v1/members/me/consents',
      schema: MemberConsents,
      storeId,
      programId,
      accessToken,
    }).then(modified)
    const interest = reply.ok && reply.value.consents.find((consent) => consent.purpose === 'interest')
    if (interest) await interests.noteConsent(storeId, interest.granted)
    return reply
  }

  return {
    ask,

    /**
     * Asks before the first interest that a session sends, once a session. Answers whether it is known: without that,
     * nothing may be sent.
     */
    async learn(storeId: string, session: StoreSession): Promise<boolean> {
      if ((await items.sessions.read())[storeId]?.consentsAsked) return true
      if (!(await ask(storeId, session)).ok) return false
      await items.sessions.change((all) => {
        const one = all[storeId]
        return one ? { ...all, [storeId]: { ...one, consentsAsked: true } } : all
      })
      return true
    },
  }
}
export type Consents = ReturnType<typeof createConsents>
