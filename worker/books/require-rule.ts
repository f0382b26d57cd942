import { DomainError, type FieldIssue, type Rule } from '../../shared/contracts/index.ts'
import { checkRule, checkSegments, type Sense, senseOf } from '../../shared/engine/index.ts'

/** Segments as far as a rule that names them is checked. */
type Segments = Parameters<typeof checkSegments>[2]

/**
 * Refuses a rule that nobody could be held against, or that nobody could fit: signals that don't exist, arguments that they
 * don't take, contradictions, and rings of segments.
 *
 * @param at JSON pointer of the rule in what was sent
 * @param key of the segment that it is to be the rule of; `null`: of none
 * @param segments that there are; left out, those that it names are not looked for
 * @throws DomainError invalid_request
 */
export function requireRule(
  rule: Rule,
  at: string,
  key: string | null = null,
  segments: Segments | null = null,
): Sense {
  const refuse = (issues: FieldIssue[]) => {
    const told = issues.map((issue) => ({ ...issue, path: at + issue.path }))
    const [first] = told
    if (first) throw new DomainError('invalid_request', `${first.path}: ${first.message}`, { issues: told })
  }
  refuse(checkRule(rule))
  if (segments) refuse(checkSegments(rule, key, segments))
  const sense = senseOf(rule)
  refuse(sense.refused)
  return { ...sense, warnings: sense.warnings.map((warning) => ({ ...warning, path: at + warning.path })) }
}
