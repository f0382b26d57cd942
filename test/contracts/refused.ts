import { issuesOf, ProgramRules } from '../../shared/contracts/index.ts'
import type { RulesInput } from '../plain-rules.ts'

/** A programme of points worth a minor unit each and stored value, that gives nothing yet. */
export const rulesWith = (more: Partial<RulesInput>): RulesInput => ({
  currency: 'SEK',
  timeZone: 'Europe/Stockholm',
  units: { points: {}, storedValue: {}, stamps: {}, statusCredits: {} },
  earn: [],
  pointValueCentiMinor: 100,
  ...more,
})

/** Paths of what the schema has against such a programme. */
export function refusedAt(more: Partial<RulesInput>): string[] {
  const { error } = ProgramRules.safeParse(rulesWith(more))
  return error ? issuesOf(error).map(({ path }) => path) : []
}
