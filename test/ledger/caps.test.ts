import { describe, expect, test } from 'vitest'
import type { Cap } from '../../shared/contracts/index.ts'
import { capPlaces } from '../../shared/ledger/index.ts'

const ZONE = 'Europe/Stockholm'
const user = { enrolmentId: 'enr', storeId: 'sto', offerId: 'off', code: 'FIKA' }
const cap = (per: Cap['per'], period: Cap['period']): Cap => ({ on: 'redemption', per, period, times: 1 })
const placeOf = (per: Cap['per'], period: Cap['period'], at: number) =>
  capPlaces([cap(per, period)], user, at, ZONE)[0]

describe('a place in a cap', () => {
  test('is of the day of the programme’s zone, not of Greenwich’s', () => {
    // 23:30 and 00:30 in Stockholm, an hour apart: two days there, one in Greenwich.
    const late = placeOf('member', 'day', Date.UTC(2026, 0, 10, 22, 30))
    const early = placeOf('member', 'day', Date.UTC(2026, 0, 10, 23, 30))
    expect(late?.slice(2)).toEqual([Date.UTC(2026, 0, 9, 23), Date.UTC(2026, 0, 10, 23)])
    expect(early?.slice(2)).toEqual([Date.UTC(2026, 0, 10, 23), Date.UTC(2026, 0, 11, 23)])
  })

  test('of a day on which the clock changes is as long as that day', () => {
    const [, , startsAt, endsAt] = placeOf('member', 'day', Date.UTC(2026, 9, 25, 12)) ?? []
    expect((endsAt as number) - (startsAt as number)).toBe(25 * 3_600_000)
  })

  test('of a week begins on Monday', () => {
    const sunday = placeOf('offer', 'week', Date.UTC(2026, 10, 22, 12))
    const monday = placeOf('offer', 'week', Date.UTC(2026, 10, 23, 12))
    expect(sunday?.[3]).toBe(Date.UTC(2026, 10, 22, 23))
    expect(monday?.[2]).toBe(Date.UTC(2026, 10, 22, 23))
  })

  test('of all time has no end', () => {
    expect(placeOf('offer', 'ever', 1)).toEqual(placeOf('offer', 'ever', Date.UTC(2200, 0, 1)))
  })

  test('is whose the cap says; only the household is left to be looked up', () => {
    const who = (per: Cap['per']) => placeOf(per, 'ever', 1)?.[1]
    expect([who('member'), who('store'), who('offer'), who('code'), who('household')]).toEqual([
      'enr',
      'sto',
      'off',
      'code:FIKA',
      null,
    ])
  })
})
