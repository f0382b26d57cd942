import { lifetime, purchases } from '../example-programmes.ts'
import { aliveProbability, buyingOf } from '../lifetime.ts'
import type { Signal, SignalExample } from '../signal.ts'
import { NoArgs } from './args.ts'

/** Chance that the member will buy again some day, by BG/NBD; four decimals. See `aliveProbability`. */
export const aliveChance: Signal<Record<never, never>> = {
  name: 'aliveChance',
  unit: 'chance 0 to 1',
  definition:
    "The chance that the member has not left for good, by the programme's fitted model; 1 for who has bought once.",
  valueType: 'number',
  range: { least: 0, most: 1 },
  args: NoArgs,
  compute({ profile, programme, now }) {
    const buying = buyingOf(profile, now)
    return programme?.lifetime && buying
      ? Math.round(aliveProbability(programme.lifetime, buying) * 10_000) / 10_000
      : null
  },
}

export const examples: SignalExample[] = [
  { title: 'before it is fitted nobody can say', purchases, expected: null },
  { title: 'never bought cannot say', programme: { lifetime }, expected: null },
  { title: 'the published example', programme: { lifetime }, purchases, expected: 0.7266 },
  {
    title: 'nobody leaves before a second purchase',
    programme: { lifetime },
    purchases: [{ daysAgo: 900 }],
    expected: 1,
  },
]
