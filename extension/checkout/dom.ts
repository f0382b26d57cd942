import { isOurs, UNREAD } from './look.ts'
import {
  attribute,
  childrenOf,
  closestHere,
  elementAround,
  nameOf,
  nodeKind,
  pageOf,
  query,
  queryOne,
  rootOf,
  shadowOf,
  slotOf,
  textOf,
  valueOfNode,
  walkerOf,
} from './natives.ts'
import { DRAWN_DECIMAL } from './price.ts'

/** The DOM verbs that everything here is written in. They see into open shadow roots and past nothing of our own. */
export { press, typeInto } from './hands.ts'
export { isVisible, queryAll, rootsOf, texts } from './look.ts'
export { pause, type Watch, waitFor, watchPage } from './watch.ts'

/** The element around this one, out of a shadow root if need be. */
export const parentOf = (element: Element): Element | null =>
  slotOf(element) ?? elementAround(element) ?? (rootOf(element) as ShadowRoot).host ?? null

/** `closest` through shadow hosts. */
export function closest(element: Element, selector: string): Element | null {
  for (let at: Element | null = element; at; at = (rootOf(at) as ShadowRoot).host ?? null) {
    const found = closestHere(at, selector)
    if (found) return found
  }
  return null
}

/** Where an element's own parts stand: in its open shadow root, if it has one. */
export const inside = (element: Element): Element | ShadowRoot => shadowOf(element) ?? element

/** All text of an element, hidden or not, with its parts apart; of a long one the first 400 characters. */
export const spacedText = (element: Element): string => {
  let text = ''
  for (const root of new Set([inside(element), element])) {
    const walker = walkerOf(pageOf(element)!, root, 4)
    for (let node = walker.nextNode(); node && text.length < 400; node = walker.nextNode())
      text += ` ${valueOfNode(node)!.slice(0, 400)}`
  }
  return text.replace(/\s+/g, ' ').trim()
}

const CENTS = /cents?(?![a-z])|decimal|fraction|(?:^|[-_ ])minor/i
/** What was asked before: shops strike it through, and some only by a class that their own style draws. */
const EARLIER =
  /(?:old|was|before|original|compare|list|regular|strike|crossed)(?:[-_ ]?(?:at|through))?[-_ ]?(?:price|total|amount)|(?:price|total|amount)s?[-_ ]{1,2}(?:old|was|before|original|compare)|strike.?through|line.?through/i
/** Stands for what only moves: a counter that rolls its digits shows one of ten, and its text is all ten. */
export const ROLLING = '\u2300'
const ALL_DIGITS = /0\s*1\s*2\s*3\s*4\s*5\s*6\s*7\s*8\s*9|9\s*8\s*7\s*6\s*5\s*4\s*3\s*2\s*1\s*0/
// Deeper or longer than any label and its price: the rest is not read.
const MAX_DEPTH = 60
const MAX_READ = 1200

/** Whether an element's own style keeps its text from being seen. */
function isUnseen(element: Element, style: CSSStyleDeclaration): boolean {
  if (style.display === 'none' || style.visibility !== 'visible' || style.opacity === '0') return true
  if (style.textDecorationLine.includes('line-through') || style.fontSize === '0px') return true
  if (style.position !== 'absolute' && style.position !== 'fixed') return false
  if (element.clientWidth <= 1 && element.clientHeight <= 1 && style.display !== 'inline') return true
  return (
    /^rect\((?:0|1)px,? (?:0|1)px,? (?:0|1)px,? (?:0|1)px\)$/.test(style.clip) ||
    /^inset\((?:50|100)%/.test(style.clipPath) ||
    Number.parseFloat(style.left) < -900
  )
}

/** Text as it is seen: hidden and struck-through parts left out, blocks apart, raised cents behind a decimal mark. */
export function visibleText(element: Element): string {
  let text = ''
  let lone = false
  const walk = (node: Node, depth: number): void => {
    if (text.length > MAX_READ || depth > MAX_DEPTH) return
    if (nodeKind(node) === 3) text += valueOfNode(node)!.slice(0, MAX_READ)
    if (nodeKind(node) !== 1) return
    const at = node as Element
    if (UNREAD.has(nameOf(at)) || isOurs(at)) return
    const style = getComputedStyle(at)
    if (depth > 0 ? isUnseen(at, style) : style.display === 'none') return
    const names = attribute(at, 'class')
    if (depth > 0 && EARLIER.test(names)) return
    const content = textOf(at)
    if (ALL_DIGITS.test(content)) {
      const said = attribute(at, 'aria-label')
      if (/\d/.test(said) || /^\s*\d[\d\s]{9,60}$/.test(content)) {
        text += ` ${/\d/.test(said) ? said : ROLLING} `
        return
      }
    }
    const raised = nameOf(at) === 'sup' || CENTS.test(names)
    if (raised && /^\s*\d{1,3}\s*$/.test(content) && /\d\s*$/.test(text))
      text = text.trimEnd() + DRAWN_DECIMAL
    // Counters draw each digit in a box of its own.
    const digit = /^\s*[\d.,]\s*$/.test(content)
    const joined = digit && lone && /[\d.,]\s?$/.test(text)
    const inline = style.display === 'inline' || style.display === 'contents' || raised || joined
    if (joined) text = text.trimEnd()
    else if (!inline || nameOf(at) === 'br') text += ' '
    const slotted = nameOf(at) === 'slot' ? (at as HTMLSlotElement).assignedNodes() : []
    const children = slotted.length > 0 ? slotted : childrenOf(shadowOf(at) ?? at)
    for (const child of children) walk(child, depth + 1)
    if (!inline && !digit) text += ' '
    else if (digit && !joined && style.display !== 'inline') text += ' '
    lone = digit
  }
  walk(element, 0)
  return text.replace(/\s+/g, ' ').trim()
}

/** The words on a control. */
export function controlText(control: Element): string {
  const isInput = nameOf(control) === 'input'
  const shown = isInput
    ? (control as HTMLInputElement).value.slice(0, 400)
    : textOf(control).replace(/\s+/g, ' ').trim()
  let words = shown
  for (const name of ['aria-label', 'title', 'alt']) {
    const said = attribute(control, name)
    if (said) words += ` ${said}`
  }
  for (const id of attribute(control, 'aria-labelledby').split(/\s+/).slice(0, 4)) {
    const label = id === '' ? null : queryOne(rootOf(control) as Document, `#${CSS.escape(id)}`)
    if (label) words += ` ${textOf(label).replace(/\s+/g, ' ').trim()}`
  }
  return words
}

/** The words that a style sheet draws before and after an element. */
function drawnBy(element: Element): string {
  let words = ''
  for (const place of ['::before', '::after']) {
    const { content } = getComputedStyle(element, place)
    if (content === 'none' || content === 'normal' || content === '') continue
    const read = content.replace(/attr\(([\w-]+)\)/g, (_, name: string) => attribute(element, name))
    words += ` ${read.replace(/["']/g, '')}`
  }
  return words
}

/** The words on a control, with those that its style draws: asked of few, since styles take long to work out. */
export const drawnText = (control: Element): string =>
  [control, ...query(control, '*').slice(0, 6)].reduce(
    (words, element) => words + drawnBy(element),
    controlText(control),
  )

const PARTS =
  'name id class formaction data-testid data-test data-action data-link-action data-qa value'.split(' ')

/** The words in a control's attributes, for those that only draw an icon. */
export const controlParts = (control: Element): string =>
  PARTS.map((name) => attribute(control, name)).join(' ')

/** Whether a control would answer a press. */
export const isEnabled = (control: Element): boolean =>
  !(control as HTMLButtonElement).disabled &&
  attribute(control, 'aria-disabled') !== 'true' &&
  getComputedStyle(control).pointerEvents !== 'none'
