import type { Comparison, FieldIssue, Rule } from '../contracts/index.ts'
import { SIGNALS } from './signal-registry.ts'

const ORDERINGS = new Set(['lt', 'lte', 'gt', 'gte'])

/**
 * What is wrong with a rule of the right shape: signals that don't exist, arguments they don't take, comparisons that
 * don't fit their type. Paths are JSON pointers from the rule's root; empty when all is well.
 */
export function checkRule(rule: Rule): FieldIssue[] {
  const issues: FieldIssue[] = []
  walk(rule, '', issues)
  return issues
}

function walk(rule: Rule, path: string, issues: FieldIssue[]): void {
  if ('all' in rule) for (const [i, child] of rule.all.entries()) walk(child, `${path}/all/${i}`, issues)
  else if ('any' in rule) for (const [i, child] of rule.any.entries()) walk(child, `${path}/any/${i}`, issues)
  else if ('not' in rule) walk(rule.not, `${path}/not`, issues)
  else checkComparison(rule, path, issues)
}

function checkComparison(rule: Comparison, path: string, issues: FieldIssue[]): void {
  const signal = SIGNALS.get(rule.signal)
  if (!signal) {
    issues.push({
      path: `${path}/signal`,
      message: `no such signal; there are ${[...SIGNALS.keys()].join(', ')}`,
    })
    return
  }

  const args = signal.args.safeParse(rule.args ?? {})
  for (const issue of args.error?.issues ?? [])
    issues.push({ path: [`${path}/args`, ...issue.path.map(pointerPart)].join('/'), message: issue.message })

  if (ORDERINGS.has(rule.op) && signal.valueType !== 'number')
    issues.push({ path: `${path}/op`, message: `${rule.signal} is text: use eq, neq or in` })
  if ((rule.op === 'in') !== Array.isArray(rule.value)) {
    issues.push({
      path: `${path}/value`,
      message: rule.op === 'in' ? 'in takes a list' : `${rule.op} takes one value`,
    })
    return
  }
  const values = Array.isArray(rule.value) ? rule.value : [rule.value]
  values.forEach((value, i) => {
    const at = Array.isArray(rule.value) ? `${path}/value/${i}` : `${path}/value`
    if (typeof value === signal.valueType) {
      // Neither comes by JSON, and neither can be compared with anything.
      if (typeof value === 'number' && !Number.isFinite(value))
        issues.push({ path: at, message: 'must be a number that is one' })
      return
    }
    issues.push({
      path: at,
      message: `${rule.signal} is compared with a ${signal.valueType === 'number' ? 'number' : 'text'}`,
    })
  })
}

/** RFC 6901 escapes. */
const pointerPart = (part: PropertyKey): string => String(part).replaceAll('~', '~0').replaceAll('/', '~1')
