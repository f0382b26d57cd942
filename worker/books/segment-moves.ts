import type { Profile, SegmentCause } from '../../shared/contracts/index.ts'
import { type Catalogue, type MemberFacts, segmentsOf } from '../../shared/engine/index.ts'
import { viewOf } from '../db/compiled.ts'
import { newId } from '../db/ids.ts'
import type { NewSegmentEvent } from '../db/segment-events.ts'
import type { OpenBook } from './open-book.ts'

/** A segment that a member came into or left. */
export type SegmentMove = Pick<NewSegmentEvent, 'segmentId' | 'kind' | 'cause'> & { key: string }

/** What is noted of a member by a state that was read: in which segments they were when it was last looked at. */
type Noted = NonNullable<MemberFacts['segments']>

/** Segments whose entry earns something by the programme's rules. */
export const paidSegments = ({ rules }: Catalogue): Set<string> =>
  new Set(rules.earn.flatMap(({ on }) => (on.kind === 'segmentEntered' ? [on.segment] : [])))

/**
 * How what is noted of a member differs from the segments they are in.
 *
 * @param causeOf why, by key
 */
export function segmentMoves(
  catalogue: Catalogue,
  noted: Noted | undefined,
  now: ReadonlySet<string>,
  causeOf: (key: string) => SegmentCause,
): SegmentMove[] {
  return catalogue.segments.flatMap(({ id: segmentId, key }): SegmentMove[] => {
    const isIn = now.has(key)
    if (isIn === wasIn(noted, key)) return []
    return [{ segmentId, key, kind: isIn ? 'entered' : 'left', cause: causeOf(key) }]
  })
}

const wasIn = (noted: Noted | undefined, key: string): boolean =>
  (noted?.get(key)?.enteredAt ?? null) !== null

/** Moves of one member as they are written. */
export const toSegmentEvents = (
  moves: readonly SegmentMove[],
  enrolmentId: string,
  profileVersion: number,
  at: number,
): NewSegmentEvent[] =>
  moves.map(({ key: _, ...move }) => ({ ...move, id: newId('sev'), enrolmentId, profileVersion, at }))

/** Follows one member through the segments while something of theirs is recorded. */
export interface SegmentWatch {
  /**
   * The segments that something brings the member into, as far as a rule pays for that and nothing before did.
   *
   * @param profile as it will be
   * @param at when it happened
   */
  entered(profile: Profile, at?: number): string[]
  /** What was asked last has been recorded, and its entries paid for. */
  took(): void
  /** What is to be noted, once all else has been. The profile will be of this version. */
  events(profile: Profile, profileVersion: number): NewSegmentEvent[]
}

const NOTHING: SegmentWatch = { entered: () => [], took: () => {}, events: () => [] }

/**
 * Begins to follow a member before anything is recorded.
 *
 * What is noted tells who is new in a segment by whose rule everybody has been looked at. In one that was made or changed
 * since, nobody is new by what is noted; there, who was not in it before is.
 *
 * @param before the profile as it was
 * @param beforeAt when the member was last looked at: now where the profile changes, earlier where time alone does
 * @param by what makes the difference between then and now
 */
export function watchSegments(
  catalogue: Catalogue,
  open: OpenBook,
  before: Profile,
  beforeAt: number,
  by: 'member' | 'time',
): SegmentWatch {
  if (catalogue.segments.length === 0) return NOTHING
  const { settled } = catalogue
  const paid = paidSegments(catalogue)
  // What is earned on entering can't be what one enters by: balances and tier stand as they did.
  const { facts } = open
  const segmentsAt = (profile: Profile, member: MemberFacts, at: number) =>
    new Set(segmentsOf(catalogue, viewOf(profile, member, at)))
  let known: Set<string> | undefined
  const were = () => {
    known ??= segmentsAt(before, facts, beforeAt)
    return known
  }
  const given = new Set<string>()
  let held: ReadonlySet<string> | undefined
  let heldAt = beforeAt
  let asked = { held: new Set<string>() as ReadonlySet<string>, at: beforeAt, fresh: [] as string[] }
  return {
    entered(profile, at = open.now) {
      if (paid.size === 0) return []
      held ??= were()
      const [now, then] = [
        segmentsAt(profile, facts, open.now),
        at === open.now ? null : segmentsAt(profile, facts, at),
      ]
      const isFresh = (key: string) =>
        settled.has(key)
          ? now.has(key) && !wasIn(facts.segments, key)
          : at >= heldAt && (then ?? now).has(key) && !held?.has(key)
      const fresh = [...paid].filter((key) => !given.has(key) && isFresh(key))
      asked = { held: then ?? now, at, fresh }
      return fresh
    },
    took() {
      for (const key of asked.fresh) given.add(key)
      if (asked.at < heldAt) return
      held = asked.held
      heldAt = asked.at
    },
    events(profile, profileVersion) {
      const now = segmentsAt(profile, open.facts, open.now)
      const causeOf = (key: string): SegmentCause => {
        if (catalogue.segmentOf.get(key)?.isList) return 'list'
        if (were().has(key) !== now.has(key)) return by
        return settled.has(key) ? 'time' : 'rule'
      }
      const moves = segmentMoves(catalogue, facts.segments, now, causeOf).filter(
        // An entry that pays is noted with what it pays: one that came about only by what was earned here is found, and paid,
        // the next time the member is looked at.
        ({ key, kind, cause }) => kind === 'left' || cause === 'rule' || !paid.has(key) || given.has(key),
      )
      return toSegmentEvents(moves, open.enrolmentId, profileVersion, open.now)
    },
  }
}
