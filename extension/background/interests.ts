import type { InterestInfo, InterestWeight } from '../facts.ts'
import { weightsOf, withLook, withoutOld } from './interest.ts'
import type { Items } from './items.ts'

/** What the member looks at, counted here with their consent and for the store itself alone. */
export function createInterests({ items, now }: { items: Items; now: () => number }) {
  const isOn = async () => (await items.settings.read()).interest && (await items.card.read()) !== null

  const isHidden = async (storeId: string) => (await items.settings.read()).hiddenStoreIds.includes(storeId)

  /** Whether the member withdrew it in the store's programme: then nothing is counted there either. */
  const isRefused = async (storeId: string) => {
    const programId = (await items.sessions.read())[storeId]?.programId
    return programId != null && (await items.refusals.read()).includes(programId)
  }

  const forgetAll = async () => {
    await items.interest.write({})
    await items.interestSent.write({})
    // What was decided by it goes with it.
    await items.decisions.change((all) =>
      Object.fromEntries(Object.entries(all).filter(([, { interest }]) => interest.length === 0)),
    )
  }

  return {
    /** Whether looks at this store's pages are counted. */
    mayCount: async (storeId: string): Promise<boolean> =>
      (await isOn()) && !(await isHidden(storeId)) && !(await isRefused(storeId)),

    /** Counts one look at a page of these categories, or nothing at all. */
    async looked(storeId: string, categories: string[]): Promise<void> {
      if (!(await this.mayCount(storeId))) return
      await items.interest.change((all) => withLook(all, storeId, categories, now()))
      // It may have been switched off while this was being written.
      if (!(await isOn())) await forgetAll()
    },

    /** What goes with a question to this store now. Empty without consent. */
    async weightsFor(storeId: string): Promise<InterestWeight[]> {
      if (!(await this.mayCount(storeId))) return []
      return weightsOf((await items.interest.read())[storeId], now())
    },

    /** Notes what a store has been sent. */
    async noteSent(storeId: string, weights: InterestWeight[]): Promise<void> {
      if (weights.length === 0) return
      await items.interestSent.change((all) => ({ ...all, [storeId]: { at: now(), weights } }))
    },

    /** The device's own switch. Off: everything that was counted is forgotten before this resolves. */
    async turn(on: boolean): Promise<void> {
      await items.settings.change((all) => ({ ...all, interest: on }))
      if (!on) await forgetAll()
    },

    /** What the member said to the programme of a store: a refusal ends counting at that store. */
    async noteConsent(storeId: string, granted: boolean): Promise<void> {
      const programId = (await items.sessions.read())[storeId]?.programId
      if (programId == null) return
      await items.refusals.change((all) => [
        ...all.filter((id) => id !== programId),
        ...(granted ? [] : [programId]),
      ])
      if (granted) return
      const sessions = await items.sessions.read()
      const elsewhere = <T>(all: Record<string, T>) =>
        Object.fromEntries(Object.entries(all).filter(([id]) => sessions[id]?.programId !== programId))
      await items.interest.change(elsewhere)
      await items.interestSent.change(elsewhere)
    },

    /** What would be sent to each store now, and what was sent last. */
    async info(nameOf: (storeId: string) => Promise<string>): Promise<InterestInfo> {
      const on = (await items.settings.read()).interest
      if (!on) return { on, stores: [] }
      const looks = await items.interest.change((all) => withoutOld(all, now()))
      const sent = await items.interestSent.read()
      const stores = await Promise.all(
        [...new Set([...Object.keys(looks), ...Object.keys(sent)])].map(async (storeId) => ({
          storeId,
          storeName: await nameOf(storeId),
          weights: weightsOf(looks[storeId], now()),
          lastSent: sent[storeId] ?? null,
        })),
      )
      return { on, stores }
    },
  }
}
export type Interests = ReturnType<typeof createInterests>
