/**
 * A compiled sentence: text, arguments and plurals, as plain JSON, so that it can travel in a message.
 * `0` in a plural's branch stands for the number itself (`#`).
 */
export type Part = string | 0 | { arg: string } | { plural: string; of: Record<string, Part[]> }
/** A sentence as `compile` makes it. */
export type Compiled = Part[]

/** What a sentence's arguments stand for, by name. */
export type Params = Record<string, string | number>

const rules = new Map<string, Intl.PluralRules>()
const numbers = new Map<string, Intl.NumberFormat>()

/** The value a map holds for a key, made the first time: Intl's makers are slow, its answers fast. */
function once<T>(map: Map<string, T>, key: string, make: () => T): T {
  let value = map.get(key)
  if (value === undefined) {
    value = make()
    map.set(key, value)
  }
  return value
}

/**
 * A compiled sentence in words. `tag` is a BCP 47 tag: it decides plurals and how numbers are written.
 * A missing parameter is a bug and throws.
 */
export function render(parts: Compiled, params: Params, tag: string, count?: number): string {
  const write = (value: string | number) => {
    if (typeof value !== 'number') return value
    // Written alike in all our languages: the first formatter that a page makes costs it 8 ms.
    if (Number.isInteger(value) && value >= 0 && value < 1000) return String(value)
    return once(numbers, tag, () => new Intl.NumberFormat(tag)).format(value)
  }
  const read = (name: string) => {
    const value = params[name]
    if (value === undefined) throw new Error(`The sentence needs ${name}`)
    return value
  }
  const said = parts
    .map((part) => {
      if (typeof part === 'string') return part
      if (part === 0) return write(count ?? 0)
      if ('arg' in part) return write(read(part.arg))
      const n = Number(read(part.plural))
      const form = once(rules, tag, () => new Intl.PluralRules(tag)).select(n)
      return render(part.of[`=${n}`] ?? part.of[form] ?? part.of.other ?? [], params, tag, n)
    })
    .join('')
  // A date that ends in a full stop of its own ("31. dec.") ends the sentence with it.
  return said.replace('..', '.')
}
