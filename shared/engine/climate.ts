import { BANDS, SEASONAL, SOUTH, TROPICS } from './climate-regions.ts'

/** How warm it is where somebody lives; see `BANDS`. */
export type ClimateBand = keyof typeof BANDS

const codesIn = (list: string): string[] => list.split(/\s+/)

const bandByRegion = new Map(
  (Object.keys(BANDS) as ClimateBand[]).flatMap((band) =>
    codesIn(BANDS[band]).map((region): [string, ClimateBand] => [region, band]),
  ),
)
const south = new Set(codesIn(SOUTH))
const tropics = new Set(codesIn(TROPICS))
const seasonal = new Set(codesIn(SEASONAL))

const countryOf = (region: string): string => region.slice(0, 2)

/** The climate band of a region (ISO 3166-1 or 3166-2), of its country where the subdivision is not known; `null`: of none. */
export const climateBandOf = (region: string): ClimateBand | null =>
  bandByRegion.get(region) ?? bandByRegion.get(countryOf(region)) ?? null

/** On which side of the equator a region is; `null`: it is not a region that is known. */
export function hemisphereOf(region: string): 'north' | 'south' | null {
  const country = countryOf(region)
  if (!bandByRegion.has(country)) return null
  return south.has(country) ? 'south' : 'north'
}

/** Meteorological seasons of the north, by month: December to February is winter. */
const SEASONS = ['winter', 'spring', 'summer', 'autumn'] as const

/** A season of the year, `none` between the tropics. */
export type Season = (typeof SEASONS)[number] | 'none'

/** The season in a region in a month (1 to 12); `null`: it is not a region that is known. */
export function seasonOf(region: string, month: number): Season | null {
  const side = hemisphereOf(region)
  if (side === null) return null
  const outside = seasonal.has(region) || !(tropics.has(region) || tropics.has(countryOf(region)))
  if (!outside) return 'none'
  const quarter = Math.floor((month % 12) / 3)
  return SEASONS[side === 'north' ? quarter : (quarter + 2) % 4]!
}
