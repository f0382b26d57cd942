import type { Reason } from '../contracts/index.ts'

/**
 * Every reason that leaves the engine, and the figures its sentence needs. Reasons state what is true of the member
 * or the offer, never the comparison that was made, so they read right under `not` as well.
 * `amountMinor` stands beside `currency`; `days`, `everyDays`, `daysAgo` are whole days; `percent` is 0 to 100;
 * `times` has one decimal (1 is as often as usual); `...At` is epoch ms UTC. `daypart`, `weekday` and `season` are places in
 * their lists (`DAYPARTS`, `WEEKDAY_NAMES`, winter first), which a sentence can choose a word by.
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
  brandShare: ['brand', 'percent'],
  brandSurge: ['brand', 'times'],
  brandNew: ['brand'],
  productBought: ['daysAgo'],
  productRhythm: ['everyDays', 'daysAgo'],
  productNew: [],
  boughtTogether: [],
  rhythm: ['everyDays', 'daysAgo'],
  newHere: [],
  moreOften: [],
  backAgain: [],
  memberFor: ['days'],
  discountShare: ['percent'],
  codesUsed: ['count'],
  daypart: ['daypart'],
  weekday: ['weekday'],
  usualDaypart: ['daypart'],
  usualWeekday: ['weekday'],
  season: ['season', 'region'],
  tier: ['tier'],
  planHeld: ['plan'],
  pointsHeld: ['count'],
  stampsHeld: ['count'],
  creditsHeld: ['count'],
  valueHeld: ['amountMinor', 'currency'],
  pointsExpiring: ['count', 'days'],
  birthdayMonth: [],
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
