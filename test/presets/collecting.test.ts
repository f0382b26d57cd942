import { describe, expect, test } from 'vitest'
import { sayBirthMonth } from '../../shared/ledger/birthday.ts'
import { presets } from '../../shared/presets/program-of.ts'
import { Till } from './till.ts'

const utc = (day: string, time = '20:00') => Date.parse(`${day}T${time}Z`)
const priceOf = (preset: string) => presets().find(({ key }) => key === preset)!.rewards[0]!.price

describe('stamps', () => {
  const drinks = (quantity: number, amountMinor = quantity * 2_15) => [
    { sku: 'americano', category: 'Drinks', quantity, amountMinor },
  ]

  test('nine paid drinks make the tenth free', () => {
    const card = new Till('stamps', utc('2026-01-01'))
    for (const [day, cups] of [
      ['05', 1],
      ['06', 3],
      ['07', 4],
    ] as const)
      card.buy(utc(`2026-01-${day}`), drinks(cups))
    const { unit, amount } = priceOf('stamps')
    expect(card.spend(utc('2026-01-08'), unit, amount)).toBe(false)
    card.buy(utc('2026-01-08'), drinks(1))
    expect(card.spend(utc('2026-01-09'), unit, amount)).toBe(true)
    expect(card.has(utc('2026-01-09'), 'stamps')).toEqual({ available: 0, pending: 0 })
  })

  test('the free one earns no stamp, and what is no drink none either', () => {
    const card = new Till('stamps', utc('2026-01-01'))
    const { given } = card.buy(utc('2026-01-10'), [
      ...drinks(1, 0),
      ...drinks(2),
      { sku: 'bun', category: 'Bakery', quantity: 5, amountMinor: 15_00 },
    ])
    expect(given).toMatchObject([{ unit: 'stamps', amount: 2, perLine: [0, 2, 0] }])
  })

  test('stamps do not expire', () => {
    const card = new Till('stamps', utc('2026-01-01'))
    card.buy(utc('2026-01-05'), drinks(8))
    expect(card.has(utc('2046-01-05'), 'stamps').available).toBe(8)
  })
})

describe('points', () => {
  test('$500 is 500 points, which are $10 once nothing can be returned any more', () => {
    const member = new Till('points', utc('2026-01-01'))
    member.buy(utc('2026-02-01'), 500_00)
    const { unit, amount } = priceOf('points')
    expect(member.has(utc('2026-03-02'), 'points')).toEqual({ available: 0, pending: 500 })
    expect(member.spend(utc('2026-03-03'), unit, amount)).toBe(true)
  })

  test('the birthday month brings 250 at its start', () => {
    const member = new Till('points', utc('2026-01-01'))
    const { standing } = member.book
    member.book.standing = sayBirthMonth(standing, 6, utc('2026-01-02'), member.rules.timeZone)
    expect(member.has(utc('2026-06-01', '06:59'), 'points').available).toBe(0)
    expect(member.has(utc('2026-06-01', '07:00'), 'points').available).toBe(250)
  })

  test('twelve months without buying or redeeming, and they are gone; a purchase keeps them all', () => {
    const quiet = new Till('points', utc('2026-01-01'))
    quiet.buy(utc('2026-02-01'), 500_00)
    // The clock starts when they can be used, 30 days later, and ends with its day.
    expect(quiet.has(utc('2027-03-03'), 'points').available).toBe(500)
    expect(quiet.has(utc('2027-03-05'), 'points').available).toBe(0)

    const back = new Till('points', utc('2026-01-01'))
    back.buy(utc('2026-02-01'), 500_00)
    back.buy(utc('2027-02-01'), 1_00)
    expect(back.has(utc('2028-02-01'), 'points').available).toBe(501)
  })
})

describe('tiers', () => {
  test('$350 in a year makes 1.25 points a dollar, to the end of the next year', () => {
    const member = new Till('tiers', utc('2026-01-01'))
    expect(member.buy(utc('2026-02-01'), 349_99).given[0]?.amount).toBe(349)
    expect(member.tier(utc('2026-02-01'))).toBe('insider')
    member.buy(utc('2026-02-02'), 1)
    expect(member.tier(utc('2026-02-02'))).toBe('silver')
    expect(member.buy(utc('2026-02-03'), 100_00).given[0]?.amount).toBe(125)
    expect(member.tier(utc('2028-01-01', '07:59'))).toBe('silver')
    expect(member.tier(utc('2028-01-01', '08:00'))).toBe('insider')
  })

  test('$1,000 makes 1.5, and what last year counted is not counted again', () => {
    const member = new Till('tiers', utc('2026-01-01'))
    member.buy(utc('2026-02-01'), 1_000_00)
    expect(member.tier(utc('2026-02-01'))).toBe('rouge')
    expect(member.buy(utc('2026-02-02'), 100_00).given[0]?.amount).toBe(150)
    member.buy(utc('2027-05-01'), 400_00)
    expect(member.tier(utc('2027-12-31'))).toBe('rouge')
    // Earned anew in 2027: the second step, and that to the end of 2028.
    expect(member.tier(utc('2028-01-01', '08:00'))).toBe('silver')
    expect(member.tier(utc('2029-01-01', '08:00'))).toBe('insider')
  })
})
