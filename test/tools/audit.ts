import { parseArgs } from 'node:util'
import { runCommand } from '../demo/lifetime.ts'
import { bad, count, good, Plainly, progress, quiet, say, some, strong } from '../demo/terminal.ts'
import { CHECKS, type Check, type Failure } from './audit-book.ts'
import { type Audited, runAudit } from './audit-run.ts'
import { openSources, type Source } from './audit-source.ts'

const USAGE = `Usage: npm run audit -- [FILE] [--json]

  FILE      a D1 database's SQLite file, or a dump of one (wrangler d1 export); left out, what npm start keeps
  --json    one JSON document instead of words
  --help    say this

Ends with 0 where the books hold, 1 where something does not, 2 where they could not be read.`

// `npm run audit`: proves the books, and names each row that does not hold.
runCommand(async (later) => {
  try {
    await main(later)
  } catch (error) {
    if (!(error instanceof Plainly)) throw error
    process.stderr.write(`${bad(error.message)}\n`)
    process.exitCode = 2
  }
})

async function main(later: (close: () => Promise<unknown>) => void): Promise<void> {
  const { positionals, values } = parsed()
  if (values.help) return say(USAGE)
  if (positionals.length > 1) throw new Plainly(USAGE)
  const sources = await openSources(positionals[0])
  for (const { close } of sources) later(async () => close())
  const answers: object[] = []
  let failed = 0
  for (const source of sources) {
    const failures: Failure[] = []
    const audited = values.json ? await inJson(source, failures) : await inWords(source, failures)
    failed += failures.length
    answers.push({ name: source.name, ...plain(audited), failures })
  }
  if (values.json) say(JSON.stringify({ holds: failed === 0, databases: answers }, null, 2))
  process.exitCode = failed === 0 ? 0 : 1
}

/** A file that can't be read to its end was not audited. */
async function reading(source: Source, work: () => Promise<Audited>): Promise<Audited> {
  try {
    return await work()
  } catch (error) {
    throw new Plainly(`${source.name} can't be read to its end: ${(error as Error).message}`, {
      cause: error,
    })
  }
}

const inJson = (source: Source, failures: Failure[]) =>
  reading(source, () => runAudit(source.db, (failure) => failures.push(failure)))

async function inWords(source: Source, failures: Failure[]): Promise<Audited> {
  say(`\n${strong('Audit')}  ${quiet(source.name)}\n`)
  const bar = progress('Reading the books')
  const audited = await reading(source, () =>
    runAudit(
      source.db,
      (failure) => failures.push(failure),
      (share, what) => bar.at(share, what),
    ),
  )
  const { entries, accounts, lots, days, programs } = audited
  bar.end(
    [
      some(programs, 'programme'),
      some(accounts, 'account'),
      entries === 1 ? '1 entry' : `${count(entries)} entries`,
      some(lots, 'lot'),
      some(days, 'published day'),
    ].join(', '),
  )
  say()
  const byCheck = Map.groupBy(failures, ({ check }) => check)
  for (const [check, sentence] of Object.entries(CHECKS) as [Check, string][]) {
    const found = byCheck.get(check) ?? []
    if (found.length === 0) say(`${good('✓')} ${sentence}`)
    else say(`${bad('✗')} ${bad(`Not so: ${sentence}`)}  ${quiet(some(found.length, 'failure'))}`)
    for (const { row, why } of found) say(`    ${row}\n      ${why}`)
  }
  say()
  say(
    failures.length === 0
      ? good('The books hold.')
      : bad(`The books do not hold: ${some(failures.length, 'failure')}.`),
  )
  say()
  return audited
}

/** What was audited, as JSON takes it: sums may pass 2^53, so they are text. */
function plain({ totals, ...counts }: Audited) {
  const sums = (side: Map<string, bigint>) =>
    Object.fromEntries([...side].map(([account, sum]) => [account, String(sum)]))
  return {
    ...counts,
    totals: totals.map(({ into, outOf, ...unit }) => ({ ...unit, into: sums(into), outOf: sums(outOf) })),
  }
}

function parsed() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
    })
  } catch (error) {
    throw new Plainly(`${(error as Error).message}\n\n${USAGE}`)
  }
}
