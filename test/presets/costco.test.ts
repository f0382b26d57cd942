import { expect, test } from 'vitest'
import { breakEven } from '../../shared/ledger/plans/break-even.ts'
import { subscribed } from './subscribed.ts'
import { Till } from './till.ts'

/** Standard time on the west coast, as on every New Year. */
const at = (day: string, time = '12:00') => Date.parse(`${day}T${time}-08:00`)
const executive = () => new Till('costco', at('2026-01-10')).join('executive', at('2026-01-10'))

test('$62,500 in a year comes back as $1,250 once, as stored value', () => {
  const member = executive()
  for (let month = 1; month <= 10; month += 1)
    member.buy(at(`2026-${String(month).padStart(2, '0')}-15`), 6_250_00)
  expect(member.has(at('2026-12-31', '23:59'), 'storedValue')).toEqual({ available: 0, pending: 1_250_00 })
  expect(member.has(at('2027-01-01', '00:00'), 'storedValue')).toEqual({ available: 1_250_00, pending: 0 })
})

test('what is above $1,250 is cut off, and said so', () => {
  const member = executive()
  member.buy(at('2026-02-01'), 62_000_00)
  const { given, explained } = member.buy(at('2026-03-01'), 1_000_00)
  expect(given[0]).toMatchObject({ amount: 10_00, cut: { amount: 10_00, cap: 'perPeriod' } })
  expect(explained[0]?.why).toBe('capped')
  const more = member.buy(at('2026-04-01'), 500_00)
  expect(more.given[0]).toMatchObject({ amount: 0, cut: { amount: 10_00, cap: 'perPeriod' } })
  expect(member.has(at('2027-01-01'), 'storedValue').available).toBe(1_250_00)
})

test('the next membership year has a cap of its own', () => {
  const member = executive()
  member.buy(at('2026-12-01'), 70_000_00)
  expect(member.buy(at('2027-01-09'), 100_00).given[0]?.amount).toBe(0)
  expect(member.buy(at('2027-01-10'), 100_00).given[0]?.amount).toBe(2_00)
})

test('$15,000 gives $300, and petrol and tobacco give nothing', () => {
  const member = executive()
  expect(member.buy(at('2026-02-01'), 15_000_00).given[0]?.amount).toBe(300_00)
  const lines = [
    { sku: 'tyres', category: 'Tyres', amountMinor: 400_00 },
    { sku: '95', category: 'Gasoline', amountMinor: 60_00 },
    { sku: 'pipe', category: 'Tobacco', amountMinor: 40_00 },
  ]
  expect(member.buy(at('2026-02-02'), lines).given[0]?.amount).toBe(8_00)
})

test('a Gold Star member gets no reward', () => {
  const member = new Till('costco', at('2026-01-10')).join('gold-star', at('2026-01-10'))
  const { given, explained } = member.buy(at('2026-02-01'), 62_500_00)
  expect(given).toEqual([])
  expect(explained[0]?.why).toBe('notInPlan')
})

test('$6,500 of purchases pays the Executive fee back; $3,000 of them by December does not', () => {
  const { plan, subscription, zone } = subscribed('costco', 'executive', at('2026-01-10'))
  const meter = (spentMinor: number) => {
    const earned = executive().buy(at('2026-02-01'), spentMinor).given[0]!.amount
    return breakEven(
      plan,
      subscription,
      [{ kind: 'yearlyReward', amountMinor: earned }],
      at('2026-12-10'),
      zone,
    )
  }
  expect(meter(6_500_00)).toMatchObject({
    feeMinor: 130_00,
    savedMinor: 130_00,
    netMinor: 0,
    verdict: 'paid',
  })
  expect(meter(3_000_00)).toMatchObject({ savedMinor: 60_00, netMinor: -70_00, verdict: 'behind' })
})
