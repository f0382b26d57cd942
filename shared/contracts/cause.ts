import { z } from 'zod'
import { AmountMinor, Currency, Instant, Slug, text } from './primitives.ts'
import { wordsByLanguage } from './words.ts'

/** What a cause is called and does, by language and tone. */
const CauseWords = wordsByLanguage(z.strictObject({ name: text(120), summary: text(400) }))

/** What a programme gives to: a charity, a club, a wood. Its `key` never changes. */
export const CauseCreate = z
  .strictObject({
    key: Slug,
    /** In the shop's own language, as is `summary`. */
    name: text(120),
    summary: text(400),
    content: CauseWords.optional(),
    /** Where to read about it. */
    url: z
      .url({ protocol: /^https$/ })
      .max(300)
      .optional(),
  })
  .meta({ id: 'CauseCreate' })
export type CauseCreate = z.infer<typeof CauseCreate>

/** A cause told anew; its key stays. `open`: it takes new gifts. */
export const CauseReplace = CauseCreate.omit({ key: true })
  .extend({ open: z.boolean().default(true) })
  .meta({ id: 'CauseReplace' })
export type CauseReplace = z.infer<typeof CauseReplace>

/** What a cause has been given since the programme began, for all to see. Less what returns took back. */
export const CauseTotal = z
  .strictObject({
    currency: Currency,
    /** By members, out of what they had earned, at the worth that the reward stated. */
    membersMinor: AmountMinor,
    /** By the shop: its share of each sale. */
    shopMinor: AmountMinor,
    /** Gifts by members; sales that gave a share. */
    gifts: z.int().min(0),
    sales: z.int().min(0),
  })
  .meta({ id: 'CauseTotal' })
export type CauseTotal = z.infer<typeof CauseTotal>

/** A cause with its public total. `open`: it takes new gifts. */
export const Cause = CauseCreate.extend({
  open: z.boolean(),
  total: CauseTotal,
  createdAt: Instant,
}).meta({ id: 'Cause' })
export type Cause = z.infer<typeof Cause>

/** What a cause was given from `fromAt` up to `toAt`: what the shop pays out and the cause can check. */
export const CauseStatement = z
  .strictObject({
    cause: Slug,
    name: z.string(),
    fromAt: Instant,
    toAt: Instant,
    total: CauseTotal,
    /** Month by month, `YYYY-MM` in the programme's time zone; months without gifts are left out. */
    months: z.array(z.strictObject({ month: z.string().regex(/^\d{4}-\d{2}$/), total: CauseTotal })),
  })
  .meta({ id: 'CauseStatement' })
export type CauseStatement = z.infer<typeof CauseStatement>
