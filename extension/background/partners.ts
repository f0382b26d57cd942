import { PartnerList } from '../../shared/contracts/index.ts'
import { type Api, NOT_MODIFIED } from './api.ts'
import type { Items } from './items.ts'
import { indexPartners, type PartnerIndex } from './partner-match.ts'

/** How old the list may grow before it is asked for again, and the alarm's period. Milliseconds. */
export const PARTNERS_FRESH_MS = 6 * 3_600_000

/** The partner list: fetched whole, kept, and looked up on the device. */
export function createPartners({ api, items, now }: { api: Api; items: Items; now: () => number }) {
  return {
    /** The list as it is known, by origin; empty before the first fetch. */
    async index(): Promise<PartnerIndex> {
      return indexPartners((await items.partners.read())?.list.partners ?? [])
    },

    /** Fetches the list if it is old. A failure or a list out of shape leaves the old one standing. */
    async refresh({ force = false } = {}): Promise<'changed' | 'same' | 'failed'> {
      const known = await items.partners.read()
      if (!force && known && now() - known.fetchedAt < PARTNERS_FRESH_MS) return 'same'
      const reply = await api({
        kind: 'partners',
        method: 'GET',
        path: '/v1/partners',
        schema: PartnerList,
        etag: known?.etag,
      })
      if (!reply.ok) return 'failed'
      if (reply.value === NOT_MODIFIED) {
        if (known) await items.partners.write({ ...known, fetchedAt: now() })
        return 'same'
      }
      await items.partners.write({ etag: reply.etag, fetchedAt: now(), list: reply.value })
      return known?.list.version === reply.value.version ? 'same' : 'changed'
    },
  }
}
export type Partners = ReturnType<typeof createPartners>
