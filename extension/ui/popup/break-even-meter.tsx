import type { BreakEven } from '../../../shared/contracts/index.ts'
import { formatMoney } from '../../../shared/i18n/format.ts'
import type { Speech } from '../offer-words.ts'
import { type Dates, sayDay } from './amounts.ts'
import { netWords, VERDICTS } from './plan-words.ts'

/** Room that the bar leaves beyond the longer of its two figures. */
const HEADROOM = 1.16

/** Saved so far against the fee: both figures on one bar, by kind beneath, and what it comes to. */
export function BreakEvenMeter({
  breakEven,
  speech,
  dates,
}: {
  breakEven: BreakEven
  speech: Speech
  dates: Dates
}) {
  const { t, locale } = speech
  const { currency, feeMinor, savedMinor, netMinor, saved, sinceAt, verdict } = breakEven
  const money = (amountMinor: number) => formatMoney(amountMinor, currency, locale)
  const plain = (amountMinor: number) => formatMoney(amountMinor, currency, locale, 'plain')
  const whole = Math.max(feeMinor, savedMinor, 1) * HEADROOM
  const at = (amountMinor: number) => (100 * amountMinor) / whole
  return (
    <section class="meterbox">
      <p class="t13 i2">{t('plan.since', { date: sayDay(sinceAt, dates) })}</p>
      <p class="t26 n">{netWords(breakEven, speech)}</p>
      <div
        class="meter"
        role="img"
        aria-label={t('plan.meter', { saved: money(savedMinor), fee: money(feeMinor) })}
      >
        <span class="mark fee" style={placed(at(feeMinor))}>
          {t('plan.cost', { amount: money(feeMinor) })}
        </span>
        <i class="f" style={{ width: `${at(savedMinor)}%` }} />
        <i class="k" style={{ left: `${at(feeMinor)}%` }} />
        <span class="mark got" style={placed(at(savedMinor))}>
          {t('plan.saved', { amount: money(savedMinor) })}
        </span>
      </div>
      {saved.length === 0 && <p class="rl">{t('plan.nothingSaved')}</p>}
      {saved.map(({ kind, amountMinor }) => (
        <p class="rl" key={kind}>
          <span>{t(`saving.${kind}`)}</span>
          <span>{plain(amountMinor)}</span>
        </p>
      ))}
      <p class="rl tot">
        <span>{t('plan.totalSaved')}</span>
        <span>{formatMoney(savedMinor, currency, locale, 'exact')}</span>
      </p>
      <p class="rl">
        <span>{t('plan.fee')}</span>
        <span>{plain(-feeMinor)}</span>
      </p>
      <p class={netMinor < 0 && verdict === 'behind' ? 't13 lab verdict ht' : 't13 lab verdict'}>
        {t(VERDICTS[verdict])}
      </p>
    </section>
  )
}

/** A figure stands over its place on the bar, and never beyond the bar's ends. */
const placed = (percent: number) =>
  percent < 25
    ? { left: '0' }
    : percent > 75
      ? { right: `${Math.max(0, 88 - percent)}%` }
      : { left: `${percent}%`, transform: 'translateX(-50%)' }
