/** Where the panel stands: which side of the window, and how far above its lower edge. CSS pixels. */
export interface Place {
  side: Side
  bottomPx: number
}
type Side = 'left' | 'right'

/** How far the panel stands from the edges of the window, and how much of it is looked under. CSS pixels. */
export const INSET_PX = 20
const WIDTH_PX = 344
/**
 * Points looked at, across and down, every other row between the columns of the one before: a button of usual size is met,
 * and a page of ten thousand elements is asked a hundred times, not a thousand.
 */
const ACROSS = 6
const DOWN = 8

/** The folded panel with its longest words, and what is left between it and what it stands above. CSS pixels. */
const TAB_WIDTH_PX = 200
export const TAB_HEIGHT_PX = 44
const GAP_PX = 12
/** What stands fixed and is higher than this share of the window is the shop itself, not something in its corner. */
const LARGE = 0.5
/** Things one above the other that are climbed over, and the share of the window above which it is not worth it. */
const MAX_CLIMBS = 4
const MAX_BOTTOM = 0.6

/** What a member came to press or fill in. A frame in a corner is somebody's button too. */
const CONTROL = 'button, input, select, textarea, a[href], label, summary, iframe, [role="button"]'
/** A covered control weighs as much as this many points of covered text. */
const CONTROL_WEIGHT = 4

/**
 * Where the panel hides least of the shop: its buttons and fields first, its words second. It stays on its side unless the
 * other is clearly freer, and climbs over what the shop keeps in that corner: a chat bubble, a bar with a pay button. The
 * member's own choice of a side stands. `heightPx`: of the open panel. Reads the page, changes nothing.
 */
export function freerPlace(
  page: Document,
  own: Element,
  current: Side,
  wanted: Place | null,
  heightPx: number,
): Place {
  const width = innerWidth
  // On a narrow screen both corners are the same place.
  const narrow = width < 2 * (WIDTH_PX + 2 * INSET_PX)
  const at = (side: Side): Place => ({ side, bottomPx: climb(page, own, side, wanted?.bottomPx ?? INSET_PX) })
  if (wanted) return at(wanted.side)
  if (narrow) return at('right')
  const hides = (place: Place) =>
    hidden(page, own, place, heightPx) + (place.bottomPx - INSET_PX) / TAB_HEIGHT_PX
  const stay = at(current)
  const here = hides(stay)
  if (here === 0) return stay
  const leave = at(current === 'right' ? 'left' : 'right')
  return hides(leave) * 2 < here ? leave : stay
}

/** What is under a point, without the panel itself. */
function under(page: Document, own: Element, x: number, y: number): Element | undefined {
  const top = page.elementFromPoint(x, y) ?? undefined
  return top === own ? page.elementsFromPoint(x, y).find((element) => element !== own) : top
}

/** How much an open panel at this place would hide. */
function hidden(page: Document, own: Element, { side, bottomPx }: Place, heightPx: number): number {
  const left = side === 'left' ? INSET_PX : innerWidth - INSET_PX - WIDTH_PX
  const top = Math.max(0, innerHeight - bottomPx - heightPx)
  let weight = 0
  for (let row = 0; row < DOWN; row += 1) {
    for (let column = 0; column < ACROSS; column += 1) {
      const x = left + ((column + (row % 2 ? 0.25 : 0.75)) * WIDTH_PX) / ACROSS
      const found = under(page, own, x, top + ((row + 0.5) * heightPx) / DOWN)
      if (!found) continue
      if (found.closest(CONTROL)) weight += CONTROL_WEIGHT
      else if (hasWords(found)) weight += 1
    }
  }
  return weight
}

/** The lowest place on a side at which the folded panel covers nothing that the shop keeps in that corner. */
function climb(page: Document, own: Element, side: Side, fromPx: number): number {
  let bottomPx = fromPx
  for (let climbs = 0; climbs < MAX_CLIMBS; climbs += 1) {
    const top = topOfFixed(page, own, side, bottomPx)
    if (top === null) return bottomPx
    bottomPx = Math.ceil(innerHeight - top + GAP_PX)
    if (bottomPx > innerHeight * MAX_BOTTOM) break
  }
  // Nowhere is free: then at least where it is looked for.
  return fromPx
}

/** The upper edge of what stands fixed where the folded panel would; `null`: nothing does. */
function topOfFixed(page: Document, own: Element, side: Side, bottomPx: number): number | null {
  let highest: number | null = null
  for (const across of [4, TAB_WIDTH_PX / 3, (TAB_WIDTH_PX * 2) / 3, TAB_WIDTH_PX]) {
    const x = side === 'left' ? INSET_PX + across : innerWidth - INSET_PX - across
    for (const up of [2, TAB_HEIGHT_PX - 2]) {
      const found = under(page, own, x, innerHeight - bottomPx - up)
      const fixed = found && fixedAround(found)
      if (!fixed) continue
      const { top, height } = fixed.getBoundingClientRect()
      if (height <= innerHeight * LARGE) highest = Math.min(highest ?? top, top)
    }
  }
  return highest
}

/** The nearest element around that stays in the window while the page scrolls. */
function fixedAround(element: Element): Element | null {
  for (let at: Element | null = element; at; at = at.parentElement) {
    const { position } = getComputedStyle(at)
    if (position === 'fixed' || position === 'sticky') return at
  }
  return null
}

const hasWords = (element: Element): boolean => {
  for (let node = element.firstChild; node; node = node.nextSibling)
    if (node.nodeType === Node.TEXT_NODE && node.nodeValue?.trim()) return true
  return false
}
