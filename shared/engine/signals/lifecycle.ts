import { LIFECYCLES, lifecycleOf } from '../lifecycle.ts'
import { lifecycleReason } from '../rhythm.ts'
import type { Signal, SignalExample } from '../signal.ts'
import { NoArgs } from './args.ts'

const days = (...daysAgo: number[]) => daysAgo.map((ago) => ({ daysAgo: ago, category: 'coffee' }))
const weekly = Array.from({ length: 40 }, (_, week) => week * 7 + 3)
const lifetime = {
  r: 0.243,
  alpha: 4.414,
  a: 0.793,
  b: 2.426,
  p: null,
  q: null,
  gamma: null,
  fittedAt: 0,
  members: 2357,
  logLikelihood: -9582,
}

/** Where in their time with the shop the member is: see `lifecycleOf`. */
export const lifecycle: Signal<Record<never, never>> = {
  name: 'lifecycle',
  unit: 'stage',
  definition:
    'new, growing, steady, atRisk, lapsed or wonBack: by how long the member has been silent against their own rhythm, and by their chance to come again where that is known.',
  valueType: 'string',
  range: { among: LIFECYCLES },
  args: NoArgs,
  compute: (context) => lifecycleOf(context),
  explain: (value, _args, context) => lifecycleReason(value, context),
}

export const examples: SignalExample[] = [
  { title: 'never bought cannot say', expected: null },
  { title: 'a first purchase lately', purchases: days(20), expected: 'new' },
  { title: 'every week for long', purchases: days(...weekly), expected: 'steady' },
  { title: 'three days in a fortnight', purchases: days(12, 6, 1), expected: 'growing' },
  {
    title: 'more often than in the year before',
    purchases: days(300, 240, 180, 120, 60, 12, 8, 4, 1),
    expected: 'growing',
  },
  { title: 'weekly, and three weeks silent', purchases: days(42, 35, 28, 21), expected: 'atRisk' },
  { title: 'weekly, and five weeks silent', purchases: days(56, 49, 42, 35), expected: 'lapsed' },
  { title: 'one purchase, a season ago', purchases: days(100), expected: 'atRisk' },
  { title: 'one purchase, half a year ago', purchases: days(200), expected: 'lapsed' },
  {
    title: 'weekly, then half a year of nothing, and here again',
    purchases: days(220, 213, 206, 199, 5),
    expected: 'wonBack',
  },
  { title: 'bought once, years ago, and here again', purchases: days(900, 3), expected: 'wonBack' },
  {
    title: 'long enough back to be as before',
    purchases: days(700, 693, 686, ...weekly),
    expected: 'steady',
  },
  {
    title: 'where the model is known, it says who is gone',
    programme: { lifetime },
    purchases: days(300, 297, 294, 291, 288, 285),
    expected: 'lapsed',
  },
  {
    title: 'and that a silence may be nothing',
    programme: { lifetime },
    purchases: days(200, 100),
    expected: 'steady',
  },
]
