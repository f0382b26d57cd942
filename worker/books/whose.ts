import { DomainError } from '../../shared/contracts/index.ts'
import { enrolByNumbers } from '../db/enrolments.ts'
import type { Env } from '../env.ts'
import type { MerchantAuth } from '../http/app.ts'

/** A refusal because somebody or something is not there, which names the field that asked for it. */
export const missing = (path: string, message: string): DomainError =>
  new DomainError('not_found', message, { issues: [{ path, message }] })

/**
 * Whose books a merchant means: by number, and the member is enrolled by it, or by pseudonym, which is looked up with
 * the books themselves.
 *
 * @throws DomainError not_found
 */
export async function enrolmentMeant(
  env: Env,
  { programId, binding }: Pick<MerchantAuth, 'programId' | 'binding'>,
  { memberNumber, enrolmentId }: { memberNumber?: string | undefined; enrolmentId?: string | undefined },
  now: number,
): Promise<string> {
  if (memberNumber === undefined) return enrolmentId as string
  const found = await enrolByNumbers(env, programId, binding, [memberNumber], now)
  const own = found.get(memberNumber)
  if (!own) throw missing('/memberNumber', 'is nobody’s number')
  return own
}
