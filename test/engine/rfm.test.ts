import { describe, expect, test } from 'vitest'
import { fifthOf, rfmScore } from '../../shared/engine/index.ts'

describe('a value among the cuts', () => {
  test.each([
    ['at or below the first', [10, 20, 30, 40], 10, 1],
    ['between', [10, 20, 30, 40], 25, 3],
    ['at a cut it still belongs to the lower fifth', [10, 20, 30, 40], 40, 4],
    ['above the last', [10, 20, 30, 40], 41, 5],
    ['all alike are the middle', [1, 1, 1, 1], 1, 3],
    ['three fifths alike are the middle of them', [1, 1, 1, 4], 1, 2],
    ['and who is above them is above', [1, 1, 1, 4], 2, 4],
  ])('%s', (_, cuts, value, fifth) => expect(fifthOf(cuts, value)).toBe(fifth))
})

describe('a score', () => {
  const cuts = {
    recencyDays: [7, 14, 30, 90],
    purchases: [1, 2, 4, 8],
    spendMinor: [1000, 2000, 4000, 8000],
    members: 100,
    cutAt: 0,
  }
  test('lately, often and much are 5', () => {
    const best = { recencyDays: 0, purchases: 20, spendMinor: 50_000 }
    expect(rfmScore(cuts, best)).toEqual({ recency: 5, frequency: 5, monetary: 5 })
  })
  test('long ago, once and little are 1', () => {
    const last = { recencyDays: 400, purchases: 1, spendMinor: 10 }
    expect(rfmScore(cuts, last)).toEqual({ recency: 1, frequency: 1, monetary: 1 })
  })
  test('who has never bought, and a programme without cuts, cannot be scored', () => {
    expect(rfmScore(cuts, { recencyDays: null, purchases: 0, spendMinor: 0 })).toBeNull()
    expect(rfmScore(null, { recencyDays: 1, purchases: 1, spendMinor: 100 })).toBeNull()
  })
})
