import { parentOf } from './dom.ts'
import { controlsBeside, isSearch } from './field-beside.ts'
import { asksForCode, type OwnWords, ownWords } from './field-own.ts'
import { standsAsCode } from './field-place.ts'
import { BELIEVED } from './field-selectors.ts'
import { isTextField, said, surroundings, textAround, textBefore } from './field-words.ts'
import { isVisible, known, listed } from './look.ts'
import { nameOf, pageOf } from './natives.ts'
import { pageKind } from './page-kind.ts'
import {
  CART_PARTS,
  CHECKOUT_PARTS,
  CODE_PARTS,
  CODE_PHRASE,
  CODE_TOGGLE,
  CODE_WORD,
  NEVER_CODE_PARTS,
  OPT_IN,
  QUESTION,
} from './words.ts'

// A page may hold a thousand fields of quantities. All are asked for their own words, and these many for their surroundings.
const MAX_FIELDS = 3000
const MAX_SURROUNDED = 120

/** What a field's neighbours add to what it says of itself. */
function neighbourScore(field: HTMLInputElement, { score, doubtful, identity, label }: OwnWords): number {
  let added = 0
  const own = `${identity} ${label}`
  const unnamed = label.trim() === ''
  const around = surroundings(field, unnamed)
  const beside = controlsBeside(field)
  const search = unnamed && isSearch(field, beside.applies)
  if (score < BELIEVED && beside.joins && !beside.applies) return 0
  if (score < BELIEVED && !doubtful) {
    if (!search && asksForCode(textAround(field))) added += 6
    else if (unnamed && !search) {
      const before = textBefore(field)
      if (asksForCode(before) && !OPT_IN.test(before) && !QUESTION.test(before)) added += 6
    }
    if (unnamed && beside.code && !search) added += 6
  }
  if (
    score + added < BELIEVED &&
    !doubtful &&
    !search &&
    standsAsCode(field, label, around, beside) &&
    sells(field)
  )
    added += 6
  if (CODE_PARTS.test(around)) {
    added += 3
    // A bare "code", or a field without a name, is what its surroundings say.
    if (score < BELIEVED && (CODE_WORD.test(own) || (unnamed && !search && !NEVER_CODE_PARTS.test(around))))
      added += 2
    if (score < BELIEVED && CODE_TOGGLE.test(around) && CODE_WORD.test(own)) added += 2
  }
  if (beside.applies) added += 2
  return added
}

/** Whether the page shows what is to be paid: a code is redeemed on many pages, and lowers a total on these. */
const sells = (field: Element): boolean => {
  const { kind, totals } = pageKind(pageOf(field)!)
  return kind !== 'other' && totals
}

/**
 * Whether a page can have a code field. One that sells nothing has one only where somebody joins, or in what the shop's
 * own names call a basket: coupons are made, told of, kept, filtered and given away on many more pages than they are used.
 */
function mayHave(page: Document, field: HTMLInputElement, { identity, label }: OwnWords): boolean {
  const { sells, joins } = pageKind(page)
  if (sells) return true
  if (joins && (CODE_PHRASE.test(label) || CODE_TOGGLE.test(label) || CODE_PARTS.test(identity))) return true
  for (let at: Element | null = parentOf(field), up = 0; at && up < 12; at = parentOf(at), up++)
    if (
      nameOf(at) !== 'body' &&
      nameOf(at) !== 'html' &&
      SOLD_IN.test(said(at, ['id', 'class', 'name', 'action', 'aria-label', 'data-testid']) + nameOf(at))
    )
      return true
  return false
}

const SOLD_IN = new RegExp(
  `${CART_PARTS.source}|${CHECKOUT_PARTS.source}|order|summary|totals?(?![a-z])`,
  'iu',
)

/** How much a field is the code field; believed from 6. Whether it is seen is not asked here. */
export function fieldScore(field: HTMLInputElement): number {
  const own = ownWords(field)
  return own ? own.score + neighbourScore(field, own) : -20
}

/** The best code field, seen or hidden. `null`: none is believed. */
export function findCodeField(page: Document, want: 'visible' | 'any'): HTMLInputElement | null {
  let best: HTMLInputElement | null = null
  let bestScore = BELIEVED - 1
  let bestIsSeen = false
  let asked = 0
  const fields = listed<HTMLInputElement>(page, 'input').filter(isTextField).slice(0, MAX_FIELDS)
  const likeliest = fields
    .map((field) => ({ field, own: known('own', field, (at) => ownWords(at as HTMLInputElement)) }))
    .filter(
      (one): one is { field: HTMLInputElement; own: OwnWords } => one.own !== null && one.own.score > -4,
    )
    .sort((a, b) => b.own.score - a.own.score)
  for (const { field, own } of likeliest) {
    if (asked++ > MAX_SURROUNDED) break
    const score = known('field', field, () => own.score + neighbourScore(field, own))
    if (score < BELIEVED || (bestIsSeen && score <= bestScore)) continue
    // Of one drawn twice, for a phone and for a desk, it is the one that can be seen.
    const seen = isVisible(field) && !field.disabled && !field.readOnly
    if (!seen && (want === 'visible' || bestIsSeen)) continue
    if ((seen === bestIsSeen && score <= bestScore) || !mayHave(page, field, own)) continue
    best = field
    bestScore = score
    bestIsSeen = seen
  }
  return best
}
