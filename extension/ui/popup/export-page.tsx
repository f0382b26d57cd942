import { Icon } from './icon.tsx'
import type { PopupActions, PopupModel } from './popup-model.ts'

/** Everything that is held of the member, in one file. */
export function ExportPage({ model, actions }: { model: PopupModel; actions: PopupActions }) {
  const { t } = model.speech
  const { export: going } = model.own
  const state = going?.state
  const failed = typeof state === 'object'
  return (
    <>
      <p class="t14">{t('export.text')}</p>
      <div class="below">
        <button
          type="button"
          class="btn p"
          aria-disabled={state === 'busy'}
          onClick={() => {
            if (state !== 'busy') actions.exportData()
          }}
        >
          <Icon name="save" />
          {t(state === 'busy' ? 'export.busy' : 'export.start')}
        </button>
      </div>
      <p class={failed ? 't13 lt below' : 't13 i2 below'} role="status">
        {failed && t(`problem.${state.trouble}`)}
        {state === 'done' && t('export.done')}
        {state === 'busy' && going?.progress && t('export.progress', { n: going.progress.records })}
      </p>
    </>
  )
}
