import { DRAWN_DECIMAL } from './price.ts'

/** The DOM verbs that everything here is written in. They see into open shadow roots and past nothing of our own. */

type Root = Document | ShadowRoot

/** Our own panel must never be read as part of the shop. */
const isOurs = (element: Element): boolean =>
  element.localName.startsWith('stamkund-') || element.hasAttribute('data-stamkund')

/** Finding the roots walks every element. One look asks many questions, so they share an answer until their task ends. */
let thisLook: { page: Document; roots: Root[] } | null = null

/** The document and every open shadow root in it. */
export function rootsOf(page: Document): Root[] {
  if (thisLook?.page !== page) {
    thisLook = { page, roots: walkRoots(page) }
    queueMicrotask(() => {
      thisLook = null
    })
  }
  return thisLook.roots
}

function walkRoots(root: Root): Root[] {
  const found: Root[] = [root]
  for (const element of root.querySelectorAll('*')) {
    if (element.shadowRoot && !isOurs(element)) found.push(...walkRoots(element.shadowRoot))
  }
  return found
}

/** `querySelectorAll` through open shadow roots. */
export const queryAll = <E extends Element = HTMLElement>(page: Document, selector: string): E[] =>
  rootsOf(page)
    .flatMap((root) => [...root.querySelectorAll<E>(selector)])
    .filter((element) => !isOurs(element))

/** The element around this one, out of a shadow root if need be. */
export const parentOf = (element: Element): Element | null =>
  element.assignedSlot ?? element.parentElement ?? (element.getRootNode() as ShadowRoot).host ?? null

/** `closest` through shadow hosts. */
export function closest(element: Element, selector: string): Element | null {
  for (let at: Element | null = element; at; at = (at.getRootNode() as ShadowRoot).host ?? null) {
    const found = at.closest(selector)
    if (found) return found
  }
  return null
}

/** Whether a person could see it: rendered, of some size, not faded out, not moved off the page. */
export function isVisible(element: Element): boolean {
  if (!element.checkVisibility({ checkOpacity: true, checkVisibilityCSS: true })) return false
  const box = element.getBoundingClientRect()
  if (box.width <= 1 || box.height <= 1) return getComputedStyle(element).display === 'contents'
  return box.right + scrollX > 0 && box.bottom + scrollY > 0
}

const UNREAD = new Set([
  'script',
  'style',
  'template',
  'noscript',
  'select',
  'textarea',
  'input',
  'del',
  's',
  'strike',
  'svg',
  'iframe',
])
const CENTS = /cents?(?![a-z])|decimal|fraction|(?:^|[-_ ])minor/i

/** All text of an element, hidden or not, with its parts apart. */
export const spacedText = (element: Element): string => {
  const walker = element.ownerDocument.createTreeWalker(element, 4)
  let text = ''
  while (walker.nextNode() && text.length < 400) text += ` ${walker.currentNode.nodeValue}`
  return text.replace(/\s+/g, ' ').trim()
}

/** Text as it is seen: hidden and struck-through parts left out, blocks apart, raised cents behind a decimal mark. */
export function visibleText(element: Element): string {
  let text = ''
  const walk = (node: Node): void => {
    if (node.nodeType === 3) text += node.nodeValue
    if (node.nodeType !== 1) return
    const at = node as Element
    if (UNREAD.has(at.localName) || isOurs(at)) return
    const style = getComputedStyle(at)
    if (style.display === 'none' || style.visibility !== 'visible' || style.opacity === '0') return
    if (style.textDecorationLine.includes('line-through')) return
    if (
      style.position === 'absolute' &&
      at.clientWidth <= 1 &&
      at.clientHeight <= 1 &&
      style.display !== 'inline'
    )
      return
    const raised = at.localName === 'sup' || CENTS.test(at.getAttribute('class') ?? '')
    if (raised && /^\s*\d{1,3}\s*$/.test(at.textContent ?? '') && /\d\s*$/.test(text))
      text = text.trimEnd() + DRAWN_DECIMAL
    const inline = style.display === 'inline' || style.display === 'contents' || raised
    if (!inline || at.localName === 'br') text += ' '
    const inside = at.shadowRoot ?? at
    const children = at.localName === 'slot' ? (at as HTMLSlotElement).assignedNodes() : []
    for (const child of children.length > 0 ? children : inside.childNodes) walk(child)
    if (!inline) text += ' '
  }
  walk(element)
  return text.replace(/\s+/g, ' ').trim()
}

/** Visible text nodes' parents and text, in document order; `wanted` is asked before anything costly is. */
export function* texts(page: Document, wanted: (text: string) => boolean): Generator<[Element, string]> {
  for (const root of rootsOf(page)) {
    const walker = page.createTreeWalker(root === page ? page.body : root, 4)
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const text = node.nodeValue!.trim()
      const parent = node.parentElement
      if (text === '' || !parent || UNREAD.has(parent.localName) || !wanted(text)) continue
      if (!isVisible(parent) || closest(parent, '[data-stamkund]')) continue
      yield [parent, text]
    }
  }
}

/** The words on a control. */
export function controlText(control: Element): string {
  const value = control.localName === 'input' ? (control as HTMLInputElement).value : ''
  const shown = control.localName === 'input' ? '' : (control.textContent ?? '').replace(/\s+/g, ' ').trim()
  return [
    shown,
    value,
    control.getAttribute('aria-label'),
    control.getAttribute('title'),
    control.getAttribute('alt'),
  ]
    .filter(Boolean)
    .join(' ')
}

/** The words in a control's attributes, for those that only draw an icon. */
export const controlParts = (control: Element): string =>
  [
    'name',
    'id',
    'class',
    'formaction',
    'data-testid',
    'data-test',
    'data-action',
    'data-link-action',
    'data-qa',
    'value',
  ]
    .map((name) => control.getAttribute(name) ?? '')
    .join(' ')

/** Sets a field as a person's typing would: the native setter, then the events that frameworks listen for. */
export function typeInto(
  field: HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement,
  value: string,
): void {
  const prototype =
    field.localName === 'textarea'
      ? HTMLTextAreaElement
      : field.localName === 'select'
        ? HTMLSelectElement
        : HTMLInputElement
  // Frameworks shadow `value` on the element itself to notice changes; the prototype's setter goes round that.
  Object.getOwnPropertyDescriptor(prototype.prototype, 'value')!.set!.call(field, value)
  const composed = { bubbles: true, composed: true }
  field.dispatchEvent(new InputEvent('input', { ...composed, inputType: 'insertText', data: value }))
  field.dispatchEvent(new KeyboardEvent('keyup', composed))
  field.dispatchEvent(new Event('change', composed))
}

/** Clicks with the whole order of events that a finger makes. The native click comes last and does what the control does. */
export function press(control: HTMLElement): void {
  const box = control.getBoundingClientRect()
  const at = {
    bubbles: true,
    cancelable: true,
    composed: true,
    button: 0,
    clientX: box.x + box.width / 2,
    clientY: box.y + box.height / 2,
  }
  const pointer = { ...at, pointerId: 1, pointerType: 'mouse', isPrimary: true }
  control.dispatchEvent(new PointerEvent('pointerdown', { ...pointer, buttons: 1 }))
  control.dispatchEvent(new MouseEvent('mousedown', { ...at, buttons: 1 }))
  control.focus({ preventScroll: true })
  control.dispatchEvent(new PointerEvent('pointerup', pointer))
  control.dispatchEvent(new MouseEvent('mouseup', at))
  control.click()
}

/** Whether a control would answer a press. */
export const isEnabled = (control: Element): boolean =>
  !(control as HTMLButtonElement).disabled &&
  control.getAttribute('aria-disabled') !== 'true' &&
  getComputedStyle(control).pointerEvents !== 'none'

/** Resolves after some milliseconds, or at once when `signal` aborts. */
export const pause = (milliseconds: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) return resolve()
    const done = () => {
      clearTimeout(timer)
      signal.removeEventListener('abort', done)
      resolve()
    }
    const timer = setTimeout(done, milliseconds)
    signal.addEventListener('abort', done)
  })

/** Polls until `ready` gives something, the time is out or `signal` aborts (then `null`). */
export async function waitFor<T>(
  ready: () => T | null | false,
  { signal, timeoutMs }: { signal: AbortSignal; timeoutMs: number },
): Promise<T | null> {
  const endsAt = performance.now() + timeoutMs
  for (;;) {
    const found = ready()
    if (found) return found
    if (signal.aborted || performance.now() >= endsAt) return null
    await pause(60, signal)
  }
}

/** What changed on the page since it was begun, and whether the page is being left. */
export interface Watch {
  /** Whether something changed since it was last asked; also true now and then, for what no observer sees. */
  changed(): boolean
  /** Elements that were added or altered, at most the first 2,000. */
  touched: Set<Element>
  leaving: boolean
  /** When a request of the page's own scripts was last answered, in `performance.now()` time; 0 if none was. */
  answeredAt: number
  stop(): void
}

/** Watches the page and its open shadow roots. */
export function watchPage(page: Document): Watch {
  let dirty = true
  let askedAt = 0
  const watch: Watch = {
    touched: new Set(),
    leaving: false,
    answeredAt: 0,
    changed() {
      const due = performance.now() - askedAt > 500
      if (!dirty && !due) return false
      dirty = false
      askedAt = performance.now()
      return true
    },
    stop() {
      observer.disconnect()
      requests.disconnect()
      page.defaultView?.removeEventListener('beforeunload', leave)
    },
  }
  const leave = () => {
    watch.leaving = true
  }
  const observer = new MutationObserver((records) => {
    dirty = true
    for (const { target, addedNodes } of records) {
      if (watch.touched.size > 2000) return
      for (const node of [target, ...addedNodes]) {
        const element = node.nodeType === 1 ? (node as Element) : node.parentElement
        if (element) watch.touched.add(element)
      }
    }
  })
  const requests = new PerformanceObserver((list) => {
    for (const { initiatorType, responseEnd } of list.getEntries() as PerformanceResourceTiming[]) {
      if (/^(?:fetch|xmlhttprequest)$/.test(initiatorType))
        watch.answeredAt = Math.max(watch.answeredAt, responseEnd)
    }
  })
  requests.observe({ type: 'resource' })
  for (const root of rootsOf(page)) {
    observer.observe(root, { subtree: true, childList: true, characterData: true, attributes: true })
  }
  page.defaultView?.addEventListener('beforeunload', leave)
  return watch
}
