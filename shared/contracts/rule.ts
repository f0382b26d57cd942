import { z } from 'zod'

/** How deep and how large a rule may be: evaluation must stay in microseconds whoever wrote it. */
export const MAX_RULE_DEPTH = 6
/** See `MAX_RULE_DEPTH`: comparisons and joins together. */
export const MAX_RULE_NODES = 100

/**
 * One comparison. `unknown` is its answer while the signal can't say yet, no where it is left out. `all`, `any` and `not` around it
 * take that like any other answer: `not (recencyDays under 30)` holds for who has never bought.
 */
export type Comparison = {
  signal: string
  args?: Record<string, string | number>
  op: 'lt' | 'lte' | 'gt' | 'gte' | 'eq' | 'neq' | 'in'
  value: number | string | (number | string)[]
  unknown?: boolean
}

/** A segment's rule: comparisons joined by all, any and not. Data, never code. */
export type Rule = { all: Rule[] } | { any: Rule[] } | { not: Rule } | Comparison

const Scalar = z.union([z.number().finite(), z.string().max(120)])

/** The shape of a comparison. That the signal exists is the engine's to say. */
export const Comparison = z.strictObject({
  signal: z.string().max(60),
  args: z.record(z.string().max(40), Scalar).optional(),
  op: z.enum(['lt', 'lte', 'gt', 'gte', 'eq', 'neq', 'in']),
  value: z.union([Scalar, z.array(Scalar).min(1).max(100)]),
  unknown: z.boolean().optional(),
})

/** The kinds of rule, each by the key that tells it from the others. */
const KINDS: Record<string, z.ZodType<Rule>> = {
  all: z.lazy(() => z.strictObject({ all: z.array(Rule).min(1).max(50) })),
  any: z.lazy(() => z.strictObject({ any: z.array(Rule).min(1).max(50) })),
  not: z.lazy(() => z.strictObject({ not: Rule })),
  signal: Comparison,
}

/**
 * The shape of a rule, and its size. Its kind is chosen by its key, so that a refusal points at the field inside. That its signals exist and take these arguments is checked by
 * `checkRule` in the engine, which knows them.
 */
export const Rule: z.ZodType<Rule> = z
  .unknown()
  .transform((raw, context): Rule => {
    const kind = Object.keys(KINDS).find((key) => typeof raw === 'object' && raw !== null && key in raw)
    if (kind === undefined) {
      context.addIssue({ code: 'custom', message: 'must have one of all, any, not and signal' })
      return z.NEVER
    }
    const parsed = (KINDS[kind] as z.ZodType<Rule>).safeParse(raw)
    if (parsed.success) return parsed.data
    for (const issue of parsed.error.issues) context.addIssue({ ...issue })
    return z.NEVER
  })
  .meta({ id: 'Rule' })

/** Depth and number of nodes of a raw value that claims to be a rule; stops counting past the limits. */
export function measureRule(raw: unknown): { depth: number; nodes: number } {
  let nodes = 0
  let deepest = 0
  const pending: [unknown, number][] = [[raw, 1]]
  while (pending.length > 0 && nodes <= MAX_RULE_NODES && deepest <= MAX_RULE_DEPTH) {
    const [node, depth] = pending.pop() as [unknown, number]
    nodes += 1
    deepest = Math.max(deepest, depth)
    if (typeof node !== 'object' || node === null) continue
    const { all, any, not } = node as Record<string, unknown>
    for (const child of [...(Array.isArray(all) ? all : []), ...(Array.isArray(any) ? any : [])])
      pending.push([child, depth + 1])
    if (not !== undefined) pending.push([not, depth + 1])
  }
  return { depth: deepest, nodes }
}

/** A rule as anyone may send it. Its size is measured before it is walked: a nest of a million would blow the stack. */
export const RuleInput = z
  .unknown()
  .refine(
    (raw) => {
      const { depth, nodes } = measureRule(raw)
      return depth <= MAX_RULE_DEPTH && nodes <= MAX_RULE_NODES
    },
    {
      message: `must be at most ${MAX_RULE_DEPTH} deep and ${MAX_RULE_NODES} comparisons large`,
      abort: true,
    },
  )
  .pipe(Rule)
