import type { EarnRule } from './earn.ts'
import type { Plan } from './plan.ts'
import type { TierLadder } from './tier.ts'
import type { Unit } from './unit.ts'

/** The part of a programme's rules that says what a purchase brings back in money's worth. */
export interface BringsBack {
  earn: readonly EarnRule[]
  pointValueCentiMinor: number | null
  conversions: readonly { from: Quantity; to: Quantity }[]
  tiers: TierLadder | null
  plans: readonly Plan[]
}

interface Quantity {
  unit: Unit
  amount: number
}

/** Where a programme could earn without bound, and why. */
export interface Unbounded {
  path: (string | number)[]
  message: string
}

/** All that is paid. Shares of it are whole trillionths, rounded up, so that a sum of them never comes out too low. */
const WHOLE = 1_000_000_000_000

/** How many times what is paid a price can be: a member price may take nine tenths off (`memberPricePercent`). */
const PRICE_TO_PAID = 10

/** The pieces that a purchase can have: so many lines of so many. A piece may cost next to nothing. */
const MOST_PIECES = 500n * 1_000_000n

/**
 * The rules by which a purchase could bring back as much as is paid for it, or more, in money's worth: whoever spends it
 * again would never have to stop. It is one sum over all that can apply together, for a member of any one tier and of
 * every plan, at any instant, and for a basket of any size:
 *
 * - What a unit is worth: stored value itself; a point what the programme says; and either, or a stamp or a credit, what
 *   its conversions make of it, if that is more. What is worth nothing in money can't come back as money.
 * - A proportional rule counts its rate, times the highest multiplier of tier and plans where it is multiplied. Rounding
 *   up counts one unit more, and to the nearest half a unit, but no more than it doubles. `beforeDiscount` counts ten times: of
 *   what is paid the price may be that much.
 * - A fixed amount counts against the smallest basket that earns it: `minBasketMinor`, or else one minor unit. So much a
 *   piece counts as a fixed amount if it is capped by purchase, and is without bound if not, as pieces may cost nearly nothing.
 * - Of yearly rewards the best counts, as members get no more than one for a purchase.
 *
 * Not in the sum, because they are bounded already: what caps by period or member, what comes by events and birthdays, and
 * a fixed amount for the first purchase. Scopes are taken to meet: some thing may be in all of them.
 *
 * @returns each rule at which the sum of those above it and its own comes to all that is paid, at its own path
 */
export function unbounded(rules: BringsBack): Unbounded[] {
  const sources = sourcesOf(rules)
  const baskets = [...new Set([1, ...sources.map(({ fromMinor }) => fromMinor)])]
  const instants = new Set([0, ...sources.map(({ schedule }) => schedule?.startsAt ?? 0)])
  const found = new Map<Source, readonly Source[]>()
  for (const { tier, earnPercent } of standingsOf(rules)) {
    const own = withBestReward(
      sources.filter(
        ({ tiers, plans }) =>
          tiers.length + plans.length === 0 || plans.length > 0 || tiers.some((key) => key === tier),
      ),
    )
    for (const basketMinor of baskets) {
      const shares = own
        .filter(({ fromMinor }) => fromMinor <= basketMinor)
        .map((source) => ({ source, share: source.share(BigInt(basketMinor), BigInt(earnPercent)) }))
      for (const at of instants) {
        const together: Source[] = []
        let sum = 0
        for (const { source, share } of shares) {
          if (source.schedule && (at < source.schedule.startsAt || at >= source.schedule.endsAt)) continue
          if (sum + share < WHOLE) {
            sum += share
            together.push(source)
          } else if (!found.has(source)) found.set(source, share < WHOLE ? [...together] : [])
        }
      }
    }
  }
  return sources.flatMap((source) => {
    const others = found.get(source)
    if (!others) return []
    const names = others.map(({ key }) => key).join(', ')
    return [
      {
        path: source.path,
        message: `gives back as much as is paid${names && ` together with ${names}`}: the rule could earn without bound. ${source.way}`,
      },
    ]
  })
}

interface Source extends Pick<EarnRule, 'key' | 'tiers' | 'plans' | 'schedule'> {
  path: (string | number)[]
  /** Percent of a yearly reward; `null`: it is none. */
  yearly: number | null
  /** What would bound it. */
  way: string
  /** The smallest basket that earns by it, in what is paid. */
  fromMinor: number
  /** Its share of what is paid for such a basket or a larger one, at most `WHOLE`; never rising with the basket. */
  share: (basketMinor: bigint, earnPercent: bigint) => number
}

interface Ratio {
  top: bigint
  over: bigint
}

const CAP_IT = 'A cap by period or member bounds it'

function sourcesOf(rules: BringsBack): Source[] {
  const worth = worthOf(rules)
  const earn = rules.earn.flatMap((rule, at): Source[] => {
    const { give, caps } = rule
    const bounded =
      caps.perPeriod !== undefined ||
      caps.perMember !== undefined ||
      (rule.on.kind !== 'purchase' && rule.on.kind !== 'firstPurchase') ||
      (rule.on.kind === 'firstPurchase' && give.kind === 'fixed')
    if (bounded || worth[rule.unit].top === 0n) return []
    return [
      {
        ...rule,
        path: ['earn', at, 'give', 'amount'],
        yearly: null,
        way:
          give.kind === 'proportional'
            ? give.basis === 'beforeDiscount'
              ? `A price before discounts can be ${PRICE_TO_PAID} times what is paid. ${CAP_IT}`
              : give.rounding === 'down'
                ? CAP_IT
                : `${CAP_IT}, or a minBasketMinor above what is rounded up`
            : give.kind === 'fixed'
              ? `${CAP_IT}, or a minBasketMinor above its worth`
              : `${CAP_IT}, or a cap by purchase and a minBasketMinor above its worth`,
        fromMinor: leastPaid(rule),
        share: (basketMinor, earnPercent) =>
          shareOf(unitsFor(rule, basketMinor, earnPercent), worth[rule.unit], basketMinor),
      },
    ]
  })
  const yearly = (path: (string | number)[], key: string, holder: Partial<Source>, percent: number) => ({
    key: `the yearly reward of ${key}`,
    tiers: [],
    plans: [],
    schedule: undefined,
    ...holder,
    path: [...path, 'entitlements', 'yearlyReward', 'percent'],
    yearly: percent,
    way: 'A capMinor bounds it',
    fromMinor: 1,
    share: () => (percent * WHOLE) / 100,
  })
  const uncapped = ({ entitlements: { yearlyReward } }: Pick<Plan, 'entitlements'>) =>
    yearlyReward && yearlyReward.capMinor === undefined ? [yearlyReward.percent] : []
  return [
    ...earn,
    ...rules.plans.flatMap((plan, at) =>
      uncapped(plan).map((percent) => yearly(['plans', at], plan.key, { plans: [plan.key] }, percent)),
    ),
    ...(rules.tiers?.levels ?? []).flatMap((level, at) =>
      uncapped(level).map((percent) =>
        yearly(['tiers', 'levels', at], level.key, { tiers: [level.key] }, percent),
      ),
    ),
  ]
}

/** Sources without the yearly rewards that another of them outdoes. */
function withBestReward(sources: readonly Source[]): Source[] {
  const best = Math.max(...sources.map(({ yearly }) => yearly ?? 0))
  const first = sources.find(({ yearly }) => yearly === best)
  return sources.filter((source) => source.yearly === null || source === first)
}

/** What one of each unit is worth in minor units, by the best of its conversions. */
function worthOf({ pointValueCentiMinor, conversions }: BringsBack): Record<Unit, Ratio> {
  const worth: Record<Unit, Ratio> = {
    points: { top: BigInt(pointValueCentiMinor ?? 0), over: 100n },
    statusCredits: { top: 0n, over: 1n },
    storedValue: { top: 1n, over: 1n },
    stamps: { top: 0n, over: 1n },
  }
  // A chain is no longer than there are links; a ring, which is refused for itself, ends as well.
  for (const _ of conversions)
    for (const { from, to } of conversions) {
      const made = {
        top: worth[to.unit].top * BigInt(to.amount),
        over: worth[to.unit].over * BigInt(from.amount),
      }
      const now = worth[from.unit]
      if (from.unit !== to.unit && made.top * now.over > now.top * made.over) worth[from.unit] = made
    }
  return worth
}

/** Tiers that a member can stand in, with the multiplier that comes of it and of all the plans: the best, as entitlements are. */
function standingsOf({ tiers, plans }: BringsBack): { tier: string | null; earnPercent: number }[] {
  const best = Math.max(100, ...plans.map(({ entitlements }) => entitlements.earnPercent ?? 100))
  if (!tiers) return [{ tier: null, earnPercent: best }]
  return tiers.levels.map(({ key, entitlements }) => ({
    tier: key,
    earnPercent: Math.max(best, entitlements.earnPercent ?? 100),
  }))
}

/** How many times what is paid a rule may count. */
const countedTimes = ({ give }: EarnRule): number =>
  give.kind === 'proportional' && give.basis === 'beforeDiscount' ? PRICE_TO_PAID : 1

function leastPaid(rule: EarnRule): number {
  const step = rule.give.kind === 'proportional' && rule.give.wholeStepsOnly ? rule.give.perMinor : 1
  return Math.ceil(Math.max(rule.minBasketMinor ?? 1, step) / countedTimes(rule))
}

/** The most that a rule gives for so much paid. */
function unitsFor(rule: EarnRule, basketMinor: bigint, earnPercent: bigint): Ratio {
  const units = beforeCap(rule, basketMinor, earnPercent)
  const cap = rule.caps.perPurchase === undefined ? null : BigInt(rule.caps.perPurchase)
  return cap !== null && units.top > cap * units.over ? { top: cap, over: 1n } : units
}

function beforeCap(rule: EarnRule, basketMinor: bigint, earnPercent: bigint): Ratio {
  const { give } = rule
  if (give.kind === 'fixed') return { top: BigInt(give.amount), over: 1n }
  if (give.kind === 'perItem') return { top: BigInt(give.amount) * MOST_PIECES, over: 1n }
  const factor = BigInt(give.amount) * (rule.multiplied ? earnPercent : 100n)
  const top = 2n * basketMinor * BigInt(countedTimes(rule)) * factor
  const half = BigInt(give.perMinor) * 100n
  const over = 2n * half
  // Whole steps of whole units leave nothing to round.
  const exact = give.rounding === 'down' || (give.wholeStepsOnly && factor % 100n === 0n)
  const rounding = exact ? 0n : give.rounding === 'up' ? over : top < half ? top : half
  return { top: top + rounding, over }
}

function shareOf(units: Ratio, worth: Ratio, basketMinor: bigint): number {
  const over = units.over * worth.over * basketMinor
  const share = (units.top * worth.top * BigInt(WHOLE) + over - 1n) / over
  return share < BigInt(WHOLE) ? Number(share) : WHOLE
}
