import type { z } from 'zod'
import { type EarnRule, ProgramRules } from '../../shared/contracts/index.ts'
import { compileEarnRules, type EarnMember } from '../../shared/ledger/earn/index.ts'

/** A programme's rules in kronor and Stockholm's time around some earn rules. */
export const programOf = (
  earn: z.input<typeof EarnRule>[],
  more: Partial<z.input<typeof ProgramRules>> = {},
): ProgramRules =>
  ProgramRules.parse({
    currency: 'SEK',
    timeZone: 'Europe/Stockholm',
    units: { points: {} },
    pointValueCentiMinor: null,
    earn,
    ...more,
  })

/** The same, compiled. */
export const compiled = (...given: Parameters<typeof programOf>) => compileEarnRules(programOf(...given))

/** A member of no tier and no plan, who has earned nothing yet. */
export const memberOf = (more: Partial<EarnMember> = {}): EarnMember => ({
  tier: null,
  plans: [],
  earnPercent: 100,
  segmentsEntered: [],
  caps: {},
  joinedAt: Date.UTC(2025, 0, 1),
  ...more,
})
