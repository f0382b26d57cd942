import { expect, test } from 'vitest'
import { presets } from '../../shared/presets/program-of.ts'
import { Till } from './till.ts'

/** Seattle's summer time, which the programme's days are of from 8 March to 1 November 2026. */
const at = (day: string, time = '12:00') => Date.parse(`${day}T${time}-07:00`)
const till = () => new Till('starbucks-2026', at('2026-03-10'))

const stars = (result: ReturnType<Till['buy']>) => result.given[0]?.amount ?? 0

test('$100 earns 100 Stars as Green, 120 as Gold and 170 as Reserve', () => {
  const member = till()
  expect(stars(member.buy(at('2026-03-11'), 100_00))).toBe(100)
  expect(stars(member.buy(at('2026-03-12'), 400_00))).toBe(400)
  expect(member.tier(at('2026-03-12'))).toBe('gold')
  expect(stars(member.buy(at('2026-03-13'), 100_00))).toBe(120)
  // 620 so far; 1,880 more at 1.2 a dollar.
  expect(stars(member.buy(at('2026-03-14'), 1_566_67))).toBe(1880)
  expect(member.tier(at('2026-03-14'))).toBe('reserve')
  expect(stars(member.buy(at('2026-03-15'), 100_00))).toBe(170)
})

test('one Star short of Gold is Green', () => {
  const member = till()
  member.buy(at('2026-03-11'), 499_99)
  expect(member.tier(at('2026-03-11'))).toBe('green')
  member.buy(at('2026-03-12'), 1_00)
  expect(member.tier(at('2026-03-12'))).toBe('gold')
})

test('a part of a Star is not given: $5.45 as Gold is 6', () => {
  const member = till()
  member.buy(at('2026-03-11'), 500_00)
  expect(stars(member.buy(at('2026-03-12'), 5_45))).toBe(6)
})

test('Stars of more than 12 months ago no longer count, and Gold lasts 12 months', () => {
  const member = till()
  member.buy(at('2026-03-11'), 300_00)
  member.buy(at('2027-03-11'), 200_00)
  expect(member.tier(at('2027-03-11'))).toBe('green')
  member.buy(at('2027-04-01'), 300_00)
  expect(member.tier(at('2027-04-01'))).toBe('gold')
  expect(member.tier(at('2028-04-01', '23:59'))).toBe('gold')
  expect(member.tier(at('2028-04-02', '00:00'))).toBe('green')
})

test('Stars that a Green member earned in March are gone on 1 October', () => {
  const member = till()
  member.buy(at('2026-03-20'), 10_00)
  member.buy(at('2026-03-25'), 15_00)
  expect(member.expiries(at('2026-03-26'), 'points')).toEqual([{ amount: 25, at: at('2026-10-01', '00:00') }])
  expect(member.has(at('2026-09-30', '23:59'), 'points').available).toBe(25)
  expect(member.has(at('2026-10-01', '00:00'), 'points').available).toBe(0)
})

test('a purchase in the month that ends keeps a Green member’s Stars for another month', () => {
  const member = till()
  member.buy(at('2026-03-20'), 25_00)
  member.buy(at('2026-09-30'), 1_00)
  expect(member.has(at('2026-10-01', '00:00'), 'points').available).toBe(26)
  expect(member.has(at('2026-10-31', '23:59'), 'points').available).toBe(26)
  // The Star of September has a clock of its own.
  expect(member.has(at('2026-11-01', '00:00'), 'points').available).toBe(1)
})

test('a Gold member’s Stars do not expire while they are Gold', () => {
  const member = till()
  member.buy(at('2026-03-20'), 500_00)
  expect(member.has(at('2026-10-01', '00:00'), 'points').available).toBe(500)
  expect(member.has(at('2027-03-20'), 'points').available).toBe(500)
  expect(member.tier(at('2027-03-21', '00:00'))).toBe('green')
  // As Green again they are counted anew: six months, to the end of the month.
  expect(member.has(at('2027-09-30', '23:59'), 'points').available).toBe(500)
  expect(member.has(at('2027-10-01', '00:00'), 'points').available).toBe(0)
})

test('25, 60, 100, 200, 300 and 400 Stars buy something', () => {
  const preset = presets().find(({ key }) => key === 'starbucks-2026')!
  expect(preset.rewards.map(({ price }) => price)).toEqual(
    [25, 60, 100, 200, 300, 400].map((amount) => ({ unit: 'points', amount })),
  )
  const two = preset.rewards.find(({ price }) => price.amount === 60)!
  expect(two.goods).toMatchObject({ kind: 'code', discount: { kind: 'amountOff', amountMinor: 2_00 } })
  const member = till()
  member.buy(at('2026-03-20'), 99_99)
  expect(member.spend(at('2026-03-21'), 'points', 100)).toBe(false)
  expect(member.spend(at('2026-03-21'), 'points', 60)).toBe(true)
  expect(member.has(at('2026-03-21'), 'points').available).toBe(39)
})

test('the card pays what is on it, and the coffee earns all the same', () => {
  const member = till()
  member.topUp(at('2026-03-20'), 25_00)
  expect(member.spend(at('2026-03-21'), 'storedValue', 5_45)).toBe(true)
  expect(stars(member.buy(at('2026-03-21'), 5_45))).toBe(5)
  expect(member.has(at('2031-03-21'), 'storedValue').available).toBe(19_55)
  expect(member.spend(at('2031-03-22'), 'storedValue', 19_56)).toBe(false)
})

test('money put on a gift card earns nothing before it is spent', () => {
  const lines = [{ sku: 'card', category: 'Gift cards', amountMinor: 50_00 }]
  expect(till().buy(at('2026-03-20'), lines).explained[0]?.why).toBe('notInScope')
})
