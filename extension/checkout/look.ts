import {
  bodyOf,
  boxOf,
  elementAround,
  hasAttribute,
  isShown,
  nameOf,
  nodeKind,
  pageOf,
  query,
  queryOne,
  type Root,
  rootElementOf,
  shadowOf,
  valueOfNode,
  walkerOf,
} from './natives.ts'

/**
 * One look at a page: what is walked once and asked of many times. It ends with the task it began in, and at once when
 * we press or type, since what we do to a page changes it.
 */
interface Look {
  page: Document
  roots: Root[]
  /** Text nodes that say something, with the element that each stands in, in document order. */
  texts: [Element, string][]
  /** Whether anything of ours stands in the page, so that what is found must be told apart from it. */
  ours: boolean
  /** What was already found out about an element, by question. */
  known: Map<string, Map<Element, unknown>>
}

// A page of more than this is no checkout that a person could read; what lies beyond is not looked at.
const MAX_NODES = 80_000
const MAX_ROOTS = 400
const MAX_TEXT = 2000

/** Elements whose text nobody reads as the page's words. */
export const UNREAD = new Set(
  'script style template noscript select option textarea input del s strike svg iframe'.split(' '),
)

let thisLook: Look | null = null

/** Whether an element is our own panel, which must never be read as part of the shop. */
export const isOurs = (element: Element): boolean =>
  nameOf(element).startsWith('stamkund-') || hasAttribute(element, 'data-stamkund')

/** Forgets what was seen: the page has changed, or is about to. */
export function forgetLook(): void {
  thisLook = null
}

function look(page: Document): Look {
  if (thisLook?.page === page) return thisLook
  const seen: Look = {
    page,
    roots: [],
    texts: [],
    ours: queryOne(page, 'stamkund-panel, [data-stamkund]') !== null,
    known: new Map(),
  }
  thisLook = seen
  queueMicrotask(() => {
    if (thisLook === seen) thisLook = null
  })
  let left = MAX_NODES
  const waiting: Root[] = [page]
  // Shadow roots stand where they are met, so that texts of a page and of its parts keep their order roughly.
  for (let root = waiting.shift(); root && seen.roots.length < MAX_ROOTS; root = waiting.shift()) {
    seen.roots.push(root)
    const start = nodeKind(root) === 9 ? bodyOf(page) : root
    if (!start) continue
    const walker = walkerOf(page, start, 5)
    for (let node = walker.nextNode(); node && left > 0; node = walker.nextNode(), left--) {
      if (nodeKind(node) === 1) {
        const inside = shadowOf(node as Element)
        if (inside && !isOurs(node as Element)) waiting.push(inside)
        continue
      }
      const text = valueOfNode(node)!.slice(0, MAX_TEXT).trim()
      if (text === '') continue
      const parent = elementAround(node) ?? (root as ShadowRoot).host
      if (!UNREAD.has(nameOf(parent))) seen.texts.push([parent, text])
    }
  }
  return seen
}

/** The document and every open shadow root in it, at most the first 400. */
export const rootsOf = (page: Document): Root[] => look(page).roots

/** `querySelectorAll` through open shadow roots. */
export const queryAll = <E extends Element = HTMLElement>(page: Document, selector: string): E[] => {
  const roots = rootsOf(page)
  const found: E[] = roots.length === 1 ? query<E>(page, selector) : []
  if (roots.length > 1)
    for (const root of roots) for (const element of query<E>(root, selector)) found.push(element)
  return look(page).ours ? found.filter((element) => !isInOurs(element)) : found
}

/**
 * The same for a whole page and only once a look: for lists that several questions go through. Without attributes in the
 * selector the browser answers from its own index.
 */
export function listed<E extends Element = HTMLElement>(page: Document, selector: string): E[] {
  look(page)
  return known(`list ${selector}`, rootElementOf(page), () => queryAll<E>(page, selector))
}

/** The answer to a question about an element, found out once a look. */
export function known<T>(question: string, element: Element, find: (element: Element) => T): T {
  // Outside a look nothing may be kept: nobody would say when it has grown old.
  if (!thisLook) return find(element)
  const answers = thisLook.known.get(question) ?? new Map<Element, unknown>()
  thisLook.known.set(question, answers)
  if (!answers.has(element)) answers.set(element, find(element))
  return answers.get(element) as T
}

/** Whether a person could see it: rendered, of some size, not faded out, not moved off the page. */
export const isVisible = (element: Element): boolean => known('visible', element, seenByAPerson)

function seenByAPerson(element: Element): boolean {
  if (!isShown(element, { checkOpacity: true, checkVisibilityCSS: true })) return false
  const box = boxOf(element)
  if (box.width <= 1 || box.height <= 1) return getComputedStyle(element).display === 'contents'
  if (box.right + scrollX <= 0 || box.bottom + scrollY <= 0 || box.left + scrollX >= pageWidth(element))
    return false
  return !known('clipped', element, (at) => isClipped(at, 0))
}

/** Drawers wait beyond the right edge, where no scrolling leads. */
const pageWidth = (element: Element): number =>
  known('width', rootElementOf(pageOf(element)!), (root) => Math.max(root.scrollWidth, innerWidth))

/** Whether a fold above has shut to no height: what lies in it has a size and is not seen. */
function isClipped(element: Element, up: number): boolean {
  const above = elementAround(element)
  if (!above || up > 12) return false
  return known('shut', above, isShut) || known('clipped', above, (at) => isClipped(at, up + 1))
}

function isShut(element: Element): boolean {
  if (element.clientHeight > 1 || boxOf(element).height > 1) return false
  const { display, overflowY } = getComputedStyle(element)
  return overflowY !== 'visible' && !/inline$|contents/.test(display)
}

/** Visible text nodes' parents and text, in document order; `wanted` is asked before anything costly is. */
export function* texts(page: Document, wanted: (text: string) => boolean): Generator<[Element, string]> {
  for (const [parent, text] of look(page).texts) {
    if (wanted(text) && isVisible(parent) && !(look(page).ours && isInOurs(parent))) yield [parent, text]
  }
}

function isInOurs(element: Element): boolean {
  for (let at: Element | null = element; at; at = elementAround(at)) if (isOurs(at)) return true
  return false
}
