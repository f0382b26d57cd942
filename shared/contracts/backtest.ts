import { z } from 'zod'
import { OfferReplace } from './offer.ts'
import { AmountMinor, Currency, Id, Instant } from './primitives.ts'

/** How far back an offer is tried, at most. */
export const MAX_BACKTEST_DAYS = 365

/** Live offers that one backtest tells conflicts with: those that are met most. */
export const MAX_BACKTEST_CONFLICTS = 50

/** An offer as it would be published, and the days of purchases to try it on. */
export const BacktestCreate = z
  .strictObject({ offer: OfferReplace, days: z.int().min(1).max(MAX_BACKTEST_DAYS).default(90) })
  .meta({ id: 'BacktestCreate' })
export type BacktestCreate = z.infer<typeof BacktestCreate>

/** How an amount is spread: the least, the quarters, and the most. */
export const Spread = z.strictObject({
  leastMinor: AmountMinor,
  lowerQuarterMinor: AmountMinor,
  medianMinor: AmountMinor,
  upperQuarterMinor: AmountMinor,
  mostMinor: AmountMinor,
})
export type Spread = z.infer<typeof Spread>

/** So many purchases, their members, and what the offer would have cost on them. */
export const BacktestShare = z.strictObject({
  purchases: z.int().min(0),
  members: z.int().min(0),
  costMinor: AmountMinor,
})
export type BacktestShare = z.infer<typeof BacktestShare>

/**
 * What an offer would have done on the purchases of some days that are over. Every purchase is judged by what was known
 * right before it. People would have bought more for it, and that is not guessed at: this is what it costs on what was
 * bought anyway.
 */
export const Backtest = z
  .strictObject({
    from: Instant,
    until: Instant,
    currency: Currency,
    /** Whether all members were looked at, and every cost could be said. */
    isExact: z.boolean(),
    /** One in so many members was looked at, chosen by chance and the same each time; the counts are of all, worked out from them. */
    oneIn: z.number().min(1),
    /** When the programme-wide figures that rules may ask for were made; after `from`, they know more than anybody did. `null`: there are none. */
    factsMadeAt: Instant.nullable(),
    /** Members who bought in the offer's stores, and those purchases. */
    bought: z.strictObject({ purchases: z.int().min(0), members: z.int().min(0), goodsMinor: AmountMinor }),
    /** Purchases that fit, whatever the offer's limits. */
    fits: BacktestShare,
    /** Those that would have had it, as far as its limits go. */
    has: BacktestShare,
    /** Of which the goods came to so much. */
    goodsMinor: AmountMinor,
    /** Purchases of which nobody can say whether they fit, such as lines without a category. */
    unread: z.int().min(0),
    /** Purchases whose cost can't be said: counted with the most that it can be. */
    costAtMost: z.int().min(0),
    /** What it would have given in all, to each member and with each purchase; `null`: to nobody. */
    gives: z.strictObject({ perMember: Spread, perPurchase: Spread }).nullable(),
    /** The offer's limits, and when each first refused somebody; `null`: never. */
    limits: z.array(
      z.strictObject({
        /** JSON pointer into the offer. */
        path: z.string(),
        hitAt: Instant.nullable(),
        refused: z.int().min(0),
      }),
    ),
    /** Live offers that it can't be used together with, on baskets that fit both; as if they had been live all the time. */
    conflicts: z
      .array(
        z.strictObject({
          offerId: Id,
          key: z.string(),
          purchases: z.int().min(0),
          /** Which of them the member would have been best served with. */
          draftWins: z.int().min(0),
          liveWins: z.int().min(0),
          neither: z.int().min(0),
        }),
      )
      .max(MAX_BACKTEST_CONFLICTS),
    /** Of those that would have had it: members who would likely have bought anyway, at the full price. */
    anyway: z.strictObject({
      /** Bought what it is about at full price in as many days before. */
      fullPriceBefore: BacktestShare,
      /** By the rhythm of their own purchases, were about to within the offer's time. */
      dueByRhythm: BacktestShare,
      either: BacktestShare,
    }),
  })
  .meta({ id: 'Backtest' })
export type Backtest = z.infer<typeof Backtest>
