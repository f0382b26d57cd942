import type { Money } from '../../shared/contracts/index.ts'
import { formatDay, formatMoney, formatTime } from '../../shared/i18n/format.ts'
import type { Saving } from '../facts.ts'
import { Icon } from './icons.tsx'
import { GrowthRing } from './marks.tsx'
import { paidFor, type Speech, sayTakes } from './offer-words.ts'
import { endingTitle, stepNow } from './panel-speech.ts'
import type { PanelActions, PanelModel, PanelView } from './panel-view.ts'

/** The steps of a run, each with the figure it left. A screen reader hears them from the panel's live region. */
export function Steps({
  view,
  speech,
  onStop,
}: {
  view: Extract<PanelView, { kind: 'applying' }>
  speech: Speech
  onStop(): void
}) {
  const { t, locale } = speech
  const { code, steps, stopping } = view
  const told = (kind: string) => steps.find((step) => step.kind === kind)
  const noted = told('notedTotal')
  const typed = Boolean(told('typed') ?? told('waiting'))
  const compared = told('compared')
  const removing = Boolean(told('removing'))
  const now = stepNow(steps)
  const rows = [
    {
      done: noted !== undefined || typed,
      key: 'panel.stepNoted',
      running: 'panel.stepNoting',
      figure:
        noted?.kind === 'notedTotal' ? formatMoney(noted.amountMinor, noted.currency, locale, 'exact') : '',
    },
    { done: typed, key: 'panel.stepTyped', running: 'panel.stepTyping', figure: typed ? (code ?? '') : '' },
    {
      done: Boolean(compared) || removing,
      key: 'panel.stepWaited',
      running: 'panel.stepWaiting',
      figure: '',
    },
    { done: removing, key: 'panel.stepComparing', running: 'panel.stepComparing', figure: '' },
    ...(removing
      ? [{ done: false, key: 'panel.stepRemoving', running: 'panel.stepRemoving', figure: '' } as const]
      : []),
  ] as const
  const current = code === null ? -1 : rows.findIndex((row) => !row.done)
  return (
    <div class="pb" aria-busy="true">
      <h3 class="t16">{code === null ? t('panel.fetching') : t('panel.trying', { code })}</h3>
      <ol class="steps" data-now={now}>
        {rows.map((row, index) => (
          <li key={row.key} class={row.done ? '' : index === current ? 'now' : 'todo'}>
            <span class="d">{row.done && <Icon name="check" size={14} />}</span>
            <span>
              {t(
                index === current && !row.done
                  ? row.running
                  : row.done || row.key === 'panel.stepComparing'
                    ? row.key
                    : row.running,
              )}
            </span>
            <span class="n">{row.figure}</span>
          </li>
        ))}
      </ol>
      <div class="acts">
        <button type="button" class="btn s w" aria-disabled={stopping} onClick={onStop}>
          {t('panel.stop')}
        </button>
      </div>
    </div>
  )
}

/** The receipt slip: what the page showed before and after, and nothing else. */
export function Slip({ result, store, speech }: { result: Saving; store: string; speech: Speech }) {
  const { t, locale } = speech
  const { beforeMinor, afterMinor, currency, claims, measuredAt } = result
  const takes = paidFor(result)
  const savedMinor = beforeMinor - afterMinor
  return (
    <div class="slipwrap">
      <div class="slip">
        <h3 class="t13 i2">
          {takes ? t('panel.paidTitle', { price: sayTakes(takes, currency, speech) }) : t('panel.savedTitle')}
        </h3>
        <p class="t34 n">{formatMoney(savedMinor, currency, locale)}</p>
        <hr class="perf" />
        <p class="rl">
          <span>{t('panel.totalBefore')}</span>
          <span>{formatMoney(beforeMinor, currency, locale, 'plain')}</span>
        </p>
        <p class="rl cut">
          <span>{claims.map(({ code }) => code).join(' + ')}</span>
          <span>{formatMoney(-savedMinor, currency, locale, 'plain')}</span>
        </p>
        <p class="rl tot">
          <span>{t('panel.totalNow')}</span>
          <span>{formatMoney(afterMinor, currency, locale, 'exact')}</span>
        </p>
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

/** A run that saved nothing, with the figures that show it. */
export function Ended({
  view,
  speech,
  actions,
}: {
  view: Extract<PanelView, { kind: 'ended' }>
  speech: Speech
  actions: PanelActions
}) {
  const { t, locale } = speech
  const { how, code, before, after, removed, offerId } = view
  const exact = (money: Money) => formatMoney(money.amountMinor, money.currency, locale, 'exact')
  const unsure = how === 'unconfirmed' || removed === false
  const text =
    how === 'unconfirmed' ? 'panel.unconfirmedText' : unsure ? 'panel.maybeIn' : 'panel.asYouLeftIt'
  return (
    <div class="pb">
      <div class="told">
        <span class={unsure ? 'badge h' : 'badge'}>
          <Icon name={unsure ? 'unsure' : 'back'} />
        </span>
        <div>
          <h3 class="t16">{t(endingTitle(view))}</h3>
          <p class="note">{t(text)}</p>
        </div>
      </div>
      {how === 'noSaving' && before && after && (
        <div class="sunkbox">
          <p class="rl">
            <span>{t('panel.before')}</span>
            <span>{exact(before)}</span>
          </p>
          <p class="rl">
            <span>{t('panel.withCode', { code })}</span>
            <span>{exact(after)}</span>
          </p>
        </div>
      )}
      <div class="acts">
        <button type="button" class="btn s grow" onClick={() => actions.apply(offerId)}>
          {t('panel.tryAgain')}
        </button>
        <button type="button" class="btn q" onClick={actions.seeOffers}>
          {t('panel.seeOffer')}
        </button>
      </div>
    </div>
  )
}
