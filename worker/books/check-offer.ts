import { DomainError } from '../../shared/contracts/index.ts'
import { listCauses } from '../db/causes.ts'
import { databaseOf } from '../db/database.ts'
import { keysAmong, type OfferDefinition } from '../db/offers.ts'
import { findProgram } from '../db/programs.ts'
import { allSegments } from '../db/segments.ts'
import { foreignStores } from '../db/stores.ts'
import type { Env } from '../env.ts'
import type { MerchantAuth } from '../http/app.ts'
import { invalidRequest } from '../http/errors.ts'
import { offerIssues } from './offer-checks.ts'
import { requireRule } from './require-rule.ts'

/**
 * Lets an offer through that fits what it leans on outside its own table: the programme's rules, the engine's signals, the
 * directory's stores.
 *
 * @param offerId its own; `null` where it is to be made
 * @throws DomainError invalid_request, each issue at its own field
 */
export async function checkOffer(
  env: Env,
  { merchantId, programId, binding }: Pick<MerchantAuth, 'merchantId' | 'programId' | 'binding'>,
  offer: OfferDefinition,
  offerId: string | null,
): Promise<void> {
  const db = databaseOf(env, binding)
  // The rules as they are now: what an isolate keeps may be older.
  const [program, causes, otherKeys, foreign] = await Promise.all([
    findProgram(db, programId),
    offer.reward.kind === 'donationMatch' ? listCauses(db, programId) : null,
    offer.stacking.excludes.length > 0 ? keysAmong(db, merchantId, offer.stacking.excludes, offerId) : [],
    foreignStores(env.DB, merchantId, offer.storeIds),
  ])
  if (!program) throw new DomainError('not_found', 'The programme is gone')
  if (offer.audience.rule)
    requireRule(offer.audience.rule, '/audience/rule', null, await allSegments(db, programId))
  const issues = [
    ...offerIssues(offer, program.rules, {
      openCauses: (causes ?? []).flatMap(({ key, open }) => (open ? [key] : [])),
      otherKeys,
    }),
    ...foreign.map((id) => ({
      path: `/storeIds/${offer.storeIds.indexOf(id)}`,
      message: 'is no store of yours',
    })),
  ]
  if (issues.length > 0) throw invalidRequest(issues)
}
