/** How far the panel stands from the edges of the window, and how much of it is looked under. Pixels. */
const INSET = 20
const WIDTH = 344
const HEIGHT = 480
/** Points looked at, across and down: one every 48 pixels or so, so that no button fits between them. */
const ACROSS = 8
const DOWN = 10

/** What a member came to press or fill in. */
const CONTROL = 'button, input, select, textarea, a[href], label, summary, [role="button"]'
/** A covered control weighs as much as this many points of covered text. */
const CONTROL_WEIGHT = 4

export type Side = 'left' | 'right'

/**
 * The lower corner in which the panel hides less of the shop: its buttons and fields first, its words second. It stays
 * where it is unless the other one is clearly freer. Reads the page, changes nothing.
 */
export function freerSide(document: Document, own: Element, current: Side): Side {
  const { clientWidth, clientHeight } = document.documentElement
  // On a narrow screen both corners are the same place.
  if (clientWidth < 2 * (WIDTH + 2 * INSET)) return 'right'
  const left = hidden(document, own, INSET, clientHeight)
  const right = hidden(document, own, clientWidth - INSET - WIDTH, clientHeight)
  if (current === 'right') return left * 2 < right ? 'left' : 'right'
  return right * 2 < left ? 'right' : 'left'
}

/** How much a panel whose left edge stands at `x` would hide. */
function hidden(document: Document, own: Element, x: number, windowHeight: number): number {
  const top = Math.max(0, windowHeight - INSET - HEIGHT)
  let weight = 0
  for (let column = 0; column < ACROSS; column += 1) {
    for (let row = 0; row < DOWN; row += 1) {
      const at = document.elementsFromPoint(
        x + ((column + 0.5) * WIDTH) / ACROSS,
        top + ((row + 0.5) * HEIGHT) / DOWN,
      )
      const found = at.find((element) => element !== own)
      if (!found) continue
      if (found.closest(CONTROL)) weight += CONTROL_WEIGHT
      else if (hasWords(found)) weight += 1
    }
  }
  return weight
}

const hasWords = (element: Element): boolean =>
  [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.nodeValue?.trim())
