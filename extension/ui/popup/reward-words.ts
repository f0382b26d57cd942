import {
  type MemberReward,
  type RewardGoods,
  type RewardOrder,
  type RewardWords,
  wordsOf,
} from '../../../shared/contracts/index.ts'
import { formatMoney, formatTime } from '../../../shared/i18n/format.ts'
import type { PopupInfo } from '../../facts.ts'
import type { Speech } from '../offer-words.ts'
import { type Dates, sayAmount, sayDay } from './amounts.ts'

/** A reward's name and detail as the member reads them; see `wordsOf`. */
export const contentOf = (
  content: RewardWords,
  { locale, tone, partner }: Pick<PopupInfo, 'locale' | 'tone' | 'partner'>,
): { name: string; detail?: string | undefined } =>
  wordsOf(content, { locale, tone, fallback: partner?.locale }) ?? { name: '' }

/** What one gets, by kind. `currency` is the programme's. */
export function goodsWords(
  goods: RewardGoods,
  currency: string,
  { t, locale }: Speech,
  dates: Dates,
): string {
  switch (goods.kind) {
    case 'seat':
      return t('goods.seat', {
        date: sayDay(goods.eventAt, dates),
        time: formatTime(goods.eventAt, locale, dates.timeZone),
        place: goods.place,
      })
    case 'earlyAccess':
      return t('goods.earlyAccess', {
        date: sayDay(goods.opensAt, dates),
        later: sayDay(goods.everybodyAt, dates),
      })
    case 'donation':
    case 'topUp':
      return t(`goods.${goods.kind}`, { amount: formatMoney(goods.amountMinor, currency, locale) })
    default:
      return t(`goods.${goods.kind}`)
  }
}

/** Why it can't be ordered now: each reason, and when it opens where that is known. What is missing is said by itself. */
export function refusalWords(
  { refusals, opensAt }: MemberReward,
  { t, locale }: Speech,
  dates: Dates,
): string[] {
  const words = refusals
    .filter((refusal) => refusal !== 'balance')
    .map((refusal) => t(`rewards.refused.${refusal}`))
  return opensAt === null
    ? words
    : [
        ...words,
        t('rewards.opens', {
          date: sayDay(opensAt, dates),
          time: formatTime(opensAt, locale, dates.timeZone),
        }),
      ]
}

/** How far an order has come. `causeName`: of the cause that a donation went to. */
export function orderWords(
  order: RewardOrder,
  causeName: string,
  currency: string,
  speech: Speech,
  dates: Dates,
): string {
  const { t, locale } = speech
  const { state, goods, donated, queuePlace, orderedAt, changedAt, usedAt, price } = order
  const date = sayDay(state === 'ordered' ? orderedAt : changedAt, dates)
  switch (state) {
    case 'waiting':
      return t('orders.waiting', { n: queuePlace ?? 1 })
    case 'ordered':
      return t('orders.ordered', { date })
    case 'cancelled':
      return t('orders.cancelled', { amount: sayAmount(price.unit, price.amount, currency, speech) })
    case 'delivered':
      if (usedAt !== null) return t('orders.used', { date: sayDay(usedAt, dates) })
      if (donated)
        return t('orders.given', {
          amount: formatMoney(donated.amountMinor, currency, locale),
          cause: causeName,
          date,
        })
      return t(
        goods.kind === 'code' || goods.kind === 'topUp' || goods.kind === 'earlyAccess'
          ? 'orders.yours'
          : 'orders.delivered',
        { date },
      )
    default:
      return t(`orders.${state}`)
  }
}
