import { DAY_MS } from '../../contracts/index.ts'
import { daysSince } from '../profile-parts.ts'
import type { Signal, SignalExample } from '../signal.ts'
import { SegmentArgs } from './args.ts'

const noon = Date.UTC(2026, 5, 15, 12)
const left = (leftAt: number | null) => ({ segments: new Map([['regulars', { enteredAt: null, leftAt }]]) })

/** Whole days since the member was seen to leave a segment that does not hold them now; `null`: they have not left it. */
export const daysSinceSegmentLeft: Signal<{ segment: string }> = {
  name: 'daysSinceSegmentLeft',
  unit: 'days',
  definition: 'How many days ago the member left a segment that does not hold them now.',
  valueType: 'number',
  range: { least: 0, whole: true },
  args: SegmentArgs,
  compute({ member, now, isIn }, { segment }) {
    const leftAt = member?.segments?.get(segment)?.leftAt ?? null
    return leftAt === null || isIn(segment) !== false ? null : daysSince(leftAt, now)
  },
}

export const examples: SignalExample[] = [
  { title: 'not read cannot say', args: { segment: 'regulars' }, expected: null },
  {
    title: 'never left it',
    args: { segment: 'regulars' },
    member: left(null),
    segments: { regulars: false },
    expected: null,
  },
  {
    title: 'three days ago',
    args: { segment: 'regulars' },
    member: left(noon - 3.2 * DAY_MS),
    segments: { regulars: false },
    expected: 3,
  },
  {
    title: 'in it again',
    args: { segment: 'regulars' },
    member: left(noon - 3.2 * DAY_MS),
    segments: { regulars: true },
    expected: null,
  },
]
