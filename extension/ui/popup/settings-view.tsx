import { Locale, Tone } from '../../../shared/contracts/index.ts'
import type { SettingsInfo } from '../../facts.ts'
import { WayButton } from './card-tab.tsx'
import type { PopupActions, PopupModel, SettingsPage } from './popup-model.ts'
import { SentList, Stayed } from './sent-list.tsx'
import { Switch } from './switch.tsx'

/** Each language by its own name. */
const LANGUAGES: Record<Locale, string> = {
  en: 'English',
  sv: 'Svenska',
  da: 'Dansk',
  nb: 'Norsk bokmål',
  ru: 'Русский',
}

/** Rows of the log that stand on the first page. */
const NEWEST = 2

interface Parts {
  model: PopupModel
  actions: PopupActions
  settings: SettingsInfo
}

/** What left the device, what the member decides, the shops, the words, and the ways out. */
export function SettingsView({ model, actions, settings }: Parts) {
  const { t } = model.speech
  const allowed = settings.partners.filter((one) => one.allowed).length
  return (
    <>
      <div class="row sp base">
        <h2 class="t16">{t('popup.left')}</h2>
        {settings.sent.length > NEWEST && (
          <button type="button" class="lnk t13" onClick={() => actions.openSettings('sent')}>
            {t('settings.seeAll')}
            <span class="sr">: {t('popup.left')}</span>
          </button>
        )}
      </div>
      <SentList model={model} settings={settings} most={NEWEST} />
      <Stayed model={model} />

      <h2 class="t16 section">{t('settings.yours')}</h2>
      <div class="box">
        <Switch
          label={t('interest.switch')}
          text={t('interest.switchText')}
          on={settings.interest}
          onChange={actions.setInterest}
        />
      </div>
      <Ways
        actions={actions}
        ways={[
          ['interest', t('interest.title'), settings.interest ? '' : t('settings.off')],
          ...(model.info.member ? ([['consents', t('consents.title'), '']] as Way[]) : []),
          ['shops', t('shops.title'), t('shops.allowedCount', { n: allowed })],
          ['stored', t('kept.title'), ''],
          ['device', t('device.title'), ''],
        ]}
      />

      <h2 class="t16 section">{t('settings.words')}</h2>
      <Words model={model} actions={actions} settings={settings} />

      <div class="wayout2">
        {model.info.member && (
          <>
            <button type="button" class="btn s" onClick={() => actions.openSettings('export')}>
              {t('export.title')}
            </button>
            <button type="button" class="btn q danger" onClick={() => actions.openSettings('erase')}>
              {t('erase.title')}
            </button>
          </>
        )}
      </div>
      {settings.erasing && (
        <p class="note below" role="status">
          {t('erase.pending')}
        </p>
      )}
      <button type="button" class="lnk t13 privacy" onClick={actions.openPrivacy}>
        {t('settings.privacy')}
      </button>
    </>
  )
}

type Way = [page: SettingsPage, name: string, now: string]

function Ways({ actions, ways }: { actions: PopupActions; ways: Way[] }) {
  return (
    <ul class="box ways mt">
      {ways.map(([page, name, now]) => (
        <li key={page}>
          <WayButton name={name} now={now} onClick={() => actions.openSettings(page)} />
        </li>
      ))}
    </ul>
  )
}

/** The language of our words, and how shops' own sound. */
function Words({ model, actions, settings }: Parts) {
  const { t } = model.speech
  return (
    <div class="box">
      <label class="set">
        <span class="t13 lab">{t('popup.language')}</span>
        <select
          class="pick"
          value={settings.locale ?? ''}
          onChange={(event) => {
            const chosen = Locale.safeParse(event.currentTarget.value)
            actions.setLocale(chosen.success ? chosen.data : null)
          }}
        >
          <option value="">{t('popup.languageAuto')}</option>
          {Object.entries(LANGUAGES).map(([value, name]) => (
            <option key={value} value={value} lang={value}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <label class="set">
        <span class="t13">
          <span class="lab">{t('settings.tone')}</span>
          <span class="i2 blk">{t('settings.toneNote')}</span>
        </span>
        <select
          class="pick"
          value={settings.tone}
          onChange={(event) => actions.setTone(Tone.parse(event.currentTarget.value))}
        >
          {Tone.options.map((tone) => (
            <option key={tone} value={tone}>
              {t(`tone.${tone}`)}
            </option>
          ))}
        </select>
      </label>
    </div>
  )
}
