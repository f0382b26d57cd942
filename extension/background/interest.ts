import { z } from 'zod'
import { Category, foldCategory, Instant } from '../../shared/contracts/index.ts'
import type { InterestWeight } from '../facts.ts'

/** After this long without another look, a look counts half. Milliseconds. */
export const HALF_LIFE_MS = 10 * 60_000

/** A category that was not looked at for this long is forgotten. Milliseconds. */
export const FORGOTTEN_MS = 30 * 60_000

/** Most categories that a store is sent, as the worker takes them. */
export const MAX_WEIGHTS = 10

/**
 * Decayed looks from which a category weighs 2 and 3; below, it weighs 1 until it is forgotten. Two within ten minutes
 * are more than a glance, four are a search.
 */
const SOME_LOOKS = 1.5
const MANY_LOOKS = 3.5

/** Looks are counted no higher, so that an hour at one shelf fades as quickly as a minute at it. */
const MOST_LOOKS = 8

/** Most that is kept: a page that names ever new categories, or ever new shops, drives out what is oldest. */
const MAX_CATEGORIES_KEPT = 50
const MAX_STORES_KEPT = 20

/** Looks at a category, decayed to the instant of the latest. */
const Looks = z.object({ count: z.number().min(0).max(MOST_LOOKS), at: Instant })

/** What was looked at in one store: by folded category. */
export const StoreLooks = z.record(z.string(), Looks)
export type StoreLooks = z.infer<typeof StoreLooks>

/** What was looked at, by store. Lives in memory: it never reaches a disk, and no other store is sent it. */
export type Interest = Record<string, StoreLooks>

/** What a store was sent last, and when. */
export const SentInterest = z.object({
  at: Instant,
  weights: z.array(z.object({ category: z.string(), weight: z.int() })),
})

const decayed = ({ count, at }: z.infer<typeof Looks>, now: number): number =>
  count * 2 ** (-Math.max(0, now - at) / HALF_LIFE_MS)

/** Without what is forgotten. A clock that was turned back leaves looks of the future: those are not known to be recent. */
const remembered = (looks: StoreLooks, now: number): StoreLooks =>
  Object.fromEntries(Object.entries(looks).filter(([, { at }]) => Math.abs(now - at) < FORGOTTEN_MS))

const newest = <T>(all: Record<string, T>, at: (value: T) => number, most: number): Record<string, T> =>
  Object.fromEntries(
    Object.entries(all)
      .sort(([, a], [, b]) => at(b) - at(a))
      .slice(0, most),
  )

/** The interest after a page of these categories was looked at; each counts once a page. */
export function withLook(interest: Interest, storeId: string, categories: string[], now: number): Interest {
  const looks = remembered(interest[storeId] ?? {}, now)
  for (const category of new Set(categories.map(foldCategory))) {
    if (!Category.safeParse(category).success) continue
    const before = looks[category]
    looks[category] = { count: Math.min(MOST_LOOKS, 1 + (before ? decayed(before, now) : 0)), at: now }
  }
  if (Object.keys(looks).length === 0) return interest
  const latest = (store: StoreLooks) => Math.max(0, ...Object.values(store).map((one) => one.at))
  const kept = { ...interest, [storeId]: newest(looks, (one) => one.at, MAX_CATEGORIES_KEPT) }
  return newest(kept, latest, MAX_STORES_KEPT)
}

/** The interest without what is forgotten by now. */
export const withoutOld = (interest: Interest, now: number): Interest =>
  Object.fromEntries(
    Object.entries(interest).flatMap(([storeId, looks]) => {
      const left = remembered(looks, now)
      return Object.keys(left).length > 0 ? [[storeId, left]] : []
    }),
  )

/**
 * What a store would be sent now: at most ten categories, the heaviest and then the latest, each as 1, 2 or 3. In the
 * order of the alphabet within a weight: neither when nor in which order they were looked at is told. The one place that
 * says so, for the request and for the page that shows it.
 */
export function weightsOf(looks: StoreLooks | undefined, now: number): InterestWeight[] {
  return Object.entries(remembered(looks ?? {}, now))
    .map(([category, one]) => ({ category, count: decayed(one, now), at: one.at }))
    .map((one) => ({ ...one, weight: one.count >= MANY_LOOKS ? 3 : one.count >= SOME_LOOKS ? 2 : 1 }))
    .sort((a, b) => b.weight - a.weight || b.at - a.at)
    .slice(0, MAX_WEIGHTS)
    .sort((a, b) => b.weight - a.weight || (a.category < b.category ? -1 : 1))
    .map(({ category, weight }) => ({ category, weight }))
}
