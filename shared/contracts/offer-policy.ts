import { z } from 'zod'
import { Slug, text } from './primitives.ts'

/**
 * Offers that are chosen among themselves: `stack` lets all through, `best` the one that is worth most to the member on
 * this basket, `inOrder` the first in order of priority that gives anything.
 */
export const OfferGroup = z.strictObject({
  key: Slug,
  name: text(120),
  mode: z.enum(['stack', 'best', 'inOrder']),
})
export type OfferGroup = z.infer<typeof OfferGroup>

/** What holds for all of a programme's offers: how they go together, how far they may go down, and how they are chosen. */
export const OfferPolicy = z.strictObject({
  groups: z.array(OfferGroup).max(50).default([]),
  /** Codes that a checkout takes at once: one, unless the merchants' shops are known to take more. */
  codesAtOnce: z.enum(['one', 'many']).default('one'),
  /** Part of a unit's price that all offers together must leave, in percent: the price's floor. */
  floorPercent: z.int().min(0).max(100).default(0),
  /** Gross margin on goods, in percent of their price: what a sale is worth to the shop where offers are ranked. */
  marginPercent: z.int().min(1).max(100).default(30),
  /** Part of the basket that has to be left of the margin after all discounts, in percent; `null`: offers may eat all of it and more. */
  keepMarginPercent: z.int().min(0).max(100).nullable().default(null),
  /** Share of members who are shown no offers at all, so that what all of them do together can be measured. */
  holdoutPercent: z.number().min(0).max(50).default(0),
  /** Whether offers that little is known of are tried now and then (Thompson sampling). */
  explores: z.boolean().default(true),
})
export type OfferPolicy = z.infer<typeof OfferPolicy>
