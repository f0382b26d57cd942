import { z } from 'zod'
import { Instant } from './primitives.ts'

/**
 * What a member may agree to, in one programme. `personalOffers`: offers chosen by what they bought, given by joining, as
 * that is what a programme is. `interest`: what they look at may count, as far as their device sends it; it sends nothing
 * until it has been asked to. `news`: being written to, which nobody is who has not said so.
 */
export const ConsentPurpose = z.enum(['personalOffers', 'interest', 'news'])
export type ConsentPurpose = z.infer<typeof ConsentPurpose>

/** What a consent stands on: joining, the device's own switch, the member's word, or that the member has been erased. */
export const ConsentSource = z.enum(['joining', 'device', 'member', 'erasure'])
export type ConsentSource = z.infer<typeof ConsentSource>

/** Whether a member agrees to something, and since when. */
export const Consent = z
  .strictObject({
    purpose: ConsentPurpose,
    granted: z.boolean(),
    changedAt: Instant,
    source: ConsentSource,
  })
  .meta({ id: 'Consent' })
export type Consent = z.infer<typeof Consent>

/** Most changes that are told at once. */
export const MAX_CONSENT_HISTORY = 200

/** Every purpose as it stands now, and what was changed, newest first. */
export const MemberConsents = z
  .strictObject({ consents: z.array(Consent), history: z.array(Consent).max(MAX_CONSENT_HISTORY) })
  .meta({ id: 'MemberConsents' })
export type MemberConsents = z.infer<typeof MemberConsents>

/** Granting, or withdrawing. */
export const ConsentChange = z.strictObject({ granted: z.boolean() }).meta({ id: 'ConsentChange' })
export type ConsentChange = z.infer<typeof ConsentChange>

/** How each purpose stands where nothing has been said. */
export const CONSENT_DEFAULTS: Record<ConsentPurpose, Pick<Consent, 'granted' | 'source'>> = {
  personalOffers: { granted: true, source: 'joining' },
  interest: { granted: true, source: 'device' },
  news: { granted: false, source: 'joining' },
}
