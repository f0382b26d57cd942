import type {
  Amount,
  Balance,
  Cause,
  DecidedOffer,
  Decision,
  Locale,
  Member,
  MemberReward,
  Partner,
  PickupMenu,
  PickupOrder,
  ProblemCode,
  RewardOrder,
  Unit,
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
  /** What saves most together on the basket; `null`: nothing is known of it. */
  best: Decision['best']
}

/** The rewards of a programme as the member sees them, what they ordered, and the causes to give to. */
export interface Catalogue {
  rewards: MemberReward[]
  orders: RewardOrder[]
  causes: Cause[]
}

/** Orders to be fetched, and what can be ordered ahead at the store. */
export interface Pickups {
  orders: PickupOrder[]
  menu: PickupMenu
}

/** Something that a member does in the programme of the shop that is open: each is one write to the worker. */
export type Act =
  | { kind: 'orderReward'; reward: string; cause?: string }
  | { kind: 'cancelOrder'; orderId: string }
  | { kind: 'cancelPlan'; plan: string; refund: boolean }
  | { kind: 'resumePlan'; plan: string }
  | { kind: 'placePickup'; placeKey: string; pickupAt: number; lines: { sku: string; quantity: number }[] }
  | { kind: 'cancelPickup'; pickupId: string }
  /** `null` takes it back. */
  | { kind: 'setBirthMonth'; month: number | null }
  | { kind: 'transfer'; toNumber: string; unit: Unit; amount: number }

/** A code that has been claimed for the member, and whose it is. */
export interface ClaimedCode {
  claimId: string
  offerId: string
  code: string
  /** What of their own the member pays for it: then nothing was saved. */
  takes?: Amount | undefined
}

/** A saving that was measured: grand totals before and after, read from the page. */
export interface Saving {
  /** The codes that stand in the basket, in the order in which they were typed: one or more. */
  claims: ClaimedCode[]
  currency: string
  beforeMinor: number
  afterMinor: number
  /** Each code that stands, with the totals on both sides of it alone; there where the page let each be measured. */
  parts?: { code: string; beforeMinor: number; afterMinor: number }[] | undefined
  /** Codes of the same run that did not help: they are out again. */
  idle?: string[] | undefined
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
