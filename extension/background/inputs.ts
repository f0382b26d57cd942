import { z } from 'zod'
import {
  Amount,
  AmountMinor,
  Category,
  ClaimOutcome,
  Currency,
  Id,
  Instant,
  Locale,
  Tone,
  Unit,
} from '../../shared/contracts/index.ts'
import { ActInput } from './acts.ts'

/** A run as the checkout wrote it. Nobody but the checkout reads more of it than this. */
type KeptRun = { runId: string }

/** Keeps what else the checkout put in. */
const Run = z.custom<KeptRun>((value) => z.looseObject({ runId: z.string() }).safeParse(value).success)

/** As `ClaimedCode` in facts.ts. */
const Claimed = z.object({
  claimId: Id,
  offerId: Id,
  code: z.string().max(60),
  takes: Amount.optional(),
  expiresAt: Instant.optional(),
})

/** Most codes that one run tries. */
const MAX_CODES = 5

/** Most categories that one page is told with. */
export const MAX_CATEGORIES = 5

/** A run in one tab, kept over the shop's page loads: whose codes they are, and where the checkout had got to. */
export const RunMemory = z.object({
  storeId: Id,
  claims: z.array(Claimed).min(1).max(MAX_CODES),
  state: Run,
})
export type RunMemory = z.infer<typeof RunMemory>

/** A saving that was measured in this tab: shown until the member leaves. As `Saving` in facts.ts. */
export const SavedResult = z.object({
  storeId: Id,
  claims: z.array(Claimed).min(1).max(MAX_CODES),
  currency: Currency,
  beforeMinor: AmountMinor,
  afterMinor: AmountMinor,
  parts: z
    .array(z.object({ code: z.string().max(60), beforeMinor: AmountMinor, afterMinor: AmountMinor }))
    .max(MAX_CODES)
    .optional(),
  earlier: z.array(z.string().max(60)).max(MAX_CODES).optional(),
  idle: z.array(z.string().max(60)).max(MAX_CODES).optional(),
  measuredAt: Instant,
})
export type SavedResult = z.infer<typeof SavedResult>

/** Where the member put the panel: which lower corner, and how far above the window's lower edge, in CSS pixels. */
export const Place = z.object({ side: z.enum(['left', 'right']), bottomPx: z.int().min(0).max(10_000) })
export type Place = z.infer<typeof Place>

/** What a till reads the member's number off. */
export const CardCode = z.enum(['bar', 'qr'])

const Nothing = z.undefined().or(z.null())

/** What each message must hold. The types of `messages.ts` are made from these. */
export const inputs = {
  // From a partner's page.
  pageInfo: z.object({ totalMinor: AmountMinor.nullable() }),
  /** `totalMinor`: the basket's, as the page shows it now; `null` where it shows none in the shop's currency. */
  claim: z.object({ offerIds: z.array(Id).min(1).max(MAX_CODES), totalMinor: AmountMinor.nullable() }),
  outcome: z.object({ claimId: Id, outcome: ClaimOutcome }),
  exposure: z.object({ decisionId: Id, offerIds: z.array(Id).min(1).max(50) }),
  hide: z.object({ scope: z.enum(['visit', 'shop']) }),
  /** Categories that the page which was looked at names. */
  looked: z.object({ categories: z.array(Category).max(MAX_CATEGORIES) }),
  saveRun: z.object(RunMemory.omit({ storeId: true }).shape).nullable(),
  saveResult: z.object(SavedResult.omit({ storeId: true }).shape).nullable(),
  /** `null`: where the page leaves most room. */
  place: Place.nullable(),
  /** `interest`: what they look at may count. */
  joinHere: z.object({ interest: z.boolean() }),
  openWelcome: Nothing,
  // From our own pages.
  popup: z.object({ url: z.string().max(4000).nullable() }),
  /** The tab that the popup was opened over: the browser lets us into it for as long as it stays there. */
  showHere: z.object({ tabId: z.int().min(0) }),
  welcome: Nothing,
  findShops: z.object({ text: z.string().max(100) }),
  popupClaim: z.object({ storeId: Id, offerId: Id }),
  knownOffers: Nothing,
  offersAt: z.object({ storeId: Id }),
  mirror: z.object({ storeId: Id }),
  setCardCode: z.object({ cardCode: CardCode }),
  entries: z.object({ storeId: Id, units: z.array(Unit).min(1), before: z.int().min(1).optional() }),
  membership: z.object({ storeId: Id }),
  catalogue: z.object({ storeId: Id }),
  pickups: z.object({ storeId: Id }),
  receipt: z.object({ storeId: Id, unit: Unit, seq: z.int().min(1) }),
  act: z.object({ storeId: Id, act: ActInput }),
  settings: Nothing,
  setLocale: z.object({ locale: Locale.nullable() }),
  setTone: z.object({ tone: Tone }),
  showAgain: z.object({ storeId: Id }),
  join: Nothing,
  pair: z.object({ code: z.string().trim().min(1).max(20) }),
  pairingCode: Nothing,
  interest: Nothing,
  setInterest: z.object({ on: z.boolean() }),
  consents: z.object({ storeId: Id }),
  exportData: Nothing,
  erase: Nothing,
  stored: Nothing,
}
/** What a sender may put into each message. */
export type Inputs = { [K in keyof typeof inputs]: z.input<(typeof inputs)[K]> }
