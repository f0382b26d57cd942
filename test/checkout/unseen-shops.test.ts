import { beforeAll, expect, test } from 'vitest'
import { bakery } from './unseen/shops/bakery.ts'
import { bikes } from './unseen/shops/bikes.ts'
import { cakes } from './unseen/shops/cakes.ts'
import { games } from './unseen/shops/games.ts'
import { garden } from './unseen/shops/garden.ts'
import { hleb } from './unseen/shops/hleb.ts'
import { ink } from './unseen/shops/ink.ts'
import { kassa } from './unseen/shops/kassa.ts'
import { lamps } from './unseen/shops/lamps.ts'
import { lingon } from './unseen/shops/lingon.ts'
import { oak } from './unseen/shops/oak.ts'
import { petals } from './unseen/shops/petals.ts'
import { posters } from './unseen/shops/posters.ts'
import { prints } from './unseen/shops/prints.ts'
import { records } from './unseen/shops/records.ts'
import { sheet } from './unseen/shops/sheet.ts'
import { soaps } from './unseen/shops/soaps.ts'
import { sofas } from './unseen/shops/sofas.ts'
import { surf } from './unseen/shops/surf.ts'
import { tea } from './unseen/shops/tea.ts'
import { tools } from './unseen/shops/tools.ts'
import { toys } from './unseen/shops/toys.ts'
import { trains } from './unseen/shops/trains.ts'
import { visit } from './unseen/shops/visit.ts'
import { wines } from './unseen/shops/wines.ts'
import { yarn } from './unseen/shops/yarn.ts'

/** Codes in the basket before, codes that are tried, what is said, codes in the basket after where one counts and where two do. */
interface Scenario {
  name: string
  earlier: string[]
  codes: string[]
  outcome: string
  left: [one: string[], two: string[]]
}

const scenarios: Scenario[] = [
  {
    name: 'a code that saves stays',
    earlier: [],
    codes: ['SAVE15'],
    outcome: 'applied',
    left: [['SAVE15'], ['SAVE15']],
  },
  {
    name: 'a code that saves nothing is taken out',
    earlier: [],
    codes: ['NICE'],
    outcome: 'noSaving',
    left: [[], []],
  },
  {
    name: 'a code that raises the total is taken out',
    earlier: [],
    codes: ['COSTS'],
    outcome: 'noSaving',
    left: [[], []],
  },
  {
    name: 'a refused code leaves everything as it was',
    earlier: [],
    codes: ['NOSUCH9'],
    outcome: 'rejected',
    left: [[], []],
  },
  {
    name: 'a smaller earlier discount makes way',
    earlier: ['OLD5'],
    codes: ['SAVE15'],
    outcome: 'applied',
    left: [['SAVE15'], ['OLD5', 'SAVE15']],
  },
  {
    name: 'a larger earlier discount is put back',
    earlier: ['OLD20'],
    codes: ['SAVE15'],
    outcome: 'noSaving',
    left: [['OLD20'], ['OLD20', 'SAVE15']],
  },
  {
    name: 'of two codes the best basket stays',
    earlier: [],
    codes: ['SAVE15', 'MORE4'],
    outcome: 'applied',
    left: [['SAVE15'], ['MORE4', 'SAVE15']],
  },
]

// The nineteen newest at first sight, 2026-11-24: 105 of 133 visits ended as they should, of the last five 32 of 35; 4 more left
// a code alone that stands where the field was, and no saving was said that was none.
const shops = {
  garden,
  tea,
  lamps,
  prints,
  soaps,
  kassa,
  bakery,
  records,
  tools,
  yarn,
  bikes,
  wines,
  toys,
  lingon,
  posters,
  cakes,
  trains,
  games,
  hleb,
  sofas,
  sheet,
  ink,
  oak,
  surf,
  petals,
}
const cases = Object.entries(shops).flatMap(([name, open]) =>
  scenarios.map((scenario) => ({ name: `${name}: ${scenario.name}`, open, scenario })),
)
type Case = (typeof cases)[number]

const VISITS_AT_ONCE = 14

/** One shopper's visit, and what it came to on the page and on the shop's server. */
async function shopAt({ open, scenario: { earlier, codes } }: Case) {
  const shop = open()
  for (const code of earlier) shop.till.put(code)
  const before = shop.till.totalMinor
  const { page, run, end } = await visit(shop)
  const result = await run(codes)
  const typed: Record<string, string> = {}
  for (const selector of Object.keys(shop.typed)) typed[selector] = await page.inputValue(selector)
  await end()
  return { shop, result, typed, fellBy: before - shop.till.totalMinor }
}

// A run is mostly waiting: visits overlap, and each test looks at one of them.
const visits = new Map<string, Awaited<ReturnType<typeof shopAt>>>()
beforeAll(async () => {
  const waiting = [...cases]
  await Promise.all(
    Array.from({ length: VISITS_AT_ONCE }, async () => {
      for (let next = waiting.shift(); next; next = waiting.shift()) visits.set(next.name, await shopAt(next))
    }),
  )
}, 240_000)

test.each(cases)('$name', ({ name, open, scenario: { earlier, outcome, left } }) => {
  const { shop, result, typed, fellBy } = visits.get(name)!
  const stacks = shop.till.slots > 1
  // A server that only says "something went wrong" has refused nothing: it can't be said.
  const wanted = outcome === 'rejected' && open === lamps ? 'unconfirmed' : outcome
  // A code that stands where the field was is not taken out to make room: it may be one that can't be typed again.
  if (earlier.length > 0 && (open === posters || open === trains)) {
    expect({ outcome: result.outcome, saved: result.savedMinor, codes: shop.till.codes }).toEqual({
      outcome: 'unsupported',
      saved: null,
      codes: earlier,
    })
    expect(shop.till.orders).toBe(0)
    return
  }
  // Where two codes count, an earlier one stays beside ours and both save.
  const saves = outcome === 'applied' || (stacks && earlier.length > 0)
  expect({ outcome: result.outcome, saved: result.savedMinor, codes: shop.till.codes.toSorted() }).toEqual({
    outcome: saves ? 'applied' : wanted,
    saved: saves ? fellBy : null,
    codes: left[stacks ? 1 : 0].toSorted(),
  })
  expect(typed).toEqual(shop.typed)
  expect(shop.till.orders).toBe(0)
})
