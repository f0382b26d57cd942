import type { CapUse, EarnWhy } from '../../contracts/index.ts'
import { periodAt } from '../calendar.ts'
import { allocate } from '../earning.ts'
import { activation } from '../pending.ts'
import { yearAnchorAt } from './anchor.ts'
import { counted, cutToCaps } from './caps.ts'
import type { CompiledEarnRule, CompiledEarnRules } from './compile.ts'
import { happenedAt, refusal } from './gates.ts'
import { beforeCaps } from './give.ts'
import { type Goods, goodsOf, inScope } from './goods.ts'
import { type Ratio, toNumber } from './ratio.ts'
import type { EarnExplained, EarnGiven, EarnInput, EarnResult } from './types.ts'

/**
 * What a purchase, an event or a birthday earns by a programme's rules, and why each rule gave or did not. It is the
 * same for a basket that is not paid yet: nothing is posted here. Rules don't see each other and each counts its own caps,
 * but that of several yearly rewards the one applies that gives most here, and of equal ones the first.
 */
export function earn({ rules, firstTier }: CompiledEarnRules, input: EarnInput): EarnResult {
  const { trigger } = input
  const member = { ...input.member, tier: input.member.tier ?? firstTier }
  const goods = trigger.kind === 'purchase' ? goodsOf(trigger) : null
  const result: EarnResult = { given: [], explained: [], caps: { ...member.caps } }
  const answers = rules.map((compiled) => byRule(compiled, { ...input, member }, goods))
  for (const { explained, given, use } of bestYearly(rules, answers)) {
    result.explained.push(explained)
    if (given) result.given.push(given)
    if (use) result.caps[explained.ruleKey] = use
  }
  return result
}

interface ByRule {
  explained: EarnExplained
  given?: EarnGiven
  use?: CapUse
}

/** The rules' answers, in which of the yearly rewards no more than the best has given anything. */
function bestYearly(rules: readonly CompiledEarnRule[], answers: readonly ByRule[]): ByRule[] {
  const yearly = answers.filter(({ given }, at) => given && rules[at]?.yearly)
  const most = Math.max(...yearly.map(({ explained }) => explained.figures.amount))
  const best = yearly.find(({ explained }) => explained.figures.amount === most)
  return answers.map((answer) => {
    if (answer === best || !yearly.includes(answer)) return answer
    const figures = { ...answer.explained.figures, amount: 0, cut: null }
    return { explained: { ...answer.explained, applied: false, why: 'otherGivesMore', figures } }
  })
}

function byRule(
  compiled: CompiledEarnRule,
  { trigger, member, timeZone }: EarnInput,
  goods: Goods | null,
): ByRule {
  const { rule } = compiled
  const figures: EarnExplained['figures'] = {
    inScopeMinor: 0,
    missingMinor: 0,
    earnPercent: rule.multiplied && rule.give.kind === 'proportional' ? member.earnPercent : 100,
    beforeCaps: 0,
    amount: 0,
    cut: null,
  }
  const explain = (why: EarnWhy): EarnExplained => ({
    ruleKey: rule.key,
    unit: rule.unit,
    applied: figures.amount > 0,
    why,
    figures,
  })

  const refused = refusal(compiled, trigger, member)
  if (refused) return { explained: explain(refused) }

  const basis = rule.give.kind === 'proportional' ? rule.give.basis : 'paid'
  const scoped = goods && inScope(goods, compiled.scope, basis)
  if (scoped && !scoped.held) return { explained: explain('notInScope') }
  const minor = scoped ? scoped.minor : amountOf(trigger)
  figures.inScopeMinor = toNumber(minor.top / minor.over)

  const counts = rule.give.kind === 'proportional' || PURCHASES.has(rule.on.kind)
  if (counts && minor.top === 0n) return { explained: explain('noAmount') }
  const least = rule.minBasketMinor ?? 0
  if (minor.top < BigInt(least) * minor.over) {
    figures.missingMinor = least - figures.inScopeMinor
    return { explained: explain('basketTooSmall') }
  }

  const pieces = scoped?.pieces ?? []
  const count = pieces.reduce((sum, more) => sum + more, 0)
  figures.beforeCaps = beforeCaps(rule.give, minor, count, figures.earnPercent)
  if (figures.beforeCaps === 0) return { explained: explain('roundedToNothing') }

  const at = happenedAt(trigger)
  const { perPeriod, perMember } = rule.caps
  const periodStartsAt = perPeriod
    ? periodAt(perPeriod.period, at, timeZone, yearAnchorAt(rule, member)).startsAt
    : null
  const use = member.caps[rule.key]
  const { amount, cut } = cutToCaps(figures.beforeCaps, rule.caps, use, periodStartsAt)
  Object.assign(figures, { amount, cut })
  const counting = amount > 0 && (perPeriod !== undefined || perMember !== undefined)
  return {
    explained: explain(cut ? 'capped' : 'applied'),
    given: {
      ruleKey: rule.key,
      unit: rule.unit,
      amount,
      perLine:
        trigger.kind === 'purchase' && trigger.lines.length > 0
          ? allocate(amount, rule.give.kind === 'perItem' ? pieces : scoped!.weights)
          : [],
      ...activation(compiled.pending, at, timeZone),
      expiry: compiled.expiry,
      cut,
    },
    ...(counting ? { use: counted(use, amount, periodStartsAt) } : {}),
  }
}

/** Triggers that give nothing where nothing is paid: otherwise goods given away would earn again. */
const PURCHASES: ReadonlySet<string> = new Set(['purchase', 'firstPurchase'])

const amountOf = (trigger: EarnInput['trigger']): Ratio => ({
  top: BigInt(trigger.kind === 'event' ? (trigger.amountMinor ?? 0) : 0),
  over: 1n,
})
