import type {
  Balance,
  DecidedOffer,
  Decision,
  Locale,
  Member,
  Partner,
  ProblemCode,
} from '../shared/contracts/index.ts'
import type { MessageKey } from '../shared/i18n/words.ts'

/** Why something is not there: each is a `problem.*` sentence. */
export type Trouble = ProblemCode | 'offline' | 'timeout' | 'notPartner'

/** An answer, or why there is none. */
export type Result<T> = { ok: true; value: T } | { ok: false; trouble: Trouble }

/** A decision as it may be shown: without the token that proves it. */
export interface Shown {
  decisionId: string
  currency: string
  balance: Balance
  offers: DecidedOffer[]
  nearly: Decision['nearly']
}

/** A saving that was measured: grand totals before and after, read from the page. */
export interface Saving {
  claimId: string
  offerId: string
  code: string
  currency: string
  beforeMinor: number
  afterMinor: number
  /** Epoch ms. */
  measuredAt: number
}

/** A partner, and whether the member lets us run on its pages. */
export interface PartnerAccess {
  partner: Partner
  allowed: boolean
}

/** What the popup shows. `partner`: whose page the current tab is. */
export interface PopupInfo {
  locale: Locale
  member: Member | null
  partner: Partner | null
  allowed: boolean
  shown: Shown | null
  /** The last balance known at the shop, where there is no decision. */
  balance: { balance: Balance; currency: string; at: number } | null
  /** When the newest of it was fetched, epoch ms. */
  asOf: number | null
  trouble: Trouble | null
  partners: PartnerAccess[]
}

/** Why a request was made: the `log.*` sentences that come in pairs. */
export type SentKind = Extract<MessageKey, `log.${string}Text`> extends `log.${infer K}Text` ? K : never

/** One request that left the device. */
export interface Sent {
  /** Epoch ms. */
  at: number
  kind: SentKind
  storeId: string | null
  bytes: number
}

export interface SettingsInfo {
  sent: Sent[]
  /** `null`: as the browser. */
  locale: Locale | null
  hidden: Partner[]
  partners: PartnerAccess[]
}
