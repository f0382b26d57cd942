/** Whether deciding grows with a member's history (it must not) and how it grows with a shop's offers. */
import { ask, joinWith, openShop } from './bench-shop.ts'
import { cpuPerRequest, ratioByRound, round2, startBench } from './bench-world.ts'

const HISTORIES = [20, 2_000, 20_000]
const OFFERS = [10, 100, 1_000]

const bench = await startBench()
try {
  const shop = await openShop(bench, 20)
  const members = []
  for (const purchases of HISTORIES) {
    console.log(`recording ${purchases} purchases`)
    members.push(await joinWith(bench, shop, purchases))
  }
  // Somebody with as much of everything stands behind the last member in every index, or that one would read a row less at its end.
  await joinWith(bench, shop, HISTORIES[0] as number)
  const rows: number[] = []
  for (const member of members) {
    await ask(bench, shop, member, false)
    await bench.counts()
    await ask(bench, shop, member, false)
    rows.push((await bench.counts()).rowsRead)
  }
  const byHistory = await cpuPerRequest(
    bench,
    Object.fromEntries(members.map((member, index) => [HISTORIES[index], () => ask(bench, shop, member)])),
  )

  const shops = []
  for (const offers of OFFERS) {
    console.log(`publishing ${offers} offers`)
    const other = await openShop(bench, offers)
    shops.push({ shop: other, member: await joinWith(bench, other, 20) })
  }
  const byOffers = await cpuPerRequest(
    bench,
    Object.fromEntries(
      shops.map(({ shop: other, member }, index) => [OFFERS[index], () => ask(bench, other, member)]),
    ),
    { requests: 200 },
  )
  const roundsOf = (measured: { rounds: Record<string, number[]> }, name: number) =>
    measured.rounds[String(name)] as number[]
  const most = HISTORIES.reduce((a, b) =>
    (byHistory.median[String(a)] as number) >= (byHistory.median[String(b)] as number) ? a : b,
  )
  const least = HISTORIES.reduce((a, b) =>
    (byHistory.median[String(a)] as number) <= (byHistory.median[String(b)] as number) ? a : b,
  )
  const metrics = {
    cpuRatioHistory: round2(ratioByRound(roundsOf(byHistory, most), roundsOf(byHistory, least))),
    rowsReadEqual: new Set(rows).size === 1,
    cpuRatioOffers: round2(ratioByRound(roundsOf(byOffers, 1_000), roundsOf(byOffers, 10))),
  }
  HISTORIES.forEach((n, i) => {
    console.log(
      `${n} purchases: ${Math.round(byHistory.median[String(n)] as number)} us, ${rows[i]} rows read`,
    )
  })
  OFFERS.forEach((n) => {
    console.log(`${n} offers: ${Math.round(byOffers.median[String(n)] as number)} us`)
  })
  console.log(
    `most over least by history: ${metrics.cpuRatioHistory} (aim: at most 1.1); 1,000 offers over 10: ${metrics.cpuRatioOffers}`,
  )
  console.log(JSON.stringify({ name: 'growth', metrics }))
} finally {
  await bench.stop()
}
