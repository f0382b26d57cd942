import { useLayoutEffect, useRef } from 'preact/hooks'
import { Empty } from './empty.tsx'
import type { PopupActions, PopupModel } from './popup-model.ts'

const GOES = ['erase.goesCard', 'erase.goesPoints', 'erase.goesKnown', 'erase.goesDevice'] as const
const STAYS = ['erase.staysBooks', 'erase.staysSums', 'erase.staysShop'] as const

/** What goes and what stays, then two steps that nobody takes by mistake, then that it is done. */
export function ErasePage({ model, actions }: { model: PopupModel; actions: PopupActions }) {
  const { t } = model.speech
  const { erase } = model.own
  if (typeof erase === 'object' && erase !== null && 'done' in erase)
    return (
      <Empty
        title={t(erase.pending ? 'erase.soon' : 'erase.done')}
        text={t(erase.pending ? 'erase.pending' : 'erase.doneText')}
      >
        <button type="button" class="btn s" onClick={() => actions.show('card')}>
          {t('erase.close')}
        </button>
      </Empty>
    )
  const failed = typeof erase === 'object' && erase !== null
  return (
    <>
      <h2 class="t16">{t('erase.goes')}</h2>
      <ul class="plainlist">
        {GOES.map((key) => (
          <li key={key}>{t(key)}</li>
        ))}
      </ul>
      <h2 class="t16 section">{t('erase.stays')}</h2>
      <ul class="plainlist">
        {STAYS.map((key) => (
          <li key={key}>{t(key)}</li>
        ))}
      </ul>
      <p class="note below">
        {t('erase.cannot')}{' '}
        <button type="button" class="lnk wrap" onClick={() => actions.openSettings('export')}>
          {t('export.title')}
        </button>
      </p>
      <div class="below">
        {erase === null ? (
          <button type="button" class="btn s danger" onClick={() => actions.erase('first')}>
            {t('erase.first')}
          </button>
        ) : (
          <Sure model={model} actions={actions} busy={erase === 'busy'} />
        )}
      </div>
      <p class="t13 lt below" role="status">
        {failed &&
          (erase.trouble === 'signedOut'
            ? t('erase.onlyHere')
            : `${t(`problem.${erase.trouble}`)} ${t('erase.open')}`)}
      </p>
    </>
  )
}

/** The second step. The keyboard stands on the answer that changes nothing: a key that is held erases nobody. */
function Sure({ model, actions, busy }: { model: PopupModel; actions: PopupActions; busy: boolean }) {
  const { t } = model.speech
  const keep = useRef<HTMLButtonElement>(null)
  useLayoutEffect(() => keep.current?.focus(), [])
  return (
    // biome-ignore lint/a11y/useSemanticElements: a question with two answers is no set of fields
    <div class="ask stop" role="group" aria-label={t('erase.sure')}>
      <p class="t13">{t('erase.sure')}</p>
      <div class="askacts">
        <button
          ref={keep}
          type="button"
          class="btn s sm"
          aria-disabled={busy}
          onClick={() => {
            if (!busy) actions.erase('keep')
          }}
        >
          {t('erase.keep')}
        </button>
        <button
          type="button"
          class="btn x sm"
          aria-disabled={busy}
          onClick={() => {
            if (!busy) actions.erase('now')
          }}
        >
          {t(busy ? 'erase.busy' : 'erase.now')}
        </button>
      </div>
    </div>
  )
}
