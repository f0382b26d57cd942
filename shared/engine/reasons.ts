import type { Reason } from '../contracts/index.ts'

/**
 * Every reason that leaves the engine, and the figures its sentence needs. Reasons state what is true of the member
 * or the offer, never the comparison that was made, so they read right under `not` as well.
 * `amountMinor` stands beside `currency`; `days`, `everyDays`, `daysAgo` are whole days; `percent` is 0 to 100;
 * `times` has one decimal (1 is as often as usual); `...At` is epoch ms UTC.
 */
export const REASON_CODES = {
  firstVisit: [],
  recency: ['days'],
  purchaseCount: ['count'],
  spendInWindow: ['days', 'amountMinor', 'currency'],
  averageOrderValue: ['amountMinor', 'currency'],
  tenure: ['days'],
  region: ['region'],
  localHour: ['hour'],
  interest: ['category'],
  categoryRhythm: ['category', 'everyDays', 'daysAgo'],
  categoryBought: ['category', 'daysAgo'],
  categoryNew: ['category'],
  categoryShare: ['category', 'percent'],
  categorySurge: ['category', 'times'],
  notInStore: [],
  notLive: ['state'],
  notStarted: ['startsAt'],
  ended: ['endsAt'],
  exhausted: [],
  limitReached: ['limit'],
  heldOut: [],
  notInAudience: [],
  notFirstPurchase: [],
  outsideHours: [],
  nothingToPayWith: [],
  spendMore: ['amountMinor', 'currency'],
  addLines: ['quantity', 'amountMinor', 'currency'],
  basketUnread: [],
} as const satisfies Record<string, readonly string[]>

export type ReasonCode = keyof typeof REASON_CODES

/** A reason whose figures are the ones its code asks for. */
export const reason = <C extends ReasonCode>(
  code: C,
  params: Record<(typeof REASON_CODES)[C][number], string | number>,
): Reason => ({ code, params })
