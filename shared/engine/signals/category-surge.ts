import { DAY_MS, FAST_HALF_LIFE_DAYS, SLOW_HALF_LIFE_DAYS } from '../../contracts/index.ts'
import { categoryOf } from '../profile.ts'
import { decay } from '../profile-parts.ts'
import { reason } from '../reasons.ts'
import type { Signal, SignalContext, SignalExample } from '../signal.ts'
import { CategoryArgs } from './args.ts'

/** Fewer purchases than this of a category say nothing about its pace. */
const MIN_PURCHASES = 3

/** What turns fast over slow counter into fast over slow pace; the same for every category. `NaN`: known too briefly. */
function scaleOf({ profile, now }: SignalContext): number {
  if (profile === null) return Number.NaN
  const knownMs = now - (profile.firstAt ?? now)
  if (knownMs < FAST_HALF_LIFE_DAYS * DAY_MS) return Number.NaN
  const aged = decay(Math.max(0, now - profile.asOf))
  const filled = decay(knownMs)
  const slow = aged.slow / (SLOW_HALF_LIFE_DAYS * (1 - filled.slow))
  return aged.fast / (FAST_HALF_LIFE_DAYS * (1 - filled.fast)) / slow
}

/**
 * The category's pace lately over its pace in the long run: 1 is steady, 2 twice as often as usual.
 *
 * Bought at r a day for T days, a counter of half-life h stands at r h (1 - 2^(-T/h)) / ln 2. Dividing each counter
 * by that makes a steady buyer 1 however short their history; without it every newcomer would look like a surge.
 */
export const categorySurge: Signal<{ category: string }> = {
  name: 'categorySurge',
  unit: 'ratio',
  definition: "How often the category is bought lately against the member's own usual pace; 1 is steady.",
  valueType: 'number',
  range: { least: 0 },
  args: CategoryArgs,
  compute(context, { category }) {
    const kept = categoryOf(context.profile, category)
    if (kept === undefined || kept.purchases < MIN_PURCHASES || kept.slow <= 0) return null
    context.surgeScale ??= scaleOf(context)
    // Two decimals: the rest would be noise, and nobody writes a rule to it.
    const surge = Math.round((kept.fast / kept.slow) * context.surgeScale * 100) / 100
    return Number.isNaN(surge) ? null : surge
  },
  explain: (value, { category }) =>
    value === null ? null : reason('categorySurge', { category, times: Math.round(Number(value) * 10) / 10 }),
}

const coffee = (...daysAgo: number[]) => daysAgo.map((days) => ({ daysAgo: days, category: 'coffee' }))
const steady = Array.from({ length: 120 }, (_, week) => week * 7 + 3)

export const examples: SignalExample[] = [
  { title: 'no history cannot say', args: { category: 'coffee' }, expected: null },
  {
    title: 'two purchases say nothing',
    args: { category: 'coffee' },
    purchases: coffee(60, 1),
    expected: null,
  },
  {
    title: 'a newcomer has no usual pace',
    args: { category: 'coffee' },
    purchases: coffee(20, 10, 1),
    expected: null,
  },
  {
    title: 'every week for years is steady',
    args: { category: 'coffee' },
    purchases: coffee(...steady),
    expected: 1.01,
  },
  {
    title: 'three in a week after a quiet year',
    args: { category: 'coffee' },
    purchases: coffee(365, 5, 3, 1),
    expected: 4.21,
  },
  {
    title: 'none for a quarter after every month',
    args: { category: 'coffee' },
    purchases: coffee(210, 180, 150, 120, 90),
    expected: 0.25,
  },
]
