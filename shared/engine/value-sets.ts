import type { Comparison } from '../contracts/index.ts'
import type { Signal } from './signal.ts'

/** Numbers from one to another; an end that is open is not among them. */
type Interval = { from: number; to: number; openFrom: boolean; openTo: boolean }

/** Numbers: intervals that don't touch, ascending; only the whole ones, where it says so. Texts: those, or all but those. */
type Some =
  | { type: 'numbers'; intervals: readonly Interval[]; whole: boolean }
  | { type: 'texts'; texts: readonly string[]; butThose: boolean }

/** Values that a signal may have, and whether it may be one that can't say yet. Written so that equal sets are equal JSON. */
export type Values = { some: Some; unknown: boolean }

const ALL_NUMBERS: Interval = {
  from: Number.NEGATIVE_INFINITY,
  to: Number.POSITIVE_INFINITY,
  openFrom: true,
  openTo: true,
}
const point = (value: number): Interval => ({ from: value, to: value, openFrom: false, openTo: false })

const isNone = ({ from, to, openFrom, openTo }: Interval): boolean =>
  from > to || (from === to && (openFrom || openTo))

/** All that a signal can be: what it says of its own range, and unknown. */
export function domainOf({ valueType, range = {} }: Signal): Values {
  const { least, most, whole = false, among } = range
  if (valueType === 'string')
    return { some: { type: 'texts', texts: [...(among ?? [])].sort(), butThose: !among }, unknown: true }
  const interval = { ...ALL_NUMBERS }
  if (least !== undefined) Object.assign(interval, { from: least, openFrom: false })
  if (most !== undefined) Object.assign(interval, { to: most, openTo: false })
  return { some: { type: 'numbers', intervals: [interval], whole }, unknown: true }
}

/** All that a comparison holds for. */
export function valuesOf({ op, value, unknown = false }: Comparison, type: Signal['valueType']): Values {
  const targets = Array.isArray(value) ? value : [value]
  if (type === 'string') {
    const texts = [...new Set(targets.map(String))].sort()
    return { some: { type: 'texts', texts, butThose: op === 'neq' }, unknown }
  }
  const numbers = [...new Set(targets.map(Number))].sort((a, b) => a - b)
  const one = numbers[0] as number
  const intervals: Record<Comparison['op'], Interval[]> = {
    lt: [{ ...ALL_NUMBERS, to: one }],
    lte: [{ ...ALL_NUMBERS, to: one, openTo: false }],
    gt: [{ ...ALL_NUMBERS, from: one }],
    gte: [{ ...ALL_NUMBERS, from: one, openFrom: false }],
    eq: [point(one)],
    neq: [
      { ...ALL_NUMBERS, to: one },
      { ...ALL_NUMBERS, from: one },
    ],
    in: numbers.map(point),
  }
  return { some: { type: 'numbers', intervals: intervals[op], whole: false }, unknown }
}

/** All that is not among some values; where only whole ones count, `meet` with those says so. */
export function othersOf({ some, unknown }: Values): Values {
  if (some.type === 'texts') return { some: { ...some, butThose: !some.butThose }, unknown: !unknown }
  const gaps: Interval[] = []
  let { from, openFrom } = ALL_NUMBERS
  for (const interval of some.intervals) {
    gaps.push({ from, openFrom, to: interval.from, openTo: !interval.openFrom })
    from = interval.to
    openFrom = !interval.openTo
  }
  gaps.push({ from, openFrom, to: ALL_NUMBERS.to, openTo: true })
  return {
    some: { type: 'numbers', intervals: gaps.filter((gap) => !isNone(gap)), whole: false },
    unknown: !unknown,
  }
}

/** What is among both. Whole numbers stay whole. */
export function meet(one: Values, other: Values): Values {
  const unknown = one.unknown && other.unknown
  if (one.some.type === 'texts' && other.some.type === 'texts')
    return { some: meetTexts(one.some, other.some), unknown }
  if (one.some.type === 'texts' || other.some.type === 'texts')
    throw new Error('texts and numbers of one signal')
  const whole = one.some.whole || other.some.whole
  const intervals: Interval[] = []
  // Both ascend: the one that ends first meets nothing that comes later in the other.
  for (let i = 0, j = 0; i < one.some.intervals.length && j < other.some.intervals.length; ) {
    const a = one.some.intervals[i] as Interval
    const b = other.some.intervals[j] as Interval
    const both = overlap(a, b)
    const kept = whole ? wholeIn(both) : both
    if (!isNone(kept)) intervals.push(kept)
    if (a.to < b.to || (a.to === b.to && a.openTo)) i += 1
    else j += 1
  }
  return { some: { type: 'numbers', intervals, whole }, unknown }
}

type Texts = Extract<Some, { type: 'texts' }>

function meetTexts(one: Texts, other: Texts): Texts {
  if (one.butThose && other.butThose)
    return { ...one, texts: [...new Set([...one.texts, ...other.texts])].sort() }
  const [those, rest] = one.butThose ? [other, one] : [one, other]
  const named = new Set(rest.texts)
  const texts = those.texts.filter((text) => named.has(text) !== rest.butThose)
  return { type: 'texts', texts, butThose: false }
}

function overlap(a: Interval, b: Interval): Interval {
  const lower = a.from > b.from || (a.from === b.from && a.openFrom) ? a : b
  const upper = a.to < b.to || (a.to === b.to && a.openTo) ? a : b
  return { from: lower.from, openFrom: lower.openFrom, to: upper.to, openTo: upper.openTo }
}

/** The same interval, from its first whole number to its last. */
function wholeIn({ from, to, openFrom, openTo }: Interval): Interval {
  const first = Number.isFinite(from) ? (openFrom ? Math.floor(from) + 1 : Math.ceil(from)) : from
  const last = Number.isFinite(to) ? (openTo ? Math.ceil(to) - 1 : Math.floor(to)) : to
  return {
    from: first,
    to: last,
    openFrom: !Number.isFinite(first),
    openTo: !Number.isFinite(last),
  }
}

/** How much `meet` looks at of some values: intervals, or texts. */
export const sizeOf = ({ some }: Values): number =>
  some.type === 'texts' ? some.texts.length : some.intervals.length

/** Whether there is no such value. */
export function isEmpty({ some, unknown }: Values): boolean {
  if (unknown) return false
  return some.type === 'texts' ? !some.butThose && some.texts.length === 0 : some.intervals.length === 0
}
