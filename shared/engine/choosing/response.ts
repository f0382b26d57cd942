import type { Learned } from '../../contracts/index.ts'
import { own } from './affinity.ts'
import type { ChoosingMember, Taste } from './member.ts'

/**
 * A member of whom nothing is known has redeemed 0.3 on 5 occasions. Source: a grocer's history; 0.2 to 0.5 and 3 to 8
 * are as good.
 */
const FIRST_REDEMPTIONS = 0.3
const FIRST_OCCASIONS = 5

/** Who buys more redeems more, but less than in proportion. Source: the same; flat from 0.3 to 0.5. */
const ACTIVITY_POWER = 0.4

/** Occasions that everyone's answer is worth beside a segment's. Source: the same; flat from 2 to 10. */
const SEGMENT_OCCASIONS = 10

/** What a programme without history is taken for: one occasion in 12 is answered. */
const FIRST_ANSWERED = 1
const FIRST_SENT = 12

/**
 * How readily a member answers offers, whatever they are: own redemptions and couponed purchases over the occasions that
 * there were, how much they buy, and how their segment answers. Comparable among a programme's members only.
 */
export function responsiveness(member: ChoosingMember, taste: Taste, learned: Learned): number {
  const answered =
    (member.redemptions + member.couponed + FIRST_REDEMPTIONS) / (member.sent + FIRST_OCCASIONS)
  return answered * (1 + taste.total) ** ACTIVITY_POWER * segmentAnswers(member.segment, learned)
}

/** How much more often than everyone a segment answers; 1 where nothing is known. */
function segmentAnswers(segment: string | null, learned: Learned): number {
  const group = segment === null ? undefined : own(learned.segments, segment)
  if (!group) return 1
  const everyone = (learned.redeemed + FIRST_ANSWERED) / (learned.sent + FIRST_SENT)
  return (group.redeemed + SEGMENT_OCCASIONS * everyone) / (group.sent + SEGMENT_OCCASIONS) / everyone
}
