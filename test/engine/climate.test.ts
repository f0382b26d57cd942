import { expect, test } from 'vitest'
import { Region } from '../../shared/contracts/index.ts'
import { climateBandOf, hemisphereOf, seasonOf } from '../../shared/engine/climate.ts'
import { BANDS, SEASONAL, SOUTH, TROPICS } from '../../shared/engine/climate-regions.ts'

const codesIn = (list: string) => list.split(/\s+/)
const banded = Object.values(BANDS).flatMap(codesIn)

/** What CLDR names beside the countries of ISO 3166-1: groups, reserved codes, and countries that are no more. */
const NO_COUNTRIES =
  'AC AN BU CP CQ CS DD DG DY EA EU EZ FX HV IC NH QO RH SU TA TP UK UN VD XA XB YD YU ZR ZZ'.split(' ')

test('every country has one climate, and every line of the table is a region', () => {
  const names = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
  const letters = Array.from({ length: 26 }, (_, n) => String.fromCharCode(65 + n))
  const countries = letters
    .flatMap((one) => letters.map((other) => one + other))
    .filter((code) => names.of(code) !== undefined && !NO_COUNTRIES.includes(code))
  expect(countries.filter((code) => climateBandOf(code) === null)).toEqual([])
  expect(new Set(banded).size).toBe(banded.length)
  for (const list of [banded, codesIn(SOUTH), codesIn(TROPICS), codesIn(SEASONAL)])
    for (const code of list) {
      expect(Region.safeParse(code).success, code).toBe(true)
      expect(climateBandOf(code.slice(0, 2)), code).not.toBeNull()
    }
})

test.each([
  ['NO', 'cold', 'north'],
  ['NO-46', 'temperate', 'north'],
  ['DK', 'temperate', 'north'],
  ['RU-MOW', 'cold', 'north'],
  ['US-AK', 'cold', 'north'],
  ['US-TX', 'warm', 'north'],
  ['CA-BC', 'temperate', 'north'],
  ['CA-NU', 'polar', 'north'],
  ['AU-TAS', 'temperate', 'south'],
  ['AU-NT', 'hot', 'south'],
  ['GL', 'polar', 'north'],
  ['SG', 'hot', 'north'],
  ['AR-V', 'cold', 'south'],
] as const)('%s is %s, in the %s', (region, band, side) => {
  expect(climateBandOf(region)).toBe(band)
  expect(hemisphereOf(region)).toBe(side)
})

test('the year turns the other way round in the south, and not at all between the tropics', () => {
  const year = (region: string) => [1, 4, 7, 10].map((month) => seasonOf(region, month))
  expect(year('SE')).toEqual(['winter', 'spring', 'summer', 'autumn'])
  expect(year('NZ')).toEqual(['summer', 'autumn', 'winter', 'spring'])
  expect(year('AU-NT')).toEqual(['none', 'none', 'none', 'none'])
  expect([2, 3, 5, 6, 8, 9, 11, 12].map((month) => seasonOf('SE', month))).toEqual([
    'winter',
    'spring',
    'spring',
    'summer',
    'summer',
    'autumn',
    'autumn',
    'winter',
  ])
  expect(seasonOf('ZZ', 1)).toBeNull()
})
