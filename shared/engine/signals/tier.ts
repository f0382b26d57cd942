import { reason } from '../reasons.ts'
import type { Signal, SignalExample } from '../signal.ts'
import { NoArgs } from './args.ts'

/** Key of the tier that the member holds, the first step's too. */
export const tier: Signal<Record<never, never>> = {
  name: 'tier',
  unit: 'key of a tier',
  definition:
    'The tier that the member holds now, by its key. Asked by the segments of a ladder itself it can not say.',
  valueType: 'string',
  args: NoArgs,
  compute: ({ member }) => member?.tier ?? null,
  explain: (value) => (value === null ? null : reason('tier', { tier: String(value).replaceAll('-', ' ') })),
}

export const examples: SignalExample[] = [
  { title: 'not read cannot say', expected: null },
  { title: 'without a ladder nobody can say', member: {}, expected: null },
  { title: 'held', member: { tier: 'gold' }, expected: 'gold' },
]
