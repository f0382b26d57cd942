import { INSET_PX, type Place } from './dock.ts'
import type { PanelHost } from './host.ts'

/** A press that moves less is a click. CSS pixels. */
const SLACK_PX = 5
/** One press of an arrow key. CSS pixels. */
const STEP_PX = 48

/**
 * Lets the member move the panel: by its head or its folded mark with a pointer, by the handle in its head with the arrow
 * keys, and with a click on that handle from corner to corner. `told` hears where it was put, and how far up that is.
 */
export function listenToMoves(
  panel: PanelHost,
  told: (place: Place, upPercent: number) => void,
  signal: AbortSignal,
): void {
  const { root } = panel
  const put = (place: Place) => {
    panel.put(place)
    const { bottomPx, highestPx } = panel.stands()
    told(panel.place(), highestPx > 0 ? Math.round((100 * bottomPx) / highestPx) : 0)
  }

  let dragged = false
  root.addEventListener(
    'pointerdown',
    (event) => {
      const grip = gripOf(event.target)
      if (!grip || event.button !== 0 || !event.isPrimary) return
      dragged = false
      const ending = new AbortController()
      const during = { signal: AbortSignal.any([signal, ending.signal]) }
      const by = { x: 0, y: 0 }
      const move = ({ clientX, clientY, pointerId }: PointerEvent) => {
        if (pointerId !== event.pointerId) return
        by.x = clientX - event.clientX
        by.y = clientY - event.clientY
        if (!dragged && Math.hypot(by.x, by.y) < SLACK_PX) return
        if (!dragged) {
          // Only now: a captured pointer clicks its captor, and a plain click is meant for what was clicked.
          dragged = true
          grip.setPointerCapture(pointerId)
        }
        root.style.translate = `${by.x}px ${by.y}px`
      }
      const end = ({ pointerId, type }: PointerEvent) => {
        if (pointerId !== event.pointerId) return
        ending.abort()
        if (!dragged) return
        const box = root.getBoundingClientRect()
        root.style.translate = ''
        if (type !== 'pointerup') return
        const side = box.left + box.width / 2 < innerWidth / 2 ? 'left' : 'right'
        put({ side, bottomPx: innerHeight - box.bottom })
      }
      // At the window: before the capture a quick pointer has left the panel already.
      addEventListener('pointermove', move, { ...during, capture: true })
      for (const type of ['pointerup', 'pointercancel'] as const)
        addEventListener(type, end, { ...during, capture: true })
    },
    { signal },
  )

  root.addEventListener(
    'click',
    (event) => {
      if (dragged) {
        // The end of a drag is no click on what lies under it.
        dragged = false
        event.stopPropagation()
        event.preventDefault()
      } else if (isHandle(event.target)) put(nextCorner(panel.place()))
    },
    { signal, capture: true },
  )

  root.addEventListener(
    'keydown',
    (event) => {
      if (!isHandle(event.target)) return
      // From where it is seen: a key that only changed what the window cuts off would seem dead.
      const { side, bottomPx, highestPx } = panel.stands()
      const next: Record<string, Place> = {
        ArrowLeft: { side: 'left', bottomPx },
        ArrowRight: { side: 'right', bottomPx },
        ArrowUp: { side, bottomPx: Math.min(bottomPx + STEP_PX, highestPx) },
        ArrowDown: { side, bottomPx: bottomPx - STEP_PX },
      }
      const place = next[event.key]
      if (!place) return
      event.preventDefault()
      put(place)
    },
    { signal },
  )
}

const isHandle = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('[data-move]') !== null

/** What was taken hold of: the head, unless it was another of its buttons, or the folded mark. */
function gripOf(target: EventTarget | null): HTMLElement | null {
  if (!(target instanceof Element)) return null
  const button = target.closest('button')
  if (button && !button.matches('[data-move], .tab')) return null
  return target.closest<HTMLElement>('.ph, .tab')
}

/** Round the four corners, against the clock from the lower right. */
function nextCorner({ side, bottomPx }: Place): Place {
  const high = bottomPx > innerHeight / 4
  if (side === 'right')
    return high ? { side: 'left', bottomPx: innerHeight } : { side, bottomPx: innerHeight }
  return high ? { side, bottomPx: INSET_PX } : { side: 'right', bottomPx: INSET_PX }
}
