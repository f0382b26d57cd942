import { closest } from './dom.ts'
import { dropGuards } from './safety.ts'
import { watchTyping } from './typed-fields.ts'

/** What the member does to the shop's own controls while a run is at work. */
export interface MemberHands {
  /** Whether one was pressed or filled since `forget`. */
  touched: boolean
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

const isOurs = (target: EventTarget | undefined): boolean =>
  target instanceof Element &&
  (target.localName.startsWith('stamkund-') || target.hasAttribute('data-stamkund'))

/** Watches for what only a person does. Values are not read. */
export function watchMember(page: Document): MemberHands {
  watchTyping(page)
  const hands: MemberHands = {
    touched: false,
    typedAt: performance.now(),
    onTouch() {},
    forget() {
      hands.touched = false
    },
    stop() {
      for (const name of ['click', 'input', 'change']) page.removeEventListener(name, notice, true)
      dropGuards(page)
    },
  }
  const notice = (event: Event): void => {
    if (!event.isTrusted) return
    const path = event.composedPath()
    if (path.some(isOurs)) return
    const [target] = path
    if (!(target instanceof Element) || !closest(target, CONTROL)) return
    if (event.type !== 'click') hands.typedAt = performance.now()
    if (hands.touched) return
    hands.touched = true
    hands.onTouch()
  }
  for (const name of ['click', 'input', 'change']) page.addEventListener(name, notice, true)
  return hands
}
