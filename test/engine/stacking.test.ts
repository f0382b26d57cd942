import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Basket,
  BestCombination,
  needsCode,
  type Offer,
  OfferPolicy,
  type ProgramRules,
  type Reward,
  type Stacking,
} from '../../shared/contracts/index.ts'
import { compileOffer } from '../../shared/engine/compile-offer.ts'
import { discountPerUnit, rewardBasket } from '../../shared/engine/effect.ts'
import type { Purse } from '../../shared/engine/reward.ts'
import { emptyScopes, tallyBasket } from '../../shared/engine/scope.ts'
import { ofUnit } from '../../shared/engine/spread.ts'
import { checkCause, checkStacking, combine, shareOut } from '../../shared/engine/stacking/index.ts'
import { basketOf, idOf, line, offerOf, RULES } from './make.ts'

type Policy = Partial<OfferPolicy>

const rulesOf = (policy: Policy): ProgramRules => ({ ...RULES, offers: OfferPolicy.parse(policy) })

/** Offers worked out on a basket and combined, as a decision does it. */
function combined(offers: readonly Offer[], basket: Basket, policy: Policy = {}, purse: Purse | null = null) {
  const rules = rulesOf(policy)
  const index = emptyScopes()
  const items = offers.map((offer) => compileOffer(offer, [], null, index, rules))
  const tally = tallyBasket(basket, index)
  const candidates = items.map((item) => ({
    item,
    amount: item.spec.amount(item.offer.reward, rewardBasket(item, tally, index), rules, purse),
  }))
  return { candidates, rules, ...combine(candidates, tally, index, rules) }
}

const best = (offers: readonly Offer[], basket: Basket, policy: Policy = {}) =>
  combined(offers, basket, policy).best
const keysOf = (offers: readonly Offer[], basket: Basket, policy: Policy = {}) =>
  combined(offers, basket, policy).given.map(({ offer }) => offer.key)

const stacking = (more: Partial<Stacking>): Partial<Offer> => ({
  stacking: { groups: [], alone: false, excludes: [], ...more },
})
const many: Policy = { codesAtOnce: 'many' }
const basket = basketOf([line('coffee', 10_000), line('tea', 6_000)], { shippingMinor: 4_900 })

describe('the best combination', () => {
  const coffee = offerOf(1, {
    reward: { kind: 'percentOff', percent: 50, scope: { categories: ['coffee'] } },
  })
  const whole = offerOf(2, { reward: { kind: 'percentOff', percent: 10 } })
  const amount = offerOf(3, { reward: { kind: 'amountOff', amountMinor: 1_000 } })
  const delivery = offerOf(4, { reward: { kind: 'freeShipping' } })
  const double = offerOf(5, { reward: { kind: 'pointsMultiplier', factor: 2 }, code: null })

  test('lines first, then percentages of what is left, then amounts, delivery and points', () => {
    expect(best([double, delivery, amount, whole, coffee], basket, many)).toEqual({
      offerIds: [coffee, whole, amount, delivery, double].map(({ id }) => id),
      savesMinor: 5_000 + 1_100 + 1_000 + 4_900,
      points: 160,
      worthMinor: 12_000 + 160 * 5,
      isExact: true,
      mostMinor: 12_800,
    })
  })

  test('one code at a checkout: the one that saves most, and the points with it', () => {
    expect(keysOf([amount, whole, coffee, delivery, double], basket)).toEqual(['offer-1', 'offer-5'])
  })

  test('codes of a group that stacks are typed together', () => {
    const groups = [{ key: 'pair', name: 'Pair', mode: 'stack' as const }]
    const pair = [amount, delivery].map((offer) => ({ ...offer, ...stacking({ groups: ['pair'] }) }))
    expect(keysOf([coffee, ...pair], basket, { groups })).toEqual(['offer-3', 'offer-4'])
    expect(keysOf([coffee, ...pair], basket)).toEqual(['offer-1'])
  })

  test.each(['best', 'inOrder'] as const)('a group of mode %s lets one through', (mode) => {
    const groups = [{ key: 'one', name: 'One', mode }]
    const of = (offer: Offer, priority: number) => ({ ...offer, ...stacking({ groups: ['one'] }), priority })
    const offers = [of(coffee, 10), of(amount, 90), delivery]
    expect(keysOf(offers, basket, { groups, ...many })).toEqual([
      mode === 'best' ? 'offer-1' : 'offer-3',
      'offer-4',
    ])
    // The first in order gives nothing here, so the next one is let through.
    const nothing = of(
      offerOf(9, { reward: { kind: 'fixedPrice', priceMinor: 99_000, scope: { categories: ['tea'] } } }),
      100,
    )
    expect(keysOf([nothing, ...offers], basket, { groups, ...many })).toContain(
      mode === 'best' ? 'offer-1' : 'offer-3',
    )
  })

  test('alone is alone, and an exclusion holds whichever side says it', () => {
    const alone = { ...coffee, ...stacking({ alone: true }) }
    expect(keysOf([alone, amount], basket, many)).toEqual(['offer-1'])
    expect(keysOf([alone, amount, whole, delivery], basket, many)).toEqual(['offer-2', 'offer-3', 'offer-4'])
    const shy = { ...amount, ...stacking({ excludes: ['offer-1'] }) }
    expect(keysOf([coffee, shy], basket, many)).toEqual(['offer-1'])
    expect(keysOf([shy, coffee], basket, many)).toEqual(['offer-1'])
  })

  test('what adds nothing is not used: a second free delivery, and money off what is free', () => {
    const again = { ...delivery, id: idOf('off', 6), key: 'offer-6' }
    const free = offerOf(7, { reward: { kind: 'percentOff', percent: 100 } })
    expect(keysOf([delivery, again], basket, many)).toEqual(['offer-4'])
    expect(keysOf([again, delivery], basket, many)).toEqual(['offer-6'])
    expect(keysOf([amount, free], basket, many)).toEqual(['offer-7'])
    expect(best([], basket)).toMatchObject({ offerIds: [], savesMinor: 0, isExact: true, mostMinor: 0 })
  })

  test('a gift counts as what it is worth, not as money saved', () => {
    const gift = offerOf(8, { reward: { kind: 'gift', sku: 'CUP', name: 'Cup', worthMinor: 9_000 } })
    expect(best([coffee, gift], basket)).toEqual({
      offerIds: [gift.id],
      savesMinor: 0,
      points: 0,
      worthMinor: 9_000,
      isExact: true,
      mostMinor: 9_000,
    })
  })

  test('one’s own points are no saving, so no combination is better for them', () => {
    const own = offerOf(9, { reward: { kind: 'payWithPoints', unit: 'points', maxPercent: 50 } })
    const { given, candidates } = combined([own, amount], basket, many, { points: 1_000 })
    expect(candidates[0]!.amount).toBe(5_000)
    expect(given.map(({ offer }) => offer.key)).toEqual(['offer-3'])
  })

  test('the floor holds for each line, and what the whole basket gives falls on what is left above it', () => {
    const found = combined([coffee, amount], basket, { ...many, floorPercent: 60 })
    // The coffee may go down by 4,000 and the tea by 2,400.
    expect(found.best.savesMinor).toBe(5_000)
    expect(shareOut(found)).toEqual({
      perOffer: [
        { offerId: coffee.id, savesMinor: 4_000 },
        { offerId: amount.id, savesMinor: 1_000 },
      ],
      perLine: [4_000, 1_000],
    })
  })

  test('what a line can’t give twice is not counted twice where offers are chosen between', () => {
    const of = (n: number, percent: number, category: string, excludes: string[] = []) =>
      offerOf(n, {
        reward: { kind: 'percentOff', percent, scope: { categories: [category] } },
        ...stacking({ excludes }),
      })
    // Of the coffee 400 are left, though the second offer asks for 410; the third gives 404.
    const given = basketOf([line('coffee', 1_000), line('tea', 1_010)])
    const offers = [of(1, 60, 'coffee'), of(2, 41, 'coffee', ['offer-3']), of(3, 40, 'tea')]
    expect(keysOf(offers, given, many)).toEqual(['offer-1', 'offer-3'])
  })

  test('a percentage of what is left is less where much is gone already', () => {
    const most = offerOf(1, {
      reward: { kind: 'percentOff', percent: 90, scope: { categories: ['coffee', 'tea'] } },
    })
    const fifth = offerOf(2, {
      reward: { kind: 'percentOff', percent: 50 },
      ...stacking({ excludes: ['offer-3'] }),
    })
    expect(keysOf([fifth, amount], basket, many)).toEqual(['offer-2'])
    expect(keysOf([most, fifth, amount], basket, many)).toEqual(['offer-1', 'offer-3'])
  })

  test('the margin that has to be kept bounds all discounts on goods, not the delivery', () => {
    const policy = { ...many, marginPercent: 30, keepMarginPercent: 10 }
    expect(best([coffee, amount, delivery], basket, policy).savesMinor).toBe(3_200 + 4_900)
  })

  test('a basket read without lines is combined by what can be said of it', () => {
    const total: Basket = { currency: 'SEK', totalMinor: 20_900, shippingMinor: 4_900, lines: [] }
    expect(best([coffee, whole, delivery], total, many).savesMinor).toBe(1_600 + 4_900)
  })
})

const aScope = fc.subarray(['coffee', 'tea', 'wine'], { minLength: 1 }).map((categories) => ({ categories }))
const aReward: fc.Arbitrary<Reward> = fc.oneof(
  fc.record({ kind: fc.constant('percentOff' as const), percent: fc.integer({ min: 1, max: 100 }) }),
  fc.record({
    kind: fc.constant('percentOff' as const),
    percent: fc.integer({ min: 1, max: 100 }),
    scope: aScope,
    maxMinor: fc.integer({ min: 1, max: 5_000 }),
  }),
  fc.record({ kind: fc.constant('amountOff' as const), amountMinor: fc.integer({ min: 1, max: 6_000 }) }),
  fc.record({
    kind: fc.constant('amountOff' as const),
    amountMinor: fc.integer({ min: 1, max: 6_000 }),
    scope: aScope,
  }),
  fc.record({
    kind: fc.constant('fixedPrice' as const),
    priceMinor: fc.integer({ min: 0, max: 2_000 }),
    scope: aScope,
  }),
  fc.record({
    kind: fc.constant('cheapestFree' as const),
    of: fc.integer({ min: 2, max: 3 }),
    scope: aScope,
  }),
  fc.record({ kind: fc.constant('freeShipping' as const) }),
  fc.record({ kind: fc.constant('bonusPoints' as const), points: fc.integer({ min: 1, max: 500 }) }),
  fc.record({
    kind: fc.constant('gift' as const),
    sku: fc.constant('CUP'),
    name: fc.constant('Cup'),
    worthMinor: fc.integer({ min: 1, max: 3_000 }),
  }),
)

const GROUPS = [
  { key: 'best', name: 'Best', mode: 'best' as const },
  { key: 'stack', name: 'Stack', mode: 'stack' as const },
  { key: 'order', name: 'Order', mode: 'inOrder' as const },
]

const offersOf = (least: number, most: number): fc.Arbitrary<Offer[]> =>
  fc
    .array(
      fc.record({
        reward: aReward,
        groups: fc.oneof(
          { weight: 4, arbitrary: fc.constant<string[]>([]) },
          fc.constantFrom<string[]>(['best'], ['stack'], ['order'], ['stack', 'best']),
        ),
        alone: fc.oneof({ weight: 9, arbitrary: fc.constant(false) }, fc.constant(true)),
        excludes: fc.array(fc.integer({ min: 0, max: most }), { maxLength: 3 }),
        priority: fc.integer({ min: 0, max: 3 }),
      }),
      { minLength: least, maxLength: most },
    )
    .map((given) =>
      given.map(({ reward, groups, alone, excludes, priority }, n) =>
        offerOf(n, {
          reward,
          priority,
          code: needsCode(reward.kind) ? { kind: 'minted', prefix: 'AB' } : null,
          stacking: { groups, alone, excludes: excludes.map((other) => `offer-${other}`) },
        }),
      ),
    )

const aBasket: fc.Arbitrary<Basket> = fc
  .array(
    fc.record({
      category: fc.constantFrom('coffee', 'tea', 'wine', 'milk'),
      amountMinor: fc.integer({ min: 0, max: 9_999 }),
      quantity: fc.integer({ min: 1, max: 4 }),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .map((lines) =>
    basketOf(
      lines.map(({ category, amountMinor, quantity }) =>
        line(category, amountMinor, { quantity, brand: 'x' }),
      ),
      { shippingMinor: 4_900 },
    ),
  )

const aPolicy: fc.Arbitrary<Policy> = fc.record({
  groups: fc.constant(GROUPS),
  codesAtOnce: fc.constantFrom('one' as const, 'many' as const),
  floorPercent: fc.constantFrom(0, 0, 33, 50, 90),
  keepMarginPercent: fc.constantFrom(null, null, 0, 17),
  marginPercent: fc.constant(30),
})

/** Whether two offers go together, read straight from the rules. */
function goTogether(a: Offer, b: Offer, { codesAtOnce }: OfferPolicy): boolean {
  const both = a.stacking.groups.filter((key) => b.stacking.groups.includes(key))
  if (a.stacking.alone || b.stacking.alone) return false
  if (a.stacking.excludes.includes(b.key) || b.stacking.excludes.includes(a.key)) return false
  if (both.includes('best') || both.includes('order')) return false
  return codesAtOnce === 'many' || a.code === null || b.code === null || both.includes('stack')
}

type Worked = { offer: Offer; amount: number }

/** What a set is worth in hundredths, unit by unit, on nothing but the definition. */
function naiveWorth(set: readonly Worked[], { lines }: Basket, rules: ProgramRules): number {
  const { floorPercent, marginPercent, keepMarginPercent } = rules.offers
  const goods = lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0)
  const scoped = set.filter(
    ({ offer: { reward } }) => 'scope' in reward && reward.scope && reward.kind !== 'bonusPoints',
  )
  let off = 0
  let mostOff = 0
  lines.forEach(({ amountMinor, quantity }, at) => {
    let cap = 0
    for (let unit = 0; unit < quantity; unit += 1) {
      const price = ofUnit(amountMinor, quantity, unit)
      cap += price - Math.ceil((price * floorPercent) / 100)
    }
    mostOff += cap
    const asked = scoped.reduce(
      (sum, { offer, amount }) => sum + discountPerUnit(offer.reward, lines, amount)[at]!,
      0,
    )
    off += Math.min(cap, asked)
  })
  let left = goods - off
  const inTurn = [...set].sort(
    (a, b) => b.offer.priority - a.offer.priority || (a.offer.id < b.offer.id ? -1 : 1),
  )
  for (const { offer } of inTurn)
    if (offer.reward.kind === 'percentOff' && !offer.reward.scope)
      left -= Math.floor((left * offer.reward.percent) / 100)
  for (const { offer } of inTurn)
    if (offer.reward.kind === 'amountOff' && !offer.reward.scope)
      left -= Math.min(left, offer.reward.amountMinor)
  const keep =
    keepMarginPercent === null ? goods : Math.floor((goods * (marginPercent - keepMarginPercent)) / 100)
  let centi = Math.min(goods - left, mostOff, keep) * 100
  if (set.some(({ offer }) => offer.reward.kind === 'freeShipping')) centi += 490_000
  for (const { offer } of set) {
    if (offer.reward.kind === 'bonusPoints') centi += offer.reward.points * 500
    if (offer.reward.kind === 'gift') centi += offer.reward.worthMinor * 100
  }
  return centi
}

/** The best of all subsets that are allowed. */
function bruteForce(worked: readonly Worked[], basket: Basket, rules: ProgramRules): number {
  const giving = worked.filter((one) => one.amount > 0 && naiveWorth([one], basket, rules) > 0)
  const inTurn = [...giving].sort(
    (a, b) => b.offer.priority - a.offer.priority || (a.offer.id < b.offer.id ? -1 : 1),
  )
  const first = inTurn.find(({ offer }) => offer.stacking.groups.includes('order'))
  const let_ = giving.filter((one) => one === first || !one.offer.stacking.groups.includes('order'))
  let most = 0
  for (let set = 0; set < 2 ** let_.length; set += 1) {
    const chosen = let_.filter((_, at) => set & (1 << at))
    if (chosen.every((a, i) => chosen.every((b, j) => i >= j || goTogether(a.offer, b.offer, rules.offers))))
      most = Math.max(most, naiveWorth(chosen, basket, rules))
  }
  return most
}

const workedOf = ({ candidates }: ReturnType<typeof combined>): Worked[] =>
  candidates.flatMap(({ item, amount }) => (amount === null ? [] : [{ offer: item.offer, amount }]))

function isBest(offers: Offer[], basket: Basket, policy: Policy): void {
  const found = combined(offers, basket, policy)
  const worked = workedOf(found)
  const used = worked.filter(({ offer }) => found.best.offerIds.includes(offer.id))
  const centi = naiveWorth(used, basket, found.rules)
  expect(centi).toBe(bruteForce(worked, basket, found.rules))
  expect(found.best.worthMinor).toBe(Math.floor(centi / 100))
  expect(found.best).toMatchObject({ isExact: true, mostMinor: found.best.worthMinor })
  expect(BestCombination.parse(found.best)).toEqual(found.best)
}

describe('against all subsets', () => {
  test('no allowed combination is worth more', () => {
    fc.assert(
      fc.property(offersOf(1, 10), aBasket, aPolicy, (offers, given, policy) =>
        isBest(offers, given, policy),
      ),
      { numRuns: 300 },
    )
  })

  test('nor of sixteen offers', () => {
    fc.assert(
      fc.property(offersOf(15, 16), aBasket, aPolicy, (offers, given, policy) =>
        isBest(offers, given, policy),
      ),
      { numRuns: 4 },
    )
  }, 60_000)

  test('what is combined goes together, every offer of it adds something, and the order of asking does not matter', () => {
    fc.assert(
      fc.property(offersOf(1, 20), aBasket, aPolicy, (offers, given, policy) => {
        const found = combined(offers, given, policy)
        const worked = workedOf(found).filter(({ offer }) => found.best.offerIds.includes(offer.id))
        for (const a of worked)
          for (const b of worked)
            if (a !== b) expect(goTogether(a.offer, b.offer, found.rules.offers)).toBe(true)
        const all = naiveWorth(worked, given, found.rules)
        for (const one of worked)
          expect(
            naiveWorth(
              worked.filter((other) => other !== one),
              given,
              found.rules,
            ),
          ).toBeLessThan(all)
        const other = combined([...offers].reverse(), given, policy)
        expect(other.best.worthMinor).toBe(found.best.worthMinor)
      }),
      { numRuns: 300 },
    )
  })

  test('no unit goes below its floor, no line below what it costs, and the parts sum to the whole', () => {
    fc.assert(
      fc.property(offersOf(1, 20), aBasket, aPolicy, (offers, given, policy) => {
        const found = combined(offers, given, policy)
        const { perLine, perOffer } = shareOut(found)
        const { floorPercent, keepMarginPercent, marginPercent } = found.rules.offers
        const shipping = found.given.some(({ shippingMinor }) => shippingMinor > 0) ? 4_900 : 0
        const off = perLine.reduce((sum, part) => sum + part, 0)
        expect(off + shipping).toBe(found.best.savesMinor)
        expect(perOffer.reduce((sum, one) => sum + one.savesMinor, 0)).toBe(found.best.savesMinor)
        given.lines.forEach(({ amountMinor, quantity }, at) => {
          for (let unit = 0; unit < quantity; unit += 1) {
            const price = ofUnit(amountMinor, quantity, unit)
            const paid = price - ofUnit(perLine[at]!, quantity, unit)
            expect(paid * 100).toBeGreaterThanOrEqual(price * floorPercent)
            expect(paid).toBeLessThanOrEqual(price)
          }
        })
        if (keepMarginPercent !== null)
          expect(off * 100).toBeLessThanOrEqual(given.totalMinor * (marginPercent - keepMarginPercent))
      }),
      { numRuns: 300 },
    )
  })
})

/** Twenty offers on fifty lines, in groups of three that exclude each other: as many maximal sets as there can be. */
function hardest(count: number): { offers: Offer[]; basket: Basket } {
  const lines = Array.from({ length: 50 }, (_, at) => line(`c${at % 17}`, 1_000 + ((at * 7_919) % 9_000)))
  const offers = Array.from({ length: count }, (_, n) =>
    offerOf(n, {
      reward: {
        kind: 'percentOff',
        percent: 20 + ((n * 37) % 60),
        scope: { categories: Array.from({ length: 9 }, (_, k) => `c${(n * 5 + k * (1 + (n % 3))) % 17}`) },
      },
      ...stacking({
        excludes: [0, 1, 2].map((k) => `offer-${n - (n % 3) + k}`).filter((key) => key !== `offer-${n}`),
      }),
    }),
  )
  return { offers, basket: basketOf(lines) }
}

describe('effort', () => {
  test('twenty offers in triples that exclude each other are searched in few steps', () => {
    const { offers, basket: given } = hardest(20)
    const found = combined(offers, given, many)
    expect(found.best.isExact).toBe(true)
    expect(found.best.offerIds.length).toBeGreaterThan(4)
    // There are 3^6 * 2 = 1,458 maximal sets.
    expect(found.nodes).toBeLessThan(2_500)
  })

  test('nor do alike offers, which no bound tells apart, make it look at a set twice', () => {
    const offers = hardest(20).offers.map((offer, n) => ({
      ...offer,
      reward: { kind: 'percentOff' as const, percent: 5 + (n % 3) },
    }))
    expect(combined(offers, hardest(20).basket, many).nodes).toBeLessThan(2_500)
  })

  test('more than twenty that go with all others are no search', () => {
    const offers = Array.from({ length: 60 }, (_, n) =>
      offerOf(n, { reward: { kind: 'amountOff', amountMinor: n + 1 } }),
    )
    const found = combined(offers, basket, many)
    expect(found.best).toMatchObject({ isExact: true, savesMinor: (60 * 61) / 2 })
    expect(found.nodes).toBe(0)
  })

  test.each([30, 200])('%i that exclude each other are bounded, and it says so', (count) => {
    const { offers, basket: given } = hardest(count)
    const found = combined(offers, given, many)
    expect(found.best.isExact).toBe(false)
    expect(found.best.mostMinor).toBeGreaterThanOrEqual(found.best.worthMinor)
    expect(found.best.mostMinor).toBeLessThanOrEqual(given.totalMinor)
    for (const a of found.given)
      for (const b of found.given) if (a !== b) expect(a.offer.stacking.excludes).not.toContain(b.offer.key)
    expect(found.nodes).toBeLessThan(2_500)
  })
})

describe('what a merchant may write', () => {
  const policy = OfferPolicy.parse({ groups: GROUPS })
  const check = (more: Partial<Stacking>) =>
    checkStacking({ key: 'mine', stacking: { groups: [], alone: false, excludes: [], ...more } }, policy, [
      'mine',
      'other',
    ]).map(({ path }) => path)

  test('groups that exist, one of them exclusive, and offers that exist', () => {
    expect(check({ groups: ['stack', 'best'], excludes: ['other'] })).toEqual([])
    expect(check({ groups: ['best', 'order'] })).toEqual(['/stacking/groups/1'])
    expect(check({ groups: ['gone', 'stack', 'stack'] })).toEqual([
      '/stacking/groups/0',
      '/stacking/groups/2',
    ])
    expect(check({ excludes: ['mine', 'nobody'] })).toEqual(['/stacking/excludes/0', '/stacking/excludes/1'])
    expect(check({ alone: true, excludes: ['other'] })).toEqual(['/stacking/excludes'])
  })

  test('a cause that takes gifts', () => {
    const reward: Reward = { kind: 'donationMatch', cause: 'woods', percent: 100, scope: { skus: ['GIFT'] } }
    expect(checkCause({ reward }, ['woods'])).toEqual([])
    expect(checkCause({ reward }, ['sea'])).toMatchObject([{ path: '/reward/cause' }])
    expect(checkCause({ reward: { kind: 'freeShipping' } }, [])).toEqual([])
  })
})
