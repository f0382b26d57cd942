import type { DecidedOffer, Decision, Locale } from '../../shared/contracts/index.ts'
import { formatDay, formatMoney, formatPercent } from '../../shared/i18n/format.ts'
import { sayReason } from '../../shared/i18n/reasons.ts'
import type { Translate } from '../../shared/i18n/translate.ts'

/** What a component needs to speak. */
export interface Speech {
  t: Translate
  locale: Locale
}

/** What an offer is worth, short: "−45 kr", "−10 %", "2 ×". Empty where nothing is known before it is tried. */
export function offerValue({ effect, reward }: DecidedOffer, { t, locale }: Speech): string {
  if (effect.kind === 'points') {
    if (reward.kind === 'pointsMultiplier') return t('offer.times', { factor: reward.factor })
    return effect.points === null ? '' : t('offer.plusPoints', { n: effect.points })
  }
  if (effect.amountMinor !== null && effect.amountMinor > 0)
    return formatMoney(-effect.amountMinor, effect.currency, locale)
  if (reward.kind === 'percentOff') return `−${formatPercent(reward.percent, locale)}`
  if (reward.kind === 'amountOff' && 'currency' in effect)
    return formatMoney(-reward.amountMinor, effect.currency, locale)
  return ''
}

/** Why the member sees it: its first reason that these words can say, or that it is not personal. */
export function offerWhy(offer: DecidedOffer, { t, locale }: Speech): string {
  if (!offer.personal) return t('offer.everyone')
  for (const reason of offer.reasons) {
    const said = sayReason(reason, t, locale)
    if (said) return said
  }
  return t('offer.fits')
}

/** How long it holds, and that points need no code. */
export function offerTerms({ use, endsAt }: DecidedOffer, { t, locale }: Speech): string | null {
  const date = endsAt === null ? null : formatDay(endsAt, locale)
  if (use === 'automatic') return date ? t('offer.automaticUntil', { date }) : t('offer.automatic')
  return date && t('offer.until', { date })
}

/** The smallest change of the basket that would earn it. */
export function nearlyWords({ missing }: Decision['nearly'][number], { t, locale }: Speech): string {
  const amount = formatMoney(missing.amountMinor, missing.currency, locale)
  if (missing.kind === 'spendMore') return t('offer.spendMore', { amount })
  const what = missing.categories.join(', ') || t('offer.theRightGoods')
  return missing.quantity > 0
    ? t('offer.addLines', { n: missing.quantity, what })
    : t('offer.addLinesAmount', { amount, what })
}
