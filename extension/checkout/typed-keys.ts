import { queryAll } from './dom.ts'
import { labelOf } from './field-words.ts'
import { attribute, nameOf, queryOne, rootOf, textOf } from './natives.ts'

/** What a member fills in, as a selector. */
export const FILLED =
  'input:not([type]), input[type=""], input[type="text" i], input[type="email" i], input[type="tel" i], input[type="search" i], input[type="number" i], input[type="date" i], input[type="time" i], input[type="url" i], input[type="checkbox" i], input[type="radio" i], textarea, select, [contenteditable]:not([contenteditable="false" i])'

/** Anything that holds what a member has filled in. */
export type Field = HTMLElement

/** A box to tick. */
export const isBox = (field: Field): field is HTMLInputElement =>
  nameOf(field) === 'input' && /^(?:checkbox|radio)$/.test((field as HTMLInputElement).type)
/** Text that is written in the page itself. */
export const isRich = (field: Field): boolean => !/^(?:input|textarea|select)$/.test(nameOf(field))
/** A tick or a choice, which a shop may hang its prices on. */
export const isChoice = (field: Field): boolean => isBox(field) || nameOf(field) === 'select'

/** What stands in a field: its text, or whether it is ticked. */
export function heldIn(field: Field): string {
  if (isBox(field)) return field.checked ? 'on' : ''
  if (isRich(field)) return field.innerText.trim()
  return (field as HTMLInputElement).value
}

/** What stands in a field that nobody has touched, by the page's own statement. */
export function untouched(field: Field): string {
  if (isBox(field)) return field.defaultChecked ? 'on' : ''
  if (nameOf(field) === 'select') {
    const options = [...(field as HTMLSelectElement).options]
    return (options.find(({ defaultSelected }) => defaultSelected) ?? options[0])?.value ?? ''
  }
  return isRich(field) ? '' : (field as HTMLInputElement).defaultValue
}

/** A field and the two ways in which it is found again; each ends in its place among those that are called the same. */
interface Keyed {
  field: Field
  key: string
  label: string
}

const ownName = (field: Field): string => {
  const name = attribute(field, 'name') || attribute(field, 'id')
  // Of several boxes with one name, the value is what each stands for.
  return name === '' ? '' : `${nameOf(field)} ${name}${isBox(field) ? ` ${field.value.slice(0, 60)}` : ''}`
}

/** Stands for a label where there is none. */
const UNLABELLED = '?'

const words = (text: string): string => text.replace(/\s+/g, ' ').trim().slice(0, 60)

function ownLabel(field: Field): string {
  const labelledBy = attribute(field, 'aria-labelledby').split(/\s+/)[0]
  const label = labelledBy ? queryOne(rootOf(field) as Document, `#${CSS.escape(labelledBy)}`) : null
  const said = [
    nameOf(field) === 'input' ? labelOf(field as HTMLInputElement) : '',
    // A select's label holds its options too where it stands around it: its first words do.
    ...[...((field as HTMLTextAreaElement).labels ?? [])].map(textOf),
    label ? textOf(label) : '',
    attribute(field, 'aria-label'),
    attribute(field, 'placeholder'),
    attribute(field, 'autocomplete'),
  ]
  const box = isBox(field) ? field.value.slice(0, 60) : ''
  const called = words(said.find((one) => one.trim() !== '') ?? '')
  return `${called === '' ? UNLABELLED : called} ${nameOf(field)} ${attribute(field, 'type')} ${box}`
}

/** Every field of the page with its keys, in document order. */
export function keyedFields(page: Document): Keyed[] {
  const fields = queryAll<Field>(page, FILLED).slice(0, 600)
  const keys = numbered(fields.map(ownName))
  const labels = numbered(fields.map(ownLabel))
  return fields.map((field, at) => ({ field, key: keys[at]!, label: labels[at]! }))
}

/** Each name with its place among equal ones, and how many they are; nothing for no name. */
function numbered(names: string[]): string[] {
  const count = new Map<string, number>()
  for (const name of names) count.set(name, (count.get(name) ?? 0) + 1)
  const met = new Map<string, number>()
  return names.map((name) => {
    const place = (met.get(name) ?? 0) + 1
    met.set(name, place)
    return name === '' ? '' : `${name} ${place}/${count.get(name)}`
  })
}

/** The field that one was: by both keys, by its label where its name is new, by its name where its label is. */
export function findAgain(fields: Keyed[], { key, label }: { key: string; label: string }): Field | null {
  const named = fields.find((one) => key !== '' && one.key === key)
  if (named?.label === label) return named.field
  // Fields without labels are only told apart by their places, which says less than a name.
  if (named && label.startsWith(UNLABELLED)) return named.field
  // Its name stands on another field now: then the names are new each time, and the labels are not.
  return fields.find((one) => one.label === label)?.field ?? named?.field ?? null
}
