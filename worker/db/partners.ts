import { type Partner, siteKey } from '../../shared/contracts/index.ts'
import { type Db, rowsOf } from './database.ts'

/** So many partners to a bucket: one who asks for it might mean any of them. */
const PARTNERS_A_BUCKET = 400

/** Up to so many hosts the list is put together at every change: it costs less than finding out whether it must. */
const FEW_HOSTS = 2_000

/** How long a longer list stands though somebody joined. Milliseconds. */
export const REBUILD_MS = 300_000

/** Characters of the list to a row: D1 takes 2 MB, and all are ASCII. */
const CHARACTERS_A_PART = 1_000_000

/** What is known of the list without reading it. */
export interface ListHead {
  version: string
  bits: number
}

type State = ListHead & { changes: number; built_changes: number; built_at: number; hosts: number }

/** How many bits divide so many hosts into buckets of some hundreds; none while one bucket will do. */
export const bitsFor = (hosts: number): number =>
  hosts <= PARTNERS_A_BUCKET ? 0 : Math.ceil(Math.log2(hosts / PARTNERS_A_BUCKET))

/**
 * The list's head, after it has been put together anew if somebody joined or left. One row is read, and every row only
 * by the one request that rebuilds it, at most once in `REBUILD_MS` where they are many.
 */
export async function readListHead(
  directory: Db,
  now: number,
  digest: (text: string) => Promise<string>,
): Promise<ListHead> {
  const state = await directory.prepare('SELECT * FROM partner_list').first<State>()
  if (!state) throw new Error('The partner list has no row')
  if (state.built_changes === state.changes) return state
  if (state.built_changes > 0 && state.hosts > FEW_HOSTS) {
    if (now - state.built_at < REBUILD_MS) return state
    const turn = await directory
      .prepare('UPDATE partner_list SET built_at = ?1 WHERE built_at = ?2')
      .bind(now, state.built_at)
      .run()
    // Somebody else is at it.
    if (turn.meta.changes === 0) return state
  }
  return rebuild(directory, state.changes, now, digest)
}

async function rebuild(
  directory: Db,
  changes: number,
  now: number,
  digest: (text: string) => Promise<string>,
): Promise<ListHead> {
  const { results } = await directory
    .prepare('SELECT origin FROM sites WHERE verified_at IS NOT NULL')
    .all<{ origin: string }>()
  const lines = results.map((row) => siteKey(row.origin)).sort()
  const text = lines.join('\n')
  const bits = bitsFor(lines.length)
  const version = (await digest(`${bits}\n${text}`)).slice(0, 32)
  const parts: string[] = []
  for (let at = 0; at < text.length; at += CHARACTERS_A_PART)
    parts.push(text.slice(at, at + CHARACTERS_A_PART))
  await directory.batch([
    directory.prepare('DELETE FROM partner_list_parts'),
    ...parts.map((part, seq) =>
      directory.prepare('INSERT INTO partner_list_parts (seq, lines) VALUES (?, ?)').bind(seq, part),
    ),
    directory
      .prepare('UPDATE partner_list SET built_changes = ?, built_at = ?, version = ?, bits = ?, hosts = ?')
      .bind(changes, now, version, bits, lines.length),
  ])
  return { version, bits }
}

/** The list as it stands, with the head it belongs to. */
export async function readList(directory: Db): Promise<ListHead & { hosts: string }> {
  const [head, parts] = await directory.batch([
    directory.prepare('SELECT version, bits FROM partner_list'),
    directory.prepare('SELECT lines FROM partner_list_parts ORDER BY seq'),
  ])
  const [{ version, bits }] = rowsOf<ListHead>(head) as [ListHead]
  const hosts = rowsOf<{ lines: string }>(parts)
    .map((row) => row.lines)
    .join('')
  return { version, bits, hosts }
}

type PartnerRow = Omit<Partner, 'storeId' | 'sites'> & { id: string; sites: string }

/**
 * The partners of a bucket, by one of their hosts. A list that is older than the worker's may divide half as finely;
 * anything coarser would be more than some hundreds: `null`.
 */
export async function readBucket(directory: Db, name: string): Promise<Partner[] | null> {
  const state = await directory.prepare('SELECT bits FROM partner_list').first<{ bits: number }>()
  const bits = name === 'all' ? 0 : name.length
  if (bits < (state?.bits ?? 0) - 1) return null
  const size = 2 ** (32 - bits)
  const from = bits === 0 ? 0 : Number.parseInt(name, 2) * size
  const { results } = await directory
    .prepare(
      `SELECT s.id, s.name, s.origin, s.platform, s.currency, s.locale,
         (SELECT json_group_array(t.origin ORDER BY t.origin) FROM sites t
          WHERE t.store_id = s.id AND t.origin <> s.origin AND t.verified_at IS NOT NULL) AS sites
       FROM (SELECT DISTINCT store_id FROM sites INDEXED BY sites_of_bucket
             WHERE verified_at IS NOT NULL AND hash BETWEEN ?1 AND ?2) b
       JOIN stores s ON s.id = b.store_id ORDER BY s.id`,
    )
    .bind(from, from + size - 1)
    .all<PartnerRow>()
  return results.map(({ id, sites, ...row }) => {
    const further = JSON.parse(sites) as string[]
    return { storeId: id, ...row, ...(further.length > 0 ? { sites: further } : {}) }
  })
}

/** Shops of this machine, for the developer's landing page: the first that are found. */
export async function listLocalShops(directory: Db): Promise<{ name: string; origin: string }[]> {
  const { results } = await directory
    .prepare(
      `SELECT name, origin FROM stores WHERE verified_at IS NOT NULL
         AND (origin GLOB 'http*://*localhost*' OR origin GLOB 'http*://127.0.0.1*') ORDER BY id LIMIT 50`,
    )
    .all<{ name: string; origin: string }>()
  return results
}
