import { DAY_MS, type Pending } from '../contracts/index.ts'
import { endOfYear, nextYearDay } from './calendar.ts'

/** When something can be used: at an instant, or when an event of a type arrives. One of the two is `null`. */
export interface Activation {
  activatesAt: number | null
  activatesOn: string | null
}

/**
 * When what was earned at `earnedAt` can be used. A delay is days of 24 hours; a date is the start of the next such day
 * in the zone, after `earnedAt`: what is earned as that day begins waits for the next one. With `afterYearEnd` it is the
 * first such day of a later year, though that be its first instant.
 */
export function activation(pending: Pending, earnedAt: number, zone: string): Activation {
  switch (pending.kind) {
    case 'none':
      return { activatesAt: earnedAt, activatesOn: null }
    case 'delay':
      return { activatesAt: earnedAt + pending.days * DAY_MS, activatesOn: null }
    case 'date': {
      const from = pending.afterYearEnd ? endOfYear(earnedAt, zone) : earnedAt + 1
      return { activatesAt: nextYearDay(pending.on, from, zone, pending.yearsLater), activatesOn: null }
    }
    case 'event':
      return { activatesAt: null, activatesOn: pending.type }
  }
}
