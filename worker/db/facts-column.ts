import { DAY_MS, Unit } from '../../shared/contracts/index.ts'
import { MAX_EXPIRY_DAYS } from '../../shared/engine/signal.ts'
import type { LotState } from '../../shared/ledger/index.ts'

/** Lots that are read of each unit. Who has more of them sees the soonest: what runs out is then told too low, never too high. */
export const MAX_EXPIRING_LOTS = 50

/** What is read beside the books for a member's facts. */
export interface FactsRead {
  /** Ids of the segments whose uploaded list names them. */
  lists: string[]
  /** Key, since when, and when they last left. */
  segments: [key: string, enteredAt: number | null, leftAt: number | null][]
  /** Lots by the earliest end they may have, with the terms that may put it off. */
  expiring: [unit: Unit, amount: number, expiresAt: number, expiry: LotState['expiry']][]
}

/** What is on record of somebody who has just come. */
export const NO_FACTS: FactsRead = { lists: [], segments: [], expiring: [] }

/**
 * All that facts need beside the books, in one column of a row that is read anyway: a look at an index each, and at most
 * `MAX_EXPIRING_LOTS` rows a unit however many lots there are.
 *
 * @param enrolmentId SQL for the enrolment's id, such as `e.id`
 * @param now SQL for the instant
 */
export const factsColumn = (enrolmentId: string, now: string): string => {
  // Lots are in the order of their ends within one unit.
  const soonest = Unit.options.map(
    (unit) =>
      `SELECT * FROM (SELECT l.unit, l.remaining, l.expires_at, l.expiry FROM lots l INDEXED BY lots_to_spend
         WHERE l.enrolment_id = ${enrolmentId} AND l.unit = '${unit}' AND l.state = 'active'
           AND ifnull(l.expires_at, 9000000000000) > ${now} AND ifnull(l.expires_at, 9000000000000) <= ${now} + ${MAX_EXPIRY_DAYS * DAY_MS}
         ORDER BY ifnull(l.expires_at, 9000000000000) LIMIT ${MAX_EXPIRING_LOTS})`,
  )
  return `json_object(
    'lists', (SELECT json_group_array(l.segment_id) FROM segment_lists l WHERE l.enrolment_id = ${enrolmentId}),
    'segments', (SELECT json_group_array(json_array(g.key, t.entered_at, t.left_at))
      FROM segment_states t JOIN segments g ON g.id = t.segment_id WHERE t.enrolment_id = ${enrolmentId}),
    'expiring', (SELECT json_group_array(json_array(unit, remaining, expires_at, json(expiry))) FROM (${soonest.join(' UNION ALL ')})))`
}

/** What is in a column of `factsColumn`. */
export const factsIn = (column: string): FactsRead => JSON.parse(column) as FactsRead
