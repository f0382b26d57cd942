import { MAX_AMOUNT } from '../../shared/contracts/index.ts'
import { type Catalogue, segmentsOf } from '../../shared/engine/index.ts'
import { memberAt, viewOf } from '../db/compiled.ts'
import type { MemberRow } from '../db/member-facts.ts'
import type { NewSegmentEvent } from '../db/segment-events.ts'
import { earnNow, memberContext, tierProgress } from './earn-now.ts'
import { OpenBook } from './open-book.ts'
import { paidSegments, segmentMoves, toSegmentEvents } from './segment-moves.ts'

/** What looking at a member brings: who came and went, and the book of one who is paid for coming. */
export interface LookedAt {
  enrolmentId: string
  events: NewSegmentEvent[]
  open: OpenBook | null
}

/**
 * Looks at a member by the clock: which segments they are in now, against what is noted. Coming into one pays as the rules
 * say, once an entry; where only the segment's rule has changed, nobody is paid.
 */
export function lookAt(catalogue: Catalogue, member: MemberRow, now: number): LookedAt {
  const { rules, programId, settled } = catalogue
  const { enrolmentId, profile, profileVersion } = member
  const { facts } = memberAt(rules, member, now)
  const isIn = new Set(segmentsOf(catalogue, viewOf(profile, facts, now)))
  const moves = segmentMoves(catalogue, facts.segments, isIn, (key) =>
    catalogue.segmentOf.get(key)?.isList ? 'list' : settled.has(key) ? 'time' : 'rule',
  )
  const events = toSegmentEvents(moves, enrolmentId, profileVersion, now)
  const paid = paidSegments(catalogue)
  const entered = moves.flatMap(({ key, kind, cause }) =>
    kind === 'entered' && cause !== 'rule' && paid.has(key) ? [key] : [],
  )
  const [first] = events
  if (entered.length === 0 || !first) return { enrolmentId, events, open: null }

  const open = new OpenBook(member, programId, rules, now)
  const earned = earnNow(
    rules,
    open,
    { kind: 'segmentEntered', occurredAt: now },
    memberContext(open, rules, entered, now),
  )
  // What an account can't hold is not given; nobody is there to be told.
  const gifts = earned.gifts.filter(({ unit, amount }) => {
    const { available, pending, held } = open.account(unit)
    return available + pending + held + amount <= MAX_AMOUNT
  })
  earned.post(gifts, { sourceId: first.id, earnedAt: now, reference: first.id })
  tierProgress(open, catalogue, profile, now, { at: now, goodsPaidMinor: 0, purchases: 0, gifts })
  open.settle()
  return { enrolmentId, events, open }
}
