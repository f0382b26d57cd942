import { reason } from '../reasons.ts'
import type { Signal, SignalExample } from '../signal.ts'
import { NoArgs } from './args.ts'

/** Where the latest purchase that named a region was made, as the shop sent it (ISO 3166-1 or 3166-2). */
export const memberRegion: Signal<Record<never, never>> = {
  name: 'memberRegion',
  unit: 'ISO 3166 code',
  definition: 'The region of the latest purchase that named one, such as SE or SE-AB.',
  valueType: 'string',
  args: NoArgs,
  compute: ({ profile }) => profile?.region ?? null,
  explain: (value) => (value === null ? null : reason('region', { region: value })),
}

export const examples: SignalExample[] = [
  { title: 'no history cannot say', expected: null },
  { title: 'a purchase without a region cannot say', purchases: [{ daysAgo: 1 }], expected: null },
  {
    title: 'the latest that named one, whatever came in last',
    purchases: [{ daysAgo: 5, region: 'SE-AB' }, { daysAgo: 1 }, { daysAgo: 9, region: 'NO' }],
    expected: 'SE-AB',
  },
]
