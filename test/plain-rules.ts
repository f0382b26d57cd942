import type { z } from 'zod'
import type { ProgramRules } from '../shared/contracts/index.ts'

/** Rules as a merchant writes them: what has a default may be left out. */
export type RulesInput = z.input<typeof ProgramRules>

/** The plainest programme there is: points for what is paid, that can be spent when the return window has closed. */
export function plainRules({
  points = 1,
  perMinor = 100,
  returnWindowDays = 14,
  ...rules
}: Partial<RulesInput> & { points?: number; perMinor?: number; returnWindowDays?: number } = {}): RulesInput {
  return {
    currency: 'SEK',
    timeZone: 'Europe/Stockholm',
    units: {
      points: {
        pending: returnWindowDays === 0 ? { kind: 'none' } : { kind: 'delay', days: returnWindowDays },
      },
    },
    earn: [
      { key: 'purchases', give: { kind: 'proportional', amount: points, perMinor, wholeStepsOnly: true } },
    ],
    pointValueCentiMinor: 500,
    ...rules,
  }
}
