import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Offer, Reward } from '../../shared/contracts/index.ts'
import { decide } from '../../shared/engine/index.ts'
import { tallyBasket } from '../../shared/engine/scope.ts'
import { bestCombination } from '../../shared/engine/stacking/index.ts'
import { basketOf, inputOf, line, offerOf, RULES } from './make.ts'

const basket = basketOf([line('coffee', 60_000), line('tea', 40_000)])

const bestOver = (offers: Offer[], rules = RULES) => decide(inputOf(offers, { basket }, { rules })).best!

/** What a reward on the whole basket comes to. */
function amountOf({ reward }: Offer): number {
  if (reward.kind === 'percentOff') return Math.floor((100_000 * reward.percent) / 100)
  if (reward.kind === 'amountOff') return Math.min(100_000, reward.amountMinor)
  if (reward.kind === 'gift') return reward.worthMinor
  return reward.kind === 'bonusPoints' ? reward.points : 0
}

const gift = (worthMinor: number): Reward => ({ kind: 'gift', sku: 'MUG', name: 'Mug', worthMinor })
const many = { ...RULES, offers: { ...RULES.offers, codesAtOnce: 'many' as const } }

test('of more offers than are tried together the bound holds: all of them together are worth no more', () => {
  const gifts = Array.from({ length: 30 }, (_, n) => offerOf(n, { reward: gift(100_000) }))
  const best = bestOver(gifts, many)
  expect(best.isExact).toBe(false)
  expect(best.mostMinor).toBeGreaterThanOrEqual(3_000_000)
})

test('offers that nothing is saved by crowd out none that do', () => {
  const early = Array.from({ length: 25 }, (_, n) =>
    offerOf(n, {
      reward: {
        kind: 'donationMatch',
        cause: 'trees',
        percent: 1000,
        scope: { categories: ['coffee'] },
      },
      code: null,
    }),
  )
  const half = offerOf(99, { reward: { kind: 'percentOff', percent: 50 } })
  expect(bestOver([...early, half])).toMatchObject({ savesMinor: 50_000, isExact: true })
})

test('points that nobody has given a worth still count, the more the better', () => {
  const rules = { ...RULES, pointValueCentiMinor: null }
  const offers = Array.from({ length: 25 }, (_, n) =>
    offerOf(n, { reward: { kind: 'bonusPoints', points: 10 + n }, code: null }),
  )
  const best = bestOver(offers, rules)
  expect(best.isExact).toBe(false)
  // The twenty with most points: 15 to 34.
  expect(best.points).toBe(490)
})

test('whatever is found among many is no more than what they could be worth, and no less than the best alone', () => {
  const aReward: fc.Arbitrary<Reward> = fc.oneof(
    fc.record({ kind: fc.constant('percentOff' as const), percent: fc.integer({ min: 1, max: 60 }) }),
    fc.record({ kind: fc.constant('amountOff' as const), amountMinor: fc.integer({ min: 1, max: 90_000 }) }),
    fc.integer({ min: 1, max: 90_000 }).map(gift),
    fc.record({ kind: fc.constant('bonusPoints' as const), points: fc.integer({ min: 1, max: 9_000 }) }),
  )
  fc.assert(
    fc.property(fc.array(aReward, { minLength: 21, maxLength: 40 }), fc.boolean(), (rewards, isMany) => {
      const offers = rewards.map((reward, n) =>
        offerOf(n, { reward, ...(reward.kind === 'bonusPoints' && { code: null }) }),
      )
      const rules = isMany ? many : RULES
      const best = bestOver(offers, rules)
      expect(best.mostMinor).toBeGreaterThanOrEqual(best.worthMinor)
      for (const offer of offers)
        expect(bestOver([offer], rules).worthMinor).toBeLessThanOrEqual(best.worthMinor)
      // Looked at by itself, with nothing left out, no combination is worth more than the bound that was told.
      const { catalogue } = inputOf(offers, {}, { rules })
      const candidates = [...catalogue.offers.values()].map((item) => ({
        item,
        amount: amountOf(item.offer),
      }))
      const all = bestCombination(candidates, tallyBasket(basket, catalogue.scopes), catalogue.scopes, rules)
      expect(all.worthMinor).toBeLessThanOrEqual(best.mostMinor)
    }),
    { numRuns: 60 },
  )
})
