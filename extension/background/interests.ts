import type { InterestInfo, InterestWeight } from '../facts.ts'
import type { Generation } from './generation.ts'
import { FORGOTTEN_MS, weightsOf, withLook, withoutOld } from './interest.ts'
import type { Items } from './items.ts'
import type { Item } from './store.ts'

interface Parts {
  items: Items
  generation: Generation
  now: () => number
  mayCollect: () => Promise<boolean>
}

/** What the member looks at, counted here with their consent and for the store itself alone. */
export function createInterests({ items, generation, now, mayCollect }: Parts) {
  const isOn = async () =>
    (await items.settings.read()).interest && (await items.card.read()) !== null && (await mayCollect())

  const isHidden = async (storeId: string) => (await items.settings.read()).hiddenStoreIds.includes(storeId)

  /** Whether the member withdrew it in the store's programme: then nothing is counted there either. */
  const isRefused = async (storeId: string) => {
    const programId = (await items.sessions.read())[storeId]?.programId ?? null
    // By the store as well: which programme it is of is known only once a session was opened.
    return (await items.refusals.read()).some(
      (refusal) =>
        (programId !== null && refusal.programId === programId) || refusal.storeIds.includes(storeId),
    )
  }

  const isRecent = (at: number) => Math.abs(now() - at) < FORGOTTEN_MS

  /** Forgets what nobody looked at for long, at every store and wherever it went. Answers whether anything is left. */
  async function forgetOld(): Promise<boolean> {
    const recent = <T>(all: Record<string, T>, stays: (one: T) => boolean) =>
      Object.fromEntries(Object.entries(all).filter(([, one]) => stays(one)))
    // Written only where something goes: it is asked at every page.
    const thinned = async <T>(
      one: Item<Record<string, T>>,
      thin: (all: Record<string, T>) => Record<string, T>,
    ) => {
      const all = await one.read()
      const isSame = JSON.stringify(thin(all)) === JSON.stringify(all)
      return isSame ? all : one.change(thin)
    }
    const looks = await thinned(items.interest, (all) => withoutOld(all, now()))
    const sent = await thinned(items.interestSent, (all) => recent(all, ({ at }) => isRecent(at)))
    const decided = await thinned(items.decisions, (all) =>
      recent(all, ({ interest, fetchedAt }) => interest.length === 0 || isRecent(fetchedAt)),
    )
    const left = Object.values(decided).filter(({ interest }) => interest.length > 0)
    return [looks, sent, left].some((all) => Object.keys(all).length > 0)
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
    forgetOld,
    mayCollect,

    /** Whether looks at this store's pages are counted. */
    mayCount: async (storeId: string): Promise<boolean> =>
      (await isOn()) && !(await isHidden(storeId)) && !(await isRefused(storeId)),

    /** Counts one look at a page of these categories, or nothing at all. */
    async looked(storeId: string, categories: string[]): Promise<void> {
      await forgetOld()
      const asked = generation.now()
      if (!(await this.mayCount(storeId))) return
      await items.interest.change((all) =>
        generation.now() === asked ? withLook(all, storeId, categories, now()) : all,
      )
      // It may have been switched off while this was being written.
      if (!(await isOn())) await forgetAll()
    },

    /** What goes with a question to this store now. Empty without consent. */
    async weightsFor(storeId: string): Promise<InterestWeight[]> {
      await forgetOld()
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
      const sessions = await items.sessions.read()
      const programId = sessions[storeId]?.programId ?? null
      const isOfIt = (id: string) =>
        id === storeId || (programId !== null && sessions[id]?.programId === programId)
      const storeIds = [...new Set([storeId, ...Object.keys(sessions)])].filter(
        (id) => id !== '' && isOfIt(id),
      )
      await items.refusals.change((all) => [
        ...all.filter(
          (refusal) =>
            !refusal.storeIds.includes(storeId) && (programId === null || refusal.programId !== programId),
        ),
        ...(granted ? [] : [{ programId, storeIds }]),
      ])
      if (granted) return
      const elsewhere = <T>(all: Record<string, T>) =>
        Object.fromEntries(Object.entries(all).filter(([id]) => !isOfIt(id)))
      await items.interest.change(elsewhere)
      await items.interestSent.change(elsewhere)
    },

    /** What would be sent to each store now, and what was sent last. */
    async info(nameOf: (storeId: string) => Promise<string>): Promise<InterestInfo> {
      const on = (await items.settings.read()).interest && (await mayCollect())
      if (!on) return { on, stores: [] }
      await forgetOld()
      const looks = await items.interest.read()
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
