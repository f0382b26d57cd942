import type { CapUse, Standing } from '../../contracts/index.ts'
import { periodAt } from '../calendar.ts'
import type { CompiledEarnRules } from './compile.ts'

/** What a return took back of what a rule had given. */
export interface TakenBack {
  ruleKey: string
  amount: number
  /** When the purchase was made: its own period gets the room back. */
  earnedAt: number
}

/** The caps with what was taken back free to be earned again, in the period it was earned in. */
export function uncap(
  caps: Standing['caps'],
  { rules }: CompiledEarnRules,
  taken: readonly TakenBack[],
  member: { joinedAt: number; planStartedAt: number | null },
  timeZone: string,
): Standing['caps'] {
  const after = { ...caps }
  for (const { ruleKey, amount, earnedAt } of taken) {
    const use = after[ruleKey]
    const period = rules.find(({ rule }) => rule.key === ruleKey)?.rule.caps.perPeriod?.period
    if (!use) continue
    const startsAt = period
      ? periodAt(period, earnedAt, timeZone, member.planStartedAt ?? member.joinedAt).startsAt
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
