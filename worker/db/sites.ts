import { type Site, siteHash, siteKey } from '../../shared/contracts/index.ts'
import type { Db } from './database.ts'

/** Where an origin's proof is looked for: on the shop itself, and in the DNS. */
export const placesOf = (origin: string) => ({
  wellKnownUrl: `${origin}/.well-known/stamkund.json`,
  dnsRecord: `_stamkund.${new URL(origin).hostname}`,
})

/** A further origin of a store, as `sitesColumn` selects it. */
export type SiteRow = [origin: string, verifiedAt: number | null, verifiedBy: Site['method']]

/** The further origins of the store `s`, as JSON. */
export const sitesColumn = `(SELECT json_group_array(json_array(t.origin, t.verified_at, t.verified_by) ORDER BY t.origin)
  FROM sites t WHERE t.store_id = s.id AND t.origin <> s.origin) AS sites`

export const toSites = (rows: SiteRow[]): Site[] =>
  rows.map(([origin, verifiedAt, method]) => ({ origin, ...placesOf(origin), verifiedAt, method }))

const asRows = (origins: readonly string[]) =>
  JSON.stringify([...new Set(origins)].map((origin) => [origin, siteHash(siteKey(origin))]))

/** Gives a store origins that are still to be proved; those it has stay as they are. No store of that id, no sites. */
export const insertSites = (db: Db, storeId: string, origins: readonly string[], now: number) =>
  db
    .prepare(
      `INSERT INTO sites (store_id, origin, hash, created_at)
       SELECT s.id, value ->> 0, value ->> 1, ?3 FROM stores s, json_each(?2) WHERE s.id = ?1
       ON CONFLICT (store_id, origin) DO NOTHING`,
    )
    .bind(storeId, asRows(origins), now)

/** Puts a store's further origins in place of those before; its first one stays, whatever is named. */
export const replaceSites = (
  db: Db,
  { merchantId, storeId }: { merchantId: string; storeId: string },
  origins: readonly string[],
  now: number,
): D1PreparedStatement[] => [
  db
    .prepare(
      `DELETE FROM sites WHERE store_id = (SELECT id FROM stores WHERE id = ?1 AND merchant_id = ?2)
         AND origin NOT IN (SELECT value FROM json_each(?3))
         AND origin <> (SELECT origin FROM stores WHERE id = ?1)`,
    )
    .bind(storeId, merchantId, JSON.stringify(origins)),
  db
    .prepare(
      `INSERT INTO sites (store_id, origin, hash, created_at)
       SELECT s.id, value ->> 0, value ->> 1, ?3 FROM stores s, json_each(?2) WHERE s.id = ?1 AND s.merchant_id = ?4
       ON CONFLICT (store_id, origin) DO NOTHING`,
    )
    .bind(storeId, asRows(origins), now, merchantId),
]
