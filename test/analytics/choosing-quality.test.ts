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
