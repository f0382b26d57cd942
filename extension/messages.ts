import { defineExtensionMessaging } from '@webext-core/messaging'
import type {
  Balance,
  DecidedOffer,
  Decision,
  LedgerEntry,
  Locale,
  Member,
  PairingCode,
  Partner,
} from '../shared/contracts/index.ts'
import type { CompiledWords } from '../shared/i18n/translate.ts'
import type { Failure } from './background/api.ts'
import type { Inputs, RunMemory, SavedResult } from './background/inputs.ts'
import type { SentRecord } from './background/sent-log.ts'

/** Why something is not there: one of the `problem.*` sentences. */
export type Trouble = Failure['code'] | 'notPartner'

/** A decision as it may be shown: without the token that proves it. */
export interface Shown {
  decisionId: string
  currency: string
  balance: Balance
  offers: DecidedOffer[]
  nearly: Decision['nearly']
}

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
}

export type ClaimReply =
  | { ok: true; claimId: string; offerId: string; code: string; expiresAt: number }
  | { ok: false; trouble: Trouble }

/** What the popup shows. `partner`: whose page the current tab is. */
export interface PopupInfo {
  locale: Locale
  member: Member | null
  partner: Partner | null
  allowed: boolean
  shown: Shown | null
  /** The last balance known at the shop, where there is no decision. */
  balance: { balance: Balance; currency: string; at: number } | null
  asOf: number | null
  trouble: Trouble | null
  partners: { partner: Partner; allowed: boolean }[]
}

export interface SettingsInfo {
  sent: SentRecord[]
  /** `null`: as the browser. */
  locale: Locale | null
  hidden: Partner[]
  partners: { partner: Partner; allowed: boolean }[]
}

export type Result<T> = { ok: true; value: T } | { ok: false; trouble: Trouble }

/** What is asked of the background and what it answers. `null` where the sender is nobody it talks to. */
interface Protocol {
  pageInfo(data: Inputs['pageInfo']): PageInfo | null
  claim(data: Inputs['claim']): ClaimReply
  outcome(data: Inputs['outcome']): void
  exposure(data: Inputs['exposure']): void
  hide(data: Inputs['hide']): void
  saveRun(data: Inputs['saveRun']): void
  saveResult(data: Inputs['saveResult']): void
  /** Brings the code that works a checkout into the page that asks. */
  loadCheckout(): void
  joinHere(): Result<null>
  openWelcome(): void
  popup(data: Inputs['popup']): PopupInfo
  popupClaim(data: Inputs['popupClaim']): ClaimReply
  entries(data: Inputs['entries']): Result<LedgerEntry[]>
  settings(): SettingsInfo
  setLocale(data: Inputs['setLocale']): void
  showAgain(data: Inputs['showAgain']): void
  join(): Result<Member>
  pair(data: Inputs['pair']): Result<Member>
  pairingCode(): Result<PairingCode>
  /** Background to a tab: the member changed something; look again. */
  lookAgain(): void
}

export const { sendMessage, onMessage } = defineExtensionMessaging<Protocol>()
