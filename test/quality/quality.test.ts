import { execFile } from 'node:child_process'
import { linkSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { Judge } from './judge.ts'
import { LIST_METRICS, pairsWon, placesOf } from './metrics.ts'
import { RANKER_NAMES, RANKERS } from './rankers.ts'
import { Reader } from './reader.ts'
import { Label, linesOf, misfit, type Query, StreamLine } from './stream.ts'
import { syntheticStream } from './synthetic.ts'
import { checkTruth } from './truth.ts'

// Thirty thousand lines are read, several times over.
vi.setConfig({ testTimeout: 60_000 })

const dir = mkdtempSync(join(tmpdir(), 'stamkund-quality-'))
afterAll(() => rmSync(dir, { recursive: true }))

const synthetic = syntheticStream()

/** Answers by query. `asks`: which of the queries are asked. */
function answers(lines: readonly StreamLine[], asks: (query: Query, place: number) => boolean) {
  const reader = new Reader()
  const found = new Map<string, number[]>()
  let place = 0
  for (const line of lines) {
    if (line.e !== 'q') reader.read(line)
    else {
      if (asks(line, place)) found.set(line.id, reader.answer(line))
      place += 1
    }
  }
  return found
}

describe('reading', () => {
  test('a query changes nothing: the rest are answered alike without it', () => {
    const all = answers(synthetic.lines, () => true)
    const some = answers(synthetic.lines, (_, place) => place % 7 === 3)
    expect(some.size).toBeGreaterThan(500)
    for (const [id, scores] of some) expect(scores).toEqual(all.get(id))
  })

  test('a query before what the day brings is answered alike where one asks after it too', () => {
    const { lines } = synthetic
    const day = lines.find((line) => line.e === 'q')!.d
    const last = lines.findLastIndex((line) => 'd' in line && line.d === day)
    const late: StreamLine = { e: 'q', task: 'T2', id: 'late', d: day, h: '1' }
    const mixed = [...lines.slice(0, last + 1), late, ...lines.slice(last + 1)]
    const before = answers(lines, () => true)
    const after = answers(mixed, () => true)
    for (const [id, scores] of before) expect(after.get(id)).toEqual(scores)
  })

  test('a query among what a day brings knows what came before it, whoever asked earlier', () => {
    const { lines } = synthetic
    const at = lines.findLastIndex((line) => line.e === 'redeem')
    const redeemed = lines[at] as Extract<StreamLine, { e: 'redeem' }>
    const about = { e: 'q', task: 'T3', d: redeemed.d, h: redeemed.h, k: redeemed.k } as const
    const [before, after] = [
      { ...about, id: 'before' },
      { ...about, id: 'after' },
    ]
    const told = [...lines.slice(0, at), before, redeemed, after]
    const both = answers(told, ({ id }) => id === 'before' || id === 'after')
    const later = answers(told, ({ id }) => id === 'after')
    expect(both.get('after')).toEqual(later.get('after'))
    expect(both.get('after')![0]).toBeGreaterThan(both.get('before')![0]!)
  })

  test('a query of a day far ahead changes nothing either', () => {
    const { lines } = synthetic
    const middle = lines.findIndex((line) => line.e === 'q' && line.d >= 148)
    const ahead: StreamLine = { e: 'q', task: 'T2', id: 'ahead', d: 100_000, h: '1' }
    const asks = (_: Query, place: number) => place % 5 === 0
    const before = answers(lines, asks)
    const reader = new Reader()
    let place = 0
    for (const [at, line] of lines.entries()) {
      if (at === middle) reader.answer(ahead as Query)
      if (line.e !== 'q') reader.read(line)
      else if (place++ % 5 === 0) expect(reader.answer(line)).toEqual(before.get(line.id))
    }
  })

  test('a campaign that is told of after it was asked about is known from then on, on the same day', () => {
    const item = (u: string, p: string) => ({ u, cats: [[0, 1]] as [number, number][], m: [], products: [p] })
    const campaign = (...items: ReturnType<typeof item>[]): StreamLine => ({
      e: 'campaign',
      d: 1,
      k: 'k',
      t: 'A',
      items,
    })
    const ask: Query = { e: 'q', task: 'T1', id: 'x', d: 1, h: '1', k: 'k', cand: ['u', 'v'] }
    const reader = new Reader()
    const read = (line: StreamLine) => line.e !== 'q' && reader.read(line)
    read({ e: 'meta', categories: ['a'], t2cand: [0] })
    read({ e: 'buy', d: 0, h: '1', c: 0, p: 'p' })
    read({ e: 'target', d: 1, h: '2', k: 'k' })
    expect(reader.answer(ask)).toEqual([0, 0])
    read(campaign(item('u', 'p')))
    expect(reader.answer(ask)).toEqual([expect.closeTo(0.5, 0), 0])
    read({ e: 'target', d: 1, h: '3', k: 'k' })
    read(campaign(item('u', 'p'), item('v', 'q')))
    const [u, v] = reader.answer(ask)
    expect(u).toBeGreaterThan(v!)
    expect(v).toBeGreaterThan(0)
    read({ e: 'target', d: 1, h: '4', k: 'k' })
    expect(reader.households.get('4')!.sent).toBe(1)
  })

  test('nothing later is known: what comes after a query may be left out', () => {
    const asked = synthetic.lines.findIndex((line) => line.e === 'q' && line.d >= 148)
    const { id } = synthetic.lines[asked] as Query
    const all = answers(synthetic.lines, (query) => query.id === id)
    expect(answers(synthetic.lines.slice(0, asked + 1), () => true).get(id)).toEqual(all.get(id))
  })

  test('of households, campaigns and coupons that nobody has heard of there are scores all the same', () => {
    const reader = new Reader()
    reader.read({ e: 'meta', categories: ['a'], t2cand: [0, 5] })
    reader.read({ e: 'redeem', d: 0, h: '1', u: 'u', k: 'k' })
    reader.read({ e: 'target', d: 0, h: '1', k: 'k' })
    const about = { id: 'x', d: 1, h: 'new' }
    for (const query of [
      { ...about, e: 'q', task: 'T1', k: 'k', cand: ['u', 'v'] },
      { ...about, e: 'q', task: 'T2' },
      { ...about, e: 'q', task: 'T3', k: 'other' },
    ] satisfies Query[])
      for (const name of RANKER_NAMES) {
        const scores = RANKERS[name](reader, query)
        expect(scores).toHaveLength(query.task === 'T3' ? 1 : 2)
        expect(scores.every(Number.isFinite)).toBe(true)
      }
  })

  test('what is no line of a stream is told with its number, and the rest is read', async () => {
    const path = join(dir, 'malformed.jsonl')
    const rows = [
      '{"e":"target","d":1,"h":"1","k":"2"}',
      '{"e":"target","d":"1"}',
      'nonsense',
      '',
      '{"e":"new"}',
    ]
    writeFileSync(path, [...rows, rows[0]].join('\n'))
    const told: number[] = []
    const read: StreamLine[] = []
    for await (const line of linesOf(path, StreamLine, (number) => told.push(number))) read.push(line)
    expect(told).toEqual([2, 3, 5])
    expect(read).toHaveLength(2)
  })
})

describe('judging', () => {
  test('lists by figures worked out by hand', () => {
    const truth = new Set([4, 1])
    const places = [0, 1, 2, 3, 4, 5]
    const { ndcg10, mrr, hitAt5 } = LIST_METRICS.T1
    const best = 1 + 1 / Math.log2(3)
    expect(ndcg10!(places, truth)).toBeCloseTo((1 / Math.log2(3) + 1 / Math.log2(6)) / best, 12)
    expect(mrr!(places, truth)).toBe(0.5)
    expect(hitAt5!([0, 2, 3, 5, 6, 1], truth)).toBe(0)
    expect(LIST_METRICS.T2.recall10!(places, new Set([0, 99]))).toBe(0.5)
    expect(LIST_METRICS.T2.hitAt1!(places, new Set([0]))).toBe(1)
  })

  test('scores by pairs, ties counting half', () => {
    const scored = [1, 2, 2, 3].map((score, at) => ({ score, truth: at === 1 || at === 3, member: at }))
    expect(pairsWon(scored, () => 1)).toEqual({ won: 3.5, pairs: 4 })
    expect(pairsWon(scored, (member) => (member === 1 ? 2 : 1))).toEqual({ won: 5, pairs: 6 })
  })

  test('equals stand in an order that has nothing to do with theirs', () => {
    expect(placesOf([1, 1, 1], (place) => [2, 0, 1][place]!)).toEqual([1, 2, 0])
  })

  test('finds one who knows what will come right always, and one who does not half the time', () => {
    const judge = new Judge()
    for (let at = 0; at < 300; at += 1) {
      const query: Query = { e: 'q', task: 'T3', id: `${at}`, d: 0, h: `${at}`, k: `${at % 3}` }
      const label = Label.parse({ id: query.id, task: 'T3', h: query.h, y: at % 5 === 0 ? 1 : 0 })
      for (const name of RANKER_NAMES)
        judge.take(name, query, name === 'stamkund' ? [label.y as number] : [0], label)
    }
    const [row] = judge.rows()
    expect(row!.figures.stamkund).toEqual({ value: 1, low: 1, high: 1 })
    expect(row!.figures.own).toEqual({ value: 0.5, low: 0.5, high: 0.5 })
  })
})

describe('labels', () => {
  const label = (more: object) => Label.safeParse({ id: 'x', h: '1', ...more })

  test('of a list are indexes, and of T3 yes or no', () => {
    expect(label({ task: 'T1', y: [0, 3] }).success).toBe(true)
    expect(label({ task: 'T3', y: 1 }).success).toBe(true)
    for (const wrong of [
      { task: 'T3', y: [1] },
      { task: 'T3', y: 2 },
      { task: 'T1', y: 1 },
      { task: 'T2', y: [-1] },
    ])
      expect(label(wrong).success).toBe(false)
  })

  test('are of their own query: of its task, and of the candidates that it has', () => {
    const query: Query = { e: 'q', task: 'T2', id: 'x', d: 0, h: '1' }
    const found = (more: object) => misfit(Label.parse({ id: 'x', h: '1', ...more }), query, 3)
    expect(found({ task: 'T2', y: [0, 2] })).toBeNull()
    expect(found({ task: 'T2', y: [0, 3] })).toContain('beyond the 3 candidates')
    expect(found({ task: 'T3', y: 1 })).toContain('its label T3')
  })

  test('that are all alike within a campaign tell nothing of it', () => {
    const judge = new Judge()
    for (let at = 0; at < 4; at += 1) {
      const query: Query = { e: 'q', task: 'T3', id: `${at}`, d: 0, h: `${at}`, k: 'k' }
      for (const name of RANKER_NAMES)
        judge.take(name, query, [at], Label.parse({ id: query.id, task: 'T3', h: query.h, y: 0 }))
    }
    expect(judge.rows()).toEqual([])
    expect(judge.oneClass()).toEqual({ campaigns: 1, of: 1 })
  })
})

test('what a stream was made from is found again', () => {
  const reader = new Reader()
  const judge = new Judge()
  const truth = new Map(synthetic.labels.map((label) => [label.id, label]))
  for (const line of synthetic.lines)
    if (line.e !== 'q') reader.read(line)
    else
      for (const name of RANKER_NAMES)
        judge.take(name, line, RANKERS[name](reader, line), truth.get(line.id)!)
  const rows = judge.rows()
  expect(checkTruth(synthetic, reader, rows).filter(({ holds }) => !holds)).toEqual([])
  const main = rows.filter(({ metric }) => metric === 'ndcg10')
  for (const { figures } of main)
    for (const name of RANKER_NAMES)
      if (name !== 'stamkund') expect(figures.stamkund.value).toBeGreaterThan(figures[name].value)
})

describe('the command', () => {
  const run = (...args: string[]) =>
    promisify(execFile)(process.execPath, [join(import.meta.dirname, 'run.ts'), ...args])

  test('reads a stream, writes a line a query, and ends with one object of figures', async () => {
    const [stream, labels, out] = ['stream.jsonl', 'labels.jsonl', 'scores.jsonl'].map((name) =>
      join(dir, name),
    )
    const asked = synthetic.lines.filter((line) => line.e === 'q')
    writeFileSync(stream!, ['{', ...synthetic.lines.map((line) => JSON.stringify(line))].join('\n'))
    writeFileSync(labels!, synthetic.labels.map((label) => JSON.stringify(label)).join('\n'))
    const { stdout, stderr } = await run('--stream', stream!, '--labels', labels!, '--out', out!)
    const { name, metrics } = JSON.parse(stdout.trim().split('\n').at(-1)!)
    expect(name).toBe('quality')
    expect(metrics).toMatchObject({ synthetic: 0, queries: asked.length, malformedLines: 1 })
    expect(metrics.t3AucLow).toBeLessThan(metrics.t3Auc)
    expect(stderr).toContain('stream.jsonl:1: not JSON')
    expect(stdout).not.toContain('synthetic:')
    const written = readFileSync(out!, 'utf8').trim().split('\n')
    expect(written.map((line) => JSON.parse(line).id)).toEqual(asked.map(({ id }) => id))
  })

  test('leaves out labels that fit no query, and says what can’t be told', async () => {
    const [stream, labels] = ['small.jsonl', 'small-labels.jsonl'].map((name) => join(dir, name))
    const lines = [
      { e: 'meta', categories: ['a', 'b'], t2cand: [0, 1] },
      { e: 'q', task: 'T2', id: 'two', d: 1, h: '1' },
      { e: 'q', task: 'T3', id: 'three', d: 1, h: '1', k: 'k' },
      { e: 'q', task: 'T3', id: 'four', d: 1, h: '2', k: 'k' },
    ]
    const told = [
      { id: 'two', task: 'T2', h: '1', y: [7] },
      { id: 'three', task: 'T3', h: '1', y: [1] },
      { id: 'four', task: 'T3', h: '2', y: 1 },
    ]
    for (const [path, rows] of [
      [stream, lines],
      [labels, told],
    ] as const)
      writeFileSync(path!, rows.map((row) => JSON.stringify(row)).join('\n'))
    const { stdout, stderr } = await run('--stream', stream!, '--labels', labels!)
    expect(stderr).toContain('small-labels.jsonl:2: y')
    expect(stderr).toContain('label of two: y: 7 is beyond')
    expect(stdout).toContain('everybody answered alike')
    const { metrics } = JSON.parse(stdout.trim().split('\n').at(-1)!)
    expect(metrics).toMatchObject({ malformedLines: 1, misfitLabels: 1, t3Auc: null })
  })

  test('never writes over what it reads, under whatever name', async () => {
    const stream = join(dir, 'kept.jsonl')
    const other = join(dir, 'also-kept.jsonl')
    const line = '{"e":"meta","categories":["a"],"t2cand":[0]}'
    writeFileSync(stream, line)
    linkSync(stream, other)
    for (const args of [
      ['--stream', stream, '--out', stream],
      ['--stream', stream, '--out', other],
      ['--stream', join(dir, 'malformed.jsonl'), '--labels', stream, '--out', stream],
    ]) {
      const refused = await run(...args).catch((error) => error)
      expect(refused).toMatchObject({ code: 1 })
      expect(refused.stdout).toContain('would overwrite')
      expect(readFileSync(stream, 'utf8')).toBe(line)
    }
  })

  test('says in one line what it can’t read', async () => {
    const refused = await run('--stream', join(dir, 'nowhere')).catch((error) => error)
    expect(refused).toMatchObject({ code: 1 })
    expect(refused.stdout).toContain('There is no file')
  })
})
