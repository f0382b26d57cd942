import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Balance, DAY_MS, type Profile, type Session } from '../../shared/contracts/index.ts'
import { itemsIn } from '../../shared/engine/index.ts'
import * as signals from '../../shared/engine/signals/index.ts'
import { textOf } from '../data/csv.ts'
import { loadHistory } from '../data/history.ts'
import { figuresFromCompleteJourney, figuresFromCsv, type IndependentFigures } from '../data/independent.ts'
import { apiOf } from '../demo/api.ts'
import { contextOf } from '../engine/make.ts'
import { openSmallWorld } from './small-world.ts'

type Enrolment = { balance: Balance; profile: Profile; segments: string[] }

/** A folder without the real history: what a clone elsewhere has. */
const NOWHERE = import.meta.dirname

describe.each([
  ['the history that is at hand', undefined],
  ['the synthetic history', NOWHERE],
])('points, profile and segments of the demo’s household, from %s', (_, sharedDir) => {
  let world: Awaited<ReturnType<typeof openSmallWorld>>
  let books: Enrolment
  let figures: IndependentFigures
  let now: number

  beforeAll(async () => {
    world = await openSmallWorld(sharedDir ? { sharedDir } : {})
    const { worker, demo } = world
    const { storeId, apiKey } = demo.merchants.tallboda
    const { deviceId, deviceSecret, household } = demo.member
    const { enrolmentId } = await apiOf(worker.url).post<Session>('/sessions', {
      deviceId,
      deviceSecret,
      storeId,
    })
    books = await apiOf(worker.url, apiKey).get(`/enrolments/${enrolmentId}`)
    now = Date.now()
    figures =
      demo.history.dir === null
        ? figuresFromCsv({ csv: await syntheticCsv(demo.history.madeAt), member: household, now })
        : figuresFromCompleteJourney({
            dir: demo.history.dir,
            household,
            shiftWeeks: demo.history.shiftWeeks,
            now,
          })
  })
  afterAll(() => world.stop())

  test('its purchases were counted and summed', () => {
    const { purchases, spendMinor, firstAt, lastAt } = books.profile
    expect({ purchases, spendMinor, firstAt, lastAt }).toEqual({
      purchases: figures.purchases,
      spendMinor: figures.spendMinor,
      firstAt: figures.firstAt,
      lastAt: figures.lastAt,
    })
    expect(figures.purchases).toBeGreaterThan(10)
  })

  test('what segments are made of says the same', () => {
    const context = contextOf({
      profile: books.profile,
      now,
      timeZone: 'America/New_York',
      currency: 'USD',
    })
    const coffee = { category: 'coffee' }
    expect({
      spend90DaysMinor: signals.spendInWindow.compute(context, { days: 90 }),
      averageOrderMinor: signals.averageOrderValue.compute(context, {}),
      daysSinceCoffee: signals.daysSinceCategory.compute(context, coffee),
    }).toEqual({
      spend90DaysMinor: figures.spend90DaysMinor,
      averageOrderMinor: figures.averageOrderMinor,
      daysSinceCoffee: figures.daysSinceCoffee,
    })
    expect(signals.categoryShare.compute(context, coffee)).toBeCloseTo(figures.coffeeShareSlow, 9)
  })

  test('its coffee was followed', () => {
    const coffee = books.profile.categories.coffee!
    expect(coffee.purchases).toBe(figures.coffeePurchases)
    expect(new Date(coffee.firstAt).toISOString().slice(0, 10)).toBe(figures.coffeeFirstDay)
    expect(new Date(coffee.lastAt).toISOString().slice(0, 10)).toBe(figures.coffeeLastDay)
    expect(coffee.slow / books.profile.slow).toBeCloseTo(figures.coffeeShareSlow, 9)
    expect(coffee.fast / books.profile.fast).toBeCloseTo(figures.coffeeShareFast, 9)
  })

  test('each of its purchases fell on a weekday and a part of the day, and the latest held a known product', () => {
    const { weekdays, dayparts, purchases, discounted, products, lastAt } = books.profile
    const sum = (counts: readonly number[]) => counts.reduce((all, count) => all + count, 0)
    expect([sum(weekdays), sum(dayparts)]).toEqual([purchases, purchases])
    expect(discounted).toBeLessThanOrEqual(purchases)
    const latest = Math.max(...[...itemsIn(products).values()].map((item) => item.lastAt))
    expect(latest).toBe(lastAt)
  })

  test('its points are what the receipts earn, pending while they can be returned', () => {
    const { available, pending } = books.balance
    expect({ available, pending }).toEqual({
      available: figures.points - figures.pointsPending,
      pending: figures.pointsPending,
    })
    expect(figures.points).toBeGreaterThan(0)
  })

  test('its segments follow from the figures', () => {
    // Above the share at which the segment begins, so that its other condition has no say.
    expect(figures.coffeeShareSlow).toBeGreaterThan(0.05)
    const expected = [
      ...(figures.spend90DaysMinor >= 6_000 ? ['big-spenders'] : []),
      'coffee-lovers',
      ...((now - figures.lastAt) / DAY_MS >= 60 ? ['lapsed'] : []),
      // By its list.
      'tasting-panel',
    ]
    // What follows from rhythm and from everybody's fifths is held elsewhere.
    const others = ['overdue', 'champions']
    expect(books.segments.filter((key) => !others.includes(key)).sort()).toEqual(expected)
  })
})

/** The same file that the seed uploaded, with households in place of member numbers. */
async function syntheticCsv(now: number): Promise<string> {
  const { csv } = await loadHistory({
    sharedDir: NOWHERE,
    now,
    memberNumberOf: (household) => household,
    maxHouseholds: 40,
  })
  return textOf(csv)
}
