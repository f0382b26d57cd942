import type { Balance, MemberReward } from '../../../shared/contracts/index.ts'
import { formatMoney } from '../../../shared/i18n/format.ts'
import type { Speech } from '../offer-words.ts'
import { sayAmount } from './amounts.ts'
import { StampRow, stampsAsked } from './other-units.tsx'

/** The one large figure of the card, with what it is worth, and what is set aside. */
export function BalanceHead({
  balance,
  currency,
  rewards,
  speech,
}: {
  balance: Balance
  currency: string
  rewards: readonly MemberReward[]
  speech: Speech
}) {
  const { t, locale } = speech
  const { unit, available, held, worthMinor } = balance
  const of = unit === 'stamps' ? stampsAsked(rewards) : null
  const [figure, ...words] = sayAmount(unit, available, currency, speech).split(/(?<=\d)\s(?=\p{L})/u)
  return (
    <>
      <div class="row sp base total">
        <p>
          <span class="t34 n">{figure}</span>
          {words.length > 0 && <span class="t16 lab i2"> {words.join(' ')}</span>}
        </p>
        {unit === 'points' && worthMinor !== null && worthMinor > 0 && (
          <span class="t14 i2 n">
            {t('panel.worth', { amount: formatMoney(worthMinor, currency, locale) })}
          </span>
        )}
        {of !== null && available >= 0 && of <= 12 && <StampRow has={available} of={of} speech={speech} />}
      </div>
      {held > 0 && (
        <p class="t13 i2 n under2">
          {t('balance.held', { amount: sayAmount(unit, held, currency, speech) })}
        </p>
      )}
    </>
  )
}
