/**
 * The CSV import over HTTP, on workerd with D1 on disk: a synthetic history of about 20,000 rows, sent as the demo
 * sends it. Once with every D1 call counted, then again, as another merchant, against the clock: three times, and
 * the median counts. Local D1's time is mostly the simulator's; the calls are the figure that carries over.
 */
import type { Import, MemberCreated } from '../../shared/contracts/index.ts'
import { merchantMapping, textOf } from '../data/csv.ts'
import { makeSyntheticHistory } from '../data/synthetic.ts'
import { type BenchShop, openShop } from './bench-shop.ts'
import { type Bench, median, startBench } from './bench-world.ts'

const HOUSEHOLDS = 260
const CHUNK_BYTES = 1_000_000
const TIMED_RUNS = 3

const bench = await startBench()
try {
  const members = new Map<string, string>()
  for (let household = 1; household <= HOUSEHOLDS; household += 1) {
    const { json } = await bench.call<MemberCreated>('POST', '/v1/members', { body: {} })
    members.set(String(household), json.member.number)
  }
  const { csv } = makeSyntheticHistory({
    seed: 7,
    now: Date.now(),
    memberNumberOf: (household) => members.get(household)!,
    householdCount: HOUSEHOLDS,
  })
  const file = Buffer.from(await textOf(csv))

  const countedShop = await openShop(bench, 0)
  await bench.counts()
  const counted = await importInto(bench, countedShop, file, false)
  const { d1Calls } = await bench.counts()
  const rows = counted.linesRead - 1

  const rates: number[] = []
  for (let run = 0; run < TIMED_RUNS; run += 1) {
    const shop = await openShop(bench, 0)
    const startedAt = performance.now()
    const { purchasesRecorded } = await importInto(bench, shop, file, true)
    rates.push((rows / (performance.now() - startedAt)) * 1000)
    if (purchasesRecorded !== counted.purchasesRecorded)
      throw new Error(`${purchasesRecorded} purchases in a second run`)
  }
  const metrics = {
    rowsPerSecond: Math.round(median(rates)),
    // Thousandths: hundreds of purchases share a call.
    d1CallsPerPurchase: Math.round((d1Calls / counted.purchasesRecorded) * 1000) / 1000,
    rows,
    purchases: counted.purchasesRecorded,
    d1Calls,
  }
  console.log(
    `synthetic: ${rows} rows, ${metrics.purchases} purchases of ${HOUSEHOLDS} members, ${file.length} bytes`,
  )
  console.log(`${metrics.rowsPerSecond} rows a second (runs: ${rates.map(Math.round).join(', ')})`)
  console.log(`${d1Calls} D1 calls, ${metrics.d1CallsPerPurchase} a purchase`)
  console.log(JSON.stringify({ name: 'import', metrics }))
} finally {
  await bench.stop()
}

async function importInto(on: Bench, shop: BenchShop, bytes: Buffer, plain: boolean): Promise<Import> {
  const begun = await on.call<Import>('POST', '/v1/imports', {
    bearer: shop.key,
    plain,
    body: {
      storeId: shop.storeId,
      fileName: 'synthetic.csv',
      sizeBytes: bytes.length,
      currency: 'SEK',
      mapping: merchantMapping,
    },
  })
  let state = begun.json
  while (state.state !== 'done') {
    const from = state.offsetBytes
    const raw = bytes.subarray(from, from + CHUNK_BYTES)
    const headers = {
      'content-type': 'text/csv',
      'upload-offset': String(from),
      'upload-complete': from + raw.length === bytes.length ? '?1' : '?0',
    }
    const { status, json } = await on.call<Import>('PATCH', `/v1/imports/${state.id}`, {
      bearer: shop.key,
      raw,
      headers,
      plain,
    })
    if (status !== 200 || json.offsetBytes === from) throw new Error(`${status}: ${JSON.stringify(json)}`)
    state = json
  }
  if (state.linesRefused > 0) throw new Error(`${state.linesRefused} lines refused`)
  return state
}
