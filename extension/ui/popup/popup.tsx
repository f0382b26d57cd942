import { formatTime } from '../../../shared/i18n/format.ts'
import { Mark } from '../marks.tsx'
import { ActivityTab } from './activity-tab.tsx'
import { CardTab } from './card-tab.tsx'
import { Icon } from './icon.tsx'
import { OffersTab } from './offers-tab.tsx'
import { PageView, pageTitle } from './page-view.tsx'
import type { PopupActions, PopupModel, Tab } from './popup-model.ts'
import { RewardsTab } from './rewards-tab.tsx'
import { SettingsBody, settingsTitle } from './settings-page.tsx'
import { spokenModel } from './spoken-model.ts'

const TABS: Tab[] = ['card', 'offers', 'rewards', 'activity']

/** The toolbar's popup: card, offers, rewards, activity, and the pages behind them; settings behind the icon. */
export function Popup({ model: whole, actions }: { model: PopupModel; actions: PopupActions }) {
  const model = spokenModel(whole)
  const { speech, info, tab, settings, page } = model
  const { t, locale } = speech
  const offline = info.trouble === 'offline' || info.trouble === 'timeout'
  return (
    <div class="pop" lang={locale}>
      <header class="top">
        <Mark size={24} />
        <h1 class="str grow">Stamkund</h1>
        {offline && (
          <span class="chip b">
            <Icon name="offline" size={14} />
            {info.asOf === null
              ? t('panel.offlineNow')
              : t('popup.asOf', { time: formatTime(info.asOf, locale) })}
          </span>
        )}
        <button
          type="button"
          class="ib"
          aria-label={t('popup.settings')}
          title={t('popup.settings')}
          aria-pressed={settings !== null}
          onClick={() => (settings ? actions.leaveSettings() : actions.openSettings())}
        >
          <Icon name="settings" size={18} />
        </button>
      </header>
      {settings ? (
        <>
          <BackBar
            title={settingsTitle(model.own.page, model)}
            back={t('popup.back')}
            onBack={actions.closeSettings}
          />
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a page that scrolls must be reachable by keyboard */}
          <main class="bd" key={model.own.page} tabIndex={0}>
            <SettingsBody model={model} actions={actions} settings={settings} />
          </main>
        </>
      ) : page ? (
        <>
          <BackBar title={pageTitle(page, model)} back={t('popup.back')} onBack={actions.back} />
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a page that scrolls must be reachable by keyboard */}
          <main class="bd" key={page} tabIndex={0}>
            <PageView model={model} actions={actions} page={page} />
          </main>
        </>
      ) : (
        <main class="body">
          <div class="tabs" role="tablist">
            {TABS.map((one) => (
              <button
                type="button"
                role="tab"
                key={one}
                id={`tab-${one}`}
                aria-selected={one === tab}
                aria-controls="tab-body"
                tabIndex={one === tab ? 0 : -1}
                onClick={() => actions.show(one)}
                onKeyDown={(event) => {
                  const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key]
                  if (step === undefined) return
                  const next = TABS[(TABS.indexOf(one) + step + TABS.length) % TABS.length] ?? one
                  actions.show(next)
                  document.getElementById(`tab-${next}`)?.focus()
                }}
              >
                {t(`popup.${one}`)}
              </button>
            ))}
          </div>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a panel that scrolls must be reachable by keyboard */}
          <div class="bd" role="tabpanel" id="tab-body" aria-labelledby={`tab-${tab}`} tabIndex={0}>
            {tab === 'card' && <CardTab model={model} actions={actions} />}
            {tab === 'offers' && <OffersTab model={model} actions={actions} />}
            {tab === 'rewards' && <RewardsTab model={model} actions={actions} />}
            {tab === 'activity' && <ActivityTab model={model} actions={actions} />}
          </div>
        </main>
      )}
      <p class="sr" role="status">
        {model.copied !== null && t('panel.copied')}
        {model.acting?.state === 'done' && t('act.done')}
      </p>
    </div>
  )
}

/** Names the page that is open, and leads back from it. */
function BackBar({ title, back, onBack }: { title: string; back: string; onBack(): void }) {
  return (
    <div class="tabs">
      <button type="button" class="backbtn" onClick={onBack}>
        <Icon name="back" />
        <span class="sr">{back}: </span>
        <span class="str">{title}</span>
      </button>
    </div>
  )
}
