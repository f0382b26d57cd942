import type {
  LedgerEntry,
  Locale,
  Membership,
  PairingCode,
  Partner,
  RewardOrder,
} from '../../../shared/contracts/index.ts'
import type { Act, Catalogue, Pickups, PopupInfo, Result, SettingsInfo, Trouble } from '../../facts.ts'
import type { Speech } from '../offer-words.ts'

export type Tab = 'card' | 'offers' | 'rewards' | 'activity'

/** What lies behind a tab, with the way back to it. */
export type Page = 'plan' | 'transfer' | 'birthMonth' | 'causes' | 'pickups' | 'pickup'

/** How the latest act goes. `done` stays until the member does something else. */
export interface Acting {
  act: Act
  state: 'busy' | 'done' | { trouble: Trouble }
}

/** All that the popup is drawn from. */
export interface PopupModel {
  speech: Speech
  info: PopupInfo
  /** When it was opened, epoch ms: days near it need no year. */
  now: number
  tab: Tab
  /** `null`: the tab itself. */
  page: Page | null
  /** `null`: settings are closed. */
  settings: SettingsInfo | null
  /** `null`: not asked for yet, as the others below. */
  membership: Result<Membership> | null
  catalogue: Result<Catalogue> | null
  pickups: Result<Pickups> | null
  entries: Result<LedgerEntry[]> | null
  /** Whether older entries are being fetched, or why they were not. */
  older: 'fetching' | { trouble: Trouble } | null
  /** What the forms begin with. */
  begun: { pickup: Record<string, number>; transfer: { number: string; amount: string } }
  /** What the member is asked to confirm, in its place. */
  asking: Act | null
  acting: Acting | null
  /** What was just ordered: its code is shown where it was ordered. */
  ordered: RewardOrder | null
  /** The movement, by its first entry, whose receipts were asked for last. */
  receipt: { entryId: string; state: 'fetching' | 'saved' | { trouble: Trouble } } | null
  /** Codes fetched while the popup is open, by offer. */
  codes: Record<string, { code: string } | { trouble: Trouble } | 'fetching'>
  copied: string | null
  pairing: Result<PairingCode> | null
  joining: boolean
}

/** What the member can do in the popup. */
export interface PopupActions {
  show(tab: Tab): void
  open(page: Page): void
  back(): void
  openSettings(): void
  closeSettings(): void
  join(): void
  openWelcome(): void
  openTab(url: string): void
  allow(partners: Partner[]): void
  getCode(offerId: string): void
  /** Asks in place before anything is written; `null` takes the question away. */
  ask(act: Act | null): void
  act(act: Act): void
  /** Asks once more for what could not be fetched. */
  retry(): void
  showOlder(): void
  /** Of one movement, which may be several entries: one file holds them all. */
  saveReceipts(entries: readonly LedgerEntry[]): void
  copy(text: string): void
  setLocale(locale: Locale | null): void
  showAgain(storeId: string): void
  showPairing(): void
}
