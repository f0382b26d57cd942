import { closest, parentOf, spacedText, texts, visibleText } from './dom.ts'
import { codePattern } from './field.ts'
import { findPrices } from './price.ts'
import { ACCEPTED, ADVERT, CODE_PARTS, DISCOUNT_ROW, PENDING, REFUSAL, REMOVE } from './words.ts'

const NOTICE =
  '[role="alert"], [role="status"], [aria-live], [class*="error" i], [class*="message" i], [class*="notice" i], [class*="alert" i], [class*="feedback" i], [class*="toast" i], [class*="invalid" i]'
const CODE_NAME =
  /(?<!\p{L})(?:code|kode?n?|код|codes?|your|din|ditt|ваш|dein|votre|tu|in use|used?)(?!\p{L})/giu
/** What a chip may say beside the code, in letters: "off", "av". */
const MAX_REST = 4

/** Whether a line of text is the shop talking about a code and saying no. */
export const refuses = (text: string): boolean => text.length < 300 && REFUSAL.test(text)

/** How a text that names a code speaks of it. `shown`: as in use. `unclear`: neither yes nor no, or not yet. */
type Mention = 'shown' | 'refused' | 'pending' | 'unclear'

const all = (pattern: RegExp): RegExp => new RegExp(pattern.source, `g${pattern.flags.replace('g', '')}`)
const ALL = [DISCOUNT_ROW, CODE_PARTS, REMOVE, CODE_NAME].map(all)

/** The smallest block around a text: a code in bold is a part of its sentence. */
function blockOf(element: Element): Element {
  let at = element
  for (let up = 0; up < 5; up++) {
    if (getComputedStyle(at).display !== 'inline') return at
    const above = parentOf(at)
    if (!above) return at
    at = above
  }
  return at
}

function mentionIn(element: Element, text: string, code: string, currency: string): Mention {
  const block = blockOf(element)
  const around = visibleText(block)
  const whole = around.length < 200 ? around : text
  if (refuses(text) || refuses(whole)) return 'refused'
  if (PENDING.test(whole)) return 'pending'
  if (ACCEPTED.test(whole)) return 'shown'
  if (closest(element, NOTICE)) return 'unclear'
  const row = closest(element, 'tr, li, dl, dd, p, div')
  const beside = row ? spacedText(row) : ''
  const named = codePattern(code)
  // A row that takes off: its amount bears a sign, or it is a discount's by name.
  const says = beside.length < 160 && !refuses(beside) ? findPrices(beside, { currency }) : []
  const rest = (of: string): string => {
    let left = of.replace(named, ' ')
    for (const pattern of ALL) left = left.replace(pattern, ' ')
    return left.replace(/[^\p{L}]/gu, '')
  }
  if (says.some((price) => price.amountMinor < 0)) return 'shown'
  if (says.some((price) => price.marked) && rest(beside).length <= 3 * MAX_REST) return 'shown'
  if (ADVERT.test(whole.replace(named, '')) && rest(whole).length > MAX_REST) return 'unclear'
  return rest(whole).length <= MAX_REST ? 'shown' : 'unclear'
}

/** Every way in which the visible text names a code, in the order of the page. */
export function mentionsOf(page: Document, code: string, currency: string): Mention[] {
  if (code === '') return []
  const named = codePattern(code)
  const found: Mention[] = []
  for (const [element, text] of texts(page, (text) => text.length < 300 && named.test(text))) {
    found.push(mentionIn(element, text, code, currency))
    if (found.length >= 60) break
  }
  return found
}
