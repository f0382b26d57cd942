import { localTime } from '../local-time.ts'
import { reason } from '../reasons.ts'
import type { Signal, SignalExample } from '../signal.ts'
import { NoArgs } from './args.ts'

/** The hour of the day, 0 to 23, where the programme is at home. */
export const localHour: Signal<Record<never, never>> = {
  name: 'localHour',
  unit: 'hour of day',
  definition: "The hour of the day, 0 to 23, in the programme's time zone.",
  valueType: 'number',
  range: { least: 0, most: 23, whole: true },
  args: NoArgs,
  compute: ({ timeZone, now }) => localTime(timeZone, now).hour,
  explain: (value) => (value === null ? null : reason('localHour', { hour: value })),
}

export const examples: SignalExample[] = [
  {
    title: 'summer in Stockholm',
    timeZone: 'Europe/Stockholm',
    now: Date.UTC(2026, 5, 15, 12, 59),
    expected: 14,
  },
  {
    title: 'winter in Stockholm',
    timeZone: 'Europe/Stockholm',
    now: Date.UTC(2026, 0, 15, 12),
    expected: 13,
  },
  { title: 'the clocks go back', timeZone: 'Europe/Stockholm', now: Date.UTC(2026, 9, 25, 1), expected: 2 },
  { title: 'midnight is 0', timeZone: 'UTC', now: Date.UTC(2026, 0, 15), expected: 0 },
  {
    title: 'a zone three quarters off the hour',
    timeZone: 'Asia/Kathmandu',
    now: Date.UTC(2026, 0, 15, 6, 15),
    expected: 12,
  },
]
