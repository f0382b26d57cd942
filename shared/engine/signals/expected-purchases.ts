import { lifetime, purchases } from '../example-programmes.ts'
import { buyingOf, expectedPurchases as expected } from '../lifetime.ts'
import type { Signal, SignalExample } from '../signal.ts'
import { HorizonArgs } from './args.ts'

/** E[Y(t)]: purchases to expect of the member in the next days, by BG/NBD; three decimals. */
export const expectedPurchases: Signal<{ days: number }> = {
  name: 'expectedPurchases',
  unit: 'purchases',
  definition: "How many purchases to expect of the member in the next days, by the programme's fitted model.",
  valueType: 'number',
  range: { least: 0 },
  args: HorizonArgs,
  compute({ profile, programme, now }, { days }) {
    const buying = buyingOf(profile, now)
    return programme?.lifetime && buying
      ? Math.round(expected(programme.lifetime, buying, days / 7) * 1_000) / 1_000
      : null
  },
}

export const examples: SignalExample[] = [
  { title: 'before it is fitted nobody can say', args: { days: 30 }, purchases, expected: null },
  { title: 'never bought cannot say', args: { days: 30 }, programme: { lifetime }, expected: null },
  {
    title: 'the published example',
    args: { days: 39 * 7 },
    programme: { lifetime },
    purchases,
    expected: 1.226,
  },
]
