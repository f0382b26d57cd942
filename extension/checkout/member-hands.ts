import { closest } from './dom.ts'
import { isOurs } from './look.ts'
import { dropGuards } from './safety.ts'
import { watchTyping } from './typed-fields.ts'

/** What the member does to the shop's own controls while a run is at work. */
export interface MemberHands {
  /** Whether one was pressed or filled since `forget`. */
  touched: boolean
  /** When one was last pressed or filled, also before this watching began, in `performance.now()` time. */
  touchedAt: number
  /** When a field was last filled, in `performance.now()` time; when watching began if none was. */
  typedAt: number
  /** Told the first time that a control is touched. */
  onTouch(): void
  forget(): void
  stop(): void
}

/** What a total may hang on: choices, quantities, buttons. */
const CONTROL =
  'input, select, textarea, button, a[href], label, summary, [role="button"], [role="radio"], [role="option"], [role="checkbox"], [role="switch"], [role="tab"], [contenteditable]'

const EVENTS = ['click', 'input', 'change']

/** Whether a person's own hand was at one of the shop's controls: not a script's, nor at our own panel. */
function isTouch(event: Event): boolean {
  if (!event.isTrusted) return false
  const path = event.composedPath()
  if (path.some((at) => at instanceof Element && isOurs(at))) return false
  const [target] = path
  return target instanceof Element && closest(target, CONTROL) !== null
}

const touches = new WeakMap<Document, number>()

/** Notes from now on when the member was last at the shop's controls: what they chose just before a run may still be on its way. */
export function noteTouches(page: Document): void {
  if (touches.has(page)) return
  touches.set(page, Number.NEGATIVE_INFINITY)
  const notice = (event: Event): void => {
    if (isTouch(event)) touches.set(page, performance.now())
  }
  for (const name of EVENTS) page.addEventListener(name, notice, true)
}

/** Watches for what only a person does. Values are not read. */
export function watchMember(page: Document): MemberHands {
  watchTyping(page)
  const hands: MemberHands = {
    touched: false,
    touchedAt: touches.get(page) ?? Number.NEGATIVE_INFINITY,
    typedAt: performance.now(),
    onTouch() {},
    forget() {
      hands.touched = false
    },
    stop() {
      for (const name of EVENTS) page.removeEventListener(name, notice, true)
      dropGuards(page)
    },
  }
  const notice = (event: Event): void => {
    if (!isTouch(event)) return
    hands.touchedAt = performance.now()
    if (event.type !== 'click') hands.typedAt = performance.now()
    if (hands.touched) return
    hands.touched = true
    hands.onTouch()
  }
  for (const name of EVENTS) page.addEventListener(name, notice, true)
  return hands
}
