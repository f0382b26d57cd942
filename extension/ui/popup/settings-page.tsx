import type { SettingsInfo } from '../../facts.ts'
import { ConsentsPage } from './consents-page.tsx'
import { DevicePage } from './device-page.tsx'
import { ErasePage } from './erase-page.tsx'
import { ExportPage } from './export-page.tsx'
import { InterestPage } from './interest-page.tsx'
import type { PopupActions, PopupModel, SettingsPage } from './popup-model.ts'
import { SentList, Stayed } from './sent-list.tsx'
import { SettingsView } from './settings-view.tsx'
import { ShopsPage } from './shops-page.tsx'
import { StoredPage } from './stored-page.tsx'

const TITLES = {
  sent: 'sent.title',
  interest: 'interest.title',
  consents: 'consents.title',
  stored: 'kept.title',
  shops: 'shops.title',
  device: 'device.title',
  export: 'export.title',
  erase: 'erase.title',
} as const

/** Rows of the log that are drawn. */
const MOST = 300

/** What the settings, or the page behind them, are called in their bar. */
export const settingsTitle = (page: SettingsPage | null, { speech }: PopupModel): string =>
  speech.t(page === null ? 'popup.settings' : TITLES[page])

/** The settings, or the page behind them that is open. */
export function SettingsBody(parts: { model: PopupModel; actions: PopupActions; settings: SettingsInfo }) {
  const { model, settings } = parts
  switch (model.own.page) {
    case null:
      return <SettingsView {...parts} />
    case 'sent':
      return (
        <>
          <SentList model={model} settings={settings} most={MOST} />
          <Stayed model={model} />
        </>
      )
    case 'interest':
      return <InterestPage {...parts} />
    case 'consents':
      return <ConsentsPage {...parts} />
    case 'stored':
      return <StoredPage {...parts} />
    case 'shops':
      return <ShopsPage {...parts} />
    case 'device':
      return <DevicePage {...parts} />
    case 'export':
      return <ExportPage {...parts} />
    case 'erase':
      return <ErasePage {...parts} />
  }
}
