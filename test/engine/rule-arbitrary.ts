import fc from 'fast-check'
import type { Comparison, Rule } from '../../shared/contracts/index.ts'
import { SIGNALS, type SignalContext } from '../../shared/engine/index.ts'

/** The meaning of a rule, written as plainly as it can be: everything is evaluated, nothing is kept. */
export function plainly(rule: Rule, context: SignalContext): boolean {
  if ('all' in rule) return rule.all.map((child) => plainly(child, context)).every(Boolean)
  if ('any' in rule) return rule.any.map((child) => plainly(child, context)).some(Boolean)
  if ('not' in rule) return !plainly(rule.not, context)
  const signal = SIGNALS.get(rule.signal)!
  const found = signal.compute(context, signal.args.parse(rule.args ?? {}))
  if (found === null) return rule.unknown ?? false
  const value = found as number
  const target = rule.value as number
  const answers = {
    lt: value < target,
    lte: value <= target,
    gt: value > target,
    gte: value >= target,
    eq: value === target,
    neq: value !== target,
    in: Array.isArray(rule.value) && rule.value.includes(value),
  }
  return answers[rule.op]
}

const category = fc.constantFrom('coffee', 'tea', 'wine')
const unknown = fc.constantFrom({}, { unknown: true }, { unknown: false })
/** Comparisons of most signals. */
export const aComparison: fc.Arbitrary<Comparison> = fc
  .tuple(
    fc.oneof(
      fc.record({
        signal: fc.constantFrom(
          'recencyDays',
          'purchaseCount',
          'tenureDays',
          'averageOrderValue',
          'localHour',
        ),
        op: fc.constantFrom('lt', 'lte', 'gt', 'gte', 'eq', 'neq'),
        value: fc.integer({ min: 0, max: 40 }),
      }),
      fc.record({
        signal: fc.constantFrom('categoryShare', 'categorySurge', 'daysSinceCategory', 'interest'),
        args: fc.record({ category }),
        op: fc.constantFrom('lt', 'gte', 'eq'),
        value: fc.constantFrom(0, 0.5, 1, 2, 12, 30),
      }),
      fc.record({
        signal: fc.constant('memberRegion'),
        op: fc.constantFrom('in'),
        value: fc.constantFrom(['SE'], ['NO', 'DK']),
      }),
    ),
    unknown,
  )
  .map(([comparison, answer]) => ({ ...comparison, ...answer }) as Comparison)

/** Rules of all kinds, as deep as four. */
export const aRule = fc.letrec<{ rule: Rule }>((tie) => ({
  rule: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    aComparison,
    fc.record({ all: fc.array(tie('rule'), { minLength: 1, maxLength: 4 }) }),
    fc.record({ any: fc.array(tie('rule'), { minLength: 1, maxLength: 4 }) }),
    fc.record({ not: tie('rule') }),
  ),
})).rule
