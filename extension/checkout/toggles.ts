import { closest, controlParts, controlText, isEnabled, parentOf, spacedText } from './dom.ts'
import { isVisible, queryAll, texts } from './look.ts'
import { attribute, contains, hasAttribute, matches, nameOf, query, rootOf, textOf } from './natives.ts'
import { pageKind } from './page-kind.ts'
import { mayPress, staysHere, submits } from './safety.ts'
import { OPENS, SAVES } from './words/code.ts'
import { STEP_PARTS } from './words/steps.ts'
import {
  ADVERT,
  CODE_PARTS,
  CODE_TOGGLE,
  GIFT_PARTS,
  HERE,
  NEVER_CODE_PARTS,
  OPT_IN,
  QUESTION,
  REMOVE,
} from './words.ts'

const MAY_OPEN =
  'a, button, summary, [role="button"], [role="tab"], [role="switch"], [role="checkbox"], [aria-expanded], [aria-controls], [data-toggle], [data-role="title"], [data-bs-toggle], [tabindex="0"], [onclick], label, h2, h3, h4'
const ELSEWHERE =
  'nav, footer, [class*="product-card" i], [class*="faq" i], [id*="faq" i], [class*="newsletter" i], [class*="cookie" i], [role="navigation"], [role="menu"]'
const PRESSED = 'a, button, [role="button"], input:not([type="hidden" i])'
const MAX_CONTROLS = 6000
const COPY =
  /(?<!\p{L})(?:cop(?:y|ied)|print|download|ladda ne[dr]|skriv ut|verschenken|kopiera|kopier|скопировать|kopieren|copier|copiar|copia|kopiëren|kopiuj|kopioi)(?!\p{L})|コピー|一覧|獲得|取得|领取|領取|받기|다운로드|复制|複製|복사|نسخ/iu

/** Whether a control may be tried at all, whatever it says. */
const mayOpen = (control: Element): boolean =>
  isVisible(control) && isEnabled(control) && mayPress(control) && staysHere(control)

/** Links, buttons, headings and checkboxes that open what hides the code field, likeliest first. */
export function findToggles(page: Document): HTMLElement[] {
  const found: [number, HTMLElement][] = []
  const controls = queryAll(page, MAY_OPEN).slice(0, MAX_CONTROLS)
  const { kind, totals } = pageKind(page)
  const sells = kind !== 'other' && totals
  for (const control of [...controls, ...pointedAt(page)]) {
    // Long lists are mostly of controls whose words say at once that they open nothing of ours.
    if (!mayName(control)) continue
    const text = controlText(control)
    if (text.length > 90 || QUESTION.test(text) || ADVERT.test(text)) continue
    const inText = CODE_TOGGLE.test(text) || (sells && asksForSaving(control, text))
    if (!inText && !CODE_TOGGLE.test(controlParts(control).replace(/[-_]/g, ' '))) continue
    if (OPT_IN.test(text) || REMOVE.test(text) || COPY.test(text)) continue
    if (!mayOpen(control) || closest(control, ELSEWHERE)) continue
    const label = nameOf(control) === 'label' ? (control as HTMLLabelElement) : null
    const box = label?.control as HTMLInputElement | null | undefined
    if (label && box?.type !== 'checkbox' && !(box?.type === 'radio' && inText && isChoiceOfCode(box, text)))
      continue
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
  for (const control of beside(page))
    if (mayOpen(control) && !submits(control) && !closest(control, ELSEWHERE)) found.push([1, control])
  // Of one inside the other the inner is pressed: the press comes to both.
  const all = found.sort((a, b) => b[0] - a[0]).map(([, control]) => control)
  return all.filter((control) => !all.some((other) => other !== control && contains(control, other)))
}

/** Whether a button asks for a discount without a word of codes: "Add savings", "Har du en rabatt?". */
function asksForSaving(control: Element, text: string): boolean {
  if (
    !matches(
      control,
      'button, summary, [role="button"], [role="tab"], [aria-expanded], a[href^="#"], a:not([href])',
    )
  )
    return false
  const names = CODE_PARTS.test(text)
  if (text.length > 48 || (!names && GIFT_PARTS.test(text)) || /\d/.test(text)) return false
  if (!names && !SAVES.test(text)) return false
  if (NEVER_CODE_PARTS.test(text) || /points?(?!\p{L})|poäng|poeng|балл|punkte/iu.test(text)) return false
  const shut = attribute(control, 'aria-expanded') === 'false' || nameOf(control) === 'summary'
  return OPENS.test(text) || (shut && names)
}

/** Whether a radio button says "I have a code" among few that say otherwise, and not how to pay or how to be sent to. */
function isChoiceOfCode(radio: HTMLInputElement, text: string): boolean {
  const { name, form } = radio
  if (GIFT_PARTS.test(text) || STEP_PARTS.test(`${text} ${name}`)) return false
  const group = query<HTMLInputElement>(
    rootOf(radio) as Document,
    `input[type="radio" i][name="${CSS.escape(name)}"]`,
  ).filter((other) => other.form === form)
  return name !== '' && group.length < 4
}

/** Elements that only a listener makes into controls, and the nameless controls beside a text that asks for a code. */
function* pointedAt(page: Document): Generator<HTMLElement> {
  for (const [element, text] of texts(
    page,
    (text) => text.length <= 60 && MAYBE.test(text) && CODE_TOGGLE.test(text),
  )) {
    if (closest(element, `${MAY_OPEN}, input, select`)) continue
    if (isDrawnAsOpener(element, text)) yield element as HTMLElement
  }
}

// Around a text that asks for a code, no more words than these are the same sentence.
const MAX_SENTENCE = 90

/** The nameless control or checkbox beside a text that asks for a code: "Have a coupon? Click here". */
function* beside(page: Document): Generator<HTMLElement> {
  for (const [element, text] of texts(
    page,
    (text) => text.length <= 60 && MAYBE.test(text) && CODE_TOGGLE.test(text),
  )) {
    if (closest(element, 'a, button, summary, label, input, select, option') || !isAsked(text)) continue
    for (let at: Element | null = element, up = 0; at && up < 2; up++, at = parentOf(at)) {
      const whole = spacedText(at)
      if (whole.length > MAX_SENTENCE || ADVERT.test(whole)) break
      const controls = query(at, PRESSED)
      if (controls.length === 0) continue
      const [only] = controls
      const isBox = nameOf(only!) === 'input'
      if (
        controls.length === 1 &&
        (isBox ? !(only as HTMLInputElement).checked : HERE.test(controlText(only!)))
      )
        yield only!
      break
    }
  }
}

/** Not a statement, nor a question of somebody else's. */
const isAsked = (text: string): boolean =>
  !/[.。]$/.test(text) &&
  !QUESTION.test(text) &&
  !OPT_IN.test(text) &&
  !REMOVE.test(text) &&
  !ADVERT.test(text)

const OPENER_PARTS = /accordion|(?<![a-z])acc(?![a-z])|toggle|collaps|expand|trigger|opener|reveal|clickable/i
/** Signs that something opens, before or after its words. */
const OPENER_MARK = /^[+▸▹►▶›»⌄▾▼∨]|[+▸▹►▶›»⌄▾▼∨˅]$/u

const isDrawnAsOpener = (element: Element, text: string): boolean =>
  getComputedStyle(element).cursor === 'pointer' ||
  OPENER_PARTS.test(attribute(element, 'class')) ||
  OPENER_MARK.test(text)

/** Parts that every phrase of `CODE_TOGGLE` has one of. */
const MAYBE =
  /kood|afsl|ваучер|εκπτω|sav(?:e|ing)|offer|deal|perk|special|rabat|rabai|avslag|tilbud|erbjud|kampan|ford|förm|скид|акци|выгод|angebot|aktion|vorteil|remis|réduc|avantag|offre|oferta|descu|desco|ahorro|rebaja|scont|offert|vantag|risparm|korting|aanbied|voordeel|zniż|okazj|alennu|tarjous|etu|slev|nabíd|akc|fırsat|特典|キャンペ|活动|활|혜택|خصم|عرض|تخفيض|c[oó]d|kod|код|слов|promo|промо|coup|купон|voucher|discount|reduction|gutschein|bon|buono|vale|cup|kupon|kupong|check|chèque|chèques|sjekk|сертиф|kód|kúp|kup|kede|indirim|hediye|знижк|κου|κωδ|クーポン|コード|优惠|優惠|折|促|推|兑换|兌換|抵|代金|優待|割引|쿠폰|코드|할인|바우처|رمز|كود|كوبون|قسيمة/i

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
