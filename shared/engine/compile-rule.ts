import type { Comparison, Reason, Rule } from '../contracts/index.ts'
import type { Signal, SignalContext, SignalValue } from './signal.ts'
import { SIGNALS } from './signal-registry.ts'

/** A signal with its arguments: worked out at most once a decision, whichever rules ask. */
export type Slot = { signal: Signal; args: Record<string, string | number> }

/** The distinct slots of a catalogue; `unread` is copied at the start of every run, which is faster than filling. */
export type SlotTable = { slots: Slot[]; byKey: Map<string, number>; unread: undefined[] }

/** One evaluation of rules over one member: what has been worked out so far. */
export type RuleRun = {
  slots: readonly Slot[]
  context: SignalContext
  /** By slot; `undefined`: nobody has asked yet. */
  values: (SignalValue | undefined)[]
  /** The fact behind a slot's value, likewise; made for the few offers that are told. */
  facts: Map<number, Reason | null> | null
}

/** A compiled rule. `collect` adds the facts behind a match and may only be called where `test` said yes. */
export type Matcher = {
  test: (run: RuleRun) => boolean
  collect(run: RuleRun, reasons: Reason[]): void
}

export const emptySlots = (): SlotTable => ({ slots: [], byKey: new Map(), unread: [] })

/** A slot's value, worked out at the first asking. */
export function read(run: RuleRun, slot: number): SignalValue {
  const known = run.values[slot]
  if (known !== undefined) return known
  const { signal, args } = run.slots[slot]!
  const value = signal.compute(run.context, args)
  run.values[slot] = value
  return value
}

/**
 * A rule as closures over slots. The rule must have passed `checkRule`. A comparison whose signal can't say yet
 * answers its own `unknown`, false where it has none, and `not` turns that around like any other answer.
 */
export function compileRule(rule: Rule, table: SlotTable): Matcher {
  if ('all' in rule) {
    const parts = rule.all.map((child) => compileRule(child, table))
    return {
      test: every(parts),
      collect(run, reasons) {
        for (const part of parts) part.collect(run, reasons)
      },
    }
  }
  if ('any' in rule) {
    const parts = rule.any.map((child) => compileRule(child, table))
    return {
      test: some(parts),
      collect(run, reasons) {
        for (const part of parts) if (part.test(run)) part.collect(run, reasons)
      },
    }
  }
  if ('not' in rule) {
    const part = compileRule(rule.not, table)
    const facts = comparisonsOf(rule.not).map((comparison) => slotOf(comparison, table))
    const { test } = part
    return {
      test: (run) => !test(run),
      // Reasons state facts, so those behind a "no" are as true as those behind a "yes".
      collect(run, reasons) {
        for (const slot of facts) tell(run, slot, reasons)
      },
    }
  }
  const slot = slotOf(rule, table)
  return { test: compare(rule, slot), collect: (run, reasons) => tell(run, slot, reasons) }
}

type Test = (run: RuleRun) => boolean

/** Most rules join two or three comparisons; those are called without a loop. */
function every(parts: Matcher[]): Test {
  const [a, b, c, ...rest] = parts.map(({ test }) => test)
  if (!b) return a!
  if (!c) return (run) => a!(run) && b(run)
  if (rest.length === 0) return (run) => a!(run) && b(run) && c(run)
  const tests = [a!, b, c, ...rest]
  return (run) => {
    for (let i = 0; i < tests.length; i += 1) if (!tests[i]!(run)) return false
    return true
  }
}

function some(parts: Matcher[]): Test {
  const [a, b, c, ...rest] = parts.map(({ test }) => test)
  if (!b) return a!
  if (!c) return (run) => a!(run) || b(run)
  if (rest.length === 0) return (run) => a!(run) || b(run) || c(run)
  const tests = [a!, b, c, ...rest]
  return (run) => {
    for (let i = 0; i < tests.length; i += 1) if (tests[i]!(run)) return true
    return false
  }
}

/** Every comparison of a rule, in reading order. */
export function comparisonsOf(rule: Rule): Comparison[] {
  if ('all' in rule) return rule.all.flatMap(comparisonsOf)
  if ('any' in rule) return rule.any.flatMap(comparisonsOf)
  return 'not' in rule ? comparisonsOf(rule.not) : [rule]
}

/** The comparison's place in the table; the same signal with the same arguments has one place. */
export function slotOf(comparison: Comparison, table: SlotTable): number {
  const signal = SIGNALS.get(comparison.signal)!
  const args = signal.args.parse(comparison.args ?? {})
  const key = JSON.stringify([signal.name, ...Object.entries(args).sort(([a], [b]) => (a < b ? -1 : 1))])
  let slot = table.byKey.get(key)
  if (slot === undefined) {
    slot = table.slots.push({ signal, args }) - 1
    table.byKey.set(key, slot)
    table.unread.push(undefined)
  }
  return slot
}

/** One closure an operator: a switch inside it would be walked at every evaluation. */
export function compare(rule: Comparison, slot: number): (run: RuleRun) => boolean {
  const unknown = rule.unknown ?? false
  const target = rule.value as number
  switch (rule.op) {
    case 'lt':
      return (run) => {
        const value = read(run, slot)
        return value === null ? unknown : (value as number) < target
      }
    case 'lte':
      return (run) => {
        const value = read(run, slot)
        return value === null ? unknown : (value as number) <= target
      }
    case 'gt':
      return (run) => {
        const value = read(run, slot)
        return value === null ? unknown : (value as number) > target
      }
    case 'gte':
      return (run) => {
        const value = read(run, slot)
        return value === null ? unknown : (value as number) >= target
      }
    case 'eq':
      return (run) => {
        const value = read(run, slot)
        return value === null ? unknown : value === target
      }
    case 'neq':
      return (run) => {
        const value = read(run, slot)
        return value === null ? unknown : value !== target
      }
    case 'in': {
      const targets = new Set<SignalValue>(rule.value as (number | string)[])
      return (run) => {
        const value = read(run, slot)
        return value === null ? unknown : targets.has(value)
      }
    }
  }
}

function tell(run: RuleRun, slot: number, reasons: Reason[]): void {
  run.facts ??= new Map()
  let fact = run.facts.get(slot)
  if (fact === undefined) {
    const { signal, args } = run.slots[slot]!
    fact = signal.explain?.(read(run, slot), args, run.context) ?? null
    run.facts.set(slot, fact)
  }
  if (fact === null) return
  for (const other of reasons) if (other === fact || isSame(other, fact)) return
  reasons.push(fact)
}

/** Two signals may have one fact: a share and a day both lead to the same rhythm. */
function isSame(one: Reason, other: Reason): boolean {
  if (one.code !== other.code) return false
  for (const name in one.params) if (one.params[name] !== other.params[name]) return false
  return true
}
