import { DAY_MS } from '../../contracts/index.ts'
import { daysSince } from '../profile-parts.ts'
import type { Signal, SignalExample } from '../signal.ts'
import { SegmentArgs } from './args.ts'

const noon = Date.UTC(2026, 5, 15, 12)
const seen = (enteredAt: number | null, leftAt: number | null) => ({
  segments: new Map([['regulars', { enteredAt, leftAt }]]),
})

/**
 * Whole days since the member was seen to enter a segment that holds them now; 0 where nobody has noted it yet. `null`: it
 * does not hold them.
 */
export const daysInSegment: Signal<{ segment: string }> = {
  name: 'daysInSegment',
  unit: 'days',
  definition: 'For how many days the member has been in a segment.',
  valueType: 'number',
  range: { least: 0, whole: true },
  args: SegmentArgs,
  compute({ member, now, isIn }, { segment }) {
    // What was noted may be behind: whether they are in it is asked now.
    if (!member?.segments || isIn(segment) !== true) return null
    const enteredAt = member.segments.get(segment)?.enteredAt ?? now
    return daysSince(enteredAt, now)
  },
}

export const examples: SignalExample[] = [
  { title: 'not read cannot say', args: { segment: 'regulars' }, expected: null },
  { title: 'never seen in it', args: { segment: 'others' }, member: seen(0, null), expected: null },
  {
    title: 'has left it',
    args: { segment: 'regulars' },
    member: seen(null, noon),
    segments: { regulars: false },
    expected: null,
  },
  {
    title: 'since five days',
    args: { segment: 'regulars' },
    member: seen(noon - 5.5 * DAY_MS, null),
    segments: { regulars: true },
    expected: 5,
  },
  {
    title: 'no longer in it, though nobody has noted that',
    args: { segment: 'regulars' },
    member: seen(noon - 5.5 * DAY_MS, null),
    segments: { regulars: false },
    expected: null,
  },
  {
    title: 'in it since just now',
    args: { segment: 'regulars' },
    member: seen(null, noon - 9 * DAY_MS),
    segments: { regulars: true },
    expected: 0,
  },
]
