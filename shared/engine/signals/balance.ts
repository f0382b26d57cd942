import type { Unit } from '../../contracts/index.ts'
import { balanceReason } from '../balance-reason.ts'
import type { Signal, SignalExample } from '../signal.ts'
import { UnitArgs } from './args.ts'

/** What the member can use of a unit now; below 0 where they owe. Stored value is in minor units. */
export const balance: Signal<{ unit: Unit }> = {
  name: 'balance',
  unit: 'of the unit',
  definition: 'What the member can use of a unit now, after what is owed; stored value in minor units.',
  valueType: 'number',
  range: { whole: true },
  args: UnitArgs,
  compute: ({ member }, { unit }) => member?.balances?.[unit] ?? null,
  explain: (value, { unit }, { currency }) =>
    typeof value === 'number' && value > 0 ? balanceReason(unit, value, currency) : null,
}

export const examples: SignalExample[] = [
  { title: 'not read cannot say', args: { unit: 'points' }, expected: null },
  {
    title: 'a unit that is not kept cannot say',
    args: { unit: 'stamps' },
    member: { balances: { points: 3 } },
    expected: null,
  },
  { title: 'available', args: { unit: 'points' }, member: { balances: { points: 300 } }, expected: 300 },
  { title: 'owed', args: { unit: 'points' }, member: { balances: { points: -20 } }, expected: -20 },
]
