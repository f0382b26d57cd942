import { localTime, WEEKDAY_NAMES } from '../local-time.ts'
import { reason } from '../reasons.ts'
import type { Signal, SignalExample } from '../signal.ts'
import { NoArgs } from './args.ts'

/** The day of the week where the programme is at home. */
export const weekday: Signal<Record<never, never>> = {
  name: 'weekday',
  unit: 'weekday',
  definition: "The day of the week, such as monday, in the programme's time zone, now.",
  valueType: 'string',
  range: { among: WEEKDAY_NAMES },
  args: NoArgs,
  compute: ({ timeZone, now }) => WEEKDAY_NAMES[localTime(timeZone, now).weekday]!,
  explain: (_value, _args, { timeZone, now }) =>
    reason('weekday', { weekday: localTime(timeZone, now).weekday }),
}

export const examples: SignalExample[] = [
  { title: '15 June 2026', timeZone: 'Europe/Stockholm', expected: 'monday' },
  {
    title: 'midnight has passed in Tokyo',
    timeZone: 'Asia/Tokyo',
    now: Date.UTC(2026, 5, 14, 15),
    expected: 'monday',
  },
  {
    title: 'and not in New York',
    timeZone: 'America/New_York',
    now: Date.UTC(2026, 5, 15, 3),
    expected: 'sunday',
  },
]
