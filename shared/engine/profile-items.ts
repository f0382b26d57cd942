import type { ItemProfile, Profile } from '../contracts/index.ts'
import { DOT, decay, NINE, SLOW_RATE } from './profile-parts.ts'
import type { Counters } from './share-and-surge.ts'

/** Millionths: a counter is 1 where its item has just been bought, and finer steps would only lengthen the text. */
const STEPS = 1_000_000

const steps = (count: number): number => Math.max(0, Math.round(count * STEPS))

/** `purchases.firstAt.span.slow.fast` in base 36, and how long after its last purchase the counters stand, if they do. */
function packItem({ purchases, firstAt, lastAt, slow, fast, asOf }: ItemProfile): string {
  const fields = [purchases, firstAt, lastAt - firstAt, steps(slow), steps(fast)]
  if (asOf !== lastAt) fields.push(asOf - lastAt)
  return fields.map((field) => Math.round(field).toString(36)).join('.')
}

function unpackItem(packed: string): ItemProfile {
  const [purchases, firstAt, span, slow, fast, late = 0] = packed
    .split('.')
    .map((field) => parseInt(field, 36)) as [number, number, number, number, number, number?]
  const lastAt = firstAt + span
  return { purchases, firstAt, lastAt, slow: slow / STEPS, fast: fast / STEPS, asOf: lastAt + late }
}

/** Where an item's line begins and ends in the packed text, the break before it not counted. */
type Place = { from: number; to: number }

function placeOf(packed: string, key: string): Place | null {
  const at = packed.indexOf(`\n${key}\t`)
  return at < 0 ? null : { from: at + 1, to: packed.indexOf('\n', at + 1) + 1 }
}

const unpackAt = (packed: string, key: string, { from, to }: Place): ItemProfile =>
  unpackItem(packed.slice(from + key.length + 1, to - 1))

/** One of the packed items. */
export function itemIn(packed: string, key: string): ItemProfile | undefined {
  const place = placeOf(packed, key)
  return place === null ? undefined : unpackAt(packed, key, place)
}

/** All packed items by their keys. */
export function itemsIn(packed: string): Map<string, ItemProfile> {
  const items = new Map<string, ItemProfile>()
  for (const line of packed.split('\n')) {
    const tab = line.indexOf('\t')
    if (tab > 0) items.set(line.slice(0, tab), unpackItem(line.slice(tab + 1)))
  }
  return items
}

/** What the profile holds of a product, by the shop's own number. */
export const productOf = (profile: Profile | null, sku: string): ItemProfile | undefined =>
  profile === null ? undefined : itemIn(profile.products, sku)

/** What the profile holds of a folded brand. */
export const brandOf = (profile: Profile | null, brand: string): ItemProfile | undefined =>
  profile === null ? undefined : itemIn(profile.brands, brand)

function put(packed: string, key: string, place: Place | null, item: ItemProfile): string {
  const line = `${key}\t${packItem(item)}\n`
  if (place === null) return packed === '' ? `\n${line}` : packed + line
  return packed.slice(0, place.from) + line + packed.slice(place.to)
}

function without(packed: string, { from, to }: Place): string {
  const left = packed.slice(0, from) + packed.slice(to)
  return left === '\n' ? '' : left
}

const fresh = (at: number): ItemProfile => ({
  purchases: 0,
  firstAt: at,
  lastAt: at,
  slow: 0,
  fast: 0,
  asOf: at,
})

/**
 * Packed items with a purchase of some worked in. Past `most`, those with the lowest slow counters go, a twentieth of all at
 * once; of equals the first in the alphabet.
 */
export function addItems(packed: string, keys: Iterable<string>, at: number, most: number): string {
  let text = packed
  let grew = false
  for (const key of keys) {
    const place = placeOf(text, key)
    const found = place === null ? undefined : unpackAt(text, key, place)
    grew ||= found === undefined
    const kept = found ?? fresh(at)
    const asOf = Math.max(kept.asOf, at)
    const aged = decay(asOf - kept.asOf)
    const weight = decay(asOf - at)
    text = put(text, key, place, {
      purchases: kept.purchases + 1,
      firstAt: Math.min(kept.firstAt, at),
      lastAt: Math.max(kept.lastAt, at),
      slow: kept.slow * aged.slow + weight.slow,
      fast: kept.fast * aged.fast + weight.fast,
      asOf,
    })
  }
  return grew ? strongest(text, most) : text
}

/** A twentieth goes at once: whoever has more than can be kept would pay for finding the weakest at every purchase. */
const roomy = (most: number): number => Math.ceil(most * 0.95)

/** Packed items, without the weakest where there are more than `most`. Read off character codes: most purchases of a full profile pass here. */
function strongest(packed: string, most: number): string {
  const lines = packed.slice(1, -1).split('\n')
  if (lines.length <= most) return packed
  const excess = lines.length - roomy(most)
  const strengths = lines.map(strengthOf)
  const gone = new Set<number>()
  for (let n = 0; n < excess; n += 1) {
    let weakest = -1
    for (let at = 0; at < lines.length; at += 1) {
      if (gone.has(at)) continue
      const ahead = weakest < 0 ? -1 : strengths[at]! - strengths[weakest]!
      if (ahead < 0 || (ahead === 0 && lines[at]! < lines[weakest]!)) weakest = at
    }
    gone.add(weakest)
  }
  return `\n${lines.filter((_, at) => !gone.has(at)).join('\n')}\n`
}

/** What orders items by their slow counters at any one instant: its logarithm, moved by when it stands. */
function strengthOf(line: string): number {
  const fields = [0, 0, 0, 0, 0, 0]
  let field = 0
  for (let at = line.indexOf('\t') + 1; at < line.length; at += 1) {
    const code = line.charCodeAt(at)
    if (code === DOT) field += 1
    else fields[field] = fields[field]! * 36 + code - (code <= NINE ? 48 : 87)
  }
  const [, firstAt, span, slow, , late] = fields as [number, number, number, number, number, number]
  return Math.log(slow) + (firstAt + span + late) * SLOW_RATE
}

/**
 * Packed items with some worked out of them, of which no unit of a purchase is left.
 *
 * @param latest first and last purchase of each that stands still; `null` or left out: none does
 */
export function removeItems(
  packed: string,
  gone: Iterable<string>,
  at: number,
  latest: Record<string, { firstAt: number; lastAt: number } | null>,
): string {
  let text = packed
  for (const key of gone) {
    const place = placeOf(text, key)
    if (place === null) continue
    const kept = unpackAt(text, key, place)
    const span = Object.hasOwn(latest, key) ? latest[key] : null
    if (kept.purchases <= 1 || !span) {
      text = without(text, place)
      continue
    }
    const weight = decay(kept.asOf - at)
    text = put(text, key, place, {
      ...kept,
      ...span,
      purchases: kept.purchases - 1,
      slow: Math.max(0, kept.slow - weight.slow),
      fast: Math.max(0, kept.fast - weight.fast),
    })
  }
  return text
}

/** Whether there is room for no more: what is not among the items may have been let go. */
export const isFull = (packed: string, most: number): boolean => packed.split('\n').length - 2 >= roomy(most)

/** The counters of a brand as of the profile's `asOf`. */
export function brandCounters(profile: Profile, brand: string): Counters | undefined {
  const kept = brandOf(profile, brand)
  if (kept === undefined) return undefined
  const aged = decay(profile.asOf - kept.asOf)
  return { purchases: kept.purchases, slow: kept.slow * aged.slow, fast: kept.fast * aged.fast }
}

const totals = new WeakMap<Profile, { slow: number; fast: number }>()

/** Decayed number of (purchase, brand) pairs among the brands that are kept, as of the profile's `asOf`. */
export function brandPairs(profile: Profile): { slow: number; fast: number } {
  const known = totals.get(profile)
  if (known) return known
  const sums = { slow: 0, fast: 0 }
  for (const { slow, fast, asOf } of itemsIn(profile.brands).values()) {
    const aged = decay(profile.asOf - asOf)
    sums.slow += slow * aged.slow
    sums.fast += fast * aged.fast
  }
  totals.set(profile, sums)
  return sums
}
