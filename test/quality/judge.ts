import { between, seeded } from '../data/random.ts'
import { LIST_METRICS, pairsWon, placesOf, type Scored } from './metrics.ts'
import { chanceNumber, RANKER_NAMES, type RankerName } from './rankers.ts'
import type { Label, Query } from './stream.ts'

/** A figure and the interval that holds 95 of 100 figures of households drawn anew. */
export type Figure = { value: number; low: number; high: number }

/** Figures by ranker. */
export type Row = { task: 'T1' | 'T2' | 'T3'; metric: string; figures: Record<RankerName, Figure> }

const RESAMPLES = 400
const SEED = 20_170_101

/** Sums of one metric by household, for one ranker. */
type Sums = { values: number[]; times: number[] }

/** Collects what rankers answered, and tells how good it was. Keeps sums by household, and scores of T3. */
export class Judge {
  private readonly members = new Map<string, number>()
  private readonly sums = new Map<string, Sums>()
  private readonly scored = new Map<string, Map<string, Scored[]>>()
  readonly judged = { T1: 0, T2: 0, T3: 0 }

  /** Takes a ranker's answer to one query. What can't be judged (nothing came true, or everything did) is left out. */
  take(ranker: RankerName, query: Query, scores: readonly number[], label: Label): void {
    if (scores.some((score) => !Number.isFinite(score)))
      throw new Error(`${ranker} answers ${query.id} with what is no number`)
    const member = this.memberAt(query.h)
    if (ranker === 'stamkund') this.judged[query.task] += 1
    if (query.task === 'T3') {
      const campaigns = upsert(this.scored, ranker, () => new Map<string, Scored[]>())
      upsert(campaigns, query.k, () => []).push({ score: scores[0]!, truth: label.y === 1, member })
      return
    }
    const truth = new Set(Array.isArray(label.y) ? label.y : [])
    if (truth.size === 0) return
    const places = placesOf(scores, (place) => chanceNumber(`tie ${query.id}`, place))
    for (const [name, metric] of Object.entries(LIST_METRICS[query.task]))
      this.add(`${query.task}/${name}/${ranker}`, member, metric(places, truth))
    if (query.task !== 'T1') return
    const items = scores.map((score, place) => ({ score, truth: truth.has(place), member }))
    const { won, pairs } = pairsWon(items.sort(byScore), () => 1)
    if (pairs > 0) this.add(`T1/auc/${ranker}`, member, won / pairs)
  }

  /** T3's campaigns of which nothing can be told, since everybody answered alike: how many, of how many. */
  oneClass(): { campaigns: number; of: number } {
    const campaigns = [...(this.scored.get('stamkund')?.values() ?? [])]
    const alike = campaigns.filter((scored) => scored.every(({ truth }) => truth === scored[0]?.truth))
    return { campaigns: alike.length, of: campaigns.length }
  }

  /** All figures, in the order of the tasks; none of a task of which nothing can be told. */
  rows(): Row[] {
    const draws = this.draws()
    const rows: Row[] = []
    for (const task of ['T1', 'T2'] as const)
      for (const metric of [...Object.keys(LIST_METRICS[task]), ...(task === 'T1' ? ['auc'] : [])])
        if (this.sums.has(`${task}/${metric}/stamkund`))
          rows.push(this.row(task, metric, draws, (ranker) => this.meanOf(`${task}/${metric}/${ranker}`)))
    const { campaigns, of } = this.oneClass()
    if (campaigns < of) rows.push(this.row('T3', 'auc', draws, (ranker) => this.aucOf(ranker)))
    return rows
  }

  /** One ranker's figures without intervals, by `task/metric`. */
  figuresOf(ranker: RankerName): Map<string, number> {
    const figures = new Map<string, number>()
    for (const name of this.sums.keys())
      if (name.endsWith(`/${ranker}`)) figures.set(name.slice(0, -ranker.length - 1), this.meanOf(name)(null))
    if (this.scored.has(ranker)) figures.set('T3/auc', this.aucOf(ranker)(null))
    return figures
  }

  private row(
    task: Row['task'],
    metric: string,
    draws: Uint16Array[],
    figureOf: (ranker: RankerName) => (times: Uint16Array | null) => number,
  ): Row {
    const figures = RANKER_NAMES.map((ranker) => {
      const figure = figureOf(ranker)
      // Of few households, a draw may hold none that anything can be told of.
      const drawn = draws
        .map(figure)
        .filter(Number.isFinite)
        .sort((a, b) => a - b)
      const at = (share: number) => drawn[Math.floor(share * drawn.length)]!
      return [ranker, { value: figure(null), low: at(0.025), high: at(0.975) }]
    })
    return { task, metric, figures: Object.fromEntries(figures) as Row['figures'] }
  }

  /** Households drawn with replacement, `RESAMPLES` times: how often each came. */
  private draws(): Uint16Array[] {
    const random = seeded(SEED)
    const size = this.members.size
    return Array.from({ length: RESAMPLES }, () => {
      const times = new Uint16Array(size)
      for (let draw = 0; draw < size; draw += 1) times[between(random, 0, size - 1)]! += 1
      return times
    })
  }

  private meanOf(name: string): (times: Uint16Array | null) => number {
    const { values, times: counted } = this.sums.get(name)!
    return (times) => {
      let sum = 0
      let weight = 0
      for (const member in values) {
        const drawn = times === null ? 1 : times[member]!
        sum += values[member]! * drawn
        weight += counted[member]! * drawn
      }
      return sum / weight
    }
  }

  /** AUC within a campaign, pairs of all campaigns together. */
  private aucOf(ranker: RankerName): (times: Uint16Array | null) => number {
    const campaigns = [...this.scored.get(ranker)!.values()].map((scored) => [...scored].sort(byScore))
    return (times) => {
      let won = 0
      let pairs = 0
      for (const campaign of campaigns) {
        const sums = pairsWon(campaign, (member) => times?.[member] ?? 1)
        won += sums.won
        pairs += sums.pairs
      }
      return won / pairs
    }
  }

  private add(name: string, member: number, value: number): void {
    const sums = upsert(this.sums, name, () => ({ values: [], times: [] }) as Sums)
    sums.values[member] = (sums.values[member] ?? 0) + value
    sums.times[member] = (sums.times[member] ?? 0) + 1
  }

  private memberAt = (h: string): number => upsert(this.members, h, () => this.members.size)
}

const byScore = (a: Scored, b: Scored): number => a.score - b.score

function upsert<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let value = map.get(key)
  if (value === undefined) {
    value = make()
    map.set(key, value)
  }
  return value
}
