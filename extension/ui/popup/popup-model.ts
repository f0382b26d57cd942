import type { LedgerEntry, Locale, PairingCode, Partner } from '../../../shared/contracts/index.ts'
import type { PopupInfo, Result, SettingsInfo, Trouble } from '../../facts.ts'
import type { Speech } from '../offer-words.ts'

export type Tab = 'card' | 'offers' | 'activity'

/** All that the popup is drawn from. */
export interface PopupModel {
  speech: Speech
  info: PopupInfo
  tab: Tab
  /** `null`: settings are closed. */
  settings: SettingsInfo | null
  /** `null`: not asked for yet. */
  entries: Result<LedgerEntry[]> | null
  /** Codes fetched while the popup is open, by offer. */
  codes: Record<string, { code: string } | { trouble: Trouble } | 'fetching'>
  copied: string | null
  pairing: Result<PairingCode> | null
  joining: boolean
}

/** What the member can do in the popup. */
export interface PopupActions {
  show(tab: Tab): void
  openSettings(): void
  closeSettings(): void
  join(): void
  openWelcome(): void
  allow(partners: Partner[]): void
  getCode(offerId: string): void
  copy(text: string): void
  setLocale(locale: Locale | null): void
  showAgain(storeId: string): void
  showPairing(): void
}
