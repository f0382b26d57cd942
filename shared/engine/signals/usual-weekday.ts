import { usualPlace, WEEKDAY_NAMES } from '../local-time.ts'
import { reason } from '../reasons.ts'
import type { Signal, SignalExample } from '../signal.ts'
import { NoArgs } from './args.ts'

/** The weekday on which the member buys by far most often: see `usualPlace`. */
export const usualWeekday: Signal<Record<never, never>> = {
  name: 'usualWeekday',
  unit: 'weekday',
  definition:
    'The day of the week on which the member usually buys, if there is one: at least five purchases, and twice as many as on any day would fall to it.',
  valueType: 'string',
  range: { among: WEEKDAY_NAMES },
  args: NoArgs,
  compute({ profile }) {
    const place = usualPlace(profile?.weekdays ?? [])
    return place === null ? null : WEEKDAY_NAMES[place]!
  },
  explain(_value, _args, { profile }) {
    const place = usualPlace(profile?.weekdays ?? [])
    return place === null ? null : reason('usualWeekday', { weekday: place })
  },
}

export const examples: SignalExample[] = [
  { title: 'no history cannot say', expected: null },
  {
    title: 'four purchases are no habit',
    purchases: [7, 14, 21, 28].map((daysAgo) => ({ daysAgo })),
    expected: null,
  },
  {
    title: 'five Mondays, at two in the afternoon',
    purchases: [7, 14, 21, 28, 35].map((daysAgo) => ({ daysAgo })),
    expected: 'monday',
  },
  {
    title: 'as many on Mondays as on Tuesdays',
    purchases: [7, 14, 21, 6, 13, 20].map((daysAgo) => ({ daysAgo })),
    expected: null,
  },
  {
    title: 'evenly spread is no habit',
    purchases: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13].map((daysAgo) => ({ daysAgo })),
    expected: null,
  },
]
