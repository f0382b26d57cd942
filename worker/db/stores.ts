import type { Store, StoreCreate, StoreUpdate } from '../../shared/contracts/index.ts'
import { raiseVersion } from './catalogue.ts'
import { brokenPromise, type Db } from './database.ts'
import { insertSites, placesOf, replaceSites, type SiteRow, sitesColumn, toSites } from './sites.ts'

type StoreRow = {
  id: string
  merchant_id: string
  program_id: string
  name: string
  origin: string
  platform: Store['platform']
  currency: string
  locale: Store['locale']
  verification_token: string
  verified_at: number | null
  verified_by: 'well-known' | 'dns' | null
  created_at: number
  /** JSON, as `sitesColumn` selects it. */
  sites: string
}

const toStore = (row: StoreRow): Store => ({
  id: row.id,
  merchantId: row.merchant_id,
  programId: row.program_id,
  name: row.name,
  origin: row.origin,
  platform: row.platform,
  currency: row.currency,
  locale: row.locale,
  verification: {
    token: row.verification_token,
    ...placesOf(row.origin),
    verifiedAt: row.verified_at,
    method: row.verified_by,
  },
  sites: toSites(JSON.parse(row.sites) as SiteRow[]),
  createdAt: row.created_at,
})

/** Adds a store, not yet verified. `null`: this merchant has one at that origin. */
export async function insertStore(
  directory: Db,
  ids: { storeId: string; merchantId: string; programId: string },
  wanted: StoreCreate,
  token: string,
  now: number,
): Promise<Store | null> {
  const { name, origin, sites, platform, currency, locale } = wanted
  await directory.batch([
    directory
      .prepare(
        `INSERT INTO stores (id, merchant_id, program_id, name, origin, platform, currency, locale, verification_token, created_at)
         VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (merchant_id, origin) DO NOTHING`,
      )
      .bind(ids.storeId, ids.merchantId, ids.programId, name, origin, platform, currency, locale, token, now),
    insertSites(directory, ids.storeId, [origin, ...sites], now),
  ])
  return findStore(directory, ids.merchantId, ids.storeId)
}

/** The merchant's store, proved or not, or `null` where this merchant has none of that id. */
export async function findStore(directory: Db, merchantId: string, storeId: string): Promise<Store | null> {
  const row = await directory
    .prepare(`SELECT s.*, ${sitesColumn} FROM stores s WHERE s.id = ? AND s.merchant_id = ?`)
    .bind(storeId, merchantId)
    .first<StoreRow>()
  return row && toStore(row)
}

/** A page of the merchant's stores, oldest first; one more than `limit` where there are more. */
export async function listStores(
  directory: Db,
  merchantId: string,
  after: string,
  limit: number,
): Promise<Store[]> {
  const { results } = await directory
    .prepare(
      `SELECT s.*, ${sitesColumn} FROM stores s WHERE s.merchant_id = ? AND s.id > ? ORDER BY s.id LIMIT ?`,
    )
    .bind(merchantId, after, limit + 1)
    .all<StoreRow>()
  return results.map(toStore)
}

/** Changes what is named, leaves the rest. `null`: this merchant has no such store. */
export async function updateStore(
  directory: Db,
  merchantId: string,
  storeId: string,
  change: StoreUpdate,
  now: number,
): Promise<Store | null> {
  await directory.batch([
    directory
      .prepare(
        `UPDATE stores SET name = coalesce(?, name), platform = coalesce(?, platform), locale = coalesce(?, locale)
         WHERE id = ? AND merchant_id = ?`,
      )
      .bind(change.name ?? null, change.platform ?? null, change.locale ?? null, storeId, merchantId),
    ...(change.sites ? replaceSites(directory, { merchantId, storeId }, change.sites, now) : []),
  ])
  return findStore(directory, merchantId, storeId)
}

/**
 * Marks one origin of a store as proved; a second proof keeps the first instant.
 * `taken`: another store proved the origin before.
 */
export async function markVerified(
  directory: Db,
  storeId: string,
  origin: string,
  method: 'well-known' | 'dns',
  now: number,
): Promise<'proved' | 'taken'> {
  const proof = 'verified_at = coalesce(verified_at, ?1), verified_by = coalesce(verified_by, ?2)'
  try {
    await directory.batch([
      directory
        .prepare(`UPDATE sites SET ${proof} WHERE store_id = ?3 AND origin = ?4`)
        .bind(now, method, storeId, origin),
      directory
        .prepare(`UPDATE stores SET ${proof} WHERE id = ?3 AND origin = ?4`)
        .bind(now, method, storeId, origin),
    ])
    return 'proved'
  } catch (error) {
    const broken = brokenPromise(error)
    if (broken && typeof broken === 'object' && 'unique' in broken) return 'taken'
    throw error
  }
}

/** Tells every isolate that the programme's stores have changed. On the programme's own database. */
export const raiseStoresVersion = async (db: Db, programId: string): Promise<void> => {
  await raiseVersion(db, programId).run()
}

/** A store that may be decided for, and where its programme lives. */
export interface VerifiedStore {
  id: string
  merchantId: string
  programId: string
  binding: string
  origin: string
  name: string
  currency: string
  locale: Store['locale']
}

/** The store, if it has proved its origin. */
export async function findVerifiedStore(directory: Db, storeId: string): Promise<VerifiedStore | null> {
  const row = await directory
    .prepare(
      `SELECT s.*, p.binding FROM stores s JOIN placements p ON p.program_id = s.program_id
       WHERE s.id = ? AND s.verified_at IS NOT NULL`,
    )
    .bind(storeId)
    .first<StoreRow & { binding: string }>()
  return (
    row && {
      id: row.id,
      merchantId: row.merchant_id,
      programId: row.program_id,
      binding: row.binding,
      origin: row.origin,
      name: row.name,
      currency: row.currency,
      locale: row.locale,
    }
  )
}

/** The programme's verified stores, as deciding needs them. */
export async function listProgramStores(
  directory: Db,
  programId: string,
): Promise<Pick<Store, 'id' | 'merchantId' | 'currency' | 'locale'>[]> {
  const { results } = await directory
    .prepare(
      'SELECT id, merchant_id, currency, locale FROM stores WHERE program_id = ? AND verified_at IS NOT NULL ORDER BY id',
    )
    .bind(programId)
    .all<StoreRow>()
  return results.map((row) => ({
    id: row.id,
    merchantId: row.merchant_id,
    currency: row.currency,
    locale: row.locale,
  }))
}

/** The ids of a merchant's own verified stores. */
export async function listOwnStoreIds(
  directory: Db,
  { programId, merchantId }: { programId: string; merchantId: string },
): Promise<string[]> {
  const stores = await listProgramStores(directory, programId)
  return stores.filter((store) => store.merchantId === merchantId).map(({ id }) => id)
}

/** Those of the ids that are not stores of this merchant, in their order. */
export async function foreignStores(
  directory: Db,
  merchantId: string,
  storeIds: string[],
): Promise<string[]> {
  if (storeIds.length === 0) return []
  const { results } = await directory
    .prepare(
      `SELECT value AS id FROM json_each(?1) WHERE NOT EXISTS (SELECT 1 FROM stores WHERE id = value AND merchant_id = ?2)`,
    )
    .bind(JSON.stringify(storeIds), merchantId)
    .all<{ id: string }>()
  return results.map((row) => row.id)
}
