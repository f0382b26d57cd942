import type { Balance as Points } from '../../shared/contracts/index.ts'
import { formatDay, formatMoney } from '../../shared/i18n/format.ts'
import { GrowthRing } from './marks.tsx'
import type { Speech } from './offer-words.ts'

/** One line about the points that are not in the balance yet. */
export function pendingWords({ pending, nextReleaseAt, available }: Points, { t, locale }: Speech): string {
  if (pending > 0)
    return nextReleaseAt === null
      ? t('panel.pending', { n: pending })
      : t('panel.pendingUntil', { n: pending, date: formatDay(nextReleaseAt, locale) })
  return available > 0 ? t('panel.allReady') : t('panel.firstRing')
}

/** Ring and balance. What the points are worth stands there only if the programme says it. */
export function Balance({
  points,
  currency,
  speech,
  off,
}: {
  points: Points
  currency: string
  speech: Speech
  off: boolean
}) {
  const { t, locale } = speech
  return (
    <div class="bal">
      <GrowthRing grown={points.available + points.pending > 0 ? 1 : 0} size={48} off={off} />
      <div class="grow">
        <p class="row sp base">
          <span class="big n">{t('panel.points', { n: points.available })}</span>
          {points.worthMinor !== null && points.worthMinor > 0 && (
            <span class="t13 i2 n">
              {t('panel.worth', { amount: formatMoney(points.worthMinor, currency, locale) })}
            </span>
          )}
        </p>
        <p class="t13 i2 n">{pendingWords(points, speech)}</p>
      </div>
    </div>
  )
}
