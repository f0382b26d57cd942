import { useState } from 'preact/hooks'
import { formatTime } from '../../../shared/i18n/format.ts'
import { pairingWords } from '../pairing-words.ts'
import type { PopupActions, PopupModel } from './popup-model.ts'
import { QrCode } from './qr-code.tsx'

interface Parts {
  model: PopupModel
  actions: PopupActions
}

/** The card on another device: a code to show there, or one that was shown there. */
export function DevicePage({ model, actions }: Parts) {
  const { t, locale } = model.speech
  const { pairing, info } = model
  return (
    <>
      {info.member && (
        <>
          <p class="note">{t('popup.pairingText')}</p>
          <div class="pairing mt" role="status">
            {pairing?.ok ? (
              <div class="plate pair">
                <QrCode text={pairing.value.code} label={t('device.qrLabel')} modulePx={5} />
                <span class="paircode">{pairing.value.code}</span>
                <span class="t12">
                  {t('popup.pairingUntil', { time: formatTime(pairing.value.expiresAt, locale) })}
                </span>
              </div>
            ) : (
              <>
                <button type="button" class="btn s sm" onClick={actions.showPairing}>
                  {t('popup.pairingShow')}
                </button>
                {pairing && <span class="t12 i2">{t(`problem.${pairing.trouble}`)}</span>}
              </>
            )}
          </div>
        </>
      )}
      <Fetch model={model} actions={actions} />
    </>
  )
}

function Fetch({ model, actions }: Parts) {
  const { t } = model.speech
  const { pairing: state } = model.own
  const [code, setCode] = useState('')
  const failed = typeof state === 'object' && state !== null
  return (
    <form
      class="fetch"
      onSubmit={(event) => {
        event.preventDefault()
        if (code.trim() !== '' && state !== 'busy') actions.pair(code)
      }}
    >
      <h2 class="t16 section">{t('device.have')}</h2>
      {model.info.member && <p class="note">{t('device.replaces')}</p>}
      <label class="fld mt">
        <span class="t13 lab">{t('welcome.pairLabel')}</span>
        <input
          class="input mono"
          value={code}
          onInput={(event) => setCode(event.currentTarget.value)}
          maxLength={20}
          autocomplete="one-time-code"
          autocapitalize="characters"
          spellcheck={false}
          aria-invalid={failed}
        />
      </label>
      <p class={failed ? 't13 lt' : 't13 i2'} role="status">
        {failed
          ? t(pairingWords(state.trouble))
          : t(state === 'done' ? 'device.done' : state === 'busy' ? 'state.loading' : 'welcome.pairHint')}
      </p>
      <button type="submit" class="btn s sm" aria-disabled={code.trim() === '' || state === 'busy'}>
        {t('welcome.pairButton')}
      </button>
    </form>
  )
}
