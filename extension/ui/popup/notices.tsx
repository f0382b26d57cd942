import type { Partner } from '../../../shared/contracts/index.ts'
import type { Trouble } from '../../facts.ts'
import { Empty } from './empty.tsx'
import type { PopupActions, PopupModel } from './popup-model.ts'

interface Parts {
  model: PopupModel
  actions: PopupActions
}

/** A partner's page where the panel may not run: once, or from now on. */
export function AskAccess({ model, actions, partner }: Parts & { partner: Partner }) {
  const { t } = model.speech
  const { showing, tabId } = model
  return (
    <div class="askbox">
      <p class="note">{t('popup.allowText', { store: partner.name })}</p>
      <div class="askacts">
        <button type="button" class="btn p sm" onClick={() => actions.allow([partner])}>
          {t('popup.allow', { store: partner.name })}
        </button>
        {tabId !== null && (
          <button
            type="button"
            class="btn s sm"
            aria-disabled={showing === 'busy'}
            title={t('offers.showHereNote')}
            onClick={actions.showHere}
          >
            {t('offers.showHere')}
          </button>
        )}
      </div>
      <p class="t12 i2" role="status">
        {typeof showing === 'object' && showing !== null
          ? t(`problem.${showing.trouble}`)
          : tabId !== null && t('offers.showHereNote')}
      </p>
    </div>
  )
}

/** The card of this device was ended elsewhere: it is fetched from another device, or the member joins anew. */
export function SignedOut({ model, actions }: Parts) {
  const { t } = model.speech
  return (
    <Empty title={t('card.signedOut')} text={t('problem.signedOut')}>
      <button type="button" class="btn p" onClick={() => actions.openSettings('device')}>
        {t('card.fetchAgain')}
      </button>
      <button type="button" class="btn q" aria-disabled={model.joining} onClick={actions.join}>
        {t(model.joining ? 'panel.joining' : 'welcome.join')}
      </button>
    </Empty>
  )
}

/** What stands in the way of everything but the card: the device's clock is wrong. */
export function Standstill({ model }: { model: PopupModel }) {
  const { info, membership, speech } = model
  const { t } = speech
  const troubles: (Trouble | null)[] = [info.trouble, membership?.ok === false ? membership.trouble : null]
  if (troubles.includes('clock'))
    return (
      <div class="askbox warn" role="status">
        <p class="note">
          {t('problem.clock')} {t('state.clock')}
        </p>
      </div>
    )
  return null
}
