import { hemisphereOf } from '../climate.ts'
import { reason } from '../reasons.ts'
import type { Signal, SignalExample } from '../signal.ts'
import { NoArgs } from './args.ts'

/** On which side of the equator the member's region is. */
export const hemisphere: Signal<Record<never, never>> = {
  name: 'hemisphere',
  unit: 'hemisphere',
  definition: "north or south: on which side of the equator the member's region is.",
  valueType: 'string',
  range: { among: ['north', 'south'] },
  args: NoArgs,
  compute({ profile }) {
    const region = profile?.region ?? null
    return region === null ? null : hemisphereOf(region)
  },
  explain(value, _args, { profile }) {
    return value === null || !profile?.region ? null : reason('region', { region: profile.region })
  },
}

export const examples: SignalExample[] = [
  { title: 'without a region nobody can say', purchases: [{ daysAgo: 1 }], expected: null },
  { title: 'Sweden', purchases: [{ daysAgo: 1, region: 'SE-AB' }], expected: 'north' },
  { title: 'Australia', purchases: [{ daysAgo: 1, region: 'AU' }], expected: 'south' },
  { title: 'a region of nowhere', purchases: [{ daysAgo: 1, region: 'ZZ' }], expected: null },
]
