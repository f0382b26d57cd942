/**
 * A decision over HTTP against a control route that runs the same single D1 batch and answers constant JSON,
 * interleaved on one workerd. Local D1's time is mostly the simulator's and falls on both alike.
 */
import { ask, joinWith, openShop } from './bench-shop.ts'
import { cpuPerRequest, ratioByRound, round2, startBench } from './bench-world.ts'

const bench = await startBench()
try {
  const shop = await openShop(bench, 20)
  const member = await joinWith(bench, shop, 200)
  await ask(bench, shop, member, false)
  await bench.counts()
  const answer = await ask(bench, shop, member, false)
  const { d1Calls, rowsRead } = await bench.counts()
  await bench.call('POST', '/bench/set', {
    body: { programId: shop.programId, enrolmentId: member.enrolmentId, body: JSON.stringify(answer.json) },
  })

  const { median, rounds } = await cpuPerRequest(
    bench,
    {
      decision: () => ask(bench, shop, member),
      control: () => bench.call('POST', '/bench/control', { body: {}, plain: true }),
    },
    { requests: 1_000 },
  )
  const metrics = {
    cpuUs: Math.round(median.decision),
    controlCpuUs: Math.round(median.control),
    cpuRatio: round2(ratioByRound(rounds.decision, rounds.control)),
    d1Calls,
    rowsRead,
    responseBytes: answer.bytes,
  }
  console.log(
    `decision ${metrics.cpuUs} us, control ${metrics.controlCpuUs} us a request: ratio ${metrics.cpuRatio} (aim: at most 1.3)`,
  )
  console.log(
    `${d1Calls} D1 call (aim: 1), ${rowsRead} rows read, ${answer.json.offers.length} offers in ${answer.bytes} bytes`,
  )
  console.log(JSON.stringify({ name: 'decision', metrics }))
} finally {
  await bench.stop()
}
