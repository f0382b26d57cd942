import { defineExtensionMessaging } from '@webext-core/messaging'
import type {
  LedgerEntry,
  Locale,
  Member,
  MemberConsents,
  Membership,
  Mirror,
  PairingCode,
  Partner,
  Receipt,
  RewardOrder,
} from '../shared/contracts/index.ts'
import type { CompiledWords } from '../shared/i18n/translate.ts'
import type { Inputs, Place, RunMemory, SavedResult } from './background/inputs.ts'
import type {
  Catalogue,
  ClaimedCode,
  DataFile,
  ExportProgress,
  InterestInfo,
  KnownOffers,
  Pickups,
  PopupInfo,
  Result,
  SettingsInfo,
  Shop,
  Shown,
  Stored,
  Trouble,
  WelcomeInfo,
} from './facts.ts'

/** Everything the panel on a partner's page knows. Neither tokens nor the member's number are in it. */
export interface PageInfo {
  partner: Partner
  locale: Locale
  words: CompiledWords
  joined: boolean
  hidden: boolean
  shown: Shown | null
  /** When `shown` was fetched, epoch ms. */
  asOf: number | null
  trouble: Trouble | null
  run: RunMemory | null
  result: SavedResult | null
  /** Where the member put the panel; `null`: nowhere yet. */
  place: Place | null
  /** The member has joined and agreed that what they look at counts: the page's categories may be read. */
  mayCount: boolean
  /** The browser asks apart for what is looked at to count, and has not been told yes: no page may have it ask. */
  asksApart: boolean
}

/** The codes that could be claimed, in the order asked for: at least one, or why there is none. */
export type ClaimReply = { ok: true; claims: ClaimedCode[] } | { ok: false; trouble: Trouble }

/** What is asked of the background and what it answers. `null` where the sender is nobody it talks to. */
interface Protocol {
  pageInfo(data: Inputs['pageInfo']): PageInfo | null
  claim(data: Inputs['claim']): ClaimReply
  outcome(data: Inputs['outcome']): void
  exposure(data: Inputs['exposure']): void
  hide(data: Inputs['hide']): void
  saveRun(data: Inputs['saveRun']): void
  saveResult(data: Inputs['saveResult']): void
  /** The member moved the panel: it stands there on every partner's page of this device. */
  place(data: Inputs['place']): void
  /** Categories of the page that the member looks at, to be counted on the device. */
  looked(data: Inputs['looked']): void
  /** Brings the code that reads what a page is about. */
  loadCategories(): void
  /** Brings the code that works a checkout into the page that asks. */
  loadCheckout(): void
  /** `interest`: whether what the member looks at may count; `false` unless they ticked it. */
  joinHere(data: Inputs['joinHere']): Result<null>
  openWelcome(): void
  popup(data: Inputs['popup']): PopupInfo
  /** Brings the panel into this tab once, without access to the shop: `notPartner` where it is no partner's page. */
  showHere(data: Inputs['showHere']): Result<null>
  welcome(): WelcomeInfo
  /** Shops whose host or name holds a text, some at most. */
  findShops(data: Inputs['findShops']): Shop[]
  popupClaim(data: Inputs['popupClaim']): ClaimReply
  /** Every store whose programme knows the member, with what was last offered there: nothing is fetched. */
  knownOffers(): KnownOffers[]
  /** The offers of a store that is not open, decided anew. */
  offersAt(data: Inputs['offersAt']): Result<KnownOffers>
  mirror(data: Inputs['mirror']): Result<Mirror>
  setCardCode(data: Inputs['setCardCode']): void
  entries(data: Inputs['entries']): Result<LedgerEntry[]>
  membership(data: Inputs['membership']): Result<Membership>
  catalogue(data: Inputs['catalogue']): Result<Catalogue>
  pickups(data: Inputs['pickups']): Result<Pickups>
  receipt(data: Inputs['receipt']): Result<Receipt>
  /** One write of the member's; the order, where a reward was ordered. */
  act(data: Inputs['act']): Result<RewardOrder | null>
  settings(): SettingsInfo
  setLocale(data: Inputs['setLocale']): void
  setTone(data: Inputs['setTone']): void
  showAgain(data: Inputs['showAgain']): void
  join(): Result<Member>
  pair(data: Inputs['pair']): Result<Member>
  pairingCode(): Result<PairingCode>
  /** What each store would be sent of the member's interest, and was sent last. */
  interest(): InterestInfo
  /** This device's own switch. Off: what was counted is forgotten at once. */
  setInterest(data: Inputs['setInterest']): InterestInfo
  /** What the member agrees to in a store's programme; `act` with `setConsent` changes it. */
  consents(data: Inputs['consents']): Result<MemberConsents>
  /** All that is held of the member, here and elsewhere; says how far it is with `exportProgress`. */
  exportData(): Result<DataFile>
  /** Background to our own pages: how far an export has come. */
  exportProgress(data: ExportProgress): void
  /**
   * Takes everything of the member's off this device and has it erased elsewhere. `pending`: that waits for a connection,
   * and is asked for again until it is answered.
   */
  erase(): Result<{ pending: boolean }>
  stored(): Stored[]
  /** Background to a tab: the member changed something; look again. */
  lookAgain(): void
}

export const { sendMessage, onMessage } = defineExtensionMessaging<Protocol>()
