import type { EarnRule, Expiry, Pending, ProgramRules } from '../../contracts/index.ts'
import { type CompiledScope, compileScope } from './scope.ts'
import { impliedRules } from './yearly-reward.ts'

/** A rule with everything worked out that does not depend on what happens. */
export interface CompiledEarnRule {
  rule: EarnRule
  scope: CompiledScope
  pending: Pending
  /** `null`: what it gives never runs out. */
  expiry: Expiry | null
  /** Whether a yearly reward implies it: of those the best alone applies. */
  yearly: boolean
}

/** A programme's ways to earn, made ready once: those it wrote, then those its plans and tiers imply. */
export interface CompiledEarnRules {
  rules: CompiledEarnRule[]
  /** The tier of a member who has risen to none; `null`: there is no ladder. */
  firstTier: string | null
}

/** Compiles a programme's earn rules, those implied by yearly rewards included. */
export function compileEarnRules(rules: ProgramRules): CompiledEarnRules {
  const implied = impliedRules(rules)
  const compiled = [...rules.earn, ...implied].map((rule) => {
    const expiry = rule.expiry ?? rules.units[rule.unit]?.expiry
    return {
      rule,
      scope: compileScope(rule.scope),
      pending: rule.pending ?? rules.units[rule.unit]?.pending ?? { kind: 'none' as const },
      expiry: expiry === undefined || expiry.kind === 'never' ? null : expiry,
      yearly: implied.includes(rule),
    }
  })
  return { rules: compiled, firstTier: rules.tiers?.levels[0]?.key ?? null }
}
