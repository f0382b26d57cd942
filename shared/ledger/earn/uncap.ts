import type { CapUse, Standing } from '../../contracts/index.ts'
import { periodAt } from '../calendar.ts'
import { yearAnchorAt } from './anchor.ts'
import type { CompiledEarnRules } from './compile.ts'
import type { EarnMember } from './types.ts'

/** What a return took back of what a rule had given. */
export interface TakenBack {
  ruleKey: string
  amount: number
  /** When the purchase was made: its own period gets the room back. */
  earnedAt: number
}

/**
 * The caps with what was taken back free to be earned again, in the period it was earned in.
 *
 * @param member with the plans that were good when it was earned
 */
export function uncap(
  caps: Standing['caps'],
  { rules }: CompiledEarnRules,
  taken: readonly TakenBack[],
  member: Pick<EarnMember, 'joinedAt' | 'plans'>,
  timeZone: string,
): Standing['caps'] {
  const after = { ...caps }
  for (const { ruleKey, amount, earnedAt } of taken) {
    const use = after[ruleKey]
    const rule = rules.find((one) => one.rule.key === ruleKey)?.rule
    const period = rule?.caps.perPeriod?.period
    if (!use) continue
    const startsAt =
      rule && period
        ? periodAt(period, earnedAt, timeZone, yearAnchorAt(rule, member)).startsAt
        : use.periodStartsAt
    after[ruleKey] = less(use, startsAt, amount)
  }
  return after
}

function less(use: CapUse, startsAt: number, amount: number): CapUse {
  const ever = Math.max(0, use.ever - amount)
  if (startsAt === use.periodStartsAt) return { ...use, ever, inPeriod: Math.max(0, use.inPeriod - amount) }
  if (!use.earlier) return { ...use, ever }
  const earlier = use.earlier.map((period) =>
    period.startsAt === startsAt ? { ...period, amount: Math.max(0, period.amount - amount) } : period,
  )
  return { ...use, ever, earlier }
}
