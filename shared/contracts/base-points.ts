import type { EarnRule, EarnScope } from './earn.ts'
import type { ProgramRules } from './program.ts'

/** What a programme whose amounts earn nothing by themselves counts as a step: a hundred minor units. */
const PLAIN_STEP_MINOR = 100

type Proportional = Extract<EarnRule['give'], { kind: 'proportional' }>

/** The rules by which any amount earns points for anybody, and whether they hold for all goods. */
interface Everyday {
  gives: { give: Proportional; most: number }[]
  exceptions: boolean
}

/** Worked out once for each programme: deciding asks for every offer of every decision. Rules are never changed in place. */
const known = new WeakMap<ProgramRules, Everyday>()
/** What was asked for last: within a decision it is the same each time. */
let latest: { rules: ProgramRules; everyday: Everyday } | null = null

function everydayOf(rules: ProgramRules): Everyday {
  if (latest?.rules === rules) return latest.everyday
  const everyday = known.get(rules) ?? workOut(rules)
  known.set(rules, everyday)
  latest = { rules, everyday }
  return everyday
}

function workOut(rules: ProgramRules): Everyday {
  const everyday = rules.earn.filter(isEveryday)
  return {
    gives: everyday.map(({ give, caps }) => ({ give, most: caps.perPurchase ?? Number.MAX_SAFE_INTEGER })),
    exceptions: everyday.some(
      ({ scope }) => named(scope.exceptCategories) || named(scope.exceptSkus) || scope.fullPriceOnly === true,
    ),
  }
}

const named = (list: readonly string[] | undefined): boolean => list !== undefined && list.length > 0

/** What a scope asks for; what it leaves out does not make a rule a special one. */
const isScoped = ({ categories, skus, storeIds }: EarnScope): boolean =>
  named(categories) || named(skus) || named(storeIds)

const isEveryday = (rule: EarnRule): rule is EarnRule & { give: Proportional } =>
  rule.on.kind === 'purchase' &&
  rule.unit === 'points' &&
  rule.give.kind === 'proportional' &&
  !isScoped(rule.scope) &&
  rule.tiers.length + rule.plans.length === 0 &&
  rule.minBasketMinor === undefined &&
  rule.schedule === undefined

/**
 * Points that an amount of goods earns by itself on any day, without multipliers: every such rule rounded as it says
 * and cut to its cap of one purchase. Caps by period and member are not known here. What a rule leaves out (`except`)
 * is counted as well: see `basePointsVary`.
 */
export function basePointsOf(rules: ProgramRules, amountMinor: number): number {
  let points = 0
  for (const { give, most } of everydayOf(rules).gives) points += Math.min(most, pointsOf(give, amountMinor))
  return points
}

/** Whether some goods earn less than `basePointsOf` says, since an everyday rule leaves them out. */
export const basePointsVary = (rules: ProgramRules): boolean => everydayOf(rules).exceptions

/** How much has to be paid for the programme's first everyday rule to give something. */
export const typicalStepMinor = (rules: ProgramRules): number =>
  everydayOf(rules).gives[0]?.give.perMinor ?? PLAIN_STEP_MINOR

function pointsOf({ amount, perMinor, wholeStepsOnly, rounding }: Proportional, amountMinor: number): number {
  if (wholeStepsOnly) return Math.floor(amountMinor / perMinor) * amount
  const product = amountMinor * amount
  if (product > Number.MAX_SAFE_INTEGER) return exactly(amount, perMinor, rounding, amountMinor)
  const rest = product % perMinor
  const down = (product - rest) / perMinor
  return down + (up(rest, perMinor, rounding) ? 1 : 0)
}

/** A product that a number can't hold. It happens above a hundred thousand million minor units, so it may be slow. */
function exactly(
  amount: number,
  perMinor: number,
  rounding: Proportional['rounding'],
  minor: number,
): number {
  const product = BigInt(minor) * BigInt(amount)
  const rest = Number(product % BigInt(perMinor))
  const points = Number(product / BigInt(perMinor)) + (up(rest, perMinor, rounding) ? 1 : 0)
  return Math.min(points, Number.MAX_SAFE_INTEGER)
}

/** Whether what is left over rounds up; halves do where it is rounded to the nearest. */
const up = (rest: number, of: number, rounding: Proportional['rounding']): boolean =>
  rounding === 'up' ? rest > 0 : rounding === 'nearest' && rest * 2 >= of
