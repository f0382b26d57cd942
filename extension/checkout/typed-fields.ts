import { closest, isVisible, pause, queryAll, typeInto } from './dom.ts'
import { isCardField } from './safety.ts'
import type { TypedField } from './types.ts'

const KEPT =
  'input:not([type]), input[type="text" i], input[type="email" i], input[type="tel" i], input[type="search" i], input[type="number" i], input[type="date" i], textarea, select'

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

/** What finds a field again when the shop has rendered it anew. */
const keyOf = (field: Field): string | null => {
  const name =
    field.name || field.id || field.getAttribute('autocomplete') || field.getAttribute('placeholder')
  return name ? `${field.localName} ${name}` : null
}

/** Fields that are never read: cards, passwords, one-time codes. */
const isSecret = (field: Field): boolean =>
  isCardField(field) ||
  /one-time-code|password|cc-/.test(field.autocomplete) ||
  /cvc|cvv|otp|password|ssn/i.test(field.name)

function fieldsByKey(page: Document): Map<string, Field[]> {
  const found = new Map<string, Field[]>()
  for (const field of queryAll<Field>(page, KEPT)) {
    const key = keyOf(field)
    if (key === null || isSecret(field)) continue
    found.set(key, [...(found.get(key) ?? []), field])
  }
  return found
}

/** What the member has filled in, apart from the code field, so that it can be put back if the shop wipes it. */
export function noteTyped(page: Document, except: Element | null): TypedField[] {
  const noted: TypedField[] = []
  for (const [key, fields] of fieldsByKey(page)) {
    const [field] = fields
    // Two fields of one name can't be told apart after a re-rendering.
    if (!field || fields.length > 1 || field === except || field.value === '' || field.value.length > 500)
      continue
    if (except && key === keyOf(except as Field)) continue
    noted.push({ key, value: field.value })
  }
  return noted.slice(0, 80)
}

/** Puts back what was wiped, and counts it. A field that holds something else now was changed for a reason, and is left. */
export function restoreTyped(page: Document, noted: TypedField[]): number {
  if (noted.length === 0) return 0
  let wipedCount = 0
  const fields = fieldsByKey(page)
  for (const { key, value } of noted) {
    const found = fields.get(key)
    const field = found?.length === 1 ? found[0] : undefined
    if (!field || field.disabled || field.value === value) continue
    const wiped =
      field.value === '' ||
      (field.localName === 'select' && field.value === (field as HTMLSelectElement).options[0]?.value)
    if (!wiped || closest(field, '[hidden]')) continue
    typeInto(field, value)
    wipedCount++
  }
  return wipedCount
}

/** Quantities and searches are no loss: the shop keeps the ones, nobody misses the others. */
const LIGHT = /qty|quantity|antal|menge|search|(?:^| )[qs]$/i

/** What the member would have to type again: words in visible fields of the page, searches and quantities apart. */
export const memberTyped = (page: Document): Field[] =>
  queryAll<Field>(page, 'input, textarea').filter(
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
  for (let attempt = 0; attempt < 3 && restoreTyped(page, noted) > 0; attempt++)
    await pause(WIPING_MS, signal)
}
