import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { LotState } from '../../shared/ledger/book.ts'
import { draw, restore } from '../../shared/ledger/spend.ts'
import { lotOf } from './day-make.ts'
import { at } from './time.ts'

const wanted = (amount: number) =>
  ({ unit: 'points', amount, reason: 'spend', toAccount: 'spent', reference: 's', sourceId: null }) as const
const drawn = (lots: readonly LotState[], amount: number) =>
  draw(lots, wanted(amount))?.map((posting) => [posting.lotId, posting.amount]) ?? null

const lots = [
  lotOf('never-2'),
  lotOf('march', { expiresAt: at('2027-03-01') }),
  lotOf('never-1'),
  lotOf('january-2', { expiresAt: at('2027-01-01') }),
  lotOf('january-1', { expiresAt: at('2027-01-01'), remaining: 30 }),
]

test('what runs out soonest is drawn first, then the lot that is older, and what never does last', () => {
  const order = [
    ['january-1', 30],
    ['january-2', 100],
    ['march', 100],
    ['never-1', 100],
  ]
  expect(drawn(lots, 430)).toEqual([...order, ['never-2', 100]])
  expect(drawn(lots.toReversed(), 250)).toEqual([...order.slice(0, 2), ['march', 100], ['never-1', 20]])
  expect(drawn(lots, 431)).toBeNull()
})

test('only what can be used of the unit is drawn', () => {
  const others = [
    lotOf('pending', { state: 'pending', expiresAt: at('2026-02-01') }),
    lotOf('stamps', { unit: 'stamps', expiresAt: at('2026-02-01') }),
    lotOf('empty', { remaining: 0, expiresAt: at('2026-02-01') }),
  ]
  expect(drawn([...others, lotOf('mine')], 100)).toEqual([['mine', 100]])
  expect(drawn(others, 1)).toBeNull()
})

test('no lot is drawn from while one that runs out sooner has something left', () => {
  const some = fc.array(fc.record({ remaining: fc.nat(50), end: fc.option(fc.nat(5)) }), { maxLength: 8 })
  fc.assert(
    fc.property(some, fc.nat(300), (given, amount) => {
      const made = given.map(({ remaining, end }, n) =>
        lotOf(`lot-${n}`, { remaining, expiresAt: end === null ? null : at('2027-01-01') + end }),
      )
      const total = made.reduce((sum, lot) => sum + lot.remaining, 0)
      const parts = draw(made, wanted(amount))
      expect(parts === null).toBe(amount > total)
      if (parts === null) return
      const of = new Map(parts.map((part) => [part.lotId, part.amount]))
      expect([...of.values()].reduce((sum, part) => sum + part, 0)).toBe(amount)
      const ends = (lot: LotState) => lot.expiresAt ?? Number.POSITIVE_INFINITY
      const touched = Math.max(...made.filter(({ id }) => of.has(id)).map(ends))
      for (const lot of made) if (ends(lot) < touched) expect(of.get(lot.id) ?? 0).toBe(lot.remaining)
    }),
    { seed: 20261123 },
  )
})

test('it goes back where it came from, last drawn first, and no more than that', () => {
  const parts = [
    { unit: 'points' as const, lotId: 'soon', amount: 30 },
    { unit: 'storedValue' as const, lotId: 'money', amount: 500 },
    { unit: 'points' as const, lotId: 'late', amount: 40 },
  ]
  const back = (amount: number) =>
    restore(parts, 'points', amount, { reference: 'r', sourceId: 'ret' }).map((one) => [
      one.lotId,
      one.amount,
    ])
  expect(back(50)).toEqual([
    ['late', 40],
    ['soon', 10],
  ])
  expect(back(1_000)).toEqual([
    ['late', 40],
    ['soon', 30],
  ])
})
