import { DAYPARTS, usualPlace } from '../local-time.ts'
import { reason } from '../reasons.ts'
import type { Signal, SignalExample } from '../signal.ts'
import { NoArgs } from './args.ts'

/** The part of the day in which the member buys by far most often: see `usualPlace`. */
export const usualDaypart: Signal<Record<never, never>> = {
  name: 'usualDaypart',
  unit: 'part of the day',
  definition:
    'The part of the day in which the member usually buys, if there is one: at least five purchases, and twice as many in it as evenly spread.',
  valueType: 'string',
  range: { among: DAYPARTS.map(({ name }) => name) },
  args: NoArgs,
  compute({ profile }) {
    const place = usualPlace(profile?.dayparts ?? [])
    return place === null ? null : DAYPARTS[place]!.name
  },
  explain(_value, _args, { profile }) {
    const place = usualPlace(profile?.dayparts ?? [])
    return place === null ? null : reason('usualDaypart', { daypart: place })
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
    expected: 'afternoon',
  },
  {
    title: 'evenly spread is no habit',
    purchases: [1, 1.1, 1.3, 1.4, 1.7, 2.1, 2, 2.3, 2.4, 2.7].map((daysAgo) => ({ daysAgo })),
    expected: null,
  },
]
