import { closest, controlParts, controlText, isEnabled } from './dom.ts'
import { isVisible, queryAll, texts } from './look.ts'
import { attribute, hasAttribute, nameOf, textOf } from './natives.ts'
import { mayPress, staysHere, submits } from './safety.ts'
import { CODE_TOGGLE, OPT_IN, QUESTION, REMOVE } from './words.ts'

const MAY_OPEN =
  'a, button, summary, [role="button"], [role="tab"], [aria-expanded], [aria-controls], [data-toggle], [data-role="title"], [data-bs-toggle], label, h2, h3, h4'
const ELSEWHERE =
  'nav, footer, [class*="product-card" i], [class*="faq" i], [id*="faq" i], [class*="newsletter" i], [class*="cookie" i], [role="navigation"], [role="menu"]'
const MAX_CONTROLS = 6000

/** Links, buttons, headings and checkboxes that open what hides the code field, likeliest first. */
export function findToggles(page: Document): HTMLElement[] {
  const found: [number, HTMLElement][] = []
  const controls = queryAll(page, MAY_OPEN).slice(0, MAX_CONTROLS)
  for (const control of [...controls, ...pointedAt(page)]) {
    // Long lists are mostly of controls whose words say at once that they open nothing of ours.
    if (!mayName(control)) continue
    const text = controlText(control)
    if (text.length > 90 || QUESTION.test(text)) continue
    const inText = CODE_TOGGLE.test(text)
    if (!inText && !CODE_TOGGLE.test(controlParts(control).replace(/[-_]/g, ' '))) continue
    if (OPT_IN.test(text) || REMOVE.test(text)) continue
    if (/(?<!\p{L})(?:cop(?:y|ied)|kopiera|kopier|скопировать|kopieren|copier|copiar)(?!\p{L})/iu.test(text))
      continue
    if (!isVisible(control) || !isEnabled(control) || !mayPress(control) || !staysHere(control)) continue
    if (closest(control, ELSEWHERE)) continue
    const label = nameOf(control) === 'label' ? (control as HTMLLabelElement) : null
    const box = label?.control as HTMLInputElement | null | undefined
    if (label && box?.type !== 'checkbox') continue
    if (box?.checked) continue
    const opens = attribute(control, 'aria-expanded')
    if (opens === 'true') continue
    // A heading without a role is only tried where nothing says more.
    let score = /^h\d$/.test(nameOf(control)) ? 0 : 2
    if (opens === 'false' || hasAttribute(control, 'aria-controls') || nameOf(control) === 'summary')
      score += 3
    if (inText) score += 2
    if (submits(control)) score -= 2
    found.push([score, box ?? control])
  }
  return found.sort((a, b) => b[0] - a[0]).map(([, control]) => control)
}

/** Elements that only a listener and the pointer's shape make into controls. */
function* pointedAt(page: Document): Generator<HTMLElement> {
  for (const [element] of texts(
    page,
    (text) => text.length <= 60 && MAYBE.test(text) && CODE_TOGGLE.test(text),
  )) {
    if (closest(element, `${MAY_OPEN}, input, select`)) continue
    if (getComputedStyle(element).cursor === 'pointer') yield element as HTMLElement
  }
}

/** Parts that every phrase of `CODE_TOGGLE` has one of. */
const MAYBE =
  /cod|kod|код|promo|промо|coup|купон|voucher|discount|reduction|gutschein|bon|buono|vale|cup|kupon|kupong|сертиф|kód|kúp|kup|kede|indirim|hediye|знижк|κου|κωδ|クーポン|コード|优惠|優惠|折扣|促|兑换|쿠폰|코드|رمز|كود|كوبون|قسيمة/i

const mayName = (control: Element): boolean =>
  MAYBE.test(
    nameOf(control) === 'input' ? (control as HTMLInputElement).value : textOf(control).slice(0, 200),
  ) ||
  MAYBE.test(attribute(control, 'aria-label')) ||
  MAYBE.test(attribute(control, 'class')) ||
  MAYBE.test(attribute(control, 'id')) ||
  MAYBE.test(attribute(control, 'title')) ||
  MAYBE.test(attribute(control, 'data-testid')) ||
  MAYBE.test(attribute(control, 'data-action'))
