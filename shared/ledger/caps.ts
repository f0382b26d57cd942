import type { Cap } from '../contracts/index.ts'
import { type Period, periodAt } from './calendar.ts'

/**
 * One place that a claim takes in one cap: what is counted, by whom, and from when until when. `who` is `null` for the
 * member's household, which only the database knows.
 */
export type CapPlace = [cap: string, who: string | null, startsAt: number, endsAt: number]

/** All time: the last instant that a date can have (ECMA-262, section 21.4.1.1). */
const EVER: Period = { startsAt: 0, endsAt: 8_640_000_000_000_000 }

/** What a cap's counters are known by: what it counts, by whom, over which period. */
export const capKey = ({ on, per, period }: Pick<Cap, 'on' | 'per' | 'period'>): string =>
  `${on}_${per}_${period}`

/** Whose use of an offer is counted: everybody that a cap of it may count by, but the household. */
export interface CapHolder {
  enrolmentId: string
  storeId: string
  offerId: string
  /** Folded; `null`: nothing was typed. */
  code: string | null
}

/**
 * The places that one use of an offer takes in its caps. Periods are the programme's calendar around `at`: when the claim
 * was made, or the purchase that earned by itself.
 *
 * @param zone IANA time zone
 */
export function capPlaces(
  caps: readonly Cap[] | undefined,
  holder: CapHolder,
  at: number,
  zone: string,
): CapPlace[] {
  const who: Record<Cap['per'], string | null> = {
    member: holder.enrolmentId,
    household: null,
    code: `code:${holder.code ?? ''}`,
    store: holder.storeId,
    offer: holder.offerId,
  }
  return (caps ?? []).map((cap) => {
    const { startsAt, endsAt } = cap.period === 'ever' ? EVER : periodAt(cap.period, at, zone, at)
    return [capKey(cap), who[cap.per], startsAt, endsAt]
  })
}
