import type { Amount, DecidedOffer, Decision, Locale } from '../../shared/contracts/index.ts'
import { formatDay, formatMoney, formatPercent } from '../../shared/i18n/format.ts'
import { sayReason } from '../../shared/i18n/reasons.ts'
import type { Translate } from '../../shared/i18n/translate.ts'
import type { Saving } from '../facts.ts'

/** What a component needs to speak. */
export interface Speech {
  t: Translate
  locale: Locale
}

/** What an offer costs the member of their own, where it is paid with that; `null` where it is not, or not known yet. */
export const takesOf = ({ effect }: DecidedOffer): Amount | null =>
  effect.kind === 'discount' ? (effect.takes ?? null) : null

const isPaidFor = ({ reward }: DecidedOffer): boolean => reward.kind === 'payWithPoints'

/** Whether a code can be had for it now: what is paid for or counted against a budget is worked out on the basket first. */
export const canApply = (offer: DecidedOffer): boolean =>
  offer.use === 'code' && !offer.needsBasket && (!isPaidFor(offer) || takesOf(offer) !== null)

/**
 * The offer to try first: the one that the best combination of this basket begins with, then what saves money, before what
 * is paid for with one's own. The order of the list is what the shop expects of them; what is applied is what saves most.
 */
export function bestOf({ offers, best }: Pick<Decision, 'offers' | 'best'>): DecidedOffer | undefined {
  const savings = offers.filter((offer) => canApply(offer) && !isPaidFor(offer))
  const first = best?.offerIds.map((id) => savings.find(({ offerId }) => offerId === id)).find(Boolean)
  return first ?? savings[0] ?? offers.find(canApply)
}

/** The offers whose codes are tried with this one: all of the best combination that can be, if it is in that, or it alone. */
export function togetherWith(offerId: string, shown: Pick<Decision, 'offers' | 'best'> | null): string[] {
  const ids = shown?.best?.offerIds ?? []
  if (!shown || !ids.includes(offerId)) return [offerId]
  const usable = ids.filter((id) => shown.offers.some((offer) => offer.offerId === id && canApply(offer)))
  return [offerId, ...usable.filter((id) => id !== offerId)]
}

/** What of the member's own was paid for a saving; `undefined`: nothing, it was saved. */
export const paidFor = ({ claims }: Saving): Amount | undefined => claims.find(({ takes }) => takes)?.takes

/** What was or will be paid of one's own: "120 points", "45 kr". */
export const sayTakes = ({ unit, amount }: Amount, currency: string, { t, locale }: Speech): string =>
  unit === 'storedValue' ? formatMoney(amount, currency, locale) : t('panel.points', { n: amount })

/** An offer's headline; what is paid with one's own says at what price. */
export function offerHead(offer: DecidedOffer, speech: Speech): string {
  const { effect, headline } = offer
  const takes = takesOf(offer)
  if (takes === null || effect.kind !== 'discount' || effect.amountMinor === null) return headline
  return speech.t('offer.pay', {
    price: sayTakes(takes, effect.currency, speech),
    amount: formatMoney(effect.amountMinor, effect.currency, speech.locale),
  })
}

/** What an offer is worth, short: "−45 kr", "−10 %", "2 ×", "Gift". Empty where nothing is known before it is tried. */
export function offerValue(offer: DecidedOffer, { t, locale }: Speech): string {
  const { effect, reward } = offer
  // Its headline says both sides of it; alone, the discount would read as a gift.
  if (isPaidFor(offer)) return ''
  if (effect.kind === 'points') {
    if (reward.kind === 'pointsMultiplier') return t('offer.times', { factor: reward.factor })
    return effect.points === null ? '' : t('offer.plusPoints', { n: effect.points })
  }
  if (effect.kind === 'gift') return t('offer.gift')
  if (effect.kind === 'access') return t('offer.earlyAccess')
  if (effect.kind === 'donation')
    return effect.amountMinor === null
      ? ''
      : t('offer.given', { amount: formatMoney(effect.amountMinor, effect.currency, locale) })
  if (effect.amountMinor !== null && effect.amountMinor > 0)
    return formatMoney(-effect.amountMinor, effect.currency, locale)
  if (reward.kind === 'percentOff') return `−${formatPercent(reward.percent, locale)}`
  if (reward.kind === 'amountOff') return formatMoney(-reward.amountMinor, effect.currency, locale)
  return ''
}

/** Why the member sees it: its first reason that these words can say, or that it is not personal. */
export function offerWhy(offer: DecidedOffer, { t, locale }: Speech): string {
  const { reward } = offer
  if (reward.kind === 'payWithPoints')
    return t(reward.unit === 'storedValue' ? 'offer.ownMoney' : 'offer.ownPoints')
  if (!offer.personal) return t('offer.everyone')
  for (const reason of offer.reasons) {
    const said = sayReason(reason, t, locale)
    if (said) return said
  }
  return t('offer.fits')
}

/** How long it holds, and that points need no code. */
export function offerTerms(offer: DecidedOffer, { t, locale }: Speech): string | null {
  const { use, endsAt, effect } = offer
  if (effect.kind === 'access')
    return t('offer.accessTerms', {
      date: formatDay(effect.opensAt, locale),
      later: formatDay(effect.everybodyAt, locale),
    })
  if (isPaidFor(offer) && !canApply(offer)) return t('offer.payAtCheckout')
  if (offer.needsBasket) return t('offer.worthAtCheckout')
  const date = endsAt === null ? null : formatDay(endsAt, locale)
  if (use === 'automatic') return date ? t('offer.automaticUntil', { date }) : t('offer.automatic')
  return date && t('offer.until', { date })
}

/** The smallest change of the basket that would earn it. */
export function nearlyWords({ missing }: Decision['nearly'][number], { t, locale }: Speech): string {
  const amount = formatMoney(missing.amountMinor, missing.currency, locale)
  if (missing.kind === 'spendMore') return t('offer.spendMore', { amount })
  const what = [...missing.categories, ...missing.brands].join(', ') || t('offer.theRightGoods')
  return missing.quantity > 0
    ? t('offer.addLines', { n: missing.quantity, what })
    : t('offer.addLinesAmount', { amount, what })
}
