import type { MemberAct, Standing } from '../contracts/index.ts'

/** What counted towards a tier on one day. `day` is the number of a calendar day of the programme's time zone. */
export interface CountedDay {
  day: number
  amount: number
}

/** Days kept where no ladder says otherwise: the longest window, the one before it and the longest grace. */
const LONGEST_KEPT_DAYS = 2 * 36 * 31 + 365

/** The standing of a member of whom nothing is known yet. */
export const emptyStanding = (): Standing => ({
  v: 1,
  tier: null,
  tierSinceAt: null,
  tierEndsAt: null,
  matchedUntilAt: null,
  counted: '',
  acts: {},
  birthMonth: null,
  birthdayGivenIn: null,
  caps: {},
})

/** Packed day buckets of `Standing.counted`, newest first. */
export function unpackCounted(packed: string): CountedDay[] {
  if (packed === '') return []
  let before = 0
  return packed.split(',').map((bucket, at) => {
    const dot = bucket.indexOf('.')
    const step = parseInt(bucket.slice(0, dot), 36)
    before = at === 0 ? step : before - step
    return { day: before, amount: parseInt(bucket.slice(dot + 1), 36) }
  })
}

/** The text that `Standing.counted` keeps of day buckets, which have to come newest first, no day twice. */
export const packCounted = (days: readonly CountedDay[]): string =>
  days
    .map(({ day, amount }, at) => {
      const step = at === 0 ? day : days[at - 1]!.day - day
      return `${step.toString(36)}.${amount.toString(36)}`
    })
    .join(',')

/**
 * The standing with an amount counted towards the tier on a day; below zero where a return takes it back. Days may
 * come in any order. A day of zero is not kept, nor one that lies `keptDays` or more before the newest.
 *
 * @param keptDays see `keptDays` of the ladder (`tiers/window.ts`)
 */
export function count(
  standing: Standing,
  day: number,
  amount: number,
  keptDays = LONGEST_KEPT_DAYS,
): Standing {
  const amounts = new Map(unpackCounted(standing.counted).map((kept) => [kept.day, kept.amount]))
  amounts.set(day, (amounts.get(day) ?? 0) + amount)
  const newest = Math.max(...amounts.keys())
  const days = [...amounts]
    .map(([on, sum]) => ({ day: on, amount: sum }))
    .filter((kept) => kept.amount !== 0 && kept.day > newest - keptDays)
    .sort((a, b) => b.day - a.day)
  return { ...standing, counted: packCounted(days) }
}

/** What counted from one day to another, both included. */
export function countedBetween(standing: Standing, fromDay: number, toDay: number): number {
  let sum = 0
  for (const { day, amount } of unpackCounted(standing.counted))
    if (day >= fromDay && day <= toDay) sum += amount
  return sum
}

/**
 * The standing with an act of the member; of one kind the latest wins, whatever order they arrive in. An act that a
 * clock running ahead dates after `now` is one of now: in the month to come it would hide that this month was active.
 */
export function act(standing: Standing, kind: MemberAct, at: number, now: number): Standing {
  const latest = Math.max(standing.acts[kind] ?? Number.NEGATIVE_INFINITY, Math.min(at, now))
  return { ...standing, acts: { ...standing.acts, [kind]: latest } }
}

/**
 * The tier that was held at an instant, as far as the standing remembers: the one held now since it was reached, and
 * before that the one that was left next. `null`: the first. Of a tier that was left twice the later time alone is
 * known. Tiers begin when what earned them was recorded, so that nothing a history brings was bought above the first.
 */
export function tierHeldAt({ tier, tierSinceAt, leftTiers = {} }: Standing, at: number): string | null {
  if (tierSinceAt === null || tierSinceAt <= at) return tier
  const left = Object.entries(leftTiers).filter(([, leftAt]) => leftAt > at)
  return left.sort(([, a], [, b]) => a - b)[0]?.[0] ?? null
}
