import { inside, parentOf, spacedText } from './dom.ts'
import type { Beside } from './field-beside.ts'
import { besideCode } from './field-own.ts'
import { CONTROL } from './field-selectors.ts'
import { fieldsIn, textAround, textBefore } from './field-words.ts'
import { attribute, query, queryOne, rootOf, textOf } from './natives.ts'
import { BARE_CODE, EXAMPLE_CODE, SAVES } from './words/code.ts'
import { PROOF, STEP_PARTS } from './words/steps.ts'
import {
  ADVERT,
  CODE_PARTS,
  CODE_WORD,
  GIFT_PARTS,
  NEVER_CODE_PARTS,
  NOT_CODE_PARTS,
  OPT_IN,
} from './words.ts'

/** A code of no other kind: it says hardly more than that it is one, or what is typed is used up. */
const isBareCode = (label: string, { uses, alone, applies, proves }: Beside): boolean =>
  !proves &&
  label.length <= 40 &&
  CODE_WORD.test(label) &&
  (uses ? label.length <= 32 : (alone || applies) && BARE_CODE.test(label))

/** Says only that something may be typed. */
const NEUTRAL =
  /^(?:(?:enter|type|add|optional|here|ange|skriv|här|indtast|her|skriv inn|ввести|сюда|eingeben|hier|saisir|ici|introducir|aquí|inserisci|qui|invoeren|wpisz|tutaj|syötä|tähän)\s?){0,3}[^\p{L}\d]*$/iu

/** What describes a field by its id. */
const descriptionOf = (field: Element): string => {
  const id = attribute(field, 'aria-describedby').split(' ')[0]!
  const told = id === '' ? null : queryOne(rootOf(field) as Document, `#${CSS.escape(id)}`)
  return told ? textOf(told).trim().slice(0, 80) : ''
}

/** Whether nothing stands in a field's row but itself and what applies it. */
const isWordless = (field: Element): boolean => {
  const around = parentOf(field)
  if (!around || fieldsIn(around).length > 1) return false
  let text = spacedText(around)
  for (const control of query(inside(around), CONTROL)) text = text.replace(spacedText(control), '')
  return text.replace(/\P{L}/gu, '').length < 3
}

/**
 * Whether a field that does not name a discount stands where shops put theirs: a code of no other kind, or a lone field
 * with what applies it, beside words of savings or beside none at all. Asked only where something is being bought.
 */
export function standsAsCode(
  field: HTMLInputElement,
  label: string,
  around: string,
  beside: Beside,
): boolean {
  if (GIFT_PARTS.test(around) || NEVER_CODE_PARTS.test(around) || PROOF.test(around) || beside.joins)
    return false
  const own = NEUTRAL.test(label.trim()) ? '' : label.trim()
  const before = textBefore(field)
  const beforeRest = besideCode(before)
  if (own === '' && (NEVER_CODE_PARTS.test(beforeRest) || NOT_CODE_PARTS.test(beforeRest))) return false
  if (isBareCode(own || before, beside)) return !PROOF.test(own || before)
  if (!beside.alone) return false
  const unsaid = own === '' || EXAMPLE_CODE.test(own)
  const told = unsaid ? [before, textAround(field), descriptionOf(field)] : [own]
  const near = told.join(' ').trim()
  if (ADVERT.test(near.replace(own, '')) || STEP_PARTS.test(near) || PROOF.test(near)) return false
  if (GIFT_PARTS.test(near) && !CODE_PARTS.test(near.replace(/redeem/gi, ''))) return false
  const rest = besideCode(near)
  if (NEVER_CODE_PARTS.test(rest) || NOT_CODE_PARTS.test(rest) || OPT_IN.test(rest)) return false
  const applies = beside.applies || beside.wordless
  if (EXAMPLE_CODE.test(own)) return applies
  const said = unsaid ? `${before} ${told[2]}` : own
  if (
    said.length <= 60 &&
    !/\d/.test(said) &&
    (CODE_PARTS.test(said) || (SAVES.test(said) && (applies || CODE_WORD.test(said))))
  )
    return true
  if (applies && CODE_PARTS.test(near)) return true
  // A short text without an amount is the field's label, and it names something else.
  const named = before !== '' && !/\d/.test(before)
  return own === '' && beside.uses && (named ? CODE_WORD.test(before) : before === '' || isWordless(field))
}
