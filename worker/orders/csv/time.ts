import { DAY_MS, MAX_INSTANT, MIN_INSTANT } from '../../../shared/contracts/index.ts'
import type { Read } from './amount.ts'

const ISO =
  /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?)? ?(Z|[+-]\d{2}(?::?\d{2})?)?$/i

const formats = new Map<string, Intl.DateTimeFormat>()

/** A zone's clock, built once: building one costs more than reading a thousand times from it. */
function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone)
  if (known) return known
  const clock = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  })
  formats.set(timeZone, clock)
  return clock
}

/** How far a zone's wall clock is ahead of UTC at an instant, in milliseconds. */
function aheadMs(at: number, timeZone: string): number {
  const part = Object.fromEntries(
    clockOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  )
  const wall = Date.UTC(part.year!, part.month! - 1, part.day, part.hour, part.minute, part.second)
  return wall - Math.floor(at / 1000) * 1000
}

/**
 * The instant at which a zone's wall clock shows a time, given as if it were UTC. An hour that comes twice means
 * its first; an hour that is skipped moves on by the gap (as RFC 5545 section 3.3.5 reads it).
 */
export function fromWallClock(wallMs: number, timeZone: string): number {
  const before = wallMs - aheadMs(wallMs - DAY_MS, timeZone)
  const after = wallMs - aheadMs(wallMs + DAY_MS, timeZone)
  if (before === after) return before
  const shown = [before, after].filter((at) => at + aheadMs(at, timeZone) === wallMs)
  return shown.length > 0 ? Math.min(...shown) : before
}

/** An instant from ISO 8601, with a zone or in `timeZone`; a date alone is its midnight. Or epoch milliseconds. */
export function readTime(text: string, timeZone: string): Read<number> {
  const at = /^\d{12,13}$/.test(text) ? Number(text) : readIso(text, timeZone)
  if (at === null || Number.isNaN(at))
    return { reason: 'must be a time such as 2026-03-29T14:05:00 or 2026-03-29' }
  if (at < MIN_INSTANT || at > MAX_INSTANT) return { reason: 'must be between 1990 and 2100' }
  return { value: at }
}

function readIso(text: string, timeZone: string): number | null {
  const match = ISO.exec(text)
  if (!match) return null
  const [, date, hour = '00', minute = '00', second = '00', fraction = '', zone] = match
  const written = `${date}T${hour}:${minute}:${second}.${fraction.padEnd(3, '0').slice(0, 3)}Z`
  const wallMs = Date.parse(written)
  // Date.parse takes 30 February for 2 March.
  if (Number.isNaN(wallMs) || new Date(wallMs).toISOString() !== written) return null
  if (zone === undefined) return fromWallClock(wallMs, timeZone)
  if (/z/i.test(zone)) return wallMs
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(3).replace(':', '') || 0)]
  if (hours > 18 || minutes > 59) return null
  return wallMs - (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000
}
