import { DAY_MS, type Pending } from '../contracts/index.ts'
import { nextYearDay } from './calendar.ts'

/** When something can be used: at an instant, or when an event of a type arrives. One of the two is `null`. */
export interface Activation {
  activatesAt: number | null
  activatesOn: string | null
}

/**
 * When what was earned at `earnedAt` can be used. A delay is days of 24 hours; a date is the start of the next such day
 * in the zone, after `earnedAt`: what is earned as that day begins waits for the next one.
 */
export function activation(pending: Pending, earnedAt: number, zone: string): Activation {
  switch (pending.kind) {
    case 'none':
      return { activatesAt: earnedAt, activatesOn: null }
    case 'delay':
      return { activatesAt: earnedAt + pending.days * DAY_MS, activatesOn: null }
    case 'date':
      return {
        activatesAt: nextYearDay(pending.on, earnedAt + 1, zone, pending.yearsLater),
        activatesOn: null,
      }
    case 'event':
      return { activatesAt: null, activatesOn: pending.type }
  }
}
