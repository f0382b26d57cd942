import { reason } from '../reasons.ts'
import type { Signal, SignalExample } from '../signal.ts'
import { NoArgs } from './args.ts'

/** Zones change their offset, and their hours turn, only at a quarter of an hour: one formatting serves them all. */
const QUARTER_MS = 15 * 60_000

type Clock = { format: Intl.DateTimeFormat; quarter: number; hour: number }
const clocks = new Map<string, Clock>()

function hourAt(timeZone: string, now: number): number {
  let clock = clocks.get(timeZone)
  if (clock === undefined) {
    const format = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', hourCycle: 'h23' })
    clock = { format, quarter: Number.NaN, hour: 0 }
    clocks.set(timeZone, clock)
  }
  const quarter = Math.floor(now / QUARTER_MS)
  if (quarter !== clock.quarter) {
    clock.hour = Number(clock.format.format(quarter * QUARTER_MS))
    clock.quarter = quarter
  }
  return clock.hour
}

/** The hour of the day, 0 to 23, where the programme is at home. */
export const localHour: Signal<Record<never, never>> = {
  name: 'localHour',
  unit: 'hour of day',
  definition: "The hour of the day, 0 to 23, in the programme's time zone.",
  valueType: 'number',
  range: { least: 0, most: 23, whole: true },
  args: NoArgs,
  compute: ({ timeZone, now }) => hourAt(timeZone, now),
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
