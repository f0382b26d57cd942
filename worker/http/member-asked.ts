import { Id, RewardHandOver } from '../../shared/contracts/index.ts'
import type { Db } from '../db/database.ts'
import { enrolmentOfNumber } from '../db/reward-orders.ts'

/** The query of a question about one member: by the number on the card, or by pseudonym. */
export const MemberMeant = {
  memberNumber: RewardHandOver.shape.memberNumber.optional(),
  enrolmentId: Id.optional(),
}

/**
 * Who is asked about. A look alone: nobody is enrolled by it. `null`: nobody, or a number that is nobody's in the
 * programme. A pseudonym is not looked up.
 */
export const memberAsked = async (
  directory: Db,
  programId: string,
  { memberNumber, enrolmentId }: { memberNumber?: string | undefined; enrolmentId?: string | undefined },
): Promise<string | null> =>
  memberNumber === undefined
    ? (enrolmentId ?? null)
    : await enrolmentOfNumber(directory, programId, memberNumber)
