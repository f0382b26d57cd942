import type { CatalogueStore, CompiledSegment } from './catalogue.ts'
import type { CompiledOffer } from './compile-offer.ts'
import { firstSegment, isIn, type Run } from './run.ts'

/** The offers of a shelf between two instants at which one of them begins or ends. */
type Window = {
  from: number
  until: number
  /** Offers that ask for no segment. */
  open: CompiledOffer[]
  /** The others, under each of the segments that lead to them. */
  bySegment: Map<CompiledSegment, CompiledOffer[]>
}

/** A store and the live offers that hold there. */
export type Shelf = {
  store: CatalogueStore
  offers: readonly CompiledOffer[]
  /** Kept for as long as nothing begins or ends: what it holds depends on nothing but the offers and the instant. */
  window: Window | null
}

/** A shelf of one store. */
export const shelfOf = (store: CatalogueStore, offers: readonly CompiledOffer[]): Shelf => ({
  store,
  offers,
  window: null,
})

/**
 * The offers that a member may come to: on now, and asking for no segment or for one that holds them. What lies out of
 * reach costs nothing, however many offers that is: a segment is asked once, and those behind it are not looked at.
 */
export function inReach(shelf: Shelf, run: Run): CompiledOffer[] {
  const { open, bySegment } = windowAt(shelf, run.now)
  const reached = open.slice()
  for (const [segment, offers] of bySegment) {
    if (!isIn(segment, run)) continue
    // An offer of several segments is met under the first that holds the member, and not again.
    for (const item of offers)
      if (item.segments.length === 1 || firstSegment(item, run) === segment) reached.push(item)
  }
  return reached
}

function windowAt(shelf: Shelf, now: number): Window {
  const { window } = shelf
  if (window !== null && now >= window.from && now < window.until) return window

  let from = Number.NEGATIVE_INFINITY
  let until = Number.POSITIVE_INFINITY
  const open: CompiledOffer[] = []
  const bySegment: Window['bySegment'] = new Map()
  for (const item of shelf.offers) {
    for (const at of [item.startsAt, item.endsAt])
      if (at <= now) from = Math.max(from, at)
      else until = Math.min(until, at)
    if (now < item.startsAt || now >= item.endsAt) continue
    if (!item.segmented) open.push(item)
    else
      for (const segment of item.segments) {
        const others = bySegment.get(segment)
        if (others) others.push(item)
        else bySegment.set(segment, [item])
      }
  }
  shelf.window = { from, until, open, bySegment }
  return shelf.window
}
