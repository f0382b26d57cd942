import { expect, test } from 'vitest'
import { breakEven } from '../../shared/ledger/plans/break-even.ts'
import { subscribed } from './subscribed.ts'
import { Till } from './till.ts'

/** Standard time on the west coast, as in every January, February and the first days of March. */
const at = (day: string, time = '12:00') => Date.parse(`${day}T${time}-08:00`)
const member = () => new Till('rei', at('2026-01-05')).join('member', at('2026-01-05'))

test('$500 at full price is a dividend of $50 in March of the next year', () => {
  const till = member()
  till.buy(at('2026-02-10'), 500_00)
  // This March pays for last year.
  expect(till.has(at('2026-03-01'), 'storedValue')).toEqual({ available: 0, pending: 50_00 })
  expect(till.has(at('2027-02-28', '23:59'), 'storedValue')).toEqual({ available: 0, pending: 50_00 })
  expect(till.has(at('2027-03-01', '00:00'), 'storedValue')).toEqual({ available: 50_00, pending: 0 })
})

test('a whole year is paid at once, the next one a year later', () => {
  const till = member()
  till.buy(at('2026-01-06'), 100_00)
  till.buy(at('2026-12-31', '23:59'), 200_00)
  till.buy(at('2027-01-01', '00:00'), 400_00)
  expect(till.has(at('2027-03-01'), 'storedValue')).toEqual({ available: 30_00, pending: 40_00 })
  expect(till.has(at('2028-03-01'), 'storedValue').available).toBe(70_00)
})

test('it is gone after the second January, and used before what comes later', () => {
  const till = member()
  till.buy(at('2026-06-01'), 500_00)
  till.buy(at('2027-06-01'), 100_00)
  expect(till.expiries(at('2027-06-02'), 'storedValue')).toEqual([
    { amount: 50_00, at: at('2029-01-04', '00:00') },
    { amount: 10_00, at: at('2030-01-04', '00:00') },
  ])
  expect(till.spend(at('2028-03-02'), 'storedValue', 20_00)).toBe(true)
  expect(till.has(at('2029-01-03', '23:59'), 'storedValue').available).toBe(40_00)
  expect(till.has(at('2029-01-04', '00:00'), 'storedValue').available).toBe(10_00)
})

test('what was on sale, a gift card and a repair are not eligible', () => {
  const { given } = member().buy(at('2026-02-10'), [
    { sku: 'tent', category: 'Camping', amountMinor: 300_00 },
    { sku: 'boots', category: 'Footwear', amountMinor: 80_00, beforeDiscountMinor: 100_00 },
    { sku: 'card', category: 'Gift cards', amountMinor: 50_00 },
    { sku: 'tune', category: 'Services', amountMinor: 60_00 },
  ])
  expect(given).toMatchObject([{ unit: 'storedValue', amount: 30_00 }])
})

test('who is no member gets no dividend', () => {
  expect(new Till('rei', at('2026-01-05')).buy(at('2026-02-10'), 500_00).given).toEqual([])
})

test('$300 of gear pays the $30 back, which are paid once for life', () => {
  const { plan, subscription, zone } = subscribed('rei', 'member', at('2026-01-05'))
  expect(subscription).toMatchObject({ termEndsAt: null, feeMinor: 30_00 })
  const dividend = member().buy(at('2026-02-10'), 300_00).given[0]!.amount
  const meter = breakEven(
    plan,
    subscription,
    [{ kind: 'dividend', amountMinor: dividend }],
    at('2027-03-02'),
    zone,
  )
  expect(meter).toMatchObject({ savedMinor: 30_00, netMinor: 0, verdict: 'paid' })
})
