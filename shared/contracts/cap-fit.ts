import type { FieldIssue } from './problems.ts'

/** What of a cap can be held against others. */
interface CapLike {
  on: 'claim' | 'redemption'
  per: 'member' | 'household' | 'code' | 'store' | 'offer'
  period: 'day' | 'week' | 'month' | 'quarter' | 'year' | 'ever'
  times?: number | undefined
  costMinor?: number | undefined
}

interface LimitsLike {
  perMember?: number | undefined
  total?: number | undefined
  budgetMinor?: number | undefined
  caps?: readonly CapLike[] | undefined
}

/** Periods that lie whole within a longer one. A week does not: it may belong to two months. */
const WITHIN: Record<CapLike['period'], readonly CapLike['period'][]> = {
  day: ['week', 'month', 'quarter', 'year', 'ever'],
  week: ['ever'],
  month: ['quarter', 'year', 'ever'],
  quarter: ['year', 'ever'],
  year: ['ever'],
  ever: [],
}

const MEASURES = ['times', 'costMinor'] as const

/**
 * Caps that stand twice, or that could never be reached because another one of the same action and party allows less over
 * a longer time. A member's cap above everybody's is let through: pointless, and clear.
 *
 * @returns issues by their paths below the limits
 */
export function capIssues({ caps = [], ...limits }: LimitsLike): FieldIssue[] {
  const whole: CapLike[] = [
    { on: 'redemption', per: 'member', period: 'ever', times: limits.perMember },
    { on: 'redemption', per: 'offer', period: 'ever', times: limits.total, costMinor: limits.budgetMinor },
  ]
  return caps.flatMap((cap, at): FieldIssue[] => {
    const alike = (other: CapLike) => other.on === cap.on && other.per === cap.per
    const first = caps.findIndex((other) => alike(other) && other.period === cap.period)
    if (first < at) return [{ path: `/caps/${at}`, message: `caps the same as /caps/${first}` }]
    return MEASURES.flatMap((measure) => {
      const own = cap[measure]
      if (own === undefined) return []
      const longer = caps.filter((other) => alike(other) && WITHIN[cap.period].includes(other.period))
      const always = whole.filter((other) => alike(other) && other[measure] !== own)
      const less = [...longer, ...(cap.period === 'ever' ? [] : always)].find(
        (other) => (other[measure] ?? Number.POSITIVE_INFINITY) < own,
      )
      const other = cap.period === 'ever' && always.find((one) => one[measure] !== undefined)
      const path = `/caps/${at}/${measure}`
      if (other) return [{ path, message: `contradicts ${other[measure]}, which the limits say of the same` }]
      return less ? [{ path, message: `can never be reached: ${less.period} allows ${less[measure]}` }] : []
    })
  })
}
