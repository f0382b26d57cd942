import { expect, test } from 'vitest'
import { MAX_AMOUNT } from '../../shared/contracts/index.ts'
import { saleGifts } from '../../shared/ledger/sale-shares.ts'
import { programOf } from '../../shared/presets/program-of.ts'
import { Till } from './till.ts'

const at = (day: string) => Date.parse(`${day}T12:00Z`)
const { rules, rewards, causes } = programOf({ preset: 'values' })!

test('1% of each sale goes to nature, whatever was earned by it', () => {
  expect(saleGifts(rules.saleShares, 1_250_00)).toEqual([{ cause: 'nature', amountMinor: 12_50 }])
})

test('a share is rounded down, and less than an öre is nothing', () => {
  expect(saleGifts(rules.saleShares, 1_99)).toEqual([{ cause: 'nature', amountMinor: 1 }])
  expect(saleGifts(rules.saleShares, 99)).toEqual([])
  expect(saleGifts([{ cause: 'nature', basisPoints: 3_333 }], MAX_AMOUNT)).toEqual([
    { cause: 'nature', amountMinor: 333_300_000_000 },
  ])
})

test('of a sale of which half came back, half the share is left', () => {
  expect(saleGifts(rules.saleShares, 1_250_00 / 2)).toEqual([{ cause: 'nature', amountMinor: 6_25 }])
})

test('1,000 kr are 100 points, and 100 points are 10 kr for either cause', () => {
  const member = new Till('values', at('2026-01-01'))
  member.buy(at('2026-02-01'), 1_000_00)
  const [give] = rewards
  expect(give?.goods).toEqual({ kind: 'donation', causes: [], amountMinor: 10_00 })
  expect(causes.map(({ key }) => key)).toEqual(['nature', 'neighbours'])
  expect(member.spend(at('2026-02-14'), 'points', 100)).toBe(false)
  expect(member.spend(at('2026-02-15'), give!.price.unit, give!.price.amount)).toBe(true)
})
