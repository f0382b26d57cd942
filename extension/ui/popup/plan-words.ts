import type { BreakEven, Entitlements, MemberPlan, Subscription } from '../../../shared/contracts/index.ts'
import { formatMoney, formatPercent } from '../../../shared/i18n/format.ts'
import type { Speech } from '../offer-words.ts'
import { type Dates, sayLastDay } from './amounts.ts'

/** What a tier or plan gives, a line each. `currency` is the programme's. */
export function givesWords(
  { freeShipping, memberPricePercent, earlyAccessHours, earnPercent, returnDays, yearlyReward }: Entitlements,
  currency: string,
  { t, locale }: Speech,
): string[] {
  const lines: string[] = []
  if (freeShipping) lines.push(t('gives.freeShipping'))
  if (memberPricePercent)
    lines.push(t('gives.memberPrice', { percent: formatPercent(memberPricePercent, locale) }))
  if (earnPercent) lines.push(t('gives.earn', { n: earnPercent / 100 }))
  if (earlyAccessHours) lines.push(t('gives.earlyAccess', { n: earlyAccessHours }))
  if (returnDays) lines.push(t('gives.returnDays', { n: returnDays }))
  if (yearlyReward) {
    const percent = formatPercent(yearlyReward.percent, locale)
    lines.push(
      yearlyReward.capMinor === undefined
        ? t('gives.yearly', { percent })
        : t('gives.yearlyCapped', { percent, amount: formatMoney(yearlyReward.capMinor, currency, locale) }),
    )
  }
  return lines
}

/** What a plan costs: "39 kr a month". */
export const feeWords = ({ price, term }: MemberPlan['plan'], { t, locale }: Speech): string =>
  t(`plan.${term}`, { amount: formatMoney(price.amountMinor, price.currency, locale) })

/** Where a subscription stands, and until when. */
export function stateWords(subscription: Subscription, { t }: Speech, dates: Dates): string {
  const { state, termEndsAt, trialEndsAt, graceEndsAt, endedAt } = subscription
  const day = (at: number | null) => (at === null ? '' : sayLastDay(at, dates))
  switch (state) {
    case 'trial':
      return t('plan.trial', { date: day(trialEndsAt ?? termEndsAt) })
    case 'active':
      return termEndsAt === null ? t('plan.activeForGood') : t('plan.active', { date: day(termEndsAt) })
    case 'pastDue':
    case 'grace':
      return t(`plan.${state}`, { date: day(graceEndsAt ?? termEndsAt) })
    case 'endsAtTerm':
      return t('plan.endsAtTerm', { date: day(termEndsAt) })
    case 'ended':
      return t('plan.ended', { date: day(endedAt ?? termEndsAt) })
  }
}

/** How far a plan is ahead of its fee, or behind it. */
export function netWords({ netMinor, currency }: BreakEven, { t, locale }: Speech): string {
  if (netMinor === 0) return t('plan.even')
  const amount = formatMoney(Math.abs(netMinor), currency, locale)
  return t(netMinor > 0 ? 'plan.ahead' : 'plan.behind', { amount })
}

/** What the figures come to, said plainly. */
export const VERDICTS = {
  paid: 'plan.paid',
  onCourse: 'plan.onCourse',
  behind: 'plan.notPaying',
  tooEarly: 'plan.tooEarly',
} as const
