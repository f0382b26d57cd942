import { DAY_MS, type Forecast, type Goal, type GoalStatus } from '../contracts/index.ts'
import { KPIS } from './measure.ts'

/** A figure as it was measured at an instant (epoch ms); `null` where it could not be said. */
export type Measured = { at: number; value: number | null }

/** With fewer, the spread around a line can't be told from the line. */
export const MIN_POINTS = 5

/** The latest that are looked at: slopes of all pairs are 80,000 then. */
const MAX_POINTS = 400

/** 80 of 100 lie within so many standard errors. */
const REACH = 1.281552

/** What makes a median distance from the median a standard deviation, for a normal spread. */
const MEDIAN_TO_DEVIATION = 1.4826

type Point = { at: number; value: number }

/**
 * Whether a goal will be met: its figure's own trend, drawn on to the deadline. One outlier moves neither the trend nor its
 * interval. `now` is epoch ms; what was measured after it is not known yet.
 */
export function goalStatus(
  goal: Pick<Goal, 'metric' | 'baseline' | 'target' | 'deadlineAt'>,
  history: readonly Measured[],
  now: number,
): GoalStatus {
  const { baseline, target, deadlineAt } = goal
  const points = pointsOf(history, Math.min(now, deadlineAt))
  const current = points.at(-1)?.value ?? null
  const up = target > baseline
  const meets = (value: number) => (up ? value >= target : value <= target)
  const said = {
    current,
    progress: current === null ? null : (current - baseline) / (target - baseline),
    points: points.length,
  }
  if (current === null) return { ...said, state: 'cantSayYet', forecast: null }
  if (meets(current)) return { ...said, state: 'reached', forecast: null }
  if (now >= deadlineAt) return { ...said, state: 'missed', forecast: null }

  const forecast = forecastAt(points, deadlineAt, KPIS[goal.metric])
  if (forecast === null) return { ...said, state: 'cantSayYet', forecast }
  const better = up ? forecast.high : forecast.low
  const state = meets(forecast.value) ? 'onTrack' : meets(better) ? 'unsure' : 'offTrack'
  return { ...said, state, forecast }
}

/** What is known by then, in the order of time; of two values at one instant the later one in the list. */
function pointsOf(history: readonly Measured[], until: number): Point[] {
  const byInstant = new Map<number, number>()
  for (const { at, value } of history)
    if (value !== null && Number.isFinite(value) && at <= until) byInstant.set(at, value)
  return [...byInstant]
    .map(([at, value]) => ({ at, value }))
    .sort((one, other) => one.at - other.at)
    .slice(-MAX_POINTS)
}

/**
 * The trend through the points at an instant: Theil and Sen's, the median of the slopes of all pairs, with Sen's interval for the
 * slope (1968) and the spread of the points around it. Points are taken for independent: windows that they were measured over
 * share no day. `null`: too few points.
 */
export function forecastAt(
  points: readonly Point[],
  at: number,
  bounds: { least: number | null; most: number | null } = { least: null, most: null },
): Forecast | null {
  const n = points.length
  if (n < MIN_POINTS) return null
  const slopes: number[] = []
  for (let later = 1; later < n; later += 1)
    for (let earlier = 0; earlier < later; earlier += 1) {
      const days = (points[later]!.at - points[earlier]!.at) / DAY_MS
      slopes.push((points[later]!.value - points[earlier]!.value) / days)
    }
  slopes.sort((one, other) => one - other)

  const slope = median(slopes)
  // Deviation of Kendall's statistic, by which Sen finds the ranks of the slopes that bound the true one.
  const rank = REACH * Math.sqrt((n * (n - 1) * (2 * n + 5)) / 18)
  const below = slopes[Math.max(0, Math.floor((slopes.length - rank) / 2))]!
  const above = slopes[Math.min(slopes.length - 1, Math.ceil((slopes.length + rank) / 2))]!

  const middle = median(points.map((point) => point.at))
  const days = (instant: number) => (instant - middle) / DAY_MS
  const level = median(points.map((point) => point.value - slope * days(point.at)))
  const off = points.map((point) => Math.abs(point.value - level - slope * days(point.at)))
  // A line that was laid through few points lies nearer to them than to the next one.
  const around = REACH * MEDIAN_TO_DEVIATION * median(off) * (n / (n - 2))

  const ahead = days(at)
  const value = level + slope * ahead
  const clip = (raw: number) => Math.min(bounds.most ?? raw, Math.max(bounds.least ?? raw, raw))
  return {
    value: clip(value),
    low: clip(value - Math.hypot((slope - below) * ahead, around)),
    high: clip(value + Math.hypot((above - slope) * ahead, around)),
  }
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other)
  const half = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2
}
