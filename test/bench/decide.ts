/**
 * The pure engine inside real workerd: 50 segment rules over one profile, and a whole decision over 50 segments, 200
 * offers and a basket of five lines; and the best combination of twenty offers that can't all be had together. workerd's clock stands still during a request, so each round times one fetch of
 * many iterations from outside, and takes off a fetch that runs the same loop around nothing.
 */
import { build } from 'esbuild'
import { convertV4MiniflareOptions, Miniflare } from 'miniflare'
import { SCENES } from './combine-scenes.ts'

const ROUNDS = 9
const SUBJECTS = [
  { path: 'empty', times: 20_000 },
  { path: 'rules50', times: 20_000 },
  { path: 'decision200', times: 4_000 },
  { path: 'decision1000', times: 1_000 },
  { path: 'decision200and800', times: 4_000 },
] as const

const COMBINE_ROUNDS = 5
/** Lines of a basket, and how often each scene is worked out in one fetch. */
const COMBINE_LINES = [
  { name: 'combine20', lines: 50, times: 60 },
  { name: 'combine20Lines200', lines: 200, times: 30 },
  { name: 'combine20Lines500', lines: 500, times: 15 },
] as const

const bundle = await build({
  entryPoints: [new URL('./decide-worker.ts', import.meta.url).pathname],
  bundle: true,
  format: 'esm',
  target: 'es2023',
  write: false,
  minify: true,
})

const miniflare = new Miniflare(
  convertV4MiniflareOptions({
    modules: true,
    script: bundle.outputFiles[0]!.text,
    compatibilityDate: '2026-11-01',
    host: '127.0.0.1',
  }),
)

try {
  const origin = await miniflare.ready
  /** Milliseconds that one fetch takes, and what the loop summed up. */
  const time = async (path: string, times: number): Promise<{ ms: number; sum: number }> => {
    const startedAt = performance.now()
    const response = await fetch(new URL(`/${path}?times=${times}`, origin))
    const { sum } = (await response.json()) as { sum: number }
    return { ms: performance.now() - startedAt, sum }
  }

  // Once unmeasured: the engine must have been compiled, and the loops optimised, before a round counts.
  for (const { path, times } of SUBJECTS) await time(path, times)

  const rounds: Record<string, number[]> = Object.fromEntries(SUBJECTS.map(({ path }) => [path, []]))
  const sums: Record<string, number> = {}
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const { path, times } of SUBJECTS) {
      const { ms, sum } = await time(path, times)
      rounds[path]!.push(ms)
      sums[path] = sum / times
    }
  }

  const microseconds = (path: (typeof SUBJECTS)[number]['path']) => {
    const { times } = SUBJECTS.find((subject) => subject.path === path)!
    const nothing = (median(rounds.empty!) / SUBJECTS[0].times) * times
    return Math.round(((median(rounds[path]!) - nothing) / times) * 1e5) / 100
  }
  const metrics = {
    rules50Us: microseconds('rules50'),
    decision200OffersUs: microseconds('decision200'),
    decision1000OffersUs: microseconds('decision1000'),
    decision200And800OutOfReachUs: microseconds('decision200and800'),
    outOfReachRatio: 0,
    // Of all scenes the hardest, and their mean.
    combine20Us: 0,
    combine20MeanUs: 0,
    combine20Lines200Us: 0,
    combine20Lines200MeanUs: 0,
    combine20Lines500Us: 0,
    combine20Lines500MeanUs: 0,
  }
  metrics.outOfReachRatio =
    Math.round((metrics.decision200And800OutOfReachUs / metrics.decision200OffersUs) * 100) / 100

  const combines = []
  for (const one of COMBINE_LINES) combines.push({ ...one, ...(await combineTimes(one)) })
  for (const { name, worstUs, meanUs } of combines) {
    metrics[`${name}Us`] = worstUs
    metrics[`${name}MeanUs`] = meanUs
  }

  console.log(`${ROUNDS} interleaved rounds; control ${median(rounds.empty!).toFixed(1)} ms a fetch`)
  console.log(
    `50 rules over one profile: ${metrics.rules50Us} us (aim: under 2); ${sums.rules50} segments hold`,
  )
  console.log(
    `decision over 200 offers: ${metrics.decision200OffersUs} us (aim: under 40); ${sums.decision200} offers returned`,
  )
  console.log(
    `over 1,000 offers: ${metrics.decision1000OffersUs} us (aim: under 150); ${sums.decision1000} offers returned`,
  )
  console.log(
    `over 200, and 800 out of reach: ${metrics.decision200And800OutOfReachUs} us, ${metrics.outOfReachRatio} times those 200 alone (5 would be linear)`,
  )
  for (const { lines, worstUs, meanUs, scene, sets } of combines)
    console.log(
      `best of 20 offers on ${lines} lines: ${meanUs} us on the mean of ${SCENES} scenes, ${worstUs} us for the hardest ` +
        `(number ${scene}, ${sets} sets looked at)${lines === 50 ? ' (aim: under 1,000)' : ''}`,
    )
  console.log(JSON.stringify({ name: 'decide', metrics }))

  /** The best combination of every scene, each timed by itself: a mean would hide the one that is hard. */
  async function combineTimes({ lines, times }: (typeof COMBINE_LINES)[number]) {
    const each: { us: number; sets: number }[] = []
    for (let scene = 0; scene < SCENES; scene += 1) {
      const path = `combine/${scene}/${lines}`
      await time(path, times)
      const spent: number[] = []
      let sets = 0
      for (let round = 0; round < COMBINE_ROUNDS; round += 1) {
        const control = await time('empty', times)
        const { ms, sum } = await time(path, times)
        spent.push((ms - control.ms) / times)
        sets = sum / times
      }
      each.push({ us: Math.round(median(spent) * 1e5) / 100, sets })
    }
    const worst = each.reduce((most, one, at) => (one.us > each[most]!.us ? at : most), 0)
    const meanUs = Math.round((each.reduce((sum, { us }) => sum + us, 0) / SCENES) * 100) / 100
    return { meanUs, worstUs: each[worst]!.us, scene: worst, sets: each[worst]!.sets }
  }
} finally {
  await miniflare.dispose()
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[sorted.length >> 1]!
}
