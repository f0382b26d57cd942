import type { Row } from './judge.ts'
import { RANKER_NAMES } from './rankers.ts'

const TASKS = {
  T1: 'T1  coupons of a campaign, for who redeemed one',
  T2: 'T2  categories bought in the next 28 days',
  T3: 'T3  who redeems anything of a campaign',
}
const NAME_WIDTH = 12
const WIDTH = 12

/** The figures beside each other, the engine's with its interval. */
export function tableOf(rows: readonly Row[], judged: Record<Row['task'], number>): string {
  const lines: string[] = []
  let task = ''
  for (const row of rows) {
    if (row.task !== task) {
      task = row.task
      const names = RANKER_NAMES.map((name) => name.padStart(WIDTH)).join('')
      lines.push('', `${TASKS[row.task]} (${judged[row.task]} queries)`, `${' '.repeat(NAME_WIDTH)}${names}`)
    }
    const figures = RANKER_NAMES.map((name) => row.figures[name].value.toFixed(4).padStart(WIDTH)).join('')
    const { low, high } = row.figures.stamkund
    lines.push(`${row.metric.padEnd(NAME_WIDTH)}${figures}  [${low.toFixed(4)}, ${high.toFixed(4)}]`)
  }
  return [...lines, '', 'Intervals: 95%, bootstrap over households.', ''].join('\n')
}

/** The same as one flat record: `t1Ndcg10`, `t1Ndcg10Low`, `t1Ndcg10High`, and `t1Ndcg10Popularity` and so on. */
export function metricsOf(rows: readonly Row[]): Record<string, number> {
  const metrics: Record<string, number> = {}
  for (const { task, metric, figures } of rows) {
    const name = `${task.toLowerCase()}${upper(metric)}`
    for (const ranker of RANKER_NAMES) {
      const { value, low, high } = figures[ranker]
      if (ranker !== 'stamkund') metrics[`${name}${upper(ranker)}`] = rounded(value)
      else
        Object.assign(metrics, {
          [name]: rounded(value),
          [`${name}Low`]: rounded(low),
          [`${name}High`]: rounded(high),
        })
    }
  }
  return metrics
}

const upper = (word: string): string => word[0]!.toUpperCase() + word.slice(1)
const rounded = (value: number): number => Math.round(value * 1e4) / 1e4
