import { purchases } from '../example-programmes.ts'
import { buyingOf, lifetimeValueMinor } from '../lifetime.ts'
import type { Signal, SignalExample } from '../signal.ts'
import { HorizonArgs } from './args.ts'

const lifetime = {
  r: 0.243,
  alpha: 4.414,
  a: 0.793,
  b: 2.426,
  p: 6.25,
  q: 3.74,
  gamma: 1_544,
  fittedAt: 0,
  members: 2357,
  logLikelihood: -9582,
}

/** What the member is still going to spend in the next days, by BG/NBD and Gamma-Gamma: as spend, not discounted, rounded down. */
export const lifetimeValue: Signal<{ days: number }> = {
  name: 'lifetimeValue',
  unit: 'minor units',
  definition: "What the member is expected to spend in the next days, by the programme's fitted models.",
  valueType: 'number',
  range: { least: 0, whole: true },
  args: HorizonArgs,
  compute({ profile, programme, now }, { days }) {
    const buying = buyingOf(profile, now)
    if (profile === null || buying === null || !programme?.lifetime) return null
    const { purchases: bought, spendMinor } = profile
    const spent = { purchases: bought, spendMinor }
    return lifetimeValueMinor(programme.lifetime, buying, spent, {
      weeks: days / 7,
      discountRate: 0,
      marginShare: 1,
    })
  },
}

export const examples: SignalExample[] = [
  { title: 'before it is fitted nobody can say', args: { days: 30 }, purchases, expected: null },
  {
    title: 'without amounts nobody can say',
    args: { days: 30 },
    programme: { lifetime: { ...lifetime, p: null, q: null, gamma: null } },
    purchases,
    expected: null,
  },
  // 1.226 purchases, each worth 6.25 x (1544 + 9000) / (3 x 6.25 + 2.74) = 3066.5.
  {
    title: 'purchases times what each is worth',
    args: { days: 39 * 7 },
    programme: { lifetime },
    purchases,
    expected: 3_759,
  },
]
