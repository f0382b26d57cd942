/**
 * The DOM's own verbs, taken once from their prototypes. A form answers `form.matches` with its `<input name="matches">`
 * and a document `document.body` with its `<img name="body">`, in an isolated world too: what may be either is asked so.
 */

/** Any place that can be searched. */
export type Root = Document | ShadowRoot

type Verb<Self, Arguments extends unknown[], Result> = (self: Self, ...given: Arguments) => Result

const verb = <Self, Arguments extends unknown[], Result>(
  method: (this: Self, ...given: Arguments) => Result,
): Verb<Self, Arguments, Result> => Function.prototype.call.bind(method) as Verb<Self, Arguments, Result>

const getter = <Self extends object, Key extends keyof Self>(
  prototype: Self,
  name: Key,
): ((self: Self) => Self[Key]) => {
  // Of one property several interfaces may be the home, older browsers and newer ones apart.
  for (let at: object | null = prototype; at; at = Object.getPrototypeOf(at)) {
    const get = Object.getOwnPropertyDescriptor(at, name)?.get
    if (get) return Function.prototype.call.bind(get) as (self: Self) => Self[Key]
  }
  return (self) => self[name]
}

const readAttribute = verb(Element.prototype.getAttribute)
const isA: Verb<Element, [string], boolean> = verb(Element.prototype.matches)
const nearest: Verb<Element, [string], Element | null> = verb(Element.prototype.closest)
const manyIn = {
  document: verb<Document, [string], NodeListOf<Element>>(Document.prototype.querySelectorAll),
  fragment: verb<DocumentFragment, [string], NodeListOf<Element>>(
    DocumentFragment.prototype.querySelectorAll,
  ),
  element: verb<Element, [string], NodeListOf<Element>>(Element.prototype.querySelectorAll),
}
const oneIn = {
  document: verb<Document, [string], Element | null>(Document.prototype.querySelector),
  fragment: verb<DocumentFragment, [string], Element | null>(DocumentFragment.prototype.querySelector),
  element: verb<Element, [string], Element | null>(Element.prototype.querySelector),
}

const kindOf = getter(Node.prototype, 'nodeType')
const home = (node: Node): 'document' | 'fragment' | 'element' => {
  const kind = kindOf(node)
  return kind === 9 ? 'document' : kind === 11 ? 'fragment' : 'element'
}

/** `querySelectorAll`, as an array. */
export const query = <E extends Element = HTMLElement>(root: Root | Element, selector: string): E[] => [
  ...(manyIn[home(root)](root as never, selector) as NodeListOf<E>),
]
/** `querySelector`. */
export const queryOne = <E extends Element = HTMLElement>(root: Root | Element, selector: string): E | null =>
  oneIn[home(root)](root as never, selector) as E | null

export const matches = (element: Element, selector: string): boolean => isA(element, selector)
export const closestHere = (element: Element, selector: string): Element | null => nearest(element, selector)
/** An attribute, or nothing; of one that a page made endless, the beginning. */
export const attribute = (element: Element, name: string): string =>
  (readAttribute(element, name) ?? '').slice(0, 400)
export const hasAttribute: Verb<Element, [string], boolean> = verb(Element.prototype.hasAttribute)
export const contains: Verb<Node, [Node | null], boolean> = verb(Node.prototype.contains)
export const rootOf: Verb<Node, [], Node> = verb(Node.prototype.getRootNode)
export const isShown: Verb<Element, [CheckVisibilityOptions?], boolean> = verb(
  Element.prototype.checkVisibility,
)
export const boxOf: Verb<Element, [], DOMRect> = verb(Element.prototype.getBoundingClientRect)
export const walkerOf: Verb<Document, [Node, number], TreeWalker> = verb(Document.prototype.createTreeWalker)
export const followsOrHolds: Verb<Node, [Node], number> = verb(Node.prototype.compareDocumentPosition)

export const nameOf = getter(Element.prototype, 'localName')
export const shadowOf = getter(Element.prototype, 'shadowRoot')
export const slotOf = getter(Element.prototype, 'assignedSlot')
export const elementAround = getter(Node.prototype, 'parentElement')
export const valueOfNode = getter(Node.prototype, 'nodeValue')
export const childrenOf = getter(Node.prototype, 'childNodes')
export const isConnected = getter(Node.prototype, 'isConnected')
export const pageOf = getter(Node.prototype, 'ownerDocument')
export const nodeKind = kindOf
const wholeText = getter(Node.prototype, 'textContent')
/** All text inside, hidden or not; of an endless one, the beginning. */
export const textOf = (element: Element): string => (wholeText(element) ?? '').slice(0, 2000)
export const viewOf = getter(Document.prototype, 'defaultView')
export const bodyOf = getter(Document.prototype, 'body') as (page: Document) => HTMLElement | null
export const rootElementOf = getter(Document.prototype, 'documentElement')
export const titleOf = getter(Document.prototype, 'title')
export const labelsOf = getter(HTMLInputElement.prototype, 'labels')
/** Sends a form as Enter in its field would: with its checks and its `submit` event. */
export const sendForm: Verb<HTMLFormElement, [], void> = verb(HTMLFormElement.prototype.requestSubmit)
/** A form's own controls and those that name it from outside. */
export const controlsOfForm = getter(HTMLFormElement.prototype, 'elements')
