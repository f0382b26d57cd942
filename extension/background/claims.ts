import type { Locale, Partner } from '../../shared/contracts/index.ts'
import type { ClaimedCode } from '../facts.ts'
import type { ClaimReply } from '../messages.ts'
import type { Failure } from './api.ts'
import { type Decisions, PENDING } from './decisions.ts'

/**
 * Claims offers one after the other, as the shop will be asked for them. What can't be had any more is left out: the codes
 * that are there are still worth trying. A failure only where there is none.
 */
export async function claimEach(
  decisions: Decisions,
  partner: Partner,
  offerIds: readonly string[],
  locale: Locale,
): Promise<ClaimReply> {
  const claims: ClaimedCode[] = []
  let failure: Failure | null = null
  for (const offerId of new Set(offerIds)) {
    const takes = await decisions.takesOf(partner.storeId, offerId)
    const reply = await decisions.claim(partner, offerId, locale)
    if (reply.ok)
      claims.push({ claimId: reply.value.id, offerId, code: reply.value.code, ...(takes && { takes }) })
    else failure ??= reply
  }
  // What was decided is out of date, whatever the refusal says: the others were claimed on it first.
  if (failure && !PENDING.includes(failure.code)) await decisions.forget(partner.storeId)
  return claims.length === 0 && failure ? { ok: false, trouble: failure.code } : { ok: true, claims }
}
