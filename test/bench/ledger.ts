/**
 * What the books cost, on workerd with D1: recording a purchase of 20 lines, and spending, from one member and from many.
 * Local D1's time is mostly the simulator's; what carries over is the calls, and the CPU against bare batches that write
 * as many rows in the same run.
 */
import type { MemberCreated, Session } from '../../shared/contracts/index.ts'
import { type BenchShop, openShop } from './bench-shop.ts'
import { type Bench, cpuPerRequest, median, ratioByRound, round2, startBench } from './bench-world.ts'

const LINES = 20
const MEMBERS = 40
const TIMED_RUNS = 3
const A_RUN = 200
const AT_ONCE = 8

interface Buyer {
  number: string
  enrolmentId: string
}

const bench = await startBench()
try {
  const shop = await openLedger(bench)
  const buyers: Buyer[] = []
  for (let n = 0; n < MEMBERS; n += 1) buyers.push(await join(bench, shop))
  const [one] = buyers as [Buyer]
  await bench.call('POST', '/bench/set', {
    body: { programId: shop.programId, enrolmentId: one.enrolmentId },
  })

  let sent = 0
  const purchaseOf = ({ number }: Buyer, plain = true) => {
    sent += 1
    const body = { purchases: [purchase(shop, number, sent)] }
    return bench.call('POST', '/v1/purchases', { bearer: shop.key, body, plain })
  }
  const bare = (path: string) => {
    sent += 1
    return bench.call('POST', path, { body: { purchases: [purchase(shop, one.number, sent)] } })
  }
  const spendOf = ({ number }: Buyer, plain = true) => {
    sent += 1
    const body = {
      storeId: shop.storeId,
      externalRef: `charge-${sent}`,
      memberNumber: number,
      amountMinor: 1,
      currency: 'SEK',
    }
    return bench.call('POST', '/v1/stored-value/charges', { bearer: shop.key, body, plain })
  }
  const other = (n: number) => buyers[n % MEMBERS] as Buyer

  for (const buyer of buyers) await must(purchaseOf(buyer))
  await bench.counts()
  for (const buyer of buyers) await must(purchaseOf(buyer, false))
  const purchases = await bench.counts()
  for (const buyer of buyers) await must(spendOf(buyer, false))
  const spends = await bench.counts()

  const rates = {
    purchasesPerSecond: await perSecond((n) => purchaseOf(other(n))),
    spendsPerSecondOneMember: await perSecond(() => spendOf(one)),
    spendsPerSecondManyMembers: await perSecond((n) => spendOf(other(n))),
  }

  const { median: cpu, rounds } = await cpuPerRequest(
    bench,
    {
      purchase: () => purchaseOf(other(sent)),
      oneBatch: () => bare('/bench/bare-purchase'),
      twoBatches: () => bare('/bench/bare-read-and-purchase'),
    },
    { rounds: 9, requests: 120 },
  )
  const metrics = {
    ...rates,
    d1CallsPerPurchase: purchases.d1Calls / MEMBERS,
    d1CallsPerSpend: spends.d1Calls / MEMBERS,
    rowsReadPerPurchase: round2(purchases.rowsRead / MEMBERS),
    cpuUs: Math.round(cpu.purchase),
    bareBatchCpuUs: Math.round(cpu.oneBatch),
    bareTwoBatchesCpuUs: Math.round(cpu.twoBatches),
    cpuRatio: round2(ratioByRound(rounds.purchase, rounds.oneBatch)),
    cpuRatioTwoBatches: round2(ratioByRound(rounds.purchase, rounds.twoBatches)),
  }
  console.log(`${LINES} lines a purchase, ${MEMBERS} members, ${AT_ONCE} requests at once`)
  console.log(
    `${metrics.d1CallsPerPurchase} D1 calls and ${metrics.rowsReadPerPurchase} rows read a purchase, ${metrics.d1CallsPerSpend} calls a spend`,
  )
  console.log(
    `CPU: ${metrics.cpuUs} us a purchase; bare, one batch of three ${metrics.bareBatchCpuUs} us, a read and a write ${metrics.bareTwoBatchesCpuUs} us`,
  )
  console.log(JSON.stringify({ name: 'ledger', metrics }))
} finally {
  await bench.stop()
}

async function must<T extends { status: number; json: unknown }>(answer: Promise<T>): Promise<T> {
  const got = await answer
  if (got.status >= 300 || JSON.stringify(got.json).includes('"refused"'))
    throw new Error(`${got.status}: ${JSON.stringify(got.json)}`)
  return got
}

/** How many a second, so many at once: the median of some runs. */
async function perSecond(
  request: (n: number) => Promise<{ status: number; json: unknown }>,
): Promise<number> {
  const found: number[] = []
  for (let run = 0; run < TIMED_RUNS; run += 1) {
    let begun = 0
    const startedAt = performance.now()
    const client = async () => {
      while (begun < A_RUN) {
        begun += 1
        await must(request(begun))
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, client))
    found.push((A_RUN / (performance.now() - startedAt)) * 1000)
  }
  return Math.round(median(found))
}

/** A shop whose purchases earn, and on whose cards there can be money. No offer comes by itself: this is about the books. */
async function openLedger(on: Bench): Promise<BenchShop> {
  const shop = await openShop(on, 0)
  await on.sql(
    `UPDATE offers SET state = 'paused' WHERE program_id = '${shop.programId}'`,
    `UPDATE programs SET rules = json_set(rules, '$.units.storedValue', json('{}')), catalogue_version = catalogue_version + 1 WHERE id = '${shop.programId}'`,
    `CREATE TABLE bench_entries (id TEXT PRIMARY KEY, enrolment_id TEXT NOT NULL, purchase_id TEXT NOT NULL, amount INTEGER NOT NULL,
       posted_at INTEGER NOT NULL, hash TEXT NOT NULL, signature TEXT NOT NULL) STRICT`,
  )
  return shop
}

/** A member with money on the card. */
async function join(on: Bench, shop: BenchShop): Promise<Buyer> {
  const { json } = await must(on.call<MemberCreated>('POST', '/v1/members', { body: {} }))
  const { deviceId, deviceSecret } = json
  const { number } = json.member
  const asked = { deviceId, deviceSecret, storeId: shop.storeId }
  const session = await must(on.call<Session>('POST', '/v1/sessions', { body: asked }))
  const paidIn = {
    storeId: shop.storeId,
    externalRef: `top-up-${number}`,
    memberNumber: number,
    amountMinor: 10_000_000,
    currency: 'SEK',
  }
  await must(on.call('POST', '/v1/stored-value/top-ups', { bearer: shop.key, body: paidIn }))
  return { number, enrolmentId: session.json.enrolmentId as string }
}

/** A purchase of 20 lines, as a shop sends it. */
function purchase(shop: BenchShop, memberNumber: string, n: number) {
  return {
    storeId: shop.storeId,
    externalRef: `bench-${n}`,
    purchasedAt: Date.now() - 60_000,
    currency: 'SEK',
    totalMinor: LINES * 5_000,
    lines: Array.from({ length: LINES }, (_, line) => ({
      sku: `sku-${line}`,
      category: `category-${line % 5}`,
      quantity: 1,
      amountMinor: 5_000,
    })),
    buyer: { memberNumber },
  }
}
