import { DAY_MS } from '../../contracts/index.ts'
import { reason } from '../reasons.ts'
import type { Signal, SignalExample } from '../signal.ts'
import { ExpiryArgs } from './args.ts'

const noon = Date.UTC(2026, 5, 15, 12)
const lot = (days: number, amount: number, unit: 'points' | 'stamps' = 'points') => ({
  unit,
  amount,
  expiresAt: noon + days * DAY_MS,
})

/** Points that run out within the days ahead, if the member does nothing more. Told from the fifty lots that end first. */
export const pointsExpiring: Signal<{ days: number }> = {
  name: 'pointsExpiring',
  unit: 'points',
  definition: 'How many points run out within the next days, if nothing is done.',
  valueType: 'number',
  range: { least: 0, whole: true },
  args: ExpiryArgs,
  compute({ member, now }, { days }) {
    if (member?.expiring === undefined) return null
    let sum = 0
    for (const { unit, amount, expiresAt } of member.expiring)
      if (unit === 'points' && expiresAt > now && expiresAt <= now + days * DAY_MS) sum += amount
    return sum
  },
  explain: (value, { days }) =>
    value === null || value === 0 ? null : reason('pointsExpiring', { count: value, days }),
}

export const examples: SignalExample[] = [
  { title: 'not read cannot say', args: { days: 30 }, expected: null },
  { title: 'none', args: { days: 30 }, member: { expiring: [] }, expected: 0 },
  {
    title: 'within the days, of points alone',
    args: { days: 30 },
    member: { expiring: [lot(-1, 1), lot(2, 10), lot(30, 100), lot(31, 1_000), lot(3, 5, 'stamps')] },
    expected: 110,
  },
]
