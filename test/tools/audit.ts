import { parseArgs } from 'node:util'
import { fingerprintOf } from '../../shared/ledger/receipts/verify.ts'
import { runCommand } from '../demo/lifetime.ts'
import {
  bad,
  count,
  good,
  Plainly,
  progress,
  quiet,
  say,
  secondsSince,
  some,
  strong,
} from '../demo/terminal.ts'
import { CHECKS, type Check, type Failure } from './audit-book.ts'
import { type SavedRoot, savedRoots } from './audit-roots.ts'
import { type Audited, type Known, runAudit } from './audit-run.ts'
import { openSources, type Source } from './audit-source.ts'
import { trustedJwks } from './trusted-keys.ts'

const USAGE = `Usage: npm run audit -- [FILE] [--key KEY] [--roots FILE]... [--json]

  FILE            a D1 database's SQLite file, or a dump of one (wrangler d1 export); or a folder
                  with such files (npm start -- --data FOLDER); left out, what npm start keeps in .data
  --key KEY       the published keys: a JWK, the set at /.well-known/stamkund-receipt-keys, or a file with either
  --roots FILE    published days that were saved from /v1/programs/{id}/roots; several files where there are more
  --json          one JSON document instead of words
  --help          say this

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
  const trusted =
    values.key === undefined ? null : trustedJwks(values.key).map(({ kid, x }) => ({ keyId: kid, x }))
  const roots = (values.roots ?? []).flatMap(savedRoots)
  const sources = await openSources(positionals[0])
  for (const { close } of sources) later(async () => close())
  const elsewhere = new Map<string, string>()
  const shares = shared(roots, sources)
  const answers: object[] = []
  let failed = 0
  for (const [at, source] of sources.entries()) {
    const failures: Failure[] = []
    const known = { trusted, elsewhere, roots: shares[at] ?? [] }
    const audited = values.json
      ? await inJson(source, known, failures)
      : await inWords(source, known, failures)
    failed += failures.length
    answers.push({ name: source.name, ...(await plain(audited)), failures })
  }
  if (values.json) say(JSON.stringify({ holds: failed === 0, databases: answers }, null, 2))
  process.exitCode = failed === 0 ? 0 : 1
}

/** Which saved days are to be in which database: the one that has their programme, or else the first, which lacks it. */
function shared(roots: readonly SavedRoot[], sources: readonly Source[]): SavedRoot[][] {
  const homes = new Map<string, number>()
  for (const [at, { db }] of sources.entries())
    for (const { id } of db.prepare('SELECT id FROM programs').iterate()) homes.set(String(id), at)
  return sources.map((_, at) => roots.filter(({ programId }) => (homes.get(programId) ?? 0) === at))
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

const inJson = (source: Source, known: Known, failures: Failure[]) =>
  reading(source, () => runAudit(source.db, (failure) => failures.push(failure), known))

/** Rows named for each promise that does not hold: enough to see what it is, few enough to read. `--json` has them all. */
const MOST_NAMED = 20

async function inWords(source: Source, known: Known, failures: Failure[]): Promise<Audited> {
  const startedAt = performance.now()
  say(`\n${strong('Audit')}  ${quiet(source.name)}\n`)
  const bar = progress('Reading the books')
  const audited = await reading(source, () =>
    runAudit(
      source.db,
      (failure) => failures.push(failure),
      known,
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
      secondsSince(startedAt),
    ].join(', '),
  )
  say()
  const byCheck = Map.groupBy(failures, ({ check }) => check)
  for (const [check, sentence] of Object.entries(CHECKS) as [Check, string][]) {
    if ((check === 'trusted' && !known.trusted) || (check === 'published' && known.roots.length === 0))
      continue
    const found = byCheck.get(check) ?? []
    if (found.length === 0) say(`${good('✓')} ${sentence}`)
    else say(`${bad('✗')} ${bad(`Not so: ${sentence}`)}  ${quiet(some(found.length, 'failure'))}`)
    for (const { row, why } of found.slice(0, MOST_NAMED)) say(`    ${row}\n      ${why}`)
    if (found.length > MOST_NAMED) say(`    and ${count(found.length - MOST_NAMED)} more: --json names all`)
  }
  say()
  say(
    failures.length === 0
      ? good('The books hold.')
      : bad(`The books do not hold: ${some(failures.length, 'failure')}.`),
  )
  for (const line of await hints(audited, known)) say(line)
  say()
  return audited
}

/** What the reader has to know beside it: what was taken at the books' own word, and how not to. */
async function hints({ keys, days }: Audited, { trusted, roots }: Known): Promise<string[]> {
  const lines: string[] = []
  if (!trusted && keys.length > 0) {
    lines.push(
      '',
      '  The keys are the file’s own: whoever can write the file can write keys into it. Compare their fingerprints',
      '  with those of the published keys, at /.well-known/stamkund-receipt-keys of the worker, or give these with --key:',
    )
    for (const { keyId, x } of keys) lines.push(`    ${keyId}  ${await fingerprintOf(x)}`)
  }
  if (roots.length === 0 && days > 0)
    lines.push(
      '',
      '  The published days are the file’s own as well. Keep answers of /v1/programs/{id}/roots, and give them with --roots.',
    )
  return lines
}

/** What was audited, as JSON takes it: sums may pass 2^53, so they are text. */
async function plain({ totals, keys, ...counts }: Audited) {
  const sums = (side: Map<string, bigint>) =>
    Object.fromEntries([...side].map(([account, sum]) => [account, String(sum)]))
  return {
    ...counts,
    keys: await Promise.all(
      keys.map(async ({ keyId, x }) => ({ kid: keyId, x, fingerprint: await fingerprintOf(x) })),
    ),
    totals: totals.map(({ into, outOf, ...unit }) => ({ ...unit, into: sums(into), outOf: sums(outOf) })),
  }
}

function parsed() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        key: { type: 'string' },
        roots: { type: 'string', multiple: true },
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    })
  } catch (error) {
    throw new Plainly(`${(error as Error).message}\n\n${USAGE}`)
  }
}
