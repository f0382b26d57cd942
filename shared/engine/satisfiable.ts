import type { Comparison, FieldIssue, Rule } from '../contracts/index.ts'
import { SIGNALS } from './signal-registry.ts'
import { domainOf, isEmpty, meet, othersOf, sizeOf, type Values, valuesOf } from './value-sets.ts'

/**
 * Ways to fit a rule that are followed, at most. A rule of a hundred comparisons can have more than there are atoms; one that
 * is not followed to its end is taken as it is.
 */
export const MAX_WAYS = 2_000

/**
 * Steps of the search in all, so that nobody's rule takes longer than a request may: about a tenth of a second. A step is one
 * signal, interval or text looked at, so that a rule of long lists has no more of them than one of short ones.
 */
export const MAX_STEPS = 500_000

/** Steps for comparing one comparison with what its signal can be, before its values: its arguments are read for it. */
const STEPS_A_COMPARISON = 20

/** Characters of a way written down that are one step. */
const CHARACTERS_A_STEP = 10

/** What is left of the steps; less than none: it was given up. */
export type Search = { steps: number }

/** What one way asks of each signal, by the signal with its arguments. */
type Way = ReadonlyMap<string, Values>

/** Thrown inside, never out of here. */
const TOO_MANY = Symbol('more ways than are followed')

/** What a rule says that can't be meant, and what is perhaps not. */
export type Sense = {
  /** Parts that no member can fit, and parts that say the same as the one before: to be refused. */
  refused: FieldIssue[]
  /** Parts that every member fits. */
  warnings: FieldIssue[]
  /** There were more ways to fit it than are followed: it may still be senseless. */
  gaveUp: boolean
}

/**
 * Whether a rule makes sense, of what its comparisons allow each signal to be. It must have passed `checkRule`. Signals are
 * taken as independent, so that what is refused is impossible indeed, and some that is impossible is not noticed. "Can't
 * say yet" is a value like another: a rule that only somebody unknown can fit can be fitted.
 *
 * @param search steps that may be taken; what was taken is gone from it
 */
export function senseOf(rule: Rule, search: Search = { steps: MAX_STEPS }): Sense {
  const sense: Sense = { refused: [], warnings: [], gaveUp: false }
  judge(rule, '', sense, search)
  return sense
}

/** @returns whether something inside was refused already: then what is around it is not blamed as well */
function judge(rule: Rule, path: string, sense: Sense, search: Search): boolean {
  const parts = partsOf(rule)
  let found = repeated(parts, path, sense)
  for (const part of parts) found = judge(part.rule, path + part.path, sense, search) || found
  if (found) return true
  const ways = waysOf(rule, true, search)
  if (ways === null) sense.gaveUp = true
  else if (ways.length === 0) {
    sense.refused.push(blame(rule, path, search))
    return true
  }
  // A comparison that always holds inside a "not" is one that never does: told once, where it stands.
  const misses = waysOf(rule, false, search)
  if (misses?.length === 0 && !sense.warnings.some((warning) => warning.path.startsWith(path)))
    sense.warnings.push({ path, message: `${describe(rule)} holds for every member` })
  return false
}

function partsOf(rule: Rule): { rule: Rule; path: string }[] {
  if ('all' in rule) return rule.all.map((child, at) => ({ rule: child, path: `/all/${at}` }))
  if ('any' in rule) return rule.any.map((child, at) => ({ rule: child, path: `/any/${at}` }))
  return 'not' in rule ? [{ rule: rule.not, path: '/not' }] : []
}

function repeated(parts: readonly { rule: Rule; path: string }[], path: string, sense: Sense): boolean {
  const seen = new Map<string, string>()
  let found = false
  for (const part of parts) {
    const text = canonical(part.rule)
    const first = seen.get(text)
    if (first === undefined) seen.set(text, part.path)
    else {
      sense.refused.push({ path: path + part.path, message: `says the same as ${path}${first}` })
      found = true
    }
  }
  return found
}

/** One text for rules that say the same, whatever the order of their keys. */
function canonical(rule: Rule): string {
  if ('all' in rule) return `all(${rule.all.map(canonical).join()})`
  if ('any' in rule) return `any(${rule.any.map(canonical).join()})`
  if ('not' in rule) return `not(${canonical(rule.not)})`
  return JSON.stringify([slotKey(rule), rule.op, rule.value, rule.unknown ?? false])
}

function slotKey({ signal, args }: Comparison): string {
  const parsed = SIGNALS.get(signal)!.args.parse(args ?? {})
  return JSON.stringify([signal, ...Object.entries(parsed).sort(([a], [b]) => (a < b ? -1 : 1))])
}

/** The ways in which a rule can hold, or (`holds` false) fail; empty: there are none. `null`: too many. */
function waysOf(rule: Rule, holds: boolean, search: Search): Way[] | null {
  try {
    return ways(rule, holds, search)
  } catch (thrown) {
    if (thrown === TOO_MANY) return null
    throw thrown
  }
}

function ways(rule: Rule, holds: boolean, search: Search): Way[] {
  if ('not' in rule) return ways(rule.not, !holds, search)
  if ('all' in rule) return holds ? together(rule.all, true, search) : either(rule.all, false, search)
  if ('any' in rule) return holds ? either(rule.any, true, search) : together(rule.any, false, search)
  spend(search, STEPS_A_COMPARISON + (Array.isArray(rule.value) ? rule.value.length : 1))
  const signal = SIGNALS.get(rule.signal)!
  const own = valuesOf(rule, signal.valueType)
  const values = meet(domainOf(signal), holds ? own : othersOf(own))
  return isEmpty(values) ? [] : [new Map([[slotKey(rule), values]])]
}

function spend(search: Search, steps: number): void {
  search.steps -= steps
  if (search.steps < 0) throw TOO_MANY
}

function either(parts: readonly Rule[], holds: boolean, search: Search): Way[] {
  const all = new Map<string, Way>()
  for (const part of parts)
    for (const way of ways(part, holds, search)) {
      // Ways that are the same are followed once.
      const written = JSON.stringify([...way].sort(([a], [b]) => (a < b ? -1 : 1)))
      spend(search, 1 + Math.ceil(written.length / CHARACTERS_A_STEP))
      all.set(written, way)
      if (all.size > MAX_WAYS) throw TOO_MANY
    }
  return [...all.values()]
}

function together(parts: readonly Rule[], holds: boolean, search: Search): Way[] {
  // Parts with few ways first: what is impossible is then seen before there are many.
  const each = parts.map((part) => ways(part, holds, search)).sort((a, b) => a.length - b.length)
  let all: Way[] = [new Map()]
  for (const more of each) {
    const next: Way[] = []
    for (const one of all)
      for (const other of more) {
        const joined = join(one, other, search)
        if (joined === null) continue
        next.push(joined)
        if (next.length > MAX_WAYS) throw TOO_MANY
      }
    all = next
  }
  return all
}

function join(one: Way, other: Way, search: Search): Way | null {
  spend(search, 1 + one.size + other.size)
  const joined = new Map(one)
  for (const [slot, values] of other) {
    const known = joined.get(slot)
    if (known !== undefined) spend(search, sizeOf(known) + sizeOf(values))
    const both = known === undefined ? values : meet(known, values)
    if (isEmpty(both)) return null
    joined.set(slot, both)
  }
  return joined
}

/** Names what can't be: of an `all`, the first part that does not go with one before it. */
function blame(rule: Rule, path: string, search: Search): FieldIssue {
  if (!('all' in rule)) {
    if ('not' in rule)
      return { path, message: `${describe(rule.not)} holds for every member: nobody is left` }
    if ('any' in rule) return { path, message: 'no member can fit any of these' }
    const { least, most, among } = SIGNALS.get(rule.signal)!.range ?? {}
    const bounds = [
      ...(least === undefined ? [] : [`at least ${least}`]),
      ...(most === undefined ? [] : [`at most ${most}`]),
      ...(among === undefined ? [] : [`one of ${among.join(', ')}`]),
    ]
    return {
      path: `${path}/value`,
      message: `no member can fit this: ${rule.signal} is ${bounds.join(', ')}`,
    }
  }
  for (const [at, part] of rule.all.entries())
    for (const [before, other] of rule.all.slice(0, at).entries())
      if (waysOf({ all: [other, part] }, true, search)?.length === 0)
        return {
          path: `${path}/all/${at}`,
          message: `no member can fit this together with ${path}/all/${before} (${describe(other)})`,
        }
  return { path: `${path}/all`, message: 'no member can fit all of these together' }
}

const WORDS: Record<Comparison['op'], string> = {
  lt: 'under',
  lte: 'at most',
  gt: 'over',
  gte: 'at least',
  eq: 'exactly',
  neq: 'other than',
  in: 'one of',
}

/** Values of a list that a message names. */
const NAMED_VALUES = 5

function listed(values: readonly (string | number)[]): string {
  const named = values.slice(0, NAMED_VALUES).join(', ')
  return values.length > NAMED_VALUES ? `${named} and ${values.length - NAMED_VALUES} more` : named
}

function describe(rule: Rule): string {
  if ('all' in rule) return 'what stands there'
  if ('any' in rule) return 'one of these'
  if ('not' in rule) return `not (${describe(rule.not)})`
  const args = Object.values(rule.args ?? {}).join(', ')
  const value = Array.isArray(rule.value) ? listed(rule.value) : rule.value
  return `${rule.signal}${args && ` of ${args}`} ${WORDS[rule.op]} ${value}`
}
