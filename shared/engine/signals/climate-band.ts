import { climateBandOf } from '../climate.ts'
import { BANDS } from '../climate-regions.ts'
import { reason } from '../reasons.ts'
import type { Signal, SignalExample } from '../signal.ts'
import { NoArgs } from './args.ts'

/** How warm it is where the member lives, by region: see `BANDS`. */
export const climateBand: Signal<Record<never, never>> = {
  name: 'climateBand',
  unit: 'climate band',
  definition: 'polar, cold, temperate, warm or hot: how warm it is where the member lives, by their region.',
  valueType: 'string',
  range: { among: Object.keys(BANDS) },
  args: NoArgs,
  compute({ profile }) {
    const region = profile?.region ?? null
    return region === null ? null : climateBandOf(region)
  },
  explain(value, _args, { profile }) {
    return value === null || !profile?.region ? null : reason('region', { region: profile.region })
  },
}

export const examples: SignalExample[] = [
  { title: 'without a region nobody can say', purchases: [{ daysAgo: 1 }], expected: null },
  { title: 'Stockholm', purchases: [{ daysAgo: 1, region: 'SE-AB' }], expected: 'cold' },
  {
    title: 'Malmö is milder than its country',
    purchases: [{ daysAgo: 1, region: 'SE-M' }],
    expected: 'temperate',
  },
  {
    title: 'a subdivision without its own line is as its country',
    purchases: [{ daysAgo: 1, region: 'FI-18' }],
    expected: 'cold',
  },
  { title: 'Krasnodar', purchases: [{ daysAgo: 1, region: 'RU-KDA' }], expected: 'warm' },
  { title: 'Florida', purchases: [{ daysAgo: 1, region: 'US-FL' }], expected: 'hot' },
  { title: 'Svalbard', purchases: [{ daysAgo: 1, region: 'SJ' }], expected: 'polar' },
  { title: 'a region of nowhere', purchases: [{ daysAgo: 1, region: 'ZZ' }], expected: null },
]
