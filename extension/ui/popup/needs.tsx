import type { ComponentChildren } from 'preact'
import type { Result, Trouble } from '../../facts.ts'
import { Empty } from './empty.tsx'
import type { PopupActions, PopupModel } from './popup-model.ts'

/** No shop is open: what will stand here, and the way to the shops. */
export function NoShop({ model, actions }: { model: PopupModel; actions: PopupActions }) {
  const { t } = model.speech
  if (model.loading) return <Loading model={model} />
  if (model.info.partners.length === 0)
    return <Empty title={t('state.noPartners')} text={t('state.noPartnersText')} />
  return (
    <Empty title={t('popup.noStoreTitle')} text={t('popup.noStoreText')}>
      <button type="button" class="btn s" onClick={() => actions.openSettings('shops')}>
        {t('popup.seePartners', { n: model.info.partners.length })}
      </button>
    </Empty>
  )
}

/** The shop that is open is being looked up. */
export const Loading = ({ model }: { model: PopupModel }) => (
  <p class="note" role="status">
    {model.speech.t('state.loading')}
  </p>
)

/** No member yet: one click makes them one. */
export function NoMember({ model, actions }: { model: PopupModel; actions: PopupActions }) {
  const { speech, info, joining } = model
  const { t } = speech
  return (
    <Empty title={t('panel.joinTitle', { store: info.partner?.name ?? '' })} text={t('panel.joinText')}>
      <button type="button" class="btn p" aria-disabled={joining} onClick={actions.join}>
        {t(joining ? 'panel.joining' : 'welcome.join')}
      </button>
    </Empty>
  )
}

/** Why something could not be fetched, and asking once more. */
export function Failed({
  model,
  actions,
  trouble,
}: {
  model: PopupModel
  actions: PopupActions
  trouble: Trouble
}) {
  const { t } = model.speech
  return (
    <div class="failed">
      <p class="note" role="status">
        {t(`problem.${trouble}`)}
      </p>
      <button type="button" class="btn s sm" onClick={actions.retry}>
        {t('panel.tryAgain')}
      </button>
    </div>
  )
}

/** Draws what was asked for once it is there; says that it is awaited, or why there is none. */
export function Loaded<T>({
  model,
  actions,
  result,
  children,
}: {
  model: PopupModel
  actions: PopupActions
  result: Result<T> | null
  children(value: T): ComponentChildren
}) {
  const { t } = model.speech
  if (result === null) return <p class="note">{t('act.busy')}</p>
  if (!result.ok) return <Failed model={model} actions={actions} trouble={result.trouble} />
  return <>{children(result.value)}</>
}
