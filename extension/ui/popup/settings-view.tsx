import type { Locale } from '../../../shared/contracts/index.ts'
import { formatDay, formatTime } from '../../../shared/i18n/format.ts'
import type { SettingsInfo } from '../../facts.ts'
import { Icon } from '../icons.tsx'
import type { PopupActions, PopupModel } from './popup-model.ts'

/** Each language by its own name. */
const LANGUAGES: Record<Locale, string> = {
  en: 'English',
  sv: 'Svenska',
  da: 'Dansk',
  nb: 'Norsk bokmål',
  ru: 'Русский',
}

/** Rows of the log that are drawn. */
const SHOWN = 40

/** What left the device, the language, the shops where the panel may run, and the way to another device. */
export function SettingsView({
  model,
  actions,
  settings,
}: {
  model: PopupModel
  actions: PopupActions
  settings: SettingsInfo
}) {
  const { speech, pairing, info } = model
  const { t, locale } = speech
  return (
    <>
      <SentLog model={model} settings={settings} />

      <h2 class="t16 section">{t('popup.access')}</h2>
      <p class="note">{t('popup.accessText')}</p>
      <div class="box">
        {settings.partners.map(({ partner, allowed }) => {
          const hidden = settings.hidden.some((one) => one.storeId === partner.storeId)
          return (
            <div class="set" key={partner.storeId}>
              <span class="t13">
                <span class="lab">{partner.name}</span>
                <br />
                <span class="i2">{hidden ? t('popup.hiddenHere') : new URL(partner.origin).host}</span>
              </span>
              {hidden ? (
                <button type="button" class="btn s sm" onClick={() => actions.showAgain(partner.storeId)}>
                  {t('popup.showAgain')}
                </button>
              ) : allowed ? (
                <span class="t13 gt row">
                  <Icon name="check" size={14} />
                  {t('welcome.allowed')}
                </span>
              ) : (
                <button type="button" class="btn s sm" onClick={() => actions.allow([partner])}>
                  {t('welcome.allow')}
                </button>
              )}
            </div>
          )
        })}
        {settings.partners.length === 0 && <p class="set t13 i2">{t('welcome.noPartners')}</p>}
      </div>

      {info.member && (
        <>
          <h2 class="t16 section">{t('popup.pairing')}</h2>
          <p class="note">{t('popup.pairingText')}</p>
          <div class="pairing" role="status">
            {pairing?.ok ? (
              <>
                <span class="paircode">{pairing.value.code}</span>
                <span class="t12 i3">
                  {t('popup.pairingUntil', { time: formatTime(pairing.value.expiresAt, locale) })}
                </span>
              </>
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

      <label class="set language">
        <span class="t16">{t('popup.language')}</span>
        <select
          class="pick"
          value={settings.locale ?? ''}
          onChange={(event) => actions.setLocale((event.currentTarget.value || null) as Locale | null)}
        >
          <option value="">{t('popup.languageAuto')}</option>
          {Object.entries(LANGUAGES).map(([value, name]) => (
            <option key={value} value={value} lang={value}>
              {name}
            </option>
          ))}
        </select>
      </label>
    </>
  )
}

function SentLog({ model, settings }: { model: PopupModel; settings: SettingsInfo }) {
  const { t, locale } = model.speech
  const nameOf = (storeId: string | null) =>
    settings.partners.find(({ partner }) => partner.storeId === storeId)?.partner.name ?? '?'
  const today = formatDay(settings.sent[0]?.at ?? 0, locale)
  return (
    <>
      <div class="row sp base">
        <h2 class="t16">{t('popup.left')}</h2>
        {settings.sent.length > 0 && <span class="t13 i2">{today}</span>}
      </div>
      {settings.sent.length === 0 ? (
        <p class="note">{t('popup.leftEmpty')}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by keyboard
        <ul class="box log" tabIndex={0} aria-label={t('popup.left')}>
          {settings.sent.slice(0, SHOWN).map((record) => (
            <li class="lg" key={`${record.at} ${record.kind} ${record.storeId}`}>
              <span class="t">
                {formatDay(record.at, locale) === today
                  ? formatTime(record.at, locale)
                  : formatDay(record.at, locale)}
              </span>
              <span class="w">{t(`log.${record.kind}`, { store: nameOf(record.storeId) })}</span>
              <span class="t">{t('popup.bytes', { n: record.bytes })}</span>
              <span class="d">{t(`log.${record.kind}Text`)}</span>
            </li>
          ))}
        </ul>
      )}
      <p class="t13 row i2 stayed">
        <span class="gt">
          <Icon name="lock" />
        </span>
        <span>{t('popup.stayed')}</span>
      </p>
    </>
  )
}
