import { formatDay, formatMoney, formatTime } from '../../shared/i18n/format.ts'
import type { Saving } from '../facts.ts'
import { GrowthRing } from './marks.tsx'
import { paidFor, type Speech, sayTakes } from './offer-words.ts'
import type { PanelModel } from './panel-view.ts'

/**
 * What each code was measured to save. One line for all of them where the parts were not measured or don't add up to the
 * whole: a shop may count codes anew when another joins them.
 */
function linesOf({ claims, parts, beforeMinor, afterMinor }: Saving): { code: string; minor: number }[] {
  const whole = [{ code: claims.map(({ code }) => code).join(' + '), minor: afterMinor - beforeMinor }]
  if (!parts || parts.length < 2) return whole
  const lines = parts.map((part) => ({ code: part.code, minor: part.afterMinor - part.beforeMinor }))
  const sum = lines.reduce((total, { minor }) => total + minor, 0)
  return sum === afterMinor - beforeMinor ? lines : whole
}

/** The receipt slip: what the page showed before and after, and nothing else. */
function Slip({ result, store, speech }: { result: Saving; store: string; speech: Speech }) {
  const { t, locale } = speech
  const { beforeMinor, afterMinor, currency, idle = [], measuredAt } = result
  const takes = paidFor(result)
  return (
    <div class="slipwrap">
      <div class="slip">
        <h3 class="t13 i2">
          {takes ? t('panel.paidTitle', { price: sayTakes(takes, currency, speech) }) : t('panel.savedTitle')}
        </h3>
        <p class="t34 n">{formatMoney(beforeMinor - afterMinor, currency, locale)}</p>
        <hr class="perf" />
        <p class="rl">
          <span>{t('panel.totalBefore')}</span>
          <span>{formatMoney(beforeMinor, currency, locale, 'plain')}</span>
        </p>
        {linesOf(result).map(({ code, minor }) => (
          <p class="rl cut" key={code}>
            <span>{code}</span>
            <span>{formatMoney(minor, currency, locale, 'plain')}</span>
          </p>
        ))}
        <p class="rl tot">
          <span>{t('panel.totalNow')}</span>
          <span>{formatMoney(afterMinor, currency, locale, 'exact')}</span>
        </p>
        {idle.length > 0 && <p class="t12 i3 idle">{t('panel.idle', { codes: idle.join(', ') })}</p>}
        <hr class="perf" />
        <p class="t12 i3 n row sp">
          <span>{store}</span>
          <span>
            {formatDay(measuredAt, locale)}, {formatTime(measuredAt, locale)}
          </span>
        </p>
      </div>
    </div>
  )
}

/** A measured saving, or what one's own points were seen to pay. */
export function Saved({ model, result }: { model: PanelModel; result: Saving }) {
  const { t } = model.speech
  const takes = paidFor(result)
  return (
    <div class="pb saved">
      <Slip result={result} store={model.partner.name} speech={model.speech} />
      <div class="row after">
        <GrowthRing grown={1} size={22} />
        <p class="note">
          {takes
            ? t('panel.paidNote', { price: sayTakes(takes, result.currency, model.speech) })
            : t('panel.savedNote')}
        </p>
      </div>
    </div>
  )
}
