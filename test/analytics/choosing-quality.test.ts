import { describe, expect, test } from 'vitest'
import { choosingQuality, type Occasion } from '../../shared/analytics/choosing-quality.ts'

/** Occasions of so many members, of five offers each, of which `taken` (by place, from 1) came true. */
const occasions = (
  members: number,
  takenOf: (member: number) => number[],
  offerOf = (_: number, place: number) => `off-${place}`,
): Occasion[] =>
  Array.from({ length: members }, (_, member) => ({
    member: `m${member}`,
    shownAt: member * 1000,
    offers: [1, 2, 3, 4, 5].map((place) => ({
      offerId: offerOf(member, place),
      place,
      takenAt: takenOf(member).includes(place) ? member * 1000 + 500 : null,
    })),
  }))

describe('how well offers are chosen', () => {
  test('what was taken stood first: 1, whatever chance would have made of it', () => {
    const { ndcg10, hitAt1, why } = choosingQuality(occasions(60, () => [1]))
    expect(why).toBeNull()
    expect(ndcg10?.shown).toEqual({ value: 1, low: 1, high: 1 })
    expect(hitAt1?.shown.value).toBe(1)
    expect(hitAt1?.random.value).toBeCloseTo(0.2, 12)
    // One of five: the mean of the discounts.
    const mean = [0, 1, 2, 3, 4].reduce((sum, rank) => sum + 1 / Math.log2(rank + 2), 0) / 5
    expect(ndcg10?.random.value).toBeCloseTo(mean, 12)
  })

  test('an order that has nothing to do with it is as good as chance', () => {
    const { hitAt1, ndcg10 } = choosingQuality(occasions(500, (member) => [1 + (member % 5)]))
    expect(hitAt1?.shown.value).toBeCloseTo(0.2, 9)
    expect(ndcg10?.shown.value).toBeCloseTo(ndcg10?.random.value ?? 0, 9)
    expect(ndcg10?.shown.low).toBeLessThan(ndcg10?.shown.value ?? 0)
  })

  test('popularity knows of what was taken before, and of nothing that came later', () => {
    // The offer that all take stands last.
    const { hitAt1 } = choosingQuality(occasions(100, () => [5]))
    expect(hitAt1?.shown.value).toBe(0)
    // At the first occasion nobody had taken anything: all five are alike.
    expect(hitAt1?.popularity.value).toBeCloseTo((99 + 0.2) / 100, 12)
    // An offer for each occasion alone: nobody could know.
    const unknown = choosingQuality(
      occasions(
        100,
        () => [5],
        (member, place) => `${member}-${place}`,
      ),
    )
    expect(unknown.hitAt1?.popularity.value).toBeCloseTo(0.2, 12)
  })

  test('the first that was taken, and every pair, are what the other metrics tell', () => {
    // Third and fifth of five.
    const { mrr, hitAt5, auc } = choosingQuality(occasions(60, () => [3, 5]))
    expect(mrr?.shown.value).toBeCloseTo(1 / 3, 12)
    expect(hitAt5?.shown.value).toBe(1)
    // Of six pairs, one is right: the third before the fourth.
    expect(auc?.shown.value).toBeCloseTo(1 / 6, 12)
    expect(auc?.random.value).toBeCloseTo(0.5, 12)
    // By chance two of five stand first at 1, 2, 3 and 4 with 0.4, 0.3, 0.2 and 0.1.
    expect(mrr?.random.value).toBeCloseTo(0.4 + 0.3 / 2 + 0.2 / 3 + 0.1 / 4, 12)
    const ten = occasions(60, () => [6]).map((one) => ({
      ...one,
      offers: Array.from({ length: 10 }, (_, at) => ({
        offerId: `off-${at}`,
        place: at + 1,
        takenAt: at === 5 ? one.shownAt + 500 : null,
      })),
    }))
    const sixth = choosingQuality(ten).hitAt5
    expect(sixth?.shown.value).toBe(0)
    expect(sixth?.random.value).toBeCloseTo(0.5, 12)
  })

  test('what a member took before is told from what others took, and lately from often', () => {
    const DAY = 86_400_000
    // Each has taken the fifth three times, a year before, and the fourth twice of late; they take the fourth again.
    const days = [0, 1, 2, 360, 361, 370]
    const taken = [5, 5, 5, 4, 4, 4]
    const own = Array.from({ length: 30 }, (_, member) =>
      days.map((day, at) => ({
        member: `m${member}`,
        shownAt: day * DAY + member * 1000,
        // Offers of their own: nobody else’s taking says anything.
        offers: [1, 2, 3, 4, 5].map((place) => ({
          offerId: `${member}-${place}`,
          place,
          takenAt: taken[at] === place ? day * DAY + member * 1000 + 500 : null,
        })),
      })),
    ).flat()
    const { hitAt1 } = choosingQuality(own)
    // The first is chance; the fifth then by both, until the fourth: at the second of it only lately knows.
    expect(hitAt1?.ownFrequency.value).toBeCloseTo((0.2 + 1 + 1) / 6, 12)
    expect(hitAt1?.ownRecency.value).toBeCloseTo((0.2 + 1 + 1 + 0 + 1 + 1) / 6, 12)
    expect(hitAt1?.popularity.value).toBeCloseTo(hitAt1?.ownFrequency.value ?? 0, 12)
    const shared = occasions(60, (member) => [1 + (member % 5)])
    const { hitAt1: stranger } = choosingQuality(shared)
    // Members who come once have no past.
    expect(stranger?.ownFrequency.value).toBeCloseTo(0.2, 12)
  })

  test('too few, or no order to judge, is said', () => {
    expect(choosingQuality([])).toMatchObject({ why: 'nothingYet', ndcg10: null })
    expect(choosingQuality(occasions(60, () => [1, 2, 3, 4, 5]))).toMatchObject({
      why: 'nothingYet',
      occasions: 0,
    })
    expect(choosingQuality(occasions(49, () => [1]))).toMatchObject({
      why: 'tooFew',
      occasions: 49,
      members: 49,
    })
    const ofOne = occasions(60, () => [1]).map((one) => ({ ...one, member: 'm' }))
    expect(choosingQuality(ofOne)).toMatchObject({ why: 'tooFew', members: 1 })
  })

  test('the same occasions give the same figures, in whatever order they come', () => {
    const given = occasions(80, (member) => [1 + ((member * 7) % 5)])
    expect(choosingQuality([...given].reverse()).ndcg10?.shown.value).toBeCloseTo(
      choosingQuality(given).ndcg10?.shown.value ?? 0,
      12,
    )
  })
})
