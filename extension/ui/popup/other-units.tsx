import type { FullBalance, MemberReward } from '../../../shared/contracts/index.ts'
import { formatMoney } from '../../../shared/i18n/format.ts'
import type { Speech } from '../offer-words.ts'
import { sayAmount } from './amounts.ts'

/** More marks than this are a wall: then the number alone is said. */
const MOST_MARKS = 12

/** How many stamps fill a card: the lowest price in stamps that is asked for a reward; `null` where none is. */
export function stampsAsked(rewards: readonly MemberReward[]): number | null {
  const prices = rewards.map(({ reward }) => reward.price).filter(({ unit }) => unit === 'stamps')
  return prices.length === 0 ? null : Math.min(...prices.map(({ amount }) => amount))
}

/** Stamps as marks on a card, n of N. With more than a card's worth, the marks are those of the next one. */
export function StampRow({ has, of, speech }: { has: number; of: number; speech: Speech }) {
  const full = Math.floor(has / of)
  const on = has > 0 && has % of === 0 ? of : has - full * of
  return (
    <span class="stamps" role="img" aria-label={speech.t('unit.stampsOf', { n: has, of })}>
      {Array.from({ length: of }, (_, index) => (
        <i key={index} class={index < on ? 'stamp on' : 'stamp'} />
      ))}
    </span>
  )
}

/** What a member has of the units that do not lead the card. */
export function OtherUnits({
  balances,
  currency,
  rewards,
  speech,
}: {
  balances: readonly FullBalance[]
  currency: string
  rewards: readonly MemberReward[]
  speech: Speech
}) {
  const { t, locale } = speech
  if (balances.length === 0) return null
  const of = stampsAsked(rewards)
  return (
    <dl class="units">
      {balances.map(({ unit, available }) =>
        unit === 'points' ? null : (
          <div class="row sp base" key={unit}>
            <dt class="t13 i2">{t(`unit.${unit}Name`)}</dt>
            <dd class="row">
              {unit === 'stamps' && of !== null && of <= MOST_MARKS && available >= 0 && (
                <StampRow has={available} of={of} speech={speech} />
              )}
              <span class="t14 str n">
                {unit === 'storedValue'
                  ? formatMoney(available, currency, locale, 'exact')
                  : unit === 'stamps' && of !== null
                    ? t('unit.stampsOf', { n: available, of })
                    : sayAmount(unit, available, currency, speech)}
              </span>
            </dd>
          </div>
        ),
      )}
    </dl>
  )
}
