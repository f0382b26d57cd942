import type {
  Amount,
  Balance,
  Cause,
  ConsentPurpose,
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
  Tone,
  Unit,
} from '../shared/contracts/index.ts'
import type { MessageKey } from '../shared/i18n/words.ts'

/**
 * Why something is not there: each is a `problem.*` sentence. `signedOut`: this device was ended elsewhere. `clock`: the
 * device's clock is so wrong that nothing it says of time can be used. `restarted`: the extension was
 * updated or switched off under a panel that still stands.
 */
export type Trouble = ProblemCode | 'offline' | 'timeout' | 'notPartner' | 'signedOut' | 'clock' | 'restarted'

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
  /** What one agrees to in this programme. */
  | { kind: 'setConsent'; purpose: ConsentPurpose; granted: boolean }

/** A code that has been claimed for the member, and whose it is. */
export interface ClaimedCode {
  claimId: string
  offerId: string
  code: string
  /** What of their own the member pays for it: then nothing was saved. */
  takes?: Amount | undefined
  /** Until when it is kept for the member, epoch ms. */
  expiresAt?: number | undefined
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
  /** Codes of before that ours drove out: they go back in when ours are taken out. */
  earlier?: string[] | undefined
  /** Codes of the same run that did not help: they are out again. */
  idle?: string[] | undefined
  /** Epoch ms. */
  measuredAt: number
}

/** The newest offers known at a store whose programme knows the member. `asOf`: when they were decided, epoch ms. */
export interface KnownOffers {
  storeId: string
  /** `null`: none are known any more. */
  shown: Shown | null
  asOf: number | null
}

/** A partner, and whether the member lets us run on its pages. */
export interface PartnerAccess {
  partner: Partner
  allowed: boolean
}

/** A partner shop on the welcome page. */
export interface Shop {
  /** Its host, where nothing more is known of it. */
  name: string
  /** What is asked for, the one to open first. */
  origins: string[]
  allowed: boolean
}

/** What the welcome page shows. */
export interface WelcomeInfo {
  locale: Locale
  member: Member | null
  /** Whether what the member looks at may count. */
  interest: boolean
  /** How many sites of partners there are. */
  total: number
  /** All shops, where they are few; otherwise those that are allowed. */
  shops: Shop[]
  /** More shops than a browser can ask about at once: they are looked for by name, and allowed one by one. */
  many: boolean
}

/** What the popup shows. `partner`: whose page the current tab is. */
export interface PopupInfo {
  locale: Locale
  /** How shops' words sound. */
  tone: Tone
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

/** A category the member looked at on a store's pages, as coarsely as it is sent. */
export interface InterestWeight {
  /** As the shop names it, folded. */
  category: string
  /** 1, 2 or 3. */
  weight: number
}

/** What one store would be sent of the member's interest now, and what it was sent last. */
export interface StoreInterest {
  storeId: string
  storeName: string
  weights: InterestWeight[]
  lastSent: { at: number; weights: InterestWeight[] } | null
}

/** Whether interest is counted on this device, and per store what would be sent. No store that nothing is known of. */
export interface InterestInfo {
  on: boolean
  stores: StoreInterest[]
}

/** A JSON file of all that is held of the member, ready to be saved. */
export interface DataFile {
  name: string
  json: string
}

/** How far an export has come. `requests`: answers read so far; `records`: what was in them. */
export interface ExportProgress {
  requests: number
  records: number
}

/** What the extension keeps on this device, by what it is for: the `stored.*` sentences. */
export type StoredKind = Extract<MessageKey, `stored.${string}`> extends `stored.${infer K}` ? K : never

/** One kind of thing that is kept. `lasting`: it outlives the browser; otherwise it is gone when the browser closes. */
export interface Stored {
  what: StoredKind
  bytes: number
  count: number
  lasting: boolean
}

/** What the settings page shows of this device. */
export interface SettingsInfo {
  sent: Sent[]
  /** Whether what is looked at may be counted on this device. */
  interest: boolean
  /** An erasure was asked for and waits for a connection. */
  erasing: boolean
  /** `null`: as the browser. */
  locale: Locale | null
  /** How shops' words sound. */
  tone: Tone
  hidden: Partner[]
  partners: PartnerAccess[]
}
