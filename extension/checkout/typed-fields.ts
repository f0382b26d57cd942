import { closest, isVisible, parentOf, pause, queryAll, spacedText, typeInto } from './dom.ts'
import { isOurs } from './look.ts'
import { nameOf } from './natives.ts'
import { isSecret } from './secrets.ts'
import {
  FILLED,
  type Field,
  findAgain,
  heldIn,
  isBox,
  isChoice,
  isRich,
  keyedFields,
  untouched,
} from './typed-keys.ts'
import type { TypedField } from './types.ts'
import { CODE_PARTS } from './words.ts'

const MAX_FIELDS = 80
/** A note to the courier may be long; what is longer than this is no field of a checkout. Characters. */
const MAX_VALUE = 10_000
const MAX_ALL = 60_000

/** What has been typed on a page since its run began. */
interface Typing {
  noted: TypedField[]
  /** What the member's own hand made of fields since they were noted: newer than the note, and empty where they emptied it. */
  newer: TypedField[]
  touched: WeakSet<Element>
  end: AbortController
}

const typings = new WeakMap<Document, Typing>()

/** Watches which fields the member fills themselves while a run is at work, so that nothing is put back over their own hand. */
export function watchTyping(page: Document): void {
  typings.get(page)?.end.abort()
  const end = new AbortController()
  const typing: Typing = { noted: [], newer: [], touched: new WeakSet(), end }
  typings.set(page, typing)
  const notice = (event: Event): void => {
    const path = event.composedPath() as Element[]
    if (!event.isTrusted || path.some((at) => at instanceof Element && isOurs(at))) return
    const field = path.find((at) => at instanceof Element && at.matches(FILLED)) as Field | undefined
    if (!field) return
    typing.touched.add(field)
    // Every box of a group tells of itself: choosing one takes the tick from another.
    const found = keyedFields(page).filter(
      (one) => one.field === field || (isBox(field) && isBox(one.field) && one.field.name === field.name),
    )
    for (const { field: one, key, label } of found) {
      if (isSecret(one)) continue
      const rest = typing.newer.filter((other) => other.key !== key || other.label !== label)
      typing.newer = [...rest, { key, label, value: heldIn(one), before: '' }].slice(-MAX_FIELDS)
    }
  }
  // Only `input` is a person's alone: leaving a field sends a trusted `change` for a text that a script put into it.
  page.addEventListener('input', notice, { capture: true, signal: end.signal })
}

/** Whether the member has filled or emptied this field with their own hand since the run began. */
export const memberHandled = (field: Element): boolean =>
  typings.get(field.ownerDocument)?.touched.has(field) ?? false

/** What pays in part: spending it is the shop's reckoning. */
const CREDIT =
  /gift.?(?:card|code|voucher)|present.?kort|gave.?kort|(?<!\p{L})points?(?!\p{L})|poäng|poeng|credit|saldo|balance|bonus|балл|подароч/iu

/** Ticks that change what is bought are put back by nobody but the member. */
const isPriced = (field: Field): boolean => {
  const said = nameOf(field) === 'select' ? '' : spacedText(parentOf(field) ?? field)
  return (
    /\p{Sc}|\d[.,]\d\d(?!\d)|(?<!\p{L})(?:kr|sek|nok|dkk|eur|usd|руб)(?!\p{L})/iu.test(said) ||
    CREDIT.test(said) ||
    CODE_PARTS.test(said)
  )
}

/** What the member has filled in, apart from the code field, so that it can be put back if the shop wipes it. */
export function noteTyped(page: Document, except: Element | null): TypedField[] {
  const typing = typings.get(page)
  // What the shop wiped between two codes is not lost with the second.
  if (typing) restore(page, typing.noted, false)
  const noted: TypedField[] = []
  let length = 0
  const fields = keyedFields(page)
  const code = fields.find(({ field }) => field === except)
  for (const { field, key, label } of fields) {
    if (field === except || (code && code.key !== '' && sameName(code.key, key)) || isSecret(field)) continue
    const value = heldIn(field)
    const before = untouched(field)
    if (value === '' || value.length > MAX_VALUE || length + value.length > MAX_ALL) continue
    if (isChoice(field) && (value === before || (isBox(field) && isPriced(field)))) continue
    noted.push({ key, label, value, before: before === value ? '' : before })
    length += value.length
    if (noted.length === MAX_FIELDS) break
  }
  if (typing) {
    typing.noted = noted
    typing.newer = []
  }
  return noted
}

/** A code field is drawn several times, for small screens and large ones. */
const sameName = (one: string, other: string): boolean =>
  one.replace(/ \d+\/\d+$/, '') === other.replace(/ \d+\/\d+$/, '')

/** Puts back what was wiped, and counts it. A field that holds something else now was changed for a reason, and is left. */
function restore(page: Document, noted: TypedField[], textsOnly: boolean): number {
  const newer = typings.get(page)?.newer ?? []
  if (noted.length === 0 && newer.length === 0) return 0
  const isSame = (one: TypedField, other: TypedField): boolean =>
    one.key === other.key && one.label === other.label
  const older = (one: TypedField) => noted.find((other) => isSame(one, other))
  // A field that shows again what stood there before it was typed in, or typed in anew, has been wiped.
  const wanted = [
    ...noted
      .filter((one) => !newer.some((other) => isSame(one, other)))
      .map((one) => ({ one, stale: [one.before] })),
    ...newer.map((one) => ({ one, stale: [older(one)?.before ?? '', older(one)?.value ?? ''] })),
  ]
  const fields = keyedFields(page)
  let wipedCount = 0
  for (const { one, stale } of wanted) {
    if (one.value === '') continue
    const field = findAgain(fields, one)
    if (!field || isSecret(field) || (field as HTMLInputElement).disabled || closest(field, '[hidden]'))
      continue
    if (textsOnly && isChoice(field)) continue
    const now = heldIn(field)
    const empty = now === '' || (nameOf(field) === 'select' && now === untouched(field))
    if (now === one.value || !(empty || stale.includes(now))) continue
    fill(field, one.value)
    wipedCount++
  }
  return wipedCount
}

function fill(field: Field, value: string): void {
  if (isBox(field)) field.click()
  else if (!isRich(field)) typeInto(field as HTMLInputElement, value)
  else {
    field.innerText = value
    field.dispatchEvent(
      new InputEvent('input', { bubbles: true, composed: true, inputType: 'insertText', data: value }),
    )
  }
}

/** How long after a run some shops still draw their fields anew, and how often they are looked at meanwhile. Milliseconds. */
const LATE_MS = 3500
const LOOK_MS = 200

/**
 * Puts back what was wiped, at the end of a run, and sees for some seconds more that it stays. Then only texts: a choice
 * that came back late would move a total that has been told already.
 */
export function restoreTyped(page: Document, noted: TypedField[]): number {
  const count = restore(page, noted, false)
  const typing = typings.get(page)
  if (typing && noted.length > 0) lookAfter(page, noted, typing).catch(console.error)
  return count
}

async function lookAfter(page: Document, noted: TypedField[], typing: Typing): Promise<void> {
  const endsAt = performance.now() + LATE_MS
  while (performance.now() < endsAt && !typing.end.signal.aborted) {
    await pause(LOOK_MS, typing.end.signal)
    if (!typing.end.signal.aborted) restore(page, noted, true)
  }
  if (typings.get(page) !== typing) return
  typing.end.abort()
  typings.delete(page)
}

/** Quantities and searches are no loss: the shop keeps the ones, nobody misses the others. */
const LIGHT = /qty|quantity|antal|menge|search|(?:^| )[qs]$/i

/** What the member would have to type again: words in visible fields of the page, searches and quantities apart. */
export const memberTyped = (page: Document): Field[] =>
  queryAll<HTMLInputElement>(page, 'input, textarea').filter(
    (field) =>
      field.value !== '' &&
      !field.disabled &&
      !field.matches(':read-only') &&
      isVisible(field) &&
      (field.localName === 'textarea' || /^(?:text|email|tel|date|url)$/.test(field.type)) &&
      !LIGHT.test(field.name) &&
      !LIGHT.test(field.id) &&
      !closest(field, '[role="search"]') &&
      !isSecret(field),
  )

/** How long a shop may take to wipe what has been put back. */
const WIPING_MS = 250

/** Puts back what was wiped, and sees that it stays: some shops render their fields once more. */
export async function keepTyped(page: Document, noted: TypedField[], signal: AbortSignal): Promise<void> {
  for (let attempt = 0; attempt < 3 && restore(page, noted, false) > 0; attempt++)
    await pause(WIPING_MS, signal)
}
