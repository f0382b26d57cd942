import { DAYPARTS, daypartOf, localTime } from '../local-time.ts'
import { reason } from '../reasons.ts'
import type { Signal, SignalExample } from '../signal.ts'
import { NoArgs } from './args.ts'

/** The part of the day where the programme is at home: see `DAYPARTS`. */
export const daypart: Signal<Record<never, never>> = {
  name: 'daypart',
  unit: 'part of the day',
  definition:
    "night (0 to 6), morning (to 11), midday (to 14), afternoon (to 18) or evening, in the programme's time zone, now.",
  valueType: 'string',
  range: { among: DAYPARTS.map(({ name }) => name) },
  args: NoArgs,
  compute: ({ timeZone, now }) => DAYPARTS[daypartOf(localTime(timeZone, now).hour)]!.name,
  explain: (_value, _args, { timeZone, now }) =>
    reason('daypart', { daypart: daypartOf(localTime(timeZone, now).hour) }),
}

export const examples: SignalExample[] = [
  {
    title: 'noon UTC is two in the afternoon in Stockholm',
    timeZone: 'Europe/Stockholm',
    expected: 'afternoon',
  },
  { title: 'six is morning', timeZone: 'UTC', now: Date.UTC(2026, 0, 15, 6), expected: 'morning' },
  { title: 'before six is night', timeZone: 'UTC', now: Date.UTC(2026, 0, 15, 5, 59), expected: 'night' },
]
