import type {
  ConsentPurpose,
  LedgerEntry,
  Locale,
  MemberConsents,
  Membership,
  Mirror,
  PairingCode,
  Partner,
  RewardOrder,
  Tone,
} from '../../../shared/contracts/index.ts'
import type {
  Act,
  Catalogue,
  ExportProgress,
  InterestInfo,
  KnownOffers,
  Pickups,
  PopupInfo,
  Result,
  SettingsInfo,
  Shop,
  Stored,
  Trouble,
} from '../../facts.ts'
import type { Speech } from '../offer-words.ts'

export type Tab = 'card' | 'offers' | 'rewards' | 'activity'

/** What lies behind a tab, with the way back to it. */
export type Page = 'plan' | 'transfer' | 'birthMonth' | 'causes' | 'pickups' | 'pickup' | 'mirror'

/** What lies behind the settings, with the way back to them. */
export type SettingsPage =
  | 'sent'
  | 'interest'
  | 'consents'
  | 'stored'
  | 'shops'
  | 'device'
  | 'export'
  | 'erase'

/** What a till reads the member's number off. */
export const CARD_CODES = ['bar', 'qr'] as const
export type CardCode = (typeof CARD_CODES)[number]

/** How something goes that the member started. */
type Doing = 'busy' | 'done' | { trouble: Trouble }

/** What the settings' pages are drawn from. `null` and `undefined`: not asked for yet. */
export interface OwnModel {
  page: SettingsPage | null
  interest: InterestInfo | null
  /** By store. */
  consents: Record<string, Result<MemberConsents> | undefined>
  /** The store whose consents are unfolded. */
  consentsAt: string | null
  consenting: { storeId: string; purpose: ConsentPurpose; state: Doing } | null
  stored: Stored[] | null
  /** What is looked for among the shops. */
  find: string
  /** What was found by it; `null`: not answered yet. */
  found: Shop[] | null
  /** The first origin of a shop whose access the browser would not take away. */
  kept: string | null
  pairing: Doing | null
  export: { state: Doing; progress: ExportProgress | null } | null
  erase: 'sure' | 'busy' | { done: true; pending: boolean } | { trouble: Trouble } | null
}

/** How the latest act goes. `done` stays until the member does something else. */
interface Acting {
  act: Act
  state: 'busy' | 'done' | { trouble: Trouble }
}

/** All that the popup is drawn from. */
export interface PopupModel {
  speech: Speech
  info: PopupInfo
  /** When it was opened, epoch ms: days near it need no year. */
  now: number
  /** Only the device has been read so far. */
  loading: boolean
  /** The tab that the popup was opened over; `null`: none that can be shown something. */
  tabId: number | null
  cardCode: CardCode
  /** Stores whose programme knows the member, with what was last offered there; `null`: not read yet. */
  elsewhere: KnownOffers[] | null
  /** The other shop that is unfolded, and how looking up its offers goes. */
  opened: string | null
  looking: Record<string, 'fetching' | { trouble: Trouble }>
  /** The offer whose reasons are unfolded. */
  whyOpen: string | null
  mirror: { storeId: string; result: Result<Mirror> | null } | null
  showing: Doing | null
  own: OwnModel
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
  openSettings(page?: SettingsPage): void
  /** Back to the settings, or out of them. */
  closeSettings(): void
  leaveSettings(): void
  join(): void
  openWelcome(): void
  openTab(url: string): void
  allow(partners: Partner[]): void
  getCode(storeId: string, offerId: string): void
  setCardCode(code: CardCode): void
  openShop(storeId: string | null): void
  look(storeId: string): void
  askWhy(offerId: string | null): void
  openMirror(storeId: string): void
  showHere(): void
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
  setTone(tone: Tone): void
  setInterest(on: boolean): void
  openConsents(storeId: string | null): void
  setConsent(storeId: string, purpose: ConsentPurpose, granted: boolean): void
  find(text: string): void
  allowShop(shop: Shop): void
  takeAway(shop: Shop): void
  pair(code: string): void
  exportData(): void
  erase(step: 'first' | 'keep' | 'now'): void
  openPrivacy(): void
}
