import { useState } from 'preact/hooks'
import { minorDigits } from '../../../shared/contracts/currency.ts'
import { isMemberNumber, type Membership } from '../../../shared/contracts/index.ts'
import { formatMemberNumber, formatMoney } from '../../../shared/i18n/format.ts'
import { AskBox } from './act-line.tsx'
import { readAmount, sayAmount } from './amounts.ts'
import type { PopupActions, PopupModel } from './popup-model.ts'

/** Handing on to another member: their number and how much, looked over before it goes. */
export function TransferPage({
  model,
  actions,
  membership,
  typed,
}: {
  model: PopupModel
  actions: PopupActions
  membership: Membership
  /** What the fields begin with. */
  typed: { number: string; amount: string }
}) {
  const { speech, asking, acting } = model
  const { t, locale } = speech
  const { transfers, balances, currency } = membership
  const [number, setNumber] = useState(typed.number)
  const [amount, setAmount] = useState(typed.amount)
  const [checked, setChecked] = useState(false)
  if (!transfers) return null
  const { unit, leftToday } = transfers
  const say = (value: number) => sayAmount(unit, value, currency, speech)
  const available = balances.find((balance) => balance.unit === unit)?.available ?? 0
  const max = Math.max(0, Math.min(leftToday, available))
  const digits = number.replace(/\D/g, '')
  const isOwn = digits === model.info.member?.number
  const isNumber = isMemberNumber(digits) && !isOwn
  // Money is typed in its main unit and kept in the minor one; everything else is whole.
  const decimals = unit === 'storedValue' ? minorDigits(currency) : 0
  const wanted = readAmount(amount, decimals, locale)
  const isAmount = wanted !== null && wanted >= 1 && wanted <= max
  const amountWrong = () => {
    if (wanted !== null)
      return t('transfer.amountWrong', { min: unit === 'storedValue' ? say(1) : '1', max: say(max) })
    if (decimals === 0) return t('transfer.amountWhole')
    return t('transfer.amountMoney', { example: formatMoney(1250, currency, locale, 'plain') })
  }
  const done = acting?.act.kind === 'transfer' && acting.state === 'done' ? acting.act : null
  if (asking?.kind === 'transfer')
    return (
      <AskBox
        model={model}
        actions={actions}
        act={asking}
        question={t('transfer.ask', {
          amount: say(asking.amount),
          number: formatMemberNumber(asking.toNumber),
        })}
        yes={t('transfer.confirm', { amount: say(asking.amount) })}
        no={t('transfer.change')}
        troubles={{ not_found: t('transfer.unknown') }}
      >
        <p class="t13 i2">{t('transfer.keeps')}</p>
      </AskBox>
    )
  return (
    <form
      class="form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setChecked(true)
        if (isNumber && isAmount) actions.ask({ kind: 'transfer', toNumber: digits, unit, amount: wanted })
      }}
    >
      <p class="t14 n">
        {max === 0 ? t('transfer.nothing') : t('transfer.leftToday', { amount: say(leftToday) })}
      </p>
      {done && (
        <p class="t13 gt" role="status">
          {t('transfer.done', { amount: say(done.amount) })}
        </p>
      )}
      <label class="fld">
        <span class="t13 lab">{t('transfer.number')}</span>
        <input
          class="input mono"
          inputMode="numeric"
          autoComplete="off"
          value={number}
          aria-invalid={checked && !isNumber}
          aria-describedby="number-hint"
          onInput={(event) => setNumber(event.currentTarget.value)}
        />
        <span id="number-hint" class={checked && !isNumber ? 't12 lt' : 't12 i3'}>
          {t(
            !checked || isNumber
              ? 'transfer.numberHint'
              : isOwn
                ? 'transfer.numberOwn'
                : 'transfer.numberWrong',
          )}
        </span>
      </label>
      <label class="fld">
        <span class="t13 lab">{t('transfer.amount')}</span>
        <input
          class="input"
          inputMode={decimals === 0 ? 'numeric' : 'decimal'}
          autoComplete="off"
          value={amount}
          aria-invalid={checked && !isAmount}
          aria-describedby="amount-hint"
          onInput={(event) => setAmount(event.currentTarget.value)}
        />
        <span id="amount-hint" class={checked && !isAmount ? 't12 lt' : 't12 i3'}>
          {checked && !isAmount ? amountWrong() : t('transfer.keeps')}
        </span>
      </label>
      <span class="grow" />
      <button type="submit" class="btn p w" aria-disabled={max === 0}>
        {t('transfer.next')}
      </button>
    </form>
  )
}
