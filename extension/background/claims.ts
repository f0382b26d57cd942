import type { Partner } from '../../shared/contracts/index.ts'
import type { ClaimedCode } from '../facts.ts'
import type { ClaimReply } from '../messages.ts'
import type { Failure } from './api.ts'
import { type Decisions, PENDING, type Question } from './decisions.ts'

/**
 * Claims offers one after the other, as the shop will be asked for them. What can't be had any more is left out: the codes
 * that are there are still worth trying. A failure only where there is none. `question`: with the basket's total, where the
 * page shows it: what an offer costs is worked out on it.
 */
export async function claimEach(
  decisions: Decisions,
  partner: Partner,
  offerIds: readonly string[],
  question: Question,
): Promise<ClaimReply> {
  const claims: ClaimedCode[] = []
  let failure: Failure | null = null
  for (const offerId of new Set(offerIds)) {
    const reply = await decisions.claim(partner, offerId, question)
    if (!reply.ok) {
      failure ??= reply
      continue
    }
    const { id: claimId, code, expiresAt } = reply.value
    // Of the decision that it was claimed on: one before it may have had another price, or none.
    const takes = await decisions.takesOf(partner.storeId, offerId)
    claims.push({ claimId, offerId, code, expiresAt, ...(takes && { takes }) })
  }
  // What was decided is out of date, whatever the refusal says: the others were claimed on it first.
  if (failure && !PENDING.includes(failure.code)) await decisions.forget(partner.storeId)
  return claims.length === 0 && failure ? { ok: false, trouble: failure.code } : { ok: true, claims }
}
