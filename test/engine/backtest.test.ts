import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Basket,
  DAY_MS,
  type Limits,
  type Line,
  type Offer,
  type Reward,
  type Segment,
} from '../../shared/contracts/index.ts'
import {
  addPurchase,
  effect,
  emptyProfile,
  explainOffer,
  type Had,
  type PastMember,
  type PastPurchase,
  planReplay,
  replayMember,
  settle,
  sumUp,
} from '../../shared/engine/index.ts'
import { idOf, NOW, offerOf, RULES, STORE, segmentOf } from './make.ts'

const FROM = NOW - 60 * DAY_MS
const rules = RULES
const OTHER_STORE = { ...STORE, id: idOf('sto', 7), merchantId: idOf('mer', 7) }

const draftOf = (change: Partial<Offer> = {}): Offer =>
  offerOf(99, { key: 'draft', state: 'draft', ...change })

const planOf = (draft: Offer, more: { offers?: Offer[]; segments?: Segment[] } = {}) =>
  planReplay(
    {
      programId: idOf('prg', 1),
      version: 1,
      rules,
      stores: [STORE, OTHER_STORE],
      segments: more.segments ?? [],
      offers: more.offers ?? [],
    },
    draft,
    { from: FROM, until: NOW },
  )

let made = 0
const purchase = (
  daysAgo: number,
  lines: Partial<Line>[] = [{}],
  more: Partial<PastPurchase> = {},
): PastPurchase => {
  made += 1
  const whole = lines.map((line) => ({
    sku: 'any',
    category: 'coffee',
    quantity: 1,
    amountMinor: 10_000,
    ...line,
  }))
  return {
    id: `pur_${String(made).padStart(8, '0')}`,
    storeId: STORE.id,
    purchasedAt: NOW - daysAgo * DAY_MS,
    currency: rules.currency,
    totalMinor: whole.reduce((sum, { amountMinor }) => sum + amountMinor, 0),
    shippingMinor: 0,
    discounted: false,
    coded: false,
    lines: whole,
    ...more,
  }
}

const memberOf = (purchases: PastPurchase[], more: Partial<PastMember> = {}): PastMember => ({
  enrolmentId: idOf('enr', 1),
  may: { personalOffers: true, interest: true },
  region: null,
  factsAt: () => ({ tier: null, plans: [] }),
  purchases,
  ...more,
})

const basketOf = ({ currency, totalMinor, shippingMinor, lines }: PastPurchase): Basket => ({
  currency,
  totalMinor,
  shippingMinor,
  lines: [...lines],
})

const percent: Reward = { kind: 'percentOff', percent: 10 }
const coffeeOff: Reward = { kind: 'percentOff', percent: 15, scope: { categories: ['coffee'] } }

/** Histories of a member, oldest first, some of it before the window. */
const histories = fc
  .array(
    fc.record({
      daysAgo: fc.integer({ min: 1, max: 200 }),
      category: fc.constantFrom('coffee', 'tea', 'cups'),
      amountMinor: fc.integer({ min: 1, max: 60_000 }),
      store: fc.constantFrom(STORE.id, STORE.id, OTHER_STORE.id),
      discounted: fc.boolean(),
    }),
    { maxLength: 25 },
  )
  .map((bought) =>
    bought
      .toSorted((a, b) => b.daysAgo - a.daysAgo)
      .map(({ daysAgo, category, amountMinor, store, discounted }) =>
        purchase(daysAgo, [{ category, amountMinor }], { storeId: store, discounted }),
      ),
  )

const regulars = segmentOf('regulars', {
  any: [
    { signal: 'purchaseCount', op: 'gte', value: 4 },
    { signal: 'daysSinceCategory', args: { category: 'coffee' }, op: 'lt', value: 20 },
  ],
})
const drafts = fc.constantFrom(
  draftOf({ reward: percent }),
  draftOf({ reward: coffeeOff, audience: { segments: ['regulars'] } }),
  draftOf({ reward: { kind: 'amountOff', amountMinor: 2_500 }, conditions: { minBasketMinor: 20_000 } }),
  draftOf({ reward: percent, conditions: { firstPurchase: true } }),
  draftOf({ reward: { kind: 'bonusPoints', points: 70, scope: { categories: ['tea'] } }, code: null }),
)

describe('replaying', () => {
  test('a purchase is judged by those before it, whatever came after', () => {
    fc.assert(
      fc.property(
        histories,
        histories,
        drafts,
        fc.integer({ min: 1, max: 200 }),
        (one, other, draft, cut) => {
          const plan = planOf(draft, { segments: [regulars] })
          const at = NOW - cut * DAY_MS
          const before = one.filter(({ purchasedAt }) => purchasedAt < at)
          const after = other.filter(({ purchasedAt }) => purchasedAt >= at)
          const upTo = (purchases: PastPurchase[]) =>
            replayMember(memberOf(purchases), plan).had.filter((had) => had.at < at)
          expect(upTo([...before, ...after])).toEqual(upTo(before))
        },
      ),
    )
  })

  test('it finds who the decision would have offered it to, and costs what the effects come to', () => {
    fc.assert(
      fc.property(histories, drafts, (purchases, draft) => {
        const plan = planOf(draft, { segments: [regulars] })
        const expected: { id: string; costMinor: number }[] = []
        purchases.forEach((one, i) => {
          if (one.purchasedAt < FROM || one.storeId !== STORE.id) return
          // Every profile from the beginning, by nothing but what stands before it.
          let profile = emptyProfile()
          for (const earlier of purchases.slice(0, i))
            profile = addPurchase(profile, { ...earlier, spendMinor: earlier.totalMinor }, rules.timeZone)
          const explained = explainOffer(
            {
              catalogue: plan.catalogue,
              storeId: STORE.id,
              locale: 'en',
              profile,
              member: { tier: null, plans: [] },
              enrolmentId: idOf('enr', 1),
              usage: { exhausted: new Set(), perMember: new Map() },
              basket: basketOf(one),
              interest: [],
              now: one.purchasedAt,
            },
            draft.id,
          )
          if (!explained?.eligible) return
          const worked = effect(draft.reward, basketOf(one), rules)
          const amount =
            worked.kind === 'points' ? worked.points : 'amountMinor' in worked ? worked.amountMinor : 0
          if (!amount) return
          const worth =
            worked.kind === 'points' ? Math.ceil((amount * rules.pointValueCentiMinor!) / 100) : amount
          expected.push({ id: one.id, costMinor: worth })
        })
        const { had } = replayMember(memberOf(purchases), plan)
        expect(had.map(({ purchaseId, costMinor }) => ({ id: purchaseId, costMinor }))).toEqual(expected)
      }),
    )
  })

  test('what was bought before the window, and elsewhere, makes the profile and is not counted', () => {
    const draft = draftOf({ reward: percent, audience: { segments: ['regulars'] } })
    const plan = planOf(draft, {
      segments: [segmentOf('regulars', { signal: 'purchaseCount', op: 'gte', value: 2 })],
    })
    const found = replayMember(
      memberOf([purchase(100), purchase(20, [{}], { storeId: OTHER_STORE.id }), purchase(10), purchase(5)]),
      plan,
    )
    expect(found.purchases).toBe(2)
    expect(found.had.map(({ at }) => at)).toEqual([NOW - 10 * DAY_MS, NOW - 5 * DAY_MS])
  })

  test('whoever has withdrawn personal offers is somebody whom nobody knows', () => {
    const draft = draftOf({ reward: percent, audience: { segments: ['regulars'] } })
    const plan = planOf(draft, {
      segments: [segmentOf('regulars', { signal: 'purchaseCount', op: 'gte', value: 1 })],
    })
    const may = { personalOffers: false, interest: true }
    expect(replayMember(memberOf([purchase(9), purchase(5)], { may }), plan).had).toEqual([])
    expect(replayMember(memberOf([purchase(9), purchase(5)]), plan).had).toHaveLength(1)
  })

  test('a tier counts from when it was held, a region from when it was known', () => {
    const tiered = planOf(draftOf({ reward: percent, audience: { segments: [], tiers: ['gold'] } }))
    const since = NOW - 7 * DAY_MS
    const gold = memberOf([purchase(9), purchase(5)], {
      factsAt: (at) => ({ tier: at >= since ? 'gold' : 'green', plans: [] }),
    })
    expect(replayMember(gold, tiered).had.map(({ at }) => at)).toEqual([NOW - 5 * DAY_MS])
    const regional = planOf(draftOf({ reward: percent, audience: { segments: ['north'] } }), {
      segments: [segmentOf('north', { signal: 'memberRegion', op: 'eq', value: 'SE-BD' })],
    })
    const northern = memberOf([purchase(9), purchase(5)], { region: { code: 'SE-BD', since } })
    expect(replayMember(northern, regional).had.map(({ at }) => at)).toEqual([NOW - 5 * DAY_MS])
  })

  test('what is bought after the window is no part of it, and what gains nothing uses nothing', () => {
    const plan = planOf(draftOf({ reward: percent }))
    const found = replayMember(
      memberOf([purchase(5, [{ amountMinor: 9 }]), purchase(4), purchase(0), purchase(-1)]),
      plan,
    )
    expect(found).toMatchObject({ purchases: 2, goodsMinor: 10_009 })
    expect(found.had.map(({ costMinor }) => costMinor)).toEqual([1_000])
  })

  test('lines without a category may be in scope or not: nobody can say', () => {
    const plan = planOf(draftOf({ reward: coffeeOff }))
    const unnamed = purchase(5, [{ sku: 'x' }])
    const { category: _, ...line } = unnamed.lines[0]!
    expect(replayMember(memberOf([{ ...unnamed, lines: [line] }]), plan)).toMatchObject({
      unread: 1,
      had: [],
    })
  })
})

describe('live offers in the way', () => {
  const against = (live: Partial<Offer>, draft: Partial<Offer> = {}) =>
    replayMember(
      memberOf([purchase(5)]),
      planOf(draftOf({ reward: percent, ...draft }), {
        offers: [offerOf(1, { key: 'live', ...live })],
      }),
    ).had[0]?.against.map(({ wins }) => wins)

  test('of two codes, the one that saves more wins', () => {
    expect(against({ reward: { kind: 'percentOff', percent: 20 } })).toEqual(['live'])
    expect(against({ reward: { kind: 'percentOff', percent: 5 } })).toEqual(['draft'])
  })

  test('points beside a code are in nobody’s way, unless one of them wants to be alone', () => {
    const points = { reward: { kind: 'bonusPoints', points: 10 } as Reward, code: null }
    expect(against(points)).toEqual([])
    expect(against(points, { stacking: { groups: [], alone: true, excludes: [] } })).toEqual(['draft'])
    expect(against({ ...points, stacking: { groups: [], alone: false, excludes: ['draft'] } })).toEqual([
      'draft',
    ])
  })

  test('one that does not fit the basket is in nobody’s way, one that begins tomorrow is', () => {
    expect(against({ conditions: { minBasketMinor: 20_000 } })).toEqual([])
    expect(against({ schedule: { startsAt: NOW + DAY_MS, endsAt: null } })).toHaveLength(1)
  })

  test('a live offer of the same key is the one that the draft replaces', () => {
    expect(against({ key: 'draft' })).toEqual([])
  })
})

describe('who would have bought anyway', () => {
  const anyway = (purchases: PastPurchase[], change: Partial<Offer> = {}) =>
    replayMember(memberOf(purchases), planOf(draftOf({ reward: coffeeOff, ...change }))).had.at(-1)?.anyway

  test('whoever bought it at full price in as many days before', () => {
    expect(anyway([purchase(64), purchase(5)])).toMatchObject({ fullPriceBefore: true })
    expect(anyway([purchase(66), purchase(5)])).toMatchObject({ fullPriceBefore: false })
    expect(anyway([purchase(20, [{}], { discounted: true }), purchase(5)])).toMatchObject({
      fullPriceBefore: false,
    })
    expect(anyway([purchase(20, [{ category: 'tea' }]), purchase(5)])).toMatchObject({
      fullPriceBefore: false,
    })
  })

  test('whoever was about to, by the rhythm of their purchases', () => {
    const week = { schedule: { startsAt: NOW, endsAt: NOW + 7 * DAY_MS } }
    // Every 30 days, and the last one 25 days before: due in five.
    const monthly = [purchase(120), purchase(90), purchase(60), purchase(30)]
    expect(anyway([...monthly, purchase(5)], week)).toMatchObject({ dueByRhythm: true })
    // To the day.
    expect(anyway([...monthly, purchase(7)], week)).toMatchObject({ dueByRhythm: true })
    expect(anyway([...monthly, purchase(8)], week)).toMatchObject({ dueByRhythm: false })
    expect(anyway([purchase(60), purchase(30), purchase(1)], week)).toMatchObject({ dueByRhythm: false })
  })
})

describe('limits', () => {
  const had = (at: number, costMinor: number, member = 1): Had => ({
    enrolmentId: idOf('enr', member),
    purchaseId: `pur_${String(at).padStart(4, '0')}_${member}`,
    storeId: STORE.id,
    at,
    goodsMinor: 10 * costMinor,
    givesMinor: costMinor,
    costMinor,
    costAtMost: false,
    anyway: { fullPriceBefore: false, dueByRhythm: false },
    against: [],
  })
  const settled = (some: Had[], limits: Limits, oneIn = 1) => settle(some, limits, () => [], oneIn)

  test('the first come have it, and each limit says when it first refused', () => {
    const { has, limits } = settled([had(3, 40), had(1, 50), had(2, 20), had(4, 10)], { budgetMinor: 80 })
    expect(has.map(({ at }) => at)).toEqual([1, 2, 4])
    expect(limits).toEqual([{ path: '/limits/budgetMinor', hitAt: 3, refused: 1 }])
  })

  test('no limit is passed, and nobody is refused for whom there was room', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(100), fc.integer({ min: 1, max: 50 }), fc.nat(3)), { maxLength: 40 }),
        fc.record(
          {
            perMember: fc.integer({ min: 1, max: 4 }),
            total: fc.integer({ min: 1, max: 20 }),
            budgetMinor: fc.integer({ min: 1, max: 400 }),
          },
          { requiredKeys: [] },
        ),
        (uses, limits) => {
          const some = uses.map(([at, costMinor, member], i) => ({
            ...had(at, costMinor, member),
            purchaseId: `pur_${i}`,
          }))
          const { has, limits: told } = settled(some, limits as Limits)
          const kept: Had[] = []
          for (const one of some.toSorted((a, b) => a.at - b.at || (a.purchaseId < b.purchaseId ? -1 : 1))) {
            const fits =
              kept.filter(({ enrolmentId }) => enrolmentId === one.enrolmentId).length <
                (limits.perMember ?? 1_000) &&
              kept.length < (limits.total ?? 1_000) &&
              kept.reduce((sum, { costMinor }) => sum + costMinor, one.costMinor) <=
                (limits.budgetMinor ?? 100_000)
            if (fits) kept.push(one)
          }
          expect(has).toEqual(kept)
          expect(told.reduce((sum, { refused }) => sum + refused, 0)).toBe(some.length - kept.length)
        },
      ),
    )
  })

  test('of a sample each stands for many in what is shared, and for themselves in what is not', () => {
    const some = [had(1, 10, 1), had(2, 10, 2), had(3, 10, 2), had(4, 10, 3)]
    expect(settled(some, { total: 25 }, 10).limits).toEqual([
      { path: '/limits/total', hitAt: 3, refused: 20 },
    ])
    expect(settled(some, { total: 25 }, 10).has.map(({ at }) => at)).toEqual([1, 2])
    expect(settled(some, { budgetMinor: 299 }, 10).has.map(({ at }) => at)).toEqual([1, 2])
    expect(settled(some, { perMember: 1 }, 10).has.map(({ at }) => at)).toEqual([1, 2, 4])
    const sums = sumUp([{ purchases: 4, goodsMinor: 400, unread: 0, had: some }], {}, () => [], 10, String)
    expect(sums).toMatchObject({
      bought: { purchases: 40, members: 10, goodsMinor: 4_000 },
      has: { purchases: 40, members: 30, costMinor: 400 },
    })
  })

  test('a cap counts by whom and by period, as it is told', () => {
    const caps: Limits['caps'] = [{ on: 'redemption', per: 'store', period: 'day', times: 1 }]
    const { has, limits } = settle(
      [had(1, 10), had(2, 10), had(11, 10)],
      { caps },
      ({ at }) => [String(Math.floor(at / 10))],
      1,
    )
    expect(has.map(({ at }) => at)).toEqual([1, 11])
    expect(limits).toEqual([{ path: '/limits/caps/0', hitAt: 2, refused: 1 }])
  })

  test('what it gives is told from the least to the most', () => {
    const some = [1, 2, 3, 4, 5].map((at) => had(at, at * 100, at === 5 ? 4 : at))
    const { gives } = sumUp([{ purchases: 5, goodsMinor: 0, unread: 0, had: some }], {}, () => [], 1, String)
    expect(gives?.perPurchase).toEqual({
      leastMinor: 100,
      lowerQuarterMinor: 200,
      medianMinor: 300,
      upperQuarterMinor: 400,
      mostMinor: 500,
    })
    expect(gives?.perMember.mostMinor).toBe(900)
  })
})
