/** Zones change their offset only at a quarter of an hour: one formatting serves all of its minutes. */
const QUARTER_MS = 15 * 60_000
const MINUTE_MS = 60_000

/** What a clock on the wall shows: the ISO weekday (1 is Monday), and the time as `HH:MM`. */
export type WallClock = { weekday: number; time: string }

const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

type Kept = { format: Intl.DateTimeFormat; quarter: number; weekday: number; hour: string; minute: number }
const clocks = new Map<string, Kept>()

/** The weekday and the time in a zone. The same instants are asked for again and again, so the latest quarter is kept. */
export function wallClockAt(timeZone: string, at: number): WallClock {
  let kept = clocks.get(timeZone)
  if (kept === undefined) {
    const format = new Intl.DateTimeFormat('en-GB', {
      timeZone,
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
    kept = { format, quarter: Number.NaN, weekday: 0, hour: '', minute: 0 }
    clocks.set(timeZone, kept)
  }
  const quarter = Math.floor(at / QUARTER_MS)
  if (quarter !== kept.quarter) {
    const parts = kept.format.formatToParts(quarter * QUARTER_MS)
    const read = (type: string) => parts.find((part) => part.type === type)!.value
    kept.weekday = WEEKDAYS.indexOf(read('weekday')) + 1
    kept.hour = read('hour')
    kept.minute = Number(read('minute'))
    kept.quarter = quarter
  }
  const minute = kept.minute + Math.floor((at - quarter * QUARTER_MS) / MINUTE_MS)
  return { weekday: kept.weekday, time: `${kept.hour}:${String(minute).padStart(2, '0')}` }
}
