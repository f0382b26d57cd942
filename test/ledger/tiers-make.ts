import type { Standing, TierLadder } from '../../shared/contracts/index.ts'
import { TierLadder as TierLadderSchema } from '../../shared/contracts/index.ts'
import { dayOf } from '../../shared/ledger/calendar.ts'
import { count, emptyStanding } from '../../shared/ledger/standing.ts'
import {
  keptDays,
  nextReviewAt,
  reviewTier,
  rise,
  type TierContext,
} from '../../shared/ledger/tiers/index.ts'
import { at, STOCKHOLM, said } from './time.ts'

/** A ladder of base, silver (100), gold (300) and platinum (600) points, as a merchant would send it. */
export const makeLadder = (parts: Record<string, unknown> = {}): TierLadder =>
  TierLadderSchema.parse({
    basis: { kind: 'earned', unit: 'points' },
    window: { kind: 'calendarYear' },
    levels: [
      { key: 'base', name: 'Base', threshold: 0 },
      { key: 'silver', name: 'Silver', threshold: 100 },
      { key: 'gold', name: 'Gold', threshold: 300 },
      { key: 'platinum', name: 'Platinum', threshold: 600 },
    ],
    ...parts,
  })

export const makeContext = (joined = '2026-02-10', zone = STOCKHOLM): TierContext => ({
  zone,
  enrolledAt: at(joined, zone),
  segments: null,
})

/** A step on or off the ladder, as the cases write it. */
export interface Step {
  at: number
  fromTier: string
  toTier: string
  why: string
}

/** A member's life on a ladder: reviews come when they are due, and what is earned counts and lifts at once. */
export class Life {
  standing: Standing = emptyStanding()
  readonly steps: Step[] = []
  readonly ladder: TierLadder
  readonly context: TierContext

  constructor(ladder: TierLadder, context: TierContext) {
    this.ladder = ladder
    this.context = context
  }

  get tier(): string {
    return this.standing.tier ?? 'base'
  }

  until(now: number): this {
    for (;;) {
      const due = nextReviewAt(this.standing, this.ladder, this.context, now)
      if (due === null || due > now) return this
      this.take(reviewTier(this.standing, this.ladder, this.context, due), due)
    }
  }

  earn(amount: number, now: number): this {
    this.until(now)
    const day = dayOf(now, this.context.zone)
    const standing = count(this.standing, day, amount, keptDays(this.ladder))
    return this.take(rise(standing, this.ladder, this.context, now), now)
  }

  take({ standing, change }: ReturnType<typeof rise>, now: number): this {
    this.standing = standing
    if (change) this.steps.push({ at: now, ...change })
    return this
  }

  /** Steps as text: `2027-01-01 gold>silver review`, with the time where it is not midnight. */
  told(): string[] {
    return this.steps.map((step) => {
      const when = said(step.at, this.context.zone)!.replace('T00:00', '')
      return `${when} ${step.fromTier}>${step.toTier} ${step.why}`
    })
  }
}
