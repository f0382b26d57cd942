import { seasonOf } from '../climate.ts'
import { localTime } from '../local-time.ts'
import { reason } from '../reasons.ts'
import type { Signal, SignalExample } from '../signal.ts'
import { NoArgs } from './args.ts'

/** As the sentence counts them. */
const SAID = ['winter', 'spring', 'summer', 'autumn']

/** The season in the member's region: by hemisphere and month, `none` between the tropics. See `seasonOf`. */
export const season: Signal<Record<never, never>> = {
  name: 'season',
  unit: 'season',
  definition: "winter, spring, summer, autumn, or none between the tropics: in the member's region, now.",
  valueType: 'string',
  range: { among: ['winter', 'spring', 'summer', 'autumn', 'none'] },
  args: NoArgs,
  compute({ profile, timeZone, now }) {
    const region = profile?.region ?? null
    return region === null ? null : seasonOf(region, localTime(timeZone, now).month)
  },
  explain(value, _args, { profile }) {
    const season = SAID.indexOf(String(value))
    if (!profile?.region || value === null) return null
    return season < 0
      ? reason('region', { region: profile.region })
      : reason('season', { season, region: profile.region })
  },
}

export const examples: SignalExample[] = [
  { title: 'without a region nobody can say', purchases: [{ daysAgo: 1 }], expected: null },
  { title: 'June in Sweden', purchases: [{ daysAgo: 1, region: 'SE' }], expected: 'summer' },
  { title: 'June in New Zealand', purchases: [{ daysAgo: 1, region: 'NZ-AUK' }], expected: 'winter' },
  {
    title: 'December in Norway',
    purchases: [{ daysAgo: 1, region: 'NO' }],
    now: Date.UTC(2026, 11, 1, 12),
    expected: 'winter',
  },
  { title: 'no season in Singapore', purchases: [{ daysAgo: 1, region: 'SG' }], expected: 'none' },
  { title: 'the south of Brazil has them', purchases: [{ daysAgo: 1, region: 'BR-RS' }], expected: 'winter' },
]
