import { type Amount, DomainError } from '../../shared/contracts/index.ts'
import type { RankRecord } from '../../shared/engine/index.ts'
import type { Env } from '../env.ts'
import { sign, verify } from './signing.ts'

/** How long a decision may be claimed, in milliseconds. Longer than a calm checkout, shorter than a change of heart. */
export const DECISION_LIFE_MS = 30 * 60_000

/** What a decision's token proves: these offers, worked out to these costs, were this member's at that time. */
export interface DecisionProof {
  decisionId: string
  enrolmentId: string
  programId: string
  binding: string
  storeId: string
  expiresAt: number
  /** `takes`: what it is paid with of what the member has. */
  offers: [offerId: string, revision: number, costMinor: number, takes?: Amount][]
  /** What each was ranked by, in their order: kept with what is shown. */
  ranks: RankRecord[]
  /** Version of the programme's facts that it was made with; `null`: there were none. */
  facts: number | null
}

/** The token that proves a decision to a claim or an exposure. */
export const signDecision = (env: Env, proof: DecisionProof): Promise<string> => sign(env, 'decision', proof)

/**
 * The proof in a token that a member brings back.
 *
 * @throws DomainError invalid_request where we never signed it for this member, decision_expired
 */
export async function readDecision(
  env: Env,
  token: string,
  enrolmentId: string,
  now: number,
): Promise<DecisionProof> {
  const proof = await verify<DecisionProof>(env, 'decision', token)
  if (!proof || proof.enrolmentId !== enrolmentId) {
    throw new DomainError('invalid_request', 'decision: not a decision of this member', {
      issues: [{ path: '/decision', message: 'is not a decision of this member' }],
    })
  }
  if (proof.expiresAt <= now) throw new DomainError('decision_expired', 'Ask for a new decision')
  return proof
}
