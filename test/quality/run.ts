import { once } from 'node:events'
import { createWriteStream, statSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { runCommand } from '../demo/lifetime.ts'
import { count, Plainly, say, secondsSince } from '../demo/terminal.ts'
import { Judge } from './judge.ts'
import { RANKER_NAMES, RANKERS } from './rankers.ts'
import { Reader } from './reader.ts'
import { metricsOf, tableOf } from './report.ts'
import { Label, linesOf, misfit, StreamLine } from './stream.ts'
import { syntheticStream } from './synthetic.ts'
import { checkTruth } from './truth.ts'

/** Lines between two words on progress. */
const TELL_EVERY = 20_000

/** Malformed lines told one by one; the rest are counted. */
const TOLD = 20

/** Digits of a written score: those that the engine's own have. */
const SCORE_DIGITS = 12

// `npm run quality [-- --stream S] [--labels L] [--out O]`. The last line is one JSON object {"name", "metrics"}.
runCommand(async () => {
  const { stream, labels, out } = parsed()
  const startedAt = performance.now()
  let malformed = 0
  const tell = (path: string) => (line: number, what: string) => {
    malformed += 1
    if (malformed <= TOLD) console.error(`${path}:${line}: ${what} (left out)`)
  }
  let misfits = 0

  const synthetic = stream === undefined ? syntheticStream() : null
  if (synthetic) say('synthetic: a made stream, whose true parameters are known (no --stream was given)\n')
  const truth = new Map<string, Label>(synthetic?.labels.map((label) => [label.id, label]))
  if (labels) for await (const label of linesOf(labels, Label, tell(labels))) truth.set(label.id, label)

  const reader = new Reader()
  const judge = new Judge()
  const file = out === undefined ? null : await opened(out)
  let lines = 0
  let queries = 0
  for await (const line of synthetic?.lines ?? linesOf(stream!, StreamLine, tell(stream!))) {
    lines += 1
    if (lines % TELL_EVERY === 0)
      console.error(`${count(lines)} lines, ${count(queries)} queries, ${secondsSince(startedAt)}`)
    if (line.e !== 'q') {
      reader.read(line)
      continue
    }
    queries += 1
    const label = truth.get(line.id)
    const scores = reader.answer(line)
    const wrong = label ? misfit(label, line, scores.length) : null
    if (wrong !== null) {
      misfits += 1
      if (misfits <= TOLD) console.error(`label of ${line.id}: ${wrong} (left out)`)
    } else if (label)
      for (const ranker of RANKER_NAMES)
        judge.take(ranker, line, ranker === 'stamkund' ? scores : RANKERS[ranker](reader, line), label)
    const s = scores.map((score) => Number(score.toPrecision(SCORE_DIGITS)))
    await file?.write(`${JSON.stringify({ id: line.id, s })}\n`)
  }
  await file?.end()
  console.error(`${count(lines)} lines read, ${count(queries)} queries answered, ${secondsSince(startedAt)}`)
  if (malformed > TOLD) console.error(`${count(malformed - TOLD)} more lines were left out`)

  if (misfits > TOLD) console.error(`${count(misfits - TOLD)} more labels were left out`)

  const rows = judge.rows()
  const { campaigns, of } = judge.oneClass()
  if (campaigns > 0)
    say(
      `T3: in ${count(campaigns)} of ${count(of)} campaigns everybody answered alike: nothing can be told of ${campaigns === of ? 'any (null)' : 'those'}\n`,
    )
  if (rows.length > 0) say(tableOf(rows, judge.judged))
  const checks = synthetic ? checkTruth(synthetic, reader, rows) : []
  for (const { what, holds } of checks) say(`${holds ? 'found again' : 'NOT FOUND'}: ${what}`)
  if (checks.some(({ holds }) => !holds)) process.exitCode = 1
  const metrics = {
    synthetic: synthetic ? 1 : 0,
    lines,
    queries,
    malformedLines: malformed,
    misfitLabels: misfits,
    ...(of > 0 && campaigns === of && { t3Auc: null, t3AucLow: null, t3AucHigh: null }),
  }
  console.log(JSON.stringify({ name: 'quality', metrics: { ...metrics, ...metricsOf(rows) } }))
})

function parsed(): { stream?: string; labels?: string; out?: string } {
  try {
    const text = { type: 'string' } as const
    const { values } = parseArgs({ options: { stream: text, labels: text, out: text } })
    for (const path of [values.stream, values.labels])
      if (path !== undefined && !statSync(path, { throwIfNoEntry: false })?.isFile())
        throw new Plainly(`There is no file ${path}`)
    for (const path of [values.stream, values.labels])
      if (path !== undefined && values.out !== undefined && isSameFile(path, values.out))
        throw new Plainly(`--out ${values.out} would overwrite what is read`)
    if (values.labels !== undefined && values.stream === undefined)
      throw new Plainly('--labels are of a stream: give --stream as well')
    return values
  } catch (error) {
    if (error instanceof Plainly) throw error
    throw new Plainly(
      `${(error as Error).message}. Usage: npm run quality [-- --stream S] [--labels L] [--out O]`,
    )
  }
}

/** Whether two paths are one file, by whatever names and links. */
function isSameFile(one: string, other: string): boolean {
  const [a, b] = [one, other].map((path) => statSync(path, { throwIfNoEntry: false }))
  return a !== undefined && b !== undefined && a.dev === b.dev && a.ino === b.ino
}

/** A file to write lines to, each of which waits until there is room for it. */
async function opened(path: string): Promise<{ write(line: string): Promise<void>; end(): Promise<void> }> {
  const file = createWriteStream(path)
  const orSay = async (event: string) => {
    await once(file, event).catch((error: Error) => {
      throw new Plainly(`Scores can't be written: ${error.message}`)
    })
  }
  await orSay('open')
  return {
    async write(line) {
      if (!file.write(line)) await orSay('drain')
    },
    async end() {
      file.end()
      await orSay('finish')
    },
  }
}
