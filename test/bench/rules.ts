/**
 * 50 segment rules over the same members, inside workerd, by this project's engine and by five others side by side.
 * The others are given every signal's value beforehand; ours works them out of the stored profile, as in a request. Both
 * are also timed on equal terms: from the profile, and over values that are there.
 * workerd's clock stands still during a request, so each round times one fetch of many iterations from outside, and takes
 * off a fetch that runs the same loop around nothing. Fails where two engines disagree about one rule or one member.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { convertV4MiniflareOptions, Miniflare } from 'miniflare'
import { Plainly } from '../demo/terminal.ts'
import { median, round2 } from './bench-world.ts'

const ROUNDS = 9
const HERE = join(import.meta.dirname, 'rules')

/** Engines, and how many members one fetch asks of each: about 40 ms' worth. */
const SUBJECTS = {
  stamkund: 20_000,
  stamkundReady: 20_000,
  'json-logic-engine': 6_000,
  '@marcbachmann/cel-js': 4_000,
  'json-logic-js': 2_000,
  sift: 1_000,
  'json-rules-engine': 50,
} as const
const PEERS = (Object.keys(SUBJECTS) as (keyof typeof SUBJECTS)[]).filter(
  (name) => !name.startsWith('stamkund'),
)

/** A peer that is handed the stored profile, as we are, and works the same signals out of it. */
const fromProfile = (peer: string): string => `${peer} from profile`

installPeers()

const bundle = await build({
  entryPoints: [join(HERE, 'worker.ts')],
  bundle: true,
  format: 'esm',
  target: 'es2023',
  conditions: ['workerd', 'worker', 'browser'],
  write: false,
  minify: true,
  logLevel: 'error',
})
const miniflare = new Miniflare(
  convertV4MiniflareOptions({
    modules: true,
    script: bundle.outputFiles[0]!.text,
    compatibilityDate: '2026-11-01',
    compatibilityFlags: ['nodejs_compat'],
    host: '127.0.0.1',
  }),
)

try {
  const origin = await miniflare.ready
  const ask = async <T>(path: string, query: Record<string, string>): Promise<T> => {
    const response = await fetch(new URL(`/${path}?${new URLSearchParams(query)}`, origin))
    if (!response.ok) throw new Error(`${query.engine}: ${response.status} ${await response.text()}`)
    return (await response.json()) as T
  }

  const { canBuildAtStart, canBuildNow } = await ask<{ canBuildAtStart: boolean; canBuildNow: boolean }>(
    'engines',
    {},
  )
  const names = [
    ...Object.entries(SUBJECTS),
    ...PEERS.map((name): [string, number] => [fromProfile(name), Math.min(4_000, SUBJECTS[name])]),
    ...(canBuildAtStart ? [['jsonLogicEngineBuilt', 10_000] as [string, number]] : []),
  ]

  const agreed = await matchesOf('stamkund')
  for (const [engine] of names) requireSame(engine, agreed, await matchesOf(engine))
  const held = agreed.byMember.reduce((sum, count) => sum + count, 0)

  const time = async (engine: string, times: number): Promise<number> => {
    const startedAt = performance.now()
    await ask('times', { engine, times: String(times) })
    return performance.now() - startedAt
  }
  // Once unmeasured: the loops must have been optimised before a round counts.
  for (const [engine, times] of names) await time(engine, times)
  const rounds: Record<string, number[]> = {}
  for (let round = 0; round < ROUNDS; round += 1)
    for (const [engine, times] of round % 2 ? names.toReversed() : names) {
      const control = await time('empty', times)
      const spent = await time(engine, times)
      rounds[engine] = [...(rounds[engine] ?? []), Math.max(0, spent - control) / times]
    }

  const rules50Us = Object.fromEntries(
    names.map(([engine]) => [engine, round2(median(rounds[engine]!) * 1_000)]),
  )
  const fastest = PEERS.toSorted((a, b) => rules50Us[a]! - rules50Us[b]!)[0]!
  const against = (own: string, other: string) =>
    round2(median(rounds[own]!.map((ms, round) => rounds[other]![round]! / ms)))
  const metrics = {
    rules50Us,
    // Like for like: everybody is handed every value.
    ratioToFastestPeer: against('stamkundReady', fastest),
    // Stricter: we work ours out of the stored profile, and the peer is handed them, or works them out as well.
    ratioWithSignals: against('stamkund', fastest),
    ratioWithSignalsForBoth: against('stamkund', fromProfile(fastest)),
    fastestPeer: fastest,
    matches: held,
  }

  console.log(`${ROUNDS} interleaved rounds; 50 rules over 64 members, of which ${held} hold by every engine`)
  for (const [engine] of names)
    console.log(`  ${rules50Us[engine]!.toFixed(2).padStart(9)} us  ${said(engine)}`)
  console.log(
    canBuildNow
      ? 'json-logic-engine could compile to code in a request here; it is timed as it interprets.'
      : 'json-logic-engine compiles to code by eval, which workerd refuses in a request: it is timed as it interprets.',
  )
  console.log(
    `${metrics.ratioToFastestPeer} times as fast as ${fastest} over values that are there (aim: at least 4); ` +
      `${metrics.ratioWithSignals} where we alone work signals out, ${metrics.ratioWithSignalsForBoth} where both do`,
  )
  console.log(JSON.stringify({ name: 'rules', metrics }))

  async function matchesOf(engine: string): Promise<Matches> {
    return ask<Matches>('matches', { engine })
  }
} finally {
  await miniflare.dispose()
}

interface Matches {
  byMember: number[]
  byRule: number[] | null
}

function said(engine: string): string {
  if (engine === 'stamkund') return 'this project: out of the stored profile'
  if (engine === 'stamkundReady') return 'this project: values given beforehand, as to the others'
  if (engine === 'jsonLogicEngineBuilt')
    return 'json-logic-engine, compiled by eval while the worker starts: no rule of a merchant can be'
  return engine
}

function requireSame(engine: string, ours: Matches, theirs: Matches): void {
  for (const by of ['byMember', 'byRule'] as const) {
    const at = theirs[by]?.findIndex((count, i) => count !== ours[by]![i]) ?? -1
    if (at >= 0)
      throw new Error(`${engine} disagrees ${by} ${at}: ${theirs[by]![at]} hold, ours say ${ours[by]![at]}`)
  }
}

/** Installs the peers once, as their own lock file says. They are nobody's dependency but this benchmark's. */
function installPeers(): void {
  const wanted = JSON.parse(readFileSync(join(HERE, 'package-lock.json'), 'utf8')).packages
  const marker = join(HERE, 'node_modules/.package-lock.json')
  const found = existsSync(marker) ? JSON.parse(readFileSync(marker, 'utf8')).packages : {}
  const isThere = Object.entries<{ version?: string }>(wanted).every(
    ([path, { version }]) => path === '' || found[path]?.version === version,
  )
  if (isThere) return
  console.log('Installing the five engines to compare with (once, a few seconds) ...')
  const { status } = spawnSync(
    'npm',
    ['ci', '--no-audit', '--no-fund', '--loglevel=error', '--ignore-scripts'],
    {
      cwd: HERE,
      stdio: 'inherit',
      shell: process.platform === 'win32',
    },
  )
  if (status !== 0)
    throw new Plainly(
      'npm ci in test/bench/rules failed, see above. It needs the network once; run it again.',
    )
}
