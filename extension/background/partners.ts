import { bucketOf, originOfKey, type Partner } from '../../shared/contracts/index.ts'
import { type Api, NOT_MODIFIED } from './api.ts'
import type { Generation } from './generation.ts'
import type { Items } from './items.ts'
import { hasLine, keyOf, linesWith, originsOf } from './partner-match.ts'
import { type KeptBucket, type KeptList, SoundBucket, SoundList } from './partners-kept.ts'

/** How old the list may grow before it is asked for again, and the alarm's period. Milliseconds. */
export const PARTNERS_FRESH_MS = 6 * 3_600_000

/** Buckets kept at most: some hundred kilobytes each, of the ten megabytes that a browser gives. */
const MOST_BUCKETS = 16
/** Partners kept at most of those whose pages were looked up. */
const MOST_MET = 500

const has = (partner: Partner, key: string) => originsOf(partner).includes(originOfKey(key))

interface Parts {
  api: Api
  items: Items
  generation: Generation
  now: () => number
}

/**
 * The partners: a list of all their hosts, fetched whole and looked up on the device, and the details of those few that
 * are needed, fetched by the hundreds.
 */
export function createPartners({ api, items, generation, now }: Parts) {
  /** What storage holds, so that a lookup does not read megabytes. Whatever writes there writes here. */
  let kept: KeptList | null | undefined
  const found = new Map<string, Partner>()
  /** Under whom `found` was found: another has met none of them. */
  let foundUnder = generation.now()

  const isMember = async () => (await items.card.read()) !== null

  /** All buckets that are kept, for the member and for whoever is none. */
  const buckets = async () => ({
    ...(await items.bucketsMeanwhile.read()),
    ...(await items.partnerBuckets.read()),
  })

  async function list(): Promise<KeptList['list'] | null> {
    if (kept === undefined) kept = await items.partners.read()
    return kept?.list ?? null
  }
  async function keep(next: KeptList): Promise<void> {
    await items.partners.write(next)
    kept = next
  }

  /** Fetches a bucket, or finds that the one that is kept still holds. A failure leaves the old one standing. */
  async function fetchBucket(name: string): Promise<KeptBucket | 'unknown' | 'failed'> {
    const asked = generation.now()
    const old = (await buckets())[name]
    const reply = await api({
      // Everyone's details say as little as the list does.
      kind: name === 'all' ? 'partners' : 'partnerDetails',
      method: 'GET',
      path: `/v1/partners/${name}`,
      schema: SoundBucket,
      etag: old?.etag,
    })
    if (!reply.ok) return reply.code === 'not_found' ? 'unknown' : 'failed'
    const partners = reply.value === NOT_MODIFIED ? (old?.partners ?? []) : reply.value.partners
    const bucket = { etag: reply.etag, fetchedAt: now(), partners }
    // Whose details were fetched tells where one was: without a member, nothing of it outlives the browser.
    const shelf = name === 'all' || (await isMember()) ? items.partnerBuckets : items.bucketsMeanwhile
    await shelf.change(({ [name]: before, ...others }) =>
      name !== 'all' && generation.now() !== asked
        ? { ...others, ...(before && { [name]: before }) }
        : Object.fromEntries([...Object.entries(others), [name, bucket] as const].slice(-MOST_BUCKETS)),
    )
    return bucket
  }

  /** The partner's details: from what is kept, else from the worker, else from when it was last met. */
  async function details(key: string, bits: number): Promise<Partner | null> {
    const name = bucketOf(key, bits)
    const old = (await buckets())[name]
    const known = old?.partners.find((one) => has(one, key))
    if (known && old && Math.abs(now() - old.fetchedAt) < PARTNERS_FRESH_MS) return known
    const bucket = await fetchBucket(name)
    if (bucket === 'unknown' && (await refresh({ force: true })) === 'changed') {
      const next = (await list())?.bits ?? bits
      if (next !== bits) return details(key, next)
    }
    const partners = typeof bucket === 'string' ? await items.partnersMet.read() : bucket.partners
    return partners.find((one) => has(one, key)) ?? (bucket === 'failed' ? (known ?? null) : null)
  }

  async function meet(partner: Partner, asked: number): Promise<void> {
    if (!(await isMember())) return
    await items.partnersMet.change((met) =>
      generation.now() !== asked
        ? met
        : [partner, ...met.filter((one) => one.storeId !== partner.storeId)].slice(0, MOST_MET),
    )
  }

  /** Whether an address is a partner's, as the list says. */
  async function isListed(url: string | undefined): Promise<boolean> {
    const key = keyOf(url)
    return key !== null && hasLine((await list())?.hosts ?? '', key)
  }

  /**
   * The partner whose page this is, if any. `null` also where nothing is known of it but its host and the worker can't
   * be reached: `isListed` tells the two apart.
   */
  async function find(url: string | undefined): Promise<Partner | null> {
    const key = keyOf(url)
    const current = await list()
    if (key === null || !current || !hasLine(current.hosts, key)) return null
    const asked = generation.now()
    if (asked !== foundUnder) found.clear()
    foundUnder = asked
    const before = found.get(key)
    if (before) return before
    const partner = await details(key, current.bits)
    if (!partner) return null
    if (generation.now() === asked) found.set(key, partner)
    await meet(partner, asked)
    return partner
  }

  /** Partners that can be named without asking: all of a short list, of a long one those that were met. */
  async function known(): Promise<Partner[]> {
    const { all } = (await list())?.bits === 0 ? await items.partnerBuckets.read() : {}
    return all?.partners ?? (await items.partnersMet.read())
  }

  /**
   * Brings a short list's details up to date, which name no shop. Of a long list only what a visit needs is asked for, and
   * at that visit: asked for together, the buckets of all shops that were ever met would tell more than any one does.
   */
  async function refreshBuckets(bits: number): Promise<boolean> {
    const fits = (name: string) => (bits === 0 ? name === 'all' : name.length === bits && name !== 'all')
    for (const shelf of [items.partnerBuckets, items.bucketsMeanwhile])
      await shelf.change((all) => Object.fromEntries(Object.entries(all).filter(([name]) => fits(name))))
    const answer = bits === 0 ? await fetchBucket('all') : null
    found.clear()
    return answer !== 'failed'
  }

  /** Fetches the list if it is old. A failure or a list out of shape leaves the old one standing. */
  async function refresh({ force = false } = {}): Promise<'changed' | 'same' | 'failed'> {
    await list()
    const before = kept
    if (!force && before && now() - before.fetchedAt < PARTNERS_FRESH_MS) return 'same'
    const reply = await api({
      kind: 'partners',
      method: 'GET',
      path: '/v1/partners',
      schema: SoundList,
      etag: before?.etag,
    })
    if (!reply.ok) return 'failed'
    const next =
      reply.value === NOT_MODIFIED
        ? before && { ...before, fetchedAt: now() }
        : { etag: reply.etag, fetchedAt: now(), list: reply.value }
    if (!next) return 'failed'
    await keep(next)
    if (!(await refreshBuckets(next.list.bits))) return 'failed'
    return before?.list.version === next.list.version ? 'same' : 'changed'
  }

  return {
    find,
    isListed,
    known,
    refresh,
    /** The partner of a store, among those that can be named. */
    async byStore(storeId: string): Promise<Partner | null> {
      const all = [...(await known()), ...(await items.partnersMet.read())]
      return all.find((one) => one.storeId === storeId) ?? null
    },
    /** How many hosts the list holds. */
    async count(): Promise<number> {
      const hosts = (await list())?.hosts ?? ''
      return hosts === '' ? 0 : hosts.split('\n').length
    },
    /** Every origin of the list, or of those that hold a text, in the list's order. */
    async origins({ text = '', limit = Number.POSITIVE_INFINITY } = {}): Promise<string[]> {
      const hosts = (await list())?.hosts ?? ''
      if (hosts === '') return []
      const lines = text === '' ? hosts.split('\n').slice(0, limit) : linesWith(hosts, text, limit)
      return lines.map(originOfKey)
    },
  }
}
export type Partners = ReturnType<typeof createPartners>
